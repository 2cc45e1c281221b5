#!/usr/bin/env python3
"""An attacker against everything that a published folder holds: tables, cubes, datasets, figures, page and workbook.

He knows the program, the population and the plan but for its small counts of persons: how each number that is written moves
with each of them he finds by running plans of his own. Linear programming puts all the numbers together with the sums that he
knows, and no count may be told from 1 or from the limit. What other plans he cannot tell this one from, he is then shown:
every byte of their folders is the same.

    attack.py KOHORT ROOT
"""
import csv
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from publish import LEAST, bounds, independent

KOHORT, ROOT = None, None
STEP = 1 / 64         # of a count: small enough to hide and show the same
STILL = 1e-7          # a number that moves less than this by a whole person does not move
FORMATS = "json,csv,csv-no,jsonstat,html,md,xlsx"
ZONES = ("nord", "sor", "vest", "oy")
BANDS = ((0, 66), (67, 79), (80, 89), (90, ""))

# Utsira in four parts. Counts by the files they stand in; the parts of a row are told apart by zone, band, question or year.
SECRETS = {
    **{("zones", f"{zone},{low},{high}"): n for (low, high), ns in zip(BANDS, ((61, 48, 39, 20), (14, 11, 9, 2), (9, 7, 4, 1), (2, 0, 0, 0)))
       for zone, n in zip(ZONES, ns)},
    **{("users", f"{zone},home_services,67"): n for zone, n in zip(ZONES, (8, 6, 3, 1))},
    **{("users", f"{zone},safety_alarm,67"): n for zone, n in zip(ZONES, (3, 0, 0, 0))},
    **{("cases", f"municipality,{ages}"): n for ages, n in (("2022,0,", 9), ("2023,0,", 2), ("2024,0,66", 3), ("2024,67,", 7))},
    **{("strata", f"{year},{rank}"): n for year, ns in ((2022, (3, 1, 5)), (2023, (6, 8, 11)), (2024, (12, 7, 4)))
       for rank, n in enumerate(ns, 1)},
    ("housing", "refugees"): 3, ("housing", "mental_health"): 7, ("housing", "young"): 2,
    ("plan", "/services/long_stay/users"): 3, ("plan", "/services/institution/users"): 11, ("plan", "/services/short_stay/users"): 6,
    ("plan", "/services/home_services/users"): 18, ("plan", "/services/safety_alarm/users"): 11,
    ("plan", "/workforce/professions/nurse/fte"): 4,
}
PERSONS = {"0,": 171, "0,66": 125, "67,": 46}  # of an indicator's year
GROUPS = (41, 73, 57)                          # of its social groups, from the worst off
# Sums that are public: a zone's register is the municipality's in each band, its users those of the service.
SUMS = ([[("zones", f"{zone},{low},{high}") for zone in ZONES] for low, high in BANDS]
        + [[("users", f"{zone},home_services,67") for zone in ZONES]])
AGES_ADD = [([("users", f"{zone},home_services,67") for zone in ZONES], ("plan", "/services/home_services/users")),
            ([("strata", f"2022,{rank}") for rank in (1, 2, 3)], ("cases", "municipality,2022,0,"))]


# Another plan that no reader can tell from this one.
ELSE = {**{("zones", f"{zone},{ages}"): n for zone, ages, n in (
            ("vest", "67,79", 8), ("oy", "67,79", 3), ("vest", "80,89", 3), ("oy", "80,89", 2), ("nord", "90,", 0), ("sor", "90,", 1),
            ("vest", "90,", 1))},
        ("users", "vest,home_services,67"): 2, ("users", "oy,home_services,67"): 2,
        **{("users", f"{zone},safety_alarm,67"): n for zone, n in zip(ZONES, (0, 1, 0, 1))},
        ("cases", "municipality,2023,0,"): 4, ("cases", "municipality,2024,0,66"): 1,
        ("strata", "2022,1"): 4, ("strata", "2022,2"): 0, ("strata", "2024,1"): 15, ("strata", "2024,2"): 2, ("strata", "2024,3"): 6,
        ("housing", "refugees"): 1, ("housing", "young"): 4,
        ("plan", "/services/long_stay/users"): 2, ("plan", "/services/institution/users"): 12,
        ("plan", "/workforce/professions/nurse/fte"): 2}


def is_small(value):
    return 0 < value < LEAST


def numbers_of(folder):
    """Every number of the tables, cubes and datasets by its place; those of page, workbook and figures are these, rounded
    (cli/chapter), and are compared byte by byte."""
    found = {}

    def walk(tree, path):
        if isinstance(tree, dict):
            for key, value in tree.items():
                walk(value, path + (key,))
        elif isinstance(tree, list):
            for i, value in enumerate(tree):
                walk(value, path + (i,))
        elif isinstance(tree, (int, float)) and not isinstance(tree, bool):
            found[path] = float(tree)

    for file in folder.rglob("*"):
        name = str(file.relative_to(folder))
        if file.suffix == ".json" and not name.startswith("figures"):
            walk(json.loads(file.read_text(encoding="utf-8")), (name,))
        elif name.startswith("tables/"):
            with open(file, encoding="utf-8", newline="") as opened:
                for i, row in enumerate(csv.reader(opened)):
                    for j, cell in enumerate(row):
                        if re.fullmatch(r"-?\d+(\.\d+)?(e[-+]?\d+)?", cell):
                            found[name, i, j] = float(cell)
    return found


