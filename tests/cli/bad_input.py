#!/usr/bin/env python3
"""Bad input to `kohort run` and `kohort validate`: the exit code, one line with the place and what was expected, and an
output that stays as it was.

    bad_input.py KOHORT
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None
BROKEN = Path(__file__).parent.parent / "vectors" / "plans" / "broken"

UNITS = ("id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\n"
         "home,Heimen,long_stay,29,,,,,,made up\n"
         "ward,Avdelinga,short_stay,9,1990,2060,2030,2031,,made up\n")
SERIES = "year,value\n2024,26\n2025,22\n"
POPULATION = "region,year,sex,age,value\n" + "".join(
    f"3310,{year},{sex},{age},{40 if age < 90 else 1}\n" for year in (2025, 2026) for sex in ("female", "male")
    for age in range(106))


def content(folder):
    """Every file and folder below, with bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(folder.rglob("*"))}


class Case(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        plan = {"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2028,
                "population": {"registered": {"file": "people.csv", "assumption": "made up"}},
                "services": {"long_stay": {"users": {"file": "users.csv", "assumption": "made up"}}},
                "capacity": {"register": {"file": "units.csv", "assumption": "made up"}}}
        self.put("plan.json", json.dumps(plan, indent=1))
        self.put("units.csv", UNITS)
        self.put("users.csv", SERIES)
        self.put("people.csv", POPULATION)

    def put(self, name, text):
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def edit(self, name, old, new):
        text = (self.folder / name).read_text(encoding="utf-8")
        self.assertTrue(old in text, old)
        self.put(name, text.replace(old, new, 1))

    def kohort(self, *arguments, **options):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder, timeout=60,
                              **options)

    def refused(self, place_and_words, code=3, plan="plan.json", output="out", options=()):
        """One line that starts with the place; what was in the folder is there as it was."""
        if output == "out":
            (self.folder / "out").mkdir(exist_ok=True)
            self.put("out/manifest.json", '{"kohort": "an older one"}')
        before = content(self.folder)
        done = self.kohort("run", plan, "-o", output, *options)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertRegex(done.stderr, r"\Akohort: (?:" + place_and_words + r")[^\n]*\n\Z")
        self.assertEqual(content(self.folder), before)

    def tree(self, change):
        plan = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
        change(plan)
        self.put("plan.json", json.dumps(plan))


