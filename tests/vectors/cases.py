#!/usr/bin/env python3
"""Runs `kohort project` on case folders and judges what it writes against the expected_*.csv beside the inputs.

    cases.py KOHORT FOLDER...      every FOLDER, or every subfolder of it, that holds a population.csv
    cases.py KOHORT --elsewhere PROJECT
                                   the folder that KOHORT_CASES names, else PROJECT/../shared/conformance, else skips (77)
"""
import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LIFE_TABLE = (1e-10, 0.0)  # relative, absolute
PERSONS = (1e-7, 1e-6)  # the absolute one below one person


def near(actual, expected, tolerance):
    relative, absolute = tolerance
    gap = abs(actual - expected)
    return gap <= relative * abs(expected) or (abs(expected) < 1 and gap <= absolute)


def rows_of(path, keys):
    with open(path, encoding="utf-8", newline="") as file:
        return {tuple(row[key] for key in keys): row for row in csv.DictReader(file)}


def judge(expected_path, actual_path, keys, tolerance):
    """Every expected figure is there and near; returns the number of figures and the largest relative gap."""
    expected, actual = rows_of(expected_path, keys), rows_of(actual_path, keys)
    n, worst = 0, 0.0
    for key, row in expected.items():
        if key not in actual:
            sys.exit(f"{expected_path}: no row for {key} in the result")
        for name in row:
            if name in keys:
                continue
            a, e = float(actual[key][name]), float(row[name])
            if not near(a, e, tolerance):
                sys.exit(f"{expected_path}: {key} {name}: {a!r}, expected {e!r}")
            n += 1
            worst = max(worst, abs(a - e) / max(abs(e), 1))
    if n == 0:
        sys.exit(f"{expected_path}: nothing to compare")
    return n, worst


def run_case(kohort, case):
    with tempfile.TemporaryDirectory() as folder:
        out = {name: str(Path(folder) / f"{name}.csv") for name in ("population", "events", "life_table")}
        for timing in ("end", "even"):
            subprocess.run([kohort, "project", str(case), "--timing", timing, "-o", out["population"], "--events",
                            out["events"], "--life-table", out["life_table"]], check=True)
            state, year = ("year", "sex", "age"), ("year",)
            for name, keys, tolerance in ((f"population_{timing}", state, PERSONS), (f"events_{timing}", year, PERSONS),
                                          ("life_table", state, LIFE_TABLE)):
                kind = "life_table" if name == "life_table" else name.split("_")[0]
                n, worst = judge(case / f"expected_{name}.csv", out[kind], keys, tolerance)
                print(f"{case.name} {name}: {n} figures, largest gap {worst:.1e}")


def cases_in(folder):
    folder = Path(folder)
    inside = [folder] if (folder / "population.csv").is_file() else sorted(folder.iterdir())
    return [case for case in inside if (case / "population.csv").is_file()]


def main():
    kohort, *folders = sys.argv[1:]
    if folders[0] == "--elsewhere":
        folders = [os.environ.get("KOHORT_CASES") or str(Path(folders[1]).parent / "shared/conformance")]
        if not Path(folders[0]).is_dir():
            print(f"skipped: cases of other countries ({folders[0]} is not there; KOHORT_CASES may name a folder)")
            return 77
    cases = [case for folder in folders for case in cases_in(folder)]
    if not cases:
        sys.exit(f"no case in {' '.join(folders)}")
    for case in cases:
        run_case(kohort, case)
    return 0


if __name__ == "__main__":
    sys.exit(main())
