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


class Base(unittest.TestCase):
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
        self.write("f.csv", ["area", "year", "series", "age_from", "age_to", "cases", "persons"], self.rows)
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

    def write(self, name, header, rows):
        with open(self.folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])

    def tables(self, name):
        with open(next((self.folder / "out/tables").glob(f"{name}_*.csv")), encoding="utf-8") as file:
            return list(csv.DictReader(file))


class Health(Base):
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


def indices(groups):
    """Slope and relative index of (persons, cases) from the worst off, by the normal equations of a + b x."""
    every, below, sums = sum(n for n, _ in groups), 0, [0] * 4
    for n, cases in groups:
        x = (below + n / 2) / every
        sums = [s + n * t for s, t in zip(sums, (x, x * x, cases / n, x * cases / n))]
        below += n
    x, xx, y, xy = sums
    b = (every * xy - x * y) / (every * xx - x * x)
    a = (y - b * x) / every
    return -b, a / (a + b)


class Inequality(Base):
    """Social groups of an indicator: `health.indicators.ID.strata`."""
    HEADER = ["area", "year", "rank", "group", "persons", "cases"]

    def told(self, rows, *options, header=None, code=0, **keys):
        self.write("g.csv", header or self.HEADER, rows)
        self.run_plan(*options, code=code, strata={"file": "g.csv", "source": "a test"}, **keys)
        return self.tables("T22e") if code == 0 else None

    def test_a_line(self):
        """Ranks of 30, 50 and 20 per cent are 0.15, 0.55 and 0.90; shares 0.20 - 0.13 x."""
        rows = [[2, "Videregående", 500, 64.25], [3, "Høyere", 200, 16.6], [1, "Grunnskole", 300, 54.15]]
        (row,) = self.told(rows, header=self.HEADER[2:])
        self.assertEqual((row["indicator"], row["name"], row["unit"], row["area"], row["year"], row["social_groups"]),
                         ("smoking", "Røyker daglig", "share", "municipality", "2025", "3"))
        self.assertEqual((row["worst_off_group"], row["best_off_group"]), ("Grunnskole", "Høyere"))
        for name, value in (("worst_off", 0.1805), ("best_off", 0.083), ("absolute_difference", 0.0975),
                            ("relative_difference", 0.1805 / 0.083), ("slope_index", 0.13), ("relative_index", 0.2 / 0.07)):
            self.assertAlmostEqual(float(row[name]), value, delta=1e-12, msg=name)
        for who, cases, persons in (("worst", 54.15, 300), ("best", 16.6, 200)):
            for name, limit in zip(("low", "high"), wilson(cases, persons)):
                self.assertAlmostEqual(float(row[f"{who}_off_{name}"]), limit, delta=1e-9)

    def test_no_inequality(self):
        (row,) = self.told([["municipality", 2025, rank, f"group {rank}", n, 0.1 * n] for rank, n in ((1, 310), (2, 470), (3, 190))])
        self.assertEqual([row[name] for name in ("absolute_difference", "relative_difference", "slope_index", "relative_index")],
                         ["0", "1", "0", "1"])

    def test_areas_and_years(self):
        """Five groups, uneven shares, another number of groups in the county; lower at the bottom."""
        groups = {("municipality", "2023"): [(211, 13), (347, 59), (97, 11), (530, 87), (88, 23)],
                  ("municipality", "2025"): [(203, 61), (349, 55)], ("county", "2025"): [(8101, 1700), (11003, 1999), (9007, 1009)]}
        rows = [[area, year, rank, f"group {rank}", *group] for (area, year), every in groups.items()
                for rank, group in enumerate(every, 1)]
        found = self.told(rows[::-1], kind="share", worse="low")
        self.assertEqual([(row["area"], row["year"]) for row in found], list(groups))
        for row, every in zip(found, groups.values()):
            slope, relative = indices(every)
            self.assertAlmostEqual(float(row["slope_index"]), slope, delta=1e-12)
            self.assertAlmostEqual(float(row["relative_index"]), relative, delta=1e-11)
            self.assertEqual(row["social_groups"], str(len(every)))
        self.assertLess(float(found[0]["slope_index"]), 0)
        self.assertAlmostEqual(float(found[0]["absolute_difference"]), 13 / 211 - 23 / 88, delta=1e-12)
        cube = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"][0]["health"]["inequality"]
        self.assertEqual(cube["year"], [2023, 2025])
        self.assertEqual(cube["value"][cube["measure"].index("groups")::len(cube["measure"])], [5, 2, None, 3, None, None])

    def test_rates(self):
        """Events per person-year may be more than one a year; the intervals are those of rates."""
        (row,) = self.told([["municipality", 2025, 1, "a", 10, 14], ["municipality", 2025, 2, "b", 20, 11]], kind="rate")
        self.assertEqual((row["unit"], float(row["worst_off"])), ("per_person_year", 1.4))
        self.assertAlmostEqual(float(row["worst_off_low"]), 0.7654, delta=1e-4)  # Garwood: 7.654 to 23.490 of 14
        self.assertAlmostEqual(float(row["worst_off_high"]), 2.3490, delta=1e-4)

    def test_unknown_is_not_zero(self):
        rows = [["municipality", 2025, 1, "a", 300, 60], ["municipality", 2025, 2, "b", 500, ""], ["municipality", 2025, 3, "c", 200, 0]]
        (row,) = self.told(rows)
        self.assertEqual([row[name] for name in ("absolute_difference", "relative_difference", "slope_index", "relative_index")],
                         ["0.2", "", "", ""])  # over nobody at the top there is no ratio
        rows[1][5], rows[2][5] = 70, ""
        (row,) = self.told(rows)
        self.assertEqual([row[name] for name in ("worst_off", "best_off", "absolute_difference", "slope_index")], ["0.2", "", "", ""])

    def test_small_counts_are_not_published(self):
        """Not one group alone: the others and the whole would tell it."""
        def rows(middle):
            return [["municipality", 2024, 1, "a", 300, 60], ["municipality", 2024, 2, "b", 500, 70], ["municipality", 2025, 1, "a", 310, 61],
                    ["municipality", 2025, 2, "b", 490, middle], ["municipality", 2025, 3, "c", 201, 17], ["county", 2025, 1, "a", 40, 3],
                    ["county", 2025, 2, "b", 490, 60]]
        figures = [name for who in ("worst_off", "best_off") for name in (who, f"{who}_low", f"{who}_high")] + [
            "absolute_difference", "relative_difference", "slope_index", "relative_index"]
        for middle, withheld in ((4, True), ("", True), (487, True), (5, False), (0, False)):
            before, small, county = self.told(rows(middle), "--publish")
            with self.subTest(middle):
                self.assertEqual({row[name] for name in figures for row in (before, county)} & {"", ":"}, set())
                self.assertEqual({small[name] for name in figures} == {":"}, withheld)
                self.assertEqual((small["social_groups"], small["worst_off_group"]), ("3", "a"))
        for cases, persons, withheld in ((363, 2800, True), (362, 2800, True), (360, 2800, False), (365, 2860, False), (355, 2847, True)):
            (row,) = self.told([["municipality", 2025, 1, "a", 800, 120], ["municipality", 2025, 2, "b", persons - 800, cases - 120]], "--publish")
            with self.subTest("of 365 among 2860", cases=cases):  # the figures of all are told: those of no group are the rest
                self.assertEqual(row["worst_off"] == ":", withheld)
        (_, small, _) = self.told(rows(4))
        self.assertAlmostEqual(float(small["worst_off"]), 61 / 310, delta=1e-12)

    def test_bad_strata(self):
        good = [["municipality", 2025, 1, "a", 300, 60], ["municipality", 2025, 2, "b", 500, 70], ["county", 2025, 1, "a", 300, 60],
                ["county", 2025, 2, "b", 500, 70]]
        self.assertEqual(len(self.told(good)), 2)
        for row, column, value, *parts in (
                (1, 2, 1, "g.csv:3:19: 2025: rank 1 is given twice"), (3, 2, 3, "g.csv:4:13: rank 1 of 2025 stands without rank 2"),
                (0, 2, 0, "g.csv:2:19:", "1 for the worst off"), (1, 2, 101, "g.csv:3:19:"), (2, 2, 1.5, "g.csv:4:13:"),
                (1, 3, "a", "g.csv:3:21: 2025: 'a' is given twice"), (3, 3, "", "g.csv:5:15:"),
                (1, 5, 501, "g.csv:3:27: 501 cases among 500 persons: a share is at most 1"), (2, 5, -1, "g.csv:4:"),
                (2, 4, -300, "g.csv:4:"), (2, 4, 0, "g.csv:4:", "more than 0 persons"), (0, 0, "kommune", "g.csv:2:1: unknown area 'kommune'"),
                (0, 0, "", "g.csv:2:1: unknown area ''"), (0, 1, "", "g.csv:2:14: expected a year")):
            rows = [list(r) for r in good]
            rows[row][column] = value
            with self.subTest(row=row, column=column, value=value):
                self.told(rows, code=3)
                for part in parts:
                    self.assertIn(part, self.error)
        for rows, header, part in ((good[1:], None, "g.csv:2:19: rank 2 of 2025 stands without rank 1"),
                                   (good[:1], None, "g.csv:2:19: rank 1 of 2025 stands without rank 2"), 
                                   (good + [["county", 2025, 4, "d", 9, 1]], None, "g.csv:6:13: rank 4 of 2025 stands without rank 3"),
                                   ([], None, "no group of the indicator"),
                                   ([r + [1] for r in good], [*self.HEADER, "income"], 'g.csv:1:36: unknown column "income"'),
                                   ([r[:-1] for r in good], self.HEADER[:-1], "g.csv:1:")):
            self.told(rows, header=header, code=3)
            self.assertIn(part, self.error)


