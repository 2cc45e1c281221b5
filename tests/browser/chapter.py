#!/usr/bin/env python3
"""The chapter in a browser without network, in three languages: no error, nothing asked for, switch and slider by keyboard,
no violation of WCAG 2.1 A and AA that axe-core sees, well-formed by html-validate. Its figures by Vega-Lite's own JSON Schema, its
datasets by jsonstat-toolkit.

    chapter.py KOHORT ROOT FOLDER    exit 77 where there is no Chromium, Node.js or npm registry; pictures stay in FOLDER
"""
import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

KOHORT, ROOT, FOLDER = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
SKIP = 77


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def modules():
    """The tools of package-lock.json, installed once beside a copy of the program that uses them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "page.mjs", "formats.mjs"):
        shutil.copy(ROOT / "tests/browser" / name, FOLDER)
    wanted, installed = FOLDER / "package-lock.json", FOLDER / "node_modules/installed.json"
    if installed.exists() and installed.read_bytes() == wanted.read_bytes():
        return
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"], cwd=FOLDER,
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        shutil.rmtree(FOLDER / "node_modules", ignore_errors=True)
        skip(f"npm cannot install the tools of tests/browser: {done.stderr.strip().splitlines()[-1:]}")
    shutil.copy(wanted, installed)


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    for name, found in (("Chromium", chromium), ("Node.js", shutil.which("node")), ("npm", shutil.which("npm"))):
        if not found:
            skip(f"{name} is not installed (scripts/deps.sh browser)")
    modules()
    pages = []
    chosen = [("hole-nb", "hole", ["--draws", "100"]), ("hole-nn", "hole", ["--lang", "nn", "--publish"]),
              ("sor-varanger-en", "sor-varanger", ["--lang", "en"])]
    if os.environ.get("KOHORT_BROWSER") == "one":  # one language, another every day
        chosen = [chosen[datetime.date.today().toordinal() % len(chosen)]]
        print(f"one page of three: {chosen[0][0]}")
    for name, plan, options in chosen:
        out = FOLDER / name
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run([KOHORT, "run", ROOT / f"data/plans/{plan}/plan.json", "--format", "html,jsonstat", "-o", out, *options],
                       check=True, stdout=subprocess.DEVNULL)
        pages.append(out / "chapter.html")
    read = subprocess.run(["node", FOLDER / "formats.mjs", *(page.parent for page in pages)], timeout=120)
    done = subprocess.run(["node", FOLDER / "page.mjs", chromium, FOLDER, *pages], timeout=600,
                          env={**os.environ, "HOME": str(FOLDER)})
    sys.exit(read.returncode or done.returncode)


main()