class Attack(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.count = itertools.count()

    def publish(self, secrets, policy="ssb_plo", formats=FORMATS):
        """The folder that is published of a plan with these counts."""
        folder = self.folder / f"plan{next(self.count)}"
        folder.mkdir()
        lines = {kind: [(key, value) for (k, key), value in secrets.items() if k == kind] for kind in ("zones", "users", "cases", "strata")}
        made = {
            "zones.csv": ["zone,sex,age_from,age_to,persons",
                          *(f"{key.split(',')[0]},both,{key.split(',', 1)[1]},{value:.17g}" for key, value in lines["zones"])],
            "users.csv": ["zone,service,age_from,users", *(f"{key},{value:.17g}" for key, value in lines["users"])],
            "strata.csv": ["year,rank,group,persons,cases",
                           *(f"{key},group {key[-1]},{GROUPS[int(key[-1]) - 1]},{value:.17g}" for key, value in lines["strata"])],
            "cases.csv": ["area,year,age_from,age_to,cases,persons",
                          *(f"{key},{value:.17g},{PERSONS[key.split(',', 2)[2]]}" for key, value in lines["cases"]),
                          *(f"country,{year},{band},{1000 * n},{20000 * n}" for year, band, n in (
                              (2022, "0,", 12), (2023, "0,", 12), (2024, "0,66", 9), (2024, "67,", 3)))]}
        for name, rows in made.items():
            (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        plan = {"kohort": 1, "region": "1151", "base_year": 2026, "end_year": 2029, "report": {"disclosure": policy},
                "area": {"population": {"file": "zones.csv", "source": "own register"},
                         "users": {"file": "users.csv", "source": "own register"}},
                "health": {"indicators": {"mental": {
                    "label": {"nb": "Psykiske symptomer"}, "figures": {"file": "cases.csv", "source": "own register"},
                    "strata": {"file": "strata.csv", "source": "own register"},
                    "target": {"year": 2024, "direction": "at_most", "goal": {"value": 0.05, "assumption": "a case"}}}}},
                "housing": {"municipal": {}}, "services": {}, "workforce": {"professions": {}},
                "scenarios": [{"id": "fewer", "changes": {"services": {"long_stay": {
                    "coverage_factor": {"value": 0.8, "assumption": "a case"}}, "home_services": {
                    "coverage_factor": {"value": 0.9, "assumption": "a case"}}}}}]}
        for (kind, key), value in secrets.items():
            if kind == "housing":
                plan["housing"]["municipal"][key] = {
                    "label": {"nb": key}, "need": {"value": value, "unit": "households", "source": "own register"},
                    "dwellings": {"value": 5, "unit": "dwellings", "source": "own register"}}
            elif kind == "plan":
                at, parts = plan, key.strip("/").split("/")
                for part in parts[:-1]:
                    at = at.setdefault(part, {})
                at[parts[-1]] = {"path": {"2025": value}, "source": "own register"}
                if parts[-1] == "users":
                    at[parts[-1]]["basis"] = "stock_31dec"
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([KOHORT, "run", "plan.json", "-o", "out", "--format", formats, "--publish"], cwd=folder,
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return folder / "out"

    def equations(self, policy):
        """Rows a x = b of all published numbers in the secrets x, at the figures that they are."""
        names = list(SECRETS)
        here = numbers_of(self.publish(SECRETS, policy, "json,csv"))
        columns = [numbers_of(self.publish({**SECRETS, name: SECRETS[name] + STEP}, policy, "json,csv")) for name in names]
        rows = []
        for place, value in here.items():
            a = [(column.get(place, float("nan")) - value) / STEP for column in columns]
            self.assertEqual(a, [s for s in a if s == s], place)  # a small step hides and shows the same
            if any(abs(s) > STILL * max(1, abs(value)) for s in a):
                scale = max(map(abs, a))
                rows.append([s / scale if abs(s) > STILL * max(1, abs(value)) else 0.0 for s in a])
        for terms in SUMS:
            rows.append([float(name in terms) for name in names])
        for terms, whole in AGES_ADD:
            rows.append([float(name in terms) - float(name == whole) for name in names])
        truth = list(SECRETS.values())
        different = {tuple(round(v, 6) for v in row): row for row in rows}.values()
        return independent([(row, sum(s * x for s, x in zip(row, truth))) for row in different], len(names))

    def test_no_count_is_found(self):
        rows = self.equations("ssb_plo")
        for i, name in enumerate(SECRETS):
            if is_small(SECRETS[name]):
                low, high = bounds(rows, len(SECRETS), i)
                with self.subTest(name):
                    most = min([LEAST, *(sum(SECRETS[n] for n in terms) for terms in SUMS if name in terms)])
                    self.assertTrue(low <= 1 + 1e-6 and high >= most - 1e-6, f"{name}: between {low} and {high}")

    def test_another_plan_is_the_same(self):
        """... which the page, the figures and the workbook do not tell either."""
        here, there = ({str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}
                       for out in (self.publish(SECRETS), self.publish({**SECRETS, **ELSE})))
        self.assertEqual(set(here), set(there))
        for name, content in here.items():
            self.assertEqual(content, there[name], name)

    def test_the_attack_works(self):
        """Where nothing is withheld the same attack finds every count: it reads what is written of each of them."""
        rows = self.equations("none")
        for i, name in enumerate(SECRETS):
            with self.subTest(name):
                low, high = bounds(rows, len(SECRETS), i)
                self.assertAlmostEqual(low, SECRETS[name], delta=1e-3)
                self.assertAlmostEqual(high, SECRETS[name], delta=1e-3)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
