#!/usr/bin/env python3
"""Surveys of a plan: weighted shares reckoned again, few answers not told, and what is said of bad files.

    surveys.py KOHORT
"""
import csv
import json
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT = None
Z = 1.959963984540054


class Surveys(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        random.seed(4)
        self.head = ["question", "answer", "weight"]
        self.rows = [[question, int(random.random() < p), round(random.uniform(0.2, 3), 3)]
                     for question, p, n in (("Kollektivtilbudet er godt", 0.3, 210), ("Trygg i nærmiljøet", 0.9, 205),
                                            ("Har noen å snakke med", 0.8, 9)) for _ in range(n)]

    def run_plan(self, *options, code=0, **keys):
        with open(self.folder / "s.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([self.head, *self.rows])
        survey = {"label": {"nb": "Folkehelseundersøkelsen"}, "year": 2021, "answers": {"file": "s.csv", "source": "a test"}, **keys}
        (self.folder / "plan.json").write_text(json.dumps({
            "kohort": 1, "region": "3310", "end_year": 2027, "health": {"surveys": {"health_2021": survey}}}))
        run = subprocess.run([KOHORT, "run", self.folder / "plan.json", "-o", self.folder / "out", *options],
                             capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, code, run.stderr)
        self.error = run.stderr
        if code == 0:
            with open(self.folder / "out/tables/T22b_surveys.csv", encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        return None

    def test_figures(self):
        rows = self.run_plan()
        self.assertEqual([(row["question"], row["rank"]) for row in rows],
                         [("Trygg i nærmiljøet", "1"), ("Kollektivtilbudet er godt", "2"), ("Har noen å snakke med", "")])
        self.assertEqual((rows[0]["name"], rows[0]["year"]), ("Folkehelseundersøkelsen", "2021"))
        for row in rows[:2]:
            mine = [(answer, weight) for question, answer, weight in self.rows if question == row["question"]]
            whole = sum(w for _, w in mine)
            p, n = sum(a * w for a, w in mine) / whole, whole ** 2 / sum(w * w for _, w in mine)
            reach = Z * (p * (1 - p) / n + Z * Z / 4 / n / n) ** 0.5
            for key, expected in (("share_of_answers", p), ("effective_answers", n), ("design_effect", len(mine) / n),
                                  ("answers", len(mine)), ("share_low", (p + Z * Z / 2 / n - reach) / (1 + Z * Z / n)),
                                  ("share_high", (p + Z * Z / 2 / n + reach) / (1 + Z * Z / n))):
                self.assertAlmostEqual(float(row[key]), expected, delta=1e-9 * max(1, expected), msg=key)

    def test_few_answers(self):
        self.assertEqual([self.run_plan()[2][key] for key in ("share_of_answers", "share_low", "answers")], ["", "", ""])
        self.assertNotEqual(self.run_plan(least_answers=9)[0]["answers"], "")
        self.assertEqual(len([row for row in self.run_plan(least_answers=9) if row["share_of_answers"]]), 3)

    def test_published(self):
        self.rows = [row for row in self.rows if row[0] != "Trygg i nærmiljøet"]
        self.rows += [["Trygg i nærmiljøet", int(i >= 3), 1] for i in range(60)]
        one = self.run_plan("--publish")
        self.assertEqual({row["question"] for row in one if row["share_of_answers"]}, {"Kollektivtilbudet er godt"})
        whole = {path: path.read_bytes() for path in (self.folder / "out").rglob("*") if path.is_file()}
        self.rows[-60][1] = 1  # one more of the three who said no
        self.run_plan("--publish")
        self.assertEqual(whole, {path: path.read_bytes() for path in (self.folder / "out").rglob("*") if path.is_file()})

    def test_bad_input(self):
        good = [list(row) for row in self.rows]

        def told(*parts, **keys):
            self.run_plan(code=3, **keys)
            for part in parts:
                self.assertIn(part, self.error)
            self.rows = [list(row) for row in good]

        self.rows[1][1] = 2
        told("s.csv:3:")
        self.rows[3][2] = 0
        told("s.csv:5:", "a weight of more than 0")
        self.rows[0][2] = "nan"
        told("s.csv:2:")
        self.rows[2][0] = ""
        told("s.csv:4:")
        self.rows = []
        told("there are no answers")
        told("/health/surveys/health_2021/least_answers", least_answers=4)
        self.head = ["question", "answer", "vekt"]
        told("s.csv:1:")


if __name__ == "__main__":
    KOHORT = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
