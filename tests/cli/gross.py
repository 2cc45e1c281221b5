#!/usr/bin/env python3
"""A plan with registered moves: gross components that balance, levers, and what is said of bad files.

    gross.py KOHORT ROOT
"""
import csv
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
FLOWS = ["in_migration", "out_migration", "immigration", "emigration"]
COMPONENTS = ["births", "deaths", *FLOWS]


def figure(value):
    return {"value": value, "assumption": "a test"}


class Gross(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        with open(ROOT / "data/population/3310.csv", encoding="utf-8") as file:
            self.persons = {(int(r["year"]), r["sex"], int(r["age"])): float(r["value"]) for r in csv.DictReader(file)}
        self.rows = []
        for year in (2023, 2024, 2025):
            for sex in ("female", "male"):
                for age in range(106):
                    here = self.persons[year + 1, sex, age]
                    for flow, rate in zip(FLOWS, (0.06, 0.05, 0.01, 0.004)):
                        self.rows.append(["3310", year, sex, age, flow, round(rate * here, 3)])

    def write(self):
        with open(self.folder / "moves.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["region", "year", "sex", "age", "flow", "value"], *self.rows])

    def run_plan(self, *options, code=0, sections=None, **migration):
        self.write()
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2036, "migration": {
            "method": "gross", "flows": {"file": "moves.csv", "source": "a test"}, **migration}, **(sections or {})}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        out = self.folder / "out"
        run = subprocess.run([KOHORT, "run", self.folder / "plan.json", "-o", out, *options], capture_output=True,
                             text=True, timeout=60, check=False)
        self.assertEqual(run.returncode, code, run.stderr)
        self.error = run.stderr
        if code == 0:
            self.result = json.loads((out / "result.json").read_text(encoding="utf-8"))
            scenario = self.result["scenarios"][0]
            cube = scenario["components"]
            self.assertEqual(cube["component"], COMPONENTS)
            values = [cube["value"][i:i + 6] for i in range(0, len(cube["value"]), 6)]
            size = 2 * 106
            totals = [sum(scenario["population"]["value"][t * size:(t + 1) * size]) for t in range(11)]
            for t, row in enumerate(values):
                self.assertAlmostEqual(totals[t + 1], totals[t] + sum(s * v for s, v in zip(cube["sign"], row)),
                                       delta=1e-9 * totals[t])
            return [dict(zip(COMPONENTS, row)) for row in values], totals

    def test_flows_stand_apart_and_balance(self):
        rows, totals = self.run_plan()
        self.assertIn("gross_flows", self.result["plan"]["methods"]["migration"])
        mean = sum(r[5] for r in self.rows if r[4] == "in_migration") / 3
        for row in rows:
            self.assertAlmostEqual(row["in_migration"], mean, delta=1e-6 * mean)
        here = sum(self.persons[2026, s, a] for s in ("female", "male") for a in range(106))
        # 5 % of those at the end left in the base period: of survivors 0.05 / (1 - 0.07 + 0.054).
        self.assertAlmostEqual(rows[0]["out_migration"] / here, 0.05 / 0.984, delta=0.001)
        self.assertGreater(totals[10], totals[0])

    def test_the_country_s_path_is_followed(self):
        plain, _ = self.run_plan()
        path = {str(y): v for y, v in zip(range(2022, 2031), (90e3, 60e3, 50e3, 40e3, 45e3, 55e3, 30e3, 30e3, 25e3))}
        rows, _ = self.run_plan(national_immigration={"path": path, "source": "a test"},
                                national_emigration={"path": {"2020": 30e3, "2040": 30e3}, "source": "a test"})
        for t, row in enumerate(rows):  # relative to the mean of 2023-2025, the base period
            self.assertAlmostEqual(row["immigration"], plain[t]["immigration"] * path[str(min(2026 + t, 2030))] / 50e3,
                                   delta=1e-9 * plain[t]["immigration"])
        self.assertAlmostEqual(rows[0]["emigration"], plain[0]["emigration"], delta=1e-9)
        self.run_plan(code=3, national_immigration={"path": {"2025": 1, "2026": 2}, "source": "a test"})
        self.assertIn("begins in 2023", self.error)
        self.run_plan(code=3, national_emigration={"value": 30e3, "source": "a test"})
        self.assertIn("national_emigration", self.error)

    def test_base_period_and_factors(self):
        year = sum(r[5] for r in self.rows if r[4] == "immigration" and r[1] == 2024)
        rows, _ = self.run_plan(years=[2024, 2025], immigration_factor={"path": {"2026": 1, "2028": 0}, "assumption": "a test"})
        self.assertAlmostEqual(rows[0]["immigration"], year, delta=1e-6 * year)
        self.assertAlmostEqual(rows[1]["immigration"], year / 2, delta=1e-6 * year)
        self.assertEqual(rows[2]["immigration"], 0)

    def test_a_total_is_met_by_what_is_added(self):
        rows, _ = self.run_plan(net=figure(200))
        for row in rows:
            net = row["in_migration"] - row["out_migration"] + row["immigration"] - row["emigration"]
            self.assertAlmostEqual(net, 200, delta=1e-6)

    def test_the_table_of_components(self):
        self.run_plan("--format", "json,csv,html,md")
        table = (self.folder / "out/tables").glob("T05*.csv")
        text = next(table).read_text(encoding="utf-8")
        for name in COMPONENTS:
            self.assertIn("," + name + ",", text)
        self.assertIn("Innvandring", (self.folder / "out/chapter.html").read_text(encoding="utf-8"))

    def test_draws(self):
        """The balance holds in every mean; the mean of draws by chance alone is the plain run within what chance allows,
        flow by flow; a flow of certain counts varies as a Poisson number; the bytes do not depend on threads."""
        plain, totals = self.run_plan()
        with_chance = {"uncertainty": {"population": "chance", "users": "none"}}
        rows, drawn = self.run_plan("--draws", "400", sections=with_chance)
        text = (self.folder / "out/result.json").read_bytes()
        self.run_plan("--draws", "400", "--threads", "1", sections=with_chance)
        self.assertEqual(text, (self.folder / "out/result.json").read_bytes())
        for t, row in enumerate(rows):
            for name, value in row.items():
                error = (max(plain[t][name], 1) / 400) ** 0.5
                self.assertAlmostEqual(value, plain[t][name], delta=4.5 * error * (1 + t / 5), msg=(t, name))
        for t, total in enumerate(drawn):
            self.assertAlmostEqual(total, totals[t], delta=4.5 * (70 * t) ** 0.5 / 4 + 1e-9)
        cube = self.result["scenarios"][0]["components"]
        p, quantile = cube["quantiles"]["p"], cube["quantiles"]["value"]
        place = 2 * 6 + COMPONENTS.index("in_migration")
        spread = quantile[p.index(0.9) * len(cube["value"]) + place] - quantile[p.index(0.1) * len(cube["value"]) + place]
        self.assertAlmostEqual(spread / (2 * 1.2816 * plain[2]["in_migration"] ** 0.5), 1, delta=0.15)
        uncertain, _ = self.run_plan("--draws", "200")
        self.assertNotEqual(uncertain[3]["in_migration"], rows[3]["in_migration"])

    def test_bad_input(self):
        good = [list(row) for row in self.rows]

        def told(*parts, **migration):
            self.run_plan(code=3, **migration)
            for part in parts:
                self.assertIn(part, self.error)
            self.rows = [list(row) for row in good]

        self.rows[7][4] = "emigraton"
        told("moves.csv:9:", "emigraton", "did you mean emigration")
        del self.rows[10]
        told("moves.csv", "immigration of 2023, female, age 2")
        self.rows.append(self.rows[0])
        told("twice")
        self.rows[3][5] = -1
        told("moves.csv:5:")
        told("2020", years=[2020, 2022])
        told("/migration", flows=None)
        told("national_net", national_net=figure(10000))
        told("/migration/in_factor", "gross", method="residual", in_factor=figure(1.1))


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
