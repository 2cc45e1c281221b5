#!/usr/bin/env python3
"""Crises of a plan: what they conserve, that nothing comes of nothing, and what is refused.

    preparedness.py KOHORT ROOT
"""
import csv
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
BALANCE = 1e-9  # of a total: rounding of sums over 212 cells
WEEKS = 52


def figure(value, **more):
    return {"value": value, "assumption": "a test"} | more


PANDEMIC = {"active": True, "year": 2028, "week": 6}
ARRIVALS = {"active": True, "year": 2027, "years": 2, "persons": figure(43.5), "onward_rate": figure(0.137),
            "reunion_per_arrival": figure(0.31)}
WAR = {"active": True, "year": 2029, "weeks": 9, "called_up": figure(0.083), "hospital_patients": figure(4.5),
       "supply_outage_days": figure(20), "stock_days": figure(11)}
DISASTER = {"active": True, "year": 2028, "week": 5, "days": 30, "units": ["institution_short"]}


class Preparedness(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, preparedness, **more):
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        plan |= {"end_year": 2040, "scenarios": []} | more
        plan.pop("preparedness", None)
        if preparedness is not None:
            plan["preparedness"] = preparedness
        for path in (ROOT / "data/plans/hole").glob("*.csv"):
            shutil.copy(path, self.folder)
        path = self.folder / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return path

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)

    def run_plan(self, preparedness, *options, **more):
        done = self.kohort("run", self.write(preparedness, **more), "-o", self.folder / "out", *options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]

    def one(self, preparedness, *options):
        return self.run_plan(preparedness, *options)[0]

    def series(self, scenario, cube, flow, year=None, kind=0):
        cube = scenario["preparedness"][cube]
        n = len(cube["flow"])
        values = cube["value"][cube["flow"].index(flow)::n]
        kinds = len(cube.get("type", [0]))
        values = values[kind::kinds]
        if year is None or "week" not in cube:
            return values
        t = cube["year"].index(year)
        return values[t * WEEKS:(t + 1) * WEEKS]

    def check_balance(self, scenario):
        population, components = scenario["population"], scenario["components"]
        cells, n = 2 * len(population["age"]), len(components["component"])
        totals = [math.fsum(population["value"][t * cells:(t + 1) * cells]) for t in range(len(population["year"]))]
        for t, (before, after) in enumerate(zip(totals, totals[1:])):
            change = sum(sign * value for sign, value in zip(components["sign"], components["value"][t * n:(t + 1) * n]))
            self.assertLessEqual(abs(after - before - change), BALANCE * before)
        return totals

    def component(self, scenario, name):
        components = scenario["components"]
        return components["value"][components["component"].index(name)::len(components["component"])]

    def test_nothing_comes_of_nothing(self):
        plain = self.one(None)
        nothing = {"pandemic": {"flu": PANDEMIC | {"attack_rate": figure(0)}},
                   "arrivals": {"few": {"active": True, "year": 2027, "persons": figure(0)}},
                   "war": {"peace": {"active": True, "year": 2029}}}
        asleep = {"pandemic": {"flu": PANDEMIC | {"active": False}}, "disaster": {"fire": DISASTER | {"active": False}}}
        for section in ({}, nothing, asleep):
            other = self.one(section)
            for block in ("population", "indicators", "demand", "capacity", "households"):
                self.assertEqual(other[block], plain[block], block)
            for name in ("births", "deaths", "net_migration"):
                self.assertEqual(self.component(other, name), self.component(plain, name))
            if "staff" in other["preparedness"]:
                self.assertEqual(self.series(other, "staff", "at_work"), self.series(other, "staff", "employed"))
                self.check_ordinary_staff(other)

    def check_ordinary_staff(self, scenario):
        """Demand and supply of the professions, at the 1 January of each year that has weeks."""
        weekly = scenario["preparedness"]["staff"]
        for flow, cube in (("need", "demand"), ("employed", "supply")):
            cube, found = scenario["workforce"][cube], self.series(scenario, "staff", flow)
            m = len(cube["profession"])
            for t, year in enumerate(weekly["year"]):
                at = cube["year"].index(year) * m
                for value in found[t * WEEKS:(t + 1) * WEEKS]:
                    self.assertAlmostEqual(value, math.fsum(cube["value"][at:at + m]), delta=1e-9)
        for need, extra, there, gap in zip(*(self.series(scenario, "staff", flow)
                                             for flow in ("need", "extra_need", "at_work", "gap"))):
            self.assertAlmostEqual(gap, need + extra - there, delta=1e-9)

    def test_staff_that_nobody_registered_is_that_of_the_norms(self):
        registered = self.one({"pandemic": {"flu": PANDEMIC}})
        self.check_ordinary_staff(registered)
        self.assertGreater(self.series(registered, "staff", "need", 2028)[0],
                           self.series(registered, "staff", "employed", 2028)[0] + 1)
        norms = self.run_plan({"pandemic": {"flu": PANDEMIC}}, workforce={})[0]
        total = norms["demand"]["fte_by_area"]
        fte = total["value"][total["area"].index("total")::len(total["area"])][total["year"].index(2028)]
        for flow in ("need", "employed"):
            self.assertEqual(set(self.series(norms, "staff", flow, 2028)), {fte})

    def test_pandemic(self):
        plain, ill = self.one(None), self.one({"pandemic": {"flu": PANDEMIC | {"transition_years": 3}}})
        persons = self.check_balance(plain)[2]
        weeks = self.series(ill, "persons", "newly_ill", 2028)
        self.assertAlmostEqual(math.fsum(weeks), 0.25 * persons, delta=BALANCE * persons)
        self.assertAlmostEqual(max(weeks) / math.fsum(weeks), 0.2, delta=1e-8)
        self.assertEqual(weeks.index(max(weeks)), 5 + 8)
        best = max(math.fsum(weeks[w:w + 8]) for w in range(45))
        self.assertAlmostEqual(best / math.fsum(weeks), 0.9, delta=1e-8)
        self.assertEqual((weeks[4], weeks[5] > 0), (0, True))
        there, at_work = self.series(ill, "staff", "employed", 2028), self.series(ill, "staff", "at_work", 2028)
        for week, (a, b) in enumerate(zip(there, at_work)):
            self.assertAlmostEqual(1 - b / a, 0.25 * weeks[week] / math.fsum(weeks), delta=1e-12)
        self.check_balance(ill)
        dead = self.component(ill, "excess_deaths")
        self.assertEqual(dead[:2], [0, 0])
        for k, share in enumerate((1, 0.75, 0.5, 0.25, 0)):
            self.assertAlmostEqual(dead[2 + k], share * 0.004 * 0.25 * persons, delta=1e-6)
        self.assertAlmostEqual(self.component(ill, "net_migration")[2], self.component(plain, "net_migration")[2], delta=1e-6)

    def test_arrivals_are_conserved(self):
        plain, more = self.one(None), self.one({"arrivals": {"refugees": ARRIVALS}})
        before, after = self.check_balance(plain), self.check_balance(more)
        flow = {name: self.series(more, "arrivals", name) for name in more["preparedness"]["arrivals"]["flow"]}
        self.assertEqual([round(x, 9) for x in flow["arrivals"][:4]], [0, 43.5, 43.5, 0])
        self.assertEqual([round(x, 9) for x in flow["family_reunion"][:4]], [0, 0, 13.485, 13.485])
        present = 0
        for t in range(len(flow["present"])):
            present += flow["arrivals"][t] + flow["family_reunion"][t] - flow["onward_moves"][t] - flow["deaths"][t]
            self.assertAlmostEqual(flow["present"][t], present, delta=1e-9)
        self.assertEqual(flow["onward_moves"][1], 0)
        self.assertAlmostEqual(flow["onward_moves"][2], 0.137 * (43.5 - flow["deaths"][2]), delta=1e-9)
        self.assertAlmostEqual(after[2] - before[2], 43.5, delta=1e-6)  # the first year's: nobody has had children yet
        self.assertEqual(after[:2], before[:2])
        self.assertEqual(sum(self.component(more, "arrivals")[:3]), sum(flow["arrivals"][:3]) + sum(flow["family_reunion"][:3]))

    def test_profile(self):
        path = self.folder / "profile.csv"
        path.write_text("sex,age_from,age_to,share\nfemale,20,39,0.6\nboth,0,9,0.4\n", encoding="utf-8")
        profile = {"file": "profile.csv", "assumption": "a test"}
        plain = self.one(None)
        more = self.one({"arrivals": {"refugees": {"active": True, "year": 2026, "persons": figure(100), "profile": profile}}})
        cells = 2 * 106
        gained = [b - a for a, b in zip(plain["population"]["value"][cells:2 * cells], more["population"]["value"][cells:2 * cells])]
        for age in range(106):
            self.assertAlmostEqual(gained[age], 3 if 20 <= age < 40 else 2 if age < 10 else 0, delta=1e-6)
            self.assertAlmostEqual(gained[106 + age], 2 if age < 10 else 0, delta=1e-6)

    def test_evacuees_leave_again(self):
        evacuees = {"active": True, "year": 2028, "week": 3, "weeks": 2, "stay_weeks": 6, "settled": False,
                    "persons": figure(130), "place_share": figure(0.1), "fte_per_person": figure(0.02)}
        plain, more = self.one(None), self.one({"arrivals": {"evacuees": evacuees}})
        self.assertEqual(more["population"], plain["population"])
        self.assertEqual(self.series(more, "persons", "newcomers", 2028)[:12], [0, 0, 65, 130, 130, 130, 130, 130, 65, 0, 0, 0])
        for here, places, fte in zip(self.series(more, "persons", "newcomers", 2028), self.series(more, "places", "extra", 2028),
                                     self.series(more, "staff", "extra_need", 2028)):
            self.assertAlmostEqual(places, 0.1 * here, delta=1e-12)
            self.assertAlmostEqual(fte, (0.02 + 0.1 * 1.2) * here, delta=1e-12)

    def test_war_is_monotone(self):
        peaks = []
        for share in (0.02, 0.083, 0.31):
            scenario = self.one({"war": {"call": WAR | {"called_up": figure(share)}}})
            gap = self.series(scenario, "staff", "gap", 2029)
            ordinary = self.series(scenario, "staff", "need", 2029)[0] - self.series(scenario, "staff", "employed", 2029)[0]
            self.assertEqual([round(x - ordinary, 9) for x in gap[9:]], [0] * 43)
            self.assertEqual(self.series(scenario, "places", "extra", 2029)[:10], [4.5] * 9 + [0])
            peaks.append(max(gap))
        self.assertTrue(peaks[0] < peaks[1] < peaks[2])
        supply = scenario["preparedness"]["days_without_supplies"]["value"]
        self.assertEqual(supply[:5], [0, 3, 6, 0, 0])  # 20 days without new ones, of which 11 are covered

    def test_disaster(self):
        plain, lost = self.one(None), self.one({"disaster": {"fire": DISASTER}})
        self.assertEqual(lost["population"], plain["population"])
        with open(self.folder / "buildings.csv", encoding="utf-8", newline="") as file:
            size = {row["id"]: float(row["places"]) for row in csv.DictReader(file)}
        there = self.series(lost, "places", "places", 2028)
        self.assertEqual(there, [sum(size.values())] * 4 + [sum(size.values()) - size["institution_short"]] * 5 +
                         [sum(size.values())] * 43)
        occupied = self.series(lost, "places", "occupied", 2028)[0]
        refuge = lost["preparedness"]["relocation"]
        rows = {unit: dict(zip(refuge["flow"], refuge["value"][4 * u:4 * u + 4])) for u, unit in enumerate(refuge["building"])}
        for unit, places in size.items():
            self.assertAlmostEqual(rows[unit]["residents"], occupied * places / sum(size.values()), delta=1e-9)
        gone, other = rows["institution_short"], rows["institution_long"]
        self.assertAlmostEqual(gone["residents"], other["moved_in"] + gone["unplaced"], delta=1e-9)
        self.assertAlmostEqual(other["moved_in"], min(gone["residents"], size["institution_long"] - other["residents"]), delta=1e-9)

    def write_zones(self, disaster, zones=("north", "north", "south"), **area):
        """Three units in two of three zones; a third of the people in each zone."""
        units = ["id,name,type,places,source,assumption,zone"]
        units += [f"u{i},U,{kind},{places},,a test,{zone}" for i, (kind, places, zone) in enumerate(
            zip(("long_stay", "short_stay", "long_stay"), (11, 7, 23), zones))]
        path = self.write({"disaster": {"flood": {"active": True, "year": 2028, "week": 5, "days": 16} | disaster}}, area={
            "population": {"file": "zones.csv", "assumption": "a test"},
            "travel": {"file": "travel.csv", "assumption": "a test"}, "bases": ["north"],
            "visits": {"home_nursing": {"per_week": figure(5)}}, "visits_per_tour": figure(6),
            "hours_per_fte": figure(1450)} | area)
        plan = json.loads(path.read_text(encoding="utf-8"))
        del plan["structures"]
        plan["capacity"] = {"register": {"file": "units.csv", "assumption": "a test"}}
        path.write_text(json.dumps(plan), encoding="utf-8")
        (self.folder / "units.csv").write_text("\n".join(units) + "\n", encoding="utf-8")
        names = ("north", "middle", "south")
        (self.folder / "zones.csv").write_text("zone,sex,age_from,age_to,persons\n" + "".join(
            f"{zone},both,{young},{old},{persons}\n" for young, old, persons in (("0", "66", 2000), ("67", "", 400))
            for zone in names), encoding="utf-8")
        (self.folder / "travel.csv").write_text("from,to,minutes\n" + "".join(
            f"{a},{b},{3 + 11 * abs(i - j)}\n" for i, a in enumerate(names) for j, b in enumerate(names)), encoding="utf-8")
        return path

    def run_zones(self, disaster, **more):
        done = self.kohort("run", self.write_zones(disaster, **more), "-o", self.folder / "out")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]

    def by(self, cube):
        """Rows of a cube of one crisis: {building or zone: {flow: value}}."""
        n = len(cube["flow"])
        labels = cube[cube["dimensions"][1]]
        return {label: dict(zip(cube["flow"], cube["value"][n * i:n * i + n])) for i, label in enumerate(labels)}

    def test_a_zone_is_lost(self):
        calm = self.run_zones({"active": False, "zones": ["north"]})
        lost = self.run_zones({"zones": ["north"], "evacuated": figure(0.9), "place_share": figure(0.3)})
        for block in ("population", "demand", "capacity", "area", "workforce"):
            self.assertEqual(lost[block], calm[block], block)
        units = {"u0": 11, "u1": 7, "u2": 23}
        there = self.series(lost, "places", "places", 2028)
        self.assertEqual(there, [41] * 4 + [23] * 3 + [41] * 45)  # exactly those of u0 and u1
        zones, moves = self.by(lost["preparedness"]["evacuation"]), self.by(lost["preparedness"]["relocation"])
        users = lost["area"]["users"]
        at = users["year"].index(2028) * len(users["zone"]) * len(users["service"])
        for z, name in enumerate(users["zone"]):
            shared = users["value"][at + z * len(users["service"]) + users["service"].index("home_nursing")]
            self.assertLessEqual(zones[name]["home_users"], shared + 1e-9)  # at one time, not through the year
            self.assertGreater(zones[name]["home_users"], 0)
        gone = zones["north"]
        self.assertAlmostEqual(gone["evacuated"], 0.9 * gone["home_users"], delta=1e-9)
        self.assertAlmostEqual(gone["need_place"], 0.27 * gone["home_users"], delta=1e-9)
        self.assertEqual([zones[z]["evacuated"] for z in ("middle", "south")], [0, 0])
        self.assertAlmostEqual(zones["middle"]["taken_in"], gone["evacuated"] - gone["need_place"], delta=1e-9)
        self.assertEqual([zones[z]["taken_in"] for z in ("north", "south")], [0, 0])
        seeking = math.fsum([moves["u0"]["residents"], moves["u1"]["residents"], gone["need_place"]])
        found = math.fsum(row["moved_in"] for row in moves.values())
        left = math.fsum(row["unplaced"] for row in [*moves.values(), *zones.values()])
        self.assertAlmostEqual(seeking, found + left, delta=1e-9)
        self.assertAlmostEqual(found, min(seeking, max(0, units["u2"] - moves["u2"]["residents"])), delta=1e-9)
        weeks = [[self.series(lost, cube, flow, 2028) for cube, flow in pairs] for pairs in (
            (("home_users", "evacuated"), ("home_users", "visited_elsewhere"), ("home_users", "need_place")),)][0]
        for w in range(WEEKS):
            on = 4 <= w < 7
            self.assertAlmostEqual(weeks[0][w], on * gone["evacuated"], delta=1e-9)
            self.assertAlmostEqual(weeks[1][w] + weeks[2][w], weeks[0][w], delta=1e-9)
            self.assertAlmostEqual(self.series(lost, "places", "extra", 2028)[w], on * gone["need_place"], delta=1e-9)
            self.assertAlmostEqual(self.series(lost, "staff", "extra_need", 2028)[w], on * 1.2 * gone["need_place"], delta=1e-9)
        for cube, parts, less in (("places", ("occupied", "extra"), "places"), ("staff", ("need", "extra_need"), "at_work")):
            flows = [self.series(lost, cube, flow, 2028) for flow in (*parts, less, "gap")]
            for a, b, c, gap in zip(*flows):
                self.assertAlmostEqual(gap, a + b - c, delta=1e-9)
        with open(self.folder / "out/tables/T21_surge.csv", encoding="utf-8", newline="") as file:
            worst = [row for row in csv.DictReader(file) if (row["group"], row["flow"]) == ("institution", "gap")]
        self.assertAlmostEqual(float(worst[0]["peak"]), max(self.series(lost, "places", "gap", 2028)), delta=1e-9)
        with open(self.folder / "out/tables/T21e_evacuation.csv", encoding="utf-8", newline="") as file:
            self.assertEqual({row["zone"]: float(row["taken_in"]) for row in csv.DictReader(file)},
                             {name: row["taken_in"] for name, row in zones.items()})

    def test_zones_that_take_nothing(self):
        calm = self.run_zones({"active": False, "zones": ["north"]})
        nobody = self.run_zones({"zones": ["middle"], "evacuated": figure(0)})
        for flow in ("places", "extra", "gap"):
            self.assertEqual(len(set(self.series(nobody, "places", flow, 2028))), 1, flow)
        self.assertEqual(set(nobody["preparedness"]["home_users"]["value"]), {0})
        self.assertEqual(calm["capacity"], nobody["capacity"])
        same = self.run_zones({"units": ["u1", "u0"]})
        zone = self.run_zones({"zones": ["north"], "units": ["u1"], "evacuated": figure(0)})
        for cube in ("places", "relocation"):
            self.assertEqual(zone["preparedness"][cube], same["preparedness"][cube])

    def test_zones_that_are_not_there(self):
        at = "/preparedness/disaster/flood"
        for disaster, more, place in (
                ({"zones": ["nroth"]}, {}, at + "/zones/0: the area has no zone 'nroth'; did you mean 'north'?"),
                ({"active": False, "zones": ["x"]}, {}, at + "/zones/0"), ({}, {}, at + ": neither"),
                ({"zones": ["north"], "place_share": figure(1.2)}, {}, at + "/place_share/value"),
                ({"zones": ["north"]}, {"zones": ("north", "nowhere", "south")}, "/capacity/register: unit 'u1'")):
            done = self.kohort("run", self.write_zones(disaster, **more), "-o", self.folder / "never")
            self.assertEqual((done.returncode, done.stderr.count("\n")), (3, 1), (place, done.stderr))
            self.assertIn(f"plan.json: {place}", done.stderr)
            self.assertFalse((self.folder / "never").exists())

    def test_reserves(self):
        scenario = self.one({})
        with open(self.folder / "buildings.csv", encoding="utf-8", newline="") as file:
            size = [float(row["places"]) for row in csv.DictReader(file)]
        occupied, left = scenario["capacity"]["occupied"], scenario["preparedness"]["reserve_without_unit"]
        k, n = occupied["type"].index("institution"), len(occupied["type"])
        for t in range(len(left["year"])):
            for u in range(len(size)):
                self.assertAlmostEqual(left["value"][t * len(size) + u],
                                       sum(size) - size[u] - occupied["value"][t * n + k], delta=1e-9)
        with open(self.folder / "out/tables/T21c_n_minus_1.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["lost"] == "unit"]
        for row in rows:
            others = [float(other["left"]) for other in rows if other["year"] == row["year"]]
            self.assertEqual(row["worst"] == "yes", float(row["left"]) == min(others))
        staff = scenario["preparedness"]["staff_without_profession"]
        m = len(staff["profession"])
        for t in range(len(staff["year"])):
            self.assertAlmostEqual(sum(1 - x for x in staff["value"][t * m:(t + 1) * m]), 1, delta=1e-12)

    def test_crises_compose(self):
        parts = {"pandemic": {"flu": PANDEMIC | {"fatality": figure(0), "place_share": figure(0.02)}},
                 "war": {"call": WAR | {"year": 2028, "week": 10}}, "disaster": {"fire": DISASTER}}
        alone = [self.one({kind: crisis}) for kind, crisis in parts.items()]
        together = self.one(parts)
        def of(scenario, cube, flow):
            return self.series(scenario, cube, flow, 2028)
        for week in range(WEEKS):
            there = of(together, "staff", "employed")[week]
            self.assertAlmostEqual(of(together, "staff", "at_work")[week] / there, math.prod(
                of(one, "staff", "at_work")[week] / there for one in alone[:2]), delta=1e-12)
            for cube, flow in (("staff", "extra_need"), ("places", "extra")):
                self.assertAlmostEqual(of(together, cube, flow)[week], sum(of(one, cube, flow)[week] for one in alone), delta=1e-12)
            self.assertEqual(of(together, "places", "places")[week], of(alone[2], "places", "places")[week])

    def test_a_scenario_switches_on(self):
        section = {"pandemic": {"flu": PANDEMIC | {"active": False}}}
        on = {"id": "crisis", "changes": {"preparedness": {"pandemic": {"flu": {"active": True}}}}}
        off, crisis = self.run_plan(section, scenarios=[on])
        self.assertNotIn("staff", off["preparedness"])
        self.assertEqual(crisis["preparedness"], self.one({"pandemic": {"flu": PANDEMIC}})["preparedness"])

    def test_crises_compose_with_every_scenario_and_with_draws(self):
        asleep = {"pandemic": {"flu": PANDEMIC | {"active": False, "transition_years": 2}},
                  "arrivals": {"refugees": ARRIVALS | {"active": False}}, "war": {"call": WAR | {"active": False}},
                  "disaster": {"fire": DISASTER | {"active": False}}}
        awake = {"preparedness": {kind: {name: {"active": True} for name in crises} for kind, crises in asleep.items()}}
        given = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))["scenarios"]
        names = ["reference", *(one["id"] for one in given)]
        crises = [{"id": f"{name}_in_crisis", "based_on": name, "changes": awake} for name in names]
        for options in ((), ("--draws", "12")):
            done = {one["id"]: one for one in self.run_plan(asleep, *options, scenarios=[*given, *crises])}
            self.assertEqual(len(done), 2 * len(names))
            first = done["reference_in_crisis"]
            for name in names:
                calm, crisis = done[name], done[f"{name}_in_crisis"]
                self.check_balance(crisis)
                self.check_ordinary_staff(crisis)
                self.assertEqual(crisis["housing" if "housing" in calm else "economy"].keys(),
                                 calm["housing" if "housing" in calm else "economy"].keys())
                self.assertGreater(max(self.component(crisis, "excess_deaths")), 0)
                for year in (2028, 2029):
                    share, of_first = ([a / b for a, b in zip(self.series(one, "staff", "at_work", year),
                                                              self.series(one, "staff", "employed", year))]
                                       for one in (crisis, first))
                    for a, b in zip(share, of_first):
                        self.assertAlmostEqual(a, b, delta=1e-12)
                cells = 2 * len(calm["population"]["age"])
                if not options:  # the profile that draws spread net migration over is that of the whole run
                    self.assertEqual(crisis["population"]["value"][:2 * cells], calm["population"]["value"][:2 * cells])

    def test_draws(self):
        section = {"pandemic": {"flu": PANDEMIC}, "arrivals": {"refugees": ARRIVALS}, "disaster": {"fire": DISASTER}}
        results = []
        for threads in (1, 2):
            results.append(self.one(section, "--draws", "60", "--threads", threads))
            self.check_balance(results[-1])
        self.assertEqual(*results)
        for name, expected in (("excess_deaths", None), ("arrivals", 43.5)):
            self.assertAlmostEqual(self.component(results[0], name)[1], expected or 0, delta=1e-9)

    def test_bad_input(self):
        def pandemic(**change):
            return {"pandemic": {"flu": PANDEMIC | change}}

        at = "/preparedness/pandemic/flu"
        for section, place in (
                (pandemic(attack_rate=figure(1.2)), at + "/attack_rate/value"), (pandemic(year=2040), at + "/year"),
                (pandemic(year=2025), at + "/year"), (pandemic(year=2039, week=40), at + "/weeks"),
                (pandemic(week=53), at + "/week"), (pandemic(peak_week=30), at + "/peak_week"),
                (pandemic(weeks=7, peak_week=3), at), (pandemic(eight_weeks_share=figure(0.3)), at),
                (pandemic(peak_week_share=figure(0.01)), at), (pandemic(attack_rate={"value": 0.2}), at + "/attack_rate"),
                (pandemic(weak=3), at + "/weak"), ({"pandemic": {"Flu!": PANDEMIC}}, "/preparedness/pandemic/Flu!"),
                ({"arrivals": {"a": {"year": 2027}}}, "/preparedness/arrivals/a"),
                ({"arrivals": {"a": ARRIVALS | {"years": 30}}}, "/preparedness/arrivals/a/years"),
                ({"arrivals": {"a": ARRIVALS | {"week": 50, "weeks": 4}}}, "/preparedness/arrivals/a/weeks"),
                ({"arrivals": {"a": ARRIVALS | {"settled": False}}}, "/preparedness/arrivals/a/reunion_per_arrival"),
                ({"war": {"w": WAR | {"weeks": 2}}}, "/preparedness/war/w/supply_outage_days"),
                ({"war": {"w": WAR | {"called_up": figure(-0.1)}}}, "/preparedness/war/w/called_up/value"),
                ({"disaster": {"d": DISASTER | {"units": ["institution_shrot"]}}}, "/preparedness/disaster/d/units/0"),
                ({"disaster": {"d": DISASTER | {"active": False, "units": ["x"]}}}, "/preparedness/disaster/d/units/0"),
                ({"disaster": {"d": DISASTER | {"year": 2039, "week": 50}}}, "/preparedness/disaster/d/days"),
                ({"place_type": "institutions"}, "/preparedness/place_type"),
                ({"pandemic": {"x": PANDEMIC}, "war": {"x": WAR}}, "/preparedness/war/x")):
            done = self.kohort("run", self.write(section), "-o", self.folder / "never")
            self.assertEqual((done.returncode, done.stderr.count("\n")), (3, 1), (place, done.stderr))
            self.assertIn(f"plan.json: {place}: ", done.stderr)
            self.assertFalse((self.folder / "never").exists())
        (self.folder / "profile.csv").write_text("sex,age_from,age_to,share\nboth,0,,0.9\n", encoding="utf-8")
        done = self.kohort("validate", self.write({"arrivals": {"a": ARRIVALS | {"profile": {
            "file": "profile.csv", "assumption": "a test"}}}}))
        self.assertEqual(done.returncode, 1)
        self.assertIn("profile.csv:2", done.stdout + done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
