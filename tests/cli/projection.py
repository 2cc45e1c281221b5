#!/usr/bin/env python3
"""A projection made by others: met to the person, then moved; files that are wrong.

    projection.py KOHORT ROOT
"""
import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
REGION, FIRST, LAST = "5605", 2024, 2034
SEXES = ("female", "male")


def persons(region, year, sex, age, alternative):
    """A projection that no cohort-component run gives by itself, with cells of nobody."""
    level = {"5605": 71, "3310": 53}[region] * (1.02 if alternative == "HHMH" else 1)
    return 0 if age > 101 or (age == 97 and year % 3 == 0) else round(
        level * (1 + 0.3 * ((age * 7 + year * 3) % 11) / 11) * (1.04 if sex == "male" else 1) / (1 + 2.71828 ** ((age - 84) / 5)))


def rows(regions=("3310", "5605"), alternatives=("MMMM", "HHMH")):
    return [[r, y, s, a, z, "", persons(r, y, s, a, z)] for r in regions for z in alternatives
            for y in range(FIRST, LAST + 1) for s in SEXES for a in range(106)]


HEADER = ["region", "year", "sex", "age", "alternative", "missing_reason", "value"]


def text(table, header=HEADER):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(table)
    return out.getvalue()


class Projection(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, table, header=HEADER, **keys):
        (self.folder / "ssb.csv").write_text(text(table, header), encoding="utf-8")
        plan = {"kohort": 1, "region": REGION, "base_year": 2026, "end_year": 2034,
                "population": {"projection": {"file": "ssb.csv", "source": "SSB table 14288"}}}
        for key, value in keys.items():
            plan[key] = {**plan.get(key, {}), **value} if isinstance(value, dict) else value
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder)

    def result(self):
        done = self.kohort("run", "plan.json", "--format", "json", "-o", "out")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))

    def balance(self, scenario):
        cells, flows = scenario["population"]["value"], scenario["components"]["value"]
        totals = [sum(cells[i:i + 212]) for i in range(0, len(cells), 212)]
        for t in range(len(totals) - 1):
            births, deaths, net = flows[3 * t:3 * t + 3]
            self.assertAlmostEqual(totals[t] + births - deaths + net, totals[t + 1], delta=1e-9 * totals[t])
        return totals

    def expected(self, alternative="MMMM"):
        return [persons(REGION, y, s, a, alternative) for y in range(2026, 2035) for s in SEXES for a in range(106)]

    def test_met_to_the_person(self):
        self.put(rows())
        result = self.result()
        self.assertEqual(result["scenarios"][0]["population"]["value"], self.expected())
        self.assertTrue(all(v > 0 for i, v in enumerate(result["scenarios"][0]["components"]["value"]) if i % 3 < 2))
        self.balance(result["scenarios"][0])
        self.assertEqual(result["plan"]["methods"]["migration"], "matched_to_projection")
        self.assertEqual([f["source"] for f in result["plan"]["inputs"]], ["SSB table 14288"])
        self.assertEqual(result["warnings"][0]["code"], "projection_base_differs")

    def test_native_columns(self):
        """Without region, alternative and reason, in any order of rows."""
        table = [[a, s, y, v] for r, y, s, a, z, _, v in reversed(rows((REGION,), ("MMMM",)))]
        self.put(table, ["age", "sex", "year", "value"])
        self.assertEqual(self.result()["scenarios"][0]["population"]["value"], self.expected())

    def test_alternatives(self):
        self.put(rows(), scenarios=[{"id": "high", "changes": {"population": {"alternative": "HHMH"}}}])
        reference, high = self.result()["scenarios"]
        self.assertEqual(reference["population"]["value"], self.expected())
        self.assertEqual(high["population"]["value"], self.expected("HHMH"))

    def test_levers_of_nothing(self):
        nothing = {"migration": {"extra": {"value": 0, "unit": "persons per year", "assumption": "none"}},
                   "mortality": {"level": {"value": 1, "unit": "ratio", "assumption": "none"}},
                   "fertility": {"level": {"value": 1, "unit": "ratio", "assumption": "none"}}}
        self.put(rows(), scenarios=[{"id": "nothing", "changes": nothing}])
        reference, other = self.result()["scenarios"]
        for block in ("population", "components", "demand", "capacity"):
            self.assertEqual(reference[block], other[block])

    def test_moved(self):
        def lever(value, unit):
            return {"value": value, "unit": unit, "assumption": "a test"}
        self.put(rows(), scenarios=[
            {"id": "more", "changes": {"migration": {"extra": lever(25, "persons per year")}}},
            {"id": "frail", "changes": {"mortality": {"level": lever(1.3, "ratio")}}},
            {"id": "fertile", "changes": {"fertility": {"level": lever(1.2, "ratio")}}},
            {"id": "nation", "changes": {"migration": {"national_net": lever(60000, "persons per year")}}},
            {"id": "closed", "changes": {"migration": {"method": "none"}}}])
        result = self.result()
        reference, more, frail, fertile, nation, closed = result["scenarios"]
        totals = {s["id"]: self.balance(s) for s in result["scenarios"]}
        flows = {s["id"]: [s["components"]["value"][i::3] for i in range(3)] for s in result["scenarios"]}
        self.assertAlmostEqual(totals["more"][1] - totals["reference"][1], 25, places=6)
        self.assertGreater(totals["more"][-1] - totals["reference"][-1], 7 * 25)
        for year, net in enumerate(flows["more"][2]):
            self.assertAlmostEqual(net - flows["reference"][2][year], 25, delta=6)  # more are there to leave
        self.assertAlmostEqual(flows["frail"][1][0], 1.3 * flows["reference"][1][0], delta=0.04 * flows["reference"][1][0])
        self.assertAlmostEqual(flows["fertile"][0][0], 1.2 * flows["reference"][0][0], delta=1e-6)
        self.assertGreater(totals["nation"][-1], totals["reference"][-1])
        self.assertEqual(set(flows["closed"][2]), {0})
        self.assertEqual([w["code"] for w in result["warnings"] if w["code"] == "outflow_capped"], [])

    def test_goal_seek(self):
        self.put(rows())
        done = self.kohort("solve", "plan.json", "--for", "extra_migration", "--target",
                           f"population={sum(self.expected()[-212:])}@2034", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertAlmostEqual(json.loads(done.stdout)["value"], 0, delta=1e-3)

    def test_bad_files(self):
        good = rows((REGION,), ("MMMM",))
        cut = lambda row, **new: [new.get(name, value) for name, value in zip(HEADER, row)]
        at = 2 * 212 + 7  # a row of the base year
        for says, table, keys in (
                ("ssb.csv:433:18: age is 106: expected 0 to 105", [*good[:at], cut(good[at], age=106), *good[at + 1:]], {}),
                ("ssb.csv:433:11: sex", [*good[:at], cut(good[at], sex="women"), *good[at + 1:]], {}),
                ("ssb.csv:433:38: the value is missing", [*good[:at], cut(good[at], missing_reason="confidential", value=""), *good[at + 1:]], {}),
                ("value", [*good[:at], cut(good[at], value=-1), *good[at + 1:]], {}),
                (":2334:26: 2026, female, age 7 is given twice", [*good, good[at]], {}),
                ("ssb.csv: there is no row for year 2026, female, age 7", [*good[:at], *good[at + 1:]], {}),
                ("ssb.csv: no row is of region 5605", rows(("3310",)), {}),
                ("ssb.csv: no row is of alternative LLML", good, {"population": {"alternative": "LLML"}}),
                ("/population/projection: the projection has 1 January 2024 to 2034; the plan needs 2026 to 2040", good, {"end_year": 2040}),
                ("ssb.csv: there is no row for year 2027", [r for r in good if r[1] != 2027], {})):
            with self.subTest(says):
                self.put(table)
                plan = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
                plan["population"].update(keys.pop("population", {}))
                plan.update(keys)
                (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
                done = self.kohort("run", "plan.json", "-o", "out")
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1)
                self.assertFalse((self.folder / "out").exists())
        self.put([[y, s, a, v] for _, y, s, a, _, _, v in good], ["year", "sex", "age", "value"], population={
            "projection": {"file": "ssb.csv", "source": "SSB"}, "alternative": "HHMH"})
        done = self.kohort("run", "plan.json")
        self.assertEqual(done.returncode, 3)
        self.assertIn("expected a column 'alternative'", done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
