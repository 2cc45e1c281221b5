#!/usr/bin/env python3
"""kohort backtest and kohort calibrate: nothing dated after the origin is read, output is well formed, faults are told."""
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

KOHORT, DATA = sys.argv[1], pathlib.Path(sys.argv[2])
ORIGIN = 2016


def run(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True)


def need(condition, message):
    if not condition:
        print(f"backtest: {message}", file=sys.stderr)
        sys.exit(1)


def scramble(path, year_column, last_known):
    """Replaces every value of a year above last_known by nonsense that is still a figure."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines[0].split(",").index(year_column)
    for i, line in enumerate(lines[1:], 1):
        cells = line.split(",")
        if int(cells[at]) > last_known:
            keep = len(cells) - (2 if path.name == "mortality.csv" else 1)
            lines[i] = ",".join(cells[:keep] + [str(i % 5)] * (len(cells) - keep))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def scrambled_future(folder):
    """A copy of the registers in which what is dated at or after the origin is nonsense, but its 1-January population."""
    copy = folder / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("calibration"))
    for path in (copy / "population").glob("*.csv"):
        scramble(path, "year", ORIGIN)
    scramble(copy / "national/mortality.csv", "year", ORIGIN - 1)
    scramble(copy / "national/fertility.csv", "year", ORIGIN - 1)
    return copy


def check_future(folder):
    known, blind = folder / "known.csv", folder / "blind.csv"
    first = run("backtest", "--origin", ORIGIN, "--horizon", 10, "--data", DATA, "--predictions", known)
    need(first.returncode == 0, first.stderr)
    second = run("backtest", "--origin", ORIGIN, "--horizon", 10, "--data", scrambled_future(folder), "--predictions", blind)
    need(second.returncode == 0, second.stderr)
    need(known.read_bytes() == blind.read_bytes(), "the predictions change with what came after the origin")
    need(first.stdout != second.stdout, "the scores do not change with what came")
    with known.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        need(next(rows) == ["region", "year", "sex", "age", "value"], "header of the predictions")
        need(sum(1 for _ in rows) == 357 * 10 * 2 * 106, "rows of the predictions")


def check_json():
    out = run("backtest", "--origin", 2018, "--horizon", 5, "--data", DATA, "--regions", "3310,5605", "--json")
    need(out.returncode == 0, out.stderr)
    tree = json.loads(out.stdout)
    need(tree["origin"] == 2018 and tree["municipalities_in_shares"] == 351, "head of the JSON")
    need("fertility of 2017" in tree["national_rates"] and "no publication" in tree["national_net_migration"], "provenance")
    row = next(r for r in tree["scores"] if r["horizon"] == 5 and r["age_band"] == "80+" and r["method"] == "kohort")
    need(row["n"] == 2 and row["size_class"] == "all" and row["mape"] > 0, f"a score: {row}")
    need({r["method"] for r in tree["scores"]} == {"kohort", "no_change", "trend_5_years", "hamilton_perry"}, "methods")
    out = run("calibrate", "3310", "--data", DATA, "--json")
    tree = json.loads(out.stdout)
    need(tree["origin"] == 2026 and tree["estimates"][0]["region"] == "3310" and tree["estimates"][0]["cases"] > 6000,
         "calibrate as JSON")


def check_faults(folder):
    for code, says, arguments in (
            (2, "--origin", ("backtest",)),
            (2, "arguments", ("backtest", "3310", "--origin", 2016, "--horizon", 5)),
            (3, "1 to 60", ("backtest", "--origin", 2016, "--horizon", 61)),
            (3, "2004", ("backtest", "--origin", 2009, "--horizon", 5)),
            (3, "2027", ("backtest", "--origin", 2027, "--horizon", 5)),
            (3, "did you mean '3310'", ("backtest", "--origin", 2016, "--horizon", 5, "--regions", "33100")),
            (3, "begins in 2016", ("backtest", "--origin", 2018, "--horizon", 5, "--official",
                                   DATA / "national/official_projection_2016.csv")),
            (5, "none.csv", ("backtest", "--origin", 2016, "--horizon", 5, "--official", folder / "none.csv")),
            (5, "nowhere", ("backtest", "--origin", 2016, "--horizon", 1, "--predictions", folder / "nowhere/p.csv")),
            (2, "REGION", ("calibrate",)),
            (3, "unknown region", ("calibrate", "0000"))):
        out = run(*arguments, "--data", DATA)
        need(out.returncode == code and says in out.stderr and out.stdout == "",
             f"{arguments}: {out.returncode}, {out.stderr!r}, expected {code} and '{says}'")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_future(folder)
        check_json()
        check_faults(folder)


main()
