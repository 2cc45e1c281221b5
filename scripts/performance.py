#!/usr/bin/env python3
"""Writes docs/performance.md from what the benches measured. Usage: performance.py FOLDER, with NAME.json of each bench."""
import json
import os
import pathlib
import sys

machine, scaling, step, ensemble, microsim, draws, mechanics = (
    json.loads((pathlib.Path(sys.argv[1]) / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("machine", "scaling", "step", "ensemble", "microsim", "draws", "mechanics"))


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


def cost(regions, draws, ranks=1):
    """ns a cell of the first row of one thread."""
    return next((row["ns_per_cell"] for row in scaling["rows"]
                 if (row["regions"], row["draws"], row["ranks"], row["threads"]) == (regions, draws, ranks, 1)), float("nan"))


print(f"""
What a cell costs depends on how many people are in it: few in a small municipality, where one table of thresholds serves a
thousand draws, and many in Oslo; so the municipalities of a row are as large and small as all are. A cell of 357 municipalities
costs {cost(357, 1000) / cost(10, 1000):.2f} times one of 10, with 10 000 draws {cost(50, 10000) / cost(50, 1000):.2f} times one with 1 000, and with 100 draws {cost(357, 100) / cost(357, 1000):.2f} times: a run of 100
draws pays for registers, a vector block and counters as one of 1 000 does. Two ranks take {cost(357, 1000, 2) / cost(357, 1000):.2f} times the processor time of one.""")
for rival in scaling["rivals"]:
    print(f"""
The same kind of year by {rival['rival']} alone (its own samplers, all draws of a cell in one array, one municipality of
7 000, deaths, births, out- and in-moves, no quantiles): {rival['ns_per_cell']:.0f} ns per cell.""")
print(f"""
## One step

The deterministic step with all components, one core, data in its cache (`bench/bench_step`): {step['cells_per_s'] / 1e9:.2f} billion cells of sex
and age a second ({step['variant']}), {step['ratio']:.1f} times a plain loop. Eight cells take 27 operations of their own on 512-bit numbers, and
those of women four for births, which two units could do in {29 / 2 / 8 * 32 / machine['flops_per_s'] * 1e9:.2f} ns a cell; measured are {1e9 / step['cells_per_s']:.2f} ns. Two at once,
each with data of its own, do {step['two_at_once']:.2f} times as many a second of processor time.

What bounds it, measured once on such a machine by leaving things out and by other numbers of ages (66, 82, 106, 130: 148, 179, 210
and 241 ns a step): 0.73 ns a cell, which is 1.4 billion a second, and 54 ns a step that do not grow with ages: registers at the edges
of a sex, the open age, births and balance, which wait for one another. That the open age and the newborn go to the sums as pairs of
lanes took 5 ns off. Sums that stayed in memory between these parts took 20 ns more. Without the eight sums a step took a sixth less,
without the stores of what is kept beside `next` another fifth. Of no use were loads of the younger cells instead of shifts, loops
unrolled twice, other distances between the arrays, predictive commoning, store motion and -O2 (equal).

The stochastic step with deaths, births and all moves drawn exactly, one core, 1 000 draws (`bench/bench_ensemble`); the rival asks
GSL for one cell after another.

| persons | million cells a second | with quantiles of every cell | with uncertain parameters | GSL |
|---:|---:|---:|---:|---:|""")
*single, together = ensemble["regions"]
for row in single:
    figures = (row[name] / 1e6 for name in ("cells_per_s", "with_quantiles", "uncertain", "gsl_loop"))
    print(f"| {row['persons']} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |")
print(f"""
All {together['region'].split()[-1]} municipalities together: {together['cells_per_s'] / 1e6:.0f} million cells a second, {together['with_quantiles'] / 1e6:.0f} million with quantiles.""")
print(f"""
Exact draws by themselves, million a second on one core (`bench/bench_draws`), many of one law side by side; the last is GSL's one by
one.

| n | p | binomial | Poisson of the same mean | GSL binomial |
|---:|---:|---:|---:|---:|""")
for row in draws["cells"]:
    print(f"| {row['n']} | {row['p']} | {row['binomial'] / 1e6:.0f} | {row['poisson'] / 1e6:.0f} | {row['gsl_binomial'] / 1e6:.0f} |")
print(f"""
## Person by person

{microsim['regions']} municipalities for {microsim['steps']} years, {microsim['person_years'] / 1e6:.0f} million person-years with {microsim['events'] / 1e6:.1f} million events of {microsim['kinds_of_events']} kinds, one core
(`bench/bench_microsim`): {microsim['one_core'] / 1e6:.0f} million person-years a second, {microsim['one_core_s']:.2f} s. With a ladder of care and couples, {microsim['events_with_care'] / 1e6:.1f} million
events of {microsim['kinds_with_care']} kinds, {microsim['with_care'] / 1e6:.0f} million: every level has chances of its own, and a step of care is followed by others in the same
year. A loop that asks GSL for every person's every year, without arrivals, lives {microsim['gsl_loop'] / 1e6:.0f} million.""")
print(f"""
## One municipality, one scenario

Zones, distance, crises, public health and the mechanics of a plan (`bench/bench_mechanics`, the shipped plan of Sør-Varanger, the
dearest of its scenarios, one core). A revision with all eight groups of assumptions changed is 256 runs of the plan:
{mechanics['revision_of_8_groups'] / 1e3:.2f} s, of which the Shapley values of one figure are {mechanics['shapley_of_8']:.3f} ms. The best 1 to 20 of 20 bases take
{mechanics['bases_of_20']['mean']:.0f} ms. Of the persons by zone the rounding to whole persons is most.

| part | ms |
|---|---:|""")
for name, took in mechanics["parts"].items():
    print(f"| {name} | {took:.2f} |")
