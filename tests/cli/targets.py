#!/usr/bin/env python3
"""Targets, the balance sheet, the status of the base year and the split of staff against the cubes they are read from.

    targets.py KOHORT ROOT
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


def goal(value):
    return {"value": value, "assumption": "a test"}


class Targets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for path in (ROOT / "data/plans/hole").glob("*.csv"):
            shutil.copy(path, self.folder)

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)

    def write(self, targets, **more):
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        plan |= {"end_year": 2040, "scenarios": []} | more
        plan.pop("targets", None)
        if targets is not None:
            plan["targets"] = targets
        path = self.folder / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return path

    def run_plan(self, targets, *options, **more):
        done = self.kohort("run", self.write(targets, **more), "-o", self.folder / "out", *options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]

    def table(self, name):
        with open(self.folder / f"out/tables/{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_status(self):
        plain = self.run_plan(None)[0]
        def of(block, name, dimension, label, year):
            cube = plain[block][name]
            return cube["value"][cube["year"].index(year) * len(cube[dimension]) + cube[dimension].index(label)]
        gap, users = of("capacity", "gap", "type", "institution", 2035), of("demand", "users", "service", "long_stay", 2035)
        targets = {"gap": {"quantity": "gap_institution", "year": 2035, "direction": "at_most", "goal": goal(0)},
                   "loose": {"quantity": "gap_institution", "year": 2035, "direction": "at_most", "goal": goal(gap + 1.25)},
                   "users": {"quantity": "users_long_stay", "year": 2035, "direction": "at_least", "goal": goal(users + 2.5)},
                   "exact": {"quantity": "users_long_stay", "year": 2035, "direction": "at_least", "goal": goal(users)},
                   "unknown": {"quantity": "gap_staffed_housing_24h", "year": 2035, "direction": "at_most", "goal": goal(0)},
                   "fte": {"quantity": "fte", "year": 2040, "direction": "at_most", "goal": {"path": {"2030": 200, "2040": 220},
                                                                                             "assumption": "a test"}}}
        scenario = self.run_plan(targets, "--lang", "en")[0]
        missing = {name: cube["value"][2] for name, cube in scenario["targets"].items()}
        self.assertAlmostEqual(missing["gap"], gap, delta=1e-12)
        self.assertEqual((missing["loose"], missing["exact"], missing["unknown"]), (0, 0, None))
        self.assertAlmostEqual(missing["users"], 2.5, delta=1e-9)
        self.assertEqual(scenario["targets"]["fte"]["value"][0], 220)
        self.assertEqual({row["target"]: row["status"] for row in self.table("T30_targets")},
                         {"gap": "not reached", "loose": "reached", "users": "not reached", "exact": "reached",
                          "unknown": "unknown", "fte": "not reached"})
        for block in ("population", "components", "demand", "capacity", "economy", "balance"):
            self.assertEqual(scenario[block], plain[block], block)

    def test_draws(self):
        """What is expected is the mean of the draws, and what is missing is what that lacks: one sum for the reader."""
        plain = self.run_plan(None)[0]["population"]
        persons = sum(plain["value"][9 * 2 * 106:10 * 2 * 106])
        old = sum(value for i, value in enumerate(plain["value"][9 * 2 * 106:10 * 2 * 106]) if i % 106 >= 80)
        wish = {"year": 2035, "direction": "at_least"}
        targets = {"many": {"quantity": "population", "goal": goal(persons + 300), **wish},
                   "few": {"quantity": "population", "goal": goal(persons - 300), **wish},
                   "old": {"quantity": "population_80plus", "goal": goal(old + 2.5), **wish},
                   "gap": {"quantity": "gap_institution", "year": 2035, "direction": "at_most", "goal": goal(12)}}
        scenario = self.run_plan(targets, "--draws", "60", "--seed", "3")[0]
        drawn = scenario["population"]["value"][9 * 2 * 106:10 * 2 * 106]
        self.assertAlmostEqual(scenario["targets"]["many"]["value"][1], sum(drawn), delta=1e-6)
        self.assertAlmostEqual(scenario["targets"]["old"]["value"][1], sum(drawn[80:106]) + sum(drawn[186:]), delta=1e-6)
        for name, cube in scenario["targets"].items():
            wanted, expected, missing = cube["value"]
            lack = expected - wanted if name == "gap" else wanted - expected
            self.assertAlmostEqual(missing, max(lack, 0), delta=1e-9, msg=name)
            quantiles = cube["quantiles"]["value"]
            self.assertGreaterEqual(min(quantiles[2::3]), 0)
            self.assertEqual(quantiles[2::3], sorted(quantiles[2::3]))
        rows = {row["target"]: row for row in self.table("T30_targets")}
        self.assertEqual((rows["many"]["status"], rows["few"]["status"]), ("ikke nådd", "nådd"))
        self.assertGreater(max(scenario["targets"]["few"]["quantiles"]["value"][2::3]), 0)  # though some draws do not reach it

    def test_a_scenario_changes_a_target(self):
        targets = {"many": {"quantity": "population", "year": 2035, "direction": "at_least", "goal": goal(9000)}}
        low = {"id": "low", "changes": {"targets": {"many": {"goal": goal(5000)}}}}
        scenarios = self.run_plan(targets, scenarios=[low])
        self.assertEqual([scenario["targets"]["many"]["value"][0] for scenario in scenarios], [9000, 5000])
        self.assertEqual([row["status"] for row in self.table("T30_targets")], ["ikke nådd", "nådd"])

    def test_balance(self):
        scenario = self.run_plan(None)[0]
        for name in ("places", "staff", "money"):
            value = scenario["balance"][name]["value"]
            for i in range(0, len(value), 3):
                self.assertAlmostEqual(value[i] - value[i + 1], value[i + 2], delta=1e-6 if name == "money" else 1e-9)
        gap = scenario["capacity"]["gap"]
        self.assertEqual(scenario["balance"]["places"]["value"][2::3],
                         gap["value"][gap["type"].index("institution")::len(gap["type"])])
        for row in self.table("T31_balance"):
            gap, need = float(row["gap"]), float(row["need"])
            word = "mangler" if gap > 1e-9 * need else "knapt" if -gap < 0.05 * need else "dekket"
            self.assertEqual(row["status"], word, row)

    def test_rounding_is_no_gap(self):
        """Of two equal sums nothing is left: a gap is none, or more than their rounding."""
        self.run_plan(None)
        for name, of in (("T31_balance", "need"), ("T13d_units_of_work", "fte_target")):
            column = "gap" if of == "need" else "fte_gap"
            rows = [row for row in self.table(name) if row[column]]
            self.assertGreater(sum(float(row[column]) == 0 for row in rows), 0, name)
            for row in rows:
                self.assertTrue(row[column] == "0" or abs(float(row[column])) > 1e-12 * float(row[of]), row)

    def test_nothing_to_hold_against(self):
        done = self.kohort("run", "--region", "1151", "--scenario", "reference", "-o", self.folder / "out", "--lang", "nn")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [row for row in self.table("T31_balance") if row["resource"] == "places"]
        self.assertEqual({(row["status"], row["need"], row["gap"]) for row in rows}, {("ukjent", "", "")})
        self.assertFalse((self.folder / "out/tables/T30_targets.csv").exists())

    def test_split_sums_to_hundred(self):
        self.run_plan(None)
        sums = {}
        for row in self.table("T33_split_of_staff"):
            sums[row["year"]] = sums.get(row["year"], 0) + float(row["share_percent"])
        self.assertEqual(len(sums), 15)
        for total in sums.values():
            self.assertAlmostEqual(total, 100, delta=1e-9)

    def test_status_ties_to_inputs(self):
        scenario = self.run_plan(None)[0]
        rows = {row["service"]: row for row in self.table("T32_status_by_service")}
        self.assertEqual((rows["long_stay"]["users"], rows["long_stay"]["places"]), ("24", "29"))
        fte = sum(float(row["fte"]) for row in rows.values() if row["fte"])
        total = scenario["demand"]["fte_by_area"]
        self.assertAlmostEqual(fte, total["value"][len(total["area"]) - 1], delta=1e-9)
        self.assertEqual(rows["social_assistance"]["users"], "")

    def test_bad_input(self):
        good = {"quantity": "population", "year": 2035, "direction": "at_least", "goal": goal(1)}
        for change, place in (({"quantity": "populaton"}, "/targets/t/quantity"), ({"year": 2041}, "/targets/t/year"),
                              ({"year": 2025}, "/targets/t/year"), ({"direction": "up"}, "/targets/t/direction"),
                              ({"goal": {"value": 1}}, "/targets/t/goal"), ({"quantity": "users_nobody"}, "/targets/t/quantity")):
            done = self.kohort("run", self.write({"t": good | change}), "-o", self.folder / "never")
            self.assertEqual((done.returncode, done.stderr.count("\n")), (3, 1), place)
            self.assertIn(f"plan.json: {place}: ", done.stderr)
        done = self.kohort("run", self.write({f"t{i}": good for i in range(21)}))
        self.assertEqual(done.returncode, 3)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
