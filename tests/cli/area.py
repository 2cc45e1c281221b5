#!/usr/bin/env python3
"""Zones of a municipality: they add up, follow their cohorts, grow where is built, and bad files are refused with place.

    area.py KOHORT ROOT
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
BASE, END, REGION = 2026, 2040, "3310"
AGES = 106
CELLS = 2 * AGES
ZONES = ("north", "south", "isle")
BANDS = ((0, 17), (18, 66), (67, 79), (80, 105))
SMALL = 1e-9


def figure(value, unit=None):
    return {"value": value, "assumption": "a test"} | ({"unit": unit} if unit else {})


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def registered():
    """[sex][age] persons of the base year."""
    whole = [0] * CELLS
    for row in rows_of(ROOT / f"data/population/{REGION}.csv"):
        if int(row["year"]) == BASE:
            whole[(row["sex"] == "male") * AGES + int(row["age"])] += int(row["value"])
    return whole


class Area(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        whole = registered()
        self.counts = {}
        for b, (low, high) in enumerate(BANDS):
            for sex in (0, 1):
                n = sum(whole[sex * AGES + low:sex * AGES + high + 1])
                first, second = round(n * (0.41 + 0.05 * b)), round(n * (0.37 - 0.04 * sex))
                for zone, persons in zip(ZONES, (first, second, n - first - second)):
                    self.counts[zone, sex, b] = persons
        self.zones = {"population": {"file": "zones.csv", "source": "a test"}}
        self.write_zones()

    def write_zones(self, rows=None):
        lines = rows or [f"{zone},{('female', 'male')[sex]},{BANDS[b][0]},{BANDS[b][1] if b < 3 else ''},{n}"
                         for (zone, sex, b), n in self.counts.items()]
        (self.folder / "zones.csv").write_text("\n".join(["zone,sex,age_from,age_to,persons", *lines]) + "\n", encoding="utf-8")

    def kohort(self, *more, **sections):
        plan = {"kohort": 1, "region": REGION, "base_year": BASE, "end_year": END} | sections
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *more], capture_output=True, text=True,
                              cwd=self.folder, timeout=120, check=False)

    def scenarios(self, *more, **sections):
        done = self.kohort(*more, **sections)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        return {scenario["id"]: scenario for scenario in self.result["scenarios"]}

    def reference(self, *more, area=None, **sections):
        return self.scenarios(*more, area=self.zones | (area or {}), **sections)["reference"]

    def warnings(self, code):
        return [warning["message"] for warning in self.result["warnings"] if warning["code"] == code]

    def table(self, name):
        return rows_of(next((self.folder / "out/tables").glob(f"{name}_*.csv")))

    def refused(self, *parts, code=3, **sections):
        done = self.kohort(**sections)
        self.assertEqual(done.returncode, code, done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)


class Population(Area):
    def assert_adds_up(self, scenario, is_drawn=False):
        persons, groups = scenario["area"]["population"], scenario["area"]["persons"]
        whole, all_groups = scenario["population"], scenario["indicators"]["persons"]
        n, m = len(persons["zone"]), len(groups["age_group"])
        for t in range(len(persons["year"])):
            for i in range(CELLS):
                cells = [persons["value"][(t * n + z) * CELLS + i] for z in range(n)]
                exact = whole["value"][t * CELLS + i]
                self.assertTrue(all(cell == int(cell) and cell >= 0 for cell in cells))
                self.assertLess(abs(sum(cells) - exact), 1, (t, i))
            for g in range(m):
                cells = [groups["value"][(t * n + z) * m + g] for z in range(n)]
                self.assertTrue(math.isclose(math.fsum(cells), all_groups["value"][t * m + g], rel_tol=1e-12))
            for z in range(0 if is_drawn else n):  # of draws the two are means with chance of their own
                single = sum(persons["value"][(t * n + z) * CELLS:(t * n + z + 1) * CELLS])
                self.assertLess(abs(single - groups["value"][(t * n + z) * m + m - 1]), 1)

    def test_zones_add_up(self):
        scenario = self.reference()
        self.assert_adds_up(scenario)
        groups = scenario["area"]["persons"]
        self.assertEqual(groups["zone"], list(ZONES))
        for z, zone in enumerate(ZONES):
            for group, b in (("67-79", 2), ("80+", 3)):
                value = groups["value"][z * len(groups["age_group"]) + groups["age_group"].index(group)]
                self.assertAlmostEqual(value, self.counts[zone, 0, b] + self.counts[zone, 1, b], delta=1e-6)
        self.assertEqual(self.warnings("zones_disagree"), [])

    def test_all_else_is_as_before(self):
        plain, scenario = self.scenarios()["reference"], self.reference()
        self.assertNotIn("area", plain)
        del scenario["area"]
        self.assertEqual(scenario, plain)
        draws = self.scenarios("--draws", "20", "--seed", "3")["reference"]
        drawn = self.reference("--draws", "20", "--seed", "3")
        self.assert_adds_up(drawn, is_drawn=True)
        del drawn["area"]
        self.assertEqual(drawn, draws)

    def test_shares_follow_their_cohorts(self):
        """Those who are 67 and over at the end all lived here at the start: their zones' shares by hand."""
        scenario = self.reference()
        whole, register = scenario["population"]["value"], registered()
        share = {}
        for zone in ZONES:
            for i in range(CELLS):
                b = next(k for k, (low, high) in enumerate(BANDS) if low <= i % AGES <= high)
                n = sum(register[i // AGES * AGES + BANDS[b][0]:i // AGES * AGES + BANDS[b][1] + 1])
                share[zone, i] = self.counts[zone, i // AGES, b] / n
        groups = scenario["area"]["persons"]
        for t in (1, 7, END - BASE):
            for z, zone in enumerate(ZONES):
                old = math.fsum(whole[t * CELLS + sex * AGES + age] * share[zone, sex * AGES + min(age, 104) - t]
                                for sex in (0, 1) for age in range(67, AGES))
                at = (t * len(ZONES) + z) * len(groups["age_group"]) + groups["age_group"].index("67+")
                self.assertTrue(math.isclose(groups["value"][at], old, rel_tol=1e-3), (t, zone))

    def test_one_zone_is_the_municipality(self):
        self.write_zones([f"alone,both,0,,{sum(registered())}"])
        scenario = self.reference()
        self.assertEqual([round(x, 6) for x in scenario["area"]["persons"]["value"]],
                         [round(x, 6) for x in scenario["indicators"]["persons"]["value"]])

    def test_a_zone_without_anybody_stays_finite(self):
        for key in [key for key in self.counts if key[0] == "isle"]:
            self.counts["south", key[1], key[2]] += self.counts[key]
            self.counts[key] = 0
        self.write_zones()
        groups = self.reference()["area"]["persons"]
        isle = [x for i, x in enumerate(groups["value"]) if i // len(groups["age_group"]) % 3 == 2]
        self.assertEqual(set(isle), {0})

    def test_attraction(self):
        plain = self.reference()["area"]["persons"]["value"]
        area = {"zones": {"isle": {"label": {"nb": "Øya"}, "attraction": figure(0)},
                          "north": {"attraction": {"path": {"2026": 1, "2030": 3}, "assumption": "a test"}}}}
        scenario = self.reference(area=area)
        self.assert_adds_up(scenario)
        last = scenario["area"]["persons"]["value"][-30:]
        self.assertGreater(last[9], plain[-21])
        self.assertLess(last[29], plain[-1])
        self.assertEqual({row["label"] for row in self.table("T29") if row["zone"] == "isle"}, {"Øya"})
        nowhere = {zone: {"attraction": figure(0)} for zone in ZONES}
        self.refused("no zone with persons has an attraction above 0", code=4, area=self.zones | {"zones": nowhere})

    def test_newcomers_live_where_is_built(self):
        houses = {"type": "detached", "zone": "isle", "local_share": figure(0),
                  "dwellings": {"path": {"2026": 0, "2030": 60}, "unit": "dwellings", "assumption": "a test"}}
        plain, built = self.reference(), self.reference(housing={"projects": {"new": houses}})
        self.assert_adds_up(built)
        cube = built["housing"]["persons"]
        at = cube["project"].index("new"), cube["age_band"].index("all")
        for t in (1, 4, 14):
            new = cube["value"][(t * len(cube["project"]) + at[0]) * len(cube["age_band"]) + at[1]]
            self.assertGreater(new, 10)
            for z, more in ((0, 0), (1, 0), (2, new)):
                i = (t * 3 + z) * 10 + 9
                gained = built["area"]["persons"]["value"][i] - plain["area"]["persons"]["value"][i]
                self.assertAlmostEqual(gained, more, delta=1e-6)
        elsewhere = self.reference(housing={"projects": {"new": {key: houses[key] for key in houses if key != "zone"}}})
        self.assert_adds_up(elsewhere)
        self.refused("/housing/projects/new/zone", "unknown zone 'isla'", "did you mean 'isle'",
                     area=self.zones, housing={"projects": {"new": houses | {"zone": "isla"}}})

    def test_counts_of_another_day(self):
        for b in range(4):
            self.counts["north", 0, b] = round(1.2 * self.counts["north", 0, b])
        self.write_zones()
        self.assert_adds_up(self.reference())
        message, = self.warnings("zones_disagree")
        self.assertIn("'north'", message)

    def test_threads_and_table(self):
        self.reference("--format", "json,csv,csv-no,jsonstat,xlsx", "--lang", "en")
        first = {p.name: p.read_bytes() for p in self.folder.rglob("out/**/*") if p.is_file()}
        self.reference("--format", "json,csv,csv-no,jsonstat,xlsx", "--lang", "en", "--threads", "2")
        self.assertEqual(first, {p.name: p.read_bytes() for p in self.folder.rglob("out/**/*") if p.is_file()})
        rows = self.table("T29")
        self.assertEqual({row["zone"] for row in rows}, {*ZONES, "all"})
        whole = {row["year"]: float(row["persons"]) for row in rows if row["zone"] == "all"}
        self.assertAlmostEqual(whole["2026"], sum(registered()), delta=1e-6)

    def test_bad_files(self):
        good = [f"{zone},both,0,,{100 * (i + 1)}" for i, zone in enumerate(ZONES)]
        for rows, *parts in (
                ([*good, "isle,male,3,4,7"], "zones.csv:5:", "'isle'", "given twice"),
                ([*good[:2], "isle,both,1,,9"], "zones.csv:", "no persons for zone 'isle'", "age 0"),
                ([*good[:2], "isle,both,7,3,9"], "zones.csv:4:", "ages 7 to 3"),
                ([*good[:2], "isle,both,0,,-9"], "zones.csv:4:", "persons"),
                ([*good[:2], "isle,both,0,,x"], "zones.csv:4:"),
                ([*good[:2], "all,both,0,,9"], "zones.csv:4:", "choose another name"),
                ([f"{zone},both,0,,0" for zone in ZONES], "nobody in its zones")):
            with self.subTest(parts=parts):
                self.write_zones(rows)
                self.refused(*parts, code=4 if "nobody" in parts[0] else 3, area=self.zones)
        self.write_zones(good)
        self.refused("/area/zones/nort", "did you mean 'north'", area=self.zones | {"zones": {"nort": {}}})
        self.refused("/area/zones/north/attraction", area=self.zones | {"zones": {"north": {"attraction": figure(-1)}}})


class Publication(Area):
    def folder_of(self, *more):
        self.reference("--publish", "--format", "json,csv", *more)
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in self.folder.rglob("out/**/*") if p.is_file()}

    def test_small_counts_are_not_published(self):
        """Every byte is the same whatever is hidden, as long as its sum is."""
        self.counts["isle", 1, 3], moved = 3, self.counts["isle", 1, 3] - 3
        self.counts["south", 1, 3], more = 4, self.counts["south", 1, 3] - 4
        self.counts["north", 1, 3] += moved + more
        self.write_zones()
        internal = self.reference()["area"]["persons"]["value"]
        first = self.folder_of()
        shown = json.loads(first["out/result.json"])["scenarios"][0]["area"]["persons"]["value"]
        self.assertNotEqual(shown[28], internal[28])
        log = json.loads(first["out/disclosure_log.json"])
        self.assertIn("/area/population", json.dumps(log))
        self.counts["isle", 1, 3], self.counts["south", 1, 3] = 4, 3
        self.write_zones()
        self.assertEqual(first, self.folder_of())

    def test_small_users_are_not_published(self):
        def users(*counts):
            (self.folder / "users.csv").write_text("zone,service,age_from,users\n" + "".join(
                f"{zone},home_services,67,{n}\n" for zone, n in zip(ZONES, counts)), encoding="utf-8")
        self.zones["users"] = {"file": "users.csv", "source": "a test"}
        users(81, 4, 3)
        first = self.folder_of()
        variation = json.loads(first["out/result.json"])["scenarios"][0]["area"]["variation"]
        at = variation["measure"].index("users")
        self.assertEqual([variation["value"][z * len(variation["measure"]) + at] for z in range(3)], [81, None, None])
        self.assertEqual(variation["status"].count(":"), 2 * 7)
        self.assertIn("/area/users", first["out/disclosure_log.json"].decode())
        users(81, 3, 4)
        self.assertEqual(first, self.folder_of())
        users(81, 6, 9)
        variation = json.loads(self.folder_of()["out/result.json"])["scenarios"][0]["area"]["variation"]
        self.assertNotIn("status", variation)

    def test_large_counts_are(self):
        self.assertEqual(min(self.counts.values()) >= 5, True)
        internal = self.reference()["area"]
        published = json.loads(self.folder_of()["out/result.json"])["scenarios"][0]["area"]
        self.assertEqual(internal, published)


ROADS = {("north", "north"): 4, ("south", "south"): 3, ("isle", "isle"): 11, ("north", "south"): 12, ("south", "north"): 13,
         ("north", "isle"): 47, ("isle", "north"): 45, ("south", "isle"): 36, ("isle", "south"): 35}
TOUR, HOURS = 6, 1487


def erlang_c(n, load):
    blocked = 1
    for c in range(1, n + 1):
        blocked = load * blocked / (c + load * blocked)
    return blocked / (1 - load / n * (1 - blocked)) if n > load else 1


def fewest(load, level):
    n = 1
    while erlang_c(n, load) > level:
        n += 1
    return n


class Cooperation(Area):
    """Alone and together by Erlang's formula, without zones."""
    def setUp(self):
        super().setUp()
        self.pool = {"short": {"label": {"nb": "Korttid"}, "service": "short_stay", "service_level": figure(0.08), "partners": {
            "a": {"users": figure(7.5)}, "b": {"users": {"path": {"2026": 3, "2036": 6}, "assumption": "a test"}}}}}
        self.services = {"short_stay": {"users": {"path": {"2025": 11}, "basis": "stock_31dec", "source": "a test"}}}

    def test_alone_and_together(self):
        scenario = self.scenarios(area={"cooperation": self.pool}, services=self.services)["reference"]
        self.assertEqual(set(scenario["area"]), {"cooperation"})
        occupied = scenario["capacity"]["occupied"]
        rows = self.table("T29g")
        self.assertEqual(len(rows), END - BASE + 1)
        for t, row in enumerate(rows):
            own = occupied["value"][t * len(occupied["type"]) + occupied["type"].index("short_stay")]
            others = [7.5, min(6, 3 + 0.3 * t)]
            self.assertAlmostEqual(float(row["load_own"]), own, delta=1e-12)
            self.assertAlmostEqual(float(row["load_partners"]), sum(others), delta=1e-9)
            together = fewest(own + sum(others), 0.08)
            alone = fewest(own, 0.08), sum(fewest(load, 0.08) for load in others)
            self.assertEqual((int(row["places_alone"]), int(row["places_alone_partners"])), alone)
            self.assertEqual((int(row["places_together"]), int(row["places_saved"])), (together, sum(alone) - together))
            self.assertAlmostEqual(float(row["own_part"]), together * own / (own + sum(others)), delta=1e-9)

    def test_unknown_is_not_none(self):
        pool = {"acute": self.pool["short"] | {"service": "municipal_acute_bed"}}
        self.scenarios(area={"cooperation": pool})
        self.assertEqual({(row["load_own"], row["places_together"]) for row in self.table("T29g")}, {("", "")})

    def test_bad_cooperation(self):
        for change, *parts in (({"service": "short_sty"}, "/area/cooperation/short/service", "short_stay"),
                               ({"partners": {}}, "/area/cooperation/short", "partners"),
                               ({"service_level": figure(1.2)}, "/area/cooperation/short/service_level")):
            self.refused(*parts, area={"cooperation": {"short": self.pool["short"] | change}})


class Distance(Area):
    def setUp(self):
        super().setUp()
        self.users = {"north": 61, "south": 95, "isle": 33}
        self.write_users()
        self.write_roads(ROADS)
        self.far = {
            "users": {"file": "users.csv", "source": "a test"}, "travel": {"file": "roads.csv", "source": "a test"},
            "bases": ["south"], "visits": {"home_nursing": {"per_week": figure(9)}, "practical_assistance": {"per_week": figure(0.8)}},
            "visits_per_tour": figure(TOUR), "hours_per_fte": figure(HOURS), "candidates": list(ZONES), "max_bases": 2,
            "response_minutes": figure(15), "limits": [5, 12, 40],
            "nodes": {"shop": {"label": {"nb": "Butikk"}, "zones": ["north"]}, "stop": {"zones": ["south", "isle"]}}}

    def write_users(self):
        (self.folder / "users.csv").write_text("zone,service,age_from,users\n" + "".join(
            f"{zone},home_services,67,{n}\n" for zone, n in self.users.items()), encoding="utf-8")

    def write_roads(self, roads):
        (self.folder / "roads.csv").write_text("from,to,minutes\n" + "".join(
            f"{a},{b},{m}\n" for (a, b), m in roads.items()), encoding="utf-8")

    def group(self, scenario, t, z, name):
        cube = scenario["area"]["persons"]
        return cube["value"][(t * 3 + z) * len(cube["age_group"]) + cube["age_group"].index(name)]

    def travel(self, scenario, t, zone):
        cube = scenario["area"]["travel"]
        at = (t * 4 + cube["zone"].index(zone)) * len(cube["measure"])
        return dict(zip(cube["measure"], cube["value"][at:at + len(cube["measure"])]))

    def test_users_by_zone_add_up(self):
        scenario = self.reference(area=self.far)
        cube, whole = scenario["area"]["users"], scenario["demand"]["users"]
        self.assertEqual(cube["service"], ["home_services", "home_nursing", "practical_assistance"])
        for t in (0, 5, END - BASE):
            for k, service in enumerate(cube["service"]):
                users = [cube["value"][(t * 3 + z) * 3 + k] for z in range(3)]
                exact = whole["value"][t * len(whole["service"]) + whole["service"].index(service)]
                self.assertTrue(math.isclose(math.fsum(users), exact, rel_tol=1e-12))

    def test_variation(self):
        self.reference(area=self.far)
        rows = {row["zone"]: row for row in self.table("T29c")}
        self.assertEqual(set(rows), set(ZONES))
        z = 1.959963984540054
        expected = {zone: float(rows[zone]["users_expected"]) for zone in ZONES}
        self.assertAlmostEqual(sum(expected.values()), sum(self.users.values()), delta=1e-9)
        ratios = {zone: self.users[zone] / expected[zone] for zone in ZONES}
        between = sum(expected[i] * (ratios[i] - 1) ** 2 for i in ZONES) / sum(expected.values()) - 3 / sum(expected.values())
        self.assertGreater(between, 0)
        for zone, row in rows.items():
            n, users = float(row["persons_of_age"]), self.users[zone]
            self.assertAlmostEqual(n, sum(self.counts[zone, sex, b] for sex in (0, 1) for b in (2, 3)), delta=1e-6)
            p = users / n
            reach = z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
            middle = (p + z * z / 2 / n) / (1 + z * z / n)
            self.assertAlmostEqual(float(row["users_per_1000"]), 1000 * p, delta=1e-9)
            self.assertAlmostEqual(float(row["users_per_1000_low"]), 1000 * (middle - reach), delta=1e-6)
            self.assertAlmostEqual(float(row["users_per_1000_high"]), 1000 * (middle + reach), delta=1e-6)
            self.assertAlmostEqual(float(row["users_ratio"]), ratios[zone], delta=1e-9)
            weight = between / (between + 1 / expected[zone])
            self.assertAlmostEqual(float(row["users_ratio_used"]), 1 + weight * (ratios[zone] - 1), delta=1e-9)

    def test_no_variation_is_no_ratio(self):
        """Users as many as expected: every ratio is 1, and zones have what age gives them."""
        plain = self.reference(area={key: value for key, value in self.far.items() if key != "users"})["area"]
        self.reference(area=self.far)
        self.users = {row["zone"]: float(row["users_expected"]) for row in self.table("T29c")}
        self.write_users()
        same = self.reference(area=self.far)["area"]
        self.assertEqual({float(row["users_ratio_used"]) for row in self.table("T29c")}, {1})
        self.assertEqual(same["travel"], plain["travel"])

    def test_travel(self):
        scenario = self.reference(area=self.far)
        cube, weeks = scenario["area"]["users"], 365.2425 / 7
        demand, hours = scenario["demand"]["users"], scenario["demand"]["hours"]
        minutes = {zone: (ROADS["south", zone] + ROADS[zone, "south"] + (TOUR - 1) * ROADS[zone, zone]) / TOUR for zone in ZONES}
        for t in (0, 9, END - BASE):
            sums = dict.fromkeys(("visits", "hours_on_road", "hours_at_users"), 0)
            for z, zone in enumerate(ZONES):
                row = self.travel(scenario, t, zone)
                nursing, practical = (cube["value"][(t * 3 + z) * 3 + k] for k in (1, 2))
                home = []
                for service, users in (("home_nursing", nursing), ("practical_assistance", practical)):
                    at = t * len(demand["service"]) + demand["service"].index(service)
                    home.append(hours["value"][at] * users / demand["value"][at])
                self.assertAlmostEqual(row["minutes_per_visit"], minutes[zone], delta=1e-12)
                self.assertAlmostEqual(row["hours_at_users"], sum(home), delta=1e-6)
                self.assertAlmostEqual(row["hours_on_road"], row["visits"] * minutes[zone] / 60, delta=1e-6)
                self.assertAlmostEqual(row["share_on_road"], row["hours_on_road"] / (row["hours_on_road"] + sum(home)), delta=1e-12)
                self.assertAlmostEqual(row["fte_on_road"], row["hours_on_road"] / HOURS, delta=1e-9)
                for key in sums:
                    sums[key] += row[key]
            row = self.travel(scenario, t, "all")
            for key, value in sums.items():
                self.assertAlmostEqual(row[key], value, delta=1e-6)
            base = self.travel(scenario, 0, "all")["minutes_per_visit"]
            self.assertAlmostEqual(row["fte_moved"], (row["hours_on_road"] - row["visits"] * base / 60) / HOURS, delta=1e-9)
        self.assertLess(row["visits"], 9 * weeks * 2000)

    def test_zero_matrix(self):
        """No distance, no time on the road; all else as if there were none, to the last bit."""
        near = self.reference(area=self.far)
        self.write_roads(dict.fromkeys(ROADS, 0))
        scenario = self.reference(area=self.far)
        for zone in (*ZONES, "all"):
            row = self.travel(scenario, 7, zone)
            self.assertEqual((row["hours_on_road"], row["fte_on_road"], row["share_on_road"]), (0, 0, 0))
            self.assertEqual(row["visits"], self.travel(near, 7, zone)["visits"])
        self.assertEqual(set(scenario["area"]["beyond"]["value"]), {0})
        self.assertEqual({row["within_percent"] for row in self.table("T29f")}, {"100"})
        plain = self.scenarios()["reference"]
        del scenario["area"]
        self.assertEqual(scenario, plain)

    def test_persons_beyond(self):
        scenario = self.reference(area=self.far)
        cube = scenario["area"]["beyond"]
        self.assertEqual((cube["node"], cube["minutes"], cube["age_group"]), (["shop", "stop"], [5, 12, 40], ["67+", "80+"]))
        far = {"shop": {z: ROADS[z, "north"] for z in ZONES}, "stop": {z: min(ROADS[z, "south"], ROADS[z, "isle"]) for z in ZONES}}
        for t in (0, END - BASE):
            for n, node in enumerate(cube["node"]):
                for g, name in enumerate(cube["age_group"]):
                    told = [cube["value"][((t * 2 + n) * 3 + i) * 2 + g] for i in range(3)]
                    self.assertEqual(told, sorted(told, reverse=True))
                    for limit, persons in zip(cube["minutes"], told):
                        by_hand = math.fsum(self.group(scenario, t, z, name) for z, zone in enumerate(ZONES) if far[node][zone] > limit)
                        self.assertAlmostEqual(persons, by_hand, delta=1e-9)

    def test_best_bases(self):
        scenario = self.reference(area=self.far, plan_period=[BASE, BASE + 8])
        weight = [self.group(scenario, 8, z, "80+") for z in range(3)]
        rows = {(row["rule"], int(row["bases"])): row for row in self.table("T29f")}
        self.assertEqual(set(rows), {("present", 1), *((rule, p) for rule in ("mean_time", "within_limit") for p in (1, 2))})
        near = lambda sites, z: min(ROADS[site, ZONES[z]] for site in sites)
        mean = lambda sites: sum(w * near(sites, z) for z, w in enumerate(weight)) / sum(weight)
        within = lambda sites: sum(w for z, w in enumerate(weight) if near(sites, z) <= 15) / sum(weight)
        sets = {1: [(a,) for a in ZONES], 2: [("north", "south"), ("north", "isle"), ("south", "isle")]}
        self.assertEqual((rows["present", 1]["zones"], rows["present", 1]["year"]), ("south", str(BASE + 8)))
        self.assertAlmostEqual(float(rows["present", 1]["mean_minutes"]), mean(["south"]), delta=1e-9)
        for p in (1, 2):
            row = rows["mean_time", p]
            self.assertAlmostEqual(float(row["mean_minutes"]), min(map(mean, sets[p])), delta=1e-9)
            self.assertAlmostEqual(float(row["mean_minutes"]), mean(row["zones"].split(", ")), delta=1e-9)
            self.assertAlmostEqual(float(rows["within_limit", p]["within_percent"]), 100 * max(map(within, sets[p])), delta=1e-9)

    def test_bad_roads_and_users(self):
        area = self.zones | self.far
        for change, *parts in (
                ({("isle", "south"): None}, "roads.csv", "not square", "'isle' to 'south'"),
                ({("isle", "south"): -1}, "roads.csv:10:", "minutes"),
                ({("isle", "moon"): 4}, "roads.csv:11:", "'moon' is no zone")):
            self.write_roads({k: m for k, m in (ROADS | change).items() if m is not None})
            self.refused(*parts, area=area)
        self.write_roads(ROADS | {("north", "isle"): 70})
        self.reference(area=self.far)
        message, = self.warnings("triangle_inequality")
        self.assertIn("from 'north' to 'isle' is 22 minutes longer than by 'south'", message)
        self.write_roads(ROADS)
        self.reference(area=self.far)
        self.assertEqual(self.warnings("triangle_inequality"), [])
        del self.users["isle"]
        self.write_users()
        self.refused("users.csv", "no users of 'home_services' for zone 'isle'", area=area)
        self.users["isle"] = -2
        self.write_users()
        self.refused("users.csv:4:", area=area)
        self.users["isle"] = 2
        self.write_users()
        for key, value, *parts in (
                ("bases", ["sout"], "/area/bases/0", "did you mean 'south'"), ("bases", [], "/area/visits", "needs"),
                ("candidates", ["isle", "isle"], "/area/candidates/1", "twice"), ("limits", [9, 9], "/area/limits", "ascend"),
                ("visits", {"long_stay": {"per_week": figure(1)}}, "/area/visits/long_stay", "not visited"),
                ("visits_per_tour", figure(0.5), "/area/visits_per_tour"), ("nodes", {"a": {"zones": []}}, "/area/nodes/a/zones")):
            with self.subTest(key=key, value=value):
                self.refused(*parts, area=area | {key: value})
        self.refused("/area/users", "needs the zones", area=self.far)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
