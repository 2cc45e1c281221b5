#!/usr/bin/env python3
"""A plan's programme of new dwellings: who comes with it, what it takes, and what is refused.

    homes.py KOHORT ROOT
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
BASE, END = 2026, 2041
BANDS = (0, 6, 16, 20, 67, 80, 90)
SMALL = 1e-8  # persons: rounding of sums over some thousands


def figure(value, unit=None):
    return {"value": value, "assumption": "a test"} | ({"unit": unit} if unit else {})


def stands(**path):
    return {"path": {year.lstrip("y"): n for year, n in path.items()}, "unit": "dwellings", "assumption": "a test"}


HOUSES = {"label": {"nb": "Tun", "en": "Houses"}, "type": "detached", "zone": "Vik", "dwellings": stands(y2026=0, y2030=37.5)}
FLATS = {"type": "apartment_block", "dwellings": stands(y2028=0, y2031=64)}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Homes(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, *more, **sections):
        plan = {"kohort": 1, "region": "3310", "base_year": BASE, "end_year": END} | sections
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out", *more], capture_output=True, text=True,
                              cwd=self.folder, timeout=120)

    def scenarios(self, *more, **sections):
        done = self.kohort(*more, **sections)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        text = (self.folder / "out/result.json").read_text(encoding="utf-8")
        return {scenario["id"]: scenario for scenario in json.loads(text)["scenarios"]}

    def run_housing(self, **housing):
        return self.scenarios(housing=housing)["reference"]

    def table(self, name):
        return rows_of(self.folder / f"out/tables/{name}.csv")

    def total(self, scenario, t):
        return math.fsum(scenario["population"]["value"][212 * t:212 * (t + 1)])

    def persons(self, scenario, t, project, band="all"):
        cube = scenario["housing"]["persons"]
        n, m = len(cube["project"]), len(cube["age_band"])
        return cube["value"][(t * n + cube["project"].index(project)) * m + cube["age_band"].index(band)]

    def same_people(self, scenario, other):
        for block in ("population", "components", "indicators", "demand", "capacity", "households"):
            self.assertEqual(scenario[block], other[block])

    def test_no_dwellings_no_change(self):
        plain = self.scenarios()["reference"]
        self.assertNotIn("housing", plain)
        none = self.run_housing(projects={"none": HOUSES | {"dwellings": stands(y2026=0, y2030=0)}})
        self.same_people(none, plain)
        self.assertEqual({x for name, cube in none["housing"].items() for x in cube["value"] if name != "stock"}, {0, None})
        self.same_people(self.run_housing(), plain)
        for late in ({"lapse_share": figure(1)}, {"slippage_years": figure(30)}, {"share_in_trend": figure(1)}):
            with self.subTest(late):
                self.same_people(self.run_housing(projects={"a": HOUSES, "b": FLATS}, **late), plain)

    def test_local_movers_bring_nobody(self):
        types = {"detached": {"local_share": figure(1), "chain_share": figure(0)}}
        scenario = self.run_housing(projects={"a": HOUSES}, types=types)
        self.same_people(scenario, self.scenarios()["reference"])
        cube = scenario["housing"]["completed"]
        self.assertEqual(cube["value"][0], 37.5 / 4)

    def profile(self, kind):
        """Movers [sex][age] by data and the country's newest population, apart from the library."""
        people = {}
        for row in rows_of(ROOT / "data/national/population.csv"):
            people[row["year"], row["sex"], int(row["age"])] = float(row["value"])
        year = max(key[0] for key in people)
        shares = [[0.0] * 106, [0.0] * 106]
        for row in rows_of(ROOT / "data/households/mover_profiles.csv"):
            if row["dwelling_type"] == kind:
                ages = range(int(row["age_from"]), int(row["age_to"] or 105) + 1)
                band = sum(people[year, row["sex"], age] for age in ages)
                for age in ages:
                    shares[row["sex"] == "male"][age] += float(row["share"]) * people[year, row["sex"], age] / band
        return shares

    def brought(self, kind):
        """Newcomers per dwelling of a type: in it, and in those that local households leave behind."""
        types = {row["dwelling_type"]: row for row in rows_of(ROOT / "data/households/dwelling_types.csv")}
        size = {row["dwelling_type"]: int(row["persons"]) / int(row["households"])
                for row in rows_of(ROOT / "data/households/persons_per_dwelling.csv") if row["year"] == "2023"}
        local, freed, chain = (float(types[kind][key]) for key in ("local_share", "freed_share", "chain_share"))
        filled, empty = 0, freed
        for _ in range(2000):
            filled, empty = filled + empty * chain, empty * (1 - chain) * freed
        return (1 - local) * size[kind], local * filled * size[types[kind]["freed_type"]]

    def test_first_movers_by_hand(self):
        for kind in ("row_house", "apartment_block"):
            with self.subTest(kind):
                plan = {"a": HOUSES | {"type": kind, "dwellings": stands(y2026=3, y2027=15.5)}}
                runs = self.scenarios(housing={"projects": plan}, scenarios=[{"id": "none", "changes": {"housing": None}}])
                here, behind = self.brought(kind)
                freed = self.profile("detached")  # left behind in both
                own = self.profile(kind)
                values = [runs[name]["population"]["value"] for name in ("reference", "none")]
                for i in range(212):
                    expected = 12.5 * (here * own[i // 106][i % 106] + behind * freed[i // 106][i % 106])
                    self.assertAlmostEqual(values[0][212 + i] - values[1][212 + i], expected, delta=SMALL)
                net = [runs[name]["components"]["value"][2] for name in ("reference", "none")]
                self.assertAlmostEqual(net[0] - net[1], 12.5 * (here + behind), delta=SMALL)

    def test_balance_and_homes_lived_in(self):
        runs = self.scenarios(housing={"projects": {"a": HOUSES, "b": FLATS}},
                              scenarios=[{"id": "none", "changes": {"housing": None}}])
        scenario, plain = runs["reference"], runs["none"]
        wanted = {"a": sum(self.brought("detached")), "b": sum(self.brought("apartment_block"))}
        cube = scenario["housing"]["completed"]
        done = dict.fromkeys(wanted, 0.0)
        for t in range(END - BASE + 1):
            parts = 0
            for p, project in enumerate(cube["project"][:-1]):
                here = self.persons(scenario, t, project)
                self.assertGreaterEqual(here, done[project] * wanted[project] - SMALL)
                self.assertLess(here, 1.25 * done[project] * wanted[project] + SMALL)
                bands = sum(self.persons(scenario, t, project, band) for band in
                            scenario["housing"]["persons"]["age_band"][:-1])
                self.assertAlmostEqual(bands, here, delta=SMALL)
                parts += here
                if t < END - BASE:
                    done[project] += cube["value"][3 * t + p]
            self.assertAlmostEqual(parts, self.persons(scenario, t, "all"), delta=SMALL)
            self.assertAlmostEqual(self.total(scenario, t) - self.total(plain, t), parts, delta=1e-7)
            if t < END - BASE:
                births, deaths, net = scenario["components"]["value"][3 * t:3 * t + 3]
                self.assertAlmostEqual(self.total(scenario, t + 1), self.total(scenario, t) + births - deaths + net,
                                       delta=1e-9 * self.total(scenario, t))
        self.assertEqual(done, {"a": 37.5, "b": 64})
        first, last = self.persons(scenario, 4, "a", "0-5"), self.persons(scenario, 15, "a", "6-15")
        self.assertGreater(last, first)  # children grow up in the houses
        more = [run["components"]["value"][3 * 10] for run in (scenario, plain)]
        self.assertGreater(more[0], more[1])  # and more are born

    def test_projects_add_up(self):
        both = self.run_housing(projects={"a": HOUSES, "b": FLATS})
        alone = {"a": self.run_housing(projects={"a": HOUSES}), "b": self.run_housing(projects={"b": FLATS})}
        twice = self.run_housing(projects={"a": HOUSES | {"dwellings": stands(y2026=0, y2030=75)}})
        for name, cube in both["housing"].items():
            if name == "stock":
                continue
            where = cube["dimensions"].index("project")
            small = 0.1 if name == "cost" else 1e-7  # kroner: what is taken off one another is some hundred millions
            size = math.prod(len(cube[d]) for d in cube["dimensions"][where + 1:])
            for i, value in enumerate(cube["value"]):
                t, p, j = i // size // 3, i // size % 3, i % size
                at = lambda run, which: run["housing"][name]["value"][(t * 2 + which) * size + j]
                parts = [at(alone["a"], 0), at(alone["b"], 0)]
                if value is None:
                    self.assertIsNone(parts[0])
                    continue
                expected = parts[p] if p < 2 else sum(parts)
                self.assertAlmostEqual(value, expected, delta=small + 1e-9 * abs(expected), msg=(name, i))
                self.assertAlmostEqual(at(twice, 0), 2 * parts[0], delta=small)
        plain = self.scenarios()["reference"]
        for path, block, name in (("users", "demand", "users"), ("fte", "demand", "fte_by_area"),
                                  ("cost", "economy", "cost_by_area")):
            for t in (5, END - BASE):
                cube, of, without = both["housing"][path], both[block][name], plain[block][name]
                m = len(of[of["dimensions"][1]])
                for j in range(m):
                    if of["value"][t * m + j] is not None:
                        self.assertAlmostEqual(cube["value"][(t * m + j) * 3 + 2],
                                               of["value"][t * m + j] - without["value"][t * m + j],
                                               delta=0.1 if path == "cost" else 1e-7)

    def test_tables(self):
        """T19 and T19b hold the block's figures."""
        scenario = self.run_housing(projects={"a": HOUSES, "b": FLATS})
        users, fte = scenario["housing"]["users"], scenario["housing"]["fte"]
        places = scenario["housing"]["places"]
        for row in self.table("T19_housing_projects"):
            t, p = int(row["year"]) - BASE, fte["project"].index(row["project"])
            self.assertEqual(float(row["fte"]), fte["value"][((t + 1) * len(fte["area"]) - 1) * 3 + p])
            self.assertEqual(float(row["persons"]), self.persons(scenario, t, row["project"]))
            cost = scenario["housing"]["cost"]
            kroner = [v for v in cost["value"][t * len(cost["area"]) * 3 + p:(t + 1) * len(cost["area"]) * 3:3] if v is not None]
            self.assertAlmostEqual(float(row["cost_nok_thousand"]) * 1000, math.fsum(kroner), delta=1e-3)
            self.assertEqual(row["price_level"], cost["unit"])
            self.assertEqual(float(row["persons_80_89"]), self.persons(scenario, t, row["project"], "80-89"))
        rows = self.table("T19b_housing_projects_services")
        self.assertGreater(len(rows), 3 * 16 * 15)
        for row in rows:
            t, p = int(row["year"]) - BASE, users["project"].index(row["project"])
            k = users["service"].index(row["service"])
            self.assertEqual(float(row["users"]), users["value"][(t * len(users["service"]) + k) * 3 + p])
            if row["service"] in places["type"]:
                k = places["type"].index(row["service"])
                value = places["value"][(t * len(places["type"]) + k) * 3 + p]
                self.assertEqual(row["places"], "" if value is None else row["places"])
                self.assertTrue(value is None or float(row["places"]) == value)

    def test_late_and_fewer(self):
        late = self.run_housing(projects={"a": HOUSES | {"slippage_years": figure(2)}}, slippage_years=figure(9))
        on_time = self.run_housing(projects={"a": HOUSES})
        self.assertEqual(late["housing"]["completed"]["value"][4:], on_time["housing"]["completed"]["value"][:-4])
        self.assertEqual(late["housing"]["completed"]["value"][:4], [0] * 4)
        fewer = self.run_housing(projects={"a": HOUSES}, lapse_share=figure(0.2))
        for a, b in zip(fewer["housing"]["completed"]["value"], on_time["housing"]["completed"]["value"]):
            self.assertAlmostEqual(a, 0.8 * b, delta=1e-12)
        held = self.run_housing(projects={"a": HOUSES}, share_in_trend=figure(0.25))
        self.assertAlmostEqual(self.persons(held, 1, "a"), 0.75 * self.persons(on_time, 1, "a"), delta=SMALL)

    def test_programme_file(self):
        (self.folder / "programme.csv").write_text(
            "project,name,type,zone,year,dwellings\ntun,Tunet,detached,Vik,2027,4\nblokk,,apartment_block,,2030,22\n"
            "tun,Tunet,detached,Vik,2029,6.5\n", encoding="utf-8")
        csv_run = self.run_housing(programme={"file": "programme.csv", "assumption": "a test"})
        rows = self.table("T19_housing_projects")
        self.assertEqual([(r["project"], r["label"], r["type"], r["zone"]) for r in rows[:3]],
                         [("tun", "Tunet", "detached", "Vik"), ("blokk", "blokk", "apartment_block", ""),
                          ("all", "Alle prosjekter", "", "")])
        self.assertEqual([r["dwellings"] for r in rows if r["project"] == "tun"][:5], ["0", "0", "4", "4", "10.5"])
        path_run = self.run_housing(projects={
            "tun": HOUSES | {"dwellings": stands(y2027=0, y2028=4, y2029=4, y2030=10.5)},
            "blokk": FLATS | {"dwellings": stands(y2030=0, y2031=22)}})
        self.assertEqual(csv_run["population"], path_run["population"])

    def test_own_type(self):
        (self.folder / "movers.csv").write_text("sex,age_from,age_to,share\nfemale,67,79,0.5\nmale,67,79,0.3\nboth,80,,0.2\n",
                                                encoding="utf-8")
        senior = {"label": "Senior", "persons_per_dwelling": figure(1.5), "freed_type": "detached",
                  "mover_profile": {"file": "movers.csv", "assumption": "a test"}}
        scenario = self.run_housing(types={"senior": senior}, projects={"s": HOUSES | {"type": "senior"}})
        self.assertAlmostEqual(self.persons(scenario, 1, "s"), 1.5 * 37.5 / 4, delta=SMALL)
        self.assertAlmostEqual(self.persons(scenario, 1, "s", "67-79"), 0.8 * 1.5 * 37.5 / 4, delta=SMALL)
        figures = {row["figure"] for row in self.table("T01_assumptions")}
        self.assertIn("/housing/types/senior/mover_profile", figures)
        self.assertNotIn("housing/types/senior/local_share", figures)

    def test_assumptions_are_told(self):
        self.run_housing(projects={"a": FLATS}, types={"apartment_block": {"local_share": figure(0.3)}})
        told = {row["figure"]: row for row in self.table("T01_assumptions") if "housing/types" in row["figure"]}
        self.assertIn("housing/types/detached/persons_per_dwelling", told)  # left behind
        self.assertNotIn("housing/types/apartment_block/local_share", told)
        self.assertNotIn("housing/types/row_house/persons_per_dwelling", told)
        self.assertTrue(told["housing/types/apartment_block/chain_share"]["assumption"])
        self.assertIn("SSB", told["housing/types/apartment_block/mover_profile"]["source"])

    def test_draws(self):
        plan = {"a": HOUSES | {"dwellings": stands(y2026=0, y2027=400)}}
        runs = self.scenarios("--draws", "60", housing={"projects": plan},
                              scenarios=[{"id": "none", "changes": {"housing": None}}])
        more = self.total(runs["reference"], 1) - self.total(runs["none"], 1)
        self.assertAlmostEqual(more, 400 * sum(self.brought("detached")), delta=40)
        with (self.folder / "out/result.json").open("rb") as file:
            one = file.read()
        self.scenarios("--draws", "60", "--threads", "2", housing={"projects": plan},
                       scenarios=[{"id": "none", "changes": {"housing": None}}])
        self.assertEqual((self.folder / "out/result.json").read_bytes(), one)

    def refused(self, place, words, **housing):
        with self.subTest(place + " " + words):
            done = self.kohort(housing=housing)
            self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (3, "", 1), done.stderr)
            self.assertIn(place, done.stderr)
            self.assertIn(words, done.stderr)
            self.assertFalse((self.folder / "out").exists())

    def test_refused(self):
        def project(**keys):
            return {"a": {key: value for key, value in (HOUSES | keys).items() if value is not None}}
        place = "plan.json: /housing/projects/a"
        self.refused(place + "/type: ", "did you mean 'detached'?", projects=project(type="detatched"))
        self.refused(place + ": ", "'type' is missing", projects=project(type=None))
        self.refused(place + ": ", "'dwellings' is missing", projects=project(dwellings=None))
        for words, path in (("rising within the plan's years", stands(y2045=0, y2050=10)),
                            ("rising within the plan's years", stands(y2010=0, y2020=10)),
                            ("rising within the plan's years", figure(25, "dwellings")),
                            ("expected as many or more", stands(y2027=0, y2030=10, y2031=9)),
                            ("expected 0 or the number at the base year", stands(y2028=5, y2030=10))):
            self.refused(place + "/dwellings: ", words, projects=project(dwellings=path))
        self.refused(place + "/dwellings/path/2030: ", "-10 is outside", projects=project(dwellings=stands(y2026=0, y2030=-10)))
        self.refused(place + "/dwellings: ", "unit must be", projects=project(dwellings=figure(3, "persons")))
        self.refused(place + "/local_share/value: ", "1.2 is outside", projects=project(local_share=figure(1.2)))
        self.refused("plan.json: /housing/slippage_years/value: ", "-1 is outside", slippage_years=figure(-1))
        self.refused("plan.json: /housing/projects/A: ", "an id of", projects={"A": HOUSES})
        self.refused("plan.json: /housing/projects/all: ", "choose another", projects={"all": HOUSES})
        self.refused("plan.json: /housing/types/hut: ", "needs 'persons_per_dwelling'", types={"hut": {}})
        self.refused("plan.json: /housing/types/detached/freed_type: ", "did you mean 'row_house'?",
                     types={"detached": {"freed_type": "rowhouse"}})

    def test_refused_files(self):
        head = "project,name,type,zone,year,dwellings\n"
        for says, text in ((":2:3: unknown type of dwelling 'hus'", "a,hus,2027,4\n"),
                           (":2:12: 2041 lies outside the years of the plan, 2026 to 2040", "a,detached,2041,4\n"),
                           (":2:12: 2025 lies outside", "a,detached,2025,4\n"),
                           (":2:17: dwellings", "a,detached,2027,-4\n"),
                           (":3:3: project 'a' has another type", "a,detached,2027,4\na,row_house,2028,4\n"),
                           (":2:1: project 'b' has its name from elsewhere", "b,detached,2027,4\n"),
                           (":2:1: project 'all' has its name", "all,detached,2027,4\n")):
            (self.folder / "p.csv").write_text("project,type,year,dwellings\n" + text, encoding="utf-8")
            self.refused("p.csv" + says, "", programme={"file": "p.csv", "assumption": "a test"}, projects={"b": FLATS})
        for says, text in (("the shares of the movers sum to 0.9: expected 1", "both,0,,0.9\n"),
                           (":3:6: some of these ages stand in line 2 already", "both,0,20,0.5\nmale,20,,0.5\n"),
                           (":2:6: ages 9 to 3", "both,9,3,1\n"), (":2:6: ages 0 to 120", "both,0,120,1\n"),
                           (":2:9: share", "both,0,,1.5\n")):
            (self.folder / "m.csv").write_text("sex,age_from,age_to,share\n" + text, encoding="utf-8")
            self.refused("m.csv", says, types={"detached": {"mover_profile": {"file": "m.csv", "assumption": "a test"}}})

    def solve(self, target, variable="dwellings", **sections):
        plan = {"kohort": 1, "region": "3310", "base_year": BASE, "end_year": END} | sections
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([KOHORT, "solve", "plan.json", "--for", variable, "--target", target, "--json"],
                              capture_output=True, text=True, cwd=self.folder, timeout=120)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr

    def test_dwellings_sought(self):
        """The dwellings that are found, put into the plan, give what was aimed at."""
        for target, variable, kinds in (("population=7900@2036", "dwellings_row_house", {"row_house": 1}),
                                        ("places_long_stay=78.5@2040", "dwellings_apartment_block", {"apartment_block": 1}),
                                        ("users_home_nursing=310@2034", "dwellings", None)):
            for housing in ({}, {"projects": {"b": FLATS}, "slippage_years": figure(1)}):
                code, found = self.solve(target, variable, housing=housing)
                self.assertEqual((code, found["status"], found["unit"]), (0, "solved", "dwellings"), (target, found))
                self.assertAlmostEqual(found["achieved"], found["target"], delta=1e-6 * found["target"])
                if kinds is None:
                    stock = {row["dwelling_type"]: int(row["households"]) for row in
                             rows_of(ROOT / "data/households/persons_per_dwelling.csv") if row["year"] == "2023"}
                    kinds = {kind: n / sum(stock.values()) for kind, n in stock.items()}
                more = {kind: {"type": kind, "slippage_years": figure(0),
                               "dwellings": stands(**{"y2026": 0, f"y{found['year']}": share * found["value"]})}
                        for kind, share in kinds.items()}
                run = self.run_housing(**housing | {"projects": housing.get("projects", {}) | more})
                t = found["year"] - BASE
                if target.startswith("population"):
                    reached = self.total(run, t)
                else:
                    block, name = ("capacity", "need") if target.startswith("places") else ("demand", "users")
                    cube = run[block][name]
                    labels = cube[cube["dimensions"][1]]
                    reached = cube["value"][t * len(labels) + labels.index(found["quantity"].split("_", 1)[1])]
                self.assertAlmostEqual(reached, found["target"], delta=1e-6 * found["target"])

    def test_too_few_places_for_any_dwelling(self):
        code, found = self.solve("places_long_stay=12@2040")
        self.assertEqual((code, found["status"], found["value"]), (4, "infeasible", 0))
        self.assertEqual(self.solve("places_long_stay=12@2041", "dwelling")[0], 2)

    def shares(self, path, of):
        """[sex][age] from a file of bands."""
        cells = [[0.0] * 106, [0.0] * 106]
        for row in rows_of(ROOT / "data/households" / path):
            if row["sex"] != "both" and of(row) is not None:
                for age in range(int(row["age_from"]), int(row["age_to"] or 105) + 1):
                    cells[row["sex"] == "male"][age] = of(row)
        return cells

    def positions(self):
        """Living alone, in couples, otherwise, by data and apart from the library; and in private households."""
        alone = self.shares("living_alone_by_sex.csv", lambda r: float(r["share"]))
        without = self.shares("not_in_couple.csv", lambda r: int(r["not_in_couple"]) / int(r["persons"]))
        outside = self.shares("living_alone.csv", lambda r: int(r["not_in_private_household"]) / int(r["population"])
                              if r["not_in_private_household"] else None)
        cells = []
        for i in range(212):
            sex, age = i // 106, i % 106
            within = 1 - outside[sex][age]
            pair = (1 - without[sex][age]) * within if age >= 18 else 0
            cells.append((alone[sex][age], pair, (within - alone[sex][age] - pair) * (age >= 18), within))
        return cells

    def test_households(self):
        scenario = self.scenarios()["reference"]
        told = next(row for row in self.table("T01_assumptions") if row["figure"] == "households/headship")
        other, cells = float(told["last_value"]), self.positions()
        self.assertTrue(0 < other < 1)
        country = {}
        for row in rows_of(ROOT / "data/national/population.csv"):
            if row["year"] == told["to_year"]:
                country[(row["sex"] == "male") * 106 + int(row["age"])] = float(row["value"])
        counted = sum(int(row["households"]) for row in rows_of(ROOT / "data/households/persons_per_dwelling.csv")
                      if row["year"] == told["to_year"])
        heads = [alone + pair / 2 + other * rest for alone, pair, rest, _ in cells]
        self.assertAlmostEqual(math.fsum(heads[i] * country[i] for i in range(212)), counted, delta=1e-6 * counted)
        self.assertTrue(all(0 <= head <= within for head, (*_, within) in zip(heads, cells)))
        homes = scenario["households"]
        for t in (0, 7, END - BASE):
            persons = scenario["population"]["value"][212 * t:212 * (t + 1)]
            one, more = homes["total"]["value"][2 * t:2 * t + 2]
            self.assertAlmostEqual(one, math.fsum(c[0] * n for c, n in zip(cells, persons)), delta=SMALL)
            self.assertAlmostEqual(one + more, math.fsum(h * n for h, n in zip(heads, persons)), delta=SMALL)
            within, outside = homes["persons"]["value"][2 * t:2 * t + 2]
            self.assertAlmostEqual(within, math.fsum(c[3] * n for c, n in zip(cells, persons)), delta=SMALL)
            self.assertAlmostEqual(within + outside, math.fsum(persons), delta=SMALL)
            self.assertTrue(outside >= 0 and one + 2 * more <= within)  # nobody is in two households
            self.assertAlmostEqual(homes["old"]["value"][2 * t + 1],
                                   math.fsum(heads[i] * persons[i] for i in range(212) if i % 106 >= 80), delta=SMALL)
        row = self.table("T28_households")[7]
        self.assertEqual(float(row["one_person"]), homes["total"]["value"][14])
        self.assertEqual(float(row["households_67plus"]), homes["old"]["value"][14])

    def test_registered_households(self):
        plain = self.scenarios()["reference"]["households"]["total"]["value"]
        known = self.scenarios(households={"registered": figure(2987, "households")})["reference"]["households"]["total"]["value"]
        self.assertAlmostEqual(known[0] + known[1], 2987, delta=SMALL)
        self.assertEqual(known[0], plain[0])
        for t in range(END - BASE + 1):
            self.assertAlmostEqual(sum(known[2 * t:2 * t + 2]) / sum(plain[2 * t:2 * t + 2]), 2987 / (plain[0] + plain[1]),
                                   delta=1e-12)
        for households in (900, 7000):
            done = self.kohort(households={"registered": figure(households, "households")})
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn(f"{households} registered households do not fit the persons", done.stderr)
        done = self.kohort(households={"living_alone_factor": figure(2.5)})
        self.assertEqual(done.returncode, 0)
        warnings = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["warnings"]
        self.assertEqual([warning["code"] for warning in warnings].count("living_alone_capped"), 1)

    def test_stock_of_homes(self):
        rows = [("detached", "3", 812.5), ("detached", "5+", 1204), ("apartment_block", "1-2", 390), ("row_house", "3", 211)]
        (self.folder / "stock.csv").write_text("type,size,dwellings\n" + "".join("%s,%s,%s\n" % row for row in rows),
                                               encoding="utf-8")
        stock = {"file": "stock.csv", "source": "SSB 06265"}
        share = {"path": {"2026": 0.25, "2036": 0.35}, "unit": "share", "assumption": "a test"}
        scenario = self.run_housing(stock=stock, accessible_share=share, projects={"a": HOUSES})
        mix, there = scenario["housing"]["mix"], scenario["housing"]["stock"]
        cells = dict(zip([(t, s) for t in mix["type"] for s in mix["size"]], mix["value"]))
        self.assertEqual({key: value for key, value in cells.items() if value is not None},
                         {(kind, size): n for kind, size, n in rows})
        self.assertEqual(there["basis"], "own")
        total = sum(n for *_, n in rows)
        for t in range(END - BASE + 1):
            every, accessible = there["value"][2 * t:2 * t + 2]
            self.assertAlmostEqual(every, total + 37.5 * min(t, 4) / 4, delta=SMALL)
            self.assertAlmostEqual(accessible, every * (0.25 + 0.01 * min(t, 10)), delta=SMALL)
        table = self.table("T28c_dwellings_by_type_and_size")
        self.assertAlmostEqual(sum(float(r["share_percent"]) for r in table[:4]), 100, places=9)
        last = table[-1]
        self.assertEqual((float(last["dwellings"]), last["type"], last["size"]), (total, "all", "all"))
        homes = scenario["households"]
        self.assertAlmostEqual(float(last["households"]), sum(homes["total"]["value"][:2]), delta=SMALL)
        row = self.table("T28b_accessible_dwellings")[3]
        self.assertAlmostEqual(float(row["gap_80plus"]), homes["old"]["value"][7] - there["value"][7], delta=SMALL)

    def test_homes_by_default(self):
        scenario = self.run_housing(projects={})
        every, accessible = scenario["housing"]["stock"]["value"][:2]
        self.assertAlmostEqual(every, sum(scenario["households"]["total"]["value"][:2]), delta=SMALL)
        self.assertAlmostEqual(accessible, every * (0.21 + 0.14 * 8 / 22), delta=SMALL)  # SSB 2018 to 2040
        self.assertEqual(scenario["housing"]["stock"]["basis"], "national_rates")
        figures = {row["figure"] for row in self.table("T01_assumptions")}
        self.assertTrue({"housing/stock", "housing/accessible_share"} <= figures)
        self.assertFalse((self.folder / "out/tables/T28c_dwellings_by_type_and_size.csv").exists())

    def test_municipal_housing(self):
        scenario = self.run_housing(municipal={
            "a": {"need": {"path": {"2026": 11, "2036": 16}, "assumption": "a test"}, "dwellings": figure(9)},
            "b": {"label": "Familier", "need": figure(4), "dwellings": figure(6.5)},
            "unknown": {"need": figure(3)}, "c": {"dwellings": figure(2)}})
        cube = scenario["housing"]["municipal"]
        self.assertEqual((cube["group"], cube["figure"]), (["a", "b", "unknown", "c"], ["need", "dwellings", "gap"]))
        self.assertEqual(cube["value"][:12], [11, 9, 2, 4, 6.5, -2.5, 3, None, None, None, 2, None])
        rows = self.table("T28d_municipal_housing")[5 * 10:5 * 11]
        self.assertEqual([(r["group"], r["gap"], r["groups_unknown"]) for r in rows],
                         [("a", "7", "0"), ("b", "-2.5", "0"), ("unknown", "", "1"), ("c", "", "1"), ("all", "4.5", "2")])
        self.assertEqual((rows[4]["need"], rows[4]["dwellings"]), ("20", "15.5"))

    def test_refused_homes(self):
        for says, text in ((":2:1: unknown type of dwelling 'hus'", "hus,3,4\n"), (":3:10: type 'detached'", "detached,3,4\ndetached,3,5\n"),
                           (":2:12: dwellings", "detached,3,-4\n"), ("the file has no rows", "")):
            (self.folder / "s.csv").write_text("type,size,dwellings\n" + text, encoding="utf-8")
            self.refused("s.csv", says, stock={"file": "s.csv", "assumption": "a test"})
        self.refused("plan.json: /housing/municipal/all: ", "none of them named 'all'", municipal={"all": {"need": figure(1)}})
        self.refused("plan.json: /housing/municipal/a/need/value: ", "-1 is outside", municipal={"a": {"need": figure(-1)}})
        self.refused("plan.json: /housing/accessible_share/value: ", "1.2 is outside", accessible_share=figure(1.2))

    def test_shipped_examples(self):
        for name in ("hole", "sor-varanger"):
            done = subprocess.run([KOHORT, "run", ROOT / f"data/plans/{name}/plan.json", "-o", self.folder / name,
                                   "--scenario", "housing_programme", "--scenario", "housing_programme_delayed"],
                                  capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            rows = [row for row in rows_of(self.folder / name / "tables/T19_housing_projects.csv") if row["project"] == "all"]
            last = {row["scenario"]: row for row in rows if row["year"] == "2050"}
            self.assertEqual(set(last), {"housing_programme", "housing_programme_delayed"})
            on_time, late = (float(last[key]["persons"]) for key in ("housing_programme", "housing_programme_delayed"))
            self.assertTrue(50 < late < 0.9 * on_time < 500)
            self.assertTrue(any(row["figure"] == "/housing/projects/family_houses/dwellings" and "example" in row["assumption"]
                                for row in rows_of(self.folder / name / "tables/T01_assumptions.csv")))


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
