#!/usr/bin/env python3
"""A ledger of vintages: it holds what the run says, is only ever added to, and shows what has been cut or changed.

    ledger.py KOHORT ROOT
"""
import csv
import hashlib
import io
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
BANDS = {"0-5": (0, 5), "6-15": (6, 15), "16-19": (16, 19), "20-66": (20, 66), "67-79": (67, 79), "80-89": (80, 89), "90+": (90, 105)}


class Ledger(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.ledger = self.folder / "vintages.jsonl"
        for path in (ROOT / "data/plans/hole").glob("*.csv"):
            shutil.copy(path, self.folder)
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        self.plan = plan | {"base_year": 2024, "end_year": 2027, "scenarios": plan["scenarios"][2:3], "targets": {},
                            "preparedness": {}}
        self.plan["services"]["long_stay"]["users"]["path"] = {"2022": 27, "2023": 28}
        self.write("old.json", self.plan)

    def write(self, name, plan):
        (self.folder / name).write_text(json.dumps(plan), encoding="utf-8")
        return self.folder / name

    def kohort(self, *arguments):
        return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)

    def good(self, *arguments):
        done = self.kohort(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def table(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.good("ledger", self.ledger, *arguments))))

    def add(self, *options, plan="old.json"):
        return self.good("ledger", self.ledger, "--add", self.folder / plan, *options)

    def test_what_is_kept_is_what_the_run_says(self):
        self.add("--made", "2024-03-01")
        kept = json.loads(self.ledger.read_text(encoding="utf-8"))
        self.good("run", self.folder / "old.json", "-o", self.folder / "out", "--format", "json")
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        self.assertEqual([one["id"] for one in kept["scenarios"]], [one["id"] for one in result["scenarios"]])
        self.assertEqual((kept["made"], kept["region"], kept["previous"], kept["vintage"]), ("2024-03-01", "3310", "", 1))
        self.assertEqual(kept["registered"]["users"]["long_stay"], {"basis": "stock_31dec", "to": 2023})
        for ours, theirs in zip(kept["scenarios"], result["scenarios"]):
            value = theirs["population"]["value"]
            for band, (low, high) in BANDS.items():
                for t in range(1, 4):
                    expected = math.fsum(value[t * 212 + sex * 106 + age] for sex in (0, 1) for age in range(low, high + 1))
                    self.assertAlmostEqual(ours["population"][band][t - 1], expected, delta=1e-9 * expected)
            for block, cube, axis in (("users", theirs["demand"]["users"], "service"), ("fte", theirs["workforce"]["supply"], "profession")):
                self.assertGreater(len(ours[block]), 5)
                for label, series in ours[block].items():
                    k, n = cube[axis].index(label), len(cube[axis])
                    self.assertEqual(series, cube["value"][n + k::n])

    def test_score(self):
        self.add("--made", "2024-03-01")
        self.add()
        new = json.loads(json.dumps(self.plan)) | {"base_year": 2026}
        new["services"]["long_stay"]["users"]["path"] = {"2022": 27, "2023": 28, "2024": 31, "2025": 23.5}
        rows = self.table("--score", self.write("new.json", new))
        kept = json.loads(self.ledger.read_text(encoding="utf-8").splitlines()[0])["scenarios"][0]
        mine = [row for row in rows if row["vintage"] == "1" and row["scenario"] == "reference"]
        stays = [row for row in mine if row["label"] == "long_stay"]
        self.assertEqual([(row["year"], row["years_ahead"], row["registered"]) for row in stays],
                         [("2025", "1", "31"), ("2026", "2", "23.5")])
        for row, expected, came in zip(stays, kept["users"]["long_stay"], (31, 23.5)):
            self.assertAlmostEqual(float(row["expected"]), expected, delta=1e-12)
            self.assertAlmostEqual(float(row["error"]), expected - came, delta=1e-12)
        # Figures that a vintage rests on itself are not held against it: the plan had 2024 of the others already.
        self.assertEqual({row["year"] for row in mine if row["item"] == "users" and row["label"] not in ("", "long_stay")}, {"2026"})
        for item in ("population", "total_population", "users", "fte"):
            figures = [row for row in mine if row["part"] == "figure" and row["item"] == item]
            summary, = [row for row in mine if row["part"] == "vintage" and row["item"] == item]
            whole = sum(float(row["registered"]) for row in figures)
            self.assertEqual(int(summary["figures"]), len(figures))
            self.assertAlmostEqual(float(summary["mean_absolute_error_percent"]),
                                   100 * sum(abs(float(row["error"])) for row in figures) / whole, delta=1e-9)
            self.assertAlmostEqual(float(summary["bias_percent"]), 100 * sum(float(row["error"]) for row in figures) / whole, delta=1e-9)
            ahead = {row["years_ahead"]: row for row in rows if row["part"] == "years_ahead" and row["item"] == item}
            for years, row in ahead.items():  # two vintages that are alike
                self.assertEqual(int(row["figures"]), 2 * sum(one["years_ahead"] == years for one in figures))
        same = [row for row in rows if row["vintage"] == "2"]
        self.assertEqual(len(same), len([row for row in rows if row["vintage"] == "1"]))

    def test_only_ever_added_to(self):
        self.assertEqual(self.kohort("ledger", self.ledger).returncode, 5)
        before = b""
        for i in range(3):
            self.add("--made", f"day {i}")
            now = self.ledger.read_bytes()
            self.assertEqual((now[:len(before)], now.count(b"\n"), now[-1:]), (before, i + 1, b"\n"))
            before = now
        lines = before.splitlines()
        for one, other in zip(lines, lines[1:]):
            self.assertEqual(json.loads(other)["previous"], hashlib.sha256(one).hexdigest())
        self.assertEqual([(row["vintage"], row["made"], row["base_year"], row["scenarios"]) for row in self.table()],
                         [(str(i + 1), f"day {i}", "2024", "2") for i in range(3)])
        self.ledger.write_bytes(b"")
        self.assertEqual(self.table(), [])

    def test_two_at_once(self):
        many = [subprocess.Popen([KOHORT, "ledger", self.ledger, "--add", self.folder / "old.json"], stdout=subprocess.DEVNULL)
                for _ in range(2)]
        self.assertEqual([one.wait(120) for one in many], [0] * 2)
        self.assertEqual(len(self.table()), 2)

    def test_cut_or_changed(self):
        for i in range(3):
            self.add("--made", f"day {i}")
        whole = self.ledger.read_bytes()
        ends = [i + 1 for i, byte in enumerate(whole) if byte == 10]
        random.seed(11)

        def told(text, line, *parts):
            self.ledger.write_bytes(text)
            for options in ((), ("--add", self.folder / "old.json"), ("--score", self.folder / "old.json"))[:3 if parts else 1]:
                done = self.kohort("ledger", self.ledger, *options)
                self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (3, "", 1), done.stderr)
                for part in (f"vintages.jsonl:{line}:", *parts):
                    self.assertIn(part, done.stderr)
                self.assertEqual(self.ledger.read_bytes(), text)

        told(whole[:-1], 3, f":3:{ends[2] - ends[1]}: the ledger is cut short")
        for cut in (1, ends[0] - 2, ends[0] + 1, *random.sample(range(1, len(whole)), 20)):
            if cut not in ends:
                told(whole[:cut], sum(cut > end for end in ends) + 1)
        first, second, third = whole.splitlines(keepends=True)
        told(first + third, 2, "lines are missing or moved")
        told(second + first, 1)
        told(first.replace(b"day 0", b"day 9") + second + third, 2, "not the one that it was added to")
        told(first + b"{}\n", 2, "not a line of a ledger")
        told(first + b"\n", 2)
        told(first + second[:40] + b"\xff" + second[40:], 2)

    def test_bad_input(self):
        self.add()
        other = ROOT / "data/plans/sor-varanger/plan.json"
        done = self.kohort("ledger", self.ledger, "--score", other)
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn("vintages.jsonl:1:1: a vintage of municipality 3310, expected 5605", done.stderr)
        kept = self.ledger.read_bytes()
        bad = self.write("bad.json", self.plan | {"migration": {"extra": {"value": 1}}})
        done = self.kohort("ledger", self.ledger, "--add", bad)
        self.assertEqual(done.returncode, 3)
        self.assertIn("bad.json: /migration/extra: ", done.stderr)
        self.assertEqual(self.ledger.read_bytes(), kept)
        for options in (("--add", bad, "--score", bad), ("--made", "2024-01-01")):
            self.assertEqual(self.kohort("ledger", self.ledger, *options).returncode, 2)
        self.assertEqual(self.kohort("ledger", self.folder / "nowhere/l", "--add", self.folder / "old.json").returncode, 5)
        self.assertEqual(self.kohort("ledger", self.folder, "--add", self.folder / "old.json").returncode, 5)


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
