#!/usr/bin/env python3
"""The main job as its users meet it: what a run says, writes, and keeps to.

    run.py KOHORT ROOT
"""
import csv
import hashlib
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KOHORT, ROOT = None, None
PLANS = {"hole": "3310", "sor-varanger": "5605"}
SCENARIOS = ["reference", "own_trend_damped", "postponed_need", "reduced_coverage", "home_based_profile"]
TABLES = ["T01_assumptions", "T02_population_by_age_band", "T02b_shelf_life", "T03_population_change", "T04_shares_of_older_people",
          "T05_components_of_change", "T06_support_ratios", "T07_coverage", "T07b_coverage_peers", "T08_users_by_service", "T08b_prevention", "T08c_new_tasks", "T08d_need_by_event", "T09_users_by_level", "T09b_care_ladder", "T09c_care_ladder_flows", "T10_hours_and_fte", "T11_places",
          "T11b_places_by_occupancy", "T11c_reserve", "T11d_waiting",
          "T11e_simulated_units", "T11f_chance_of_shortage", "T12_persons_with_dementia", "T13_staff_by_profession", "T13b_rotas", "T13c_demand_by_cause", "T13d_units_of_work",
          "T13e_competence_by_unit", "T13f_higher_education", "T13g_training", "T13h_full_time",
          "T14_recruitment", "T14b_filling_of_posts", "T14c_feasible_services",
          "T15_running_cost_by_service", "T15b_running_cost_by_function", "T15c_cost_of_demography",
          "T16_investment_and_new_places", "T16b_structures", "T16c_regret_of_schedules",
          "T19_housing_projects", "T19b_housing_projects_services", "T20_building_stock",
          "T21_surge", "T21b_surge_by_week", "T21c_n_minus_1", "T21d_relocation", "T21e_evacuation",
          "T15d_substitution", "T15e_peers",
          "T17_action_plan", "T17b_appraisal_of_measures", "T17c_studies", "T17d_efficient_choices",
          "T18_savings_path", "T22_health_indicators", "T22b_surveys", "T22c_health_series", "T22d_health_targets", "T22e_health_inequality", "T23_spread_by_source", "T23b_ranges_of_key_figures",
          "T26_population_by_stratum",
          "T27_years_without_and_with_help", "T28_households",
          "T28b_accessible_dwellings", "T28c_dwellings_by_type_and_size", "T28d_municipal_housing",
          "T29_persons_by_zone", "T29b_users_by_zone", "T29c_variation_between_zones", "T29d_time_on_the_road",
          "T29e_persons_far_away", "T29f_bases", "T29g_alone_or_together", "T30_targets", "T31_balance", "T32_status_by_service", "T33_split_of_staff"]
# Those that a plan without sections of its own fills: the others have no rows there, and no file.
PLAIN = {"T01", "T02", "T02b", "T03", "T04", "T05", "T06", "T07", "T08", "T10", "T11", "T12", "T13", "T14", "T14c", "T15", "T15b", "T15d",
         "T27", "T28", "T31", "T32", "T33"}
BALANCE = 1e-9  # relative: the contract's


def kohort(*arguments, **options):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def total(population, t):
    size = len(population["sex"]) * len(population["age"])
    return math.fsum(population["value"][t * size:(t + 1) * size])


def imbalance(scenario):
    """The largest |total(t+1) - total(t) - sum of sign * component| / total(t)."""
    population, components = scenario["population"], scenario["components"]
    assert components["year"] == population["year"][:-1]
    n, worst = len(components["component"]), 0
    for t in range(len(components["year"])):
        change = math.fsum(s * x for s, x in zip(components["sign"], components["value"][t * n:(t + 1) * n]))
        worst = max(worst, abs(total(population, t + 1) - total(population, t) - change) / total(population, t))
    return worst


def sized_regions():
    """All municipalities, the smallest first."""
    with open(ROOT / "data/regions.csv", encoding="utf-8", newline="") as file:
        regions = [row["region"] for row in csv.DictReader(file)]
    def size(region):
        last = [line.split(",") for line in (ROOT / f"data/population/{region}.csv").read_text().splitlines()[-212:]]
        return sum(int(cell) for row in last for cell in row[-1:])
    return sorted(regions, key=size)


