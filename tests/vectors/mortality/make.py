#!/usr/bin/env python3
"""Writes the vectors beside it from data/national/mortality.csv, by slow means that share nothing with the library:
numpy's singular values, and likelihoods climbed by Newton steps on the whole parameter vector with the Hessian taken by
complex or central differences. Needs numpy. Usage: make.py PROJECT"""
import csv
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEXES = ("female", "male")


def read(project):
    deaths, exposure = np.zeros((64, 2, 111)), np.zeros((64, 2, 111))
    with open(Path(project) / "data/national/mortality.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cell = int(row["year"]) - 1960, SEXES.index(row["sex"]), int(row["age"])
            deaths[cell], exposure[cell] = float(row["deaths"]), float(row["exposure"])
    return deaths, exposure


def write(name, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as file:
        file.write("quantity,sex,index,value\n")
        for quantity, sex, index, value in rows:
            file.write(f"{quantity},{sex},{index},{float(value)!r}\n")


def newton(gradient, start, steps=60):
    """A zero of the gradient; the Jacobian by complex steps, exact to rounding."""
    p = np.array(start, dtype=float)
    for _ in range(steps):
        columns = []
        for i in range(len(p)):
            q = p.astype(complex)
            q[i] += 1e-30j
            columns.append(gradient(q).imag / 1e-30)
        step = np.linalg.solve(np.array(columns).T, gradient(p))
        size = 1.0
        while np.abs(gradient(p - size * step)).max() > 2 * np.abs(gradient(p)).max() and size > 1e-6:
            size /= 2
        p = p - size * step
        if np.abs(step).max() < 1e-13:
            break
    return p


def kannisto(deaths, exposure):
    rows = []
    for s, sex in enumerate(SEXES):
        D, E = deaths[55:60, s].sum(0)[80:100], exposure[55:60, s].sum(0)[80:100]
        z = np.arange(20) + 0.5

        def gradient(p):
            mu = 1 / (1 + np.exp(-(p[0] + p[1] * z)))
            d = (D / mu - E) * mu * (1 - mu)
            return np.array([d.sum(), (d * z).sum()])

        log_a, b = newton(gradient, [-3, 0.12])
        rows += [("log_a", sex, 0, log_a), ("b", sex, 0, b)]
        rows += [("mx", sex, x, 1 / (1 + np.exp(-(log_a + b * (x + 0.5 - 80))))) for x in (95, 105, 129)]
    write("kannisto.csv", rows)


def main():
    deaths, exposure = read(sys.argv[1])
    kannisto(deaths, exposure)


if __name__ == "__main__":
    main()
