#!/usr/bin/env python3
"""Writes docs/performance.md from what the benches measured. Usage: performance.py MACHINE.json SCALING.json"""
import json
import os
import sys

machine, scaling = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else "unknown"


print(f"""# Performance

Made by `scripts/performance.sh`; run it where you want to know. Processor: {processor()}, {os.cpu_count()} cores. One core of it
moves {machine['memory_bytes_per_s'] / 1e9:.1f} GB/s between memory and itself and does {machine['flops_per_s'] / 1e9:.0f} GFLOP/s
(`bench/bench_machine`).

## kohort simulate

{scaling['years']} years, 212 cells of sex and age, quantiles of every cell, the file written (`bench/bench_scaling.py`). A cell is
sex × age × year × draw. Processor time is what counts; the wall's depends on who else is at work on the machine, which the load says
(processes that wanted a core at the end of the run).

| municipalities | draws | threads | ranks | processor s | ns per cell | wall s | load |
|---:|---:|---:|---:|---:|---:|---:|---:|""")
for row in scaling["rows"]:
    print("| {regions} | {draws} | {threads} | {ranks} | {cpu_s:.2f} | {ns_per_cell:.2f} | {wall_s:.2f} | {load} |".format(**row))
print("""
What a cell costs depends on how many people are in it: few in a small municipality, where one table of thresholds serves a
thousand draws, and many in Oslo. A run of 100 draws pays for a vector block and a calibration as one of 1 000 does.""")
if scaling["rival"]:
    print(f"""
The same kind of year by {scaling['rival']['rival']} alone (its own samplers, all draws of a cell in one array, one municipality of
7 000, deaths, births, out- and in-moves, no quantiles): {scaling['rival']['ns_per_cell']:.0f} ns per cell.""")
