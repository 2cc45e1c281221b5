#!/usr/bin/env python3
"""Ranges of a plan's figures in draws.

    ranges.py KOHORT ROOT
"""
import copy
import csv
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from sanitized import of_figures

KOHORT, ROOT = None, None
WHY = {"assumption": "made up"}


def ratio(low, high, **keys):
    return {"value": 1, **WHY, "range": {"low": low, "high": high, **WHY, **keys}}


PLAN = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2034,
        "fertility": {"level": ratio(0.8, 1.2, shape="uniform")},
        "migration": {"extra": {"value": 0, **WHY, "range": {"low": -20, "high": 20, "shape": "triangular", **WHY}}},
        "services": {"long_stay": {"users": {"value": 22, **WHY}, "coverage_factor": ratio(0.9, 1.1, shared="coverage")},
                     "home_services": {"coverage_factor": ratio(0.85, 1.1, shape="lognormal", shared="home")},
                     "home_nursing": {"hours_per_week": {"value": 5, **WHY, "range": {
                         "low": 4, "high": 7, "shape": "beta", "source": "made up"}}},
                     "short_stay": {"trend_per_year": {"path": {"2026": 0, "2030": -0.01}, **WHY, "range": {
                         "low": -0.02, "high": 0.01, "as": "difference", **WHY}}}},
        "uncertainty": {"correlation": {"coverage": {"home": {"value": 0.6, **WHY}}}},
        "scenarios": [{"id": "other", "changes": {"services": {"long_stay": {"coverage_factor": ratio(0.5, 1, shared="coverage")}}}},
                      {"id": "certain", "changes": {"services": {"long_stay": {"coverage_factor": {"value": 0.9, **WHY}}}}}]}


