#!/usr/bin/env python3
"""Coverage: paths to a target, a norm and the mean of peers, users by age band, and the country beside them.

    coverage.py KOHORT ROOT
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
FIRST = ["0-17", "18-49", "50-66", "67-79", "80-89", "90+"]


def figure(value, **more):
    return {"value": value, "assumption": "a test", **more}


def path(**years):
    return {"path": {year[1:]: value for year, value in years.items()}, "assumption": "a test"}


STAY = {"users": figure(23.7, basis="stock_31dec")}
HOME = {"users": figure(211.3, basis="stock_31dec")}


class Coverage(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, services, need=None, **plan):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2036, "services": services,
                **({"need": need} if need else {}), **plan}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], capture_output=True, text=True, cwd=self.folder)

    def run_ok(self, *arguments, **more):
        done = self.kohort(*arguments, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @staticmethod
    def of(cube, label, axis="service"):
        n, at = len(cube[axis]), cube[axis].index(label)
        return cube["value"][at::n]

    @staticmethod
    def persons(scenario, lowest, highest=200):
        cube = scenario["population"]
        n, out = len(cube["age"]), []
        for t in range(len(cube["year"])):
            row = cube["value"][2 * n * t:2 * n * (t + 1)]
            out.append(sum(v for i, v in enumerate(row) if lowest <= cube["age"][i % n] <= highest))
        return out

    def near(self, one, other):
        self.assertAlmostEqual(one, other, delta=1e-11 * max(1, abs(other)))

    def test_target(self):
        """A straight line in users from constant coverage to the target; the path of the target goes on after it."""
        plain = self.run_ok({"long_stay": STAY})
        target = {"path": "target", "target": path(_2030=6.31, _2034=7.77), "share": figure(0.83)}
        moved = self.run_ok({"long_stay": {**STAY, "coverage": target}})
        constant, users = (self.of(s["demand"]["users"], "long_stay") for s in (plain, moved))
        goal = [6.31 + max(0, min(4, t - 4)) * (7.77 - 6.31) / 4 for t in range(11)]
        for t, old in enumerate(self.persons(plain, 80)):
            self.near(users[t], constant[t] + 0.83 * min(t / 4, 1) * (goal[t] / 100 * old - constant[t]))
        self.assertEqual(users[0], constant[0])
        by_age, n = moved["demand"]["users_by_age"], len(FIRST)
        at = by_age["service"].index("long_stay")
        for t in range(11):
            row = by_age["value"][(t * len(by_age["service"]) + at) * n:][:n]
            self.near(sum(row), users[t])

    def test_norm(self):
        """Places needed are the norm, whatever the occupancy aimed at; other ages than 80 and over on request."""
        norm = {"path": "norm", "norm": figure(11.3), "reached": 2028, "age_from": 75, "age_to": 94}
        moved = self.run_ok({"long_stay": {**STAY, "coverage": norm, "target_occupancy": figure(0.87)}})
        need, old = self.of(moved["capacity"]["need"], "long_stay", "type"), self.persons(moved, 75, 94)
        for t in range(2, 11):
            self.near(need[t], 0.113 * old[t])
        days = {"bed_days": figure(9000.7, year=2025, basis="bed_days")}
        moved = self.run_ok({"long_stay": {**STAY, **days, "coverage": norm}})
        need = self.of(moved["capacity"]["need"], "long_stay", "type")
        for t in range(2, 11):
            self.near(need[t], 0.113 * old[t])

    def test_peers(self):
        """The mean of those that have a figure; a whole takes its parts along, and its views follow."""
        peers = {"nabo": {"coverage": {"institution": figure(9.1)}}, "annen": {"coverage": {"institution": figure(12.7)}},
                 "tredje": {"coverage": {"day_activity": figure(4)}}}
        plain = self.run_ok({"long_stay": STAY})
        moved = self.run_ok({"long_stay": STAY, "institution": {"coverage": {"path": "peers", "reached": 2031}}}, {"peers": peers})
        users, constant = ({k: self.of(s["demand"]["users"], k) for k in ("institution", "long_stay", "short_stay", "dementia_unit")}
                           for s in (moved, plain))
        for t, old in enumerate(self.persons(plain, 80)):
            if t >= 5:
                self.near(users["institution"][t], (9.1 + 12.7) / 2 / 100 * old)
            for k in users:
                self.near(users[k][t] / constant[k][t], users["institution"][t] / constant["institution"][t])
        rows = {(r["peer"], r["service"]): r for r in self.table("T07b_coverage_peers")}
        self.assertEqual(set(rows), {("nabo", "institution"), ("annen", "institution"), ("tredje", "day_activity")})
        row, old = rows["nabo", "institution"], self.persons(plain, 80)[0]
        self.near(float(row["coverage_percent"]), 100 * constant["institution"][0] / old)
        self.near(float(row["users_at_peer_coverage"]), 0.091 * old)
        self.assertEqual((row["ages"], row["path"]), ("80+", "peers"))

    def test_bands(self):
        """Users by band are met, the others share what is left; trends by band fade, by hand."""
        bands = {"0-17": {"users": figure(4.3, basis="stock_31dec")},
                 "18-49": {"users": figure(31.9, basis="stock_31dec"), "trend_per_year": figure(0.03), "trend_fade_years": figure(5)}}
        plain = self.run_ok({"home_services": HOME})
        moved = self.run_ok({"home_services": {**HOME, "bands": bands}})
        mine, theirs = ([s["demand"]["users_by_age"]["value"][(t * len(s["demand"]["users"]["service"]) +
                         s["demand"]["users"]["service"].index("home_services")) * 6:][:6] for t in range(11)] for s in (moved, plain))
        self.near(mine[0][0], 4.3)
        self.near(mine[0][1], 31.9)
        self.near(sum(mine[0]), 211.3)
        rest = (211.3 - 4.3 - 31.9) / sum(theirs[0][2:])
        trend = 1
        for t in range(11):
            for b in range(2, 6):
                self.near(mine[t][b], rest * theirs[t][b])
            self.near(mine[t][0], theirs[t][0] * 4.3 / theirs[0][0])
            self.near(mine[t][1], trend * theirs[t][1] * 31.9 / theirs[0][1])
            self.near(sum(mine[t]), self.of(moved["demand"]["users"], "home_services")[t])
            trend *= 1 + 0.03 * max(0, 1 - t / 5)
        self.assertGreater(trend, 1.05)

    def test_nothing_moves(self):
        """No share, no trend, no path: every bit is that of the plan without them."""
        plain = self.run_ok({"long_stay": STAY, "home_services": HOME})
        target = {"path": "target", "target": path(_2030=6.31), "share": figure(0)}
        for services in ({"long_stay": {**STAY, "coverage": target}, "home_services": HOME},
                         {"long_stay": {**STAY, "coverage": {**target, "path": "constant", "share": figure(1)}}, "home_services": HOME},
                         {"long_stay": STAY, "home_services": {**HOME, "bands": {"18-49": {"trend_per_year": figure(0)}}}},
                         {"long_stay": STAY, "home_services": {**HOME, "bands": {}}}):
            moved = self.run_ok(services)
            for block in ("demand", "capacity", "workforce"):
                self.assertEqual(moved[block], plain[block], block)

    def test_country(self):
        """T07: own coverage is the users of the base year; the country's rates give its newest total on its own people."""
        scenario = self.run_ok({"home_services": HOME}, base_year=2025)
        with open(ROOT / "data/services/national_totals.csv", encoding="utf-8", newline="") as file:
            totals = {(r["service"], r["basis"]): float(r["users"]) for r in csv.DictReader(file) if r["year"] == "2024" and r["users"]}
        with open(ROOT / "data/national/population.csv", encoding="utf-8", newline="") as file:
            nation = [(int(r["age"]), float(r["value"])) for r in csv.DictReader(file) if r["year"] == "2025"]
        limits = [0, 18, 50, 67, 80, 90, 200]
        rows = {(r["service"], r["age_band"]): r for r in self.table("T07_coverage")}
        there = sum(float(rows["home_services", band]["country_percent"]) / 100 *
                    sum(v for age, v in nation if limits[b] <= age < limits[b + 1]) for b, band in enumerate(FIRST))
        self.assertAlmostEqual(there / totals["home_services", "stock_31dec"], 1, delta=1e-9)
        by_age = scenario["demand"]["users_by_age"]["value"]
        at = scenario["demand"]["users"]["service"].index("home_services") * 6
        for b, band in enumerate(FIRST):
            row = rows["home_services", band]
            persons = self.persons(scenario, limits[b], limits[b + 1] - 1)[0]
            self.near(float(row["persons"]), persons)
            self.near(float(row["coverage_percent"]), 100 * by_age[at + b] / persons)
            self.near(float(row["difference_points"]), float(row["coverage_percent"]) - float(row["country_percent"]))
        self.near(float(rows["home_services", "80+"]["users"]), by_age[at + 4] + by_age[at + 5])
        # without own figures the users are those at the country's rates
        row = rows["staffed_housing_24h", "67-79"]
        self.assertEqual(row["basis"], "national_rates")
        self.near(float(row["users"]), float(row["users_at_country_rates"]))
        # counts through the year are not held against counts at one time
        self.run_ok({"rehabilitation_stay": {"users": figure(41, basis="through_year")}})
        row = next(r for r in self.table("T07_coverage") if r["service"] == "rehabilitation_stay")
        self.assertEqual((row["country_percent"], row["users_at_country_rates"]), ("", ""))

    def test_bad_input(self):
        through = {"users": figure(23.7, basis="through_year")}
        for says, services in (
                ("/services/long_stay/coverage: the path needs a 'target'", {"long_stay": {**STAY, "coverage": {"path": "target"}}}),
                ("/services/home_services/coverage: a norm is told in places",
                 {"home_services": {**HOME, "coverage": {"path": "norm", "norm": figure(3)}}}),
                ("/services/long_stay/coverage: ages 90 to 80", {"long_stay": {"coverage": {"age_from": 90, "age_to": 80}}}),
                ("/services/long_stay/coverage: reached in 2026, expected a year after the base year 2026",
                 {"long_stay": {"coverage": {"path": "target", "target": figure(3), "reached": 2026}}}),
                ("/services/long_stay/coverage: the path goes to the peers, and none of /need/peers has a figure",
                 {"long_stay": {"coverage": {"path": "peers"}}}),
                ("/services/long_stay/coverage: 'institution', which the service is a part of, has a path too",
                 {k: {"coverage": {"path": "target", "target": figure(3)}} for k in ("long_stay", "institution")}),
                ("/services/municipal_acute_bed/coverage: users counted through the year never become the places",
                 {"municipal_acute_bed": {**through, "coverage": {"path": "norm", "norm": figure(3)}}}),
                ("/services/home_services/bands: the bands have 220 users, expected at most the service's 211.3",
                 {"home_services": {**HOME, "bands": {"90+": {"users": figure(220)}}}}),
                ("/services/home_services/bands: the bands have 120 users, expected the service's 211.3",
                 {"home_services": {**HOME, "bands": {band: {"users": figure(20)} for band in FIRST}}}),
                ("/services/home_services/bands: users by band need the users of the service too",
                 {"home_services": {"bands": {"90+": {"users": figure(2)}}}}),
                ("/services/home_services/bands: users of bands count otherwise",
                 {"home_services": {**HOME, "bands": {"90+": {"users": figure(2, basis="through_year")}}}}),
                ("/services/institution/bands: the service is the sum of its parts",
                 {"institution": {"bands": {"90+": {"trend_per_year": figure(0.01)}}}}),
                ("/services/home_services/bands/90-", {"home_services": {"bands": {"90-99": {}}}}),
                ("/services/long_stay/coverage/share", {"long_stay": {"coverage": {"share": figure(1.1)}}})):
            with self.subTest(says):
                done = self.kohort(services)
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
