#!/usr/bin/env python3
"""Places by service level, several occupancies, the reserve, waiting, buildings and building steps, as a
plan asks for them.

    places.py KOHORT ROOT
"""
import csv
import itertools
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

    def put(self, scenarios=(), units=UNITS, files=(), beside=(), **capacity):
        register = {"register": {"file": "units.csv", "assumption": "made up"}} if units else {}
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2031, "capacity": register | capacity,
                "scenarios": list(scenarios)} | dict(beside)
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        (self.folder / "units.csv").write_text(units or "", encoding="utf-8")
        for name, text in dict(files).items():
            (self.folder / name).write_text(text, encoding="utf-8")

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
        shutil.rmtree(self.folder / "out", ignore_errors=True)
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
        self.assertFalse((self.folder / "out/tables/T11c_reserve.csv").exists())
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


class Waiting(Places):
    EVENTS = ["arrivals", "admissions", "discharges", "deaths_waiting", "withdrawn"]
    ROOM = "id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\nbig,Stort,long_stay,500,,,,,,made up\n"
    SHORT = ROOM.replace("500", "33")

    def test_room_for_all(self):
        """Arrivals are such that those in places are the need, to the last digits, and nobody waits."""
        capacity, = self.run_plan(units=self.ROOM)
        self.assertEqual((capacity["flow"]["type"], capacity["flow"]["event"]), (["long_stay"], self.EVENTS))
        for mine, need in zip(capacity["in_place"]["value"], self.series(capacity["occupied"], "long_stay")):
            self.assertAlmostEqual(mine, need, delta=1e-11 * need)
        for name in ("waiting", "wait_years", "ready_days", "ready_cost", "wait_chance"):
            self.assertLess(max(capacity[name]["value"]), 1e-12, name)

    def test_balance(self):
        """Nobody is lost: every year's events lead from one 1 January to the next, also while places close and open."""
        stay = {"stay_years": figure(0.11), "waiting_death_rate": figure(0.3), "waiting_withdrawal_rate": figure(1.7)}
        capacity, = self.run_plan(types={"short_stay": stay, "long_stay": {"waiting": figure(4.3)}})
        self.assertEqual(capacity["flow"]["type"], ["long_stay", "short_stay"])
        for type in capacity["flow"]["type"]:
            persons = [a + b for a, b in zip(self.series(capacity["in_place"], type), self.series(capacity["waiting"], type))]
            events = {event: self.series(capacity["flow"], type, event) for event in self.EVENTS}
            for t, (now, after) in enumerate(zip(persons, persons[1:])):
                change = events["arrivals"][t] - events["discharges"][t] - events["deaths_waiting"][t] - events["withdrawn"][t]
                self.assertAlmostEqual(now + change, after, delta=1e-9 * now)
        self.assertGreater(max(self.series(capacity["waiting"], "short_stay")), 1)

    def test_by_small_steps(self):
        """The same as hours counted one by one, on the plan's own arrivals."""
        stay, death, leave, ready, price = 1.37, 0.43, 0.19, 0.31, 5123.0
        said = {"stay_years": figure(stay), "waiting_death_rate": figure(death), "waiting_withdrawal_rate": figure(leave),
                "arrivals_per_year": figure(31.7), "waiting": figure(2.9), "discharge_ready_share": figure(ready)}
        capacity, = self.run_plan(units=self.SHORT, types={"long_stay": said}, discharge_ready_day_cost=figure(price))
        N, W, steps, waited = capacity["in_place"]["value"][0], 2.9, 8766, []
        for year in range(5):
            sum_ = 0
            for _ in range(steps):
                ask, end, gone = 31.7 / steps, N / stay / steps, (death + leave) * W / steps
                N, W = N - end, W + ask - gone
                admitted = min(W, max(0, 33 - N))
                N, W, sum_ = N + admitted, W - admitted, sum_ + W / steps
            waited.append(sum_)
            self.assertAlmostEqual(N, capacity["in_place"]["value"][year + 1], delta=2e-3)
            self.assertAlmostEqual(W, capacity["waiting"]["value"][year + 1], delta=1e-2)
        for year, years in enumerate(waited):
            self.assertAlmostEqual(capacity["wait_years"]["value"][year], years / 31.7, delta=1e-3)
            days = capacity["wait_years"]["value"][year] * 31.7 * 365.2425 * ready
            self.assertAlmostEqual(capacity["ready_days"]["value"][year], days, delta=1e-9 * days + 1e-12)
            self.assertAlmostEqual(capacity["ready_cost"]["value"][year], days * price, delta=1e-9 * days * price + 1e-12)
        self.assertGreater(min(waited), 0.5)
        rows = self.table("T11d_waiting")
        self.assertEqual([float(row["wait_years"]) for row in rows], capacity["wait_years"]["value"])

    def test_wait_chance(self):
        capacity, = self.run_plan(units=self.SHORT)
        for load, chance in zip(self.series(capacity["occupied"], "long_stay"), capacity["wait_chance"]["value"]):
            self.assertAlmostEqual(chance, erlang_c(33, load), delta=1e-12)

    def test_unknown_is_not_nothing(self):
        """A stay of the plan's own without a share in hospital leaves the days unknown; parts that share the days of a
        whole are not held against places."""
        said = {"stay_years": figure(0.09), "waiting_death_rate": figure(0.2)}
        capacity, = self.run_plan(types={"short_stay": said})
        self.assertEqual(set(self.series(capacity["ready_days"], "short_stay")), {None})
        self.assertNotIn(None, self.series(capacity["ready_days"], "long_stay"))
        plan = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
        plan["services"] = {"institution": {"bed_days": figure(10563, basis="bed_days", year=2025)}}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        self.assertEqual(self.kohort().returncode, 0)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertNotIn("flow", result["scenarios"][0]["capacity"])

    def test_assumptions(self):
        self.run_plan(units=self.ROOM)
        rows = {row["figure"]: row for row in self.table("T01_assumptions") if row["figure"].startswith("capacity/")}
        self.assertEqual(rows["capacity/types/long_stay/stay_years"]["first_value"], "2")
        self.assertIn("Helsedirektoratet", rows["capacity/types/long_stay/stay_years"]["source"])
        self.assertEqual(rows["capacity/discharge_ready_day_cost"]["first_value"], "5745")
        self.assertTrue(rows["capacity/types/waiting"]["assumption"])

    def test_draws(self):
        results = []
        for threads in ("1", "2"):
            capacity, = self.run_plan("--draws", "60", "--threads", threads, units=self.SHORT)
            results.append((self.folder / "out/result.json").read_bytes())
        self.assertEqual(*results)
        self.assertEqual(len(capacity["waiting"]["quantiles"]["p"]), 7)

    def test_bad_input(self):
        for says, said in (("/capacity/types/long_stay/stay_years", {"stay_years": figure(0)}),
                           ("/capacity/types/long_stay/stay_years", {"stay_years": figure(-2)}),
                           ("/capacity/types/long_stay/waiting/", {"waiting": figure(-1)}),
                           ("/capacity/types/long_stay/discharge_ready_share", {"discharge_ready_share": figure(1.01)}),
                           ("/capacity/types/long_stay/arrivals_per_year", {"arrivals_per_year": figure(-3)})):
            self.refused(says, types={"long_stay": said})
        self.refused("/capacity/types/short_stay: 'stay_years' needs 'waiting_death_rate'",
                     types={"short_stay": {"stay_years": figure(0.1)}})


