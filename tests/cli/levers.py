#!/usr/bin/env python3
"""What the levers of a plan do to its population, and that goal seek finds the lever that meets its goal.

    levers.py KOHORT ROOT
"""
import csv
import json
import math
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
LEVERS = {"net_migration": ("migration", "net"), "extra_migration": ("migration", "extra"),
          "fertility": ("fertility", "tfr"), "mortality": ("mortality", "level")}
PERSONS = 1e-6  # of a total: goal seek stops at 1e-9 of the target
SMALL = 1e-8  # persons: rounding of sums over 7,000


def kohort(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)


def figure(value):
    return {"value": value, "assumption": "a test"}


class Levers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def plan(self, **sections):
        path = self.folder / "plan.json"
        path.write_text(json.dumps({"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2040} | sections),
                        encoding="utf-8")
        return path

    def run_plan(self, **sections):
        done = kohort("run", self.plan(**sections), "--format", "json", "-o", self.folder / "out")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]

    def component(self, scenario, name):
        components = scenario["components"]
        return components["value"][components["component"].index(name)::len(components["component"])]

    def total(self, scenario, year):
        population = scenario["population"]
        size = len(population["sex"]) * len(population["age"])
        t = population["year"].index(year)
        return math.fsum(population["value"][t * size:(t + 1) * size])

    def test_migration(self):
        plain = self.component(self.run_plan(), "net_migration")
        more = self.component(self.run_plan(migration={"extra": figure(37.5)}), "net_migration")
        self.assertAlmostEqual(more[0], plain[0] + 37.5, delta=SMALL)
        path = {"path": {"2026": 10, "2030": 50}, "assumption": "a test"}
        growing = self.component(self.run_plan(migration={"extra": path}), "net_migration")
        self.assertAlmostEqual(growing[0], plain[0] + 10, delta=SMALL)
        # above the estimate: a smaller total takes persons from cells that may be too small, and is capped with a warning
        for net in self.component(self.run_plan(migration={"net": figure(141.25)}), "net_migration"):
            self.assertAlmostEqual(net, 141.25, delta=SMALL)
        both = self.component(self.run_plan(migration={"net": figure(141.25), "extra": figure(-3.5)}), "net_migration")
        self.assertAlmostEqual(both[4], 137.75, delta=SMALL)

    def test_fertility(self):
        plain = self.run_plan()
        rate = plain["indicators"]["total_fertility_rate"]["value"]
        for tfr in self.run_plan(fertility={"tfr": figure(1.83)})["indicators"]["total_fertility_rate"]["value"]:
            self.assertAlmostEqual(tfr, 1.83, delta=1e-12)
        raised = self.run_plan(fertility={"level": figure(1.21)})
        for before, after in zip(rate, raised["indicators"]["total_fertility_rate"]["value"]):
            self.assertAlmostEqual(after, 1.21 * before, delta=1e-12)
        births = [self.component(scenario, "births")[0] for scenario in (plain, raised)]
        self.assertAlmostEqual(births[1], 1.21 * births[0], delta=SMALL)

    def test_mortality(self):
        plain, lower = self.run_plan(), self.run_plan(mortality={"level": figure(0.83)})
        years = [scenario["indicators"]["life_expectancy"]["value"] for scenario in (plain, lower)]
        self.assertTrue(all(1 < after - before < 4 for before, after in zip(*years)))
        deaths = [self.component(scenario, "deaths")[0] for scenario in (plain, lower)]
        self.assertTrue(0.83 < deaths[1] / deaths[0] < 0.87)  # fewer die, and of those who are left more
        still = self.run_plan(mortality={"improvement_factor": figure(0)})["indicators"]["life_expectancy"]["value"]
        self.assertAlmostEqual(still[0], still[-2], delta=1e-12)
        self.assertGreater(years[0][-2], still[-2] + 0.5)

    def published(self, indicator, letter, year):
        """The path of the projection of 2024 in a year: linear between its years, constant outside."""
        name = {"L": "low", "M": "main", "H": "high"}[letter]
        with open(ROOT / "data/national/projection_assumptions.csv", encoding="utf-8", newline="") as file:
            points = sorted((int(row["year"]), float(row["value"])) for row in csv.DictReader(file) if
                            (row["vintage"], row["indicator"], row["alternative"]) == ("2024", indicator, name))
        self.assertGreater(len(points), 2)
        for (before, low), (after, high) in zip(points, points[1:]):
            if before <= year <= after:
                return low + (high - low) * (year - before) / (after - before)
        return points[0][1] if year < points[0][0] else points[-1][1]

    def test_official_alternatives(self):
        totals = {}
        for letters in ("MMMM", "LLML", "HHMH", "MMML", "MMMH", "LHML", "HLMH", "MMM0", "MM00"):
            scenario = self.run_plan(population={"registered": "embedded", "alternative": letters})
            totals[letters] = self.total(scenario, 2040)
            indicators = scenario["indicators"]
            years = indicators["life_expectancy"]["value"]
            for i, year in enumerate(indicators["life_expectancy"]["year"]):
                self.assertAlmostEqual(indicators["total_fertility_rate"]["value"][i],
                                       self.published("tfr", letters[0], year), delta=1e-12, msg=letters)
                self.assertAlmostEqual((years[2 * i] + years[2 * i + 1]) / 2,
                                       self.published("life_expectancy_both", letters[1], year), delta=SMALL, msg=letters)
            nobody_moves = set(self.component(scenario, "net_migration")) == {0}
            self.assertEqual(nobody_moves, letters == "MM00")
        self.assertLess(totals["LLML"], totals["MMML"])
        self.assertLess(totals["MMM0"], totals["MMML"])
        self.assertLess(totals["MMML"], totals["MMMM"])
        self.assertLess(totals["MMMM"], totals["MMMH"])
        self.assertLess(totals["MMMH"], totals["HHMH"])

    def test_far_horizon(self):
        """Nobody is raised from the dead: cohorts of the oldest shrink year by year, a century and a half ahead too."""
        for region in ("0301", "3310", "1151"):
            scenario = self.run_plan(region=region, end_year=2176)
            population, births = scenario["population"], self.component(scenario, "births")
            ages = len(population["age"])
            for t, year in enumerate(population["year"][:-1]):
                for sex in range(2):
                    now, then = (population["value"][(2 * step + sex) * ages:][:ages] for step in (t, t + 1))
                    for age in range(100, ages - 2):
                        self.assertLessEqual(then[age + 1], now[age], (region, year, sex, age))
                    self.assertLessEqual(then[-1], now[-1] + now[-2], (region, year, sex))
            self.assertGreater(births[-1], 0.01 * births[0], region)

    def test_goal_is_met_by_the_plan(self):
        for variable, (section, member) in LEVERS.items():
            for year in (2031, 2040):
                goal = self.total(self.run_plan(), year) * 1.013
                done = kohort("solve", self.plan(), "--for", variable, "--target", f"population={goal!r}@{year}", "--json")
                self.assertEqual((done.returncode, done.stderr), (0, ""), variable)
                answer = json.loads(done.stdout)
                self.assertEqual((answer["status"], answer["variable"]), ("solved", variable))
                met = self.run_plan(**{section: {member: figure(answer["value"])}})
                self.assertAlmostEqual(self.total(met, year), goal, delta=PERSONS * goal, msg=f"{variable} {year}")

    def test_goal_out_of_reach(self):
        done = kohort("solve", self.plan(), "--for", "fertility", "--target", "population=1e6@2031", "--json")
        self.assertEqual(done.returncode, 4)
        self.assertEqual(json.loads(done.stdout)["status"], "infeasible")
        self.assertIn("no value of fertility", done.stderr)

    def test_goal_badly_said(self):
        for variable, target, code in (("tides", "population=7000@2031", 2), ("fertility", "tides=7000@2031", 3),
                                       ("fertility", "population=7000@2026", 3), ("fertility", "population=7000@2041", 3),
                                       ("fertility", "population=@2031", 2), ("fertility", "population=7000", 2)):
            done = kohort("solve", self.plan(), "--for", variable, "--target", target)
            self.assertEqual((done.returncode, done.stdout), (code, ""), (variable, target, done.stderr))
            self.assertEqual(done.stderr.count("\n"), 1)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
