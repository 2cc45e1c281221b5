#!/usr/bin/env python3
"""Writes fertility.csv beside it: the quadratic spline from its five conditions by numpy's dense solver, in
which nothing is eliminated by hand, and Hadwiger's curve summed over a fine grid. Needs numpy."""
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SPLINES = [(15, 29.3, 36.1), (13.5, 23, 31), (16.2, 31.7, 37.4)]
HADWIGER = [(1.41, 31.3, 5.05), (2.48, 26.2, 5.93)]


def spline(s, P, H):
    w, end = min(0.75, 0.25 + 0.025 * (P - s)), max(min(50, 4 * H - 3 * P), (4 * H - P) / 3)
    t = np.array([s, (1 - w) * s + w * P, P, (P + H) / 2, (H + end) / 2])

    def value(x):
        return np.maximum(x - t, 0) ** 2

    def slope(x):
        return 2 * np.maximum(x - t, 0)

    theta = np.linalg.solve(np.array([value(P), slope(P), value(H), value(end), slope(end)]), [1, 0, 0.5, 0, 0])
    return theta, end


def main():
    rows = []
    for i, parameters in enumerate(SPLINES):
        theta, end = spline(*parameters)
        rows += [(f"theta{i}", k, v) for k, v in enumerate(theta)] + [(f"end{i}", 0, end)]
    for i, (tfr, mean, sd) in enumerate(HADWIGER):
        a, b = tfr / np.sqrt(np.pi), mean / (sd * np.sqrt(2))
        for x in (18, 25, 31, 40, 52):
            u = x + (np.arange(200000) + 0.5) / 200000
            f = a * b / mean * (mean / u) ** 1.5 * np.exp(-(b**2) * (mean / u + u / mean - 2))
            rows.append((f"hadwiger{i}", x, f.mean()))
    with open(HERE / "fertility.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("quantity,sex,index,value\n")
        for quantity, index, value in rows:
            file.write(f"{quantity},both,{index},{float(value)!r}\n")


main()
