#!/usr/bin/env python3
"""Writes docs/performance.md from what the benches measured. Usage: performance.py MACHINE.json SCALING.json STEP.json
ENSEMBLE.json"""
import json
import os
import sys

machine, scaling, step, ensemble = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:5])


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
for rival in scaling["rivals"]:
    print(f"""
The same kind of year by {rival['rival']} alone (its own samplers, all draws of a cell in one array, one municipality of
7 000, deaths, births, out- and in-moves, no quantiles): {rival['ns_per_cell']:.0f} ns per cell.""")
print(f"""
## One step

The deterministic step with all components, one core, data in its cache (`bench/bench_step`): {step['cells_per_s'] / 1e9:.2f} billion cells of sex
and age a second ({step['variant']}), {step['ratio']:.1f} times a plain loop. Eight cells take 27 operations of their own on 512-bit numbers, and
those of women four for births, which two units could do in {29 / 2 / 8 * 32 / machine['flops_per_s'] * 1e9:.2f} ns a cell; measured are {1e9 / step['cells_per_s']:.2f} ns. Without the eight
sums of the account a step takes a sixth less, without the stores of what is kept beside `next` another fifth: the units of
arithmetic and the stores, nine of them to nine loads, are what bounds it. The rest are the first and last register of each sex and
the open age, births and balance, which wait for one another.

The stochastic step with deaths, births and all moves drawn exactly, one core, 1 000 draws (`bench/bench_ensemble`); the rival asks
GSL for one cell after another.

| persons | million cells a second | with quantiles of every cell | with uncertain parameters | GSL |
|---:|---:|---:|---:|---:|""")
for row in ensemble["regions"]:
    figures = (row[name] / 1e6 for name in ("cells_per_s", "with_quantiles", "uncertain", "gsl_loop"))
    print(f"| {row['persons']} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |")
