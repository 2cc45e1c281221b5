#!/usr/bin/env python3
"""How often the 80 per cent interval of draws holds the truth, where the truth is simulated.

Two truths: a draw of the model itself with another seed (population and all), and one of a generator written apart, in
which every user is a person who comes and goes (on the population as planned). Users, places, FTE and money.

    intervals.py KOHORT [MUNICIPALITIES TRUTHS DRAWS]
"""
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import unittest

KOHORT = pathlib.Path(sys.argv[1]).resolve()
N_REGIONS, TRUTHS, DRAWS = (int(x) for x in sys.argv[2:5]) if len(sys.argv) > 2 else (2, 36, 150)
REGIONS = ("3310", "5605", "1820", "3427", "4622", "5036", "1151", "3201", "3905", "5501", "1554", "4203")[:N_REGIONS]
YEARS, END, STAY = (2031, 2036, 2042), 2042, 2.0
RANGES = {"long_stay": ("places", 0.85, 1.15), "short_stay": ("places", 0.85, 1.15), "home_nursing": ("home", 0.9, 1.1)}
FIGURES = {"users of home nursing": ("demand", "users", "home_nursing"), "users of long stays": ("demand", "users", "long_stay"),
           "institution places": ("capacity", "need", "institution"), "FTE": ("demand", "fte_by_area", "total"),
           "money": ("economy", "total", "gross")}


def plan_of(region, chance):
    why = {"assumption": "made up"}
    services = {k: {"coverage_factor": {"value": 1, **why, "range": {"low": low, "high": high, "shared": shared, **why}}}
                for k, (shared, low, high) in RANGES.items()}
    # the chance of migration is drawn as hindcasts have it, or not at all
    return {"kohort": 1, "region": region, "base_year": 2026, "end_year": END, "services": services if chance != "plain" else {},
            "uncertainty": {} if chance == "all" else {"population": "none", **({"users": "none"} if chance == "plain" else {})}}


