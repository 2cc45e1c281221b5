#!/usr/bin/env python3
"""Standard scenarios: named, they run on any plan, as the plan's own would.

    standard.py KOHORT ROOT
"""
import csv
import io
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
ALTERNATIVES = ("MMMM", "LLML", "HHMH", "LHML", "HLMH", "MMML", "MMMH", "MMM0", "MM00")
NAMES = [*(f"pop_{letters}" for letters in ALTERNATIVES), "norm_coverage_80plus", "institution_based_profile",
         "productivity", "welfare_technology"]


def kohort(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)


class Standard(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def plan(self, **members):
        path = self.folder / "plan.json"
        path.write_text(json.dumps({"kohort": 1, "region": "5605", "base_year": 2026, "end_year": 2040} | members),
                        encoding="utf-8")
        return path

    def run_all(self, *arguments):
        """The scenarios of a result by their ids."""
        done = kohort("run", *arguments, "--format", "json", "-o", self.folder / "out")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        return {scenario["id"]: scenario for scenario in result["scenarios"]}

    def named(self, plan, *names):
        return self.run_all(plan, *(word for name in names for word in ("--scenario", name)))

    def users(self, scenario, service):
        cube = scenario["demand"]["users"]
        return cube["value"][cube["service"].index(service)::len(cube["service"])]

    def people(self, scenario, from_age):
        """Persons of an age and over by year."""
        cube = scenario["population"]
        n = len(cube["sex"]) * len(cube["age"])
        return [math.fsum(cube["value"][t * n + i] for i in range(n) if cube["age"][i % len(cube["age"])] >= from_age)
                for t in range(len(cube["year"]))]

    def test_all_are_listed_and_run(self):
        rows = list(csv.DictReader(io.StringIO(kohort("list", "scenarios").stdout)))
        self.assertEqual([row["id"] for row in rows if row["origin"] == "standard"], NAMES)
        for row in rows:
            self.assertTrue(all(row[language] for language in ("nb", "nn", "en")), row)
        scenarios = self.named(self.plan(), *NAMES)
        self.assertEqual(list(scenarios), ["reference", *NAMES])
        figures = [json.dumps([scenario[block] for block in ("population", "demand", "workforce")])
                   for scenario in scenarios.values()]
        self.assertEqual(len(set(figures)), len(figures))  # no two say the same

    def test_a_name_that_a_language_lacks(self):
        """As where somebody has begun a language: the list is there, with an empty cell."""
        shutil.copytree(ROOT / "data", self.folder / "data", ignore=shutil.ignore_patterns("plans"))
        path = self.folder / "data/scenarios.json"
        tree = json.loads(path.read_text(encoding="utf-8"))
        for scenario in tree["scenarios"]:
            del scenario["label"]["nn"]
        path.write_text(json.dumps(tree), encoding="utf-8")
        done = kohort("list", "scenarios", "--data", self.folder / "data")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
        self.assertEqual((rows["pop_LLML"]["nn"], bool(rows["pop_LLML"]["nb"])), ("", True))

    def test_as_the_plan_s_own(self):
        own = {"id": "own", "label": {"nb": "Egen"}, "changes": {"population": {"alternative": "LHML"}}}
        scenarios = self.named(self.plan(scenarios=[own]), "own", "pop_LHML")
        self.assertEqual(list(scenarios), ["reference", "own", "pop_LHML"])
        for block in ("population", "components", "demand"):
            self.assertEqual(scenarios["own"][block], scenarios["pop_LHML"][block])

    def test_the_plan_s_own_goes_first(self):
        own = {"id": "pop_HHMH", "label": {"nb": "Egen"}, "changes": {"population": {"alternative": "LLML"}}}
        rows = list(csv.DictReader(io.StringIO(kohort("list", "scenarios", "--plan", self.plan(scenarios=[own])).stdout)))
        self.assertEqual([row["origin"] for row in rows if row["id"] == "pop_HHMH"], ["plan"])
        scenarios = self.named(self.plan(scenarios=[own]), "pop_HHMH", "pop_LLML")
        self.assertEqual(scenarios["pop_HHMH"]["population"], scenarios["pop_LLML"]["population"])

    def test_norm(self):
        scenario = self.named(self.plan(), "norm_coverage_80plus")["norm_coverage_80plus"]
        old = self.people(scenario, 80)
        need = scenario["capacity"]["need"]
        self.assertIn("long_stay", need["service"] if "service" in need else need["type"])
        for t in range(9, 15):  # the norm is reached in 2035: users are places times the occupancy aimed at
            parts = [self.users(scenario, service)[t] / old[t] for service in ("long_stay", "staffed_housing_24h")]
            self.assertAlmostEqual(parts[0] / parts[1], 15 * self.occupancy(scenario, "long_stay") /
                                   (10 * self.occupancy(scenario, "staffed_housing_24h")), delta=1e-9)
            self.assertAlmostEqual(parts[0], 0.15 * self.occupancy(scenario, "long_stay"), delta=1e-9)

    def occupancy(self, scenario, service):
        """Users over places needed, which is what the plan aims at."""
        need = scenario["capacity"]["need"]
        services = need[need["dimensions"][1]]
        last = need["value"][(len(need["year"]) - 1) * len(services) + services.index(service)]
        return self.users(scenario, service)[len(need["year"]) - 1] / last

    def test_profile_moves_users(self):
        scenarios = self.named(self.plan(), "institution_based_profile")
        both = [[sum(pair) for pair in zip(self.users(s, "long_stay"), self.users(s, "staffed_housing_24h"))]
                for s in scenarios.values()]
        for before, after in zip(*both):
            self.assertAlmostEqual(before, after, delta=1e-9)
        moved = [self.users(s, "staffed_housing_24h")[-1] for s in scenarios.values()]
        self.assertAlmostEqual(moved[1] / moved[0], 0.85, delta=1e-12)

    def test_productivity(self):
        """FTE per user falls by the factor, of parts by the whole's; users, hours and places stay."""
        scenarios = self.named(self.plan(), "productivity")
        before, after = scenarios.values()
        for cube in ("users", "hours"):
            self.assertEqual(before["demand"][cube], after["demand"][cube])
        self.assertEqual(before["capacity"]["need"], after["capacity"]["need"])
        fte = before["demand"]["fte"]
        size = len(fte["service"]) * len(fte["profession"])
        known = 0
        for i, (a, b) in enumerate(zip(fte["value"], after["demand"]["fte"]["value"])):
            year, service = fte["year"][i // size], fte["service"][i % size // len(fte["profession"])]
            followed = service in ("long_stay", "short_stay", "staffed_housing_24h", "home_nursing", "practical_assistance",
                                   "practical_training", "personal_assistance", "day_activity")
            if followed and a:
                known += 1
                self.assertAlmostEqual(b / a, 1 - 0.005 * min(year - 2026, 10), delta=1e-12, msg=(service, year))
            elif service == "respite_outside":
                self.assertEqual(a, b)
        self.assertGreater(known, 100)

    def test_several_municipalities(self):
        done = kohort("run", "--region", "1151,0301", "--scenario", "pop_MM00", "--format", "json", "-o", self.folder / "out")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for region in ("1151", "0301"):
            result = json.loads((self.folder / f"out/{region}/result.json").read_text(encoding="utf-8"))
            self.assertEqual([scenario["id"] for scenario in result["scenarios"]], ["reference", "pop_MM00"])

    def test_unknown(self):
        done = kohort("run", self.plan(), "--scenario", "pop_LLMM", "-o", self.folder / "none")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("no scenario 'pop_LLMM' in the plan or among the standard ones; did you mean 'pop_LLML'?", done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertFalse((self.folder / "none").exists())

    def test_place_of_a_problem(self):
        moved = {"home_nursing": {"share": {"value": 0.95, "assumption": "a test"},
                                  "hours_per_week": {"value": 30, "assumption": "a test"}}}
        plan = self.plan(scenarios=[], services={"staffed_housing_24h": {"shift_to": moved}})
        self.assertEqual(kohort("run", plan).returncode, 0)
        done = kohort("run", plan, "--scenario", "institution_based_profile", "-o", self.folder / "none")
        self.assertEqual(done.returncode, 3)
        self.assertIn(f"{plan} with the standard scenario institution_based_profile: "
                      "/changes/services/staffed_housing_24h/shift_to: ", done.stderr)
        self.assertFalse((self.folder / "none").exists())


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
