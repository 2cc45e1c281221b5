#!/usr/bin/env python3
"""Moves between types of places, and units person by person, of a plan.

    simulated.py KOHORT
"""
import csv
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None
ERRORS = 4.5  # standard errors: one of 100 000 normal means lies further off


def figure(value):
    return {"value": value, "assumption": "made up"}


def types(**short):
    return {"short_stay": {"stay_years": figure(0.1), "waiting_death_rate": figure(0.5), **short}}


class Simulated(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def kohort(self, *arguments, places=(14, 70), **capacity):
        head = "id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\n"
        (self.folder / "units.csv").write_text(head + f"a,A,short_stay,{places[0]},2000,,,,,x\nb,B,long_stay,{places[1]},2000,,,,,x\n",
                                               encoding="utf-8")
        plan = {"kohort": 1, "region": "5605", "end_year": 2034,
                "capacity": {"register": {"file": "units.csv", "assumption": "x"}, **capacity}}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *arguments], capture_output=True, text=True,
                              cwd=self.folder)

    def run_plan(self, *arguments, **capacity):
        done = self.kohort(*arguments, **capacity)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.bytes = (self.folder / "out/result.json").read_bytes()
        return json.loads(self.bytes)["scenarios"][0]["capacity"]

    def rows(self, cube, which):
        """A figure of a cube year x type (x figure), by type and year."""
        width = len(cube["value"]) // len(cube["year"])
        i = cube["type"].index(which)
        if len(cube["dimensions"]) == 2:
            return cube["value"][i::width]
        n = width // len(cube["type"])
        labels = cube[cube["dimensions"][2]]
        return [dict(zip(labels, cube["value"][t * width + i * n:t * width + (i + 1) * n])) for t in range(len(cube["year"]))]

    def test_mean(self):
        """With room for all the means are those of the expected numbers, in every type and year, and nobody waits."""
        result = self.run_plan(places=(200, 400), types=types(goes_on={"to": "long_stay", "share": figure(0.05)}),
                               simulation={"runs": 500})
        self.assertEqual(result["simulated"]["type"], ["short_stay", "long_stay"])
        for which in ("short_stay", "long_stay"):
            for row in self.rows(result["simulated"], which):
                self.assertGreater(row["in_place_error"], 0)
                self.assertLessEqual(abs(row["in_place"] - row["in_place_expected"]), ERRORS * row["in_place_error"], (which, row))
                self.assertEqual((row["waiting"], row["waiting_high"]), (0, 0))
        with next((self.folder / "out/tables").glob("T11e_*.csv")).open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        self.assertEqual(len(table), 16)
        self.assertEqual(float(table[1]["in_place"]), self.rows(result["simulated"], "long_stay")[0]["in_place"])

    def test_full(self):
        """In units that are full the list is that of the expected numbers, and chance adds to it where they call it 0."""
        result = self.run_plan(types=types(), simulation={"runs": 300})
        waiting = self.rows(result["waiting"], "short_stay")
        simulated = self.rows(result["simulated"], "short_stay")
        for t in range(2, 8):  # far above the places: no month without a list
            expected = (waiting[t] + waiting[t + 1]) / 2
            self.assertLess(abs(simulated[t]["waiting"] - expected), 0.03 * expected)
            self.assertAlmostEqual(simulated[t]["in_place"], 14, delta=0.02)
        self.assertEqual(self.rows(result["waiting"], "long_stay")[1], 0)
        self.assertGreater(self.rows(result["simulated"], "long_stay")[1]["waiting"], 0)

    def test_moves(self):
        """Who goes on is part of the arrivals that the need makes: as many come in all, and the flow is as it was."""
        plain = self.run_plan(places=(200, 400), types=types())
        moved = self.run_plan(places=(200, 400), types=types(goes_on={"to": "long_stay", "share": figure(0.05)}))
        nobody = self.run_plan(places=(200, 400), types=types(goes_on={"to": "long_stay", "share": figure(0)}))
        for which in ("short_stay", "long_stay"):
            self.assertEqual(self.rows(plain["flow"], which), self.rows(nobody["flow"], which))
            for before, after in zip(self.rows(plain["flow"], which), self.rows(moved["flow"], which)):
                for name in before:
                    self.assertAlmostEqual(before[name], after[name], delta=1e-9 * before["arrivals"], msg=(which, name))
        many = self.run_plan(places=(200, 400), types=types(goes_on={"to": "long_stay", "share": figure(0.4)}))
        self.assertGreater(self.rows(many["flow"], "long_stay")[3]["arrivals"],
                           1.5 * self.rows(plain["flow"], "long_stay")[3]["arrivals"])

    def test_same_bytes(self):
        keys = {"types": types(goes_on={"to": "long_stay", "share": figure(0.05)}), "simulation": {"runs": 30}}
        self.run_plan("--threads", "1", **keys)
        one = self.bytes
        self.run_plan("--threads", "2", **keys)
        self.assertEqual(one, self.bytes)
        self.run_plan("--seed", "77", "--draws", "5", **keys)
        self.assertNotEqual(one, self.bytes)
        self.assertNotIn("simulated", self.run_plan(types=types()))

    def test_bad(self):
        at = "/capacity/types/short_stay/goes_on"
        go = lambda to, share: {"types": types(goes_on={"to": to, "share": figure(share)})}
        back = {"types": {**types(goes_on={"to": "long_stay", "share": figure(0.1)}),
                          "long_stay": {"goes_on": {"to": "short_stay", "share": figure(0.1)}}}}
        for keys, place, words in ((go("long_stay", 1.2), at + "/share", "1.2 is outside"),
                                   (go("long_sty", 0.2), at, "did you mean 'long_stay'"),
                                   (go("home_nursing", 0.2), at, "has no places"),
                                   (go("short_stay", 0.2), at, "come round"), (back, "/goes_on", "come round"),
                                   ({"simulation": {"runs": 1}}, "/capacity/simulation/runs", ""),
                                   ({"simulation": {}}, "/capacity/simulation", "'runs' is missing")):
            done = self.kohort(**keys)
            self.assertEqual((done.returncode, done.stdout), (3, ""), (keys, done.stderr))
            self.assertIn(place, done.stderr)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    KOHORT = str(Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1])
