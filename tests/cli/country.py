#!/usr/bin/env python3
"""kohort calibrate --project: every municipality, county and the country; balances, controls, whole persons, faults."""
import collections
import csv
import pathlib
import subprocess
import sys
import tempfile

KOHORT, DATA = sys.argv[1], pathlib.Path(sys.argv[2])
HEADER = "region,year,sex,age,value"


def run(*arguments):
    return subprocess.run([KOHORT, "calibrate", *map(str, arguments), "--data", str(DATA)], capture_output=True, text=True)


def need(condition, message):
    if not condition:
        print(f"country: {message}", file=sys.stderr)
        sys.exit(1)


def read(path):
    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        head = next(rows)
        return head, {tuple(row[:-1]): float(row[-1]) for row in rows} if len(head) == 5 and head[-1] == "value" else list(rows)


def project(folder, name, *options):
    population, events = folder / f"{name}.csv", folder / f"{name}_events.csv"
    out = run("--project", 4, "--regions", "all,counties,0", "-o", population, "--components", events, *options)
    need(out.returncode == 0 and out.stdout == "" and "357 municipalities" in out.stderr, f"{name}: {out.stderr}")
    head, cells = read(population)
    need(head == HEADER.split(","), "header")
    return cells, read(events)[1]


def check_sums(name, cells, events, tolerance):
    """Counties and the country are sums of municipalities, and every balance holds."""
    county_of = {row["region"]: row["county"] for row in csv.DictReader((DATA / "regions.csv").open(encoding="utf-8"))}
    sums, totals = collections.defaultdict(float), collections.defaultdict(float)
    for (region, year, sex, age), value in cells.items():
        totals[region, int(year)] += value
        if len(region) == 4:
            sums["0", year, sex, age] += value
            sums[county_of[region], year, sex, age] += value
    for key, value in sums.items():
        need(abs(cells[key] - value) <= tolerance * max(1, value), f"{name}: {key} is {cells[key]}, its parts {value}")
    need(len(cells) == len(sums) + 357 * 5 * 212, f"{name}: rows")
    for region, year, *flows in events:
        births, deaths, net = map(float, flows)
        before, after = totals[region, int(year)], totals[region, int(year) + 1]
        need(abs(before + births - deaths + net - after) <= tolerance * before, f"{name}: balance of {region} in {year}")


def check_controls(folder, cells):
    wanted = {key: value * (1.02 if key[0] == "33" else 1) for key, value in cells.items()
              if key[0] in ("33", "0") and key[1] != "2026"}
    for key in wanted:
        if key[0] == "0":
            wanted[key] += wanted[("33", *key[1:])] - cells[("33", *key[1:])]
    file = folder / "controls_in.csv"
    file.write_text("\n".join([HEADER, *(",".join((*key, repr(value))) for key, value in wanted.items())]) + "\n", encoding="utf-8")
    met, events = project(folder, "controls", "--controls", file)
    for key, value in wanted.items():
        need(abs(met[key] - value) <= 1e-9 * max(1, value), f"control {key}")
    check_sums("controls", met, events, 1e-9)


def check_faults(folder):
    for code, says, rows in ((3, ":2:1:", ["99,2030,both,,1"]), (3, ":2:13:", ["0,2030,both,106,1"]),
                             (3, "twice", ["0,2030,both,,1", "0,2030,both,,1"]), (3, "2027 to 2030", ["0,2050,both,,1"]),
                             (3, ":2:14:", ["0,2030,both,,-1"]), (4, "contradicts", ["0,2030,both,,5e6", "33,2030,both,,5.1e6"])):
        file = folder / "bad.csv"
        file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        out = run("--project", 4, "--controls", file)
        need(out.returncode == code and says in out.stderr and out.stdout == "", f"{rows}: {out.returncode} {out.stderr!r}")
    for code, says, arguments in ((2, "--project", ("3310", "--round")), (2, "--regions", ("3310", "--project", 3)),
                                  (2, "from 1 on", ("--project", -3)), (3, "did you mean '3310'", ("--project", 3, "--regions", "33100")),
                                  (5, "nowhere", ("--project", 1, "-o", folder / "nowhere/p.csv"))):
        out = run(*arguments)
        need(out.returncode == code and says in out.stderr and out.stdout == "", f"{arguments}: {out.returncode} {out.stderr!r}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        cells, events = project(folder, "plain")
        check_sums("plain", cells, events, 1e-9)
        whole, events = project(folder, "whole", "--round")
        check_sums("whole", whole, events, 0)
        need(all(value == int(value) and abs(value - cells[key]) < 1 for key, value in whole.items()), "whole persons")
        out = run("--project", 1, "--regions", "3310")
        need(out.returncode == 0 and out.stdout.startswith(HEADER) and len(out.stdout.splitlines()) == 1 + 2 * 212, "standard output")
        check_controls(folder, cells)
        check_faults(folder)


main()
