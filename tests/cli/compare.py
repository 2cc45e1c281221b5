#!/usr/bin/env python3
"""`kohort compare` against the same figures reckoned from result.json.

    compare.py KOHORT ROOT
"""
import copy
import csv
import io
import itertools
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
FIGURES = {  # figure -> cube, what its second dimension must be, first age
    "population": ("population", None, 0), "population_67plus": ("population", None, 67),
    "population_80plus": ("population", None, 80),
    "old_age_support_ratio": ("indicators/age_structure", "old_age_support_ratio", 0),
    "persons_with_dementia": ("demand/conditions", "dementia", 0),
    "users_long_stay": ("demand/users", "long_stay", 0),
    "users_staffed_housing_24h": ("demand/users", "staffed_housing_24h", 0),
    "users_home_services": ("demand/users", "home_services", 0),
    "users_home_nursing": ("demand/users", "home_nursing", 0),
    "fte": ("demand/fte_by_area", "total", 0),
    "gross_running_cost": ("economy/total", "gross", 0), "net_running_cost": ("economy/total", "net", 0),
    "places_needed_institution": ("capacity/need", "institution", 0),
    "places_institution": ("capacity/places", "institution", 0),
    "gap_institution": ("capacity/gap", "institution", 0),
    "places_needed_staffed_housing_24h": ("capacity/need", "staffed_housing_24h", 0)}
ROUNDING = 1e-12  # relative: sums in another order