class Buildings(Places):
    STOCK = ("id,name,built,closes,condition,area_m2,places,single_rooms,accessible,bath,quiet,source,assumption\n"
             "old,Gamleheimen,1971,2030,3,1830.5,17,11,7,0.31,,made up,\n"
             "new,Nyheimen,2009,,0,2770,,,19,0.97,0.83,,made up\n"
             "third,,,,,910,5,5,,,,,made up\n")
    COST = {f"grade_{i}": figure(cost) for i, cost in ((1, 1900.5), (2, 6100), (3, 17300.25))}

    def buildings(self, stock=STOCK, units=UNITS, renewals=None, **keys):
        files = {"stock.csv": stock} | ({"renewals.csv": renewals} if renewals else {})
        given = {"buildings": {"file": "stock.csv", "assumption": "made up"}, "backlog_cost": self.COST,
                 "suitability": {"bath": figure(0.63), "quiet": figure(0.37)}, "building_life_years": figure(57)}
        if renewals:
            given["renewals"] = {"file": "renewals.csv", "assumption": "made up"}
        return {"files": files, "units": units} | given | keys

    def test_stock(self):
        capacity, = self.run_plan(**self.buildings())
        def of(name):
            return capacity[name]["value"]
        self.assertEqual(capacity["building_backlog"]["building"], ["old", "new", "third"])
        self.assertEqual(of("building_backlog"), [1830.5 * 17300.25, 0, None])
        self.assertEqual(of("building_condition"), [3, 0, None])
        for mine, by_hand in zip(of("building_suitability"), [0.31, 0.63 * 0.97 + 0.37 * 0.83, None]):
            self.assertEqual(mine, by_hand) if by_hand is None else self.assertAlmostEqual(mine, by_hand, delta=1e-12)
        self.assertEqual(of("building_suitability_known"), [0.63, 1, 0])
        self.assertEqual(of("building_due"), [2028, 2066, None])
        self.assertEqual(of("backlog_by_condition"), [0, 0, 0, 1830.5 * 17300.25, None])
        self.assertEqual(of("area_by_condition"), [2770, 0, 0, 1830.5, 910])
        # yes, no, unknown: single rooms, then accessible; the places of the second building are not known
        self.assertEqual(of("place_quality"), [16, 6, 0, 7, 10, 5])
        self.assertEqual([of("places_due")[3 * t:3 * t + 3] for t in range(6)],
                         [[0, 17, 5], [0, 17, 5], [17, 0, 5], [17, 0, 5], [0, 0, 5], [0, 0, 5]])
        rows = self.table("T20_building_stock")
        self.assertEqual([row["building"] for row in rows], ["old", "new", "third", "known"])
        self.assertEqual(float(rows[3]["area_m2"]), 1830.5 + 2770 + 910)
        self.assertEqual(rows[2]["backlog"], "")

    def test_units_in_buildings(self):
        """Units of one building are lost together, and give it its places."""
        lines = UNITS.splitlines()
        units = "\n".join([lines[0] + ",building", lines[1] + ",new", lines[2] + ",", lines[3] + ",new"]) + "\n"
        capacity, = self.run_plan(**self.buildings(units=units, reserve="largest_unit"))
        self.assertEqual(capacity["building_places"]["value"], [17, 26, 5])
        self.assertEqual(self.series(capacity["reserve"], "institution", "largest_unit"), [26, 26, 17, 23, 26, 23])
        self.assertEqual(self.series(capacity["reserve"], "long_stay", "largest_unit"), [17, 17, 17, 23, 23, 23])
        self.refused("unit 'old' is in building 'lost', which the buildings do not have",
                     **self.buildings(units=units.replace(",new\nnew", ",lost\nnew")))

    def test_renewals(self):
        plain, = self.run_plan(**self.buildings())
        capacity, = self.run_plan(**self.buildings(renewals="unit,from,to\nold,2027,2027\nold,2029,2030\n"))
        closed = [a - b for a, b in zip(self.series(plain["places"], "long_stay"), self.series(capacity["places"], "long_stay"))]
        self.assertEqual(closed, [0, 17, 0, 17, 17, 0])

    def test_bad_renewals(self):
        for says, rows in (("renewals.csv:3:5: renewal 2028-2029 of unit 'old' overlaps 2027-2028 of line 2",
                            "old,2027,2028\nold,2028,2029"),
                           ("renewals.csv:2:6: renewal 2029-2030 of unit 'ward' overlaps 2028-2029 of the register",
                            "ward,2029,2030"),
                           ("renewals.csv:2:1: unit 'lost' is not in the register", "lost,2027,2028"),
                           ("renewals.csv:2:5: renewal of unit 'old' ends in 2027 before it begins in 2028", "old,2028,2027"),
                           ("renewals.csv:2:5: renewal 2030-2031 of unit 'old' lies outside its life", "old,2030,2031")):
            with self.subTest(says):
                self.refused(says, **self.buildings(renewals="unit,from,to\n" + rows + "\n"))

    def test_bad_stock(self):
        for says, old, new in (("stock.csv:2:27: condition", ",3,1830.5", ",4,1830.5"),
                               ("stock.csv:2:27: condition", ",3,1830.5", ",-1,1830.5"),
                               ("stock.csv:2:1: building 'old' closes in 1971 but was built in 1971", "2030", "1971"),
                               ("stock.csv:2:1: building 'old' has 0 m2", "1830.5", "0"),
                               ("stock.csv:2:36: places", ",17,", ",-17,"),
                               ("stock.csv:2:1: building 'old' has 18 single rooms", "17,11", "17,18"),
                               ("stock.csv:3:1: building 'old' is given twice", "new,Ny", "old,Ny"),
                               ("stock.csv:2:1: building 'old' has neither source nor assumption", "made up,\n", ",\n"),
                               ("bath", "0.97", "1.97"), ("quiet", "quiet", "silent")):
            with self.subTest(says):
                self.refused(says, **self.buildings(stock=self.STOCK.replace(old, new, 1)))

    def test_bad_weights(self):
        weights = {"bath": figure(0.63), "quiet": figure(0.36)}
        self.refused("/capacity/suitability: the weights sum to 0.99, expected 1", **self.buildings(suitability=weights))
        self.refused("/capacity/backlog_cost/grade_2", **self.buildings(backlog_cost={"grade_2": figure(-1)}))
        self.refused("/capacity/backlog_cost/grade_4", **self.buildings(backlog_cost={"grade_4": figure(1)}))


