#!/usr/bin/env python3
"""kohort simulate under mpirun: the same bytes on any ranks and threads, and what happens when one fails or dies.

    ranks.py KOHORT HAS_MPI      exit 77 where there is no mpirun or the build has no MPI
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

KOHORT, HAS_MPI = sys.argv[1], sys.argv[2] == "1"
MPIRUN = shutil.which("mpirun")
REGIONS = "1151,3310,5605,1811,0301,4601,3118,5501,1144,4644,5041,1818"
WHAT = ["--regions", REGIONS, "--years", "3", "--draws", "200"]
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


def command(ranks, *arguments, before=()):
    return [MPIRUN, "--oversubscribe", *before, "-n", str(ranks), KOHORT, "simulate", *map(str, arguments)]


def launch(ranks, *arguments, before=()):
    return subprocess.run(command(ranks, *arguments, before=before), capture_output=True, text=True, timeout=120, env=ENVIRONMENT)


def rank_of(process):
    try:
        variables = (process / "environ").read_bytes().split(b"\0")
        program = os.readlink(process / "exe")
    except OSError:
        return None
    found = [v for v in variables if v.startswith(b"OMPI_COMM_WORLD_RANK=")]
    return int(found[0].split(b"=")[1]) if found and program == os.path.realpath(KOHORT) else None


def ranks_in(folder):
    """{rank: process id} of the ranks that work in a folder."""
    found = {}
    for process in pathlib.Path("/proc").iterdir():
        try:
            if process.name.isdigit() and os.readlink(process / "cwd") == str(folder) and rank_of(process) is not None:
                found[rank_of(process)] = int(process.name)
        except OSError:
            pass
    return found


class Ranks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kohort-ranks-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def test_ranks_and_threads_do_not_show(self):
        for name, more in (("out.nc", []), ("kept.nc", ["--keep-draws"]), ("out.csv", [])):
            what = [*WHAT, *more]
            alone = subprocess.run([KOHORT, "simulate", *what, "--threads", "1", "-o", str(self.folder / name)],
                                   capture_output=True, text=True)
            if alone.returncode == 2 and name.endswith(".nc"):
                continue  # no NetCDF in this build
            self.assertEqual(alone.returncode, 0, alone.stderr)
            expected = (self.folder / name).read_bytes()
            for ranks, threads in ((1, 2), (2, 1), (2, 2), (4, 1)):
                (self.folder / name).unlink()
                done = launch(ranks, *what, "--threads", threads, "-o", self.folder / name)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual((self.folder / name).read_bytes(), expected, f"{ranks} ranks, {threads} threads")
                self.assertEqual(done.stdout, alone.stdout)
                self.assertEqual(done.stderr.count("MiB of memory"), 1)
            if name == "out.nc":  # as between machines, and where a process may not read another's memory
                done = launch(2, *what, "--threads", 1, "-o", self.folder / name, before=["--mca", "btl", "tcp,self"])
                self.assertEqual((done.returncode, (self.folder / name).read_bytes() == expected), (0, True), done.stderr)

    def test_ranks_go_on_where_a_process_was_killed(self):
        what = [*WHAT[:-1], "3000"]
        checkpoint = self.folder / "run.checkpoint"
        expected = subprocess.run([KOHORT, "simulate", *what, "-o", "-"], capture_output=True, text=True)
        process = subprocess.Popen([KOHORT, "simulate", *what, "--threads", "1", "--checkpoint", str(checkpoint)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and (not checkpoint.exists() or checkpoint.stat().st_size < 200000):
            time.sleep(0.005)
        self.assertIsNone(process.poll(), "it was done before it could be killed")
        process.kill()
        process.wait()
        done = launch(2, *what, "--checkpoint", checkpoint, "-o", self.folder / "out.csv")
        self.assertEqual((done.returncode, "from the checkpoint" in done.stderr), (0, True), done.stderr)
        self.assertEqual((self.folder / "out.csv").read_text(), expected.stdout)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["out.csv"])

    def test_ranks_go_on_where_ranks_were_killed(self):
        alike = "1151,3310,5605,1811,5501,1144,4644,5041,1818,3118"  # none takes so long that the others are done
        what = ["--regions", alike, "--years", "6", "--draws", "20000"]
        checkpoint = self.folder / "run.checkpoint"
        expected = subprocess.run([KOHORT, "simulate", *what, "-o", "-"], capture_output=True, text=True)
        for victim in (1, 0):
            had = checkpoint.stat().st_size if checkpoint.exists() else 0
            process = subprocess.Popen(command(2, *what, "--threads", 1, "--checkpoint", checkpoint), cwd=self.folder,
                                       env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None and (not checkpoint.exists() or checkpoint.stat().st_size <= had + 1000):
                time.sleep(0.005)
            self.assertIsNone(process.poll(), "it was done before a rank could be killed")
            os.kill(ranks_in(self.folder)[victim], signal.SIGKILL)
            self.assertNotEqual(process.wait(timeout=60), 0)
            self.assertTrue(checkpoint.exists())
        done = launch(2, *what, "--checkpoint", checkpoint, "-o", self.folder / "out.csv")
        self.assertEqual((done.returncode, "from the checkpoint" in done.stderr), (0, True), done.stderr)
        self.assertEqual((self.folder / "out.csv").read_text(), expected.stdout)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["out.csv"])

    def test_more_ranks_than_municipalities(self):
        done = launch(3, "--regions", "1151", "--years", 1, "--draws", 10)
        self.assertEqual((done.returncode, done.stdout.count("Utsira")), (0, 1), done.stderr)

    def test_an_error_is_told_once(self):
        for code, arguments, word in [(5, [*WHAT, "-o", self.folder / "none" / "x.csv"], "none/x.csv"),
                                      (3, ["--regions", "9999"], "unknown region")]:
            done = launch(2, *arguments)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual(done.stderr.count(word), 1, done.stderr)
            self.assertEqual(done.stdout, "")

    def test_a_rank_dies(self):
        for victim, number in ((1, signal.SIGKILL), (0, signal.SIGKILL), (1, signal.SIGTERM), (None, signal.SIGINT)):
            (self.folder / "out.csv").write_text("old")
            process = subprocess.Popen(command(2, "--regions", "all", "--years", 40, "--draws", 3000, "-o", "out.csv"),
                                       cwd=self.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            until = time.monotonic() + 60
            while len(ranks_in(self.folder)) < 2 and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(1)
            os.kill(process.pid if victim is None else ranks_in(self.folder)[victim], number)
            out, problem = process.communicate(timeout=60)
            self.assertNotEqual(process.returncode, 0, f"{victim}, {number}: {problem}")
            self.assertEqual(out, "")
            self.assertEqual([(p.name, p.read_text()) for p in self.folder.iterdir()], [("out.csv", "old")])
            self.assertEqual(ranks_in(self.folder), {})


if __name__ == "__main__":
    if MPIRUN is None or not HAS_MPI:
        print("ranks: there is no mpirun" if MPIRUN is None else "ranks: this build has no MPI")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
