#!/usr/bin/env python3
"""Two vintages of a plan: what has changed, how the old projection has done, and what has made the difference.

    revision.py KOHORT ROOT
"""
import csv
import io
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
SAME = 1e-9  # relative


def figure(value):
    return {"value": value, "assumption": "a test"}


# A change in each group, by its section.
CHANGES = {"population": {"base_year": 2025}, "births_deaths": {"fertility": {"level": figure(1.17)}},
           "migration": {"migration": {"method": "residual", "extra": figure(13.5)}},
           "need": {"services": {"long_stay": {"age_shift_years": figure(0.7)}}},
           "practice": {"services": {"short_stay": {"coverage_factor": figure(0.83)}}},
           "capacity": {"capacity": {"target_occupancy": figure(0.91)}},
           "staff": {"workforce": {"professions": {"nurse": {"fte": figure(27)}}}},
           "other": {"economy": {"other_cost_ratio": figure(0.3)}}}


def merge(target, patch):
    for key, value in patch.items():
        if isinstance(value, dict) and "value" not in value and isinstance(target.get(key), dict):
            merge(target[key], value)
        else:
            target[key] = value
    return target


class Revision(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for path in (ROOT / "data/plans/hole").glob("*.csv"):
            shutil.copy(path, self.folder)

    def write(self, name, *patches, **more):
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        plan.pop("preparedness", None)
        plan |= {"end_year": 2040, "scenarios": []}
        for patch in (*patches, more):
            merge(plan, json.loads(json.dumps(patch)))
        path = self.folder / name
        path.write_text(json.dumps(plan), encoding="utf-8")
        return path

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)

    def compare(self, *arguments, code=0):
        done = self.kohort("compare", *arguments)
        self.assertEqual((done.returncode, done.stderr), (code, ""))
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def result(self, path):
        done = self.kohort("run", path, "-o", self.folder / "out", "--format", "json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]

    def test_a_plan_and_itself(self):
        plan = self.write("a.json")
        self.assertEqual(self.compare(plan, plan, "--fail-if-different"), [])
        shutil.copy(plan, self.folder / "b.json")
        self.assertEqual(self.compare(plan, self.folder / "b.json", "--fail-if-different"), [])
        for name in ("one", "two"):
            self.assertEqual(self.kohort("run", plan, "-o", self.folder / name, "--format", "json").returncode, 0)
        self.assertEqual(self.compare(self.folder / "one", self.folder / "two", "--revision", "--fail-if-different"), [])

    def test_inputs(self):
        old = self.write("old.json", capacity={"target_occupancy": figure(0.9)}, note="before")
        new = self.write("new.json", migration={"method": "residual", "extra": figure(11)}, note="after")
        rows = {row["item"]: row for row in self.compare(old, new, "--fail-if-different", code=1) if row["part"] == "inputs"}
        shipped = json.loads(new.read_text(encoding="utf-8"))["capacity"]["target_occupancy"]
        parts = [key for key in shipped if key != "range"] + [f"range/{key}" for key in shipped.get("range", {})]
        self.assertIn("value", parts)
        self.assertEqual(set(rows), {f"/capacity/target_occupancy/{part}" for part in parts} |
                         {"/migration/extra/value", "/migration/extra/assumption", "/note"})
        row = rows["/capacity/target_occupancy/value"]
        self.assertEqual((row["old"], row["new"], round(float(row["change"]), 12)), ("0.9", "0.95", 0.05))
        self.assertEqual((rows["/migration/extra/value"]["old"], rows["/migration/extra/value"]["note"]), ("", "added"))
        self.assertEqual(rows["/note"]["note"], "'before' -> 'after'")

    def test_files(self):
        old, other = self.write("old.json"), self.folder / "later"
        other.mkdir()
        for path in self.folder.glob("*.csv"):
            shutil.copy(path, other)
        text = (self.folder / "buildings.csv").read_text(encoding="utf-8")
        (other / "buildings.csv").write_text(text.replace("long_stay,29", "long_stay,40"), encoding="utf-8")
        shutil.copy(old, other / "old.json")
        rows = self.compare(old, other / "old.json")
        self.assertEqual([row["item"] for row in rows if row["part"] == "inputs"], ["buildings.csv"])
        parts = [row for row in rows if row["part"] == "attribution" and row["item"] == "gap_institution"]
        self.assertEqual([(row["note"], round(float(row["change"]), 9)) for row in parts], [("by: capacity", -11), ("all", -11)])

    def test_forecast_error(self):
        old, new = self.write("old.json", base_year=2022), self.write("new.json")
        rows = [row for row in self.compare(old, new) if row["part"] == "forecast_error"]
        population = self.result(old)["population"]
        with open(ROOT / "data/population/3310.csv", encoding="utf-8", newline="") as file:
            register = [row for row in csv.DictReader(file)]
        self.assertEqual({row["year"] for row in rows}, {"2023", "2024", "2025", "2026"})
        for year in range(2023, 2027):
            t = population["year"].index(year)
            cells = population["value"][t * 212:(t + 1) * 212]
            told, came = sum(cells), sum(float(row["value"]) for row in register if row["year"] == str(year))
            row = next(r for r in rows if r["item"] == "all" and r["year"] == str(year))
            self.assertAlmostEqual(float(row["old"]), told, delta=SAME * told)
            self.assertEqual(float(row["new"]), came)
            bands = [r for r in rows if "-" in r["item"] + r["item"].replace("+", "-") and r["unit"] == "persons"
                     and r["item"] != "all" and r["year"] == str(year)]
            self.assertAlmostEqual(sum(float(r["old"]) for r in bands), told, delta=SAME * told)
            error = 100 * sum(abs(float(r["change"])) / float(r["new"]) for r in bands) / len(bands)
            said = next(r for r in rows if r["item"] == "mean_absolute_error_of_bands" and r["year"] == str(year))
            self.assertAlmostEqual(float(said["change"]), error, delta=1e-9)
            bias = next(r for r in rows if r["item"] == "bias_of_projection" and r["year"] == str(year))
            self.assertAlmostEqual(float(bias["change"]), 100 * (told - came) / came, delta=1e-9)

    def places(self, *patches):
        cube = self.result(self.write("mixed.json", *patches))["capacity"]["need"]
        return cube["value"][cube["year"].index(2037) * len(cube["type"]) + cube["type"].index("institution")]

    def test_shares_are_means_over_orders(self):
        """Three groups: all six orders, by running the mixed plans."""
        groups = ("migration", "practice", "capacity")
        old, new = self.write("old.json"), self.write("new.json", *(CHANGES[group] for group in groups))
        rows = [row for row in self.compare(old, new) if row["part"] == "attribution" and
                row["item"] == "places_needed_institution"]
        self.assertEqual([row["note"] for row in rows], [f"by: {group}" for group in groups] + ["all"])
        shares = {row["note"]: float(row["change"]) for row in rows}
        value = {subset: self.places(*(CHANGES[group] for group in groups if group in subset))
                 for n in range(4) for subset in itertools.combinations(groups, n)}
        for group in groups:
            brought = []
            for order in itertools.permutations(groups):
                before = tuple(g for g in groups if g in order[:order.index(group)])
                after = tuple(g for g in groups if g in before or g == group)
                brought.append(value[after] - value[before])
            self.assertAlmostEqual(shares[f"by: {group}"], sum(brought) / 6, delta=1e-8)
        self.assertAlmostEqual(shares["all"], value[groups] - value[()], delta=1e-8)

    def test_all_groups(self):
        old, new = self.write("old.json", *CHANGES.values()), self.write("new.json")
        rows = [row for row in self.compare(old, new) if row["part"] == "attribution"]
        items = {row["item"] for row in rows}
        self.assertGreater(len(items), 10)
        for item in items:
            parts = {row["note"]: float(row["change"]) for row in rows if row["item"] == item}
            whole = parts.pop("all")
            self.assertEqual(set(parts), {f"by: {group}" for group in CHANGES}, item)
            self.assertAlmostEqual(sum(parts.values()), whole, delta=1e-9 * max(1, max(map(abs, parts.values()))))
        by = {(row["item"], row["note"]): float(row["change"]) for row in rows}
        for item, group in (("population", "practice"), ("population", "capacity"), ("users_long_stay", "practice"),
                            ("users_long_stay", "capacity"), ("places_needed_institution", "staff")):
            self.assertEqual(by[item, f"by: {group}"], 0, (item, group))
        for item, group in (("population", "migration"), ("users_long_stay", "need"), ("fte", "staff"),
                            ("places_needed_institution", "capacity"), ("gross_running_cost", "other")):
            self.assertNotEqual(by[item, f"by: {group}"], 0, (item, group))

    def test_base_period(self):
        """Other years behind migration are a change of migration, and of nothing else."""
        old = self.write("old.json", migration={"method": "residual"})
        new = self.write("new.json", migration={"method": "residual", "years": [2018, 2026]})
        rows = [row for row in self.compare(old, new) if row["part"] == "attribution" and row["item"] == "population"]
        self.assertEqual([row["note"] for row in rows], ["by: migration", "all"])
        self.assertNotEqual(float(rows[1]["change"]), 0)
        self.assertAlmostEqual(float(rows[0]["change"]), float(rows[1]["change"]), delta=1e-9)

    def test_other_services(self):
        """Vintages whose services differ cannot be mixed: the change of a figure is told as one."""
        own = {"own_talks": {"label": {"nb": "Samtaler"}, "area": "psykiatri_nav", "kind": "users", "basis": "stock_31dec",
                             "ages": {"all": {"age_from": 0, "both": figure(0.01) | {"unit": "users per inhabitant"}}}}}
        bare = self.folder / "bare.json"
        bare.write_text(json.dumps({"kohort": 1, "region": "3310", "end_year": 2040}), encoding="utf-8")
        more = self.folder / "more.json"
        more.write_text(json.dumps({"kohort": 1, "region": "3310", "end_year": 2040, "health": {}, "need": {"own_services": own}}),
                        encoding="utf-8")
        full = self.write("full.json", migration={"method": "residual", "extra": figure(11)})
        for old, new in ((bare, more), (more, bare), (full, bare), (bare, full)):
            rows = [row for row in self.compare(old, new) if row["part"] == "attribution" and row["change"] != ""]
            for item in {row["item"] for row in rows}:
                parts = {row["note"]: float(row["change"]) for row in rows if row["item"] == item}
                self.assertEqual(set(parts), {"by: all changes together, as the services differ", "all"})
                self.assertEqual(len(set(parts.values())), 1, item)
            self.assertEqual(any(row["item"] == "population" for row in rows), full in (old, new))

    def test_scenarios(self):
        one = {"id": "one", "changes": {"services": {"long_stay": {"coverage_factor": figure(0.9)}}}}
        old, new = self.write("old.json", scenarios=[one]), self.write("new.json", scenarios=[one | {"id": "two"}])
        rows = [row for row in self.compare(old, new) if row["part"] == "results"]
        self.assertEqual([(row["scenario"], row["item"], row["note"]) for row in rows],
                         [("one", "scenario", "removed"), ("two", "scenario", "added")])

    def test_refused(self):
        hole, other = self.write("hole.json"), ROOT / "data/plans/sor-varanger/plan.json"
        done = self.kohort("compare", hole, other)
        self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (3, "", 1))
        self.assertIn("sor-varanger/plan.json: /region: vintages of different municipalities: 5605, and 3310", done.stderr)
        self.assertEqual(self.kohort("run", hole, "-o", self.folder / "r", "--format", "json").returncode, 0)
        self.assertEqual(self.kohort("run", other, "-o", self.folder / "s", "--format", "json").returncode, 0)
        done = self.kohort("compare", self.folder / "r", self.folder / "s", "--revision")
        self.assertEqual(done.returncode, 3)
        self.assertIn("different municipalities", done.stderr)
        self.assertEqual(self.kohort("compare", hole, self.folder / "r", "--revision").returncode, 2)
        self.assertEqual(self.kohort("compare", hole, "--revision").returncode, 2)
        bad = self.write("bad.json", migration={"extra": {"value": 1}})
        done = self.kohort("compare", hole, bad)
        self.assertEqual(done.returncode, 3)
        self.assertIn("bad.json: /migration/extra: ", done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
