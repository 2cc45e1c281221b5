#!/usr/bin/env python3
"""Places by service level, several occupancies and the reserve, as a plan asks for them.

    places.py KOHORT ROOT
"""
import csv
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

KOHORT, ROOT = None, None
UNITS = ("id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\n"
         "old,Gamleheimen,long_stay,17,,2031,,,,made up\nnew,Nyheimen,long_stay,23,2029,,,,,made up\n"
         "ward,Avdelinga,short_stay,9,,,2028,2029,,made up\n")


def figure(value, **more):
    return {"value": value, "assumption": "a test"} | more


def erlang_c(n, load):
    """By exact fractions, from the definition."""
    if load >= n:
        return 1.0
    a, term, below = Fraction(load), Fraction(1), Fraction(0)
    for j in range(n):
        below += term
        term = term * a / (j + 1)
    last = term * n / (n - a)
    return float(last / (below + last))


def poisson_above(n, load):
    return 1 - math.fsum(math.exp(-load + j * math.log(load) - math.lgamma(j + 1)) for j in range(n + 1))


class Places(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, scenarios=(), units=UNITS, **capacity):
        register = {"register": {"file": "units.csv", "assumption": "made up"}} if units else {}
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2031, "capacity": register | capacity,
                "scenarios": list(scenarios)}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        (self.folder / "units.csv").write_text(units or "", encoding="utf-8")

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *arguments], capture_output=True, text=True,
                              cwd=self.folder, timeout=120)

    def run_plan(self, *arguments, **keys):
        self.put(**keys)
        done = self.kohort(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        return [scenario["capacity"] for scenario in result["scenarios"]]

    def refused(self, words, **keys):
        self.put(**keys)
        done = self.kohort()
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @staticmethod
    def series(cube, type, *rest):
        """Values by year of a type, and of a label of the third dimension."""
        labels = [cube[d] for d in cube["dimensions"][1:]]
        at = 0
        for list_, label in zip(labels, (type, *rest)):
            at = at * len(list_) + list_.index(label)
        return cube["value"][at::math.prod(map(len, labels))]


class Sizing(Places):
    def test_nothing_asked(self):
        """The example of a level changes nothing but the tables that it fills."""
        plain, = self.run_plan()
        example, = self.run_plan(service_level=figure(0.1))
        self.assertEqual({name: example[name] for name in plain}, plain)
        self.assertEqual(set(example) - set(plain),
                         {"places_by_occupancy", "wait_probability", "overflow_probability"})

    def test_need_by_level(self):
        """The fewest places that keep the chance at the level, found one by one."""
        by_level = {"id": "level", "changes": {"capacity": {"sizing": "service_level"}}}
        plain, level = self.run_plan(service_level=figure(0.07), scenarios=[by_level],
                                     types={"short_stay": {"service_level": figure(0.013)}})
        for type, chance in (("long_stay", 0.07), ("short_stay", 0.013)):
            need = self.series(level["need"], type)
            for load, places in zip(self.series(plain["occupied"], type), need):
                by_hand = next(n for n in range(1, 500) if erlang_c(n, load) <= chance)
                self.assertEqual(places, by_hand, (type, load))
        whole = [a + b for a, b in zip(self.series(level["need"], "long_stay"), self.series(level["need"], "short_stay"))]
        self.assertEqual(self.series(level["need"], "institution"), whole)
        # a dwelling is let to one user
        self.assertEqual(self.series(level["need"], "staffed_housing_24h"), self.series(plain["need"], "staffed_housing_24h"))
        self.assertEqual(self.series(plain["places_by_occupancy"], "long_stay", "service_level"),
                         self.series(level["need"], "long_stay"))

    def test_units_with_lists_of_their_own(self):
        """Small units need more slack: the occupancy is that of one unit."""
        capacity, = self.run_plan(sizing="service_level", service_level=figure(0.07),
                                  types={"long_stay": {"unit_size": figure(8)}})
        for load, places in zip(self.series(capacity["occupied"], "long_stay"), self.series(capacity["need"], "long_stay")):
            self.assertAlmostEqual(erlang_c(8, 8 * load / places), 0.07, delta=1e-9)

    def test_occupancies(self):
        capacity, = self.run_plan(service_level=figure(0.07))
        rows = self.table("T11b_places_by_occupancy")
        self.assertEqual({row["occupancy"] for row in rows}, {"0.85", "0.9", "0.95", "0.98", "service_level"})
        self.assertEqual({row["type"] for row in rows} & {"institution", "long_stay"}, {"long_stay"})
        for row in rows:
            load, n = float(row["occupied"]), int(float(row["places"]))
            if row["occupancy"] != "service_level":
                self.assertEqual(n, math.ceil(load / float(row["occupancy"]) - 1e-9))
            self.assertAlmostEqual(float(row["wait_probability"]), erlang_c(n, load), delta=1e-9)
            self.assertAlmostEqual(float(row["overflow_probability"]), poisson_above(n, load), delta=1e-9)

    def test_reserve(self):
        capacity, = self.run_plan(reserve="largest_unit")
        self.assertEqual(self.series(capacity["reserve"], "long_stay", "largest_unit"), [17, 17, 17, 23, 23, 23])
        self.assertEqual(self.series(capacity["reserve"], "short_stay", "largest_unit"), [9, 9, 0, 0, 9, 9])
        self.assertEqual(self.series(capacity["reserve"], "institution", "largest_unit"), [17, 17, 17, 23, 23, 23])
        for type in ("long_stay", "short_stay"):
            largest, gap = self.series(capacity["reserve"], type, "largest_unit"), self.series(capacity["gap"], type)
            self.assertEqual(self.series(capacity["reserve"], type, "gap_without_it"), [a + b for a, b in zip(gap, largest)])
        self.assertEqual({row["type"] for row in self.table("T11c_reserve")}, {"institution", "long_stay", "short_stay"})

    def test_no_register(self):
        capacity, = self.run_plan(units=None, reserve="largest_unit", service_level=figure(0.2))
        self.assertEqual(self.table("T11c_reserve"), [])
        self.assertNotEqual(self.table("T11b_places_by_occupancy"), [])

    def test_draws(self):
        """The same on one thread and on two; sizes are those of the means."""
        results = []
        for threads in ("1", "2"):
            capacity, = self.run_plan("--draws", "60", "--threads", threads, service_level=figure(0.07), sizing="service_level")
            results.append((self.folder / "out/result.json").read_bytes())
            self.assertIn("quantiles", capacity["need"])
            self.assertNotIn("quantiles", capacity["places_by_occupancy"])
        self.assertEqual(*results)

    def test_bad_input(self):
        self.refused("/capacity/service_level", service_level=figure(0))
        self.refused("/capacity/service_level", service_level=figure(1))
        self.refused("/capacity/sizing", sizing="guess")
        self.refused("/capacity/reserve", reserve="two")
        self.refused("/capacity/types/long_stay/unit_size", types={"long_stay": {"unit_size": figure(0)}})
        self.refused("/capacity/types/home_nursing: 'home_nursing' takes up neither places nor dwellings",
                     types={"home_nursing": {"unit_size": figure(7)}})
        self.refused("/capacity/types/long_stey", types={"long_stey": {"unit_size": figure(7)}})


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
