#!/usr/bin/env python3
"""`kohort project` as its users meet it: exit codes, one line per error with its place, nothing written on failure.

    project.py KOHORT
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None

# Ages 0, 1 and 2+; two years of rates.
CASE = {
    "population.csv": "year,sex,age,value\n" + "".join(
        f"2026,{sex},{age},{people}\n" for sex in ("female", "male") for age, people in ((0, 100), (1, 200), (2, 50))),
    "mortality.csv": "year,sex,age,mx\n" + "".join(
        f"{year},{sex},{age},{mx}\n" for year in (2026, 2027) for sex in ("female", "male")
        for age, mx in ((0, 0.01), (1, 0.02), (2, 0.5))),
    "fertility.csv": "year,age,value\n" + "".join(
        f"{year},{age},{rate}\n" for year in (2026, 2027) for age, rate in ((0, 0), (1, 0.3), (2, 0.1))),
}
NET = "year,sex,age,value\n" + "".join(
    f"{year},{sex},{age},{net}\n" for year in (2026, 2027) for sex in ("female", "male")
    for age, net in ((0, 1), (1, -2.5), (2, 0)))


def line(name, number):
    return CASE[name].splitlines()[number - 1]


class Project(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.case = self.folder / "case"
        self.case.mkdir()
        for name, text in CASE.items():
            (self.case / name).write_text(text, encoding="utf-8")

    def run_kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder)

    def project(self, *options):
        return self.run_kohort("project", "case", *options)

    def edit(self, name, old, new, count=1):
        text = (self.case / name).read_text(encoding="utf-8")
        self.assertIn(old, text)
        (self.case / name).write_text(text.replace(old, new, count), encoding="utf-8")

    def refused(self, place_and_words, code=3, options=()):
        """One line on standard error that starts with the place, and no trace of a result."""
        (self.folder / "kept.csv").write_text("kept", encoding="utf-8")
        done = self.project("-o", "out.csv", "--events", "kept.csv", "--life-table", "lt.csv", *options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"\Akohort: " + place_and_words + r"[^\n]*\n\Z")
        self.assertEqual((self.folder / "kept.csv").read_text(encoding="utf-8"), "kept")
        self.assertEqual(sorted(os.listdir(self.folder)), ["case", "kept.csv"])


class BadInput(Project):
    def test_columns(self):
        for name in CASE:
            with self.subTest(name):
                header = line(name, 1)
                self.edit(name, header, header.replace("age,", "", 1))
                self.refused(rf"case/{name}:\d+:\d+: ")
                self.edit(name, header.replace("age,", "", 1), header + ",note")
                self.refused(rf"case/{name}:1:\d+: .*note")
                self.edit(name, header + ",note", header)

    def test_rows(self):
        for name in CASE:
            with self.subTest(name):
                row = line(name, 3)
                self.edit(name, row + "\n", row + "\n" + row + "\n")
                self.refused(rf"case/{name}:4:1: .*twice")
                self.edit(name, row + "\n" + row + "\n", "")
                self.refused(rf"case/{name}: there is no row for .*age 1")
                (self.case / name).write_text(CASE[name], encoding="utf-8")

    def test_cells(self):
        for name in CASE:
            row = line(name, 3)
            start = row.rpartition(",")[0] + ","
            column = len(start) + 1
            for bad in ("NaN", "inf", "-3", "", "1,5", "1e999", "0x10", "seven", " 1"):
                with self.subTest(name, bad=bad):
                    self.edit(name, row, start + bad)
                    self.refused(rf"case/{name}:3:{r'[0-9]+' if bad == '1,5' else column}: ")
                    (self.case / name).write_text(CASE[name], encoding="utf-8")

    def test_keys(self):
        for old, new, place in (("2026,female,1,", "2026,woman,1,", "3:6"), ("2026,female,1,", "2026,female,1.5,", "3:13"),
                                ("2026,female,1,", "2026,female,-1,", "3:13"), ("2026,female,1,", "26,female,1,", "3:1"),
                                ("2026,female,1,", "2027,female,1,", "3:1")):
            with self.subTest(new):
                self.edit("population.csv", old, new)
                self.refused(f"case/population.csv:{place}: ")
                (self.case / "population.csv").write_text(CASE["population.csv"], encoding="utf-8")

    def test_year_gap(self):
        for name in ("mortality.csv", "fertility.csv"):
            with self.subTest(name):
                self.edit(name, "2027,", "2028,", -1)
                self.refused(rf"case/{name}: there is no row for year 2027")
                (self.case / name).write_text(CASE[name], encoding="utf-8")

    def test_rates_of_other_years(self):
        text = CASE["mortality.csv"].replace("2027,", "2031,").replace("2026,", "2030,")
        (self.case / "mortality.csv").write_text(text.replace("2031,", "2031,"), encoding="utf-8")
        self.refused(r"case/mortality.csv: has the years 2030 to 2031: expected 2026")

    def test_ages_beyond_the_population(self):
        self.edit("mortality.csv", "2026,female,2,0.5\n", "2026,female,2,0.5\n2026,female,3,0.5\n")
        self.refused(r"case/mortality.csv:5:13: age is 3: expected 0 to 2")

    def test_open_age_below_two(self):
        for name in CASE:
            kept = [row for row in CASE[name].splitlines() if row.split(",")[-2] != "2"]
            (self.case / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
        self.refused(r"case/population.csv: the open age is 1")

    def test_open_group_must_die(self):
        self.edit("mortality.csv", "2026,male,2,0.5", "2026,male,2,0")
        self.refused(r"case/mortality.csv:7:13: mx of the open age")

    def test_ax(self):
        def with_ax(text, row, value):
            rows = [r + ("" if i else ",ax") for i, r in enumerate(text.splitlines())]
            rows = [rows[0]] + [r + (",2" if r.split(",")[2] == "2" else ",0.5") for r in rows[1:]]
            rows[row - 1] = rows[row - 1].rpartition(",")[0] + "," + value
            return "\n".join(rows) + "\n"
        for row, value, words in ((3, "1.5", "ax: "), (3, "-0.1", "ax"), (3, "", "ax"), (4, "0", "ax of the open age")):
            with self.subTest(value=value):
                (self.case / "mortality.csv").write_text(with_ax(CASE["mortality.csv"], row, value), encoding="utf-8")
                self.refused(rf"case/mortality.csv:{row}:\d+: .*{words}")

    def test_infant_mothers(self):
        self.edit("fertility.csv", "2026,0,0", "2026,0,0.1")
        self.refused(r"case/fertility.csv:2:8: births at age 0")

    def test_optional_files_are_read(self):
        for name, text in (("net_migration.csv", NET.replace("-2.5", "x", 1)),
                           ("sex_ratio_at_birth.csv", "year,value\n2026,0\n2027,1\n")):
            with self.subTest(name):
                (self.case / name).write_text(text, encoding="utf-8")
                self.refused(rf"case/{name}:\d+:\d+: ")
                (self.case / name).unlink()

    def test_files(self):
        for name in CASE:
            with self.subTest(name):
                (self.case / name).write_bytes(b"")
                self.refused(rf"case/{name}:")
                (self.case / name).write_bytes(CASE[name].splitlines()[0].encode() + b"\n")
                self.refused(rf"case/{name}:")
                (self.case / name).write_bytes(CASE[name].replace("2026", "20\xe626", 1).encode("latin-1"))
                self.refused(rf"case/{name}:2:\d+: ")
                (self.case / name).unlink()
                self.refused(rf"case/{name}: there is no such file")
                (self.case / name).mkdir()
                self.refused(rf"case/{name}: is a folder")
                (self.case / name).rmdir()
                (self.case / name).write_text(CASE[name], encoding="utf-8")


class Usage(Project):
    def test_options(self):
        for options in (["--timing", "late"], ["--steps", "0"], ["--steps", "-1"], ["--steps", "x"], ["--steps", "1.5"],
                        ["--bogus"], ["--steps"], ["another"], ["--errors=xml"]):
            with self.subTest(options):
                self.refused("", code=2, options=options)

    def test_more_steps_than_rates(self):
        self.refused(r"3 steps asked for: the rates in case cover 2, 2026 to 2027", code=2, options=["--steps", "3"])

    def test_two_results_in_one_place(self):
        self.assertEqual(self.project("--events", "-").returncode, 2)
        self.assertEqual(self.project("-o", "x", "--life-table", "x").returncode, 2)

    def test_commands(self):
        for arguments in ([], ["nonsense"], ["project"], ["help", "nonsense"]):
            with self.subTest(arguments):
                done = self.run_kohort(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertRegex(done.stderr, r"\Akohort: [^\n]+\n\Z")

    def test_help_and_version(self):
        self.assertRegex(self.run_kohort("--version").stdout, r"\Akohort \d+\.\d+\.\d+\n\Z")
        for arguments in (["--help"], ["help"]):
            self.assertRegex(self.run_kohort(*arguments).stdout, r"(?m)^  project ")
        for arguments in (["help", "project"], ["project", "--help"]):
            done = self.run_kohort(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            for word in ("CASE", "--timing", "--steps", "-o, --output", "--events", "--life-table"):
                self.assertIn(word, done.stdout)

    def test_errors_as_json(self):
        self.edit("population.csv", "2026,female,1,200", "2026,female,1,-3")
        done = self.project("--errors=json")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr.count("\n"), 1)
        error = json.loads(done.stderr)
        self.assertEqual((error["status"], error["file"], error["line"], error["column"]),
                         ("KOH_EDOMAIN", "case/population.csv", 3, 15))
        self.assertIn("persons >= 0", error["message"])
        os.rename(self.case, self.folder / 'a "b" \\c')
        error = json.loads(self.run_kohort("--errors=json", "project", 'a "b" \\c').stderr)
        self.assertEqual(error["file"], 'a "b" \\c/population.csv')

    def test_unwritable(self):
        done = self.project("-o", "nowhere/out.csv")
        self.assertEqual(done.returncode, 5)
        self.assertRegex(done.stderr, r"\Akohort: nowhere/out.csv: [^\n]+\n\Z")


class Results(Project):
    def rows(self, text):
        return [row.split(",") for row in text.splitlines()]

    def test_shape(self):
        done = self.project("--events", "ev.csv", "--life-table", "lt.csv")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        rows = self.rows(done.stdout)
        self.assertEqual(rows[0], ["year", "sex", "age", "population", "cohort_deaths"])
        self.assertEqual([row[:3] for row in rows[1:]],
                         [[str(y), s, str(a)] for y in (2027, 2028) for s in ("female", "male") for a in range(3)])
        events = self.rows((self.folder / "ev.csv").read_text(encoding="utf-8"))
        self.assertEqual(events[0], ["year", "births", "male", "female", "deaths"])
        self.assertEqual([row[0] for row in events[1:]], ["2026", "2027"])
        table = self.rows((self.folder / "lt.csv").read_text(encoding="utf-8"))
        self.assertEqual(table[0], "year,sex,age,qx,lx,dx,Lx,Sx,Tx,ex".split(","))
        self.assertEqual(len(table), 1 + 2 * 2 * 3)
        self.assertEqual(sorted(os.listdir(self.folder)), ["case", "ev.csv", "lt.csv"])

    def test_defaults(self):
        done = self.project("--events", "ev.csv", "-o", "out.csv", "--life-table", "lt.csv")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        for row in self.rows((self.folder / "ev.csv").read_text(encoding="utf-8"))[1:]:
            self.assertAlmostEqual(float(row[2]) / float(row[3]), 1.056, places=12)
        table = {tuple(row[:3]): row for row in self.rows((self.folder / "lt.csv").read_text(encoding="utf-8"))}
        a0 = 0.14929 - 1.99545 * 0.01
        self.assertAlmostEqual(float(table["2026", "male", "0"][3]), 0.01 / (1 + (1 - a0) * 0.01), places=14)
        self.assertAlmostEqual(float(table["2026", "male", "1"][3]), 0.02 / 1.01, places=14)
        self.assertAlmostEqual(float(table["2026", "male", "2"][9]), 2, places=14)
        same = self.project("--timing", "even", "--steps", "2")
        self.assertEqual(same.stdout, (self.folder / "out.csv").read_text(encoding="utf-8"))

    def test_one_step_of_two(self):
        both, one = self.project().stdout, self.project("--steps", "1").stdout
        self.assertEqual(len(self.rows(one)), 7)
        self.assertTrue(both.startswith(one))

    def test_timing_and_order_of_rows(self):
        (self.case / "net_migration.csv").write_text(NET, encoding="utf-8")
        even, end = self.project().stdout, self.project("--timing=end").stdout
        self.assertNotEqual(even, end)
        header, *rows = NET.splitlines()
        (self.case / "net_migration.csv").write_text("\ufeff" + "\r\n".join([header] + rows[::-1]) + "\r\n",
                                                     encoding="utf-8")
        self.assertEqual(self.project().stdout, even)

    def test_rates_before_the_first_year_and_shorter_files(self):
        text = CASE["mortality.csv"]
        earlier = "".join(row.replace("2026", "2025", 1) + "\n" for row in text.splitlines() if row.startswith("2026"))
        (self.case / "mortality.csv").write_text(text + earlier, encoding="utf-8")
        (self.case / "sex_ratio_at_birth.csv").write_text("year,value\n2026,1\n", encoding="utf-8")
        rows = self.rows(self.project("--events", "ev.csv").stdout)
        self.assertEqual({row[0] for row in rows[1:]}, {"2027"})
        events = self.rows((self.folder / "ev.csv").read_text(encoding="utf-8"))
        self.assertEqual(events[1][2], events[1][3])

    def test_capped_outflow_is_told(self):
        (self.case / "net_migration.csv").write_text(NET.replace("-2.5", "-900"), encoding="utf-8")
        done = self.project("--timing", "end")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(done.stderr.splitlines()), 4)
        self.assertRegex(done.stderr.splitlines()[0], r"\Akohort: warning: year 2026, female, age 1: 801\.\d+ persons ")
        self.assertTrue(all(float(row[3]) >= 0 for row in self.rows(done.stdout)[1:]))


if __name__ == "__main__":
    KOHORT = os.path.abspath(sys.argv.pop(1))
    unittest.main()
