#!/usr/bin/env python3
"""Writes erlang.csv and palm.csv beside it: queues from their balance equations, 30 digits (README.md)."""
from fractions import Fraction as F
from pathlib import Path

from mpmath import exp, mp, mpf

mp.dps = 400
HERE = Path(__file__).parent


def text(x):
    x = mpf(x.numerator) / x.denominator if isinstance(x, F) else x
    return mp.nstr(x, 30, min_fixed=0, max_fixed=0)


def erlang(n, a):
    term, below = F(1), F(0)
    for k in range(n):
        below += term
        term = term * a / (k + 1)
    b = term / (below + term)
    waiting = term * n / (n - a) if a < n else None
    return b, waiting / (below + waiting) if waiting else F(1)


def palm(n, arrivals, stay, patience, t):
    """p_k arrivals = p_{k+1} (min(k + 1, n)/stay + max(k + 1 - n, 0)/patience); a person who finds n + j waits for
    j + 1 departures, exponential at the rates n/stay + i/patience, i = 0..j, unless her patience ends before."""
    mu, theta = 1 / mpf(stay), 1 / mpf(patience)
    p, k = [mpf(1)], 0
    while k < n or p[-1] > mpf(10) ** -60 * max(p):
        k += 1
        p.append(p[-1] * arrivals / (min(k, n) * mu + max(k - n, 0) * theta))
    total = sum(p)
    p = [x / total for x in p]
    waiting = sum((k - n) * x for k, x in enumerate(p) if k > n)
    above, rates, weights = mpf(0), [], []
    for j in range(len(p) - n):
        rate = n * mu + j * theta
        weights = [w * rate / (rate - r) for w, r in zip(weights, rates)]
        own = mpf(1)
        for r in rates:
            own *= r / (r - rate)
        rates.append(rate)
        weights.append(own)
        above += p[n + j] * sum(w * exp(-r * t) for w, r in zip(weights, rates))
    busy = sum(min(k, n) * x for k, x in enumerate(p)) / n
    return busy, sum(p[n:]), waiting * theta / arrivals, waiting / arrivals, above * exp(-theta * t)


CASES = [(1, F(7, 10)), (2, F(13, 10)), (3, F(29, 10)), (5, F(12, 5)), (7, F(91, 10)), (12, F(37, 4)), (20, F(181, 10)),
         (38, F(31)), (66, F(60)), (66, F(661, 10)), (100, F(113, 10)), (150, F(1399, 10)), (400, F(1913, 5)),
         (1000, F(9731, 10)), (1000, F(1231)), (2500, F(24991, 10)), (5000, F(49371, 10)), (5000, F(51003, 10))]
PALM = [(1, "0.7", "1.3", "0.9", "0.4"), (3, "2.9", "1.1", "0.37", "0.2"), (7, "3.3", "2.3", "0.61", "0.11"),
        (24, "11.7", "2.1", "0.83", "0.05"), (24, "11.7", "2.1", "3.9", "0.31"), (38, "17.3", "2.37", "1.7", "0.23"),
        (66, "30", "2", "0.5", "0.1"), (10, "31", "0.9", "0.7", "0.45"), (120, "713", "0.19", "0.071", "0.013"),
        (12, "61", "0.9", "1.1", "0.5")]

with open(HERE / "erlang.csv", "w", encoding="utf-8") as out:
    out.write("places,load,erlang_b,erlang_c\n")
    for n, a in CASES:
        b, c = erlang(n, a)
        out.write(f"{n},{text(a)},{text(b)},{text(c)}\n")
with open(HERE / "palm.csv", "w", encoding="utf-8") as out:
    out.write("places,arrivals,stay,patience,years,occupancy,prob_wait,prob_abandon,years_wait,prob_wait_above\n")
    for n, *numbers in PALM:
        result = palm(n, *(mpf(x) for x in numbers))
        out.write(",".join([str(n), *numbers, *(text(x) for x in result)]) + "\n")
