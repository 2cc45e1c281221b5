#!/usr/bin/env python3
"""kohort calibrate --project --flows: whoever leaves a municipality arrives in another; the country's path is met.

    pool.py KOHORT DATA
"""
import collections
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

KOHORT, DATA = sys.argv[1], pathlib.Path(sys.argv[2])
OUT, EMIGRATION, YEARS = 0.03, 0.004, 4
EVENTS = ["births", "deaths", "net_migration", "in_migration", "out_migration", "immigration", "emigration"]


def need(condition, message):
    if not condition:
        print(f"pool: {message}", file=sys.stderr)
        sys.exit(1)


def near(a, b, message):
    need(abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)), f"{message}: {a} and {b}")


def leave(a, b, message):
    """Those who leave at the same rate everywhere, but for newborn and the open group, whose rate is 0 where nobody is that old."""
    need(b * (1 - 2e-4) - 0.4 <= a <= b * (1 + 1e-9), f"{message}: {a} and {b}")


def registers():
    """Persons at 1 January 2026 by region, sex and age."""
    found = {}
    for path in sorted((DATA / "population").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["year"] == "2026":
                    found[path.stem, row["sex"], int(row["age"])] = float(row["value"])
    return found


def attraction(age):
    return 2 if age < 85 else 0.02


def moves(persons):
    """Moves of 2025: the same rates of leaving everywhere; municipalities draw by size, more of some than of others."""
    size = collections.Counter()
    for (region, _, _), value in persons.items():
        size[region] += value
    weight = {region: n / 1e5 * (1.5 if int(region) % 2 else 1) for region, n in size.items()}
    rows = []
    for (region, sex, age), there in persons.items():
        came, abroad = weight[region] * attraction(age), 0.1 * weight[region] * attraction(age)
        survivors = max(there - came - abroad, 0) / (1 - OUT - EMIGRATION)
        for flow, value in (("in_migration", came), ("out_migration", OUT * survivors), ("immigration", abroad),
                            ("emigration", EMIGRATION * survivors)):
            rows.append([region, 2025, sex, age, flow, repr(value)])
    return rows, weight


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])


def run(*arguments):
    return subprocess.run([KOHORT, "calibrate", "--project", str(YEARS), *map(str, arguments), "--data", str(DATA)],
                          capture_output=True, text=True, check=False)


def project(folder, *options):
    out = run("--regions", "all", "-o", folder / "p.csv", "--components", folder / "e.csv", *options)
    need(out.returncode == 0, out.stderr)
    with (folder / "e.csv").open(encoding="utf-8") as file:
        events = {(row["region"], int(row["year"])): {e: float(row[e]) for e in EVENTS} for row in csv.DictReader(file)}
    totals = collections.defaultdict(list)
    with (folder / "p.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            need(float(row["value"]) >= 0, row)
            totals[row["region"], int(row["year"])].append(float(row["value"]))
    return events, {key: math.fsum(values) for key, values in totals.items()}


def check(events, totals, weight, path):
    all_weights = math.fsum(weight.values())
    for year in range(2026, 2026 + YEARS):
        movers = math.fsum(events[r, year]["out_migration"] for r in weight)
        near(movers, math.fsum(events[r, year]["in_migration"] for r in weight), f"in and out of {year}")
        for flow in ("immigration", "emigration"):
            if (flow, year) in path:
                near(math.fsum(events[r, year][flow] for r in weight), path[flow, year], f"{flow} of {year}")
        for region, w in weight.items():
            e = events[region, year]
            here = totals[region, year] + e["births"] - e["deaths"]
            leave(e["out_migration"], OUT * here, f"{region} {year} out")
            near(e["in_migration"], movers * w / all_weights, f"{region} {year} in")
            near(e["net_migration"], e["in_migration"] - e["out_migration"] + e["immigration"] - e["emigration"],
                 f"{region} {year} net")
            near(totals[region, year + 1], here + e["net_migration"], f"{region} {year} balance")
            if not path:
                leave(e["emigration"], EMIGRATION * here, f"{region} {year} emigration")
                near(e["immigration"], 0.1 * w * 2 * math.fsum(attraction(age) for age in range(106)), f"{region} immigration")


def faults(folder, rows, header):
    flows, path = folder / "bad.csv", folder / "path.csv"
    cases = (("there is no emigration of 2025, male, age 105", 3, rows[:-1], None),
             ("unknown region '9999'", 3, [*rows, ["9999", *rows[0][1:]]], None),
             ("given twice", 3, [*rows, rows[0]], None),
             ("expected a year or more", 3, [[r, 2026, *rest] for r, _, *rest in rows], None),
             ("no immigration of 2027", 3, rows, [[2026, "immigration", 50000]]),
             ("no row is of 2026 to 2029", 3, rows, [[2040, "immigration", 50000]]),
             ("did you mean emigration", 3, rows, [[2026, "emigratoin", 5]]),
             ("more would leave than there are", 4, rows, [[2026 + t, "emigration", 7e6] for t in range(YEARS)]))
    for says, code, moves_, path_rows in cases:
        write(flows, header, moves_)
        options = ["--flows", flows]
        if path_rows is not None:
            write(path, "year,flow,value", path_rows)
            options += ["--path", path]
        out = run(*options)
        need(out.returncode == code and says in out.stderr and out.stdout == "", f"{says}: {out.returncode} {out.stderr!r}")
        need(len(out.stderr.splitlines()) == 1, out.stderr)
    for says, options in (("goes with flows", ("--path", path)), ("not with flows", ("--flows", flows, "--round"))):
        out = run(*options)
        need(out.returncode == 2 and says in out.stderr, f"{says}: {out.returncode} {out.stderr!r}")


def main():
    persons, header = registers(), "region,year,sex,age,flow,value"
    rows, weight = moves(persons)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder / "moves.csv", header, rows)
        check(*project(folder, "--flows", folder / "moves.csv"), weight, {})
        path = {("immigration", y): 52000 + 100 * (y - 2026) for y in range(2026, 2026 + YEARS)}
        path |= {("emigration", y): 31000 - 50 * (y - 2026) for y in range(2026, 2026 + YEARS)}
        write(folder / "path.csv", "year,flow,value", [[y, flow, value] for (flow, y), value in path.items()])
        check(*project(folder, "--flows", folder / "moves.csv", "--path", folder / "path.csv"), weight, path)
        faults(folder, rows, header)


main()
