#!/usr/bin/env python3
"""Whoever adds to a ledger may be killed at any moment: it holds the vintage or does not, and what stood in it stays.

    ledger.py KOHORT ROOT
"""
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 25


def main():
    kohort, plan = sys.argv[1], Path(sys.argv[2]) / "data/plans/sor-varanger/plan.json"
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"

        def command():
            return [kohort, "ledger", str(ledger), "--add", str(plan)]
        begin = time.monotonic()
        subprocess.run(command(), check=True, capture_output=True)
        takes = time.monotonic() - begin
        before, killed, added = ledger.read_bytes(), 0, 0
        random.seed(7)
        for _ in range(ROUNDS):
            process = subprocess.Popen(command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.3, 1.1) * takes)
            process.kill()
            killed += process.wait() == -9
            now = ledger.read_bytes()
            lines = now[len(before):].count(b"\n")
            if not now.startswith(before) or lines > 1 or not now.endswith(b"\n"):
                sys.exit("ledger: neither what stood nor that and one line more")
            subprocess.run([kohort, "ledger", str(ledger)], check=True, capture_output=True)
            added += lines
            before = now
        subprocess.run(command(), check=True, capture_output=True)
        if ledger.read_bytes().count(b"\n") != added + 2:
            sys.exit("ledger: what was left behind disturbs the next one")
        print(f"{ROUNDS} times, {killed} killed, {added} added all the same")
        if killed == 0:
            sys.exit("ledger: nothing was killed: the delays are too long")


if __name__ == "__main__":
    main()