def closed(node):
    """The plan with every range closed on its figure."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if isinstance(node, dict):
        node = {key: closed(value) for key, value in node.items()}
        if "range" in node:
            as_ = node["range"].get("as", "value")
            centre = node["value"] if as_ == "value" else {"ratio": 1, "difference": 0}[as_]
            node["range"].update(low=centre, high=centre)
    return node


def causes(node):
    """The causes that the ranges of a plan share; each range says why."""
    if isinstance(node, dict):
        if "range" in node:
            assert node["range"].get("source") or node["range"].get("assumption")
            yield node["range"].get("shared")
        for below in node.values():
            yield from causes(below)


def cubes(node, path=""):
    if isinstance(node, dict) and "value" in node and "dimensions" in node:
        yield path, node
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from cubes(below, f"{path}/{key}")


class Ranges(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, plan, *arguments):
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", *arguments], capture_output=True, text=True, cwd=self.folder)

    def text(self, plan, *arguments):
        done = self.kohort(plan, "-o", "out", "--format", "json", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return (self.folder / "out/result.json").read_text(encoding="utf-8")

    def scenario(self, plan, *arguments, number=0):
        return dict(cubes(json.loads(self.text(plan, *arguments))["scenarios"][number]))

    def quantile(self, cube, p, *labels):
        at = 0
        for name, label in zip(cube["dimensions"], labels):
            at = at * len(cube[name]) + cube[name].index(label)
        return cube["quantiles"]["value"][cube["quantiles"]["p"].index(p) * len(cube["value"]) + at], cube["value"][at]

    def test_shares_of_more_than_all(self):
        """Where drawn shares of those who move are more than all, all move in their proportions: nobody is below 0, and as
        many are there as without moves."""
        still = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2028,
                 "uncertainty": {"population": "none", "users": "none"}}
        moves = {name: {"share": {"value": share, **WHY, "range": {"low": 0.2, "high": 0.9, "shape": "uniform", **WHY}}}
                 for name, share in (("staffed_housing_24h", 0.6), ("practical_assistance", 0.3))}
        names = ["long_stay", *moves]
        def users(plan):
            cube = self.scenario(plan, "--draws", "80")["/demand/users"]
            n = len(cube["service"])
            return ([cube["value"][2 * n + cube["service"].index(k)] for k in names],
                    cube["quantiles"]["value"][2 * n + cube["service"].index("long_stay")])
        before, _ = users(still)
        after, least = users(still | {"services": {"long_stay": {"shift_to": moves}}})
        self.assertGreaterEqual(least, 0)
        self.assertLess(after[0], before[0] / 2)
        self.assertAlmostEqual(before[0] - after[0], after[1] - before[1] + after[2] - before[2], delta=1e-9 * before[0])

    def test_closed_ranges_without_chance_are_the_plain_run(self):
        plan = closed(copy.deepcopy(PLAN))
        plan["uncertainty"].update(population="none", users="none")
        for number in (0, 1):
            plain, drawn = self.scenario(plan, number=number), self.scenario(plan, "--draws", "30", number=number)
            for path, cube in plain.items():
                self.assertEqual(drawn[path]["value"], cube["value"], path)
                quantiles, size = drawn[path]["quantiles"]["value"], len(cube["value"])
                for k in range(7):
                    self.assertEqual(quantiles[k * size:(k + 1) * size], cube["value"], path)

    @of_figures
    def test_a_range_reaches_its_figure(self):
        plan = copy.deepcopy(PLAN)
        plan["uncertainty"].update(population="none", users="none")
        plain, drawn = self.scenario(plan), self.scenario(plan, "--draws", "2000")
        for service, low, high in (("long_stay", 0.9, 1.1), ("home_services", 0.85, 1.1)):
            for p, factor in ((0.1, low), (0.5, 1), (0.9, high)):
                got, _ = self.quantile(drawn["/demand/users"], p, 2030, service)
                sure = plain["/demand/users"]["value"][4 * len(plain["/demand/users"]["service"]) +
                                                       plain["/demand/users"]["service"].index(service)]
                self.assertLess(abs(got / sure - factor), 0.012, (service, p))
        self.assertEqual(drawn["/population"]["value"], plain["/population"]["value"])
        other = self.scenario(plan, "--draws", "2000", number=1)
        self.assertLess(abs(self.quantile(other["/demand/users"], 0.1, 2030, "long_stay")[0] /
                            self.quantile(drawn["/demand/users"], 0.1, 2030, "long_stay")[0] - 0.5 / 0.9), 0.05)  # 3 standard errors
        fte = drawn["/demand/fte_by_area"]
        low, mean = self.quantile(fte, 0.1, 2030, "total")
        self.assertLess(low, 0.99 * mean)

    @of_figures
    def test_ranges_of_the_population(self):
        open_, shut = copy.deepcopy(PLAN), closed(copy.deepcopy(PLAN))
        for plan in (open_, shut):
            plan["uncertainty"]["population"] = "chance"
        wide, narrow = self.scenario(open_, "--draws", "600"), self.scenario(shut, "--draws", "600")
        def spread(cubes_, path, *labels):
            low, mean = self.quantile(cubes_[path], 0.1, *labels)
            return self.quantile(cubes_[path], 0.9, *labels)[0] - low
        for path, labels in (("/components", (2030, "births")), ("/components", (2030, "net_migration"))):
            self.assertGreater(spread(wide, path, *labels), 1.15 * spread(narrow, path, *labels), labels)
        rate = wide["/indicators/total_fertility_rate"]
        self.assertLess(abs(self.quantile(rate, 0.5, 2030)[0] / self.quantile(narrow["/indicators/total_fertility_rate"], 0.5, 2030)[0] - 1), 0.03)
        self.assertLess(abs(self.quantile(rate, 0.9, 2030)[0] / self.quantile(rate, 0.1, 2030)[0] - 1.16 / 0.84), 0.05)

    def test_draws_do_not_depend_on_threads(self):
        self.assertEqual(self.text(PLAN, "--draws", "130", "--threads", "1"), self.text(PLAN, "--draws", "130", "--threads", "2"))
        self.assertNotEqual(self.text(PLAN, "--draws", "130", "--seed", "2"), self.text(PLAN, "--draws", "130", "--seed", "1"))

    @of_figures
    def test_correlation(self):
        """What goes together adds up: two equal services as one spread wider than when they go against each other."""
        def spread(value):
            plan = {"kohort": 1, "region": "3310", "end_year": 2030, "services": {
                        "long_stay": {"coverage_factor": ratio(0.8, 1.2, shared="a")},
                        "short_stay": {"coverage_factor": ratio(0.8, 1.2, shared="b")}},
                    "uncertainty": {"population": "none", "users": "none", "correlation": {"a": {"b": {"value": value, **WHY}}}}}
            cube = self.scenario(plan, "--draws", "1000")["/capacity/need"]
            low, mean = self.quantile(cube, 0.1, 2028, "institution")
            return (self.quantile(cube, 0.9, 2028, "institution")[0] - low) / mean
        # Shares w and 1 - w of normal variates of equal spread: w^2 + (1-w)^2 + 2 r w (1-w) of the variance.
        with_, without, against = spread(0.999), spread(0), spread(-0.999)
        self.assertAlmostEqual(with_, 0.4, delta=0.02)
        self.assertAlmostEqual(without ** 2, (with_ ** 2 + against ** 2) / 2, delta=0.15 * without ** 2)

    @of_figures
    def test_shortage_over_draws(self):
        shutil.copytree(Path(ROOT) / "data/plans/hole", self.folder / "hole")
        done = subprocess.run([KOHORT, "run", "hole/plan.json", "--scenario", "reference", "--draws", "300", "-o", "out", "--format", "json"],
                              capture_output=True, text=True, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        found = dict(cubes(json.loads((self.folder / "out/result.json").read_text())["scenarios"][0]["capacity"]))
        year, first = found["/shortage_probability"], found["/first_shortage_probability"]
        lack, gap = found["/expected_shortfall"], found["/gap"]
        n = len(year["type"])
        some = 0
        for i, prob in enumerate(year["value"]):
            if prob is None:
                self.assertIsNone(lack["value"][i])
                continue
            self.assertGreaterEqual(first["value"][i], prob - 1e-12)
            self.assertGreaterEqual(first["value"][i], first["value"][i - n] if i >= n else 0)
            self.assertGreaterEqual(lack["value"][i], max(0, gap["value"][i]) - 1e-9)
            self.assertEqual(lack["value"][i] == 0, prob == 0)
            some += 0 < prob < 1
        self.assertGreater(some, 3)

    def sensitivity(self, plan, *arguments):
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([KOHORT, "sensitivity", "plan.json", "--json", *arguments], capture_output=True, text=True, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    @of_figures
    def test_decomposition_of_a_product(self):
        """Institution places are users times one factor over the occupancy: shares of the variance in closed form."""
        plan = {"kohort": 1, "region": "3310", "end_year": 2034, "plan_period": [2026, 2032],
                "services": {"long_stay": {"coverage_factor": ratio(0.8, 1.2, shape="uniform", shared="a")},
                             "short_stay": {"coverage_factor": ratio(0.8, 1.2, shape="uniform", shared="a")}},
                "capacity": {"target_occupancy": {"value": 0.8, **WHY, "range": {"low": 0.6, "high": 1, "shape": "uniform", **WHY}}},
                "uncertainty": {"population": "none", "users": "none"}}
        answer = json.loads(self.sensitivity(plan, "--draws", "1024"))
        self.assertEqual((answer["year"], answer["draws"]), (2032, 1024))
        figure = {f["id"]: f for f in answer["figures"]}["places_needed_institution"]
        # X of mean 1 and variance 0.4^2/12; W = 1 / U, U uniform on 0.6..1: E W = ln(1/0.6)/0.4, E W^2 = (1/0.6 - 1)/0.4
        x2, w1, w2 = 1 + 0.16 / 12, math.log(1 / 0.6) / 0.4, (1 / 0.6 - 1) / 0.4
        variance = x2 * w2 - w1 ** 2
        self.assertAlmostEqual(figure["mean"] / figure["plain"], 0.8 * w1, delta=0.002)
        self.assertAlmostEqual(figure["variance"] / figure["plain"] ** 2 / (0.64 * variance), 1, delta=0.03)
        shares = {"a": ((x2 - 1) * w1 ** 2, (x2 - 1) * w2), "/capacity/target_occupancy": (w2 - w1 ** 2, x2 * (w2 - w1 ** 2))}
        self.assertEqual([s["id"] for s in figure["sources"]], list(shares))
        for source in figure["sources"]:
            first, total = shares[source["id"]]
            self.assertAlmostEqual(source["first_order"], first / variance, delta=0.03)
            self.assertAlmostEqual(source["total_order"], total / variance, delta=0.03)
        turned = {s["id"]: s for s in figure["sources"]}
        self.assertAlmostEqual(turned["a"]["low"] / figure["plain"], 0.84, places=9)
        self.assertAlmostEqual(turned["a"]["high"] / figure["plain"], 1.16, places=9)
        self.assertAlmostEqual(turned["/capacity/target_occupancy"]["high"] / figure["plain"], 0.8 / 0.96, places=9)
        self.assertIn(" i 2032; ", figure["sentence"]["nb"])
        self.assertRegex(figure["sentence"]["en"], "^80 per cent: institution places needed between .* of the spread is occupancy, .* per cent a\\.")
        home = {f["id"]: f for f in answer["figures"]}["users_home_services"]
        self.assertEqual((home["variance"], home["mean"], home["sources"][0]["first_order"]), (0, home["plain"], None))

    def test_sensitivity_of_everything(self):
        """All sources: the same on any number of threads; a range of fertility moves the population; correlated causes are one."""
        one = self.sensitivity(PLAN, "--draws", "64", "--threads", "1")
        self.assertEqual(one, self.sensitivity(PLAN, "--draws", "64", "--threads", "2"))
        figures = {f["id"]: f for f in json.loads(one)["figures"]}
        ids = [s["id"] for s in figures["population"]["sources"]]
        self.assertIn("coverage + home", ids)
        self.assertEqual(ids[-3:], ["net_migration", "chance_of_population", "chance_of_users"])
        by_id = {s["id"]: s for s in figures["population"]["sources"]}
        self.assertLess(by_id["/fertility/level"]["low"], figures["population"]["plain"] - 10)
        self.assertGreater(by_id["/migration/extra"]["high"], figures["population"]["plain"] + 10)
        self.assertEqual(by_id["coverage + home"]["low"], figures["population"]["plain"])
        self.assertGreater(by_id["net_migration"]["total_order"], 0.3)
        for given in (["--draws", "1"], ["--draws", "many"], ["--lang", "fr"], []):
            done = subprocess.run([KOHORT, "sensitivity", *(["plan.json"] if given else []), *given], capture_output=True, text=True, cwd=self.folder)
            self.assertEqual(done.returncode, 2, given)

    @of_figures
    def test_spread_by_source_in_a_run(self):
        """T23 and the sentence: the shares of a run's own draws are those of the decomposition with more runs, within
        what 400 draws can tell; each source moves the figure that it stands on and no other; with ranges closed and no
        chance nothing is spread; the ends of a source lie about what the range makes of the figure."""
        plan = copy.deepcopy(PLAN)
        plan["scenarios"] = []
        done = self.kohort(plan, "--draws", "400", "-o", "out")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.folder / "out/tables/T23_spread_by_source.csv", encoding="utf-8", newline="") as file:
            rows = {(r["key_figure"], r["source_of_spread"]): r for r in csv.DictReader(file)}
        shares = {key: float(row["share_of_variance_percent"]) / 100 for key, row in rows.items()}
        for figure in {key[0] for key in shares}:
            self.assertAlmostEqual(sum(v for k, v in shares.items() if k[0] == figure), 1, delta=0.12)
        sobol = {f["id"]: f for f in json.loads(self.sensitivity(plan, "--draws", "512", "--seed", "3"))["figures"]}
        for figure in ("population", "users_home_services", "places_needed_institution", "fte"):
            for source in sobol[figure]["sources"]:
                if not source["id"].startswith("chance_"):
                    self.assertAlmostEqual(shares[figure, source["id"]], source["first_order"], delta=0.12,
                                           msg=(figure, source["id"]))
        self.assertGreater(shares["population", "net_migration"], 0.4)
        self.assertLess(shares["population", "coverage + home"], 0.08)
        level = rows["population", "/fertility/level"]
        self.assertGreater(float(level["source_high"]), float(level["source_low"]) + 10)
        text = (self.folder / "out/result.json").read_text(encoding="utf-8")
        block = json.loads(text)["scenarios"][0]["sensitivity"]
        self.assertEqual(block["sources"]["year"], [2034])
        self.assertIn("prosent av spredningen er", done.stdout)
        few = self.kohort(plan, "--draws", "64").stdout
        self.assertRegex(few, r"prosent av spredningen er [^.]* \(±20 prosentpoeng med 64 trekninger\)\.")
        said = [int(share) for line in few.splitlines() if line.startswith("80 prosent: behovet")
                for share in re.findall(r"(\d+) prosent (?:av|[a-zæøå])", line.split(";", 1)[-1])]
        self.assertTrue(said and min(said) >= 20, few)
        self.assertIn("per cent of the spread is", self.kohort(plan, "--draws", "400", "--lang", "en").stdout)
        self.assertIn("prosent av spreiinga er", self.kohort(plan, "--draws", "400", "--lang", "nn").stdout)
        certain = closed(plan)
        certain["uncertainty"].update(population="none", users="none")
        done = self.kohort(certain, "--draws", "60", "-o", "certain")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.folder / "certain/tables/T23_spread_by_source.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.assertEqual(float(row["share_of_variance_percent"]), 0)
                self.assertEqual(row["p10"], row["p90"])
        self.assertNotIn("spredningen", done.stdout)

    def test_the_shipped_plans_have_ranges_of_the_demand_side(self):
        """Drift, stays, absence, productivity and unit costs, each with why; a new plan likewise, with the same result
        as the defaults."""
        for plan in ("hole", "sor-varanger"):
            tree = json.loads((ROOT / f"data/plans/{plan}/plan.json").read_text(encoding="utf-8"))
            self.assertLessEqual({"drift", "stays", "absence", "productivity", "unit_costs"}, set(causes(tree)), plan)
        done = subprocess.run([KOHORT, "new", "1151", "new"], capture_output=True, text=True, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        tree = json.loads((self.folder / "new/plan.json").read_text(encoding="utf-8"))
        self.assertLessEqual({"drift", "absence", "productivity", "unit_costs"}, set(causes(tree)))
        del tree["capacity"]["register"]
        self.assertNotIn("only_chance", self.text(tree, "--draws", "10"))
        own = {path: cube["value"] for path, cube in self.scenario(tree).items()}
        default = {path: cube["value"] for path, cube in self.scenario({"kohort": 1, "region": "1151"}).items()}
        self.assertEqual(own, default)

    def test_only_chance_is_said(self):
        plan = {"kohort": 1, "region": "3310", "end_year": 2030}
        codes = lambda plan_: [w["code"] for w in json.loads(self.text(plan_, "--draws", "10"))["warnings"]]
        self.assertIn("only_chance", codes(plan))
        self.assertNotIn("only_chance", codes(PLAN))
        self.assertIn("har et spenn", self.kohort(plan, "--draws", "10").stdout)

    def test_bad_ranges(self):
        cover = "/services/long_stay/coverage_factor/range"
        cases = [
            (cover, {"low": 1.2}, "the lower end 1.2 lies above the upper end 1.1"),
            (cover, {"low": 1.01}, "1 lies outside of its range"),
            (cover, {"assumption": None}, "'source', or an 'assumption'"),
            (cover, {"low": "none"}, "needs the numbers 'low' and 'high'"),
            (cover, {"shape": "round"}, "'shape' must be one of"),
            (cover, {"as": "share"}, "'as' must be one of"),
            (cover, {"shared": "Big Cause"}, "short name"),
            (cover, {"low": -0.5}, "-0.5 is outside 0 to 10"),
            (cover, {"low": 0, "shape": "lognormal"}, "above 0"),
            ("/services/short_stay/trend_per_year/range", {"as": None}, "ratio or difference"),
            ("/uncertainty/correlation/coverage/home", {"value": 1}, "not positive definite"),
        ]
        for pointer, change, said in cases:
            plan = copy.deepcopy(PLAN)
            node = plan
            for key in pointer.split("/")[1:]:
                node = node[key]
            node.update(change)
            for key in [key for key in change if change[key] is None]:
                del node[key]
            done = self.kohort(plan, "--draws", "5", "-o", "never")
            self.assertEqual(done.returncode, 3, said)
            self.assertEqual(done.stderr.count("\n"), 1)
            place = pointer if "positive" not in said else "/uncertainty/correlation"
            self.assertTrue(done.stderr.startswith(f"kohort: plan.json: {place}: "), done.stderr)
            self.assertIn(said, done.stderr)
            self.assertFalse((self.folder / "never").exists())
        for key, where, said in ((("mortality", "improvement_factor"), "/mortality/improvement_factor/range", "/mortality/level"),
                                 (("uncertainty", "stay_years"), "/uncertainty/stay_years/range", "not drawn")):
            plan = copy.deepcopy(PLAN)
            plan.setdefault(key[0], {})[key[1]] = ratio(0.5, 2)
            done = self.kohort(plan)
            self.assertEqual(done.returncode, 3)
            self.assertIn(where + ": ", done.stderr)
            self.assertIn(said, done.stderr)
        plan = copy.deepcopy(PLAN)
        homes = {"path": {"2026": 0, "2030": 40}, **WHY, "range": {"low": 0.5, "high": 1.5, "as": "ratio", **WHY}}
        plan["housing"] = {"projects": {"a": {"type": "detached", "dwellings": homes}}}
        done = self.kohort(plan)
        self.assertEqual(done.returncode, 3)
        self.assertIn("/housing/projects/a/dwellings/range: a range of this figure is not drawn", done.stderr)
        plan = copy.deepcopy(PLAN)
        plan["uncertainty"]["correlation"]["home"] = {"coverage": {"value": 0.1, **WHY}, "nobody": {"value": 0.1, **WHY}}
        self.kohort(plan)
        lines = subprocess.run([KOHORT, "validate", "plan.json"], capture_output=True, text=True, cwd=self.folder)
        self.assertIn("/uncertainty/correlation/home/coverage: ", lines.stderr + lines.stdout)
        self.assertIn("/uncertainty/correlation/home/nobody: no range has 'nobody'", lines.stderr + lines.stdout)

    SILENT = ("capacity/backlog_cost/grade_2", "capacity/suitability/universal_design", "capacity/building_life_years",
              "capacity/steps/small_wing/capex", "capacity/steps/small_wing/places/institution", "capacity/expansion/shortage_cost",
              "capacity/service_level", "workforce/higher_education/target", "workforce/courses/palliative_care/fee",
              "workforce/full_time/replaced", "workforce/rotas/nursing_home_three_shifts/shifts/day/skilled",
              "preparedness/pandemic/influenza/place_share", "preparedness/war/mobilisation/called_up",
              "preparedness/arrivals/evacuees/place_share", "economy/savings_required", "economy/measure_budget",
              "area/response_minutes", "measures/training/benefit", "measures/full_time/one_off_cost")
    ACTING = ("preparedness/arrivals/evacuees/persons", "workforce/rotas/nursing_home_three_shifts/shifts/day/posts_weekday",
              "economy/free_revenue", "area/hours_per_fte", "economy/services/long_stay/user_payment", "capacity/target_occupancy")

    def with_range(self, plan, pointer):
        """A range of nine tenths to all of a figure of one of the shipped plans."""
        figure = plan
        for key in pointer.split("/"):
            figure = figure[key]
        ends = sorted((0.9 * figure["value"], figure["value"])) if "value" in figure else (0.9, 1)
        figure["range"] = {"low": ends[0], "high": ends[1], "shape": "uniform", **WHY, **({} if "value" in figure else {"as": "ratio"})}

    def shipped(self, pointers):
        """Hole without other ranges, chance and scenarios; scripts/silent_ranges.py does so with every figure by itself."""
        def bare(node):
            return {k: bare(v) for k, v in node.items() if k != "range"} if isinstance(node, dict) else node
        shutil.copytree(ROOT / "data/plans/hole", self.folder, dirs_exist_ok=True)
        plan = bare(json.loads((self.folder / "plan.json").read_text(encoding="utf-8")))
        plan.update(scenarios=[], uncertainty={"population": "none", "users": "none"})
        for pointer in pointers:
            self.with_range(plan, pointer)
        return plan

    def test_no_range_is_silent(self):
        """What is not drawn is refused with its place; what stands beside it is drawn."""
        (self.folder / "plan.json").unlink(missing_ok=True)
        self.kohort(self.shipped(self.SILENT))
        lines = subprocess.run([KOHORT, "validate", "plan.json"], capture_output=True, text=True, cwd=self.folder)
        said = lines.stderr + lines.stdout
        for pointer in self.SILENT:
            self.assertIn(f"/{pointer}/range: a range of this figure is ", said)
        for pointer in self.ACTING:
            drawn = self.scenario(self.shipped([pointer]), "--draws", "2")
            self.assertTrue(any(quantiles[i] != quantiles[i - n] for quantiles, n in (
                (cube["quantiles"]["value"], len(cube["value"])) for cube in drawn.values() if "quantiles" in cube)
                for i in range(len(quantiles) - n, len(quantiles))), pointer)
        by_level = self.shipped(["capacity/service_level"])
        by_level["capacity"]["sizing"] = "service_level"
        self.assertEqual(self.kohort(by_level, "--draws", "2", "-o", "level", "--format", "json").returncode, 0)


if __name__ == "__main__":
    KOHORT, ROOT = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
