#!/usr/bin/env python3
"""How long the main job takes as a fresh process: one municipality, and all of them. Prints JSON.

    bench_run.py KOHORT [--runs N]
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


def measure(command):
    """Wall and processor seconds and peak memory (MiB) of one run."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: status {status}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(command, runs):
    measure(command)  # files into the page cache
    rows = [measure(command) for _ in range(runs)]
    return {name: round(statistics.median(row[i] for row in rows), 4)
            for i, name in enumerate(("wall_s", "cpu_s", "peak_mib"))}


def main():
    kohort, runs = sys.argv[1], int(sys.argv[3]) if sys.argv[2:3] == ["--runs"] else 20
    with tempfile.TemporaryDirectory() as folder:
        one = [kohort, "run", "--region", "3310"]
        three = ["--scenario", "own_trend_damped", "--scenario", "postponed_need"]
        every = [kohort, "run", "--region", "all", *three, "--format", "csv", "-o", folder + "/all"]
        print(json.dumps({"bench": "run", "runs": runs, "load": round(os.getloadavg()[0], 1),
                          "one_summary": median(one, runs),
                          "one_folder": median([*one, "-o", folder + "/one"], runs),
                          "all_three_scenarios_tables": median(every, 3)}))


if __name__ == "__main__":
    main()
