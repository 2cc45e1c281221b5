#!/usr/bin/env python3
"""The care ladder of a plan: the states are the population, the deaths are its deaths, nobody is lost on the way.

    ladder.py KOHORT
"""
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None
STATES = ["none", "home_care", "staffed_housing", "institution", "death"]
LIMITS = [0, 18, 50, 67, 80, 90, 200]
YOUNG = [[0.9791, 0.0113, 0.0017, 0.0008, 0.0071], [0.1371, 0.8013, 0.0171, 0.0207, 0.0238],
         [0.0193, 0.0211, 0.9133, 0.0171, 0.0292], [0.0331, 0.0417, 0.0213, 0.6937, 0.2102]]
OLD = [[0.8517, 0.0913, 0.0077, 0.0151, 0.0342], [0.0613, 0.7277, 0.0131, 0.1011, 0.0968],
       [0.0091, 0.0213, 0.7513, 0.1137, 0.1046], [0.0137, 0.0221, 0.0087, 0.6083, 0.3472]]


def figure(value):
    return {"value": value, "assumption": "a test"}


def band(rows, lowest, highest=None):
    return {"age_from": lowest, **({"age_to": highest} if highest is not None else {}),
            **{state: {to: figure(p) for to, p in zip(STATES, row)} for state, row in zip(STATES, rows)}}


def ladder(young=YOUNG, old=OLD):
    return {"ages": {"young": band(young, 0, 74), "old": band(old, 75)}}


