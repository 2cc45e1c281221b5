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
    first = run("backtest", "--origin", ORIGIN, "--horizon", 10, "--data", DATA, "--predictions", known, "--draws", 1)
    need(first.returncode == 0, first.stderr)
    second = run("backtest", "--origin", ORIGIN, "--horizon", 10, "--data", scrambled_future(folder), "--predictions", blind,
                 "--draws", 500)
    need(second.returncode == 0, second.stderr)
    need(known.read_bytes() == blind.read_bytes(), "the predictions change with what came after the origin")
    need(first.stdout != second.stdout, "the scores do not change with what came")
    with known.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        need(next(rows) == ["region", "year", "sex", "age", "value", "q10", "q90"], "header of the predictions")
        n, covered, width = 0, 0, {2017: [0, 0], 2026: [0, 0]}
        registered = registers()
        for region, year, sex, age, *figures in rows:
            value, low, high = map(float, figures)
            n += 1
            need(0 <= low <= value <= high, f"interval of {region} {year} {sex} {age}")
            covered += low <= registered[region, year, sex, age] <= high
            if int(year) in width and value >= 5:
                width[int(year)][0] += (high - low) / value
                width[int(year)][1] += 1
        need(n == 357 * 10 * 2 * 106, "rows of the predictions")
        need(0.76 <= covered / n <= 0.84, f"80 % intervals cover {covered / n:.3f}")
        need(width[2017][0] / width[2017][1] < 0.7 * width[2026][0] / width[2026][1], "intervals do not widen")


def registers():
    cells = {}
    for path in (DATA / "population").glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            for year, sex, age, value in csv.reader(file):
                if year > "2016" and year != "year":
                    cells[path.stem, year, sex, age] = float(value)
    return cells


def check_plain(folder):
    """Without --draws the columns are as they were, and the same figures."""
    plain, wide = folder / "plain.csv", folder / "wide.csv"
    for path, more in ((plain, ()), (wide, ("--draws", 3))):
        out = run("backtest", "--origin", 2018, "--horizon", 2, "--data", DATA, "--regions", "3310", "--predictions", path, *more)
        need(out.returncode == 0, out.stderr)
    rows = [line.rsplit(",", 2)[0] for line in wide.read_text(encoding="utf-8").splitlines()]
    need(plain.read_text(encoding="utf-8").splitlines() == rows and len(rows) == 1 + 2 * 212, "predictions without intervals")


def check_json():
    out = run("backtest", "--origin", 2018, "--horizon", 5, "--data", DATA, "--regions", "3310,5605", "--json")
    need(out.returncode == 0, out.stderr)
    tree = json.loads(out.stdout)
    need(tree["origin"] == 2018 and tree["municipalities_in_shares"] == 351, "head of the JSON")
    need("fertility of 2017" in tree["national_rates"] and "no publication" in tree["national_net_migration"], "provenance")
    row = next(r for r in tree["scores"] if r["horizon"] == 5 and r["age_band"] == "80+" and r["method"] == "kohort")
    need(row["n"] == 2 and row["size_class"] == "all" and row["mape"] > 0, f"a score: {row}")
    cells = next(r for r in tree["intervals_80_cells"] if r["horizon"] == 5 and r["age_band"] == "total")
    need(cells["n"] == 2 * 212 and 60 < cells["coverage"] < 95, f"coverage of cells: {cells}")
    need({r["method"] for r in tree["scores"]} == {"kohort", "no_change", "trend_5_years", "hamilton_perry"}, "methods")
    out = run("calibrate", "3310", "--data", DATA, "--json")
    tree = json.loads(out.stdout)
    need(tree["origin"] == 2026 and tree["estimates"][0]["region"] == "3310" and tree["estimates"][0]["cases"] > 6000,
         "calibrate as JSON")


def check_faults(folder):
    for code, says, arguments in (
            (2, "--origin", ("backtest",)),
            (2, "arguments", ("backtest", "3310", "--origin", 2016, "--horizon", 5)),
            (2, "--draws", ("backtest", "--origin", 2016, "--horizon", 5, "--draws", 100)),
            (2, "--draws", ("backtest", "--origin", 2016, "--horizon", 5, "--draws", -1, "--predictions", folder / "p.csv")),
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
        check_plain(folder)
        check_json()
        check_faults(folder)


main()
