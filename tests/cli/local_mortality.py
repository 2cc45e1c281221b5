#!/usr/bin/env python3
"""Levels of mortality from registered deaths (kohort calibrate --deaths), and a plan that knows its own.

    local_mortality.py KOHORT ROOT
"""
import csv
import io
import json
import math
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
YEARS = range(2016, 2026)


class LocalMortality(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Deaths drawn at true levels: municipalities differ by 10 per cent, counties by 5."""
        rates = {(row["sex"], int(row["age_from"])): float(row["value"])
                 for row in csv.DictReader(io.StringIO(cls.ask("3310"))) if row["quantity"] == "death_rate"}
        rng, cls.expected, cls.rows, cls.truth = random.Random(7), {}, [], {}
        with open(ROOT / "data/regions.csv", encoding="utf-8") as file:
            regions = [(row["region"], row["county"]) for row in csv.DictReader(file)]
        counties = {county: rng.gauss(1, 0.05) for _, county in regions}
        for region, county in regions:
            persons = {}
            with open(ROOT / f"data/population/{region}.csv", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    persons[int(row["year"]), row["sex"], int(row["age"])] = float(row["value"])
            level = cls.truth[region] = max(0.5, rng.gauss(counties[county], 0.1))
            for year in YEARS:
                known = (year, "female", 50) in persons and (year + 1, "female", 50) in persons
                expected = sum(rate * (persons[year, *cell] + persons[year + 1, *cell]) / 2
                               for cell, rate in rates.items()) if known else 0
                cls.expected[region] = cls.expected.get(region, 0) + expected
                mean = expected * level
                cls.rows.append([region, year, max(0, round(rng.gauss(mean, math.sqrt(mean))))])

    @staticmethod
    def ask(*arguments, code=0):
        done = subprocess.run([KOHORT, "calibrate", *map(str, arguments)], capture_output=True, text=True, timeout=120,
                              check=False)
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def levels(self, rows, *regions, code=0, header=("region", "year", "value")):
        path = self.folder / "deaths.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        text = self.ask("--deaths", path, *regions, code=code)
        return text if code else {row["region"]: row for row in csv.DictReader(io.StringIO(text))
                                  if row["quantity"] == "mortality_level"}

    def test_levels_are_shrunk_to_where_they_belong(self):
        found = self.levels(self.rows, *self.truth)
        errors, raw, within = [], [], 0
        for region, level in self.truth.items():
            row, expected = found[region], self.expected[region]
            self.assertAlmostEqual(float(row["cases"]), expected, delta=1e-9 * expected)
            own = sum(value for r, _, value in self.rows if r == region) / expected
            errors.append((float(row["value"]) - level) ** 2)
            raw.append((own - level) ** 2)
            within += abs(float(row["value"]) - level) < 1.2816 * float(row["sd"])
        self.assertLess(sum(errors), 0.8 * sum(raw))  # shrinking pays
        self.assertTrue(0.72 < within / len(self.truth) < 0.88, within)  # 80 per cent, and what 357 of them may miss
        self.assertLess(abs(float(found["1151"]["value"]) - float(found["11"]["value"])), 0.06)  # 219 persons

    def test_the_country_s_own_level_is_taken_out(self):
        plain = self.levels(self.rows, "3310", "0301")
        for row in self.levels([[r, y, v * 3] for r, y, v in self.rows], "0301").values():
            self.assertAlmostEqual(float(row["value"]), float(plain[row["region"]]["value"]), delta=0.004)

    def test_unknown_is_not_zero(self):
        some = [[r, y, "" if r == "3310" else v] for r, y, v in self.rows]
        found = self.levels(some, "3310")
        self.assertEqual(found["3310"]["value"], found["33"]["value"])
        self.assertEqual(float(found["3310"]["cases"]), 0)
        half = self.levels([[r, y, "" if r == "3310" and y < 2021 else v] for r, y, v in self.rows], "3310")
        self.assertTrue(0.4 < float(half["3310"]["cases"]) / self.expected["3310"] < 0.6)
        parts = [[r, y, s, v if s == "male" or r != "3310" else ""] for r, y, v in self.rows for s in ("female", "male")]
        found = self.levels(parts, "3310", header=("region", "year", "sex", "value"))
        self.assertEqual(float(found["3310"]["cases"]), 0)

    def test_faults(self):
        for says, rows in ((":2:1:", [["9999", 2020, 1]]), ("twice", [["3310", 2020, 1], ["3310", 2020, 1]]),
                           ("no row is of a municipality", [["33", 2020, 1]]), (":2:11:", [["3310", 2020, -1]]),
                           ("3 are needed", [["3310", 2020, 50]])):
            self.assertIn(says, self.levels(rows, "3310", code=3))
        self.assertIn("--deaths", self.ask("--project", 3, "--deaths", "x.csv", code=2))

    def run_plan(self, level):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2036}
        if level is not None:
            plan["mortality"] = {"local_level": {"value": level, "assumption": "a test"}}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([KOHORT, "run", self.folder / "plan.json", "-o", self.folder / "out", "--format", "json"],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        scenario = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]
        values = scenario["components"]["value"]
        return (scenario["population"]["value"], [dict(zip(("births", "deaths", "net"), values[i:i + 3]))
                                                  for i in range(0, len(values), 3)],
                scenario["indicators"]["life_expectancy"]["value"])

    def test_local_deaths_are_no_moves(self):
        persons, events, years = self.run_plan(None)
        self.assertEqual((persons, events, years), self.run_plan(1))
        higher, events_then, years_then = self.run_plan(1.2)
        for a, b in zip(persons[:2 * 212], higher[:2 * 212]):
            self.assertAlmostEqual(a, b, delta=1e-9 * max(1, a))  # the first year's estimate holds them already
        self.assertTrue(1.15 < events_then[0]["deaths"] / events[0]["deaths"] < 1.2)
        change = {name: events_then[0][name] - events[0][name] for name in events[0]}
        self.assertAlmostEqual(change["net"], change["deaths"] - change["births"], delta=1e-6)
        self.assertAlmostEqual(change["births"], 0, delta=0.01)
        self.assertLess(years_then[0], years[0] - 1)
        # Later the two part a little: the deaths given back stay those of the first year while a higher level gains more
        # from falling rates.
        gains = [math.fsum(higher[t * 212:(t + 1) * 212]) - math.fsum(persons[t * 212:(t + 1) * 212]) for t in range(11)]
        self.assertTrue(all(a < b for a, b in zip(gains[1:], gains[2:])), gains)
        self.assertTrue(0.0005 < gains[10] / math.fsum(persons[10 * 212:]) < 0.003, gains)


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