class Ladder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, need, *arguments, **plan):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2034, "need": need, **plan}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *arguments], capture_output=True, text=True, cwd=self.folder)

    def run_ok(self, *arguments, **plan):
        done = self.kohort(*arguments, **plan)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]

    def near(self, one, other):
        self.assertAlmostEqual(one, other, delta=1e-9 * max(1, abs(other)))

    @staticmethod
    def persons(scenario, t):
        cube = scenario["population"]
        n = len(cube["age"])
        row = cube["value"][2 * n * t:2 * n * (t + 1)]
        return [row[age] + row[n + age] for age in range(n)]

    def test_balance(self):
        """By year and age band the states are the population; flows leave from the stock; deaths are the population's,
        less those of the year's newborn, who are not on the ladder yet."""
        scenario = self.run_ok({"ladder": ladder()}, migration={"method": "none"})
        stock, flows = scenario["demand"]["ladder"]["value"], scenario["demand"]["ladder_flows"]["value"]
        components = scenario["components"]
        for t in range(9):
            persons = self.persons(scenario, t)
            for b in range(6):
                self.near(sum(stock[(t * 4 + s) * 6 + b] for s in range(4)), sum(persons[LIMITS[b]:LIMITS[b + 1]]))
            if t == 8:
                break
            for s in range(4):
                self.near(sum(flows[(t * 4 + s) * 5:][:5]), sum(stock[(t * 4 + s) * 6:][:6]))
            of = dict(zip(components["component"], components["value"][t * len(components["component"]):]))
            infants = of["births"] - self.persons(scenario, t + 1)[0]
            self.near(sum(flows[(t * 4 + s) * 5 + 4] for s in range(4)) + infants, of["deaths"])
            for j in range(1, 4):  # without migration the survivors are the next year's stock, but for the newborn
                self.near(sum(flows[(t * 4 + s) * 5 + j] for s in range(4)), sum(stock[((t + 1) * 4 + j) * 6:][:6]))
        with (self.folder / "out/tables/T09b_care_ladder.csv").open(encoding="utf-8", newline="") as file:
            rows = [r for r in csv.DictReader(file) if r["year"] == "2026"]
        users = dict(zip(scenario["demand"]["users"]["service"], scenario["demand"]["users"]["value"]))
        self.near(float(rows[3]["persons"]), users["institution"])
        self.near(float(rows[2]["users_at_coverage"]), users["staffed_housing_24h"])
        self.assertAlmostEqual(float(rows[1]["persons"]), users["home_services"] - users["staffed_housing_24h"], delta=1)

    def test_migration(self):
        """With migration, too, the states of an age are its persons; the ladder changes no other figure."""
        scenario, plain = self.run_ok({"ladder": ladder()}), self.run_ok({})
        stock = scenario["demand"].pop("ladder")["value"]
        scenario["demand"].pop("ladder_flows")
        self.assertEqual(scenario, plain)
        for t in range(9):
            persons = self.persons(plain, t)
            for b in range(6):
                self.near(sum(stock[(t * 4 + s) * 6 + b] for s in range(4)), sum(persons[LIMITS[b]:LIMITS[b + 1]]))

    def test_nobody_moves(self):
        """States that are left by death alone only lose their dead."""
        still = [[0.9 if i == j else 0.1 if j == 4 else 0 for j in range(5)] for i in range(4)]
        scenario = self.run_ok({"ladder": ladder(still, still)}, migration={"method": "none"})
        stock, flows = scenario["demand"]["ladder"]["value"], scenario["demand"]["ladder_flows"]["value"]
        for t in range(8):
            for s in range(1, 4):
                now, then = (sum(stock[((t + k) * 4 + s) * 6:][:6]) for k in (0, 1))
                self.near(then, now - flows[(t * 4 + s) * 5 + 4])
                self.assertEqual([flows[(t * 4 + s) * 5 + j] for j in range(4) if j != s], [0, 0, 0])

    def test_draws(self):
        """The ladder is drawn like the rest: quantiles in order, on any number of threads."""
        texts = set()
        for threads in ("1", "2"):
            cube = self.run_ok({"ladder": ladder()}, "--draws", "60", "--threads", threads)["demand"]["ladder"]
            size = len(cube["value"])
            low, high = cube["quantiles"]["value"][:size], cube["quantiles"]["value"][-size:]
            self.assertTrue(all(a <= b for a, b in zip(low, high)))
            self.assertLess(sum(low), sum(high))
            texts.add(json.dumps(cube))
        self.assertEqual(len(texts), 1)

    def test_ranges(self):
        """A chance with a range is drawn, those who stay are who is left, and nobody is lost; closed on its figure it changes
        no draw, and one that all would take leaves nobody behind."""
        def with_range(low, high, **more):
            told = ladder()
            told["ages"]["old"]["home_care"]["institution"] |= {"range": {"low": low, "high": high, "assumption": "a test", **more}}
            return {"ladder": told}
        def states(need):
            scenario = self.run_ok(need, "--draws", "60", uncertainty={"population": "none", "users": "none"})
            return [scenario["demand"][c] for c in ("ladder", "population") if c in scenario["demand"]][0], scenario["population"]
        value = ladder()["ages"]["old"]["home_care"]["institution"]["value"]
        plain, _ = states({"ladder": ladder()})
        drawn, population = states(with_range(value * 0.5, value * 1.5))
        closed, _ = states(with_range(value, value))
        size, n = len(drawn["value"]), len(drawn["age_band"])
        for mine, theirs in zip(closed["value"], plain["value"]):
            self.near(mine, theirs)
        last = size - n  # those of 90 and over, and the others, in an institution in the last year
        low, high = (sum(drawn["quantiles"]["value"][q * size + last:q * size + last + n]) for q in (1, 5))
        self.assertLess(low * 1.02, high)
        self.assertEqual(plain["quantiles"]["value"][size + last:size + last + n], plain["quantiles"]["value"][5 * size + last:5 * size + last + n])
        years = len(drawn["year"])
        for t in range(years):
            self.near(sum(drawn["value"][t * size // years:(t + 1) * size // years]), sum(population["value"][t * len(population["value"]) // years:(t + 1) * len(population["value"]) // years]))
        states(with_range(0.05, 0.99, shape="uniform"))  # with the others more than all

    def test_bad_input(self):
        lost = [list(row) for row in OLD]
        lost[1][0] -= 0.01
        gap = {"ages": {"young": band(YOUNG, 0, 74), "old": band(OLD, 76)}}
        ends = {"ages": {"young": band(YOUNG, 0, 74), "old": band(OLD, 75, 99)}}
        ranged, missing = ladder(), ladder()
        ranged["ages"]["old"]["none"]["none"]["range"] = {"low": 0.6, "high": 0.9, "assumption": "a test"}
        path = ladder()
        path["ages"]["old"]["none"]["death"] = {"path": {"2026": 0.03, "2030": 0.02}, "assumption": "a test"}
        del missing["ages"]["old"]["institution"]
        for says, told in (("/need/ladder/ages/old/home_care: sums to 0.99, expected 1", ladder(YOUNG, lost)),
                           ("/need/ladder/ages: no band follows for the ages from 75", gap),
                           ("/need/ladder/ages: no band follows for the ages from 100", ends),
                           ("/need/ladder/ages/old/none: a range of 'none' could not let the row sum to 1", ranged),
                           ("/need/ladder/ages/old/none: expected one 'value' of 'death', not a path", path),
                           ("/need/ladder/ages/old: 'institution' is missing", missing),
                           ("/need/ladder/ages/old/none/none/value: 1.1 is outside 0 to 1", ladder(YOUNG, [[1.1, 0, 0, 0, -0.1], *OLD[1:]]))):
            with self.subTest(says):
                done = self.kohort({"ladder": told})
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT = str(Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1])