class Plans(Case):
    """tests/vectors/plans/broken: each plan, and what expected.csv says of it."""

    def test_each(self):
        expected = {}
        with open(BROKEN / "expected.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                expected.setdefault(row["plan"], []).append((row["place"], row["words"]))
        self.assertEqual(sorted(expected), sorted(path.stem for path in BROKEN.glob("*.json")))
        for name, places in expected.items():
            with self.subTest(name):
                shutil.copy(BROKEN / f"{name}.json", self.folder / "plan.json")
                place, words = places[0]
                self.refused(re.escape(f"{place}: ") + re.escape(words), 5 if "cannot be opened" in words else 3)
                done = self.kohort("validate", "plan.json")
                lines = done.stderr.splitlines()
                self.assertEqual((done.returncode, done.stdout, len(lines)), (1, "", len(places)), done.stderr)
                for line, (place, words) in zip(lines, places):
                    self.assertEqual(line, f"kohort: {place}: {words}")

    def test_good_plan(self):
        done = self.kohort("run", "plan.json", "-o", "out")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.kohort("validate", "plan.json").returncode, 0)

    def test_all_in_one_go(self):
        """Of the document, of its scenarios and of its files, and of several plans."""
        self.tree(lambda plan: plan.update(servises={}, title=3, scenarios=[
            {"id": "a", "based_on": "b"}, {"id": "c", "changes": {"report": {"disclosure": "all"}}}]))
        self.edit("units.csv", "long_stay,29", "long_stay,many")
        self.edit("users.csv", "22", "1e")
        shutil.copy(BROKEN / "empty.json", self.folder / "empty.json")
        before = content(self.folder)
        done = self.kohort("validate", "empty.json", "plan.json")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual([line.split(": ")[1:3][:1 if ".csv" in line or "empty" in line else 2]
                          for line in done.stderr.splitlines()],
                         [["empty.json:1:1"], ["plan.json", "/servises"], ["plan.json", "/title"],
                          ["plan.json", "/scenarios/1/changes/report/disclosure"],
                          ["plan.json", "/scenarios/0/based_on"], ["./users.csv:3:6"], ["./units.csv:2:23"]],
                         done.stderr)
        self.assertEqual(content(self.folder), before)

    def test_unknown_region(self):
        self.put("plan.json", "{}")
        done = self.kohort("run", "--region", "9999", "-o", "new")
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"\Akohort: .*'9999'.*list regions[^\n]*\n\Z")
        self.assertFalse((self.folder / "new").exists())

    def test_nesting(self):
        self.put("plan.json", b"[" * 5_000_000 + b"]" * 5_000_000)
        self.refused(r"plan\.json:1:\d+: .*deep")
        self.put("plan.json", b'{"a":' * 2_000_000)
        self.refused(r"plan\.json:1:\d+: .*deep")

    def test_no_plan(self):
        self.refused(r"none\.json: cannot be opened", code=5, plan="none.json")

    def test_folder(self):
        self.refused(r"\.: is a folder: a file is expected", code=5, plan=".")

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_without_permission(self):
        os.chmod(self.folder / "plan.json", 0)
        self.refused(r"plan\.json: cannot be opened", code=5)
        os.chmod(self.folder / "plan.json", 0o600)
        os.chmod(self.folder / "units.csv", 0)
        self.refused(r"\./units\.csv: cannot be opened", code=5)

    def test_marks_that_do_not_matter(self):
        for name in ("plan.json", "units.csv", "users.csv", "people.csv"):
            self.put(name, b"\xef\xbb\xbf" + (self.folder / name).read_bytes().replace(b"\n", b"\r\n"))
        done = self.kohort("run", "plan.json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_words_in_json(self):
        shutil.copy(BROKEN / "unknown_key.json", self.folder / "plan.json")
        done = self.kohort("run", "plan.json", "--errors=json")
        told = json.loads(done.stderr)
        self.assertEqual((done.returncode, told["status"], told["file"], told["pointer"]),
                         (3, "KOH_EUNKNOWN", "plan.json", "/servises"))


class Usage(Case):
    """More users than inhabitants, or more days than they have: the plan's register holds 7232 persons, 32 of 90 years
    and over, 40 of each sex and age below."""

    def setUp(self):
        super().setUp()
        self.put("people.csv", POPULATION.replace("3310,2025", "3310,2027"))  # the base year is the first
        self.services({})

    def services(self, services, **more):
        self.tree(lambda plan: plan.update(services=services, **more))

    def accepted(self):
        done = self.kohort("validate", "plan.json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def users(self, basis="stock_31dec", **figure):
        return {"home_nursing": {"users": {"basis": basis, "assumption": "made up", **figure}}}

    def told(self, place, most):
        self.refused(re.escape(place) + f": .*expected at most {most}: .*; another municipality's figure, or hours\\?")
        self.assertEqual(self.kohort("validate", "plan.json").stderr.count("\n"), 1)

    def test_users(self):
        for basis in ("stock_31dec", "through_year"):
            self.services(self.users(basis, value=7232))
            self.accepted()
            self.services(self.users(basis, value=7233))
            self.told("plan.json: /services/home_nursing/users/value", 7232)
        self.services(self.users(path={"2024": 7232, "2025": 50000}))
        self.told("plan.json: /services/home_nursing/users/path/2025", 7232)
        self.put("users.csv", "year,value\n2024,7232\n2025,7233\n")
        self.services(self.users(file="users.csv"))
        self.told("plan.json: /services/home_nursing/users: 'users.csv' in 2025", 7232)

    def test_days(self):
        """A leap year of every inhabitant, and no more."""
        stay = {"users": {"value": 30, "assumption": "made up"}, "bed_days": {"value": 7232 * 366, "assumption": "made up"}}
        self.services({"long_stay": stay})
        self.accepted()
        stay["bed_days"]["value"] += 1
        self.services({"long_stay": stay})
        self.told("plan.json: /services/long_stay/bed_days/value", 7232 * 366)

    def test_bands(self):
        """Of the ages themselves; who was a user in the course of the year may have been a year younger before it."""
        def bands(value, **more):
            home = self.users(value=900, **more)
            home["home_nursing"]["bands"] = {"90+": {"users": {"value": value, "assumption": "made up", **more}}}
            self.services(home)
        bands(32)
        self.accepted()
        for year, basis, most in ((None, "stock_31dec", 32), (2025, "stock_31dec", 32), (2026, "through_year", 112)):
            told = {} if year is None else {"year": year}
            bands(most + 1, basis=basis, **told)
            self.told("plan.json: /services/home_nursing/bands/90+/users/value", most)
            bands(most, basis=basis, **told)
            self.accepted()

    def test_scenario(self):
        self.services({}, scenarios=[{"id": "a", "changes": {"services": self.users(value=50000)}},
                                     {"id": "b", "based_on": "a"}])
        self.told("plan.json: /scenarios/0/changes/services/home_nursing/users/value", 7232)

    def test_registered(self):
        head = "service,year,age_from,age_to,stock_31dec,through_year,person_days\n"
        need = {"registered": {"file": "records.csv", "assumption": "made up"}}
        for row, place, most in (("67,79,1041,0,0", "2:22", 1040), ("90,,32,113,0", "2:23", 112),
                                 ("90,,32,112,40993", "2:27", 112 * 366)):
            self.put("records.csv", head + f"long_stay,2026,{row}\n")
            self.services({}, need=need)
            self.told(f"./records.csv:{place}", most)
        self.put("records.csv", head + "long_stay,2026,67,79,1040,0,0\nlong_stay,2026,90,,32,112,40992\n")
        self.accepted()

    def test_unread_register(self):
        """Figures are not held against another register than the plan's own."""
        self.put("people.csv", "year\n")
        self.services(self.users(value=50000))
        self.refused(r"\./people\.csv:1")


class Tables(Case):
    """The files that a plan refers to, by line and column."""

    def row(self, name, old, new, place, words):
        with self.subTest(f"{name}: {new}"):
            text = (self.folder / name).read_text(encoding="utf-8")
            self.edit(name, old, new)
            self.refused(rf"\./{name}{place}: .*{words}".replace(".csv", r"\.csv"))
            self.put(name, text)

    def test_missing_column(self):
        self.row("units.csv", "type,", "", ":1:1", "column type is missing")
        self.row("users.csv", ",value\n2024,26\n2025,22", "\n2024\n2025", ":1:1", "column value is missing")
        self.row("people.csv", "region,year", "region,", r":1:\d+", "unknown column")

    def test_extra_column(self):
        self.row("units.csv", ",assumption", ",assumption,colour", ":1:77", "colour")
        self.row("users.csv", "year,value", "year,value,value", ":1:12", "given twice")

    def test_wrong_header(self):
        self.row("people.csv", "region,year,sex", "region,year,gender", ":1:13", "gender.*expected region, year, sex")
        self.row("units.csv", "places", "place", ":1:14", "did you mean places")

    def test_semicolons(self):
        self.put("users.csv", SERIES.replace(",", ";"))
        self.refused(r"\./users\.csv:1:5: .*semicolons here: expected commas")

    def test_numbers(self):
        self.row("users.csv", "2025,22", "2025,1,5", ":3:8", "decimals are written with a point")
        self.row("users.csv", "2025,22", '2025,"1,5"', ":3:6", "decimals are written with a point")
        self.row("users.csv", "2025,22", "2025,NaN", ":3:6", "not a number")
        self.row("users.csv", "2025,22", "2025,", ":3:6", "empty")
        self.row("users.csv", "2025,22", "2025,-3", ":3:6", "expected 0 to")
        self.row("people.csv", "0,40", "0,-3", ":2:20", "-3: expected persons")
        self.row("units.csv", "29", "-3", ":2:23", "-3: expected places")
        self.row("units.csv", "29", "NaN", ":2:23", "not a number")

    def test_share(self):
        self.tree(lambda plan: plan["capacity"].update(target_occupancy={"file": "share.csv", "assumption": "made up"}))
        self.put("share.csv", "year,value\n2026,0.95\n2027,1.4\n")
        self.refused(r"\./share\.csv:3:6: .*1\.4.*expected 0\.05 to 1")

    def test_duplicate_row(self):
        self.row("people.csv", "3310,2025,female,1,40\n", "3310,2025,female,1,40\n" * 2, r":4:\d+",
                 "given twice, first in line 3")
        self.row("users.csv", "2025,22", "2024,22", ":3:1", "years must ascend")

    def test_missing_age(self):
        self.row("people.csv", "3310,2025,male,55,40\n", "", "", "no row for year 2025, sex male, age 55")
        text = POPULATION.replace("".join(f"3310,2025,{s},105,1\n" for s in ("female",)), "")
        self.put("people.csv", "\n".join(line for line in text.split("\n") if ",105," not in line))
        self.refused(r"(?:\./people\.csv|plan\.json): .*0 to 105 \(open\), found 0 to 104")

    def test_year_gap(self):
        self.put("people.csv", POPULATION.replace("3310,2025,", "3310,2023,"))
        self.refused(r"\./people\.csv: there is no row for year 2024")

    def test_region(self):
        self.row("people.csv", "3310,2025,female,7,", "5605,2025,female,7,", ":9:1", "5605.*3310")
        self.row("people.csv", "3310,2025,female,7,", ",2025,female,7,", ":9:1", "3310")

    def test_units(self):
        self.row("units.csv", "long_stay", "long_stai", ":2:13", "unknown type 'long_stai'.*long_stay")
        self.row("units.csv", "ward,", "home,", ":3:1", "unit 'home' is given twice")
        self.row("units.csv", "29,,,,,,made up", "29,,,,,,", ":2:1", "neither source nor assumption")
        self.row("units.csv", "1990,2060", "2070,2060", ":3:1", "closes in 2060 but opens in 2070")
        self.row("units.csv", "2030,2031", "2031,2030", ":3:1", "ends in 2030 before it begins in 2031")
        self.row("units.csv", "2030,2031", "2059,2061", ":3:1", "outside its life")
        self.row("units.csv", "2030,2031", "2030,", ":3:1", "only one end")

    def test_empty_file(self):
        for name in ("units.csv", "users.csv", "people.csv"):
            with self.subTest(name):
                text = (self.folder / name).read_bytes()
                self.put(name, "")
                self.refused(rf"\./{name}:1:1: the file is empty: expected a header")
                self.put(name, text)
        self.put("users.csv", "year,value\n")
        self.refused(r"(?:\./users\.csv|plan\.json): .*no rows")

    def test_encoding(self):
        self.put("units.csv", UNITS.replace("Heimen", "Åheimen").encode("latin-1"))
        self.refused(r"\./units\.csv:2:6: .*not valid UTF-8")

    def test_place(self):
        """Beside the plan or below it, and a file."""
        outside = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, outside)
        (outside / "units.csv").write_text(UNITS, encoding="utf-8")
        for name in ("../units.csv", str(outside / "units.csv"), "below/../../units.csv", ""):
            with self.subTest(name):
                self.tree(lambda plan: plan["capacity"]["register"].update(file=name))
                self.refused(r"plan\.json: /capacity/register: .*")
        self.tree(lambda plan: plan["capacity"]["register"].update(file="."))
        self.refused(r"\./\.: is a folder: a file is expected", code=5)
        self.tree(lambda plan: plan["capacity"]["register"].update(file="none.csv"))
        self.refused(r"\./none\.csv: cannot be opened", code=5)
        os.mkfifo(self.folder / "pipe.csv")
        self.tree(lambda plan: plan["capacity"]["register"].update(file="pipe.csv"))
        done = self.kohort("run", "plan.json")
        self.assertEqual((done.returncode, done.stderr), (5, "kohort: ./pipe.csv: is not a regular file\n"))


class Outputs(Case):
    """Where a result cannot go."""

    def test_full_disk(self):
        before = content(self.folder)
        done = self.kohort("run", "plan.json", "-o", "/dev/full")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"\Akohort: /dev/full: is a file: a folder is expected\n\Z")
        for command in (("run", "plan.json"), ("list", "regions"), ("schema", "plan"), ("validate", "plan.json"),
                        ("--help",), ("--version",), ("run", "--help")):
            with self.subTest(command), open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([KOHORT, *command], stdout=full, stderr=subprocess.PIPE, text=True, cwd=self.folder)
                self.assertEqual((done.returncode, done.stderr), (5, "kohort: standard output cannot be written\n"))
        self.assertEqual(content(self.folder), before)

    def test_full_disk_keeps_nothing_back(self):
        """The result stands although the summary could not be told: that is said, and is exit 5."""
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([KOHORT, "run", "plan.json", "-o", "out"], stdout=full, stderr=subprocess.PIPE, text=True,
                                  cwd=self.folder)
        self.assertEqual(done.returncode, 5)
        self.assertTrue((self.folder / "out" / "manifest.json").is_file())

    def test_foreign_folder(self):
        (self.folder / "mine").mkdir()
        self.put("mine/thesis.txt", "years of work")
        self.refused("mine: is not empty and holds no result of kohort", code=2, output="mine")
        self.put("mine/manifest.json", '{"name": "of something else"}')
        self.refused("mine: is not empty and holds no result of kohort", code=2, output="mine")

    def test_file(self):
        self.refused(r"units\.csv: is a file: a folder is expected", code=2, output="units.csv")
        self.refused(r"units\.csv/out: cannot be ", code=5, output="units.csv/out")

    def test_link(self):
        (self.folder / "real").mkdir()
        (self.folder / "link").symlink_to("real")
        self.refused("link: is a link: name the folder itself", code=2, output="link")
        (self.folder / "nowhere").symlink_to("none")
        self.refused("nowhere: is a link: name the folder itself", code=2, output="nowhere")

    def test_names(self):
        for name in (".", "..", "/", ""):
            self.refused(r".*has no name of its own", code=2, output=name)

    @unittest.skipIf(os.geteuid() == 0, "root writes everywhere")
    def test_without_permission(self):
        (self.folder / "shut").mkdir(0o500)
        self.refused("shut/out: cannot be made", code=5, output="shut/out")

    def test_new_refuses(self):
        (self.folder / "mine").mkdir()
        self.put("mine/thesis.txt", "years of work")
        before = content(self.folder)
        done = self.kohort("new", "3310", "mine")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"\Akohort: mine: is not empty[^\n]*\n\Z")
        self.assertEqual(content(self.folder), before)

    def test_data_elsewhere(self):
        """Every command that reads the default data reads those that it is given."""
        for arguments in (("run", "plan.json"), ("new", "3310", "mine"), ("validate", "plan.json"), ("list", "regions"),
                          ("schema", "plan"), ("calibrate", "3310"), ("backtest", "--origin", "2016", "--horizon", "2"),
                          ("solve", "plan.json", "--for", "fertility", "--target", "population=9@2027")):
            before = content(self.folder)
            for place in (("--data", "nowhere"), ("--data=nowhere",)):
                done = self.kohort(*arguments, *place)
                self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (5, "", 1), arguments)
                self.assertIn("nowhere/", done.stderr)
            self.assertEqual(content(self.folder), before)

    def broken_data(self, name, change):
        """The shipped data by links, but for one file whose rows `change` has changed; what `run` says of them."""
        shipped = Path(__file__).parents[2] / "data"
        mine = self.folder / "data"
        shutil.rmtree(mine, ignore_errors=True)
        (mine / name).parent.mkdir(parents=True)
        for path in [*shipped.iterdir(), *(shipped / name).parent.iterdir()]:
            if path not in (shipped / name, (shipped / name).parent):
                (mine / path.relative_to(shipped)).symlink_to(path)
        with (shipped / name).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        with (mine / name).open("w", encoding="utf-8", newline="") as file:
            made = csv.DictWriter(file, rows[0], lineterminator="\n")
            made.writeheader()
            made.writerows(change(rows))
        return self.kohort("run", "--region", "3310", "--data", "data", "-o", "out")

    def test_broken_data(self):
        """Default data that cannot be: one line with the file, and nothing written."""
        def circle(rows):
            wholes = {"institution": "long_stay", "long_stay": "institution"}
            return [{**row, "part_of": wholes.get(row["id"], row["part_of"]), "adds": "yes" if row["id"] in wholes else row["adds"]}
                    for row in rows]

        for name, change, said in (
                ("services/catalogue.csv", circle, r":\d+:\d+: 'institution' is a part of itself"),
                ("services/catalogue.csv", lambda rows: [{**row, "part_of": ""} for row in rows],
                 r":\d+:\d+: '\w+' adds to no service"),
                ("households/accessibility.csv", lambda rows: [{**row, "year": "1800"} for row in rows], r":2:\d+: .*1800.*"),
                ("households/accessibility.csv", lambda rows: rows[::-1], r": no ascending years of .*"),
                ("households/not_in_couple.csv", lambda rows: [{**row, "not_in_couple": "1e8"} for row in rows],
                 r":2:\d+: not a part of the persons"),
                ("households/persons_per_dwelling.csv", lambda rows: [{**row, "households": "9e7"} for row in rows], r".*"),
                ("staff/supply.csv", lambda rows: [row for row in rows if row["profession"]], r": no row of .*"),
                ("care/stays.csv", lambda rows: [row for row in rows if row["indicator"] != "discharge_ready_day_rate"],
                 r": no price of .*")):
            done = self.broken_data(name, change)
            self.assertEqual((done.returncode, done.stdout), (3, ""), name)
            self.assertRegex(done.stderr, r"\Akohort: data/?" + f"({name})?" + said + r"\n\Z")
            self.assertFalse((self.folder / "out").exists())


def main():
    global KOHORT
    KOHORT = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()


if __name__ == "__main__":
    main()
