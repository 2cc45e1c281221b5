#!/usr/bin/env python3
"""What draws say of shortage and of key figures: the tables, the page and the workbook tell the result's own quantiles.

    chance.py KOHORT ROOT
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

KOHORT, ROOT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PARTS = ("shortage_probability", "first_shortage_probability", "expected_shortfall")


def sheets(path):
    """{name: [[number or text, ...] of each row]} of a workbook."""
    archive = zipfile.ZipFile(path)
    shared = ["".join(t.text or "" for t in item.iter(SHEET + "t"))
              for item in xml.etree.ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]
    names = [s.get("name") for s in xml.etree.ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(SHEET + "sheet")]
    found = {}
    for i, name in enumerate(names):
        tree = xml.etree.ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{i + 1}.xml"))
        found[name] = [[shared[int(c.find(SHEET + "v").text)] if c.get("t") == "s" else float(c.find(SHEET + "v").text)
                        for c in row.iter(SHEET + "c") if c.find(SHEET + "v") is not None] for row in tree.iter(SHEET + "row")]
    return found


class Chance(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.folder.name) / "out"
        done = subprocess.run([KOHORT, "run", ROOT / "data/plans/hole/plan.json", "--scenario", "reference", "--draws", "60", "--lang", "en",
                               "-o", cls.out, "--format", "json,csv,xlsx,html"], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        cls.summary = done.stdout
        cls.scenario = json.loads((cls.out / "result.json").read_text())["scenarios"][0]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def rows(self, name):
        with open(next(self.out.glob(f"tables/{name}_*")), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def quantiles(self, path, label, year):
        """Mean and quantiles of a cell of a cube [year][label]."""
        cube = self.scenario
        for part in path.split("/"):
            cube = cube[part]
        labels = cube[cube["dimensions"][1]]
        at, size = cube["year"].index(year) * len(labels) + labels.index(label), len(cube["value"])
        return [cube["value"][at]] + [cube["quantiles"]["value"][q * size + at] for q in range(7)]

    def test_shortage_of_places_and_of_staff(self):
        told = {(r["resource"], int(r["year"])): r for r in self.rows("T11f")}
        some = 0
        for block, name, gap in (("capacity", "type", "gap"), ("workforce", "profession", "gap")):
            now, yet, lack = (self.scenario[block][part] for part in PARTS)
            gaps = self.scenario[block][gap]
            n = len(now[name])
            for i, prob in enumerate(now["value"]):
                row = told.pop((now[name][i % n], now["year"][i // n]), None)
                if prob is None:
                    self.assertIsNone(row)
                    continue
                self.assertAlmostEqual(float(row["shortage_percent"]), 100 * prob, places=9)
                self.assertAlmostEqual(float(row["first_shortage_percent"]), 100 * yet["value"][i], places=9)
                self.assertAlmostEqual(float(row["expected_shortfall"]), lack["value"][i], places=9)
                self.assertGreaterEqual(yet["value"][i], max(prob, yet["value"][i - n] if i >= n else 0))
                self.assertGreaterEqual(lack["value"][i], max(0, gaps["value"][i]) - 1e-9)
                self.assertEqual(lack["value"][i] == 0, prob == 0)
                # the median of the gap is on the side of 0 that most draws are on
                median = gaps["quantiles"]["value"][3 * len(gaps["value"]) + i]
                if abs(prob - 0.5) > 0.02:
                    self.assertEqual(median > 0, prob > 0.5, (block, i))
                some += 0 < prob < 1
        self.assertEqual(told, {})
        self.assertGreater(some, 50)

    def test_key_figures_have_their_quantiles_in_table_and_workbook(self):
        paths = {"population": ("indicators/persons", "all"), "population_80plus": ("indicators/persons", "80+"),
                 "users_home_services": ("demand/users", "home_services"), "places_needed_institution": ("capacity/need", "institution"),
                 "places_needed_staffed_housing_24h": ("capacity/need", "staffed_housing_24h"), "fte": ("demand/fte_by_area", "total"),
                 "gross_running_cost": ("economy/total", "gross")}
        names = ("mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95")
        rows = self.rows("T23b")
        self.assertEqual({r["key_figure"] for r in rows}, set(paths))
        expected = {}
        for row in rows:
            cells = self.quantiles(*paths[row["key_figure"]], int(row["year"]))
            self.assertEqual([float(row[name]) for name in names], cells)
            self.assertEqual(cells[1:], sorted(cells[1:]))
            expected[f"{row['label']}, {row['year']}"] = cells
        told = [row for row in sheets(self.out / "chapter.xlsx")["Table T23b"] if len(row) == 9 and isinstance(row[1], float)]
        self.assertEqual(len(told), 14)
        for label, *cells in told:
            for cell, value in zip(cells, expected[label]):
                self.assertAlmostEqual(cell, value, delta=1e-9 * max(1, abs(value)))

    def test_the_page_draws_the_chance(self):
        page = (self.out / "chapter.html").read_text(encoding="utf-8")
        figure = re.search(r'<figure[^>]* id="F14">.*?</figure>', page, re.S)[0]
        self.assertIn("capacity/shortage_probability", page)
        self.assertGreater(figure.count("<td"), 20)
        self.assertIn('id="T11f-0"', page)

    def test_the_plain_run_stays_beside_the_mean(self):
        out = pathlib.Path(self.folder.name) / "plain"
        done = subprocess.run([KOHORT, "run", ROOT / "data/plans/hole/plan.json", "--scenario", "reference", "-o", out, "--format", "json"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        plain = json.loads((out / "result.json").read_text())["scenarios"][0]["capacity"]
        self.assertNotIn("need_as_planned", plain)
        planned = self.scenario["capacity"]["need_as_planned"]
        self.assertEqual(planned["value"], plain["need"]["value"])
        last = plain["need"]["value"][len(plain["need"]["value"]) - len(plain["need"]["type"]) + plain["need"]["type"].index("institution")]
        mean = self.quantiles("capacity/need", "institution", 2050)[0]
        self.assertEqual(f"institution places is {last:.0f} in 2050. The mean of the draws is {mean:.0f}" in self.summary, f"{last:.0f}" != f"{mean:.0f}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
