#!/usr/bin/env python3
"""Staff by profession: every person is accounted for, gaps and recruitment add up, levers do what they say, and bad
input is refused with its place. Retirement is reckoned a second time here.

    workforce.py KOHORT ROOT
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
EXACT = 1e-9  # relative, of sums over 59 ages and 25 years
YOUNGEST, AGES, EXIT_FROM = 16, 59, 55


def figure(value):
    return {"value": value, "assumption": "a test"}


def retirement(mean):
    """Yearly hazards from 55 on of beta-binomial years at work, by the gamma function."""
    n, phi = 19, 6.0
    p = (mean - EXIT_FROM - 0.5) / n
    a, b = p * phi, phi - p * phi
    log_beta = lambda x, y: math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)
    mass = [math.comb(n, k) * math.exp(log_beta(k + a, n - k + b) - log_beta(a, b)) for k in range(n + 1)]
    return [mass[k] / math.fsum(mass[k:]) for k in range(n + 1)]


class Workforce(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def kohort(self, staff=None, scenarios=(), **workforce):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2034, "workforce": workforce,
                "scenarios": list(scenarios)}
        if staff is not None:
            (self.folder / "staff.csv").write_text(staff, encoding="utf-8")
            workforce["staff"] = {"file": "staff.csv", "source": "the municipality's own"}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([KOHORT, "run", "plan.json", "--format", "json,csv", "-o", "out"], capture_output=True,
                              text=True, timeout=120, cwd=self.folder)

    def run_plan(self, **keys):
        done = self.kohort(**keys)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]

    def refused(self, place, words, **keys):
        done = self.kohort(**keys)
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
        self.assertIn(place, done.stderr)
        self.assertIn(words, done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def of(self, scenario, name, profession):
        """Figures of a profession by year: numbers, or dicts by the third axis."""
        cube = scenario["workforce"][name]
        m, j = len(cube["profession"]), cube["profession"].index(profession)
        if len(cube["dimensions"]) == 2:
            return cube["value"][j::m]
        labels = cube[cube["dimensions"][2]]
        at = lambda t: cube["value"][(t * m + j) * len(labels):(t * m + j + 1) * len(labels)]
        return [dict(zip(labels, at(t))) for t in range(len(cube["year"]))]

    def near(self, value, expected, scale=None):
        self.assertLessEqual(abs(value - expected), EXACT * max(abs(expected if scale is None else scale), 1e-6))

    def test_every_person_is_accounted_for(self):
        for plan in ("hole", "sor-varanger"):
            done = subprocess.run([KOHORT, "run", ROOT / f"data/plans/{plan}/plan.json", "--format", "json,csv", "-o",
                                   self.folder / plan], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            result = json.loads((self.folder / plan / "result.json").read_text(encoding="utf-8"))
            for scenario in result["scenarios"]:
                sign = dict(zip(scenario["workforce"]["flow"]["component"], scenario["workforce"]["flow"]["sign"]))
                for profession in scenario["workforce"]["flow"]["profession"]:
                    persons = self.of(scenario, "persons", profession)
                    for t, flow in enumerate(self.of(scenario, "flow", profession)):
                        change = math.fsum(sign[name] * value for name, value in flow.items())
                        self.near(persons[t + 1], persons[t] + change)
                        self.assertTrue(all(value >= 0 for value in flow.values()))
                    demand, supply = (self.of(scenario, name, profession) for name in ("demand", "supply"))
                    for gap, needed, there in zip(self.of(scenario, "gap", profession), demand, supply):
                        self.near(gap, needed - there, needed)

    def test_recruitment_adds_up(self):
        scenario = self.run_plan(professions={"nurse": {"fte": figure(23), "vacant": figure(4.5)}})[0]
        for profession in scenario["workforce"]["recruitment"]["profession"]:
            surplus = 0
            for t, year in enumerate(self.of(scenario, "recruitment", profession)):
                parts = math.fsum(value for name, value in year.items() if name != "hires")
                self.near(parts, year["hires"], max(year["hires"], 1e-3))
                self.assertTrue(year["hires"] == 0 or year["surplus"] == 0)
                if t > 0:  # the need is met from the second year on
                    self.near(year["gap_at_start"], -surplus, 1)
                surplus = year["surplus"]
        first = self.of(scenario, "recruitment", "nurse")[0]
        self.near(first["gap_at_start"], 4.5 / 0.848)
        self.near(self.of(scenario, "gap", "nurse")[0], 4.5)
        self.near(self.of(scenario, "demand", "nurse")[0], 27.5)
        self.near(self.of(scenario, "gap", "health_worker")[0], 0, 1)

    def test_tables_hold_the_cubes(self):
        scenario = self.run_plan()[0]
        for table, cube, columns in (("T13_staff_by_profession", "demand", {"fte_demand": "demand", "fte_supply": "supply",
                                      "fte_gap": "gap", "fte_supply_without_hires": "supply_without_hires",
                                      "persons": "persons"}), ("T14_recruitment", "recruitment", None)):
            with (self.folder / f"out/tables/{table}.csv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            years = scenario["workforce"][cube]["year"]
            sums = {}
            for row in rows:
                t = years.index(int(row["year"]))
                if row["profession"] == "all":
                    for name, value in sums.items():
                        self.near(float(row[name]), value, 1)
                    sums = {}
                elif columns:
                    for column, name in columns.items():
                        self.assertEqual(float(row[column]), self.of(scenario, name, row["profession"])[t])
                else:
                    for name, value in self.of(scenario, cube, row["profession"])[t].items():
                        self.assertEqual(float(row[name]), value)
                        sums[name] = sums.get(name, 0) + value
            self.assertEqual(len(rows), len(years) * (13 if columns else 14))

    def test_retirement_and_turnover(self):
        """One person-group at one age: the second year's stock is the first one's exits, reckoned here."""
        hazards = retirement(64.37)
        for age in (54, 55, 61, 68, 73, 74):
            staff = f"profession,age,persons,position_share\nnurse,{age},31.5,0.8\nnurse,{age},10,0.6\n"
            scenario = self.run_plan(staff=staff, professions={"nurse": {
                "retirement_age": figure(64.37), "turnover": figure(0.137), "hires": figure(0)}})[0]
            persons, flow = self.of(scenario, "persons", "nurse"), self.of(scenario, "flow", "nurse")[0]
            self.near(persons[0], 41.5)
            self.near(self.of(scenario, "supply", "nurse")[0], 31.5 * 0.8 + 10 * 0.6)
            self.assertTrue(0.001 < flow["deaths"] / 41.5 < 0.02)
            alive = 41.5 - flow["deaths"]
            retired = hazards[age - EXIT_FROM] * alive if age >= EXIT_FROM else 0
            self.near(flow["retirements"], retired)
            self.near(flow["turnover"], 0.137 * (alive - retired) if age < EXIT_FROM else 0, 1)
            self.near(persons[1], alive - retired - flow["turnover"], 41.5)
            self.assertEqual((flow["hires"], flow["graduates"]), (0, 0))

    def test_steady_recruitment_holds_the_staff(self):
        scenario = self.run_plan()[0]
        for profession in ("nurse", "care_assistant", "doctor"):
            persons = self.of(scenario, "persons", profession)
            for value in persons:
                self.near(value, persons[0])
            falling = self.of(scenario, "supply_without_hires", profession)
            self.assertTrue(all(after < before for before, after in zip(falling, falling[1:])))

    def test_levers(self):
        scenarios = [
            {"id": "more", "changes": {"workforce": {"professions": {"nurse": {"graduates": figure(3.5), "hires": figure(2)}}}}},
            {"id": "longer", "changes": {"workforce": {"professions": {"nurse": {"position_share": figure(0.954)}}}}},
            {"id": "ill", "changes": {"workforce": {"professions": {"nurse": {"absence": {
                "path": {"2026": 0.091, "2030": 0.191}, "assumption": "a test"}}}}}},
            {"id": "stay", "changes": {"workforce": {"professions": {"nurse": {"turnover": figure(0)}}}}}]
        plain, more, longer, ill, stay = self.run_plan(scenarios=scenarios)
        supply = {s["id"]: self.of(s, "supply", "nurse") for s in (plain, more, longer, ill, stay)}
        year = self.of(more, "flow", "nurse")[0]
        self.assertEqual((year["graduates"], year["hires"]), (3.5, 2))
        self.near(longer["workforce"]["persons"]["value"][0], plain["workforce"]["persons"]["value"][0])
        for t, value in enumerate(supply["longer"]):
            self.near(value, supply["reference"][t] * 0.954 / 0.848)
        for t, value in enumerate(supply["ill"]):
            self.near(value, supply["reference"][t] * (1 - 0.091 - 0.025 * min(t, 4)) / (1 - 0.091))
        self.assertTrue(all(a > b for a, b in zip(supply["stay"][1:], supply["reference"][1:])))
        self.near(supply["stay"][0], supply["reference"][0])
        same = self.of(stay, "supply", "health_worker")
        self.assertEqual(same, self.of(plain, "supply", "health_worker"))

    def test_unknown_is_not_zero(self):
        """Registered staff that no norm speaks of has a supply, and no demand that could be compared."""
        done = self.kohort(professions={"doctor": {"fte": figure(2.25)}})
        self.assertEqual(done.returncode, 0, done.stderr)
        plan = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
        plan["services"] = {id: {"fte_per_unit": {"doctor": figure(0)}} for id in
                            ("long_stay", "short_stay", "municipal_acute_bed", "rehabilitation_stay")}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([KOHORT, "run", "plan.json", "--format", "json", "-o", "out"], capture_output=True,
                              text=True, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        scenario = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]
        self.assertEqual(set(self.of(scenario, "demand", "doctor")) | set(self.of(scenario, "gap", "doctor")), {None})
        self.near(self.of(scenario, "supply", "doctor")[0], 2.25)
        self.assertEqual(set(self.of(scenario, "recruitment", "doctor")[0].values()), {None})

    def rota(self, **keys):
        shift = lambda hours, weekday, weekend, **more: {"hours": figure(hours), "posts_weekday": figure(weekday),
                                                         "posts_weekend": figure(weekend), **more}
        return {"hours_per_week": figure(35.5), "weekend_every": figure(3), "holiday_weeks": figure(5),
                "training_hours": figure(20), "position_share": figure(0.71), "absence": figure(0.1),
                "skilled_share": figure(0.3), "shifts": {"day": shift(7.5, 4, 3), "evening": shift(7.5, 3, 3),
                                                         "night": shift(10, 2, 2, skilled=figure(1))}, **keys}

    def test_rotas(self):
        """The ward that the unit test reckons by hand, and the night with one of two nurses: 1 - 0.7^2."""
        rotas = {"ward": self.rota(), "fourth": self.rota(weekend_every=figure(4), instead_of="ward"),
                 "own": {**self.rota(profession="nurse"), "weekend_every": {"path": {"2026": 2, "2028": 4}, "assumption": "a test"}}}
        del rotas["own"]["position_share"], rotas["own"]["absence"]
        longer = {"id": "longer", "changes": {"workforce": {"rotas": {"ward": {"position_share": figure(1)}}}}}
        plain, longer = self.run_plan(rotas=rotas, scenarios=[longer])
        contract, at_work = 35.5 * 365.2425 / 7, 35.5 * (365.2425 / 7 - 5) * 0.9 - 20
        with (self.folder / "out/tables/T13b_rotas.csv").open(encoding="utf-8", newline="") as file:
            rows = {(row["scenario"], row["year"], row["rota"]): row for row in csv.DictReader(file)}
        self.assertEqual(len(rows), 2 * 8 * 3)
        ward, fourth = rows["reference", "2026", "ward"], rows["reference", "2026", "fourth"]
        self.near(float(ward["fte_on_duty"]), 492.5 / 35.5)
        self.near(float(ward["fte"]), 492.5 / 35.5 * contract / at_work)
        self.near(float(ward["fte_stand_in"]), float(ward["fte"]) - 492.5 / 35.5)
        self.assertEqual([float(ward[name]) for name in ("persons_by_hours", "persons_by_weekends", "persons",
                         "weekend_shifts", "weekend_short_at_full_time")], [25, 24, 25, 16, 4])
        self.near(float(ward["skilled_week_probability"]), 0.51 ** 7)
        self.near(float(ward["shifts_without_skill"]), 7 * 0.49 * 365.2425 / 7)
        self.assertEqual((fourth["instead_of"], float(fourth["persons_change"]), float(fourth["fte_change"])), ("ward", 7, 0))
        self.assertEqual(ward["fte_change"], "")
        self.assertEqual([float(rows["reference", str(year), "own"]["persons_by_weekends"]) for year in range(2026, 2030)],
                         [16, 24, 32, 32])
        self.near(float(rows["reference", "2026", "own"]["fte"]),
                  492.5 / 35.5 * contract / (35.5 * (365.2425 / 7 - 5) * (1 - 0.091) - 20))
        self.assertEqual(float(rows["longer", "2026", "ward"]["persons_by_hours"]), 18)
        cube = plain["workforce"]["rota_fte"]
        self.assertEqual((cube["dimensions"], cube["rota"]), (["year", "rota", "part"], ["ward", "fourth", "own"]))

    def test_bad_rotas(self):
        at = "/workforce/rotas/ward"
        for key, value, words in (("hours_per_week", 200, "200 is outside"), ("weekend_every", 0.5, "0.5 is outside"),
                                  ("position_share", 1.4, "1.4 is outside"), ("absence", 1, "1 is outside")):
            self.refused(f"{at}/{key}", words, rotas={"ward": self.rota(**{key: figure(value)})})
        self.refused(at, "no time for work", rotas={"ward": self.rota(training_hours=figure(1800))})
        self.refused(f"{at}/profession", "did you mean 'nurse'", rotas={"ward": self.rota(profession="nurze")})
        self.refused(f"{at}/instead_of", "did you mean 'other'", rotas={"ward": self.rota(instead_of="othr"), "other": self.rota()})
        self.refused(f"{at}/instead_of", "instead of itself", rotas={"ward": self.rota(instead_of="ward")})
        self.refused(at, "no shifts", rotas={"ward": self.rota(shifts={})})
        shifts = self.rota()["shifts"]
        self.refused(at, "3 are required of 2 posts", rotas={"ward": self.rota(shifts={"night": {**shifts["night"], "skilled": figure(3)}})})
        self.refused(at, "whole number", rotas={"ward": self.rota(shifts={"night": {**shifts["night"], "skilled": figure(1.5)}})})
        missing = self.rota()
        del missing["absence"]
        self.refused(at, "expected 'profession'", rotas={"ward": missing})
        del missing["weekend_every"]
        self.refused(at, "'weekend_every' is missing", rotas={"ward": missing})

    CAUSES = "services vacant technology informal_care task_shifts".split()

    def test_demand_by_cause(self):
        technology = {"alarm": {"service": "home_services", "midpoint": 2030, "years": figure(6), "reach": figure(0.6),
                                "coverage": figure(0.35), "saved_share": figure(0.2)}}
        shifts = {"kitchen": {"from": "nurse", "to": "kitchen_cleaning", "efficiency": figure(0.8), "share": {
            "path": {"2026": 0, "2030": 0.1}, "assumption": "a test"}},
                  "up": {"from": "nurse", "to": "health_worker", "efficiency": figure(0.9), "share": figure(0.05)}}
        informal = {"profession": "care_assistant", "hours": figure(34000), "substitution": figure(0.5),
                    "hours_per_fte": figure(1700), "change": {"path": {"2026": 0, "2030": -0.2}, "assumption": "a test"}}
        plain = self.run_plan()[0]
        self.assertNotIn("demand_parts", plain["workforce"])
        full = self.run_plan(technology=technology, task_shifts=shifts, informal_care=informal,
                             professions={"nurse": {"vacant": figure(3)}})[0]
        adoption = lambda year: min(0.35, 0.6 / (1 + math.exp(-2 * math.log(9) / 6 * (year - 2030))))
        saved = lambda year: 1 - (1 - 0.2 * adoption(year)) / (1 - 0.2 * adoption(2026))
        fte = plain["demand"]["fte"]
        services, professions = fte["service"], fte["profession"]
        home = ["home_nursing", "practical_assistance", "practical_training", "personal_assistance"]
        base_nurses = self.of(plain, "demand", "nurse")[0]
        for t, year in enumerate(fte["year"]):
            before, parts, needed = {}, {}, {}
            for j, profession in enumerate(professions):
                cells = {k: fte["value"][(t * len(services) + i) * len(professions) + j] or 0 for i, k in enumerate(services)}
                factor = (base_nurses + 3) / base_nurses if profession == "nurse" else 1
                at_home = math.fsum(cells[k] for k in home)
                everything = self.of(plain, "demand", profession)[t]
                before[profession] = factor * (everything - saved(year) * at_home)
                needed[profession] = before[profession]
                parts[profession] = [everything, (factor - 1) * everything, -factor * saved(year) * at_home]
            moved = min(t, 4) * 0.025
            needed["kitchen_cleaning"] += moved * before["nurse"] / 0.8
            needed["health_worker"] += 0.05 * before["nurse"] / 0.9
            needed["nurse"] -= (moved + 0.05) * before["nurse"]
            shifted = {p: needed[p] - before[p] for p in professions}
            carers = 34000 * min(t, 4) * 0.05 * 0.5 / 1700
            needed["care_assistant"] += carers
            for profession in professions:
                here = self.of(full, "demand_parts", profession)[t]
                for cause, value in zip(self.CAUSES, [*parts[profession],
                                        carers if profession == "care_assistant" else 0, shifted[profession]]):
                    self.near(here[cause], value, max(needed[profession], 1e-3))
                self.near(self.of(full, "demand", profession)[t], needed[profession])
        self.near(saved(2034), 1 - (1 - 0.2 * 0.35) / (1 - 0.2 * adoption(2026)))  # the network is the limit
        with (self.folder / "out/tables/T13c_demand_by_cause.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 9 * 13)
        for row in rows:
            self.near(math.fsum(float(row[cause]) for cause in self.CAUSES), float(row["fte_demand"]), 1)

    def test_filling_of_posts(self):
        nurse = {"applicants": figure(0.8), "acceptance": figure(0.5), "announcement_months": figure(3)}
        scenario = self.run_plan(professions={"nurse": nurse})[0]
        prob = 1 - math.exp(-0.4)
        self.near(self.of(scenario, "fill_probability", "nurse")[0], prob)
        self.near(self.of(scenario, "months_to_fill", "nurse")[3], 3 / prob)
        self.assertEqual(self.of(scenario, "months_to_fill", "doctor")[0], None)
        needed, flow = self.of(scenario, "recruitment", "nurse"), self.of(scenario, "flow", "nurse")
        self.near(flow[0]["hires"], (1 - (1 - prob) ** 4) * needed[0]["hires"])  # the same staff to begin with
        self.near(self.of(scenario, "posts_waiting", "nurse")[0], needed[0]["hires"] * 3 / prob / 12)
        self.assertTrue(all(gap > 0 for gap in self.of(scenario, "gap", "nurse")[1:]))
        with (self.folder / "out/tables/T14b_filling_of_posts.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["profession"] for row in rows], ["nurse"] * 8)
        self.assertTrue(all(0 <= float(row["vacancy_rate"]) <= 1 for row in rows))
        easy = self.run_plan(professions={"nurse": {**nurse, "applicants": figure(500)}})[0]
        for gap, demand in zip(self.of(easy, "gap", "nurse"), self.of(easy, "demand", "nurse")):
            self.near(gap, 0, demand)

    def feasible(self, name):
        with (self.folder / f"{name}/tables/T14c_feasible_services.csv").open(encoding="utf-8", newline="") as file:
            return {(row["year"], row["service"]): row for row in csv.DictReader(file)}

    def test_feasible_services(self):
        """Staff is shared out by order; nobody is on two services, and nobody gets more than is needed."""
        hires = {"professions": {p: {"hires": figure(0)} for p in
                                 ("nurse", "health_worker", "care_assistant", "specialist_nurse", "social_educator")}}
        plain = self.run_plan(**hires)[0]
        shared = self.feasible("out")
        ordered = self.run_plan(**hires, served_first={"long_stay": 1, "short_stay": 1, "home_nursing": 2})[0]
        first = self.feasible("out")
        for name in ("demand", "supply", "gap"):
            self.assertEqual(plain["workforce"][name], ordered["workforce"][name])
        for rows in (shared, first):
            for (year, service), row in rows.items():
                self.assertTrue(all(0 <= float(row[name]) <= 1 for name in ("share_by_mix", "share_by_hours")))
                if row["users"]:
                    self.near(float(row["users_feasible"]), float(row["users"]) * float(row["share_by_hours"]))
                if row["users_waiting"]:
                    self.near(float(row["users_waiting"]), float(row["users"]) - float(row["users_feasible"]), 10)
                if row["hours_per_year"]:
                    self.near(float(row["hours_cut"]), float(row["hours_per_year"]) * (1 - float(row["share_by_hours"])), 1e3)
        self.assertEqual({row["share_by_hours"] for (year, _), row in shared.items() if year == "2026"}, {"1"})
        last = {service: row for (year, service), row in first.items() if year == "2034"}
        alike = {service: row for (year, service), row in shared.items() if year == "2034"}
        self.assertGreater(float(last["long_stay"]["share_by_hours"]), float(alike["long_stay"]["share_by_hours"]))
        self.assertLess(float(last["practical_assistance"]["share_by_hours"]), float(alike["practical_assistance"]["share_by_hours"]))
        # by hand for nurses without an order: every service gets the same part of its nurses
        ratio = self.of(plain, "supply", "nurse")[8] / self.of(plain, "demand", "nurse")[8]
        self.assertLess(ratio, 0.5)
        fte, m = plain["demand"]["fte"], 13
        at = lambda service, j: fte["value"][(8 * len(fte["service"]) + fte["service"].index(service)) * m + j] or 0
        needed = [at("long_stay", j) for j in range(m)]
        given = [needed[j] * min(1, self.of(plain, "supply", p)[8] / self.of(plain, "demand", p)[8]) for j, p in
                 enumerate(fte["profession"]) if needed[j] > 0]
        self.near(float(alike["long_stay"]["share_by_hours"]), math.fsum(given) / math.fsum(needed))
        worst = min(min(1, self.of(plain, "supply", p)[8] / self.of(plain, "demand", p)[8]) for j, p in
                    enumerate(fte["profession"]) if needed[j] > math.fsum(needed) / 20)
        self.near(float(alike["long_stay"]["share_by_mix"]), worst)

    def unit(self, mix=None, **fte):
        return {p: {"fte": figure(value), **({"target_share": figure(mix[p])} if mix else {})} for p, value in fte.items()}

    def test_units(self):
        """The units and the rest are the municipality, by profession and year; a target mix is held on the unit's total."""
        registered = {"nurse": 23, "health_worker": 65, "care_assistant": 59.5}
        units = {"home": {"service": "home_nursing", "leaders": figure(2), "professions": self.unit(nurse=9, health_worker=20)},
                 "ward": {"leaders": figure(0), "professions": self.unit({"nurse": 0.5, "care_assistant": 0.5}, nurse=6, care_assistant=18)},
                 "team": {"professions": self.unit(health_worker=5)}}
        professions = {p: {"fte": figure(v)} for p, v in registered.items()}
        professions["nurse"]["vacant"] = figure(2)
        scenario = self.run_plan(professions=professions, units=units)[0]
        work = scenario["workforce"]
        self.assertEqual(work["unit_gap"]["unit_of_work"], ["home", "ward", "team", "rest"])
        names, m, n = work["unit_gap"]["profession"], 13, 4
        at = lambda cube, t, i, p: work[cube]["value"][(t * n + i) * m + names.index(p)]
        for t in range(len(work["unit_gap"]["year"])):
            for p in names:
                for cube, whole in (("unit_target", "demand"), ("unit_supply", "supply"), ("unit_gap", "gap")):
                    self.near(math.fsum(at(cube, t, i, p) for i in range(n)), self.of(scenario, whole, p)[t], 100)
        for t in range(len(work["unit_hires"]["year"])):
            years = [self.of(scenario, "recruitment", p)[t] for p in names]
            self.near(math.fsum(work["unit_hires"]["value"][t * n:t * n + n]),
                      math.fsum(y["hires"] - y["surplus"] for y in years), 100)
        fte, t = scenario["demand"]["fte"], 5
        home = [math.fsum(v or 0 for j, v in enumerate(fte["value"][(y * len(fte["service"]) + fte["service"].index("home_nursing")) * m:][:m])
                          if names[j] != "nurse") for y in (0, t)]
        nurses = [fte["value"][(y * len(fte["service"]) + fte["service"].index("home_nursing")) * m] * 25 / 23 for y in (0, t)]
        grown = (home[1] + nurses[1]) / (home[0] + nurses[0])
        self.near(at("unit_target", t, 0, "health_worker"), 20 * grown)
        ward = 6 * self.of(scenario, "demand", "nurse")[t] / 25 + 18 * self.of(scenario, "demand", "care_assistant")[t] / 59.5
        self.near(at("unit_target", t, 1, "nurse"), ward / 2)
        self.near(at("unit_supply", t, 1, "nurse"), 6 * self.of(scenario, "supply", "nurse")[t] / 23)
        with (self.folder / "out/tables/T13d_units_of_work.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["unit"]: row for row in csv.DictReader(file) if row["year"] == "2026"}
        self.near(float(rows["home"]["persons"]), 9 / 0.848 + 20 / 0.773)
        self.near(float(rows["home"]["persons_per_leader"]), (9 / 0.848 + 20 / 0.773) / 2)
        self.near(float(rows["home"]["share_higher_education"]), 9 / 29)
        self.assertEqual((rows["ward"]["persons_per_leader"], rows["ward"]["flag"]), ("", "no_leader"))
        self.assertEqual((rows["team"]["persons_per_leader"], rows["team"]["flag"]), ("", ""))  # nobody says who leads it
        self.assertTrue((self.folder / "out/tables/T13e_competence_by_unit.csv").exists())
        at = "/workforce/units/"
        shutil.rmtree(self.folder / "out")
        over = {**units, "more": {"professions": self.unit(nurse=8.5)}}
        self.refused(at + "more/professions/nurse/fte", "units have 23.5 FTE together, 23 are registered", professions=professions, units=over)
        mix = {"ward": {"professions": self.unit({"nurse": 0.5, "care_assistant": 0.4}, nurse=6, care_assistant=18)}}
        self.refused(at + "ward", "add up to 0.9", units=mix)
        self.refused(at + "ward/service", "did you mean 'long_stay'", units={"ward": {"service": "long_stya"}})
        self.refused(at + "ward", "no staff is told", units={"ward": {"leaders": figure(1)}})
        self.refused(at + "rest", "what no unit has", units={"rest": {"professions": self.unit(nurse=1)}})
        self.refused(at + "ward/professions/nurze", "did you mean 'nurse'", units={"ward": {"professions": {"nurze": {"fte": figure(1)}}}})

    def test_bad_demand(self):
        technology = {"service": "home_nursing", "midpoint": 2030, "years": figure(6), "reach": figure(0.6),
                      "saved_share": figure(0.2)}
        at = "/workforce/technology/alarm"
        self.refused(f"{at}/service", "did you mean 'home_nursing'", technology={"alarm": {**technology, "service": "home_nurse"}})
        self.refused(f"{at}/reach", "1.1 is outside", technology={"alarm": {**technology, "reach": figure(1.1)}})
        self.refused(at, "nothing to save", technology={"alarm": {**technology, "service": "meal_delivery"}})
        self.refused(at, "'midpoint' is missing", technology={"alarm": {k: v for k, v in technology.items() if k != "midpoint"}})
        shift = {"from": "nurse", "to": "health_worker", "share": figure(0.6), "efficiency": figure(0.9)}
        at = "/workforce/task_shifts"
        self.refused(f"{at}/a/to", "did you mean 'health_worker'", task_shifts={"a": {**shift, "to": "health_workr"}})
        self.refused(at, "expected two of 13", task_shifts={"a": {**shift, "to": "nurse"}})
        self.refused(at, "add up to 1.2", task_shifts={"a": shift, "b": {**shift, "to": "care_assistant"}})
        self.refused(f"{at}/a/efficiency", "0 is outside", task_shifts={"a": {**shift, "efficiency": figure(0)}})
        self.refused("/workforce/professions/nurse", "expected all of 'applicants'", professions={"nurse": {"applicants": figure(2)}})
        self.refused("/workforce/informal_care", "'hours' is missing", informal_care={"profession": "nurse", "change": figure(0),
                     "substitution": figure(0.5), "hours_per_fte": figure(1700)})
        self.refused("/workforce/informal_care/substitution", "1.2 is outside", informal_care={"profession": "nurse",
                     "change": figure(0), "hours": figure(10), "substitution": figure(1.2), "hours_per_fte": figure(1700)})
        self.refused("/workforce/served_first", "did you mean 'long_stay'", served_first={"long_sty": 1})

    def test_bad_input(self):
        nurse = lambda **keys: {"professions": {"nurse": {key: figure(value) for key, value in keys.items()}}}
        at = "/workforce/professions/nurse/"
        self.refused(at + "position_share", "1.4 is outside", **nurse(position_share=1.4))
        self.refused(at + "retirement_age", "retirement at 58 years would come before hiring at 61",
                     **nurse(retirement_age=58, hiring_age=61))
        self.refused(at + "hiring_age", "retirement at 62.9 years would come before hiring at 66", **nurse(hiring_age=66))
        self.refused(at + "turnover", "-0.1 is outside", **nurse(turnover=-0.1))
        self.refused(at + "hires", "-3 is outside", **nurse(hires=-3))
        self.refused("/workforce/professions", "did you mean 'nurse'", professions={"nurze": {}})
        head = "profession,age,persons\n"
        self.refused("staff.csv:3", "did you mean 'nurse'", staff=head + "nurse,40,3\nnurze,40,3\n")
        self.refused("staff.csv:2", "15", staff=head + "nurse,15,3\n")
        self.refused("staff.csv:2", "-1", staff=head + "nurse,40,-1\n")
        self.refused("staff.csv:2", "1.4", staff="profession,age,persons,position_share\nnurse,40,3,1.4\n")


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
