#!/usr/bin/env python3
"""Prevention and new tasks in a plan: users, hours, money, break-even.

    effects.py KOHORT
"""
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None


def figure(value):
    return {"value": value, "assumption": "a test"}


USERS = {"home_nursing": {"users": {"value": 71.3, "basis": "stock_31dec", "assumption": "a test"}, "hours_per_week": figure(4.7)}}
COST = {"services": {"home_nursing": {"unit_cost": figure(183000.7)}}}


class Effects(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, need, **plan):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2036, "services": USERS, "economy": COST, "need": need, **plan}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], capture_output=True, text=True, cwd=self.folder)

    def run_ok(self, need, warning=""):
        done = self.kohort(need)
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertEqual([w["code"] for w in result["warnings"] if w["code"].startswith("prevention")], [warning] if warning else [])
        return result["scenarios"][0]

    @staticmethod
    def of(cube, label="home_nursing", axis="service"):
        n, at = len(cube[axis]), cube[axis].index(label)
        return cube["value"][at::n]

    def near(self, one, other):
        self.assertAlmostEqual(one, other, delta=1e-11 * max(1, abs(other)))

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_prevention(self):
        """Little's law from year four on; savings at unit cost; the year that pays, by hand."""
        plain = self.run_ok({})
        team = {"label": {"nb": "Laget", "en": "The team"}, "service": "home_nursing", "participants": figure(13.7), "effect": figure(0.31),
                "lag_years": figure(0.6), "lasts_years": figure(2.9), "cost": figure(70000.3)}
        moved = self.run_ok({"prevention": {"team": team}})
        before, users = self.of(plain["demand"]["users"]), self.of(moved["demand"]["users"])
        avoided = [0.31 * 13.7 * max(0, min(2.9, t - 0.6)) for t in range(11)]
        for t in range(11):
            self.near(users[t], before[t] - avoided[t])
            self.near(moved["demand"]["users_avoided"]["value"][t], avoided[t])
        balance, paid = 0, None
        rows = self.table("T08b_prevention")
        unit = self.of(moved["economy"]["unit_cost"])
        for t, row in enumerate(rows):
            saving = (avoided[t] + avoided[t + 1]) / 2 * unit[t]
            balance += saving - 13.7 * 70000.3
            paid = 2026 + t if paid is None and balance >= 0 else paid
            self.near(float(row["cost_1000nok"]), 13.7 * 70.0003)
            self.near(float(row["saving_1000nok"]), saving / 1000)
            self.near(float(row["balance_1000nok"]), balance / 1000)
            self.assertEqual((row["label"], row["service"]), ("Laget", "home_nursing"))
        self.assertIsNotNone(paid)
        self.assertEqual({int(r["breakeven_year"]) for r in rows}, {paid})
        team["cost"] = figure(900000)
        self.run_ok({"prevention": {"team": team}})
        self.assertEqual({r["breakeven_year"] for r in self.table("T08b_prevention")}, {""})

    def test_tasks(self):
        """A ramp of users with hours of their own; staff follows."""
        plain = self.run_ok({})
        task = {"service": "home_nursing", "users": figure(5.3), "from_year": 2029, "ramp_years": figure(4), "hours_per_week": figure(17.9)}
        moved = self.run_ok({"new_tasks": {"drip": task}})
        ramp = [max(0, min(1, (t - 3) / 4)) for t in range(11)]
        before, users = self.of(plain["demand"]["users"]), self.of(moved["demand"]["users"])
        hours, old = self.of(moved["demand"]["hours"]), self.of(plain["demand"]["hours"])
        for t in range(11):
            self.near(users[t], before[t] + 5.3 * ramp[t])
            self.near(hours[t], old[t] + 5.3 * ramp[t] * 17.9 * 365.2425 / 7)
        self.near(float(self.table("T08c_new_tasks")[-1]["users"]), 5.3)

    def test_nothing(self):
        """No effect, no participants, a task that never comes: the base run to the last bit, but for their own cubes."""
        plain = self.run_ok({})
        team = {"service": "home_nursing", "participants": figure(13.7), "effect": figure(0), "lasts_years": figure(2)}
        for need in ({"prevention": {"team": team}}, {"prevention": {"team": {**team, "participants": figure(0), "effect": figure(0.3)}}},
                     {"new_tasks": {"drip": {"service": "home_nursing", "users": figure(5), "from_year": 2060}}},
                     {"new_tasks": {"drip": {"service": "home_nursing", "users": figure(0), "from_year": 2026}}}):
            moved = self.run_ok(need)
            for cube in plain["demand"]:
                self.assertEqual(moved["demand"][cube], plain["demand"][cube], cube)
            self.assertEqual(moved["workforce"], plain["workforce"])

    def test_no_fewer_than_nobody(self):
        team = {"service": "home_nursing", "participants": figure(300), "effect": figure(0.9), "lasts_years": figure(20)}
        moved = self.run_ok({"prevention": {"team": team}}, "prevention_beyond")
        self.assertGreaterEqual(min(self.of(moved["demand"]["users"])), 0)
        self.assertEqual(self.of(moved["demand"]["users"])[10], 0)

    def test_bad_input(self):
        team = {"service": "home_nursing", "participants": figure(3), "effect": figure(0.3), "lasts_years": figure(2)}
        for says, need in (("/need/prevention/team/effect", {"prevention": {"team": {**team, "effect": figure(1.2)}}}),
                           ("/need/prevention/team/lag_years", {"prevention": {"team": {**team, "lag_years": figure(-1)}}}),
                           ("home_nurse", {"prevention": {"team": {**team, "service": "home_nurse"}}}),
                           ("/need/prevention/team: 'institution' is the sum of its parts", {"prevention": {"team": {**team, "service": "institution"}}}),
                           ("'participants' is missing", {"prevention": {"team": {"service": "home_nursing"}}}),
                           ("'from_year' is missing", {"new_tasks": {"x": {"service": "home_nursing", "users": figure(3)}}})):
            with self.subTest(says):
                done = self.kohort(need)
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT = str(Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1])