def kohort(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def expected(scenario, figure, year):
    path, label, from_age = FIGURES[figure]
    cube = scenario
    for part in path.split("/"):
        cube = cube[part]
    names = cube["dimensions"]
    total = 0
    for cell, value in zip(itertools.product(*(cube[name] for name in names)), cube["value"]):
        here = dict(zip(names, cell))
        if here["year"] == year and (label is None or cell[1] == label) and here.get("age", 0) >= from_age:
            if value is None:
                return None
            total += value
    return total


class Compare(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        for plan in ("hole", "sor-varanger"):
            done = kohort("run", ROOT / f"data/plans/{plan}/plan.json", "-o", cls.folder / plan, "--format", "json")
            assert done.returncode == 0, done.stderr

    def result(self, name):
        return json.loads((self.folder / name / "result.json").read_text(encoding="utf-8"))

    def test_figures(self):
        done = kohort("compare", self.folder / "hole")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        result, found = self.result("hole"), rows(done.stdout)
        scenarios = {scenario["id"]: scenario for scenario in result["scenarios"]}
        self.assertEqual(list(found[0]), ["figure", "unit", "year", *scenarios])
        years = {result["plan"]["base_year"], result["plan"]["plan_period"][1], result["plan"]["end_year"]}
        checked = 0
        for row in found:
            for name, scenario in scenarios.items():
                if row["figure"] in FIGURES:
                    value = expected(scenario, row["figure"], int(row["year"]))
                    self.assertIn(int(row["year"]), years)
                else:
                    service = row["figure"].removeprefix("first_shortage_")
                    value = scenario["capacity"]["first_shortage"].get(service)
                self.assertEqual(row[name] == "", value is None, row)
                if value is not None:
                    self.assertTrue(math.isclose(float(row[name]), value, rel_tol=ROUNDING, abs_tol=ROUNDING), (row, value))
                    checked += 1
        self.assertGreater(checked, 150)

    def test_columns_of_several_results(self):
        later = self.folder / "later.json"
        shutil.copy(self.folder / "hole/result.json", later)
        done = kohort("compare", self.folder / "hole", later)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(list(rows(done.stdout)[0])[3:], [f"{name}:{scenario['id']}" for name in (self.folder / "hole", later)
                                                          for scenario in self.result("hole")["scenarios"]])

    def test_results_of_different_municipalities(self):
        """Whichever of them is the stranger is named, however many are of the first one's municipality."""
        hole, other = self.folder / "hole", self.folder / "sor-varanger/result.json"
        for given, numbers in (((hole, other), ("5605", "3310")), ((other, hole), ("3310", "5605")),
                               ((hole, hole, other), ("5605", "3310"))):
            done = kohort("compare", *given)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertEqual(done.stderr, f"kohort: {given[-1]}: /plan/region: results of different municipalities: "
                                          f"{numbers[0]}, and {numbers[1]} in {given[0]}\n")

    def test_difference(self):
        one = self.folder / "hole-reference"
        done = kohort("run", ROOT / "data/plans/hole/plan.json", "--scenario", "reference", "-o", one, "--format", "json")
        self.assertEqual(done.returncode, 0)
        shutil.copytree(one, self.folder / "twin", dirs_exist_ok=True)
        same = kohort("compare", one, self.folder / "twin", "--fail-if-different")
        self.assertEqual((same.returncode, same.stderr), (0, ""))
        self.assertEqual(kohort("compare", self.folder / "hole").returncode, 0)
        self.assertEqual(kohort("compare", self.folder / "hole", "--fail-if-different").returncode, 1)

    def test_difference_between_files(self):
        """Scenarios are held against those of their name, not against each other."""
        twin, fewer, other = (self.folder / f"difference-{i}.json" for i in range(3))
        result = self.result("hole")
        shutil.copy(self.folder / "hole/result.json", twin)
        fewer.write_text(json.dumps(result | {"scenarios": result["scenarios"][:-1]}), encoding="utf-8")
        changed = copy.deepcopy(result)
        changed["scenarios"][-1]["population"]["value"][0] += 1
        other.write_text(json.dumps(changed), encoding="utf-8")
        hole = self.folder / "hole"
        for files, code in (((hole, twin), 0), ((hole, twin, hole), 0), ((hole, fewer), 1), ((fewer, hole), 1), ((hole, other), 1),
                            ((hole, twin, other), 1)):
            self.assertEqual(kohort("compare", *files, "--fail-if-different").returncode, code, files)

    def test_bad_results(self):
        def put(name, text):
            path = self.folder / name
            path.write_text(text, encoding="utf-8")
            return path

        good = json.loads((self.folder / "hole/result.json").read_text(encoding="utf-8"))
        other = put("other.json", json.dumps(good | {"kohort": {"version": "9.9.9", "result": 99}}))
        for path, code in ((put("cut.json", '{"kohort": '), 3), (put("list.json", "[]"), 3), (put("none.json", "{}"), 3),
                           (put("number.json", '{"kohort": 7, "scenarios": 8}'), 3), (other, 3),
                           (self.folder / "missing.json", 5), (self.folder / "empty", 5)):
            done = kohort("compare", path)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (code, "", 1), done.stderr)
            self.assertIn(path.name, done.stderr)
        self.assertEqual(kohort("compare").returncode, 2)
        self.assertEqual(kohort("compare", *[self.folder / "hole"] * 17).returncode, 2)
        self.assertEqual(kohort("compare", *[self.folder / "hole"] * 16).returncode, 3)  # 80 columns

    def test_hostile_cubes(self):
        """Cubes that are not what they say are unknown, and nothing worse."""
        good = json.loads((self.folder / "hole-reference/result.json").read_text(encoding="utf-8")) if (
            self.folder / "hole-reference").exists() else self.result("hole")
        good["scenarios"] = good["scenarios"][:1]
        for change in (lambda cube: cube.update(value=[]), lambda cube: cube.update(value="x"),
                       lambda cube: cube.update(dimensions=[]), lambda cube: cube.update(dimensions=[1, 2]),
                       lambda cube: cube.pop("year"), lambda cube: cube.update(year=[]), lambda cube: cube.update(year={}),
                       lambda cube: cube.update(dimensions=["year"] * 40), lambda cube: cube.update(value=[None]),
                       lambda cube: cube.update(sex=[{}] * 2), lambda cube: cube.clear()):
            bad = json.loads(json.dumps(good))
            change(bad["scenarios"][0]["population"])
            path = self.folder / "hostile.json"
            path.write_text(json.dumps(bad), encoding="utf-8")
            done = kohort("compare", path)
            self.assertIn(done.returncode, (0, 3), done.stderr)
            if done.returncode == 0:
                values = {list(row.values())[-1] for row in rows(done.stdout) if row["figure"] == "population"}
                self.assertTrue(all(value == "" or math.isfinite(float(value)) for value in values))


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
