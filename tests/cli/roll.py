#!/usr/bin/env python3
"""A plan that is rolled forward: what moves, what stays, and that two steps of one year are one of two.

    roll.py KOHORT ROOT
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


def figure(value, **more):
    return {"value": value, "assumption": "a test"} | more


class Roll(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, **more):
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        plan |= {"base_year": 2024} | more
        plan["economy"]["action_plan_from"] = 2024
        (self.folder / "old").mkdir(exist_ok=True)
        for path in (ROOT / "data/plans/hole").glob("*.csv"):
            shutil.copy(path, self.folder / "old")
        (self.folder / "old/plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return plan

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)

    def roll(self, name, *options, of="old"):
        done = self.kohort("roll", self.folder / of / "plan.json", "-o", self.folder / name, *options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.said = done.stdout
        return json.loads((self.folder / name / "plan.json").read_text(encoding="utf-8"))

    def files(self, name):
        return {path.name: path.read_bytes() for path in (self.folder / name).iterdir()}

    def test_no_year_passes(self):
        plan = self.write()
        self.assertEqual(self.roll("new", "--to", "2024"), plan)
        self.assertEqual(set(self.files("new")) - {"plan.json"},
                         {path.name for path in (ROOT / "data/plans/hole").glob("*.csv")})

    def test_two_years_are_one_and_one(self):
        early = {"label": {"nb": "tidlig"}, "quantity": "population", "direction": "at_least", "goal": figure(7000)}
        patch = {"preparedness": {"pandemic": {"flu": {"year": 2024, "active": True}}}, "economy": {"action_plan_from": 2025},
                 "targets": {"early": {"goal": figure(7100)}, "late": {"year": 2025}}, "end_year": 2040}
        crises = {"pandemic": {"flu": {"year": 2025}, "later": {"year": 2031}}, "war": {"call": {"year": 2024}}}
        plan = self.write(preparedness=crises, targets={"early": early | {"year": 2024}, "late": early | {"year": 2037}},
                          scenarios=[{"id": "one", "changes": patch}])
        for period in ((), ("--with-period",)):
            at_once = self.roll(f"both{len(period)}", "--to", "2026", *period)
            if period:
                self.roll("first", *period)
                self.roll("second", *period, of="first")
                self.assertEqual(self.files(f"both{len(period)}"), self.files("second"))
            self.assertEqual((at_once["base_year"], at_once["economy"]["action_plan_from"]), (2026, 2026))
            moved = 2 * len(period)
            self.assertEqual((at_once["end_year"], at_once["plan_period"]), (2050 + moved, [2025 + moved, 2037 + moved]))
            self.assertEqual([at_once["preparedness"][kind][name]["year"] for kind, name in
                              (("pandemic", "flu"), ("pandemic", "later"), ("war", "call"))], [2026, 2031, 2026])
            self.assertEqual(list(at_once["targets"]), ["late"])
            changes = at_once["scenarios"][0]["changes"]
            self.assertEqual((changes["targets"], changes["economy"], changes["end_year"]),
                             ({}, {"action_plan_from": 2027}, 2040 + moved))
            self.assertEqual(changes["preparedness"]["pandemic"]["flu"], {"year": 2026, "active": True})
            self.assertEqual(at_once["services"], plan["services"])

    def action_plan(self, name):
        self.assertEqual(self.kohort("run", self.folder / name / "plan.json", "-o", self.folder / f"{name}_out").returncode, 0)
        with open(self.folder / f"{name}_out/tables/T17_action_plan.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["scenario"] == "reference"]
        years = sorted({row["year"] for row in rows})
        return years, {(row["year"], row["measure"]): {key: row[key] for key in row if key != "counts_for"} for row in rows}

    def test_the_action_plan_drops_a_year_and_takes_one_in(self):
        self.write(scenarios=[])
        years, rows = self.action_plan("old")
        self.roll("new")
        later, rolled = self.action_plan("new")
        self.assertEqual(years, ["2024", "2025", "2026", "2027"])
        self.assertEqual(later, ["2025", "2026", "2027", "2028"])
        both = [key for key in rows if key[0] in later]
        self.assertGreater(len(both), 6)
        for key in both:
            self.assertEqual(rows[key], rolled[key])

    def test_figures(self):
        self.write(scenarios=[])
        patch = {"services": {"long_stay": {"users": {"path": {"2025": 31}, "source": "a test", "basis": "stock_31dec"}}},
                 "workforce": {"professions": {"nurse": {"fte": {"path": {"2025": 27}, "source": "a test"}}}}}
        (self.folder / "figures.json").write_text(json.dumps(patch), encoding="utf-8")
        new = self.roll("new", "--to", "2026", "--figures", self.folder / "figures.json")
        self.assertEqual(new["services"]["long_stay"]["users"]["path"], {"2025": 31})
        self.assertEqual(self.kohort("run", self.folder / "new/plan.json", "-o", self.folder / "out").returncode, 0)
        with open(self.folder / "out/tables/T08_users_by_service.csv", encoding="utf-8", newline="") as file:
            row = next(row for row in csv.DictReader(file) if (row["year"], row["service"]) == ("2026", "long_stay"))
        self.assertAlmostEqual(float(row["users"] if "users" in row else row["all"]), 31, delta=1e-9)

    def test_what_people_must_judge(self):
        lever = {"coverage_factor": {"path": {"2024": 1, "2030": 0.85}, "assumption": "a test"}}
        self.write(scenarios=[{"id": "less", "changes": {"services": {"long_stay": lever}}}])
        self.roll("new", "--to", "2026")
        self.assertIn("coverage_factor of long_stay is 0.95 in 2026 in scenario less", self.said)
        self.assertIn("not yet figures of the last year: other_health (2024)\n", self.said)
        self.roll("again", "--to", "2024")
        self.assertNotIn("to be judged", self.said)
        self.assertNotIn("not yet", self.said)

    def test_bad_input(self):
        self.write()
        plan = self.folder / "old/plan.json"

        def told(code, *parts, options=()):
            done = self.kohort("roll", plan, *options)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (code, "", 1), done.stderr)
            for part in parts:
                self.assertIn(part, done.stderr)
            self.assertFalse((self.folder / "new").exists())

        new = ("-o", self.folder / "new")
        told(2, "-o DIR")
        told(2, "expected the base year 2024 or a later one", options=("--to", "2023", *new))
        told(3, "plan.json: /base_year: no registered population at 1 January 2027", options=("--to", "2027", *new))
        told(5, "nowhere.json", options=("--figures", self.folder / "nowhere.json", *new))
        patch = self.folder / "figures.json"
        for text, place in (('{"services": 3', "figures.json:1:15"), ("[1]", "figures.json:1:1"),
                            ('{"servises": {}}', "/servises"),
                            ('{"services": {"long_stay": {"users": {"value": 3}}}}', "/services/long_stay/users")):
            patch.write_text(text, encoding="utf-8")
            told(3, place, options=("--figures", patch, *new))
        (self.folder / "full").mkdir()
        (self.folder / "full/mine.txt").write_text("mine", encoding="utf-8")
        told(2, "full", options=("-o", self.folder / "full"))
        self.assertEqual((self.folder / "full/mine.txt").read_text(encoding="utf-8"), "mine")


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
