#!/usr/bin/env python3
"""Need by event: hospital, general practitioners, the end of life, day places; every figure by hand.

    inflow.py KOHORT
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


def ages(young, old):
    return {"young": {"age_from": 0, "age_to": 66, "both": figure(young)},
            "old": {"age_from": 67, "female": figure(old[0]), "male": figure(old[1])}}


STREAM = {"label": {"nb": "Fra sykehus", "en": "From hospital"}, "admissions": ages(0.083, (0.271, 0.313)),
          "follow_up": ages(0.011, (0.147, 0.119)), "days": figure(17.3), "ready_days": figure(1.7)}
GP = {"consultations": ages(2.31, (4.17, 3.93)), "per_gp": figure(2871), "list_size": figure(1013), "gps": figure(6.3), "list_places": figure(6400)}
PALLIATIVE = {"share": ages(0.41, (0.53, 0.47)), "days": figure(37.9), "institution_share": figure(0.43)}
DAY = {"day_activity": {"visits": figure(2.3), "open_days": figure(5), "attendance": figure(0.83), "places": figure(9)}}
NEED = {"hospital": {"ward": STREAM}, "gp": GP, "palliative": PALLIATIVE, "day_places": DAY}
SERVICES = {"day_activity": {"users": {"value": 23.1, "basis": "stock_31dec", "assumption": "a test"}},
            "short_stay": {"target_occupancy": figure(0.87), "users": {"value": 9.7, "basis": "stock_31dec", "assumption": "a test"}}}


class Inflow(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, need, *arguments, **more):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2030, "services": SERVICES, "need": need, **more}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *arguments], capture_output=True, text=True, cwd=self.folder)

    def run_ok(self, *arguments, **more):
        done = self.kohort(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.scenario = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]
        return self.scenario

    def values(self, group):
        with (self.folder / "out/tables/T08d_need_by_event.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [{r["flow"]: float(r["value"]) if r["value"] else None for r in rows if r["group"] == group and int(r["year"]) == 2026 + t}
                for t in range(5)]

    def near(self, one, other):
        self.assertAlmostEqual(one, other, delta=1e-10 * max(1, abs(other)))

    def persons(self, t):
        """Those below 67, women and men of 67 and over."""
        cube = self.scenario["population"]
        n = len(cube["age"])
        women, men = (cube["value"][(2 * t + s) * n:][:n] for s in (0, 1))
        return sum(women[:67]) + sum(men[:67]), sum(women[67:]), sum(men[67:])

    def users(self, service):
        cube = self.scenario["demand"]["users"]
        return [cube["value"][t * len(cube["service"]) + cube["service"].index(service)] for t in range(5)]

    def test_path_of_events(self):
        """Users of a service that follows events: the base year's in proportion to the days that are taken over, the whole
        still the sum of its parts; nothing else of need changes, and a share of 0 leaves every bit."""
        self.run_ok(NEED)
        plain = {k: self.users(k) for k in ("short_stay", "long_stay", "institution", "home_nursing")}
        days = [row["days"] for row in self.values("ward")]
        self.assertNotAlmostEqual(days[4] / days[0], plain["short_stay"][4] / plain["short_stay"][0], delta=1e-3)
        def services(**coverage):
            return SERVICES | {"short_stay": SERVICES["short_stay"] | {"coverage": {"path": "events"} | coverage}}
        self.run_ok(NEED, services=services())
        for t, users in enumerate(self.users("short_stay")):
            self.near(users, 9.7 * days[t] / days[0])
            self.near(self.users("institution")[t], users + plain["long_stay"][t])
            bands = self.scenario["demand"]["users_by_age"]
            at = (t * len(bands["service"]) + bands["service"].index("short_stay")) * len(bands["age_band"])
            self.near(sum(bands["value"][at:at + len(bands["age_band"])]), users)
        for other in ("long_stay", "home_nursing"):
            self.assertEqual(self.users(other), plain[other])
        self.run_ok(NEED, services=services(share=figure(0)))
        self.assertEqual({k: self.users(k) for k in plain}, plain)
        shorter = {"path": {"2026": 17.3, "2030": 8.65}, "assumption": "a test"}  # days halve: so do those in places
        need = NEED | {"hospital": {"ward": STREAM | {"days": shorter}, "other": STREAM | {"service": "long_stay"}}}
        self.run_ok(need, services=services())
        self.near(self.users("short_stay")[4], 9.7 * days[4] / days[0] / 2)
        counted = SERVICES["short_stay"] | {"users": SERVICES["short_stay"]["users"] | {"basis": "through_year"}}
        self.run_ok(need, services={"short_stay": counted | {"coverage": {"path": "events"}}})
        self.near(self.users("short_stay")[4], 9.7 * days[4] / days[0])  # as many come, for a shorter time

    def test_path_of_events_in_draws(self):
        for threads in ("1", "2"):
            cube = self.run_ok(NEED, "--draws", "60", "--threads", threads, services={
                "short_stay": SERVICES["short_stay"] | {"coverage": {"path": "events"}}})["demand"]["users"]
            first = cube["quantiles"] if threads == "1" else first
            self.assertEqual(cube["quantiles"], first)
        at, n = 4 * len(cube["service"]) + cube["service"].index("short_stay"), len(cube["value"])
        spread = [first["value"][p * n + at] for p in range(len(first["p"]))]
        self.assertEqual(spread, sorted(spread))
        self.assertLess(spread[0], spread[-1])

    def test_path_without_events(self):
        for says, need, services in (
                ("/services/long_stay/coverage: the path follows events, and none of /need/hospital takes places of the service",
                 NEED, {"long_stay": {"coverage": {"path": "events"}}}),
                ("/services/short_stay/coverage: the service has no known users, or the hospital hands over nobody",
                 {"hospital": {"ward": STREAM | {"admissions": ages(0, (0, 0))}}},
                 {"short_stay": SERVICES["short_stay"] | {"coverage": {"path": "events"}}})):
            done = self.kohort(need, services=services)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn(says, done.stderr)

    def test_hospital(self):
        self.run_ok(NEED)
        for t, row in enumerate(self.values("ward")):
            young, women, men = self.persons(t)
            self.near(row["admissions"], 0.083 * young + 0.271 * women + 0.313 * men)
            stays = 0.083 * 0.011 * young + 0.271 * 0.147 * women + 0.313 * 0.119 * men
            self.near(row["follow_ups"], stays)
            self.near(row["places"], stays * 17.3 / 365.2425 / 0.87)
            self.near(row["ready_days"], stays * 1.7)
            self.near(row["ready_cost"], stays * 1.7 * 5745)  # the newest price of a day, of 2024
            occupied = self.scenario["capacity"]["occupied"]
            self.near(row["occupied"], occupied["value"][t * len(occupied["type"]) + occupied["type"].index("short_stay")])

    def test_gp(self):
        self.run_ok(NEED)
        for t, row in enumerate(self.values("gp")):
            young, women, men = self.persons(t)
            self.near(row["gps_by_consultations"], (2.31 * young + 4.17 * women + 3.93 * men) / 2871)
            self.near(row["gps_by_lists"], (young + women + men) / 1013)
            self.near(row["without_list"], max(0, young + women + men - 6400))
            self.assertEqual((row["gps"], row["list_places"]), (6.3, 6400))
        self.run_ok({"gp": {k: v for k, v in GP.items() if k in ("consultations", "per_gp")}})
        self.assertEqual({self.values("gp")[0][k] for k in ("gps", "list_places", "without_list", "gps_by_lists")}, {None})

    def test_palliative(self):
        """Without migration the deaths are the population's less the year's newborn."""
        self.run_ok(NEED, migration={"method": "none"})
        components = self.scenario["components"]
        for t, row in enumerate(self.values("palliative")[:4]):
            of = dict(zip(components["component"], components["value"][t * len(components["component"]):]))
            cube, n = self.scenario["population"], len(self.scenario["population"]["age"])
            infants = of["births"] - cube["value"][2 * (t + 1) * n] - cube["value"][(2 * (t + 1) + 1) * n]
            self.near(row["deaths"], of["deaths"] - infants)
            self.assertTrue(0.41 * row["deaths"] < row["persons"] < 0.53 * row["deaths"])
            self.near(row["days"], 37.9 * row["persons"])
            self.near(row["home_days"], 0.57 * row["days"])

    def test_day_places(self):
        self.run_ok(NEED)
        row = self.values("day_activity")[0]
        self.near(row["users"], 23.1)
        self.near(row["need"], 23.1 * 2.3 / (5 * 0.83))
        self.near(row["gap"], row["need"] - 9)

    def test_beside_the_rest(self):
        """The events change no other figure; draws have quantiles of them."""
        other, plain = self.run_ok(NEED), None
        for cube in ("hospital", "gp", "palliative", "day_places"):
            self.assertIn(cube, other["demand"])
            del other["demand"][cube]
        plain = self.run_ok({})
        self.assertEqual(other, plain)
        drawn = self.run_ok(NEED, "--draws", "40")["demand"]
        for cube in ("hospital", "gp", "palliative", "day_places"):
            self.assertIn("quantiles", drawn[cube], cube)

    def test_bad_input(self):
        gap = {"young": ages(0.1, (0.1, 0.1))["young"]}
        for says, need in (("/need/hospital/ward/follow_up: no band has the ages from 67", {"hospital": {"ward": {**STREAM, "follow_up": gap}}}),
                           ("/need/hospital/ward: 'home_nursing' has no places", {"hospital": {"ward": {**STREAM, "service": "home_nursing"}}}),
                           ("/need/day_places/home_nursing: the service has no day places", {"day_places": {"home_nursing": DAY["day_activity"]}}),
                           ("/need/gp/per_gp", {"gp": {**GP, "per_gp": figure(0)}}),
                           ("/need/palliative/institution_share", {"palliative": {**PALLIATIVE, "institution_share": figure(1.2)}}),
                           ("/need/day_places/day_activity/open_days", {"day_places": {"day_activity": {**DAY["day_activity"], "open_days": figure(0)}}})):
            with self.subTest(says):
                done = self.kohort(need)
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT = str(Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1])
