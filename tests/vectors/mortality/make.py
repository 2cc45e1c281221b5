#!/usr/bin/env python3
"""Writes the vectors beside it from data/national/mortality.csv, by slow means that share nothing with the library:
numpy's singular values, and likelihoods climbed by Newton or scoring steps on the whole parameter vector at once. Needs numpy. Usage: make.py PROJECT"""
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


def scaled(a, b, k, squares):
    """Mean of k 0; sum of b, or of its squares, 1."""
    factor = np.sign(b.sum()) * np.sqrt((b * b).sum()) if squares else b.sum()
    return a + b * k.mean(), b / factor, (k - k.mean()) * factor


def by_singular_values(D, E, offset):
    logs = np.log(np.where(D > 0, D, 0.5) / E) - offset
    a = logs.mean(0)
    u, sigma, v = np.linalg.svd(logs - a, full_matrices=False)
    return a, v[0], u[:, 0] * sigma[0], sigma[0] ** 2 / (sigma**2).sum()


def by_likelihood(D, E, offset, squares=False):
    """All parameters at once: scoring steps, the two directions along which rates do not change removed."""
    a, b, k, _ = by_singular_values(D, E, offset)
    n = len(a)
    p = np.concatenate(scaled(a, b, k, True))

    def score(p):
        a, b, k = p[:n], p[n : 2 * n], p[2 * n :]
        gap = D - E * np.exp(offset + a + np.outer(k, b))
        return np.concatenate([gap.sum(0), (gap * k[:, None]).sum(0), (gap * b).sum(1)])

    def value(p):
        logs = offset + p[:n] + np.outer(p[2 * n :], p[n : 2 * n])
        return (D * logs - E * np.exp(logs)).sum()

    for _ in range(500):
        a, b, k = p[:n], p[n : 2 * n], p[2 * n :]
        g = score(p)
        J = np.zeros((len(k), n, len(p)))  # of the log rates
        x, t = np.arange(n), np.arange(len(k))
        J[:, x, x] = 1
        J[:, x, n + x] = k[:, None]
        J[t, :, 2 * n + t] = b
        weight = (E * np.exp(offset + a + np.outer(k, b)))[:, :, None]
        H = -np.einsum("txi,txj->ij", J * weight, J, optimize=True)
        fixed = np.zeros((2, len(p)))
        fixed[0, 2 * n :] = 1e4  # sum of k
        fixed[1, n : 2 * n] = 2e4 * p[n : 2 * n]  # sum of b squared
        step = np.linalg.lstsq(np.vstack([H, fixed]), np.concatenate([-g, [0, 0]]), rcond=None)[0]
        size = 1.0
        while value(p + size * step) < value(p) - 1e-7 and size > 1e-8:
            size /= 2
        p = np.concatenate(scaled(*np.split(p + size * step, [n, 2 * n]), True))
        if np.abs(step).max() < 1e-12:
            break
    a, b, k = scaled(*np.split(p, [n, 2 * n]), squares)
    return a, b, k, value(np.concatenate([a, b, k]))


def parameters(name, sex, a, b, k):
    return [(f"{name}_a", sex, x, a[x]) for x in range(len(a))] + [
        (f"{name}_b", sex, x, b[x]) for x in range(len(b))] + [
        (f"{name}_k", sex, t, k[t]) for t in range(len(k))]


def leecarter(deaths, exposure):
    rows = []
    years, ages = slice(33, 60), slice(0, 100)  # 1993-2019, 0-99
    D, E = deaths[years, :, ages], exposure[years, :, ages]
    for s, sex in enumerate(SEXES):
        a, b, k, share = by_singular_values(D[:, s], E[:, s], 0)
        rows += parameters("svd", sex, *scaled(a, b, k, False)) + [("svd_share", sex, 0, share)]
        a, b, k, value = by_likelihood(D[:, s], E[:, s], 0)
        rows += parameters("poisson", sex, a, b, k) + [("poisson_likelihood", sex, 0, value)]
        steps = np.diff(k)
        rows += [("drift", sex, 0, steps.mean()), ("sigma", sex, 0, steps.std(ddof=1))]
    a, b, k, value = by_likelihood(D.sum(1), E.sum(1), 0)
    rows += parameters("common", "both", a, b, k)
    for s, sex in enumerate(SEXES):
        a, own, index, value = by_likelihood(D[:, s], E[:, s], np.outer(k, b), squares=True)
        rows += parameters("own", sex, a, own, index)
        line = np.polyfit(index[:-1], index[1:], 1)
        rows += [("own_likelihood", sex, 0, value)]
        rows += [("ar1_slope", sex, 0, line[0]), ("ar1_constant", sex, 0, line[1])]
    write("leecarter.csv", rows)


def main():
    deaths, exposure = read(sys.argv[1])
    kannisto(deaths, exposure)
    leecarter(deaths, exposure)


if __name__ == "__main__":
    main()
