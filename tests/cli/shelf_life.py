#!/usr/bin/env python3
"""Shelf life: the shipped file is what hindcasts give; what a run tells follows from it, reckoned again here; a plan
with migration of its own is told nothing.

    shelf_life.py KOHORT SOURCE
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

KOHORT, ROOT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
REGIONS = ("1151", "5520", "5605", "0301")  # one of each size


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(persons, band):
    """(years, years tried) of municipalities of this size."""
    here = sorted((int(r["horizon"]), int(r["within_10"]) / int(r["figures"])) for r in rows(ROOT / "data/national/shelf_life.csv")
                  if r["age_band"] == band and int(r["persons_from"]) <= persons < int(r["persons_below"] or 10**9))
    years = 0
    while years < len(here) and here[years][1] >= 0.8:
        years += 1
    return years, len(here)


class ShelfLife(unittest.TestCase):
    def run_to(self, folder, *arguments):
        out = pathlib.Path(folder) / "out"
        done = subprocess.run([KOHORT, "run", *arguments, "-o", out, "--format", "json,csv"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout, json.loads((out / "result.json").read_text()), out / "tables"

    def test_the_file_is_what_hindcasts_give(self):
        done = subprocess.run([sys.executable, ROOT / "scripts/shelf_life.py", KOHORT, ROOT / "data", "--check"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_run_tells_that_of_its_size(self):
        seen = set()
        for region in REGIONS:
            with tempfile.TemporaryDirectory() as folder:
                summary, result, tables = self.run_to(folder, "--region", region, "--lang", "en")
                persons = sum(result["scenarios"][0]["population"]["value"][:212])
                cube = result["scenarios"][0]["indicators"]["shelf_life"]
                self.assertEqual(len(cube["age_band"]), 9)
                for i, band in enumerate(cube["age_band"]):
                    self.assertEqual(tuple(cube["value"][2 * i:2 * i + 2]), expected(persons, band), (region, band))
                told = {r["quantity"]: r for r in rows(next(tables.glob("T02b_*")))}
                for row in told.values():
                    self.assertEqual((float(row["shelf_years"]), float(row["years_tried"])), expected(persons, row["age_band"]))
                    self.assertEqual(float(row["holds_until"]), 2026 + float(row["shelf_years"]))
                for name, key in (("T02", lambda r: "population_" + r["age_band"]), ("T08", lambda r: r["service"]), ("T11", lambda r: r["type"])):
                    for row in rows(next(tables.glob(name + "_*"))):
                        self.assertEqual(row["holds_until"], told[key(row)]["holds_until"], (region, name))
                text = {b: ("at least " if len(set(expected(persons, b))) == 1 else "") + str(2026 + expected(persons, b)[0]) for b in ("all", "80+")}
                self.assertIn(f"holds until {text['all']}, of those 80 years and over until {text['80+']}:", summary)
                seen.add(tuple(cube["value"]))
        self.assertEqual(len(seen), len(REGIONS))

    def test_migration_of_its_own_is_told_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            plan = pathlib.Path(folder) / "plan.json"
            plan.write_text(json.dumps({"kohort": 1, "region": "3310", "base_year": 2026, "end_year": 2030, "migration": {"method": "none"}}))
            summary, result, tables = self.run_to(folder, plan, "--lang", "en")
            self.assertNotIn("holds until", summary)
            self.assertNotIn("shelf_life", result["scenarios"][0]["indicators"])
            self.assertEqual(list(tables.glob("T02b_*")), [])
            self.assertEqual({r["holds_until"] for r in rows(next(tables.glob("T02_*")))}, {""})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
