#!/usr/bin/env python3
"""Higher education, courses, larger positions and users who are moved, reckoned again from the result.

    staff_aims.py KOHORT ROOT
"""
import csv
import json
import math
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
EXACT = 1e-9  # relative: sums in another order
SHORT = {p: {"hires": {"value": 0, "assumption": "made up"}} for p in
         ("nurse", "health_worker", "care_assistant", "specialist_nurse", "social_educator")}


def figure(value, **more):
    return {"value": value, "assumption": "made up", **more}


def path(**values):
    return {"path": {key[1:]: value for key, value in values.items()}, "assumption": "made up"}


def course(**more):
    return {"trained": figure(0.3), "target": path(y2026=0.3, y2029=0.9), "hours": figure(12), "hours_per_fte": figure(1700),
            **more}


class Aims(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def kohort(self, *arguments, **workforce):
        plan = {"kohort": 1, "region": "5605", "base_year": 2026, "end_year": 2033, "workforce": workforce}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *arguments], capture_output=True, text=True,
                              cwd=self.folder)

    def run_plan(self, *arguments, **workforce):
        done = self.kohort(*arguments, **workforce)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.scenario = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]
        return self.scenario

    def refused(self, place, words, **workforce):
        done = self.kohort(**workforce)
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
        self.assertIn(place, done.stderr)
        self.assertIn(words, done.stderr)

    def table(self, name):
        found = list((self.folder / "out/tables").glob(f"{name}_*.csv"))
        if not found:
            return []
        with found[0].open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self, name, block="workforce"):
        """A cube as rows by its first axis."""
        cube = self.scenario[block][name]
        width = len(cube["value"]) // len(cube["year"])
        return [cube["value"][t * width:(t + 1) * width] for t in range(len(cube["year"]))]

    def near(self, value, expected):
        self.assertLessEqual(abs(value - expected), EXACT * max(abs(expected), 1e-6), (value, expected))

    def higher(self):
        with (ROOT / "data/staff/professions.csv").open(encoding="utf-8", newline="") as file:
            return [row["education"] == "higher" for row in csv.DictReader(file)]

    def left(self, t, which):
        """Share of the persons of some professions who leave in a year."""
        flow, persons = self.rows("flow")[t], self.rows("persons")[t]
        gone = math.fsum(flow[5 * j + i] for j in which for i in range(3) if persons[j] is not None)
        return gone / math.fsum(persons[j] for j in which if persons[j] is not None)

    def test_higher_education(self):
        """At every 1 January after the first the share is the target's, or what has stayed."""
        target = {2026: 0.3, 2033: 0.44}
        self.run_plan(higher_education={"target": path(y2026=0.3, y2033=0.44)})
        is_higher, supply, demand = self.higher(), self.rows("supply"), self.rows("demand")
        which = [j for j, good in enumerate(is_higher) if good]
        known = lambda row, only: math.fsum(v for j, v in enumerate(row) if v is not None and (not only or is_higher[j]))
        held, rows = known(supply[0], True), self.table("T13f")
        for t, row in enumerate(rows):
            wanted = target[2026] + (target[2033] - target[2026]) * t / 7
            self.near(float(row["share_supply"]), known(supply[t], True) / known(supply[t], False))
            self.near(float(row["share_demand"]), known(demand[t], True) / known(demand[t], False))
            self.near(float(row["share_target"]), wanted)
            self.near(float(row["fte_to_target"]),
                      max(0, wanted * known(supply[t], False) - known(supply[t], True)))
            if t < 7:
                stay = held * (1 - self.left(t, which))
                held = max(stay, (wanted + 0.02) * known(supply[t + 1], False))
                self.near(float(row["fte_to_hire"]), held - stay)
        self.assertEqual((len(rows), rows[-1]["fte_to_hire"]), (8, ""))
        self.near(held / known(supply[7], False), 0.44)

    def test_training(self):
        """The share is reached in the year stated; hours are heads times hours; who leaves or forgets is trained anew."""
        self.run_plan(courses={"all": course(), "nurses": course(profession="nurse", valid_years=figure(4), fee=figure(2500),
                                                                   stand_in=figure(0.5), hours=figure(60))})
        rows = {(row["course"], int(row["year"])): row for row in self.table("T13g")}
        professions = self.scenario["workforce"]["persons"]["profession"]
        everybody, nurse = range(len(professions)), [professions.index("nurse")]
        for name, which, hours, stay_of, stand_in in (("all", everybody, 12, 1, 1), ("nurses", nurse, 60, 0.75, 0.5)):
            persons = [math.fsum(row[j] for j in which if row[j] is not None) for row in self.rows("persons")]
            held = 0.3 * persons[0]
            self.assertEqual([float(rows[name, 2026 + t]["share_trained"]) for t in range(8)],
                             [row[list(self.scenario["workforce"]["training_share"]["course"]).index(name)]
                              for row in self.rows("training_share")])
            self.near(float(rows[name, 2026]["share_trained"]), 0.3)
            for t in range(7):
                wanted = min(0.3 + 0.2 * (t + 1), 0.9)
                stay = held * (1 - self.left(t, which)) * stay_of
                row = rows[name, 2026 + t]
                self.near(float(row["participants"]), max(0, wanted * persons[t + 1] - stay))
                held = max(stay, wanted * persons[t + 1])
                self.near(float(rows[name, 2027 + t]["share_trained"]), held / persons[t + 1])
                self.near(float(row["course_hours"]), float(row["participants"]) * hours)
                self.near(float(row["fte_stand_in"]), float(row["course_hours"]) * stand_in / 1700)
            self.near(float(rows[name, 2029]["share_trained"]), 0.9)  # at the 1 January that the target names
            flows = ("participants", "course_hours", "fte_stand_in", "cost_nok_thousand")
            self.assertEqual({rows[name, 2033][flow] for flow in flows}, {""})  # of a year after the last
        earnings = 661000 * 1.13  # zone 5: no payroll tax
        row = rows["nurses", 2027]
        self.near(float(row["cost_nok_thousand"]) * 1000,
                  float(row["participants"]) * 2500 + float(row["course_hours"]) * 0.5 * earnings / 1700)

    def test_full_time(self):
        self.run_plan(full_time={"position_share": {"nurse": path(y2026=0.8, y2030=0.95)}, "replaced": figure(0.7),
                                 "stand_in_cost": figure(1.3)})
        rows = self.table("T13h")
        self.assertEqual([row["profession"] for row in rows], ["nurse"] * 8)
        for row in rows:
            now, aim = 0.848, max(0.848, 0.8 + 0.15 * min(int(row["year"]) - 2026, 4) / 4)
            more = float(row["persons"]) * (aim - now)
            self.near(float(row["mean_position_aim"]), aim)
            self.near(float(row["fte_more"]), more)
            self.near(float(row["persons_fewer"]), float(row["persons"]) * (1 - now / aim))
            cost = more * 661 * 1.13
            self.near(float(row["cost_nok_thousand"]), cost)
            self.near(float(row["saved_nok_thousand"]), cost * 0.7 * 1.3)
            self.near(float(row["net_nok_thousand"]), cost * (1 - 0.91))

    def test_moved(self):
        """Nobody is lost between the services: needed = feasible + waiting + moved, and all who move arrive."""
        plain = self.run_plan(professions=SHORT)
        before = {(row["year"], row["service"]): row for row in self.table("T14c")}
        self.run_plan(professions=SHORT, moved_when_short={
            "long_stay": {"to": "home_nursing", "share": figure(0.4)},
            "staffed_housing_24h": {"to": "home_nursing", "share": path(y2026=0, y2033=1)}})
        after = {(row["year"], row["service"]): row for row in self.table("T14c")}
        for name in ("feasible_users", "feasible_hours", "feasible_share"):
            self.assertEqual(plain["workforce"][name], self.scenario["workforce"][name])
        for key, row in after.items():
            if row["users_waiting"]:
                self.near(float(row["users"]), float(row["users_feasible"]) + float(row["users_waiting"]) +
                          float(row["users_moved"]))
            elif key[1] == "home_nursing":
                arrived = math.fsum(float(after[key[0], k]["users_moved"]) for k in ("long_stay", "staffed_housing_24h"))
                self.near(float(row["users_received"]), arrived)
                more = arrived * float(row["hours_per_year"]) / float(row["users"])
                self.near(float(row["hours_cut"]), float(before[key]["hours_cut"]) + more)
        last = after["2033", "long_stay"]
        self.assertGreater(float(last["users_moved"]), 0.5)
        self.near(float(last["users_moved"]), 0.4 * (float(last["users"]) - float(last["users_feasible"])))
        self.near(float(after["2033", "staffed_housing_24h"]["users_waiting"]), 0)

    def test_draws_and_threads(self):
        keys = {"higher_education": {"target": figure(0.4)}, "courses": {"all": course()}}
        self.run_plan("--draws", "20", "--threads", "1", **keys)
        one = (self.folder / "out/result.json").read_bytes()
        self.run_plan("--draws", "20", "--threads", "2", **keys)
        self.assertEqual(one, (self.folder / "out/result.json").read_bytes())

    def test_without_aims(self):
        self.run_plan()
        self.assertFalse({"higher_education", "training_share", "full_time_fte", "feasible_moved"} &
                         set(self.scenario["workforce"]))
        self.assertEqual([self.table(name) for name in ("T13f", "T13g", "T13h")], [[], [], []])

    def test_bad(self):
        at = "/workforce/courses/a"
        self.refused("/workforce/higher_education/target", "1.4 is outside", higher_education={"target": figure(1.4)})
        self.refused("/workforce/higher_education", "'target' is missing", higher_education={})
        self.refused(at + "/profession", "did you mean 'nurse'", courses={"a": course(profession="nurze")})
        self.refused(at + "/hours_per_fte", "170 is outside", courses={"a": course(hours_per_fte=figure(170))})
        self.refused(at + "/valid_years", "0 is outside", courses={"a": course(valid_years=figure(0))})
        self.refused(at + "/target", "-0.1 is outside", courses={"a": course(target=figure(-0.1))})
        self.refused(at, "'trained' is missing", courses={"a": {k: v for k, v in course().items() if k != "trained"}})
        self.refused("/workforce/full_time/position_share/nurse", "1.4 is outside", full_time={
            "position_share": {"nurse": figure(1.4)}, "replaced": figure(0.5), "stand_in_cost": figure(1)})
        self.refused("/workforce/full_time", "'replaced' is missing", full_time={"stand_in_cost": figure(1)})
        move = {"to": "home_nursing", "share": figure(0.4)}
        at = "/workforce/moved_when_short/"
        self.refused(at + "long_stay/share", "1.2 is outside", moved_when_short={"long_stay": {**move, "share": figure(1.2)}})
        self.refused(at + "long_stay", "did you mean 'home_nursing'", moved_when_short={"long_stay": {**move, "to": "home_nurse"}})
        self.refused(at + "long_stay", "is not given in hours", moved_when_short={"long_stay": {**move, "to": "short_stay"}})
        self.refused(at + "home_nursing", "get fewer hours", moved_when_short={"home_nursing": move})


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
