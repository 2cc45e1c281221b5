#!/usr/bin/env python3
"""Users by level of need: shares of the country or of the plan, drift, hours.

    need_levels.py KOHORT ROOT
"""
import copy
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
LEVELS = ["some_limited", "medium_large", "extensive", "unspecified"]


def figure(value):
    return {"value": value, "assumption": "a test"}


def row(*values):
    return {level: figure(value) for level, value in zip(LEVELS, values)}


class Levels(unittest.TestCase):
    SHARES, HOURS = row(0.37, 0.33, 0.21, 0.09), row(2.1, 6.7, 31.3, 3.9)
    DRIFT = {"some_limited": row(0.91, 0.07, 0.02), "extensive": row(0, 0.013, 0.987)}

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, levels, *arguments, **more):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2031, "need": {"levels": levels}, **more}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *arguments], capture_output=True, text=True, cwd=self.folder)

    def demand(self, levels, *arguments, **more):
        done = self.kohort(levels, *arguments, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]["demand"]

    @staticmethod
    def of(cube, service, n=1):
        size, at = len(cube["service"]) * n, cube["service"].index(service) * n
        return [cube["value"][t * size + at:t * size + at + n] for t in range(len(cube["year"]))]

    def test_shares_of_the_country(self):
        demand = self.demand({"long_stay": {}, "home_nursing": {}})
        with open(ROOT / "data/services/need_levels.csv", encoding="utf-8", newline="") as file:
            users = {(r["service"], r["need_level"]): float(r["users"]) for r in csv.DictReader(file)}
        for service in ("long_stay", "home_nursing"):
            sum_ = sum(users[service, level] for level in LEVELS)
            for by_level, all_ in zip(self.of(demand["users_by_level"], service, 4), self.of(demand["users"], service)):
                self.assertAlmostEqual(sum(by_level), all_[0], delta=1e-12 * all_[0])
                for level, mine in zip(LEVELS, by_level):
                    self.assertAlmostEqual(mine, all_[0] * users[service, level] / sum_, delta=1e-12 * all_[0])
        self.assertEqual(set(demand["hours_by_level"]["value"]), {None})
        with (self.folder / "out/tables/T09_users_by_level.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([float(r["users"]) for r in rows], demand["users_by_level"]["value"])
        self.assertAlmostEqual(sum(float(r["share_percent"]) for r in rows[:4]), 100, delta=1e-9)

    def test_drift(self):
        """The chain by hand; no user is lost, and hours per user follow the mean of the levels."""
        plain = self.demand({"home_nursing": {"shares": self.SHARES, "hours": self.HOURS}})
        demand = self.demand({"home_nursing": {"shares": self.SHARES, "hours": self.HOURS, "drift": self.DRIFT}})
        share, hours = [0.37, 0.33, 0.21, 0.09], [2.1, 6.7, 31.3, 3.9]
        base = sum(a * b for a, b in zip(share, hours))
        for t, by_level in enumerate(self.of(demand["users_by_level"], "home_nursing", 4)):
            users = self.of(demand["users"], "home_nursing")[t][0]
            for mine, by_hand, told, week in zip(by_level, share, hours, self.of(demand["hours_by_level"], "home_nursing", 4)[t]):
                self.assertAlmostEqual(mine, users * by_hand, delta=1e-12 * users)
                self.assertAlmostEqual(week, mine * told, delta=1e-12 * users * told)
            factor = sum(a * b for a, b in zip(share, hours)) / base
            now, before = self.of(demand["hours"], "home_nursing")[t][0], self.of(plain["hours"], "home_nursing")[t][0]
            self.assertAlmostEqual(now / before, factor, delta=1e-12)
            a, b, c, d = share
            share = [0.91 * a, 0.07 * a + b + 0.013 * c, 0.02 * a + 0.987 * c, d]
        self.assertGreater(factor, 1.005)
        self.assertEqual(plain["users"], demand["users"])

    def test_nobody_drifts(self):
        """The identity leaves every bit, in hours and FTE as well; so do levels without any drift."""
        still = {level: {level: figure(1)} for level in LEVELS}
        plain = self.demand({})
        for levels in ({"hours": self.HOURS, "drift": still}, {"hours": self.HOURS}, {}, {"drift": self.DRIFT}):
            demand = self.demand({"home_nursing": levels})
            for cube in plain:
                self.assertEqual(demand[cube], plain[cube], cube)

    def test_ranges(self):
        """Chances and hours with a range are drawn; users are lost in no draw, and levels that stay take what others leave."""
        drift = copy.deepcopy(self.DRIFT)
        drift["some_limited"]["medium_large"]["range"] = {"low": 0.03, "high": 0.11, "assumption": "a test"}
        hours = copy.deepcopy(self.HOURS)
        hours["extensive"]["range"] = {"low": 20, "high": 40, "assumption": "a test"}
        def spread(levels, cube, at):
            demand = self.demand({"home_nursing": {"shares": self.SHARES, **levels}}, "--draws", "40", uncertainty={"population": "none", "users": "none"})
            size = len(demand[cube]["value"])
            for users, by_level in zip(self.of(demand["users"], "home_nursing"), self.of(demand["users_by_level"], "home_nursing", 4)):
                self.assertAlmostEqual(sum(by_level), users[0], delta=1e-9 * users[0])
            return [demand[cube]["quantiles"]["value"][q * size + at] for q in (1, 5)]
        last = -3  # medium to large, in the last year
        self.assertEqual(*spread({"drift": self.DRIFT}, "users_by_level", last))
        low, high = spread({"drift": drift}, "users_by_level", last)
        self.assertLess(low * 1.001, high)
        low, high = spread({"drift": self.DRIFT, "hours": hours}, "hours_by_level", -2)
        self.assertLess(low * 1.2, high)
        ranged = copy.deepcopy(self.SHARES)
        ranged["extensive"]["range"] = {"low": 0.1, "high": 0.3, "assumption": "a test"}
        done = self.kohort({"home_nursing": {"shares": ranged}})
        self.assertEqual(done.returncode, 3)
        self.assertIn("/need/levels/home_nursing/shares: a range of 'extensive' could not let the shares sum to 1", done.stderr)

    def test_bad_input(self):
        for says, levels in (("/need/levels/long_stay/drift/extensive: sums to 0.99, expected 1", {"drift": {"extensive": row(0, 0, 0.99)}}),
                             ("/need/levels/long_stay/shares: sums to 1.01, expected 1", {"shares": row(0.5, 0.5, 0.01)}),
                             ("/need/levels/long_stay/drift/extensive/some_limited", {"drift": {"extensive": row(-0.1, 0.1, 1)}}),
                             ("/need/levels/long_stay/hours: with drift, every level needs hours: 'unspecified' has none",
                              {"hours": row(1, 2, 3), "drift": self.DRIFT}),
                             ("/need/levels/long_stay/hours/extensive", {"hours": row(0, 0, 169)})):
            with self.subTest(says):
                done = self.kohort({"long_stay": levels})
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)
        done = self.kohort({"safety_alarm": {}})
        self.assertIn("/need/levels/safety_alarm: needs 'shares': the country's are not known", done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