class Catalogue(Base):
    """One file of several indicators, by its column `indicator`."""
    def put(self, figures, strata):
        self.write("all.csv", ["indicator", "area", "year", "age_from", "age_to", "cases", "persons"], figures)
        self.write("groups.csv", ["indicator", "year", "rank", "group", "persons", "cases"], strata)
        (self.folder / "plan.json").write_text(json.dumps({"kohort": 1, "region": "3310", "end_year": 2027, "health": {"indicators": {
            id: {"label": {"nb": id}, "figures": {"file": "all.csv", "source": "a test"}, "strata": {"file": "groups.csv", "source": "a test"}}
            for id in ("smoking", "lonely")}}}))
        return subprocess.run([KOHORT, "run", self.folder / "plan.json", "-o", self.folder / "out"], capture_output=True, text=True,
                              timeout=60, check=False)

    def test_rows_by_indicator(self):
        figures = [["smoking", "municipality", 2025, 16, "", 365, 2860], ["lonely", "municipality", 2025, 16, "", 411, 2860],
                   ["smoking", "country", 2025, 16, "", 450000, 4400000]]
        strata = [["lonely", 2025, 2, "own home", 2000, 250], ["smoking", 2025, 1, "a", 900, 130], ["lonely", 2025, 1, "rented", 860, 161],
                  ["smoking", 2025, 2, "b", 1960, 235]]
        self.assertEqual(self.put(figures, strata).returncode, 0)
        self.assertEqual([(row["indicator"], row["cases"]) for row in self.tables("T22") if row["area"] == "municipality"],
                         [("smoking", "365"), ("lonely", "411")])
        self.assertEqual([row["crude"] != "" for row in self.tables("T22") if row["area"] == "country"], [True, False])
        self.assertEqual([(row["indicator"], row["worst_off_group"], row["best_off_group"]) for row in self.tables("T22e")],
                         [("smoking", "a", "b"), ("lonely", "rented", "own home")])
        for row, (slope, _) in zip(self.tables("T22e"), (indices([(900, 130), (1960, 235)]), indices([(860, 161), (2000, 250)]))):
            self.assertAlmostEqual(float(row["slope_index"]), slope, delta=1e-12)
        done = self.put([*figures, ["smokers", "municipality", 2025, 16, "", 1, 2860]], strata)
        self.assertEqual(done.returncode, 3)
        self.assertIn("all.csv:5:1: unknown indicator 'smokers'", done.stderr)
        done = self.put(figures, [*strata, ["Lonely", 2025, 3, "c", 20, 7]])
        self.assertEqual(done.returncode, 3)
        self.assertIn("groups.csv:6:1: unknown indicator 'Lonely'", done.stderr)
        self.assertIn("groups.csv:6:1: unknown indicator ''", self.put(figures, [*strata, ["", 2025, 3, "c", 20, 7]]).stderr)
        self.assertEqual(self.put(figures[:1], strata).returncode, 3)
        self.assertEqual(self.put(figures, strata[1::2]).returncode, 3)


if __name__ == "__main__":
    KOHORT = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
