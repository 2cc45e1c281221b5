#!/usr/bin/env python3
"""kohort simulate: the same draws as kohort run, the same bytes on any threads, and what may go wrong.

    simulate.py KOHORT ROOT HAS_MPI
"""
import csv
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from sanitized import of_figures

KOHORT, ROOT, HAS_MPI = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3] == "1"
ORDERS = ["q05", "q10", "q25", "q50", "q75", "q90", "q95"]
GROUPS = ["0-5", "6-15", "16-19", "20-66", "67-79", "80-89", "90+", "67+", "80+", "all"]
REGIONS = "1151,3310,5605,1811,0301,4601,3118,5501,1144,4644,5041,1818"


def simulate(*arguments, **options):
    return subprocess.run([KOHORT, "simulate", *map(str, arguments)], capture_output=True, text=True, timeout=600, **options)


def read(text):
    """{(region, year, sex, age, age group): [mean, quantiles...]} of a CSV text."""
    rows = csv.reader(text.splitlines())
    head = next(rows)
    assert head == ["region", "year", "sex", "age", "age_group", "mean", *ORDERS], head
    return {tuple(row[:5]): [float(x) for x in row[5:]] for row in rows}


class Simulate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kohort-simulate-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def make(self, *arguments, name="out.csv"):
        done = simulate(*arguments, "-o", self.folder / name)
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / name).read_bytes()

    @of_figures
    def test_the_draws_are_those_of_run(self):
        for region in ("3310", "1151"):
            cells = read(self.make("--regions", region, "--years", 24, "--draws", 300, "--seed", 7).decode())
            done = subprocess.run([KOHORT, "run", "--region", region, "--draws", "300", "--seed", "7", "-o",
                                   str(self.folder / region)], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            scenario = json.loads((self.folder / region / "result.json").read_text())["scenarios"][0]
            population = scenario["population"]
            n, at = len(population["value"]), 0
            for year in population["year"]:
                for sex in ("female", "male"):
                    for age in population["age"]:
                        mean, *quantiles = cells.pop((region, str(year), sex, str(age), ""))
                        self.assertEqual(mean, population["value"][at])
                        self.assertEqual(quantiles, population["quantiles"]["value"][at::n])
                        at += 1
            persons = scenario["indicators"]["persons"]
            n = len(persons["value"])
            for i, (year, group) in enumerate((y, g) for y in persons["year"] for g in persons["age_group"]):
                mean, *quantiles = cells.pop((region, str(year), "both", "", group))
                self.assertAlmostEqual(mean, persons["value"][i], delta=1e-9 * max(1, mean))
                self.assertEqual(quantiles, persons["quantiles"]["value"][i::n])
            self.assertEqual(cells, {})

    def test_threads_and_neighbours_do_not_show(self):
        first = self.make("--regions", REGIONS, "--years", 3, "--draws", 1200, "--threads", 1)
        for threads in (2, 4):
            self.assertEqual(self.make("--regions", REGIONS, "--years", 3, "--draws", 1200, "--threads", threads), first)
        alone = self.make("--regions", "1811", "--years", 3, "--draws", 1200)
        lines = [line for line in first.splitlines() if line.startswith(b"1811,")]
        self.assertEqual(alone.splitlines()[1:], lines)
        other = self.make("--regions", "1811", "--years", 3, "--draws", 1200, "--seed", 2)
        self.assertNotEqual(alone, other)

    @of_figures
    def test_threads_share_the_draws_of_one(self):
        first = self.make("--regions", "3310", "--years", 2, "--draws", 17500, "--threads", 1)
        for threads in (2, 4):
            self.assertEqual(self.make("--regions", "3310", "--years", 2, "--draws", 17500, "--threads", threads), first)

    def test_figures_make_sense(self):
        cells = read(self.make("--regions", "3310,0301", "--years", 5, "--draws", 400).decode())
        self.assertEqual(len(cells), 2 * 6 * (212 + len(GROUPS)))
        for (region, year, sex, age, group), (mean, *quantiles) in cells.items():
            self.assertEqual(quantiles, sorted(quantiles))
            self.assertGreaterEqual(quantiles[0], 0)
            if year == "2026":
                self.assertEqual({mean, *quantiles}, {mean})
            if group == "all":
                parts = sum(cells[region, year, s, str(x), ""][0] for s in ("female", "male") for x in range(106))
                self.assertAlmostEqual(mean, parts, delta=1e-9 * mean)
        spread = [cells["3310", str(year), "both", "", "all"][7] - cells["3310", str(year), "both", "", "all"][1]
                  for year in range(2026, 2032)]
        self.assertEqual(spread, sorted(spread))

    def test_summary(self):
        done = simulate("--regions", "3310,1151", "--years", 2, "--draws", 50)
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 3), done.stderr)
        self.assertRegex(done.stderr, r"^kohort: 2 municipalities, up to \d+ MiB of memory\n$")
        tree = json.loads(simulate("--regions", "3310,1151", "--years", 2, "--draws", 50, "--json").stdout)
        self.assertEqual((tree["year"], tree["age_group"], tree["draws"], tree["seed"]), ([2026, 2027, 2028], GROUPS, 50, 1))
        cells = read(simulate("--regions", "3310,1151", "--years", 2, "--draws", 50, "-o", "-").stdout)
        for region in tree["regions"]:
            n = len(region["value"])
            self.assertEqual((n, len(region["quantiles"]["value"])), (30, 7 * 30))
            for i in range(n):
                row = cells[region["region"], str(2026 + i // 10), "both", "", GROUPS[i % 10]]
                self.assertEqual(row, [region["value"][i], *region["quantiles"]["value"][i::n]])

    def test_further_than_the_shipped_calibration(self):
        near = read(self.make("--regions", "1151", "--years", 2, "--draws", 20).decode())
        far = read(self.make("--regions", "1151", "--years", 45, "--draws", 20).decode())
        self.assertEqual(len(far), 46 * 222)
        self.assertEqual(far["1151", "2026", "male", "40", ""], near["1151", "2026", "male", "40", ""])

    def test_usage(self):
        here = ["--regions", "3310"]
        for code, arguments, word in [
                (2, [], "--regions"), (2, here + ["--draws", "0"], "--draws 0"), (2, here + ["--draws", "1000000000"], "--draws"),
                (2, here + ["--draws", "-3"], "--draws"), (2, here + ["--draws", "ten"], "--draws ten"),
                (2, here + ["--seed", "one"], "--seed one"), (2, here + ["--seed", "1.5"], "--seed"),
                (2, here + ["--seed", "99999999999999999999"], "--seed"), (2, here + ["--threads", "0"], "--threads 0"),
                (2, here + ["--threads", "1025"], "1024"), (2, here + ["--years", "0"], "--years 0"),
                (2, here + ["--years", "151"], "--years"), (2, here + ["-o", "out.txt"], ".nc or .csv"),
                (2, here + ["--json", "-o", "-"], "--json"), (2, here + ["surplus"], "too many"),
                (3, ["--regions", "9999"], "9999"), (3, ["--regions", "3310,3310"], "twice"), (3, ["--regions", ","], ""),
                (5, here + ["--draws", "100000000", "--threads", "1024"], "GiB"),
                (5, here + ["-o", str(self.folder / "none" / "out.csv")], "none")]:
            done = simulate(*arguments, cwd=self.folder)
            self.assertEqual(done.returncode, code, f"{arguments}: {done.stderr}")
            self.assertIn(word, done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertEqual([line for line in done.stderr.splitlines() if "memory" not in line or "GiB" in line][1:], [])
        self.assertEqual(list(self.folder.iterdir()), [])
        self.assertEqual(simulate(*here, "--years", 1, "--draws", 3, "--threads", 64).returncode, 0)

    @unittest.skipIf(HAS_MPI, "this build has MPI")
    def test_a_build_without_mpi_says_so(self):
        for variable in ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"):
            done = simulate("--regions", "1151", "--years", 1, env=dict(os.environ, **{variable: "2"}))
            self.assertEqual((done.returncode, done.stdout, "no MPI" in done.stderr), (2, "", True), done.stderr)
            done = simulate("--regions", "1151", "--years", 1, "--draws", 2, env=dict(os.environ, **{variable: "1"}))
            self.assertEqual(done.returncode, 0, done.stderr)

    def standing(self, name):
        (self.folder / name).write_text("old")
        return lambda: self.assertEqual([(p.name, p.read_text()) for p in self.folder.iterdir()], [(name, "old")])

    def names(self):
        return ["out.csv"] + (["out.nc"] if simulate("--regions", "1151", "--years", 1, "--draws", 1, "-o",
                                                     self.folder / "x.nc").returncode == 0 else [])

    def test_full_disk(self):
        (self.folder / "full.csv").symlink_to("/dev/full")
        done = simulate("--regions", "3310", "--years", 2, "--draws", 20, "-o", self.folder / "full.csv")
        self.assertEqual((done.returncode, "No space left" in done.stderr), (5, True), done.stderr)
        (self.folder / "full.csv").unlink()

        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

        names = self.names()
        for path in self.folder.iterdir():
            path.unlink()
        for name in names:
            check = self.standing(name)
            done = simulate("--regions", REGIONS, "--years", 2, "--draws", 20, "-o", self.folder / name, preexec_fn=small_files)
            self.assertEqual((done.returncode, done.stdout), (5, ""), done.stderr)
            self.assertIn("cannot be written", done.stderr)
            check()
            (self.folder / name).unlink()

    def test_small_file_system(self):
        for name in self.names():
            script = f"""mount -t tmpfs -o size=32k tmpfs "$1" && echo old > "$1/{name}" &&
                {{ "$2" simulate --regions {REGIONS} --years 2 --draws 20 -o "$1/{name}"; echo "exit $?" >&2; }} &&
                ls -A "$1" >&2 && cat "$1/{name}" >&2"""
            done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh",
                                   str(self.folder), KOHORT], capture_output=True, text=True)
            if "exit" not in done.stderr:
                self.skipTest("no file systems can be mounted here")
            self.assertRegex(done.stderr, rf"No space left[^\n]*\nexit 5\n{name}\nold\n$")

    def kill_on_the_way(self, what, checkpoint, records):
        """A run that is killed once so many municipalities are kept: what stands there then is theirs, and perhaps part of one."""
        process = subprocess.Popen([KOHORT, "simulate", *what, "--threads", "1", "--checkpoint", str(checkpoint), "-o",
                                    str(self.folder / "killed.csv")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        record = 8 + 8 * 8 * 16 * (212 + len(GROUPS)) + 65
        while process.poll() is None and (not checkpoint.exists() or checkpoint.stat().st_size < 85 + records * record):
            time.sleep(0.005)
        self.assertIsNone(process.poll(), "it was done before it could be killed")
        process.kill()
        process.wait()
        self.assertEqual([p.name for p in self.folder.iterdir()], [checkpoint.name])

    def test_goes_on_after_a_kill(self):
        what = ["--regions", REGIONS, "--years", "15", "--draws", "1500", "--seed", "5"]
        checkpoint = self.folder / "run.checkpoint"
        expected = simulate(*what, "-o", "-")
        self.assertEqual(expected.returncode, 0, expected.stderr)
        self.kill_on_the_way(what, checkpoint, 4)
        other = simulate(*what[:-1], "6", "--checkpoint", checkpoint)
        self.assertEqual((other.returncode, other.stdout, "another run" in other.stderr), (2, "", True), other.stderr)
        done = simulate(*what, "--threads", 2, "--checkpoint", checkpoint, "-o", self.folder / "out.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"\nkohort: \d+ of them are there from the checkpoint\n$")
        self.assertEqual((self.folder / "out.csv").read_text(), expected.stdout)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["out.csv"])

    def test_a_checkpoint_that_cannot_be_written(self):
        here = ["--regions", "1151", "--years", "1", "--draws", "5"]
        (self.folder / "mine.txt").write_text("mine")
        for path, code, word in ((self.folder / "mine.txt", 2, "no checkpoint"), (self.folder / "none" / "x", 5, "opened"),
                                 ("/dev/full", 2, "regular")):
            done = simulate(*here, "--checkpoint", path)
            self.assertEqual((done.returncode, done.stdout, word in done.stderr), (code, "", True), done.stderr)
        self.assertEqual([(p.name, p.read_text()) for p in self.folder.iterdir()], [("mine.txt", "mine")])

    def begin(self, name):
        process = subprocess.Popen([KOHORT, "simulate", "--regions", "all", "--years", "40", "--draws", "4000", "--threads", "2",
                                    "-o", str(self.folder / name)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertIn("memory", process.stderr.readline())
        time.sleep(0.5)
        return process

    def test_interrupted(self):
        for name in self.names():
            for path in self.folder.iterdir():
                path.unlink()
            check = self.standing(name)
            for number in (signal.SIGINT, signal.SIGTERM):
                process = self.begin(name)
                process.send_signal(number)
                out, problem = process.communicate(timeout=60)
                self.assertEqual((process.returncode, out, problem), (130, "", "kohort: interrupted\n"))
                check()
            process = self.begin(name)
            process.kill()
            process.communicate()
            check()

    def test_a_file_is_replaced_and_keeps_its_mode(self):
        for name in self.names():
            path = self.folder / name
            path.write_text("old")
            os.chmod(path, 0o640)
            (self.folder / f"link-{name}").symlink_to(name)
            self.make("--regions", "1151", "--years", 1, "--draws", 2, name=f"link-{name}")
            self.assertTrue((self.folder / f"link-{name}").is_symlink())
            self.assertNotEqual(path.read_bytes()[:3], b"old")
            self.assertEqual(path.stat().st_mode & 0o777, 0o640)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
