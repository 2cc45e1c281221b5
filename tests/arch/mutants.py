#!/usr/bin/env python3
"""Checks that every stored mutant still finds its place in the source and names its tests: mutants.py ROOT"""
import subprocess
import sys
from pathlib import Path

root = Path(sys.argv[1])
patches = sorted((root / "tests/mutants").glob("*.patch"))
faults = [] if len(patches) >= 30 else [f"only {len(patches)} mutants"]
for patch in patches:
    text = patch.read_text()
    if "\nTests: " not in text:
        faults.append(f"{patch.name}: no line 'Tests:'")
    tried = subprocess.run(["patch", "-d", root, "-p1", "--fuzz=2", "--dry-run", "--force", "--reject-file=-"],
                           input=text, capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        faults.append(f"{patch.name}: does not apply any more")
print("\n".join(faults))
sys.exit(bool(faults))