class Run(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_ok(self, *arguments):
        done = kohort("run", *arguments, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def result(self, *arguments):
        self.run_ok(*arguments, "--format", "json", "-o", self.folder / "result")
        return json.loads((self.folder / "result/result.json").read_text(encoding="utf-8"))

    def put_plan(self, change=lambda plan: None, plan="hole"):
        tree = json.loads((ROOT / f"data/plans/{plan}/plan.json").read_text(encoding="utf-8"))
        for file in (ROOT / f"data/plans/{plan}").glob("*.csv"):
            shutil.copy(file, self.folder)
        change(tree)
        (self.folder / "plan.json").write_text(json.dumps(tree), encoding="utf-8")
        return self.folder / "plan.json"


class Summary(Run):
    def test_languages(self):
        words = {"nb": ("Folkemengde: ", "prosent", "Årsverk", "nasjonale rater, ikke på kommunens egne tall"),
                 "nn": ("Folkemengd: ", "prosent", "Årsverk", "nasjonale ratar, ikkje på eigne tal for kommunen"),
                 "en": ("Population: ", "per cent", "Full-time equivalents", "national rates, not")}
        plain = self.run_ok("--region", "3310")
        self.assertEqual(plain, self.run_ok("--region", "3310", "--lang", "nb"))
        for language, (people, percent, staff, basis) in words.items():
            with self.subTest(language):
                lines = self.run_ok("--region", "3310", "--lang", language).splitlines()
                self.assertGreaterEqual(len(lines), 5)
                self.assertRegex(lines[0], r"^Hole \(3310\), 2026–2050, .*\(national_rates\)\.$")
                self.assertIn(basis, lines[0])
                self.assertTrue(lines[1].startswith(people))
                self.assertIn(percent, lines[2])
                self.assertTrue(any(line.startswith(staff) for line in lines))
        self.assertEqual(os.listdir(self.folder), [])

    def test_own_users(self):
        for plan, region in PLANS.items():
            line = self.run_ok(ROOT / f"data/plans/{plan}/plan.json", "--lang", "en").splitlines()[0]
            self.assertRegex(line, rf"\({region}\).*Own users where given, national rates elsewhere")

    def test_figures(self):
        """The lines say what the result holds."""
        result = self.result(ROOT / "data/plans/hole/plan.json")
        population = result["scenarios"][0]["population"]
        lines = self.run_ok(ROOT / "data/plans/hole/plan.json", "--lang", "en").splitlines()
        self.assertEqual(lines[1], f"Population: {round(total(population, 0)):,} in 2026, "
                                   f"{round(total(population, -1 + len(population['year']))):,} in 2050.")
        year = result["scenarios"][0]["capacity"]["first_shortage"]["institution"]
        self.assertIn(f"first shortage comes in {year}", lines[3])

    def test_standard_input(self):
        plan = self.put_plan()
        with open(plan, encoding="utf-8") as file:
            done = subprocess.run([KOHORT, "run", "-"], stdin=file, capture_output=True, text=True, cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout), (0, self.run_ok("plan.json")))

    def test_migration_years(self):
        def of(*years, **more):
            plan = self.put_plan(lambda plan: plan.update(migration={"method": "residual"} | ({"years": years} if years else {}),
                                                          **more))
            result = self.result(plan)
            return ([(w["where"]["scenario"], w["message"]) for w in result["warnings"] if w["code"] == "migration_years_unused"],
                    result["scenarios"][0]["components"]["value"][2], result["plan"]["methods"]["migration"])
        told, default, method = of()
        self.assertEqual((told, method.endswith("origin_2026")), ([], True))
        for from_year in (2016, 2020, 2023):
            told, net, method = of(from_year, 2026)
            self.assertEqual((told, method.endswith(f"origin_2026_from_{from_year}")), ([], True))
            self.assertGreater(abs(net - default), 1e-3)
        self.assertLess(abs(of(2005, 2026)[1] - default), 1e-6)
        told, other, _ = of(2020, 2024)
        self.assertEqual((told[0][0], other), ("reference", of(2020, 2026)[1]))
        self.assertIn("2024", told[0][1])
        self.assertIn("from 2005", of(1950, 2026)[0][0][1])
        own = {"id": "own", "label": {"nb": "Egen"}, "changes": {"migration": {"years": [2018, 2026]}}}
        self.assertEqual([where for where, _ in of(2016, 2026, scenarios=[own])[0]], ["own"])
        plan = self.put_plan(lambda plan: plan.update(migration={"method": "residual", "years": [2024, 2026]}))
        done = kohort("run", plan)
        self.assertEqual((done.returncode, "/migration/years: " in done.stderr, done.stdout), (3, True, ""))
        plan = self.put_plan(lambda plan: plan.update(migration={"method": "none"}))
        result = self.result(plan)
        self.assertEqual(result["plan"]["methods"]["migration"], "none")
        self.assertEqual(set(result["scenarios"][0]["components"]["value"][2::3]), {0})


class Folder(Run):
    def test_content(self):
        self.run_ok(ROOT / "data/plans/hole/plan.json", "-o", self.folder / "out")
        files = content(self.folder / "out")
        tables = {name for name in files if name.startswith("tables/")}
        self.assertEqual(set(files) - tables, {"manifest.json", "result.json"})
        self.assertLessEqual(tables, {f"tables/{t}.csv" for t in TABLES})
        for name in tables:
            self.assertGreater(files[name].count(b"\n"), 1, name)  # a head and rows
        self.assertEqual(os.listdir(self.folder), ["out"])
        manifest = json.loads(files["manifest.json"])
        self.assertEqual({f["name"]: f["sha256"] for f in manifest["files"]},
                         {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"})
        plan = (ROOT / "data/plans/hole/plan.json").read_bytes()
        result = json.loads(files["result.json"])
        self.assertEqual("sha256:" + manifest["plan_sha256"], result["plan"]["digest"])
        self.assertEqual(manifest["plan_sha256"], hashlib.sha256(plan).hexdigest())
        inputs = {file.name: file.read_bytes() for file in (ROOT / "data/plans/hole").glob("*.csv")}
        self.assertEqual({i["file"]: i["sha256"] for i in result["plan"]["inputs"]},
                         {name: hashlib.sha256(data).hexdigest() for name, data in inputs.items()})
        self.assertEqual([s["id"] for s in result["scenarios"]][:len(SCENARIOS)], SCENARIOS)  # the plan's own after them

    def test_crisis_by_name(self):
        """The chapter calls a crisis what the plan does, not its id."""
        self.run_ok(self.put_plan(), "-o", self.folder / "out", "--format", "md", "--scenario", "reference")
        chapter = next((self.folder / "out").glob("*.md")).read_text(encoding="utf-8")
        self.assertEqual((chapter.count("| Korttidsavdeling ute av bruk: "), chapter.count("| ward\\_lost: ")), (2, 0))

    def test_counted(self):
        """T08 says what a plan's users count, and what the country's do where the plan tells none."""
        plan = self.put_plan()
        self.run_ok(plan, "-o", self.folder / "out", "--format", "csv,md", "--scenario", "reference")
        with open(self.folder / "out/tables/T08_users_by_service.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        counted = {row["service"]: row["counted"] for row in rows}
        told = {service: item["users"].get("basis", "stock_31dec")
                for service, item in json.loads(plan.read_text(encoding="utf-8"))["services"].items() if "users" in item}
        self.assertEqual({service: counted[service] for service in told}, told)
        self.assertEqual(set(told.values()), {"stock_31dec", "through_year"})
        self.assertEqual({row["counted"] == "" for row in rows if row["users"] == ""}, {True})
        chapter = next((self.folder / "out").glob("*.md")).read_text(encoding="utf-8")
        for row in rows:
            if row["year"] == "2026" and row["users"] not in ("", "0") and row["in_scope"] == "yes":
                self.assertEqual(f'{row["label"]}, i løpet av året |' in chapter, row["counted"] == "through_year", row)

    def test_tables_agree(self):
        """T05 and T08 hold the figures of result.json to the last digit."""
        self.run_ok(ROOT / "data/plans/hole/plan.json", "-o", self.folder / "out")
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        def rows(name):
            with open(self.folder / f"out/tables/{name}.csv", encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        self.assertEqual([float(row["persons"]) for row in rows("T05_components_of_change")],
                         [x for s in result["scenarios"] for x in s["components"]["value"]])
        self.assertEqual([float(row["users"]) if row["users"] else None for row in rows("T08_users_by_service")],
                         [x for s in result["scenarios"] for x in s["demand"]["users"]["value"]])

    def test_batch(self):
        """Several municipalities at once: each as if it were run alone, the same bytes on any number of threads."""
        self.run_ok("--region", "3310,1151,5605", "--threads", "1", "-o", "one")
        self.run_ok("--region", "3310,1151,5605", "--threads", "4", "-o", "four")
        one = content(self.folder / "one")
        self.assertEqual(one, content(self.folder / "four"))
        self.run_ok("--region", "1151", "-o", "alone")
        alone = content(self.folder / "alone")
        for name in ["result.json", *(name for name in alone if name.startswith("tables/"))]:
            self.assertEqual(one["1151/" + name], alone[name], name)
        for more in ([], ["--publish"]):  # who may read it is said last, as for one
            several = kohort("run", "--region", "3310,1151", *more, cwd=self.folder).stdout.splitlines()
            self.assertEqual((len(several), several[-1]), (3, kohort("run", "--region", "1151", *more).stdout.splitlines()[-1]))
        for given, code in (("3310,9999", 3), ("3310,3310", 3), ("3310,", 0)):
            self.assertEqual(kohort("run", "--region", given, cwd=self.folder).returncode, code, given)

    def test_draws(self):
        """Draws are the same on any number of threads and from run to run, another seed gives others; their mean is
        the plain run, their quantiles ascend, and the balance holds in the means."""
        plain = json.loads(self.folder_of("--region", "1151", "--scenario", "reference")["result.json"])["scenarios"][0]
        one = self.folder_of("--region", "1151", "--scenario", "reference", "--draws", "400", "--threads", "1")
        two = self.folder_of("--region", "1151", "--scenario", "reference", "--draws", "400", "--threads", "2")
        other = self.folder_of("--region", "1151", "--scenario", "reference", "--draws", "400", "--seed", "2")
        self.assertEqual(one["result.json"], two["result.json"])
        self.assertNotEqual(one["result.json"], other["result.json"])
        drawn = json.loads(one["result.json"])["scenarios"][0]
        self.assertLessEqual(imbalance(drawn), BALANCE)
        cube, sure = drawn["indicators"]["persons"], plain["indicators"]["persons"]
        size, rows = len(cube["value"]), len(cube["age_group"])
        quantiles = [cube["quantiles"]["value"][q * size:(q + 1) * size] for q in range(len(cube["quantiles"]["p"]))]
        for low, high in zip(quantiles, quantiles[1:]):
            self.assertTrue(all(a <= b for a, b in zip(low, high)))
        last = size - 1  # all persons in the last year
        spread = quantiles[5][last] - quantiles[1][last]  # 80 per cent: 2.56 standard deviations
        self.assertGreater(spread, 10)
        self.assertLess(abs(cube["value"][last] - sure["value"][last]), 4 * spread / 2.56 / 400 ** 0.5)
        self.assertEqual(cube["value"][:rows], sure["value"][:rows])
        for given in ("0", "-5", "many", "1000000000"):
            self.assertEqual(kohort("run", "--region", "1151", "--draws", given).returncode, 2, given)
        done = kohort("run", "--region", "1151", "--draws", "100000000")
        self.assertEqual(done.returncode, 3)
        self.assertIn("GiB", done.stderr)

    def folder_of(self, *arguments):
        self.run_ok(*arguments, "-o", "drawn")
        return content(self.folder / "drawn")

    def test_formats(self):
        self.run_ok("--region", "1151", "--format", "json,csv,csv-no", "-o", "out")
        files = content(self.folder / "out")
        text = files["tables-no/T05_components_of_change.csv"]
        self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
        self.assertRegex(text.decode("utf-8-sig").splitlines()[1], r"^reference;2026;births;\d+,\d+$")
        ids = [name.split("/")[1].split("_")[0] for name in files if name.startswith("tables/")]
        self.assertEqual((set(ids), len(ids)), (PLAIN, len(PLAIN)))
        self.assertEqual(len(files), 2 + 2 * len(PLAIN))

    def test_equal_bytes(self):
        for name in ("a", "b"):
            self.run_ok(ROOT / "data/plans/sor-varanger/plan.json", "-o", self.folder / name)
        self.assertEqual(content(self.folder / "a"), content(self.folder / "b"))
        done = kohort("run", ROOT / "data/plans/sor-varanger/plan.json", "-o", self.folder / "c",
                      env={**os.environ, "OMP_NUM_THREADS": "1", "LC_ALL": "nb_NO.UTF-8", "TZ": "Asia/Tokyo"}, cwd="/")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(content(self.folder / "a"), content(self.folder / "c"))

    def test_interrupted(self):
        """Ctrl-C in the middle of draws, and of many municipalities: exit code 130, one line, the old result stands."""
        self.run_ok("--region", "1151", "-o", "out")
        old = content(self.folder / "out")
        for arguments in (("--region", "0301", "--draws", "4000"), ("--region", "all")):
            process = subprocess.Popen([KOHORT, "run", *arguments, "-o", "out"], cwd=self.folder, stderr=subprocess.PIPE)
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[1].decode()
            self.assertEqual((process.returncode, said), (130, "kohort: interrupted\n"))
            self.assertEqual(content(self.folder / "out"), old)
            self.assertEqual(os.listdir(self.folder), ["out"])

    def test_replaces_a_result(self):
        self.run_ok("--region", "3310", "-o", "out")
        old = content(self.folder / "out")
        (self.folder / "out/notes.txt").write_text("left by somebody", encoding="utf-8")
        self.run_ok("--region", "1151", "-o", "out/")
        new = content(self.folder / "out")
        self.assertEqual(sorted(new), sorted(old))
        self.assertEqual(json.loads(new["manifest.json"])["region"], "1151")
        self.assertEqual(os.listdir(self.folder), ["out"])

    def test_empty_folder_and_parents(self):
        (self.folder / "empty").mkdir()
        self.run_ok("--region", "1151", "-o", "empty")
        self.run_ok("--region", "1151", "-o", "of/old/and/new")
        self.assertEqual(content(self.folder / "empty"), content(self.folder / "of/old/and/new"))

    def test_no_parents_are_left(self):
        done = kohort("run", "--region", "9999", "-o", self.folder / "of/old")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(os.listdir(self.folder), [])


class Figures(Run):
    def test_balance(self):
        """Municipalities of every size, the smallest and the largest among them; scripts/all-regions.sh takes all."""
        regions = sized_regions()
        sample = regions if "KOHORT_ALL_REGIONS" in os.environ else regions[::len(regions) // 23] + regions[-1:]
        self.assertGreaterEqual(len(sample), 24)
        self.assertEqual(sample[-1], "0301")
        def worst(region):
            done = kohort("run", "--region", region, "--scenario", "reference", "--format", "json", "-o", self.folder / region)
            if done.returncode != 0:
                return region, done.stderr
            result = json.loads((self.folder / region / "result.json").read_text(encoding="utf-8"))
            return region, max(map(imbalance, result["scenarios"]))
        with ThreadPoolExecutor(2) as pool:
            for region, found in pool.map(worst, sample):
                self.assertIsInstance(found, float, f"{region}: {found}")
                self.assertLessEqual(found, BALANCE, region)

    def test_balance_of_scenarios(self):
        for plan in PLANS:
            for scenario in self.result(ROOT / f"data/plans/{plan}/plan.json")["scenarios"]:
                self.assertLessEqual(imbalance(scenario), BALANCE)

    def test_balance_can_fail(self):
        scenario = self.result("--region", "1151")["scenarios"][0]
        scenario["components"]["value"][4] += 1e-3
        self.assertGreater(imbalance(scenario), BALANCE)

    def test_registered_population(self):
        for plan, region in PLANS.items():
            population = self.result(ROOT / f"data/plans/{plan}/plan.json")["scenarios"][0]["population"]
            registered = [int(line.split(",")[-1]) for line in
                          (ROOT / f"data/population/{region}.csv").read_text().splitlines() if f"{region},2026," in line or
                          line.startswith("2026,")]
            self.assertEqual(population["value"][:212], registered)

    def test_registered_users(self):
        """Every service's users of the base year are the mean of the years that the plan gives, to the last bit."""
        for plan in PLANS:
            given = json.loads((ROOT / f"data/plans/{plan}/plan.json").read_text(encoding="utf-8"))["services"]
            for scenario in self.result(ROOT / f"data/plans/{plan}/plan.json")["scenarios"]:
                users = scenario["demand"]["users"]
                first = dict(zip(users["service"], users["value"]))
                basis = dict(zip(users["service"], users["basis_by_label"]))
                checked = 0
                for service, figures in given.items():
                    path = figures.get("users", {}).get("path")
                    if path:
                        mean = sum(path.values()) / len(path)
                        self.assertEqual(first[service], mean, f"{plan} {service}")
                        self.assertEqual(basis[service], "own")
                        checked += 1
                self.assertGreater(checked, 10)

    def test_levers_that_do_nothing(self):
        """An age shift of 0, a trend of 0, a coverage factor of 1 and moves of nobody leave every bit."""
        none = {"age_shift_years": 0, "trend_per_year": 0, "trend_fade_years": 10, "coverage_factor": 1}
        def figure(value):
            return {"value": value, "assumption": "nothing changes"}
        def change(plan):
            services = json.loads(json.dumps(plan["services"]))
            changes = {lever: {"services": {s: {lever: figure(value)} for s in services}} for lever, value in none.items()}
            changes["shift_to"] = {"services": {"long_stay": {"shift_to": {"home_nursing": {"share": figure(0)}}}}}
            changes["population"] = {"mortality": {"level": figure(1), "improvement_factor": figure(1)},
                                     "migration": {"extra": figure(0)}, "fertility": {"level": figure(1)}}
            changes["nothing"] = {}
            plan["scenarios"] = [{"id": name, "changes": patch} for name, patch in changes.items()]
        result = self.result(self.put_plan(change))
        for scenario in result["scenarios"]:  # the reference has building steps for all scenarios together as well
            for name in [name for name in scenario["capacity"] if name.startswith("expansion")]:
                del scenario["capacity"][name]
        for scenario in result["scenarios"][1:]:
            with self.subTest(scenario["id"]):
                for block in ("population", "components", "indicators", "demand", "capacity", "households"):
                    self.assertEqual(scenario[block], result["scenarios"][0][block], block)

    def test_users_that_move_are_kept(self):
        for plan in PLANS:
            scenarios = {s["id"]: s for s in self.result(ROOT / f"data/plans/{plan}/plan.json")["scenarios"]}
            def users(name, service):
                cube = scenarios[name]["demand"]["users"]
                return cube["value"][cube["service"].index(service)::len(cube["service"])]
            for t in range(25):
                before, after = (sum(users(name, service)[t] for service in ("long_stay", "staffed_housing_24h", "home_nursing"))
                                 for name in ("reference", "home_based_profile"))
                self.assertAlmostEqual(before, after, delta=1e-9 * before)
            self.assertLess(users("home_based_profile", "long_stay")[-1], 0.9 * users("reference", "long_stay")[-1])

    def test_nobody_to_move(self):
        """Zero users stay zero by age too."""
        def change(plan):
            plan["services"] = {"long_stay": {"users": {"value": 0, "source": "made up"}}}
        for scenario in self.result(self.put_plan(change))["scenarios"]:
            cube = scenario["demand"]["users_by_age"]
            n, k = len(cube["age_band"]), cube["service"].index("long_stay")
            self.assertEqual(cube["value"][k * n:(k + 1) * n], [0] * n, scenario["id"])

    def test_moving_all(self):
        """Shares that add up to one in decimals move all."""
        def change(plan):
            shares = {s: {"share": {"value": v, "assumption": "made up"}} for s, v in (("home_nursing", 0.9), ("staffed_housing_24h", 0.1))}
            plan["scenarios"] = [{"id": "all", "changes": {"services": {"long_stay": {"shift_to": shares}}}}]
        cube = self.result(self.put_plan(change))["scenarios"][1]["demand"]["users"]
        self.assertAlmostEqual(cube["value"][cube["service"].index("long_stay")], 0, delta=1e-12)

    def test_scope(self):
        """A service out of scope is marked so and leaves the staff that is summed up; its own figures stay."""
        def fte(result):
            cube = result["scenarios"][0]["demand"]["fte"]
            return cube["value"]
        plan = self.put_plan()
        before, said = self.result(plan), self.run_ok(plan, "--lang", "en")
        plan = self.put_plan(lambda tree: tree["services"]["home_nursing"].update(in_scope=False))
        after, says = self.result(plan), self.run_ok(plan, "--lang", "en", "-o", "tables")
        self.assertEqual(fte(before), fte(after))
        staff = [int(re.search(r"^Full-time equivalents.*: ([\d,]+) in", text, re.M)[1].replace(",", ""))
                 for text in (said, says)]
        cube = before["scenarios"][0]["demand"]["fte"]
        k, n = cube["service"].index("home_nursing"), len(cube["profession"])
        self.assertAlmostEqual(staff[0] - staff[1], sum(cube["value"][k * n:(k + 1) * n]), delta=1)
        with open(self.folder / "tables/tables/T08_users_by_service.csv", encoding="utf-8", newline="") as file:
            self.assertEqual({row["in_scope"] for row in csv.DictReader(file) if row["service"] == "home_nursing"}, {"no"})

    def test_scenarios(self):
        result = self.result(ROOT / "data/plans/hole/plan.json", "--scenario", "reduced_coverage")
        self.assertEqual([s["id"] for s in result["scenarios"]], ["reference", "reduced_coverage"])
        result = self.result(ROOT / "data/plans/hole/plan.json", "--scenario", "reduced_coverage", "--scenario", "postponed_need")
        self.assertEqual([s["id"] for s in result["scenarios"]], ["reference", "postponed_need", "reduced_coverage"])
        result = self.result("--region", "3310", "--scenario", "reference")
        self.assertEqual([s["id"] for s in result["scenarios"]], ["reference"])
        done = kohort("run", "--region", "3310", "--scenario", "posponed_need")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'postponed_need'?", done.stderr)

    def test_based_on(self):
        """A scenario over another has the changes of both, whatever the order they are listed in."""
        def change(plan):
            factor = {"value": 0.5, "assumption": "made up"}
            both = {"id": "both", "based_on": "one", "changes": {"services": {"short_stay": {"coverage_factor": factor}}}}
            one = {"id": "one", "changes": {"services": {"long_stay": {"coverage_factor": factor}}}}
            plan["scenarios"] = [both, one]
        scenarios = {s["id"]: s for s in self.result(self.put_plan(change))["scenarios"]}
        def at_base(name, service):
            cube = scenarios[name]["demand"]["users"]
            return cube["value"][cube["service"].index(service)]
        self.assertAlmostEqual(at_base("both", "long_stay"), at_base("reference", "long_stay") / 2)
        self.assertAlmostEqual(at_base("both", "short_stay"), at_base("reference", "short_stay") / 2)
        self.assertAlmostEqual(at_base("one", "short_stay"), at_base("reference", "short_stay"))
        self.assertEqual(scenarios["both"]["based_on"], "one")


class Others(Run):
    def test_new(self):
        """The defaults spelled out give the same figures as the defaults."""
        done = kohort("new", "3310", cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "3310/plan.json\n", ""))
        self.assertEqual(sorted(content(self.folder / "3310")), ["buildings.csv", "plan.json", "population.csv"])
        done = kohort("validate", "3310/plan.json", cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        own, default = self.result("3310/plan.json"), self.result("--region", "3310")
        self.assertEqual([s["id"] for s in own["scenarios"]], SCENARIOS)
        for a, b in zip(own["scenarios"], default["scenarios"]):
            for block in ("population", "components", "indicators", "demand", "households"):
                self.assertEqual(a[block], b[block], block)
        self.assertEqual(kohort("new", "3310", cwd=self.folder).returncode, 2)

    def test_new_population(self):
        """The population template serves as the plan's register."""
        self.assertEqual(kohort("new", "1151", "small", cwd=self.folder).returncode, 0)
        plan = json.loads((self.folder / "small/plan.json").read_text(encoding="utf-8"))
        plan["population"] = {"registered": {"file": "population.csv", "source": "the template"}}
        (self.folder / "small/plan.json").write_text(json.dumps(plan), encoding="utf-8")
        own, default = self.result("small/plan.json"), self.result("--region", "1151")
        self.assertEqual(own["scenarios"][0]["population"], default["scenarios"][0]["population"])

    def test_new_refused(self):
        done = kohort("new", "9999", cwd=self.folder)
        self.assertEqual((done.returncode, os.listdir(self.folder)), (3, []))

    def test_older_numbers(self):
        for number, today in (("3038", "3310 Hole"), ("0612", "3310 Hole"), ("5012", "5055 Heim, 5056 Hitra, 5059 Orkland")):
            done = kohort("run", "--region", number)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertEqual(done.stderr, f"kohort: region '{number}' is a number of an older division; today: {today}\n")
        self.assertNotIn("older division", kohort("run", "--region", "9998").stderr)

    def test_list(self):
        def listed(*arguments):
            done = kohort("list", *arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return list(csv.DictReader(done.stdout.splitlines()))
        regions = listed("regions")
        self.assertEqual(len({row["region"] for row in regions}), 357)
        self.assertIn({"region": "0301", "name": "Oslo", "county": "03", "county_name": "Oslo"}, regions)
        services = listed("services")
        for id in ("long_stay", "short_stay", "home_nursing", "personal_assistance", "social_assistance", "municipal_housing"):
            self.assertEqual(sum(row["id"] == id for row in services), 1, id)
        self.assertTrue(all(row[language] for row in services for language in ("nb", "nn", "en")))
        self.assertEqual([row["id"] for row in listed("scenarios") if row["origin"] == "plan"], SCENARIOS)
        of_plan = [row["id"] for row in listed("scenarios", "--plan", ROOT / "data/plans/hole/plan.json")]
        self.assertEqual(of_plan[:len(SCENARIOS)], SCENARIOS)
        self.assertEqual([f"{row['id']}_{row['name']}" for row in listed("tables")], TABLES)
        self.assertEqual(kohort("list", "things").returncode, 2)

    def test_wrong_usage(self):
        for arguments in ((), ("walk",), ("run",), ("run", "--region"), ("run", "--region", "3310", "plan.json"),
                          ("run", "a.json", "b.json"), ("run", "--region", "3310", "--colour"), ("schema",), ("validate",),
                          ("run", "--region", "3310", "--lang", "sv"), ("run", "--region", "3310", "--format", "docx"),
                          ("run", "--region", "3310", "--seed", "-1"), ("schema", "house"), ("new",), ("--errors=xml", "list"),
                          ("run", "--region", "3310", "-o", "-"), ("new", "3310", "-"), ("run", "--region", "3310,1151", "-o", "-"),
                          ("run", "--region", "3310", "--seed", "99999999999999999999"), ("help", "walk")):
            with self.subTest(arguments):
                done = kohort(*arguments, cwd=self.folder)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertRegex(done.stderr, r"\Akohort: [^\n]+\n\Z")
                told = kohort("--errors=json", *arguments, cwd=self.folder) if "--errors=xml" not in arguments else None
                if told and arguments:
                    self.assertEqual(json.loads(told.stderr)["status"], "KOH_EUSAGE", told.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_help(self):
        for command in ("run", "new", "validate", "project", "list", "schema"):
            for arguments in ((command, "--help"), ("help", command)):
                done = kohort(*arguments)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn(f"Usage: kohort {command}", done.stdout)
            self.assertIn(f"  {command} ", kohort("--help").stdout)
        for command in ([], ["run"], ["queue"], ["list"]):
            self.assertRegex(kohort(*command, "--version").stdout, r"\Akohort \d+\.\d+\.\d+\n\Z")
        self.assertEqual(kohort("walk", "--version").returncode, 2)

    def test_data(self):
        """Another folder of data is named when it is none."""
        done = kohort("run", "--region", "3310", "--data", self.folder)
        self.assertEqual(done.returncode, 5)
        self.assertIn(str(self.folder), done.stderr)


def main():
    global KOHORT, ROOT
    KOHORT = str(Path(sys.argv.pop(1)).resolve())
    ROOT = Path(sys.argv.pop(1)).resolve()
    unittest.main()


if __name__ == "__main__":
    main()