class Steps(Places):
    HOME = "id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\nhome,Heimen,long_stay,{},,2029,,,,made up\nnext,Neste,long_stay,11,,,,,,made up\n"

    @staticmethod
    def step(places, first, **more):
        return {"places": {"long_stay": figure(places)}, "first_year": first} | more

    STEPS = {"wing": {"lead_years": 1, "capex": figure(31.5e6), "grant": figure(9.1e6), "opex": figure(2.3e6), "life_years": 33},
             "centre": {"lead_years": 2, "capex": figure(77.7e6), "opex": figure(7.1e6), "life_years": 40},
             "hut": {"capex": figure(12.2e6), "opex": figure(4.4e6)}}
    GIVEN = {"wing": (13, 2027), "centre": (29, 2028), "hut": (7, 2027)}

    def steps(self):
        return {name: self.step(*self.GIVEN[name], **more) for name, more in self.STEPS.items()}

    def units(self, places):
        return self.HOME.format(places)

    def cost(self, plan, rate):
        """Of all steps that are taken, in kroner of 2026."""
        years = range(2026, 2032)
        def of(name, year):
            more, r = self.STEPS[name], rate
            net, life = more["capex"]["value"] - more.get("grant", {"value": 0})["value"], more.get("life_years", 0)
            yearly = net * r / (1 - (1 + r) ** -life) if life else 0
            once = 0 if life else net / (1 + r) ** (year - 2026)
            return once + sum((yearly + more["opex"]["value"]) / (1 + r) ** (y - 2026) for y in years if y >= year)
        return sum(of(name, at) for name, at in zip(self.GIVEN, plan) if at is not None)

    def cheapest(self, needs, places, rate):
        """By trying everything: the cost, and the years of the cheapest schedule that meets all needs."""
        years = range(2026, 2032)
        best = (math.inf, None)
        choices = [[None, *range(max(first, 2026 + self.STEPS[name].get("lead_years", 0)), 2032)]
                   for name, (_, first) in self.GIVEN.items()]
        for plan in itertools.product(*choices):
            def there(t, year):
                return places[t] + sum(self.GIVEN[name][0] for name, at in zip(self.GIVEN, plan) if at is not None and year >= at)
            if all(need[t] <= there(t, year) for need in needs for t, year in enumerate(years)):
                total = self.cost(plan, rate)
                best = min(best, (total, plan), key=lambda pair: pair[0])
        return best

    def test_cheapest(self):
        """The same as trying everything, for the reference, another scenario, and both together."""
        less = {"id": "less", "changes": {"services": {"long_stay": {"coverage_factor": figure(0.83)}}}}
        for rate in (None, 0.11):
            rules = {} if rate is None else {"expansion": {"discount_rate": figure(rate)}}
            scenarios = self.run_plan(units=self.units(33), steps=self.steps(), scenarios=[less], **rules)
            needs = [self.series(capacity["need"], "long_stay") for capacity in scenarios]
            there = self.series(scenarios[0]["places"], "long_stay")
            for capacity, of in ((scenarios[0], needs[:1]), (scenarios[1], needs[1:]), (scenarios[0], needs)):
                schedule = len(of) - 1
                cost, plan = self.cheapest(of, there, 0.04 if rate is None else rate)
                self.assertIsNotNone(plan)
                self.assertAlmostEqual(capacity["expansion_cost"]["value"][2 * schedule], cost, delta=1e-9 * cost)
                self.assertEqual(capacity["expansion"]["value"][6 * schedule:6 * schedule + 6:2], list(plan))
                for t, year in enumerate(range(2026, 2032)):
                    more = sum(self.GIVEN[name][0] for name, at in zip(self.GIVEN, plan) if at is not None and year >= at)
                    n = len(capacity["expansion_places"]["schedule"])
                    self.assertEqual(capacity["expansion_places"]["value"][t * n + schedule], there[t] + more)
            self.assertEqual(scenarios[0]["expansion"]["schedule"], ["own", "all_scenarios"])
            self.assertEqual(scenarios[1]["expansion"]["schedule"], ["own"])

    def test_enough_already(self):
        capacity, = self.run_plan(units=self.units(500).replace("2029", ""), steps=self.steps())
        self.assertEqual(set(capacity["expansion"]["value"]), {None})
        self.assertEqual(capacity["expansion_cost"]["value"][0], 0)
        self.assertEqual(capacity["expansion_deadline"]["value"], [None])
        rows = self.table("T16_investment_and_new_places")
        self.assertEqual([row["taken"] for row in rows], ["no", "no", "no", "yes"])

    def test_no_plan(self):
        """Where no steps meet the need the schedule that lacks the fewest places is shown, and said to be that."""
        self.put(units=self.units(20), steps=self.steps() | {"palace": self.step(400, 2031, capex=figure(1e9))})
        done = self.kohort()
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertIn("expansion_nearest", [warning["code"] for warning in result["warnings"]])
        capacity = result["scenarios"][0]["capacity"]
        needs, there = (capacity[name]["value"][capacity[name]["type"].index("long_stay")::len(capacity[name]["type"])]
                        for name in ("need", "places"))
        def lacks(plan):
            built = [base + sum(self.GIVEN[name][0] for name, at in zip(self.GIVEN, plan) if at is not None and at <= 2026 + t)
                     for t, base in enumerate(there)]
            return round(sum(max(need - places, 0) / 1.04 ** t for t, (need, places) in enumerate(zip(needs, built))), 6)
        choices = [[None, *range(first, 2032)] for _, first in self.GIVEN.values()]
        best = min(itertools.product(*choices), key=lambda plan: (lacks(plan), self.cost(plan, 0.04)))
        self.assertGreater(lacks(best), 0)
        self.assertEqual(capacity["expansion"]["value"], [cell for at in (*best, None) for cell in (at, None)])
        self.assertAlmostEqual(capacity["expansion_cost"]["value"][0], self.cost(best, 0.04), delta=1)

    def test_no_step_helps(self):
        """Steps that leave as many places missing as no step does: the cells are unknown."""
        self.put(units=self.units(20), steps={"closing": self.step(-7, 2027), "late": self.step(9, 2033)})
        done = self.kohort()
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertIn("expansion_infeasible", [warning["code"] for warning in result["warnings"]])
        capacity = result["scenarios"][0]["capacity"]
        self.assertEqual(set(capacity["expansion_cost"]["value"] + capacity["expansion_places"]["value"]), {None})

    def test_least_regret(self):
        """Its largest regret is less than all that doing nothing costs (twin/expansion has it by brute force)."""
        less = {"id": "less", "changes": {"services": {"long_stay": {"coverage_factor": figure(0.83)}}}}
        price, rate = 1.9e6, 0.04
        scenarios = self.run_plan(units=self.units(33), steps=self.steps(), scenarios=[less],
                                  expansion={"shortage_cost": figure(price)})
        needs = [self.series(capacity["need"], "long_stay") for capacity in scenarios]
        there = self.series(scenarios[0]["places"], "long_stay")
        cube = scenarios[0]["expansion_cost"]
        self.assertEqual(cube["schedule"], ["own", "all_scenarios", "least_regret", "least_cost"])
        regret = cube["value"][5]
        judged = scenarios[0]["expansion_regret"]  # one run of each scenario: its largest regret is the one that was least
        n = len(judged["measure"])
        row = (judged["schedule"].index("least_regret") * 3 + 2) * n
        self.assertEqual((judged["held_against"], judged["measure"][3]), (["reference", "less", "all"], "regret_most"))
        self.assertAlmostEqual(judged["value"][row + 3], regret, delta=1e-9 * regret)
        nothing = max(self.nothing(need, there, price, rate) for need in needs)
        self.assertTrue(0 < regret < nothing, (regret, nothing))

    @staticmethod
    def nothing(need, there, price, rate):
        return sum(price * max(0, a - b) / (1 + rate) ** t for t, (a, b) in enumerate(zip(need, there)))

    def test_unknown(self):
        """Steps of a type whose need is not held against places are not chosen."""
        self.put(units=self.units(33), steps={"hut": {"places": {"care_dwelling": figure(7)}, "first_year": 2027}})
        self.assertEqual(self.kohort().returncode, 0)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertIn("expansion_unknown", [warning["code"] for warning in result["warnings"]])
        self.assertNotIn("expansion", result["scenarios"][0]["capacity"])

    def test_draws(self):
        results = []
        for threads in ("1", "2"):
            capacity, = self.run_plan("--draws", "60", "--threads", threads, units=self.units(33), steps=self.steps(),
                                      expansion={"share_of_draws": figure(0.75)})
            results.append((self.folder / "out/result.json").read_bytes())
        self.assertEqual(*results)
        cube = capacity["need"]
        n = len(cube["value"])
        of_type = cube["type"].index("long_stay")
        need = cube["quantiles"]["value"][4 * n + of_type:5 * n:len(cube["type"])]
        cost, plan = self.cheapest([need], self.series(capacity["places"], "long_stay"), 0.04)
        self.assertEqual(capacity["expansion"]["value"][0:6:2], list(plan))

    def test_regret_over_scenarios_and_draws(self):
        """All plans tried in every draw of both scenarios. Three draws with one cause: quantiles and median tell them."""
        def coverage(value):
            return {"services": {"long_stay": {"coverage_factor": figure(value) | {"range": {
                "low": 0.8 * value, "high": 1.25 * value, "shared": "coverage", "assumption": "made up"}}}}}
        price, rate, kept = 1.9e6, 0.04, []
        for threads in ("1", "2"):
            scenarios = self.run_plan("--draws", "3", "--threads", threads, units=self.units(33), steps=self.steps(),
                                      scenarios=[{"id": "less", "changes": coverage(0.83)}],
                                      beside=coverage(1) | {"uncertainty": {"population": "none", "users": "none"}}, expansion={"shortage_cost": figure(price)})
            kept.append((self.folder / "out/result.json").read_bytes())
        self.assertEqual(*kept)
        futures = []
        for capacity in scenarios:
            cube = capacity["need"]
            n, m, at = len(cube["value"]), len(cube["type"]), cube["type"].index("long_stay")
            of = {p: cube["quantiles"]["value"][i * n + at:(i + 1) * n:m] for i, p in enumerate(cube["quantiles"]["p"])}
            futures.append([[2 * a - b for a, b in zip(of[0.25], of[0.5])], of[0.5], [2 * a - b for a, b in zip(of[0.75], of[0.5])]])
        self.assertGreater(futures[0][2][-1], 1.05 * futures[0][0][-1])
        there = self.series(scenarios[0]["places"], "long_stay")
        choices = [[None, *range(max(first, 2026 + self.STEPS[name].get("lead_years", 0)), 2032)]
                   for name, (_, first) in self.GIVEN.items()]
        def places(plan):
            return [there[t] + sum(self.GIVEN[name][0] for name, at in zip(self.GIVEN, plan) if at is not None and 2026 + t >= at)
                    for t in range(6)]
        costs = {plan: [[self.cost(plan, rate) + self.nothing(need, places(plan), price, rate) for need in draws] for draws in futures]
                 for plan in itertools.product(*choices)}
        best = [[min(cost[s][d] for cost in costs.values()) for d in range(3)] for s in range(2)]
        expected = {"least_cost": min(costs, key=lambda plan: sum(costs[plan][0])),
                    "least_regret": min(costs, key=lambda plan: max(sum(costs[plan][s]) - min(sum(c[s]) for c in costs.values()) for s in range(2))),
                    "nothing": (None, None, None)}
        capacity = scenarios[0]
        judged, names = capacity["expansion_regret"], capacity["expansion"]["schedule"]
        self.assertEqual(judged["held_against"], ["reference", "less", "all"])
        for schedule, plan in expected.items():
            if schedule != "nothing":
                at = names.index(schedule)
                self.assertEqual(capacity["expansion"]["value"][6 * at:6 * at + 6:2], list(plan))
            for s, chosen in enumerate(((0,), (1,), (0, 1))):
                regret = sorted(costs[plan][i][d] - best[i][d] for i in chosen for d in range(3))
                mean = sum(sum(costs[plan][i]) for i in chosen) / (3 * len(chosen))
                missing = [sum(max(0, a - b) for a, b in zip(futures[i][d], places(plan))) for i in chosen for d in range(3)]
                row = judged["schedule"].index(schedule) * 3 + s
                for got, wanted in zip(judged["value"][4 * row:4 * row + 4], (mean, sum(regret) / len(regret), regret[-1], regret[-1])):
                    self.assertAlmostEqual(got, wanted, delta=1e-8 * mean)
                self.assertAlmostEqual(capacity["expansion_missing"]["value"][row], sum(missing) / len(missing), delta=1e-9)
                self.assertEqual(capacity["expansion_met"]["value"][row], sum(x < 1e-9 for x in missing) / len(missing))
        rows = self.table("T16c_regret_of_schedules")
        self.assertEqual(len(rows), 3 * len(judged["schedule"]))
        self.assertEqual({row["draws"] for row in rows if row["held_against"] == "all"}, {"6"})

    def test_bad_input(self):
        good = self.steps()["hut"]
        for says, step in (("/capacity/steps/hut: may take effect from 2027 to 2026", good | {"last_year": 2026}),
                           ("/capacity/steps/hut: the grant 2e+07 is more than the investment 1.22e+07", good | {"grant": figure(2e7)}),
                           ("/capacity/steps/hut/capex", good | {"capex": figure(-1)}),
                           ("/capacity/steps/hut/lead_years", good | {"lead_years": -1}),
                           ("/capacity/steps/hut/places: 'home_nursing' takes up neither", good | {"places": {"home_nursing": figure(2)}}),
                           ("/capacity/steps/hut", {"first_year": 2027})):
            with self.subTest(says):
                self.refused(says, steps={"hut": step})
        self.refused("/capacity/steps: 13 steps, at most 12", steps={f"hut_{i}": good for i in range(13)})
        self.refused("/capacity/expansion/shortage_cost", steps={"hut": good}, expansion={"shortage_cost": figure(0)})


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
