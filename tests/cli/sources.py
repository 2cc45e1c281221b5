#!/usr/bin/env python3
"""What a plan says of the files that it names stands in the table of assumptions, the chapter and the result.

    sources.py KOHORT ROOT
"""
import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None


def files_of(item, pointer=""):
    """(pointer, object) of every object with a file in a plan's document."""
    if isinstance(item, dict):
        if "file" in item:
            yield pointer, item
        for key, value in item.items():
            if key != "scenarios":
                yield from files_of(value, f"{pointer}/{key}")


class Sources(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, plan, **files):
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        for name, text in files.items():
            (self.folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def run_plan(self, plan, *options):
        done = subprocess.run([KOHORT, "run", plan, "-o", self.folder / "out", *options], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))

    def listed(self):
        with (self.folder / "out/tables/T01_assumptions.csv").open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file)]

    def assumptions(self):
        """The rows of the chapter's table of assumptions: cells by the words of the first."""
        text = (self.folder / "out/chapter.md").read_text(encoding="utf-8").replace("\u00a0", " ").replace("\\", "")
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
        return {row[0]: row[1:] for row in rows if len(row) == 4}

    def test_every_file_of_the_shipped_plans(self):
        for name in ("hole", "sor-varanger"):
            path = ROOT / f"data/plans/{name}/plan.json"
            told = dict(files_of(json.loads(path.read_text(encoding="utf-8"))))
            result = self.run_plan(path)
            inputs = {i["file"]: (i["source"], i["assumption"]) for i in result["plan"]["inputs"]}
            rows = {row["figure"]: row for row in self.listed() if row["scenario"] == "reference" and row["origin"] == "plan"}
            self.assertGreater(len(told), 7)
            for pointer, item in told.items():
                row = rows[pointer]
                self.assertEqual((row["file"], row["source"], row["assumption"]),
                                 (item["file"], item.get("source", ""), item.get("assumption", "")), pointer)
                self.assertEqual(inputs[item["file"]], (item.get("source"), item.get("assumption")))

    def test_the_chapter_says_what_is_made_up(self):
        folder = ROOT / "data/plans/hole"
        plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        self.run_plan(folder / "plan.json", "--format", "csv,json,md")
        rows = [cells for cells in self.assumptions().values()]
        for pointer, item in files_of(plan):
            reason = item.get("source") or item["assumption"]
            self.assertTrue(any(item["file"] in cells[1] and reason[:60] in cells[2] for cells in rows), pointer)

    def test_figures_by_year_name_their_file(self):
        self.put({"kohort": 1, "region": "3310", "services": {
            "long_stay": {"users": {"file": "users.csv", "source": "the care system"}},
            "home_nursing": {"users": {"file": "home.csv", "column": "persons", "assumption": "counted by hand"}}}},
            users="year,value\n2024,30\n2025,31\n", home="year,persons\n2025,100\n")
        self.run_plan(self.folder / "plan.json", "--format", "csv,json,md")
        rows = {row["figure"]: row for row in self.listed()}
        row = rows["/services/long_stay/users"]
        self.assertEqual((row["file"], row["source"], row["last_value"]), ("users.csv", "the care system", "31"))
        row = rows["/services/home_nursing/users"]
        self.assertEqual((row["file"], row["source"], row["assumption"]), ("home.csv", "", "counted by hand"))
        chapter = self.assumptions()
        reasons = [cells[2] for words, cells in chapter.items() if words.endswith(": brukere")]
        self.assertEqual(sorted(reasons), ["filen home.csv. counted by hand", "filen users.csv. the care system"])

    def test_a_scenario_with_another_file_is_listed(self):
        """A file that a scenario puts in the place of the reference's stands under the scenario, the same file does not."""
        shares = "sex,age_from,age_to,share\nboth,0,79,0.03\nboth,80,,0.5\n"
        other = {"health": {"need_prevalence": {"file": "more.csv", "source": "survey"}}}
        self.put({"kohort": 1, "region": "3310", "health": {"need_prevalence": {"file": "need.csv", "source": "survey"}},
                  "scenarios": [{"id": "more", "changes": other}, {"id": "same", "changes": {}}]}, need=shares, more=shares)
        self.run_plan(self.folder / "plan.json")
        rows = [(row["scenario"], row["file"], row["source"], row["assumption"]) for row in self.listed()
                if row["figure"] == "/health/need_prevalence"]
        self.assertEqual(rows, [("reference", "need.csv", "survey", ""), ("more", "more.csv", "survey", "")])

    def test_a_population_of_the_plan(self):
        """Tables, figures, datasets and workbook of a plan with a population file credit its source, and T01 whence migration is."""
        lines = (ROOT / "data/population/3310.csv").read_text(encoding="utf-8").splitlines()
        people = "".join(f"3310,{line}\n" for line in lines[1:])
        plan = {"kohort": 1, "region": "3310", "population": {"registered": {"file": "popok.csv", "source": "Folkeregisteret {s} <1>"}}}
        words = {"nb": ("Registrert folkemengde", "Flytting", "ikke planens egen"), "nn": ("Registrert folkemengd", "Flytting", "ikkje planen"),
                 "en": ("Registered population", "Migration", "not the plan's own")}
        self.put(plan, popok="region,year,sex,age,value\n" + people)
        for language, (registered, migration, own) in words.items():
            self.run_plan(self.folder / "plan.json", "--format", "csv,json,md,jsonstat", "--lang", language)
            row = next(row for row in self.listed() if row["figure"] == "/population/registered")
            self.assertEqual((row["file"], row["source"]), ("popok.csv", plan["population"]["registered"]["source"]))
            row = next(row for row in self.listed() if row["figure"] == "migration")
            self.assertEqual(row["source"], "SSB table 07459")
            self.assertIn("not of the plan's own population", row["assumption"])
            for path in sorted((self.folder / "out/jsonstat").glob("T*.json")):
                source = json.loads(path.read_text(encoding="utf-8"))["source"]
                self.assertNotIn("07459", source, path.name)
                self.assertTrue(path.name[:3] not in "T02 T03 T04 T05 T06" or source.startswith("Folkeregisteret {s} <1>, "), source)
            chapter = self.assumptions()
            self.assertIn("Folkeregisteret", chapter[registered][2])
            self.assertTrue("popok.csv" in chapter[registered][1] and "07459" in chapter[migration][2] and own in chapter[migration][2])
            text = (self.folder / "out/chapter.md").read_text(encoding="utf-8").replace("\\", "")
            credits = [line for line in text.splitlines() if re.match(r"\W*(Kilde|Kjelde|Source):", line)]
            self.assertGreater(sum("Folkeregisteret" in line for line in credits), 6)
            self.assertFalse([line for line in credits if "07459" in line])

    def test_credits_of_the_registers_and_of_made_up_persons(self):
        """Without a file the credit is Statistics Norway's; a population that is an assumption is credited as one."""
        source = lambda: json.loads((self.folder / "out/jsonstat/T02_population_by_age_band.json").read_text(encoding="utf-8"))["source"]
        self.put({"kohort": 1, "region": "3310"})
        self.run_plan(self.folder / "plan.json", "--format", "json,jsonstat")
        self.assertEqual(source(), "SSB, tabell 07459, egne beregninger")
        people = (ROOT / "data/population/3310.csv").read_text(encoding="utf-8")
        self.put({"kohort": 1, "region": "3310", "migration": {"method": "none"},
                  "population": {"registered": {"file": "made.csv", "assumption": "made up"}}}, made=people)
        self.run_plan(self.folder / "plan.json", "--format", "csv,json,jsonstat")
        self.assertEqual(source(), "made.csv (made up), egne beregninger")
        self.assertFalse([row for row in self.listed() if row["figure"] == "migration"])

    def test_places_and_buildings_stand_in_words(self):
        """No figure of places or of public health stands in the chapter as a place in a file."""
        for name, language, words in (("hole", "nb", "Register over bygninger"), ("sor-varanger", "nn", "Register over bygningar"),
                                      ("hole", "en", "Register of buildings")):
            self.run_plan(ROOT / f"data/plans/{name}/plan.json", "--format", "json,md", "--lang", language)
            chapter = self.assumptions()
            self.assertFalse([row for row in chapter if re.match("/(capacity|health)/", row)])
            self.assertIn("building_stock.csv", chapter[words][1])
            self.assertTrue([row for row in chapter if row.endswith(": rooms_with_bath")])


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
