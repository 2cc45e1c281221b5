#!/usr/bin/env python3
"""What the command leaves behind when the machine fails it: the old result or the new one, whole, and an honest exit code.

    faults.py KOHORT SHIM ROOT [--runs N] [--stride N] [--figures FILE]

--runs: of the loop that kills the command at random moments (default 40); --stride: every so many calls fails (default 7;
1 = every call). Figures are printed one a line, "name: figure", and go to FILE.
"""
import argparse
import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

KOHORT, SHIM, ROOT, RUNS, STRIDE = None, None, None, 40, 7
FIGURES = []
KINDS = {"write": errno.ENOSPC, "fsync": errno.EIO, "rename": errno.EXDEV, "mkdir": errno.EDQUOT, "open": errno.EMFILE,
         "close": errno.EIO, "chmod": errno.EPERM, "alloc": errno.ENOMEM}
SEED = 1


def figure(name, value):
    FIGURES.append((name, value))
    print(f"{name}: {value}", flush=True)


def content(folder):
    """Every name below a folder with its bytes; folders with None."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(Path(folder).rglob("*"))}


def run(*arguments, **options):
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


class Fault(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="kohort-fault-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.plans = []
        for name, end in (("old", 2028), ("new", 2031)):
            path = self.folder / f"{name}.json"
            path.write_text(json.dumps({"kohort": 1, "region": "3310", "end_year": end}), encoding="utf-8")
            self.plans.append(path)
        self.results = []
        for plan in self.plans:
            self.make(plan, self.folder / "expected")
            self.results.append(content(self.folder / "expected"))
            shutil.rmtree(self.folder / "expected")
        self.assertNotEqual(*self.results)
        self.place = self.folder / "place"
        self.place.mkdir()

    def make(self, plan, output):
        done = run("run", plan, "-o", output)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def faulty(self, kind, n, *arguments, **environment):
        report = self.folder / "report"
        report.unlink(missing_ok=True)
        done = run(*arguments, env=dict(os.environ, LD_PRELOAD=SHIM, KOHORT_FAULT=f"{kind}:{n}:{KINDS[kind]}",
                                        KOHORT_FAULT_REPORT=str(report), **environment))
        self.assertGreaterEqual(done.returncode, 0, f"{kind} {n}: killed by {-done.returncode}: {done.stderr}")
        calls, failed = map(int, report.read_text().split())
        return done, calls, failed

    def each(self, kind, prepare, allowed, *arguments, **environment):
        """Lets call 1, 1 + STRIDE, ... of a kind fail until there is no such call. Returns the number of faults."""
        n, faults = 1, 0
        while True:
            before = prepare()
            done, calls, failed = self.faulty(kind, n, *arguments, **environment)
            after = content(self.place)
            what = f"{kind} {n}: exit {done.returncode}: {done.stderr}"
            if not failed:
                self.assertEqual(done.returncode, 0, what)
                return faults
            faults += 1
            if done.returncode == 0:
                # an old result that cannot be removed once the new one stands stays as a hidden neighbour
                left = {name.split("/")[0] for name in after if name.startswith(".out.kohort-")}
                self.assertLessEqual(len(left), int(any(name.startswith("out") for name in before)), what)
                self.assertIn({name: bytes_ for name, bytes_ in after.items() if name.split("/")[0] not in left}, allowed,
                              what)
            else:
                # libpopt ends the program (1), or takes a text that it cannot copy for one that was not given (2)
                in_popt = kind == "alloc" and n < 40 and done.returncode in (1, 2)
                self.assertTrue(in_popt or done.returncode == 5, what)
                self.assertEqual(done.stderr.count("\n"), 1, what)
                self.assertEqual(done.stdout, "", what)
                if after != before:  # a single file that stands though its folder could not be synced, as documented
                    self.assertIn((kind, arguments[0]), [(k, "project") for k in ("fsync", "open", "alloc")], what)
                    self.assertIn(after, allowed, what)
            n += STRIDE if calls > 20 and (kind != "alloc" or n > 20) else 1  # the first: of the command line

    def test_result_folder(self):
        """Every call that can fail, over a fresh place and over an old result, by swap and by renames."""
        new = {"out": None} | {f"out/{name}": bytes_ for name, bytes_ in self.results[1].items()}

        def fresh():
            shutil.rmtree(self.place)
            self.place.mkdir()
            return {}

        def standing():
            fresh()
            self.make(self.plans[0], self.place / "out")
            return content(self.place)

        for kind in KINDS:
            n = self.each(kind, fresh, [new], "run", self.plans[1], "-o", self.place / "out")
            old = standing()
            n += self.each(kind, lambda: self.again(old), [new], "run", self.plans[1], "-o", self.place / "out")
            if kind in ("rename", "mkdir", "fsync"):
                n += self.each(kind, lambda: self.again(old), [new], "run", self.plans[1], "-o", self.place / "out",
                               KOHORT_NO_SWAP="1")
            self.assertTrue(n > 0 or kind == "chmod", f"no call of {kind} was seen")
            figure(f"faults of {kind} while a result is written", n)

    def again(self, old):
        """Puts a known content into the place, rewriting only what differs."""
        if content(self.place) != old:
            shutil.rmtree(self.place)
            self.place.mkdir()
            for name, bytes_ in old.items():
                path = self.place / name
                if bytes_ is None:
                    path.mkdir()
                else:
                    path.write_bytes(bytes_)
        return old

    def test_single_file(self):
        """A file that is written over is the old one or the new one."""
        case = ROOT / "tests/vectors/ccmpp-synthetic"
        new = run("project", case).stdout.encode()
        n = 0
        for kind in KINDS:
            for old in ({}, {"out.csv": b"old\n"}):
                n += self.each(kind, lambda: self.again(old), [{"out.csv": new}], "project", case, "-o",
                               self.place / "out.csv")
        figure("faults while a single file is written", n)

    def test_full_device(self):
        with open("/dev/full", "wb") as full:
            for arguments in (("run", self.plans[0]), ("list", "regions"), ("schema", "plan"), ("--help",), ("--version",),
                              ("project", ROOT / "tests/vectors/ccmpp-synthetic"), ("help", "run"),
                              ("queue", "--arrivals", "18", "--stay", "2", "--places", "40", "--json")):
                done = subprocess.run([KOHORT, *map(str, arguments)], stdout=full, stderr=subprocess.PIPE, text=True)
                self.assertEqual((done.returncode, done.stderr.count("\n")), (5, 1), arguments)
        done = run("project", ROOT / "tests/vectors/ccmpp-synthetic", "-o", "/dev/full")
        self.assertEqual((done.returncode, done.stderr.count("\n")), (5, 1))

    def test_file_size_limit(self):
        """As a disk that is full after 20 kB."""
        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

        self.make(self.plans[0], self.place / "out")
        before = content(self.place)
        done = run("run", self.plans[1], "-o", self.place / "out", preexec_fn=limited)
        self.assertEqual((done.returncode, done.stderr.count("\n")), (5, 1))
        self.assertEqual(content(self.place), before)

    def test_killed(self):
        """SIGKILL at random moments: the old result or the new one, whole."""
        choose = random.Random(SEED)
        begin = time.monotonic()
        for _ in range(3):
            self.make(self.plans[0], self.place / "out")
        span = (time.monotonic() - begin) / 3
        counts, now, hidden = {"old": 0, "new": 0}, 0, 0
        for i in range(RUNS):
            following = 1 - now
            process = subprocess.Popen([KOHORT, "run", self.plans[following], "-o", self.place / "out"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(span * choose.choice((choose.uniform(0, 1.2), choose.uniform(0.7, 1.2))))
            process.kill()
            process.wait()
            found = content(self.place / "out")
            self.assertIn(found, self.results, f"run {i}")
            counts["new" if found == self.results[following] else "old"] += 1
            now = self.results.index(found)
            for left in self.place.iterdir():
                if left.name != "out":
                    self.assertTrue(left.name.startswith(".out.kohort-"), left)
                    shutil.rmtree(left)
                    hidden += 1
        self.make(self.plans[1 - now], self.place / "out")
        self.assertEqual(os.listdir(self.place), ["out"])
        figure("runs killed at a random moment", RUNS)
        figure("of these the old result stood, whole", counts["old"])
        figure("of these the new result stood, whole", counts["new"])
        figure("of these a hidden neighbour was left beside it", hidden)
        self.assertGreater(min(counts.values()), 0, "the moments were all too early or all too late")

    def test_at_once(self):
        """Several runs into one folder: each succeeds, and the last one's result stands."""
        rounds = max(3, RUNS // 20)
        for i in range(rounds):
            if i % 2 == 0 and (self.place / "out").exists():
                shutil.rmtree(self.place / "out")
            processes = [subprocess.Popen([KOHORT, "run", self.plans[k % 2], "-o", self.place / "out"],
                                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for k in range(4)]
            said = [process.communicate()[1] for process in processes]
            codes = [process.returncode for process in processes]
            self.assertIn(content(self.place / "out"), self.results, f"round {i}: {codes} {said}")
            self.assertEqual(os.listdir(self.place), ["out"], f"round {i}: {codes} {said}")
            for code, text in zip(codes, said):  # one that came between two others may be refused, and says so
                self.assertIn((code, text.count("\n")), [(0, 0), (2, 1), (5, 1)], f"round {i}: {codes} {said}")
        figure("rounds of four runs into one folder at once", rounds)

    def test_not_allowed(self):
        """A folder that may not be written to, as somebody who is not root."""
        if os.getuid() != 0:
            person = {}
        else:
            person = {"user": 65534, "group": 65534}
            os.chmod(self.folder, 0o755)
        self.place.chmod(0o555)
        self.make(self.plans[0], self.folder / "out") if os.getuid() == 0 else None
        try:
            tried = subprocess.run([KOHORT, "--version"], capture_output=True, **person).returncode
        except OSError:
            tried = 1
        if tried != 0:
            self.skipTest("the command cannot be run by anybody but root")
        done = run("run", self.plans[1], "-o", self.place / "out", **person)
        self.assertEqual((done.returncode, done.stderr.count("\n")), (5, 1), done.stderr)
        self.assertEqual(content(self.place), {})
        done = run("project", ROOT / "tests/vectors/ccmpp-synthetic", "-o", self.place / "out.csv", **person)
        self.assertEqual((done.returncode, done.stderr.count("\n")), (5, 1), done.stderr)
        self.assertEqual(content(self.place), {})

    def test_links(self):
        real = self.place / "real"
        real.mkdir()
        (self.place / "link").symlink_to(real)
        (self.place / "nowhere").symlink_to(self.place / "missing")
        done = run("run", self.plans[0], "-o", self.place / "link/out")  # a link above is followed
        self.assertEqual(done.returncode, 0)
        self.assertEqual(content(real / "out"), self.results[0])
        (self.place / "direct").symlink_to(real / "out")
        for name in ("direct", "nowhere"):
            done = run("run", self.plans[1], "-o", self.place / name)
            self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), name)
        self.assertEqual(content(real / "out"), self.results[0])

    def test_files_outside_the_plan(self):
        (self.place / "inside").symlink_to("/etc/passwd")
        for name in ("/etc/passwd", "../../etc/passwd", "inside", "a/../../x", ""):
            plan = self.place / "plan.json"
            plan.write_text(json.dumps({"kohort": 1, "region": "3310",
                                        "capacity": {"register": {"file": name, "source": "a test"}}}), encoding="utf-8")
            done = run("run", plan)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (3, "", 1), name)
            self.assertNotIn("root:", done.stderr)

    def test_umask(self):
        for mask, file_mode, folder_mode in ((0o077, 0o600, 0o700), (0o022, 0o644, 0o755), (0o002, 0o664, 0o775)):
            out = self.place / f"{mask:o}"
            done = run("run", self.plans[0], "-o", out, umask=mask)
            self.assertEqual(done.returncode, 0)
            self.assertEqual(out.stat().st_mode & 0o777, folder_mode)
            for path in out.rglob("*"):
                self.assertEqual(path.stat().st_mode & 0o777, folder_mode if path.is_dir() else file_mode, path)

    def test_clock_and_locale(self):
        """The result depends on neither: a clock that stands still in another century, a decimal comma."""
        done = run("run", self.plans[0], "-o", self.place / "clock", env=dict(os.environ, LD_PRELOAD=SHIM, KOHORT_CLOCK="99"))
        self.assertEqual((done.returncode, content(self.place / "clock")), (0, self.results[0]))
        locales = self.folder / "locales"
        locales.mkdir()
        made = shutil.which("localedef") and subprocess.run(
            ["localedef", "-i", "nb_NO", "-f", "UTF-8", locales / "nb_NO.UTF-8"], capture_output=True).returncode == 0
        if not made:
            self.skipTest("no Norwegian locale can be made here")
        done = run("run", self.plans[0], "-o", self.place / "locale",
                   env=dict(os.environ, LOCPATH=str(locales), LC_ALL="nb_NO.UTF-8"))
        self.assertEqual((done.returncode, content(self.place / "locale")), (0, self.results[0]))


def main():
    global KOHORT, SHIM, ROOT, RUNS, STRIDE
    parser = argparse.ArgumentParser()
    parser.add_argument("kohort")
    parser.add_argument("shim")
    parser.add_argument("root", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--stride", type=int, default=STRIDE)
    parser.add_argument("--figures")
    parser.add_argument("tests", nargs="*")
    given = parser.parse_args()
    KOHORT, SHIM, ROOT, RUNS, STRIDE = given.kohort, given.shim, given.root, given.runs, given.stride
    program = unittest.main(argv=sys.argv[:1] + given.tests, exit=False)
    if given.figures:
        Path(given.figures).write_text("".join(f"{name}: {value}\n" for name, value in FIGURES), encoding="utf-8")
    return 0 if program.result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
