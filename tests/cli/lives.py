#!/usr/bin/env python3
"""kohort simulate --engine individuals: lives add up, agree with the run of cells, are the same bytes on any threads, and
what may go wrong.

    lives.py KOHORT ROOT
"""
import csv
import json
import math
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

KOHORT, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
ORDERS = ["q05", "q10", "q25", "q50", "q75", "q90", "q95"]
HEAD = ["region", "year", "measure", "age_group", "mean", *ORDERS]
GROUPS = ["0-5", "6-15", "16-19", "20-66", "67-79", "80-89", "90+", "67+", "80+", "all"]
ALONE = ["0-5", "6-15", "16-19", "20-66", "67-79", "80-89", "90+"]


def simulate(*arguments, **options):
    return subprocess.run([KOHORT, "simulate", "--engine", "individuals", *map(str, arguments)], capture_output=True, text=True,
                          timeout=600, **options)


def read(text):
    """{(region, year, measure, group): [mean, quantiles...]} of a CSV text; None = unknown."""
    rows = csv.reader(text.splitlines())
    assert next(rows) == HEAD
    return {(row[0], int(row[1]), row[2], row[3]): [float(x) if x else None for x in row[4:]] for row in rows}


class Lives(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kohort-lives-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def make(self, *arguments):
        done = simulate(*arguments, "-o", self.folder / "out.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "out.csv").read_bytes()

    def test_lives_add_up(self):
        rows = read(self.make("--regions", "3310,1151", "--years", 14, "--draws", 40).decode())
        for region in ("3310", "1151"):
            def mean(measure, group="all", year=2040):
                return rows[region, year, measure, group][0]

            for group in GROUPS:
                self.assertEqual(mean("persons", group, 2026), mean("since_start", group, 2026))
            self.assertAlmostEqual(mean("persons", year=2026), mean("died_since_start") + mean("left_since_start") +
                                   mean("since_start"), delta=1e-6)
            for measure in ("died_since_start", "left_since_start", "long_stay_since_start", "years_in_long_stay",
                            "widowed_in_all"):
                self.assertAlmostEqual(mean(measure), sum(mean(measure, group) for group in ALONE), delta=1e-6)
            self.assertAlmostEqual(mean("widowed_in_all"), sum(mean("widowed", year=y) for y in range(2026, 2040)), delta=1e-6)
            self.assertLess(mean("since_start"), mean("persons"))
            self.assertEqual(mean("since_start", "0-5"), 0)  # nobody there at the start is so young any more
            lengths = [mean(f"stays{length}") for length in ("_up_to_6_months", "_up_to_1_year", "_up_to_2_years", "")]
            self.assertEqual(lengths, sorted(lengths))
            self.assertLessEqual(mean("stays_over_4_years") + mean("stays_up_to_2_years"), mean("stays"))
        for row in rows.values():
            self.assertEqual(row[1:], sorted(row[1:]))

    def test_lives_agree_with_cells(self):
        draws = 400
        rows = read(self.make("--regions", "3310", "--years", 24, "--draws", draws).decode())
        done = subprocess.run([KOHORT, "run", "--region", "3310", "-o", str(self.folder / "run")], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        population = json.loads((self.folder / "run" / "result.json").read_text())["scenarios"][0]["population"]
        ages, states = len(population["age"]), len(population["year"])
        for t, year in enumerate(population["year"][:25]):
            cells = population["value"][t * 2 * ages:(t + 1) * 2 * ages]
            for group, first in (("all", 0), ("67+", 67), ("80+", 80)):
                expected = sum(cells[sex * ages + x] for sex in range(2) for x in range(first, ages))
                mean, *quantiles = rows["3310", year, "persons", group]
                error = (quantiles[5] - quantiles[1]) / 2.56 / math.sqrt(draws)  # of a normal law's middle 80 per cent
                self.assertLessEqual(abs(mean - expected), 5 * error + 1e-6, (year, group))
        self.assertGreaterEqual(states, 25)

    def test_stays_last_as_long_as_their_mean_says(self):
        """Two years on average (data/services/stays.csv), exponential: 22 per cent at most half a year, 14 over four."""
        rows = read(self.make("--regions", "0301", "--years", 12, "--draws", 6).decode())
        stays = rows["0301", 2038, "stays", "all"][0]
        self.assertGreater(stays, 2000)
        self.assertAlmostEqual(rows["0301", 2038, "stays_up_to_6_months", "all"][0] / stays, 0.22, delta=0.03)
        self.assertAlmostEqual(rows["0301", 2038, "stays_over_4_years", "all"][0] / stays, 0.14, delta=0.04)

    def test_the_same_bytes_on_any_threads(self):
        what = ["--regions", "1151,0301", "--years", 6, "--draws", 3, "--seed", 5]
        one = self.make(*what, "--threads", 1)
        for threads in (2, 4):
            self.assertEqual(self.make(*what, "--threads", threads), one, f"{threads} threads")
        self.assertNotEqual(self.make(*what[:-1], 6), one)
        self.assertEqual(simulate(*what, "-o", "-").stdout.encode(), one)

    def test_unknown_is_not_zero(self):
        rows = read(self.make("--regions", "1151", "--years", 5, "--draws", 3).decode())
        self.assertEqual(set(rows["1151", 2031, "stays", "all"]), {None})
        self.assertIsNotNone(rows["1151", 2031, "long_stay_since_start", "all"][0])

    def test_json_is_the_csv(self):
        what = ["--regions", "1151", "--years", 5, "--draws", 9]
        rows = read(self.make(*what).decode())
        tree = json.loads(simulate(*what, "--json").stdout)
        self.assertEqual((tree["engine"], tree["draws"], tree["seed"]), ("individuals", 9, 1))
        told = {("1151", row["year"], row["measure"], row["age_group"]): [row["mean"], *row["quantiles"]]
                for row in tree["regions"][0]["rows"]}
        self.assertEqual(told, rows)

    def test_summary(self):
        done = simulate("--regions", "3310,1151", "--years", 12, "--draws", 10)
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 3), done.stderr)
        self.assertIn("bare kjent som netto", done.stdout)
        self.assertRegex(done.stdout, r"3310 Hole: av 7205 innbyggere i 2026 bor \d+ \(\d+–\d+\) her uavbrutt til 2038")

    def test_usage(self):
        here = ["--regions", "1151", "--years", 2]
        for code, arguments, word in [
                (2, [], "--regions"), (2, here + ["--draws", "0"], "--draws 0"), (2, here + ["-o", "out.nc"], ".csv"),
                (2, here + ["--checkpoint", "kept"], "checkpoint"), (3, ["--regions", "9999"], "9999"),
                (5, here + ["--draws", "100000000"], "GiB"),
                (5, here + ["--draws", "2", "-o", str(self.folder / "none" / "out.csv")], "none")]:
            done = simulate(*arguments, cwd=self.folder)
            self.assertEqual(done.returncode, code, f"{arguments}: {done.stderr}")
            self.assertIn(word, done.stderr)
            self.assertEqual(done.stdout, "")
        done = subprocess.run([KOHORT, "simulate", "--regions", "1151", "--engine", "atoms"], capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("cells or individuals", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])
        done = simulate(*here, env=dict(os.environ, OMPI_COMM_WORLD_SIZE="2"))
        self.assertEqual((done.returncode, done.stdout, "one process" in done.stderr), (2, "", True), done.stderr)

    def test_an_interrupt_leaves_what_stood(self):
        (self.folder / "out.csv").write_text("before\n")
        process = subprocess.Popen([KOHORT, "simulate", "--engine", "individuals", "--regions", "0301", "--draws", "5000", "-o",
                                    str(self.folder / "out.csv")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        process.stderr.readline()
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(60), 130)
        process.stderr.close()
        self.assertEqual([file.name for file in self.folder.iterdir()], ["out.csv"])
        self.assertEqual((self.folder / "out.csv").read_text(), "before\n")


unittest.main(argv=sys.argv[:1])
