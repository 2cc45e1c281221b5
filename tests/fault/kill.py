#!/usr/bin/env python3
"""A run that is killed at any moment leaves the old result or the new one, whole.

    kill.py KOHORT ROOT
"""
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 30


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def main():
    kohort, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    folder = Path(tempfile.mkdtemp())
    try:
        plans = [root / f"data/plans/{name}/plan.json" for name in ("hole", "sor-varanger")]
        def command(i, output="out"):
            return [kohort, "run", str(plans[i]), "--scenario", "reduced_coverage", "-o", str(folder / output)]
        whole, times = [], []
        for i in (0, 1):
            begin = time.monotonic()
            subprocess.run(command(i, f"whole{i}"), check=True, capture_output=True)
            times.append(time.monotonic() - begin)
            whole.append(content(folder / f"whole{i}"))
        assert whole[0] != whole[1]
        subprocess.run(command(0), check=True, capture_output=True)
        random.seed(7)
        stood, killed, replaced = 0, 0, 0
        for _ in range(ROUNDS):
            process = subprocess.Popen(command(1 - stood), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.2, 1.2) * max(times))
            process.kill()
            killed += process.wait() == -9
            found = content(folder / "out")
            if found not in whole:
                sys.exit(f"kill: neither the old result nor the new one: {sorted(found)}")
            replaced += whole.index(found) != stood
            stood = whole.index(found)
        subprocess.run(command(1 - stood), check=True, capture_output=True)
        if content(folder / "out") != whole[1 - stood]:
            sys.exit("kill: what was left behind disturbs the next run")
        print(f"{ROUNDS} runs, {killed} killed, {replaced} replaced the result")
        if killed == 0:
            sys.exit("kill: no run was killed: the delays are too long")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