def run(plan, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "plan.json").write_text(json.dumps(plan))
        done = subprocess.run([KOHORT, "run", "plan.json", "-o", "out", "--format", "json", *map(str, arguments)], cwd=folder,
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads((pathlib.Path(folder) / "out/result.json").read_text())["scenarios"][0]


def cell(scenario, figure, year):
    """(value, 10th percentile, 90th)"""
    block, name, label = FIGURES[figure]
    cube = scenario[block][name]
    labels = cube[cube["dimensions"][1]]
    at, size = cube["year"].index(year) * len(labels) + labels.index(label), len(cube["value"])
    q = cube.get("quantiles")
    return (cube["value"][at],) + tuple(q["value"][q["p"].index(p) * size + at] for p in (0.1, 0.9)) if q else (cube["value"][at],)


def binomial(rng, n, p):
    """Persons one by one, skipping those who do nothing (geometric gaps)."""
    if n <= 0 or p <= 0:
        return 0
    if p >= 1:
        return n
    if p > 0.5:
        return n - binomial(rng, n, 1 - p)
    count, at, scale = 0, 0, math.log1p(-p)
    while True:
        at += int(math.log(1 - rng.random()) / scale) + 1
        if at > n:
            return count
        count += 1


class Rival:
    """Users as persons at risk who begin and end: every service by itself, on the plain run's expected numbers."""

    def __init__(self, region):
        self.plain = plain = run(plan_of(region, "plain"))
        self.services = plain["demand"]["users"]["service"]
        n, t_max = len(self.services), END - 2026 + 1
        users, ages = plain["demand"]["users"]["value"], plain["demand"]["users_by_age"]
        persons, n_ages = plain["population"]["value"], len(plain["population"]["age"])
        bounds = ((0, 18), (18, 50), (50, 67), (67, 80), (80, 90), (90, n_ages))
        self.expected, self.at_risk = [], []
        for k in range(n):
            row = [users[t * n + k] for t in range(t_max)]
            risk = []
            for t in range(t_max):
                here = [persons[(2 * t + s) * n_ages:(2 * t + s + 1) * n_ages] for s in (0, 1)]
                squares = sum(ages["value"][(t * n + k) * 6 + b] ** 2 / max(1, sum(sum(h[i:j]) for h in here))
                              for b, (i, j) in enumerate(bounds) if ages["value"][(t * n + k) * 6 + b])
                risk.append(row[t] ** 2 / squares if row[t] and squares > 0 else 0)
            self.expected.append(row)
            self.at_risk.append(risk)

    def chain(self, rng, k):
        """The users by year of one life of the service, over those expected."""
        expected, at_risk = self.expected[k], self.at_risk[k]
        if not expected[0]:
            return [1.0] * len(expected)
        here = int(expected[0]) + (rng.random() < expected[0] % 1)
        ratio = [here / expected[0]]
        for t in range(1, len(expected)):
            kept = min(math.exp(-1 / STAY), expected[t] / expected[t - 1])
            outside = at_risk[t] - expected[t - 1]
            stay = binomial(rng, here, kept)
            here = stay + binomial(rng, max(0, round(at_risk[t]) - here), (expected[t] - kept * expected[t - 1]) / outside)
            ratio.append(here / expected[t])
        return ratio

    def truth(self, rng):
        """{(figure, year): value}"""
        z = {cause: rng.gauss(0, 1) for cause in ("places", "home")}
        ratio = {}
        for k, service in enumerate(self.services):
            shared, low, high = RANGES.get(service, ("places", 1, 1))
            factor = 1 + (high - 1) / statistics.NormalDist().inv_cdf(0.9) * z[shared]
            ratio[service] = [factor * r for r in self.drawn(rng, k, factor)]
        found = {}
        for year in YEARS:
            t = year - 2026
            for figure in FIGURES:
                found[figure, year] = cell(self.plain, figure, year)[0]
            for service in ("home_nursing", "long_stay"):
                found["users of home nursing" if service == "home_nursing" else "users of long stays", year] *= ratio[service][t]
            found["institution places", year] += sum((ratio[s][t] - 1) * self.of("capacity", "need", t, s) for s in ("long_stay", "short_stay"))
            for k, service in enumerate(self.services):
                found["FTE", year] += (ratio[service][t] - 1) * self.fte(t, k)
                found["money", year] += (ratio[service][t] - 1) * self.cost(t, k)
        return found

    def drawn(self, rng, k, factor):
        """A chain at a coverage of its own: the chance is that of as many more or fewer users."""
        before = self.expected[k]
        self.expected[k] = [factor * x if x else x for x in before]
        chain = self.chain(rng, k)
        self.expected[k] = before
        return chain

    def of(self, block, name, t, label):
        cube = self.plain[block][name]
        labels = cube[cube["dimensions"][1]]
        return cube["value"][t * len(labels) + labels.index(label)] or 0

    def fte(self, t, k):
        cube = self.plain["demand"]["fte"]
        m, n = len(cube["profession"]), len(self.services)
        return sum(x or 0 for x in cube["value"][(t * n + k) * m:(t * n + k + 1) * m])

    def cost(self, t, k):
        cube = self.plain["economy"]["service_cost"]
        m, n = len(cube["item"]), len(self.services)
        return cube["value"][(t * n + k) * m + cube["item"].index("gross")] or 0


def report(title, inside):
    lines = [f"{title}: {figure}: {100 * sum(x) / len(x):.1f} % of {len(x)}" for figure, x in inside.items()]
    print("\n".join(lines), file=sys.stderr)


class Intervals(unittest.TestCase):
    def judge(self, title, inside):
        """76 to 84 per cent, and what the number of municipalities leaves to chance: three standard errors of a figure whose
        years go together."""
        report(title, inside)
        for figure, x in inside.items():
            slack = 3 * math.sqrt(0.8 * 0.2 / (len(x) / len(YEARS)))
            self.assertAlmostEqual(sum(x) / len(x), 0.8, delta=0.04 + slack / 2, msg=(title, figure))

    def test_a_truth_of_persons_who_come_and_go(self):
        inside = {figure: [] for figure in FIGURES}
        for region in REGIONS:
            drawn = run(plan_of(region, "users"), "--draws", DRAWS, "--seed", 1)
            rival, rng = Rival(region), random.Random("truth of " + region)
            for _ in range(TRUTHS):
                for (figure, year), value in rival.truth(rng).items():
                    _, low, high = cell(drawn, figure, year)
                    inside[figure].append(low <= value <= high)
        self.judge("rival", inside)

    def test_a_truth_of_the_model_with_another_seed(self):
        inside = {figure: [] for figure in FIGURES}
        for region in REGIONS:
            drawn = run(plan_of(region, "all"), "--draws", DRAWS, "--seed", 1)
            for seed in range(TRUTHS // 6):
                truth = run(plan_of(region, "all"), "--draws", 1, "--seed", 1000 + seed)
                for figure in FIGURES:
                    for year in YEARS:
                        _, low, high = cell(drawn, figure, year)
                        inside[figure].append(low <= cell(truth, figure, year)[0] <= high)
        self.judge("model", inside)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
