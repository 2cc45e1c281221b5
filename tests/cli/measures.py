#!/usr/bin/env python3
"""Measures of a plan: effect by year, the action plan that rolls, savings without double counting, appraisal and choice.

    measures.py KOHORT ROOT
"""
import csv
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
EXACT = 1e-9  # relative


def figure(value, **more):
    return {"value": value, "assumption": "made up", **more}


def measure(year, month, effect, **more):
    known = {} if effect is None else {"full_year_effect": figure(effect)}
    return {"start_year": year, "start_month": month, **known, **more}


class Measures(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, measures, economy=None, **keys):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2036, "measures": measures,
                "economy": economy or {}, **keys}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], capture_output=True, text=True, cwd=self.folder)

    def result(self, *arguments, **keys):
        done = self.kohort(*arguments, **keys)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def effect(self, result, name, scenario=0):
        cube = result["scenarios"][scenario]["measures"]["effect"]
        n = len(cube["measure"])
        return dict(zip(cube["year"], cube["value"][cube["measure"].index(name)::n]))

    def counted(self, result, scenario=0):
        cube = result["scenarios"][scenario]["measures"]["counted"]
        return {name for name, flag in zip(cube["measure"], cube["value"]) if flag}

    def near(self, value, expected, relative=EXACT):
        self.assertAlmostEqual(value, expected, delta=relative * abs(expected))

    def test_years(self):
        """From 1 July half; a ramp; one that waits for its premise."""
        result = self.result({"july": measure(2027, 7, -1234567.8), "slow": measure(2027, 4, -987654.3, ramp_months=24),
                              "waits": measure(2026, 1, -5e5, depends_on=["july"])})
        july, slow, waits = (self.effect(result, name) for name in ("july", "slow", "waits"))
        self.assertEqual((july[2026], july[2028]), (0, -1234567.8))
        self.near(july[2027], -1234567.8 / 2)
        months = [min(1, (i + 0.5) / 24) if i >= 0 else 0 for i in range(-15, 60)]  # from January 2026
        for t, year in enumerate((2026, 2027, 2028, 2029)):
            self.assertAlmostEqual(slow[year], -987654.3 * sum(months[12 * t:12 * t + 12]) / 12, delta=1e-6)
        self.assertEqual((waits[2026], waits[2027], waits[2028]), (0, -2.5e5, -5e5))

    def test_no_measures(self):
        self.assertNotIn("measures", self.result({})["scenarios"][0])
        for name in ("T17_action_plan", "T17b_appraisal_of_measures", "T17c_studies", "T18_savings_path"):
            self.assertFalse((self.folder / f"out/tables/{name}.csv").exists())

    def test_savings(self):
        """Required less identified; what excludes one another counts once, the rejected and what needs it not at all."""
        required = {"path": {"2026": 0, "2027": 1e7, "2029": 5e7}, "assumption": "made up"}
        measures = {"a": measure(2027, 1, -3e6), "b": measure(2027, 1, -4e6, excludes=["a"]), "c": measure(2027, 1, -2.5e6, excludes=["b"]),
                    "no": measure(2027, 1, -9e6, status="rejected"), "after_no": measure(2027, 1, -8e6, depends_on=["no"]),
                    "done": measure(2027, 1, -1e6, status="done"), "dear": measure(2027, 1, 7e5), "unknown": measure(2027, 1, None)}
        result = self.result(measures, {"savings_required": required})
        self.assertEqual(self.counted(result), {"a", "c", "done", "dear", "unknown"})  # 5.5 together beat 4 million
        rows = {row["year"]: {k: float(v) for k, v in row.items() if k.endswith("mnok")} for row in self.table("T18_savings_path")}
        self.assertEqual(rows["2028"], {"required_mnok": 30, "identified_mnok": 6.5, "decided_mnok": 1, "remaining_mnok": 23.5,
                                        "left_out_mnok": 21, "new_cost_mnok": 0.7})
        self.assertEqual(rows["2035"]["remaining_mnok"], 43.5)
        self.assertIn("unknown_effect", {w["code"] for w in result["warnings"]})
        measures["b"]["status"] = "decided"
        self.assertEqual(self.counted(self.result(measures, {"savings_required": required})), {"b", "done", "dear", "unknown"})

    def test_rolls(self):
        """The plan rolled twice is the plan two years on; a scenario rolls it; sums are of what counts."""
        measures = {"a": measure(2028, 3, -3e6, ramp_months=10, one_off_cost=figure(4e5), owner="Eier", due="2028-05-01"),
                    "b": measure(2030, 1, -4e6, investment=figure(9e6), upkeep=figure(3e5)), "x": measure(2027, 1, -9e6, status="rejected")}
        roll = lambda year: {"id": f"from_{year}", "changes": {"economy": {"action_plan_from": year}}}
        self.result(measures, {"action_plan_from": 2027, "action_plan_years": 6},
                    scenarios=[roll(2028), {**roll(2029), "based_on": "from_2028"}])
        rows = self.table("T17_action_plan")
        of = {s: [{k: v for k, v in row.items() if k != "scenario"} for row in rows if row["scenario"] == s]
              for s in ("reference", "from_2028", "from_2029")}
        years = lambda some: sorted({int(row["year"]) for row in some})
        self.assertEqual([years(of[s])[0] for s in of], [2027, 2028, 2029])
        self.assertEqual(years(of["from_2029"]), list(range(2029, 2035)))
        self.assertEqual([row for row in of["reference"] if int(row["year"]) >= 2029],
                         [row for row in of["from_2029"] if int(row["year"]) <= 2032])
        last = {row["measure"]: row for row in of["reference"] if row["year"] == "2030"}
        self.assertEqual([float(last[m]["running_cost_1000nok"]) for m in ("a", "b", "x", "all")], [-3000, -3700, -9000, -6700])
        self.assertEqual((float(last["all"]["investment_1000nok"]), last["x"]["counted"], last["a"]["owner"]), (9000, "no", "Eier"))

    def test_appraisal(self):
        """Present value, annuity and internal rate of one measure, from their definitions."""
        result = self.result({"m": measure(2027, 7, -1234567.8, ramp_months=12, investment=figure(5.1e6), upkeep=figure(123456.7),
                                           benefit=figure(77777.7), lifetime_years=23, grant={"amount": figure(9e5)})},
                             {"discount_rate": figure(0.0373), "interest_rate": figure(0.0291), "appraisal_years": 17})
        share = lambda t, ramp: sum(min(1, (i + 0.5) / ramp) if ramp else 1 for i in range(12 * t - 18, 12 * t - 6) if i >= 0) / 12
        flow = [share(t, 12) * (1234567.8 + 77777.7) - share(t, 0) * 123456.7 - (t == 1) * (5.1e6 - 9e5) for t in range(17)]
        cube = result["scenarios"][0]["measures"]["appraisal"]
        got = dict(zip(cube["item"], cube["value"]))
        self.near(got["present_value"], sum(x / 1.0373 ** t for t, x in enumerate(flow)))
        self.near(got["annuity"], 4.2e6 * 0.0291 / (1 - 1.0291 ** -23))
        self.assertAlmostEqual(sum(x / (1 + got["internal_rate"]) ** t for t, x in enumerate(flow)), 0, delta=1e-4)
        self.assertEqual((got["internal_rates"], got["outlay"], got["grant"], got["chosen"]), (1, 4.2e6, 9e5, 1))

    def test_grant(self):
        """A grant needs so many more places for so long; what cannot be seen is unknown, and not reckoned with."""
        (self.folder / "units.csv").write_text("id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\n"
                                               "a,A,long_stay,20,,,,,,made up\nb,B,long_stay,8,2028,2033,,,,made up\n", encoding="utf-8")
        given = {}
        for years, places in ((4, 8), (5, 8), (4, 9), (9, 8), (20, 0)):
            asks = {"type": "long_stay", "places": places, "years": years}
            result = self.result({"m": measure(2027, 1, -1e5, investment=figure(1e7), grant={"amount": figure(3e6), "requires": asks})},
                                 capacity={"register": {"file": "units.csv", "assumption": "made up"}})
            cube = result["scenarios"][0]["measures"]["appraisal"]
            given[years, places] = dict(zip(cube["item"], cube["value"]))
        self.assertEqual({k: (v["grant"], v["outlay"]) for k, v in given.items()},
                         {(4, 8): (3e6, 7e6), (5, 8): (3e6, 7e6), (4, 9): (0, 1e7), (9, 8): (0, 1e7), (20, 0): (None, 1e7)})

    def test_choice(self):
        """The choice under the budget is the best of all sets."""
        measures = {f"m{i}": measure(2027, 1 + i, -1e5 * (7 * i % 5 + 1.37), one_off_cost=figure(1e5 * (5 * i % 7 + 0.61)))
                    for i in range(9)}
        measures["m3"]["depends_on"] = ["m6"]
        measures["m8"]["excludes"] = ["m4", "m1"]
        measures["m5"]["status"] = "decided"
        budget = 1.3e6
        result = self.result(measures, {"measure_budget": figure(budget)})
        cube = result["scenarios"][0]["measures"]["appraisal"]
        n = len(cube["item"])
        worth = {m: dict(zip(cube["item"], cube["value"][i * n:i * n + n])) for i, m in enumerate(cube["measure"])}
        best, chosen = None, None
        for size in range(10):
            for some in itertools.combinations(measures, size):
                fits = (sum(worth[m]["outlay"] for m in some) <= budget and "m5" in some and ("m3" not in some or "m6" in some)
                        and not ("m8" in some and {"m4", "m1"} & set(some)))
                value = sum(worth[m]["present_value"] for m in some)
                if fits and (best is None or value > best):
                    best, chosen = value, set(some)
        self.assertEqual({m for m in measures if worth[m]["chosen"]}, chosen)
        self.assertLess(len(chosen), 8)
        rows = self.table("T17d_efficient_choices")
        money = [(1000 * float(row["outlay_1000nok"]), 1000 * float(row["present_value_1000nok"])) for row in rows]
        self.assertEqual(money, sorted(money))
        self.assertLessEqual(len(rows), 50)
        for (outlay, value), row in zip(money, rows):
            self.near(sum(worth[m]["outlay"] for m in row["measures"].split(", ")), outlay)
            self.near(sum(worth[m]["present_value"] for m in row["measures"].split(", ")), value)
        self.assertEqual([set(row["measures"].split(", ")) for row in rows][0], {"m5"})

    def test_small_budget(self):
        result = self.result({"m": measure(2027, 1, -1e5, one_off_cost=figure(2e6), status="running")}, {"measure_budget": figure(1e6)})
        self.assertIn("no_choice", {w["code"] for w in result["warnings"]})
        self.assertEqual(self.table("T17b_appraisal_of_measures")[0]["chosen"], "")

    def test_plans(self):
        """Both plans have their worked example, and say that it is one; Sør-Varanger's goes to 50 million."""
        for name, last in (("hole", 8), ("sor-varanger", 50)):
            done = subprocess.run([KOHORT, "run", ROOT / f"data/plans/{name}/plan.json", "-o", self.folder / "out"],
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual({float(row["required_mnok"]) for row in self.table("T18_savings_path") if int(row["year"]) >= 2029}, {last})
            years = {row["year"] for row in self.table("T17_action_plan")}
            self.assertEqual(sorted(years), ["2027", "2028", "2029", "2030"])
            said = [row for row in self.table("T01_assumptions") if row["figure"].startswith(("/measures/", "/economy/")) and row["origin"] == "plan"]
            self.assertGreater(len(said), 20)
            self.assertTrue(all(row["assumption"].startswith("an example") for row in said))
            shutil.rmtree(self.folder / "out")

    def test_bad(self):
        good = measure(2027, 1, -1)
        for says, measures in (
                ("/measures/a/depends_on: the measure depends on itself", {"a": {**good, "depends_on": ["a"]}}),
                ("/measures/a/depends_on: the measure depends on itself", {"a": {**good, "depends_on": ["b"]}, "b": {**good, "depends_on": ["a"]}}),
                ("/measures/a/excludes: the measure excludes itself or what it depends on",
                 {"a": {**good, "depends_on": ["b"]}, "b": {**good, "excludes": ["a"]}}),
                ("/measures/a/depends_on: unknown measure 'bb'; did you mean 'b'?", {"a": {**good, "depends_on": ["bb"]}, "b": good}),
                ("/measures/a/focus_area: unknown focus area 'x'", {"a": {**good, "focus_area": "x"}}),
                ("/measures/a/start_month: 13 is outside 1 to 12", {"a": {**good, "start_month": 13}}),
                ("/measures/a: 'start_year' is missing", {"a": {}}),
                ("/measures/a/status: expected one of", {"a": {**good, "status": "maybe"}}),
                ("/measures: decided measures: measures that must be chosen exclude",
                 {"a": {**good, "status": "decided"}, "b": {**good, "status": "done", "excludes": ["a"]}}),
                ("/measures/a/depends_on: 'b' is rejected", {"a": {**good, "status": "decided", "depends_on": ["b"]}, "b": {**good, "status": "rejected"}}),
                ("/measures/a: a grant without an 'investment'", {"a": {**good, "grant": {"amount": figure(1)}}}),
                ("/measures/a/grant/requires/type: unknown service 'long_sty'; did you mean 'long_stay'?",
                 {"a": {**good, "investment": figure(1), "grant": {"amount": figure(1), "requires": {"type": "long_sty", "places": 3}}}}),
                ("/measures: 65 measures, at most 64", {f"m{i}": good for i in range(65)})):
            with self.subTest(says):
                done = self.kohort(measures)
                self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (3, "", 1), done.stderr)
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
