#!/usr/bin/env python3
"""Services, age patterns and conditions that a plan brings itself: data, no code.

    own.py KOHORT ROOT
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
LIMITS = [0, 18, 50, 67, 80, 90]


def figure(value, **more):
    return {"value": value, "assumption": "a test", **more}


def ages(*rates, limits=LIMITS):
    """Bands from these ages; a pair is of women and men."""
    out = {}
    for i, rate in enumerate(rates):
        band = {"age_from": limits[i], **({"age_to": limits[i + 1] - 1} if i + 1 < len(rates) else {})}
        rates_of = {"female": rate[0], "male": rate[1]} if isinstance(rate, tuple) else {"both": rate}
        out[f"band_{limits[i]}"] = {**band, **{sex: figure(value) for sex, value in rates_of.items()}}
    return out


RATES = (0.0071, 0.0313, 0.0219, 0.0137, 0.0091, 0.0043)


class Own(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kohort(self, need, **plan):
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2031, "need": need, **plan}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], capture_output=True, text=True, cwd=self.folder)

    def run_ok(self, need, **plan):
        done = self.kohort(need, **plan)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"]

    def table(self, name):
        with (self.folder / f"out/tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @staticmethod
    def of(cube, label, axis="service", n=1):
        width, at = len(cube[axis]) * n, cube[axis].index(label) * n
        return [cube["value"][t * width + at:t * width + at + n] for t in range(len(cube["year"]))]

    def near(self, one, other, relative=1e-9):
        self.assertAlmostEqual(one, other, delta=relative * max(1e-9, abs(other)))

    def test_service(self):
        """A service of the plan's own has users by its rates, levers, staff by its norms, costs, and rows in the tables;
        the country's people at the rates of each band give them back, which is what graduation keeps."""
        own = {"own_team": {"label": {"nb": "Eget tiltak", "en": "A team of our own"}, "area": "tff", "kind": "hours", "ages": ages(*RATES)}}
        services = {"own_team": {"hours_per_week": figure(3.7), "fte_per_unit": {"nurse": figure(0.0313)}}}
        moved = {"id": "fewer", "changes": {"services": {"own_team": {"coverage_factor": figure(0.5)}}}}
        plain = self.run_ok({})[0]
        scenarios = self.run_ok({"own_services": own}, services=services, scenarios=[moved])
        demand = scenarios[0]["demand"]
        with open(ROOT / "data/national/population.csv", encoding="utf-8", newline="") as file:
            nation = [(int(r["age"]), float(r["value"])) for r in csv.DictReader(file) if r["year"] == "2026"]
        self.assertTrue(nation)
        users = [row[0] for row in self.of(demand["users"], "own_team")]
        population = scenarios[0]["population"]
        n_age = len(population["age"])
        # flat rates differ from graduated ones by the ages within a band, not by much
        flat = sum(RATES[sum(age >= x for x in LIMITS) - 1] * (population["value"][age] + population["value"][n_age + age])
                   for age in range(n_age))
        self.near(users[0], flat, 0.05)
        self.assertNotEqual(users[0], flat)
        by_age = [sum(row) for row in self.of(demand["users_by_age"], "own_team", n=6)]
        for one, other in zip(by_age, users):
            self.near(one, other)
        hours = self.of(demand["hours"], "own_team")[0][0]
        self.near(hours, users[0] * 3.7 * 365.2425 / 7)
        j, m = demand["fte"]["profession"].index("nurse"), len(demand["fte"]["profession"])
        self.near(self.of(demand["fte"], "own_team", n=m)[0][j], users[0] * 3.7 * 0.0313)
        self.near(self.of(scenarios[1]["demand"]["users"], "own_team")[3][0], users[3] / 2)
        for service in plain["demand"]["users"]["service"]:  # the others are as before
            self.assertEqual(self.of(demand["users"], service), self.of(plain["demand"]["users"], service))
        row = next(r for r in self.table("T08_users_by_service") if r["service"] == "own_team")
        self.assertEqual((row["label"], row["area"], row["in_scope"]), ("Eget tiltak", "tff", "yes"))
        row = next(r for r in self.table("T07_coverage") if r["service"] == "own_team")
        self.assertEqual(row["country_percent"], "")  # the rates are not the country's

    def test_by_sex_and_level(self):
        """Rates by sex; registered users scale them and keep their pattern."""
        own = {"own_a": {"ages": ages((0.011, 0.021), (0.037, 0.013), limits=[0, 50])}}
        users = {"own_a": {"users": figure(31.7, basis="stock_31dec")}}
        demand = self.run_ok({"own_services": own}, services=users)[0]["demand"]
        self.assertEqual(self.of(demand["users"], "own_a")[0][0], 31.7)
        plain = self.run_ok({"own_services": own})[0]["demand"]
        ratio = 31.7 / self.of(plain["users"], "own_a")[0][0]
        self.near(self.of(demand["users"], "own_a")[4][0], ratio * self.of(plain["users"], "own_a")[4][0])

    def test_pattern(self):
        """A service of the catalogue that no source tells by age takes the plan's rates; the others keep theirs."""
        plain = self.run_ok({})[0]["demand"]
        demand = self.run_ok({"patterns": {"mental_health_addiction": {"basis": "through_year", "ages": ages(*RATES)}}})[0]["demand"]
        self.assertEqual(self.of(plain["users"], "mental_health_addiction")[0], [None])
        self.assertGreater(self.of(demand["users"], "mental_health_addiction")[0][0], 100)
        for service in plain["users"]["service"]:
            if service != "mental_health_addiction":
                self.assertEqual(self.of(demand["users"], service), self.of(plain["users"], service))

    def test_condition(self):
        """Shares times persons, by sex; a condition of the catalogue can be replaced."""
        own = {"stroke": {"label": "Hjerneslag", "ages": ages((0.003, 0.005), (0.041, 0.067), limits=[0, 70])},
               "dementia": {"ages": ages(0, 0.1, limits=[0, 75])}}
        scenario = self.run_ok({"conditions": own})[0]
        cube, population = scenario["demand"]["conditions"], scenario["population"]
        n, n_age = len(cube["condition"]), len(population["age"])
        for t in range(6):
            for sex in range(2):
                here = population["value"][(2 * t + sex) * n_age:][:n_age]
                young, old = (0.003, 0.041) if sex == 0 else (0.005, 0.067)
                self.near(cube["value"][(t * n + cube["condition"].index("stroke")) * 2 + sex], young * sum(here[:70]) + old * sum(here[70:]))
                self.near(cube["value"][(t * n + cube["condition"].index("dementia")) * 2 + sex], 0.1 * sum(here[75:]))
        self.assertEqual({r["condition"] for r in self.table("T12_persons_with_dementia")}, {"stroke", "dementia"})

    def test_prevalence(self):
        """A factor on the prevalence of a condition by year, in scenarios and draws; other conditions keep theirs."""
        own = {"stroke": {"label": "Hjerneslag", "ages": ages((0.003, 0.005), (0.041, 0.067), limits=[0, 70])}}
        factor = {"path": {"2026": 1, "2031": 0.83}, "assumption": "a test"}
        plain, other = self.run_ok({"conditions": own}, scenarios=[{"id": "less", "changes": {"need": {"prevalence": {"stroke": factor}}}}])
        self.assertEqual(plain["demand"]["conditions"]["condition"], other["demand"]["conditions"]["condition"])
        cube, then = plain["demand"]["conditions"], other["demand"]["conditions"]
        n, at = len(cube["condition"]), cube["condition"].index("stroke")
        for i, (before, after) in enumerate(zip(cube["value"], then["value"])):
            t, condition = i // (2 * n), i // 2 % n
            self.near(after, before * (1 - 0.17 * t / 5 if condition == at else 1))
        done = self.kohort({"prevalence": {"strokes": factor}})
        self.assertEqual(done.returncode, 3)
        self.assertIn("/need/prevalence: unknown condition 'strokes'", done.stderr)

    def test_bad_input(self):
        own = {"own_a": {"ages": ages(*RATES)}}
        gap, open_, twice, ranged = (json.loads(json.dumps(own)) for _ in range(4))
        gap["own_a"]["ages"]["band_50"]["age_from"] = 51
        open_["own_a"]["ages"]["band_90"]["age_to"] = 94
        twice["own_a"]["ages"]["band_50"]["female"] = figure(0.1)
        ranged["own_a"]["ages"]["band_50"]["both"]["range"] = {"low": 0.01, "high": 0.03, "assumption": "a test"}
        for says, need in (("/need/own_services/own_a/ages: a band has ages from 51, expected from 50", {"own_services": gap}),
                           ("/need/own_services/own_a/ages: no band has the ages from 95", {"own_services": open_}),
                           ("/need/own_services/own_a/ages/band_50: expected 'both', or 'female' and 'male'", {"own_services": twice}),
                           ("/need/own_services/own_a/ages: expected one 'value' without path or range", {"own_services": ranged}),
                           ("/need/own_services/team: ids of own services begin with own_", {"own_services": {"team": own["own_a"]}}),
                           ("/need/patterns/mental_health", {"patterns": {"mental_health": own["own_a"]}}),
                           ("/need/own_services/own_a/ages/band_0/both", {"own_services": {"own_a": {"ages": ages(1.2)}}}),
                           ("/need/own_services/own_a", {"own_services": {"own_a": 3}}), ("/need/own_services", {"own_services": []}),
                           ("/need/own_services/own_a/ages", {"own_services": {"own_a": {"ages": [1]}}}),
                           ("/need/conditions/x/ages/b", {"conditions": {"x": {"ages": {"b": "none"}}}})):
            with self.subTest(says):
                done = self.kohort(need)
                self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
                self.assertIn(says, done.stderr)
        scenario = {"id": "other", "changes": {"need": {"own_services": {"own_b": own["own_a"]}}}}
        done = self.kohort({"own_services": own}, scenarios=[scenario])
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("/need/own_services: is the plan's: a scenario changes it", done.stderr)


if __name__ == "__main__":
    KOHORT, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
