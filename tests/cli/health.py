#!/usr/bin/env python3
"""Public-health indicators of a plan against figures worked out here, and what is said of bad files.

    health.py KOHORT
"""
import csv
import json
import math
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None
Z = 1.959963984540054


def wilson(cases, n):
    p = cases / n
    reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / 4 / n / n)
    return (p + Z * Z / 2 / n - reach) / (1 + Z * Z / n), (p + Z * Z / 2 / n + reach) / (1 + Z * Z / n)


class Health(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.rows = [["municipality", 2023, "a", 16, 66, 260, 2100], ["municipality", 2023, "a", 67, "", 75, 700],
                     ["municipality", 2024, "a", 16, 66, 270, 2110], ["municipality", 2024, "a", 67, "", 70, 720],
                     ["municipality", 2025, "a", 16, 66, 280, 2120], ["municipality", 2025, "a", 67, "", 85, 740],
                     ["municipality", 2022, "old", 16, 66, 900, 2050], ["municipality", 2022, "old", 67, "", 300, 690],
                     ["county", 2025, "a", 16, 66, 9000, 90000], ["county", 2025, "a", 67, "", 2000, 31000],
                     ["country", 2025, "a", 16, 66, 390000, 3500000], ["country", 2025, "a", 67, "", 60000, 900000]]

    def run_plan(self, *options, code=0, **keys):
        with open(self.folder / "f.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["area", "year", "series", "age_from", "age_to", "cases", "persons"], *self.rows])
        indicator = {"label": {"nb": "Røyker daglig", "en": "Daily smokers"}, "kind": "share", "worse": "high",
                     "figures": {"file": "f.csv", "source": "a test"}, **keys}
        (self.folder / "plan.json").write_text(json.dumps({
            "kohort": 1, "region": "3310", "end_year": 2027, "health": {"indicators": {"smoking": indicator}}}))
        run = subprocess.run([KOHORT, "run", self.folder / "plan.json", "-o", self.folder / "out", *options],
                             capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(run.returncode, code, run.stderr)
        self.error = run.stderr
        if code == 0:
            with open(next((self.folder / "out/tables").glob("T22_*.csv")), encoding="utf-8") as file:
                return {row["area"]: row for row in csv.DictReader(file)}
        return None

    def test_figures(self):
        rows = self.run_plan()
        own, county = rows["municipality"], rows["county"]
        self.assertEqual((own["year"], own["indicator"], own["name"]), ("2025", "smoking", "Røyker daglig"))
        self.assertAlmostEqual(float(own["crude"]), 365 / 2860, delta=1e-12)
        for name, limit in zip(("crude_low", "crude_high"), wilson(365, 2860)):
            self.assertAlmostEqual(float(own[name]), limit, delta=1e-9)
        weight = 3500000 / 4400000
        standardised = weight * 280 / 2120 + (1 - weight) * 85 / 740
        self.assertAlmostEqual(float(own["standardised"]), standardised, delta=1e-12)
        self.assertAlmostEqual(float(rows["country"]["standardised"]), 450000 / 4400000, delta=1e-12)
        # Of the newest series alone: 335 of 2800, 340 of 2830, 365 of 2860.
        self.assertAlmostEqual(float(own["trend_per_year"]), (365 / 2860 - 335 / 2800) / 2, delta=1e-12)
        self.assertEqual(county["municipality_is"], "worse")
        self.assertEqual(rows["country"]["municipality_is"], "worse")
        self.assertEqual(own["municipality_is"], "")
        self.assertEqual(self.run_plan(worse="low")["country"]["municipality_is"], "better")

    def test_unknown_is_not_zero(self):
        self.rows[4][5] = ""
        rows = self.run_plan()
        self.assertEqual((rows["municipality"]["crude"], rows["municipality"]["standardised"]), ("", ""))
        self.assertEqual(rows["country"]["municipality_is"], "")

    def test_a_stratum_too_few_is_not_standardised(self):
        del self.rows[5]
        rows = self.run_plan()
        self.assertAlmostEqual(float(rows["municipality"]["crude"]), 280 / 2120, delta=1e-12)
        self.assertEqual(rows["municipality"]["standardised"], "")

    def test_small_counts_are_not_published(self):
        self.rows[4][5], self.rows[5][5] = 3, 0
        self.assertNotEqual(self.run_plan()["municipality"]["crude"], "")
        row = self.run_plan("--publish")["municipality"]
        self.assertEqual((row["cases"], row["crude"], row["standardised"]), ("", "", ""))

    def tables(self, name):
        with open(next((self.folder / "out/tables").glob(f"{name}_*.csv")), encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_years_and_breaks(self):
        self.rows += [["municipality", 2021, "old", 16, 66, 880, 2040], ["municipality", 2021, "old", 67, "", 290, 680]]
        self.run_plan()
        own = [row for row in self.tables("T22c") if row["area"] == "municipality"]
        self.assertEqual([(row["year"], row["series"], row["series_number"], row["series_break"]) for row in own],
                         [("2021", "old", "1", "no"), ("2022", "old", "1", "no"), ("2023", "a", "2", "yes"), ("2024", "a", "2", "no"),
                          ("2025", "a", "2", "no")])
        self.assertAlmostEqual(float(own[0]["crude"]), 1170 / 2720, delta=1e-12)
        for name, limit in zip(("crude_low", "crude_high"), wilson(335, 2800)):
            self.assertAlmostEqual(float(own[2][name]), limit, delta=1e-9)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]["health"]["series"]
        self.assertEqual(result["year"], [2021, 2022, 2023, 2024, 2025])
        cells = result["value"][:20]  # municipality: five years of crude, low, high, number of the series
        self.assertEqual(cells[3::4], [1, 1, 2, 2, 2])
        self.assertEqual([row["year"] for row in self.tables("T22c") if row["area"] == "county"], ["2025"])

    def test_a_line_ends_at_a_break(self):
        self.run_plan("--format", "csv,html,md")
        figure = json.loads((self.folder / "out/figures/F13.vl.json").read_text(encoding="utf-8"))
        values = figure["data"]["values"] if "values" in figure.get("data", {}) else json.dumps(figure)
        text = json.dumps(values)
        self.assertIn("old", text)
        page = (self.folder / "out/chapter.html").read_text(encoding="utf-8")
        drawn = page[page.index('id="F13"'):]
        drawn = drawn[:drawn.index("</svg>")]
        paths = [d for d in re.findall(r'<path[^>]* d="([^"]*)"', drawn)]
        # The new definition has three years, the old one and the country one each: no line has four.
        self.assertEqual(max(d.count("l") for d in paths), 2)

    def test_targets(self):
        target = {"year": 2027, "direction": "at_most", "goal": {"value": 0.13, "assumption": "a test"}}
        self.run_plan(target=target)
        (row,) = self.tables("T22d")
        slope = (365 / 2860 - 335 / 2800) / 2
        self.assertEqual((row["year"], row["of_year"], row["direction"], row["status"]), ("2027", "2025", "at_most", "nådd"))
        self.assertEqual(float(row["short_of_target"]), 0)
        self.assertAlmostEqual(float(row["by_trend"]), 365 / 2860 + 2 * slope, delta=1e-12)
        self.assertEqual(row["status_by_trend"], "ikke nådd")
        self.run_plan(target=target | {"year": 2024})  # registered: judged by its own year
        (row,) = self.tables("T22d")
        self.assertEqual((row["of_year"], row["status"], row["by_trend"], row["status_by_trend"]), ("2024", "nådd", "", "ukjent"))
        self.assertAlmostEqual(float(row["crude"]), 340 / 2830, delta=1e-12)
        self.run_plan(target=target | {"direction": "at_least", "goal": {"value": 0.2, "assumption": "a test"}})
        (row,) = self.tables("T22d")
        self.assertEqual(row["status"], "ikke nådd")
        self.assertAlmostEqual(float(row["short_of_target"]), 0.2 - 365 / 2860, delta=1e-12)
        self.run_plan(target=target | {"year": 2200, "direction": "at_least"})
        self.assertLessEqual(float(self.tables("T22d")[0]["by_trend"]), 1)
        self.rows[4][5] = ""  # unknown is neither reached nor missed
        self.run_plan(target=target)
        (row,) = self.tables("T22d")
        self.assertEqual((row["crude"], row["short_of_target"], row["status"], row["by_trend"]), ("", "", "ukjent", ""))

    def test_bad_targets(self):
        goal = {"value": 1.2, "assumption": "a test"}
        self.run_plan(code=3, target={"year": 2027, "direction": "at_most", "goal": goal})
        self.assertIn("/health/indicators/smoking/target/goal: 1.2: a share is at most 1", self.error)
        self.run_plan(code=3, target={"year": 2027, "direction": "up", "goal": goal})
        self.assertIn("/health/indicators/smoking/target/direction", self.error)
        self.rows[5][2] = "b"
        self.run_plan(code=3)
        self.assertIn("f.csv:7:19: municipality, 2025 is of the series 'a' too: a year is of one series", self.error)

    def test_bad_input(self):
        good = [list(row) for row in self.rows]

        def told(*parts):
            self.run_plan(code=3)
            for part in parts:
                self.assertIn(part, self.error)
            self.rows = [list(row) for row in good]

        self.rows[1][0] = "kommune"
        told("f.csv:3:", "kommune", "municipality, county or country")
        self.rows[0][5] = 2101
        told("f.csv:2:", "at most 1")
        self.rows.append(good[3])
        told("twice")
        self.rows[2][6] = 0
        told("f.csv:4:", "more than 0")
        self.rows = self.rows[8:]
        told("no row of the municipality")


if __name__ == "__main__":
    KOHORT = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
