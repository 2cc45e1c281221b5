#!/usr/bin/env python3
"""Shares that a plan brings: strata of the population, and need of help with the years of life under it.

    shares.py KOHORT ROOT
"""
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
STRATA = ("stratum,sex,age_from,age_to,share\n"
          "in_norway,both,0,17,0.913\nin_norway,female,18,,0.807\nin_norway,male,18,66,0.853\nin_norway,male,67,,0.977\n"
          "refugee,both,0,17,0.031\nrefugee,female,18,44,0.062\nrefugee,male,18,66,0.1\n"
          "other,both,0,17,0.056\nother,female,18,44,0.131\nother,female,45,,0.193\nother,male,18,66,0.047\nother,male,67,,0.023\n")
NEED = "sex,age_from,age_to,share\nboth,0,66,0.03\nfemale,67,79,0.17\nmale,67,79,0.13\nboth,80,,0.47\n"


class Shares(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, strata=STRATA, need=NEED, **keys):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2031,
                "population": {"strata": {"file": "strata.csv", "source": "SSB 05183"}},
                "health": {"need_prevalence": {"file": "need.csv", "assumption": "made up"}}, **keys}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        (self.folder / "strata.csv").write_text(strata, encoding="utf-8")
        (self.folder / "need.csv").write_text(need, encoding="utf-8")

    def kohort(self):
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], capture_output=True, text=True, cwd=self.folder)

    def result(self):
        done = self.kohort()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_strata_sum_to_the_whole(self):
        self.put()
        scenario = self.result()["scenarios"][0]
        cube, cells = scenario["strata"], scenario["population"]["value"]
        self.assertEqual((cube["dimensions"], cube["unit"], cube["time"]), (["year", "stratum"], "persons", "1 January"))
        self.assertEqual(cube["stratum"], ["in_norway", "refugee", "other"])
        share = lambda sex, age: 0.031 if age < 18 else (0.062 if age < 45 else 0) if sex == 0 else 0.1 if age < 67 else 0
        for t in range(len(cube["year"])):
            persons = cells[212 * t:212 * (t + 1)]
            self.assertAlmostEqual(sum(cube["value"][3 * t:3 * t + 3]), sum(persons), delta=1e-9 * sum(persons))
            by_hand = sum(share(i // 106, i % 106) * persons[i] for i in range(212))
            self.assertAlmostEqual(cube["value"][3 * t + 1], by_hand, delta=1e-9 * by_hand)
        rows = self.table("T26_population_by_stratum")
        self.assertEqual([float(row["persons"]) for row in rows], cube["value"])
        self.assertAlmostEqual(sum(float(row["share_percent"]) for row in rows[:3]), 100, places=9)

    def test_no_strata(self):
        self.put(population={})
        self.assertNotIn("strata", self.result()["scenarios"][0])
        self.assertFalse((self.folder / "out/tables/T26_population_by_stratum.csv").exists())

    def test_years_with_help(self):
        self.put(scenarios=[{"id": "longer", "changes": {"mortality": {"level": {
            "value": 0.8, "unit": "ratio", "assumption": "a test"}}}}])
        reference, longer = (s["indicators"] for s in self.result()["scenarios"])
        cube = reference["healthy_years"]
        self.assertEqual((cube["dimensions"], cube["unit"], cube["basis"]), (["year", "sex", "age", "kind"], "years", "own"))
        self.assertEqual((cube["age"], cube["kind"]), ([0, 65, 80], ["without_help", "with_help"]))
        for indicators in (reference, longer):
            value = indicators["healthy_years"]["value"]
            for i, years in enumerate(indicators["life_expectancy"]["value"]):
                self.assertAlmostEqual(value[6 * i] + value[6 * i + 1], years, delta=1e-9 * years)
                self.assertAlmostEqual(value[6 * i + 5] / (value[6 * i + 4] + value[6 * i + 5]), 0.47, places=9)
        self.assertTrue(all(b > a for a, b in zip(cube["value"], longer["healthy_years"]["value"])))
        rows = self.table("T27_years_without_and_with_help")
        self.assertEqual([float(row["with_help"]) for row in rows[:6]], cube["value"][1:12:2])

    def test_no_need(self):
        """Prevalence 0 gives e(x)."""
        self.put(need="sex,age_from,age_to,share\nboth,0,,0\n")
        indicators = self.result()["scenarios"][0]["indicators"]
        value = indicators["healthy_years"]["value"]
        self.assertEqual(set(value[1::2]), {0})
        for i, years in enumerate(indicators["life_expectancy"]["value"]):
            self.assertAlmostEqual(value[6 * i], years, delta=1e-9 * years)

    def test_national_need(self):
        """By default the country's users of any care service at one time."""
        self.put(health={})
        scenario = self.result()["scenarios"][0]
        cube = scenario["indicators"]["healthy_years"]
        self.assertEqual(cube["basis"], "national_rates")
        female, male = cube["value"][:6], cube["value"][6:12]
        self.assertTrue(5 < female[1] < 9 and 3.5 < male[1] < 7 and female[1] > male[1])
        assumptions = [row for row in self.table("T01_assumptions") if row["figure"] == "health/need_prevalence"]
        self.assertEqual(len(assumptions), 1)
        self.assertIn("Helsedirektoratet", assumptions[0]["source"])

    def test_bad_strata(self):
        for says, old, new in (
                ("strata.csv:4:22: the shares of male, age 18 sum to 1.01", "male,18,66,0.853", "male,18,66,0.863"),
                ("strata.csv: there is no share for female, age 18", "", ""),
                ("strata.csv:10:16: female, age 18 is given twice", "other,female,18,44", "refugee,female,18,44"),
                ("ages 18 to 17", "refugee,male,18,66", "refugee,male,18,17"),
                ("ages 18 to 106", "refugee,male,18,66", "refugee,male,18,106"),
                (":8:20: share", "refugee,male,18,66,0.1", "refugee,male,18,66,1.1"),
                ("sex is", "refugee,male", "refugee,men")):
            with self.subTest(says):
                text = STRATA.replace(old, new, 1) if old else "\n".join(
                    line for line in STRATA.splitlines() if "female,18" not in line) + "\n"
                self.put(strata=text)
                done = self.kohort()
                self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (3, "", 1), done.stderr)
                self.assertIn(says, done.stderr)

    def test_bad_need(self):
        for says, text in (("need.csv: there is no share for female, age 80", NEED.replace("both,80,", "male,80,")),
                           ("need.csv:5:6: female, age 79 is given twice", NEED.replace("both,80,", "both,79,")),
                           ("need.csv:2:11: share", NEED.replace("0.03", "3"))):
            with self.subTest(says):
                self.put(need=text)
                done = self.kohort()
                self.assertEqual((done.returncode, done.stdout), (3, ""))
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
