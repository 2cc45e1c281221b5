#!/usr/bin/env python3
"""Writes the tables of docs/accuracy.md from hindcasts, or compares them with --check (to 0.02 percentage points).

    accuracy.py KOHORT DATA docs/accuracy.md [--check]
"""
import json
import pathlib
import re
import subprocess
import sys

ORIGINS = ((2010, 10), (2012, 10), (2014, 10), (2016, 10), (2018, 8), (2021, 5))
ROLLING = (2012, 2014, 2016, 2018, 2021)
BANDS = ("0-5", "6-15", "16-19", "20-66", "67-79", "80-89", "90+", "80+", "total")
TARGET_BANDS = ("total", "20-66", "67-79", "80-89", "90+")
CLASSES = ("all", "0-1999", "2000-4999", "5000-19999", "20000+")
METHODS = (("kohort", "kohort"), ("no_change", "no change"), ("trend_5_years", "trend"), ("hamilton_perry", "Hamilton-Perry"),
           ("official", "SSB 2016"))
RIVALS = ("no_change", "trend_5_years", "hamilton_perry")
BEGIN, END = "<!-- tables: written by scripts/accuracy.sh -->", "<!-- end of tables -->"


def hindcast(kohort, data, origin, horizon):
    command = [kohort, "backtest", "--origin", str(origin), "--horizon", str(horizon), "--data", data, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class Run:
    def __init__(self, tree):
        self.tree = tree
        self.scores = {(r["horizon"], r["age_band"], r["size_class"], r["method"]): r for r in tree["scores"]}
        self.cells = {(r["horizon"], r["age_band"]): r["coverage"] for r in tree["intervals_80_cells"]}
        self.intervals = {(r["horizon"], r["size_class"]): r for r in tree["intervals_80"]}

    def cell(self, horizon, band, method, kind="", size="all"):
        row = self.scores.get((horizon, band, size, method))
        return "" if row is None else f"{row[kind + 'mape']:.2f} / {row[kind + 'weighted_mape']:.2f}"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""


def official(run):
    yield "### Origin 2016: totals beside Statistics Norway's projection of 2016"
    yield ""
    yield "Mean absolute percentage error of 351 totals."
    yield ""
    head = ("years", "share", "SSB", "raw", "SSB", "error of the sum", "SSB", "80+ weighted, raw", "80+ weighted, share")
    rows = []
    for h in (1, 3, 5, 8, 10):
        ours, ssb = (run.scores[h, "total", "all", m] for m in ("kohort", "official"))
        old = run.scores[h, "80+", "all", "kohort"]
        rows.append((h, f"**{ours['share_mape']:.2f}**", f"{ssb['share_mape']:.2f}", f"**{ours['mape']:.2f}**", f"{ssb['mape']:.2f}",
                     f"{ours['sum_error']:+.2f}", f"{ssb['sum_error']:+.2f}", f"{old['weighted_mape']:.2f}",
                     f"{old['share_weighted_mape']:.2f}"))
    yield from table(head, rows)
    yield "By persons at the origin, share:"
    yield ""
    rows = []
    for size in CLASSES[1:]:
        row = [size, run.scores[5, "total", size, "kohort"]["n"]]
        for h in (5, 10):
            row += [f"{run.scores[h, 'total', size, m]['share_mape']:.2f}" for m in ("kohort", "official")]
        rows.append(row)
    yield from table(("persons", "n", "5 years", "SSB", "10 years", "SSB"), rows)


def bands(run, origin, horizon):
    for kind, name in (("", "raw"), ("share_", "share")):
        methods = [m for m in METHODS if any(run.cell(horizon, b, m[0], kind) for b in BANDS)]
        rows = [[band] + [run.cell(horizon, band, m, kind) for m, _ in methods] for band in BANDS]
        yield f"Origin {origin}, {horizon} years, {name}: MAPE / weighted"
        yield ""
        yield from table(["ages"] + [name for _, name in methods], rows)


def lost(runs):
    yield "### Where a rival is better"
    yield ""
    yield "Five years, origins 2012 to 2021, total and bands from 20 up, mean and weighted: 50 cells each."
    yield ""
    for kind, name in (("", "Raw"), ("share_", "Share")):
        found = []
        for origin in ROLLING:
            for band in TARGET_BANDS:
                for score in ("mape", "weighted_mape"):
                    ours, *rivals = ((runs[origin].scores[5, band, "all", m][kind + score], m) for m in ("kohort",) + RIVALS)
                    best = min(rivals)
                    if best[0] <= ours[0]:
                        found.append(f"{origin} {band} {score.replace('_', ' ')} {ours[0]:.2f} ({dict(METHODS)[best[1]]} {best[0]:.2f})")
        yield f"{name}: better than every rival in {50 - len(found)} of 50. Lost: " + ("; ".join(found) or "none") + "."
        yield ""


def intervals(runs):
    yield "### Coverage of the 80 % intervals of totals, percent"
    yield ""
    rows = []
    for origin, run in runs.items():
        for h in (1, 5, 10):
            if (h, "all") in run.intervals:
                row = run.intervals[h, "all"]
                rows.append([origin, h, f"{row['share_coverage']:.0f}"] + [f"{run.intervals[h, s]['share_coverage']:.0f}" for s in CLASSES[1:]] +
                            [f"{row['coverage']:.0f}", f"{row['share_crps']:.2f}", f"{row['crps']:.2f}"])
    yield from table(["origin", "years", "share"] + list(CLASSES[1:]) + ["raw", "CRPS share", "CRPS raw"], rows)


def cells(runs):
    yield "### Coverage of the 80 % intervals of single ages and sexes, percent"
    yield ""
    rows = [[origin, h] + [f"{run.cells[h, band]:.0f}" for band in BANDS if band != "80+"]
            for origin, run in runs.items() for h in (1, 5, 10) if (h, "total") in run.cells]
    yield from table(["origin", "years"] + ["all" if band == "total" else band for band in BANDS if band != "80+"], rows)


def shelf_life(runs):
    yield "### Shelf life, years"
    yield ""
    yield "The last year up to which 80 % of the totals are within 10 %, raw / share, and the years there are to try."
    yield ""
    rows = []
    for origin, run in runs.items():
        for name, label in METHODS:
            cells = {r["size_class"]: f"{r['years']:.0f} / {r['share_years']:.0f}" for r in run.tree["shelf_life"]
                     if r["method"] == name and r["age_band"] == "total"}
            if cells:
                rows.append([origin, label] + [cells[s] for s in CLASSES] + [run.tree["horizon"]])
    yield from table(["origin", "method"] + list(CLASSES) + ["tried"], rows)


def text(kohort, data):
    runs = {origin: Run(hindcast(kohort, data, origin, horizon)) for origin, horizon in ORIGINS}
    yield "### What was known at each origin"
    yield ""
    for origin, run in runs.items():
        yield f"- {origin}: {run.tree['national_rates']}. {run.tree['national_net_migration']}."
    yield ""
    yield from official(runs[2016])
    yield "### Bands of ages, beside the rivals"
    yield ""
    for origin, run in runs.items():
        yield from bands(run, origin, 5)
    for origin in (2012, 2014, 2016):
        yield from bands(runs[origin], origin, 10)
    yield from lost(runs)
    yield from intervals(runs)
    yield from cells(runs)
    yield from shelf_life(runs)


NUMBER = re.compile(r"-?\d+\.\d+|[+-]\d+\.\d+")


def same(one, other):
    """Equal but for the last digit of decimal figures: another libm may round another way."""
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    return all(abs(float(a) - float(b)) <= 0.02 for a, b in zip(NUMBER.findall(one), NUMBER.findall(other)))


def main():
    kohort, data, path = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    old = path.read_text(encoding="utf-8")
    before, rest = old.split(BEGIN)
    tables, after = rest.split(END)
    new = "\n\n" + "\n".join(text(kohort, data)) + "\n"
    if sys.argv[4:] == ["--check"]:
        if not same(tables, new):
            print(f"{path}: the tables are not those of this build; run scripts/accuracy.sh", file=sys.stderr)
            return 1
        return 0
    path.write_text(before + BEGIN + new + END + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
