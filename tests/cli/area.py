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
    def assert_adds_up(self, scenario):
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
            for z in range(n):
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
        self.assert_adds_up(drawn)
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

    def test_large_counts_are(self):
        self.assertEqual(min(self.counts.values()) >= 5, True)
        internal = self.reference()["area"]
        published = json.loads(self.folder_of()["out/result.json"])["scenarios"][0]["area"]
        self.assertEqual(internal, published)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
