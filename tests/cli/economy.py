#!/usr/bin/env python3
"""Costs that follow from staff, prices and volumes, reckoned again from the result and the data.

    economy.py KOHORT ROOT
"""
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
EXACT = 1e-12  # relative: sums in another order


def figure(value, **more):
    return {"value": value, "assumption": "made up", **more}


def path(values, **more):
    return {"path": {str(year): value for year, value in values.items()}, "assumption": "made up", **more}


def data(name):
    with (ROOT / "data/economy" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Plan(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, **keys):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2031, **keys}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], capture_output=True, text=True, cwd=self.folder)

    def result(self, **keys):
        done = self.kohort(**keys)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def near(self, value, expected, relative=EXACT):
        self.assertAlmostEqual(value, expected, delta=relative * abs(expected))


class Costs(Plan):
    def cell(self, scenario, cube, *labels):
        cube = scenario["economy"][cube]
        at = 0
        for name, label in zip(cube["dimensions"], labels):
            at = at * len(cube[name]) + cube[name].index(label)
        return cube["value"][at]

    def staff(self, scenario, year, service, earnings, factor):
        fte = scenario["demand"]["fte"]
        n, m = len(fte["service"]), len(fte["profession"])
        at = (fte["year"].index(year) * n + fte["service"].index(service)) * m
        return sum(x * earnings[p] * factor for p, x in zip(fte["profession"], fte["value"][at:at + m]) if x)

    def test_default(self):
        """Earnings, pension 13 %, payroll tax of zone 1 on both, and other cost at a fifth."""
        scenario = self.result()["scenarios"][0]
        earnings = {row["profession"]: float(row["earnings_nok"]) for row in data("wages.csv")}
        for year, service in ((2026, "long_stay"), (2031, "home_nursing"), (2029, "day_activity")):
            staff = self.staff(scenario, year, service, earnings, 1.13 * 1.141)
            self.assertGreater(staff, 1e6)
            self.near(self.cell(scenario, "service_cost", year, service, "staff"), staff)
            self.near(self.cell(scenario, "service_cost", year, service, "gross"), 1.2 * staff)
            self.near(self.cell(scenario, "unit_cost", year, service),
                      1.2 * staff / self.cell(scenario, "user_years", year, service))
        self.assertIsNone(self.cell(scenario, "service_cost", 2026, "long_stay", "net"))
        self.assertIsNone(self.cell(scenario, "service_cost_current", 2026, "long_stay"))
        self.assertIsNone(self.cell(scenario, "service_cost", 2026, "safety_alarm", "gross"))

    def test_zone_of_the_municipality(self):
        """Without a zone in the plan that of the municipality holds, and T01 says who has said so."""
        rate = {row["zone"]: float(row["rate"]) for row in data("payroll_tax.csv")}
        zones = {row["region"]: row["zone"] for row in data("payroll_tax_regions.csv")}
        self.assertEqual((zones["5605"], zones["5501"], zones["1804"], zones["3310"]), ("5", "4a", "4a", "1"))
        for region in ("5605", "5501", "1833", "3310", "1151"):
            zone = zones.get(region, "1")
            default = self.result(region=region)
            row = next(r for r in self.table("T01_assumptions") if r["figure"].startswith("economy/payroll_tax"))
            self.assertEqual((row["figure"], float(row["first_value"])), (f"economy/payroll_tax/zone_{zone}", rate[zone]))
            self.assertTrue("zone: " in row["source"] or row["assumption"])
            self.assertEqual(region in zones, "none is known" not in row["assumption"])
            told = [w["message"] for w in default["warnings"] if w["code"] == "payroll_tax_zone"]
            self.assertEqual(len(told), region not in zones)
            self.assertTrue(all("the rate of zone 1 is taken, the highest" in message for message in told))
            named = self.result(region=region, economy={"payroll_tax_zone": zone})
            self.assertEqual(default["scenarios"], named["scenarios"])
            self.assertNotIn("payroll_tax_zone", {w["code"] for w in named["warnings"]})

    def test_new_plan(self):
        """A new plan spells prices and terms of work out, each with its source, and changes nothing."""
        for region in ("5605", "1151"):
            done = subprocess.run([KOHORT, "new", region, "new"], capture_output=True, text=True, cwd=self.folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            plan = json.loads((self.folder / "new/plan.json").read_text(encoding="utf-8"))
            self.assertLessEqual({"payroll_tax", "pension", "other_cost_ratio", "discount_rate"}, set(plan["economy"]))
            self.assertEqual(set(plan["economy"]["earnings"]["nurse"]), {"value", "year", "source"})
            self.assertLessEqual({"turnover", "absence", "retirement_age", "hiring_age", "position_share"},
                                 set(plan["workforce"]["professions"]["nurse"]))
            found = {}
            for name, arguments in (("new", ["new/plan.json"]), ("default", ["--region", region])):
                done = subprocess.run([KOHORT, "run", *arguments, "-o", name + "_out"], capture_output=True, text=True,
                                      cwd=self.folder)
                self.assertEqual(done.returncode, 0, done.stderr)
                found[name] = json.loads((self.folder / (name + "_out/result.json")).read_text(encoding="utf-8"))
            self.assertEqual(found["new"]["scenarios"], found["default"]["scenarios"])
            for made in ("new", "new_out", "default_out"):
                shutil.rmtree(self.folder / made)

    def test_sums(self):
        """Areas, functions and services in scope have one sum; what is left out is said."""
        result = self.result(services={"day_activity": {"in_scope": False}})
        scenario = result["scenarios"][0]
        scope = [row for row in self.table("T15_running_cost_by_service") if row["in_scope"] == "yes" and row["service"] != "all"]
        for year in (2026, 2031):
            total = self.cell(scenario, "total", year, "gross")
            for cube in ("cost_by_area", "cost_by_function"):
                cells = scenario["economy"][cube]
                width = len(cells["value"]) // len(cells["year"])
                at = cells["year"].index(year) * width
                self.near(sum(x or 0 for x in cells["value"][at:at + width]), total)
            self.near(sum(1000 * float(row["gross_cost_1000nok"]) for row in scope if row["year"] == str(year)), total)
            functions = {row["function"]: float(row["gross_cost_1000nok"] or 0)
                         for row in self.table("T15b_running_cost_by_function")
                         if row["year"] == str(year) and row["function"] != "all"}
            self.near(1000 * sum(functions.values()), total)
            of = {f: sum(float(row["gross_cost_1000nok"]) for row in scope if row["year"] == str(year) and row["function"] == f)
                  for f in functions}
            for function, cost in functions.items():
                self.near(cost, of[function])
        said = [w["message"] for w in result["warnings"] if w["code"] == "no_unit_cost"]
        self.assertEqual(len(said), 1)
        self.assertIn("safety_alarm", said[0])
        self.assertNotIn("day_activity", said[0])
        self.assertNotIn("rehabilitation_stay", said[0])  # seen another way in its whole

    def test_prices(self):
        """Fixed kroner do not feel growth; current ones feel wages and prices apart; figures are carried to the level."""
        plain = self.result()["scenarios"][0]
        growth = {"wage_growth": figure(0.041), "price_growth": path({2020: 0.02, 2030: 0.03})}
        same = self.result(economy=growth)["scenarios"][0]
        self.assertEqual(same["economy"]["service_cost"], plain["economy"]["service_cost"])
        staff, other = (self.cell(same, "service_cost", 2026, "long_stay", item) for item in ("staff", "other"))
        prices = (1 + 0.024) * (1 + 0.025) * (1 + 0.026)  # 2024, 2025, 2026
        self.near(self.cell(same, "service_cost_current", 2026, "long_stay"), staff * 1.041 ** 3 + other * prices)
        later = self.result(economy={**growth, "price_year": 2026, "earnings": {"nurse": figure(7e5, year=2024)}})["scenarios"][0]
        earnings = {row["profession"]: float(row["earnings_nok"]) * 1.041 ** 3 for row in data("wages.csv")}
        earnings["nurse"] = 7e5 * 1.041 ** 2
        self.near(self.cell(later, "service_cost", 2026, "long_stay", "staff"),
                  self.staff(later, 2026, "long_stay", earnings, 1.13 * 1.141))
        self.assertEqual(later["economy"]["service_cost"]["unit"], "NOK of 2026")

    def test_unknown_level(self):
        """Wages of 2023 at the level of 2026 are unknown without their growth, not unchanged."""
        result = self.result(economy={"price_year": 2026})
        self.assertEqual(set(result["scenarios"][0]["economy"]["total"]["value"]), {None})
        self.assertIn("price_level", {w["code"] for w in result["warnings"]})

    def test_own_costs(self):
        """Zone, pension, unit cost, cost beside staff, payment and refund."""
        services = {"safety_alarm": {"unit_cost": figure(4321.5)}, "long_stay": {"other_cost": figure(187654.3),
                    "user_payment": figure(231234.5)}}
        refund = {"threshold": figure(1.61e6), "share": figure(0.8), "groups": {
            "tff": {"recipients": path({2026: 7, 2030: 9}), "cost": figure(2.73e6)},
            "few": {"recipients": figure(5), "cost": figure(1.6e6)}}}
        result = self.result(services={"safety_alarm": {"users": figure(144)}},
                             economy={"payroll_tax_zone": "4a", "pension": figure(0.117), "services": services,
                                      "state_refund": refund})
        scenario = result["scenarios"][0]
        earnings = {row["profession"]: float(row["earnings_nok"]) for row in data("wages.csv")}
        cost = lambda item, service="long_stay": self.cell(scenario, "service_cost", 2028, service, item)
        volume = lambda service: self.cell(scenario, "user_years", 2028, service)
        self.near(cost("staff"), self.staff(scenario, 2028, "long_stay", earnings, 1.117 * 1.079))
        self.near(cost("other"), 187654.3 * volume("long_stay"))
        self.near(cost("net"), cost("staff") + (187654.3 - 231234.5) * volume("long_stay"))
        self.near(cost("gross", "safety_alarm"), 4321.5 * volume("safety_alarm"))
        self.assertIsNone(cost("staff", "safety_alarm"))
        said = {w["code"]: w["message"] for w in result["warnings"]}
        self.assertIn("municipal_acute_bed", said["unknown_cost"])
        self.assertNotIn("safety_alarm", said["unknown_cost"] + said["no_unit_cost"])
        self.near(self.cell(scenario, "total", 2028, "state_refund"), 8 * 0.8 * (2.73e6 - 1.61e6))

    def test_demography(self):
        """Change of persons times their cost; an index against revenue; ages outside all bands cost nothing."""
        bands = {"young": {"age_from": 0, "age_to": 15, "cost": figure(101234.5)},
                 "old": {"age_from": 80, "cost": figure(398765.4)}}
        result = self.result(economy={"age_costs": bands, "free_revenue": path({2026: 5e8, 2031: 5.5e8})})
        scenario = result["scenarios"][0]
        persons, size = scenario["population"]["value"], 212
        def count(t, first, last):
            return sum(x for i, x in enumerate(persons[t * size:(t + 1) * size]) if first <= i % 106 <= last)
        young, old = ((count(0, *ages), count(5, *ages)) for ages in ((0, 15), (80, 105)))
        self.near(self.cell(scenario, "demographic_cost", 2031, "young"), (young[1] - young[0]) * 101234.5, 1e-9)
        change = self.cell(scenario, "demographic_cost", 2031, "young") + self.cell(scenario, "demographic_cost", 2031, "old")
        need = lambda item: self.cell(scenario, "expenditure_need", 2031, item)
        first = young[0] * 101234.5 + old[0] * 398765.4
        self.near(need("need_index"), 100 * (young[1] * 101234.5 + old[1] * 398765.4) / first)
        self.near(need("revenue_index"), 110)
        self.near(need("gap"), change - 5e7, 1e-9)
        rows = [row for row in self.table("T15c_cost_of_demography") if row["year"] == "2031"]
        self.assertEqual([row["age_band"] for row in rows], ["young", "old", "all"])
        self.near(float(rows[2]["gap_1000nok"]), need("gap") / 1000)

    def test_substitution(self):
        """At the break-even hours a year of home nursing costs what the place does; home nursing breaks even with itself."""
        scenario = self.result(services={"home_nursing": {"hours_per_week": figure(6.3)}})["scenarios"][0]
        unit = lambda service: self.cell(scenario, "unit_cost", 2029, service)
        hours = lambda service: self.cell(scenario, "breakeven_hours", 2029, service)
        per_hour = unit("home_nursing") / (6.3 * 365.2425 / 7)
        self.near(hours("long_stay") * per_hour * 365.2425 / 7, unit("long_stay"))
        self.near(hours("home_nursing"), 6.3)
        self.assertTrue(10 < hours("staffed_housing_24h") < hours("long_stay") < 40)
        rows = {row["service"]: row for row in self.table("T15d_substitution") if row["year"] == "2029"}
        self.near(float(rows["long_stay"]["breakeven_hours_per_week"]), hours("long_stay"))
        self.assertNotIn("safety_alarm", rows)

    def test_peers(self):
        """What a peer's cost of a user-year would change at the own volume; what is not given is not compared."""
        peers = {"nabo": {"label": "Nabo", "unit_cost": {"long_stay": figure(987654.3), "day_activity": figure(123456.7)}},
                 "annen": {"unit_cost": {"long_stay": figure(1876543.2)}}}
        scenario = self.result(economy={"peers": peers})["scenarios"][0]
        own, volume = (self.cell(scenario, cube, 2026, "long_stay") for cube in ("unit_cost", "user_years"))
        self.near(self.cell(scenario, "peers", "nabo", "long_stay", "effect"), (987654.3 - own) * volume)
        self.assertIsNone(self.cell(scenario, "peers", "annen", "day_activity", "effect"))
        rows = self.table("T15e_peers")
        self.assertEqual([(row["peer"], row["label"], row["service"]) for row in rows],
                         [("nabo", "Nabo", "long_stay"), ("nabo", "Nabo", "day_activity"), ("annen", "annen", "long_stay")])
        self.near(1000 * float(rows[2]["effect_1000nok"]), (1876543.2 - own) * volume)

    def test_bad_norm(self):
        """A norm for a profession that is not in the catalogue, and one below 0."""
        for says, norm in (("/services/long_stay/fte_per_unit/nurze: unknown key 'nurze'; did you mean 'nurse'?", {"nurze": figure(1)}),
                           ("/services/long_stay/fte_per_unit/nurse/value: -1 is outside", {"nurse": figure(-1)})):
            done = self.kohort(services={"long_stay": {"fte_per_unit": norm}})
            self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (3, "", 1), done.stderr)
            self.assertIn(says, done.stderr)

    def test_bad(self):
        band = lambda first, last: {"age_from": first, "age_to": last, "cost": figure(1)}
        for says, economy in (
                ("/economy/payroll_tax_zone: unknown zone '6'", {"payroll_tax_zone": "6"}),
                ("/economy/earnings/nurs: unknown key 'nurs'; did you mean 'nurse'?", {"earnings": {"nurs": figure(1)}}),
                ("/economy/earnings/nurse/value: -1 is outside", {"earnings": {"nurse": figure(-1)}}),
                ("/economy/services/institution: its part 'long_stay' has a cost of its own",
                 {"services": {"institution": {"unit_cost": figure(1e6)}}}),
                ("/economy/services/long_stay: 'unit_cost' is gross",
                 {"services": {"long_stay": {"unit_cost": figure(1e6), "other_cost": figure(1)}}}),
                ("/economy/age_costs/b: shares ages with 'a'", {"age_costs": {"a": band(0, 15), "b": band(15, 20)}}),
                ("/economy/age_costs/a: ages 15 to 3", {"age_costs": {"a": band(15, 3)}}),
                ("/economy/state_refund: 'share' is missing", {"state_refund": {"threshold": figure(1)}}),
                ("needs its 'source', or an 'assumption'", {"wage_growth": {"value": 0.03}})):
            with self.subTest(says):
                done = self.kohort(economy=economy)
                self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (3, "", 1), done.stderr)
                self.assertIn(says, done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
