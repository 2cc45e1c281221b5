#!/usr/bin/env python3
"""Writes the vectors beside it from data/national/mortality.csv, by slow means that share nothing with the library:
numpy's singular values, and likelihoods climbed by Newton or scoring steps on the whole parameter vector at once. Needs numpy. Usage: make.py PROJECT"""
import csv
import sys
from math import exp, lgamma, log, sqrt
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


def life_table(m, sex):
    """l and a of single years of age (a_0: Andreev & Kingkade 2015)."""
    a = np.full(len(m), 0.5)
    low, high = ((0.14903, -2.05527), (0.04667, 3.88089)) if sex == 0 else ((0.14929, -1.99545), (0.02832, 3.26021))
    limit = 0.01724 if sex == 0 else 0.023
    a[0] = low[0] + low[1] * m[0] if m[0] < limit else high[0] + high[1] * m[0]
    q = m / (1 + (1 - a) * m)
    return np.concatenate([[1], np.cumprod(1 - q[:-1])]), a


def climb(value, start, steps=80):
    """A maximum: complex steps for the gradient, differences of it for the Hessian."""
    p = np.array(start, dtype=float)

    def gradient(p):
        return np.array([value(p + 1e-30j * e).imag / 1e-30 for e in np.eye(len(p))])

    for _ in range(steps):
        H = np.array([(gradient(p + 1e-5 * e) - gradient(p - 1e-5 * e)) / 2e-5 for e in np.eye(len(p))])
        step = -np.linalg.solve((H + H.T) / 2, gradient(p))
        size = 1.0
        while not value(p + size * step).real >= value(p) - 1e-9 * abs(value(p)) and size > 1e-9:
            size /= 2
        p = p + size * step
        if np.abs(step).max() < 1e-13:
            break
    return p, np.linalg.inv(-(H + H.T) / 2), value(p)


def local(deaths, exposure):
    """Brass: 1975 in terms of 2015-2019. TOPALS: a fiftieth of the women of 2019, whole deaths, in terms of 2010-2018."""
    rows = []
    for s, sex in enumerate(SEXES):
        m = deaths[55:60, s, :100].sum(0) / exposure[55:60, s, :100].sum(0)
        l, a = life_table(m, s)
        D, E = deaths[15, s][:100].copy(), exposure[15, s][:100]
        Y = np.log((1 - l[1:]) / l[1:]) / 2

        def value(p):
            survivors = np.concatenate([[1], 1 / (1 + np.exp(2 * (p[0] + p[1] * Y)))])
            d = survivors[:-1] - survivors[1:]
            rate = d / (survivors[1:] + a[:-1] * d)
            rate = np.concatenate([rate, [m[-1] * rate[-1] / m[-2]]])
            return (D * np.log(rate) - E * rate).sum()

        p, V, height = climb(value, [0, 1])
        rows += [("brass_alpha", sex, 0, p[0]), ("brass_beta", sex, 0, p[1]), ("brass_likelihood", sex, 0, height)]
        rows += [("brass_variance", sex, i, v) for i, v in enumerate((V[0, 0], V[0, 1], V[1, 1]))]
        m = deaths[50:59, s, :100].sum(0) / exposure[50:59, s, :100].sum(0)
        D, E = np.floor(deaths[59, s][:100] / 50), exposure[59, s][:100] / 50
        knots = np.array([0, 1, 10, 20, 40, 70, 100.0])
        B = np.array([[np.interp(x, knots, e) for e in np.eye(7)] for x in range(100)])

        def penalised(c):
            logs = np.log(m) + B @ c
            return (D * logs - E * np.exp(logs)).sum() - (np.diff(c) ** 2).sum()

        c, V, height = climb(penalised, np.zeros(7))
        rows += [("topals_offset", sex, k, c[k]) for k in range(7)]
        rows += [("topals_se", sex, x, np.sqrt(B[x] @ V @ B[x])) for x in (0, 5, 33, 70, 88)]
    write("local.csv", rows)


def level():
    """The weight at which negative binomial counts are most likely, by golden section on the likelihood itself."""
    D = [1, 22, 61, 4, 0, 48, 45, 19, 2, 133, 9, 41]
    E = [4.31, 12.7, 33.9, 14.2, 1.83, 24.6, 81.4, 9.37, 7.21, 88.3, 26.1, 24.9]
    mu = [1.03, 1.03, 1.03, 0.94, 0.94, 0.94, 0.94, 1.11, 1.11, 1.11, 1.11, 1.11]

    def value(log_w):
        w = exp(log_w)
        return sum(lgamma(d + w * m) - lgamma(w * m) + w * m * log(w) - (d + w * m) * log(e + w)
                   for d, e, m in zip(D, E, mu))

    low, high = -5.0, 15.0
    ratio = (sqrt(5) - 1) / 2
    while high - low > 1e-9:
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (a, high) if value(a) < value(b) else (low, b)
    write("level.csv", [("weight", "both", 0, exp((low + high) / 2))])


def main():
    deaths, exposure = read(sys.argv[1])
    kannisto(deaths, exposure)
    leecarter(deaths, exposure)
    local(deaths, exposure)
    level()


if __name__ == "__main__":
    main()
