#!/usr/bin/env python3
"""How kohort simulate grows with municipalities, draws, threads and ranks, beside rivals that anyone can install. Prints JSON.

    bench_scaling.py KOHORT [--mpi KOHORT_WITH_MPI] [--years N]

A cell is sex x age x year x draw. Figures are processor time, so that neighbours on the machine do not count; how long two
threads or ranks take is their own wall time and says little on a busy machine, hence the load beside it.
"""
import argparse
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
CELLS = 212


def persons_in(region):
    """Persons of the newest year of a municipality's register."""
    with (ROOT / f"data/population/{region}.csv").open(encoding="utf-8") as file:
        rows = [(int(row["year"]), float(row["value"])) for row in csv.DictReader(file)]
    newest = max(year for year, _ in rows)
    return sum(persons for year, persons in rows if year == newest)


def regions_of(n):
    """n municipalities that are as large and small as all are: the middle one of each nth part by size. A cell costs more
    where it has more people in it, so other ones would compare sizes, not numbers."""
    with (ROOT / "data/regions.csv").open(encoding="utf-8") as file:
        every = sorted((row["region"] for row in csv.DictReader(file)), key=persons_in)
    return [every[(2 * i + 1) * len(every) // (2 * n)] for i in range(n)]


def measure(command, environment=None):
    begin, before = time.monotonic(), os.times()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    after = os.times()
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return {"wall_s": round(time.monotonic() - begin, 2), "cpu_s": round(cpu, 2), "load": round(os.getloadavg()[0], 1)}


def simulate(kohort, folder, years, n, draws, threads=1, ranks=0):
    command = [kohort, "simulate", "--regions", ",".join(regions_of(n)), "--years", str(years), "--draws", str(draws),
               "--threads", str(threads), "-o", f"{folder}/out.nc"]
    environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    if ranks:
        command = ["mpirun", "--oversubscribe", "-n", str(ranks), *command]
    row = {"regions": n, "draws": draws, "threads": threads, "ranks": ranks or 1, **measure(command, environment)}
    row["ns_per_cell"] = round(row["cpu_s"] * 1e9 / (n * CELLS * years * draws), 2)
    return row


def rival(draws, years):
    """NumPy's own samplers, all draws of a municipality of 7 000 in one array: deaths, births, out- and in-moves."""
    try:
        import numpy
    except ImportError:
        return None
    rng = numpy.random.default_rng(1)
    age = numpy.arange(106)
    persons = numpy.full((2, 106, draws), 33)
    death = numpy.stack([numpy.minimum(1, level * numpy.exp(0.1 * age)) for level in (2e-5, 4e-5)])[:, :, None]
    out = (0.025 + 0.12 * numpy.exp(-0.02 * (age - 24.0) ** 2))[None, :, None]
    fertility = numpy.where((age > 15) & (age < 48), 0.1 * numpy.exp(-0.01 * (age - 31.0) ** 2), 0)[:, None]
    begin = time.process_time()
    for _ in range(years):
        births = rng.poisson((fertility * persons[0]).sum(axis=0))
        boys = rng.binomial(births, 0.514)
        persons[:, -1] += persons[:, -2]
        persons[:, 1:-1] = persons[:, :-2].copy()
        persons[0, 0], persons[1, 0] = births - boys, boys
        persons -= rng.binomial(persons, death)
        persons -= rng.binomial(persons, out)
        persons += rng.poisson(33 * out, persons.shape)
    return {"rival": f"NumPy {numpy.__version__}", "draws": draws,
            "ns_per_cell": round((time.process_time() - begin) * 1e9 / (CELLS * years * draws), 2)}


def rival_in_r(draws, years):
    """The same in base R, by bench/rival.R; None where there is no Rscript."""
    if not shutil.which("Rscript"):
        print("bench_scaling: there is no Rscript (Debian: r-base-core): no rival in R", file=sys.stderr)
        return None
    done = subprocess.run(["Rscript", "--vanilla", str(ROOT / "bench/rival.R"), str(draws), str(years)], capture_output=True,
                          text=True, check=True)
    name = subprocess.run(["Rscript", "--version"], capture_output=True, text=True, check=True)
    version = (name.stdout + name.stderr).split("version ")[1].split()[0]
    return {"rival": f"R {version}", "draws": draws, "ns_per_cell": float(done.stdout)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kohort")
    parser.add_argument("--mpi")
    parser.add_argument("--years", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        def row(*what, **how):
            return simulate(how.pop("kohort", given.kohort), folder, given.years, *what, **how)
        rows = [row(n, 1000) for n in (10, 50, 357)] + [row(357, 100), row(50, 10000)]
        rows.append(row(357, 1000, threads=2))
        if given.mpi and shutil.which("mpirun"):
            rows += [row(357, 1000, ranks=ranks, kohort=given.mpi) for ranks in (1, 2)]
    print(json.dumps({"bench": "scaling", "years": given.years, "cells": CELLS, "rows": rows,
                      "rivals": [each for each in (rival(1000, given.years), rival_in_r(1000, given.years)) if each]}))


main()
