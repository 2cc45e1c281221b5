#!/usr/bin/env python3
"""Structure alternatives of a plan: steps reckoned again, users and places conserved, and what is refused.

    structures.py KOHORT ROOT
"""
import csv
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None


def figure(value):
    return {"value": value, "assumption": "a test"}


class Structures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.rows = [["east", "long_stay", 24, ""], ["west", "long_stay", 13, ""], ["north", "short_stay", 11, 2031],
                     ["new", "staffed_housing_24h", 17, ""]]
        self.section = {"places_per_post": figure(12), "fte_per_post": figure(2.385), "fte_per_unit": figure(0.65),
                        "cost_per_fte": figure(873000), "alternatives": {
                            "merged": {"label": {"nb": "Samlet"}, "groups": {"big": {"units": ["east", "north"]}}},
                            "split": {"groups": {"small": {"units": ["east", "west"], "into": 5}, "home": {"units": ["new"], "into": 2}}}}}

    def run_plan(self, code=0, options=(), **more):
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        plan["capacity"].pop("buildings")
        plan |= {"end_year": 2032, "scenarios": [], "targets": {}, "preparedness": {}, "structures": self.section} | more
        if "register" in plan["capacity"]:
            plan["capacity"]["steps"] = {}
        for path in (ROOT / "data/plans/hole").glob("*.csv"):
            shutil.copy(path, self.folder)
        with open(self.folder / "buildings.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["id", "name", "type", "places", "closes", "assumption"],
                                        *([i, i, t, n, c, "a test"] for i, t, n, c in self.rows)])
        if self.section is None:
            del plan["structures"]
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([KOHORT, "run", self.folder / "plan.json", "-o", self.folder / "out", *options],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        self.error = done.stderr
        table = self.folder / "out/tables/T16b_structures.csv"
        if code or not table.exists():
            return None
        with open(table, encoding="utf-8", newline="") as file:
            return {(int(row["year"]), row["structure"]): row for row in csv.DictReader(file)}

    def units(self, structure, year):
        size = {i: n for i, _, n, closes in self.rows if closes == "" or year < closes}
        groups = self.section["alternatives"].get(structure, {}).get("groups", {})
        grouped = {name for group in groups.values() for name in group["units"]}
        made = [n for name, n in size.items() if name not in grouped]
        for group in groups.values():
            all_places, into = sum(size.get(name, 0) for name in group["units"]), group.get("into", 1)
            made += [all_places // into + (i < all_places % into) for i in range(into)]
        return [n for n in made if n > 0]

    def test_figures(self):
        table = self.run_plan()
        self.assertEqual(len(table), 7 * 3)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]
        occupied = result["capacity"]["occupied"]
        n = len(occupied["type"])
        for (year, structure), row in table.items():
            units = self.units(structure, year)
            posts = [max(1, math.ceil(size / 12)) for size in units]
            fte = sum(2.385 * post + 0.65 for post in posts)
            for key, expected in (("units", len(units)), ("places", sum(units)), ("posts", sum(posts)), ("fte", fte),
                                  ("cost_1000nok", 873 * fte)):
                self.assertAlmostEqual(float(row[key]), expected, delta=1e-9 * (1 + expected), msg=(year, structure, key))
            today = table[year, "today"]
            self.assertAlmostEqual(float(row["fte_against_today"]), fte - float(today["fte"]), delta=1e-9)
            t = occupied["year"].index(year)
            lived = sum(occupied["value"][t * n + occupied["type"].index(kind)] for kind in ("institution", "staffed_housing_24h"))
            self.assertAlmostEqual(float(row["residents"]), lived, delta=1e-9 * lived)
        self.assertEqual(table[2026, "merged"]["label"], "Samlet")
        self.assertEqual(float(table[2026, "split"]["units"]), 8)
        self.assertEqual(float(table[2031, "merged"]["units"]), 3)

    def test_what_is_not_told_is_unknown(self):
        del self.section["cost_per_fte"]
        row = self.run_plan()[2026, "merged"]
        self.assertEqual((row["cost_1000nok"], row["cost_against_today_1000nok"]), ("", ""))

    def test_nothing_else_changes(self):
        self.run_plan(options=("--format", "json"))
        one = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]
        self.section = None
        self.assertIsNone(self.run_plan(options=("--format", "json")))
        other = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]
        for name in [name for name in one[0]["capacity"] if name.startswith("structure_")]:
            del one[0]["capacity"][name]
        self.assertEqual(one, other)

    def test_without_a_register_there_is_nothing_to_gather(self):
        self.assertIsNone(self.run_plan(capacity={}))
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertIn("structures_without_register", [warning["code"] for warning in result["warnings"]])

    def test_a_scenario_and_draws(self):
        change = {"structures": {"places_per_post": figure(8)}}
        self.run_plan(options=("--draws", "20", "--threads", "2"), scenarios=[{"id": "more", "changes": change}])
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]
        self.assertGreater(result[1]["capacity"]["structure_posts"]["value"][0], result[0]["capacity"]["structure_posts"]["value"][0])
        self.assertIn("quantiles", result[0]["capacity"]["structure_residents"])

    def test_bad_input(self):
        def told(place, what, change):
            self.setUp()
            change(self.section["alternatives"])
            self.run_plan(code=3)
            self.assertIn(f"plan.json: /structures{place}: ", self.error)
            self.assertIn(what, self.error)

        told("/alternatives/merged/groups/big/units/0", "did you mean 'east'", lambda a: a["merged"]["groups"]["big"]["units"].__setitem__(0, "eest"))
        told("/alternatives/split/groups/home/units/0", "gathered twice", lambda a: a["split"]["groups"]["home"]["units"].__setitem__(0, "west"))
        told("/alternatives/merged/groups/big", "without units", lambda a: a["merged"]["groups"]["big"]["units"].clear())
        told("/alternatives/split/groups/small/into", "", lambda a: a["split"]["groups"]["small"].update(into=0))
        told("/alternatives/today", "choose another id", lambda a: a.update(today={}))
        told("/places_per_post/value", "", lambda a: self.section.update(places_per_post=figure(0)))
        told("", "'fte_per_post' is missing", lambda a: self.section.pop("fte_per_post"))
        told("/fte_per_unit", "source", lambda a: self.section.update(fte_per_unit={"value": 1}))


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
