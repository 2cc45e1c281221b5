#!/usr/bin/env python3
"""Writes data/national/shelf_life.csv from hindcasts, or compares it with --check.

How many municipalities of a size were within 10 per cent of what was registered, by age band and years ahead: all
origins that the registers allow, pooled. A number of years ahead that fewer than three origins reach is left out.

    shelf_life.py KOHORT DATA [--check]
"""
import concurrent.futures
import csv
import io
import json
import pathlib
import subprocess
import sys

ORIGINS, LAST, LEAST_ORIGINS = range(2010, 2022), 2026, 3
CLASSES = {"0-1999": (0, 2000), "2000-4999": (2000, 5000), "5000-19999": (5000, 20000), "20000+": (20000, "")}
BANDS = {"0-5": "0-5", "6-15": "6-15", "16-19": "16-19", "20-66": "20-66", "67-79": "67-79", "80-89": "80-89", "90+": "90+", "80+": "80+",
         "total": "all"}
HEAD = ("persons_from", "persons_below", "age_band", "horizon", "origin_from", "origin_to", "figures", "within_10")


def hindcast(kohort, data, origin):
    command = [kohort, "backtest", "--origin", str(origin), "--horizon", str(LAST - origin), "--data", data, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["scores"]


def hindcasts(kohort, data):
    found = {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda origin: hindcast(kohort, data, origin), ORIGINS)
    for origin, scores in zip(ORIGINS, runs):
        for row in scores:
            if row["method"] == "kohort" and row["size_class"] in CLASSES:
                cell = found.setdefault((row["size_class"], row["age_band"], int(row["horizon"])), [])
                cell.append((origin, int(row["n"]), round(row["n"] * row["within_10"] / 100)))
    return found


def text(kohort, data):
    found, out = hindcasts(kohort, data), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for size, limits in CLASSES.items():
        for band, label in BANDS.items():
            for horizon in range(1, LAST - ORIGINS[0] + 1):
                cell = found.get((size, band, horizon), [])
                if len(cell) >= LEAST_ORIGINS:
                    n, within = (sum(c[i] for c in cell) for i in (1, 2))
                    writer.writerow(limits + (label, horizon, cell[0][0], cell[-1][0], n, within))
    return out.getvalue()


def main():
    path = pathlib.Path(sys.argv[2]) / "national" / "shelf_life.csv"
    new = text(sys.argv[1], sys.argv[2])
    if "--check" not in sys.argv:
        path.write_text(new)
    elif path.read_text() != new:
        sys.exit(f"{path} is not what hindcasts give: scripts/shelf_life.py KOHORT DATA writes it anew")


if __name__ == "__main__":
    main()
