#!/usr/bin/env python3
"""`kohort queue` as its users meet it: the members of its JSON, exit codes, one line per error.

    erlang.py KOHORT
"""
import json
import subprocess
import sys
import unittest

KOHORT = None
KEYS = ["offered_load", "occupancy", "p_block", "p_wait", "mean_wait_years", "p_abandon"]


def ask(**options):
    arguments = [word for name, value in options.items() for word in (f"--{name}", value) if value is not True]
    arguments += [f"--{name}" for name, value in options.items() if value is True and f"--{name}" not in arguments]
    return subprocess.run([KOHORT, "queue", *arguments], capture_output=True, text=True)


class Queue(unittest.TestCase):
    def answer(self, **options):
        done = ask(**options, json=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        result = json.loads(done.stdout)
        self.assertEqual(list(result), KEYS)
        return result

    def refused(self, code, words, **options):
        done = ask(**options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, rf"\Akohort: .*{words}.*\n\Z")

    def test_ways_to_give_an_option(self):
        """The last of two counts, --name=value is --name value, what follows a name is its value whatever it looks like."""
        words = ["queue", "--json", "--stay", "2", "--places", "66"]
        told = [subprocess.run([KOHORT, *words, *more], capture_output=True, text=True) for more in (
            ["--arrivals", "30"], ["--arrivals=30"], ["--arrivals", "7", "--arrivals=8", "--arrivals", "30"],
            ["--arrivals=30", "--places=1", "--places", "66"])]
        for done in told:
            self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", told[0].stdout))
        for more, said in ((["--arrivals", "--json"], "--json"), (["--arrivals"], "--arrivals: missing argument"),
                           (["--arrivals="], "--arrivals"), (["--arrival=30"], "unknown option"), (["--", "--arrivals=30"], "too many")):
            done = subprocess.run([KOHORT, *words, *more], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), more)
            self.assertIn(said, done.stderr)

    def test_without_patience(self):
        """60 places in use of 66: Erlang-B and -C to 30 digits in tests/vectors/queue; wait = C stay / (n - a)."""
        result = self.answer(arrivals="30", stay="2", places="66")
        self.assertEqual(result["offered_load"], 60)
        self.assertAlmostEqual(result["occupancy"], 60 / 66, places=14)
        self.assertAlmostEqual(result["p_block"], 4.57838570761155692569154435084e-2, places=14)
        self.assertAlmostEqual(result["p_wait"], 3.45458295546621265223845552497e-1, places=13)
        self.assertAlmostEqual(result["mean_wait_years"], 3.45458295546621265223845552497e-1 * 2 / 6, places=13)
        self.assertEqual(result["p_abandon"], 0)

    def test_with_patience(self):
        result = self.answer(arrivals="30", stay="2", places="66", patience="0.5")
        self.assertAlmostEqual(result["p_wait"], 1.68112374145880255696969173647e-1, places=13)
        self.assertAlmostEqual(result["p_abandon"], 2.7094671003255055072939556704e-2, places=14)
        self.assertAlmostEqual(result["occupancy"] * 66, 60 * (1 - result["p_abandon"]), places=11)

    def test_loss_system(self):
        result = self.answer(arrivals="30", stay="2", places="66", patience="0")
        self.assertEqual(result["p_abandon"], result["p_block"])
        self.assertEqual(result["mean_wait_years"], 0)

    def test_for_people(self):
        done = ask(arrivals="30", stay="2", places="66")
        self.assertEqual(done.returncode, 0)
        self.assertIn("Må vente                                    34,55 %\n", done.stdout)
        self.assertIn("Gjennomsnittlig ventetid                    0,115 år\n", done.stdout)

    def test_very_long_waits(self):
        done = ask(arrivals="1e-300", stay="1e299", places="1")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"ventetid +1,1+\d*e298 år")

    def test_no_steady_state(self):
        self.refused(4, "no steady state", arrivals="33", stay="2", places="66")
        self.answer(arrivals="33", stay="2", places="66", patience="1")

    def test_bad_input(self):
        self.refused(3, "stay", arrivals="30", stay="0", places="66")
        self.refused(3, "stay", arrivals="30", stay="-2", places="66")
        self.refused(3, "arrivals", arrivals="-1", stay="2", places="66")
        self.refused(3, "patience", arrivals="30", stay="2", places="66", patience="-0.5")
        for places in ("0", "-3", "1000001", "1e300"):
            self.refused(3, "places", arrivals="30", stay="2", places=places)

    def test_wrong_usage(self):
        self.refused(2, "--places", arrivals="30", stay="2")
        self.refused(2, "--stay", arrivals="30", places="66")
        self.refused(2, "--arrivals", stay="2", places="66")
        for text in ("", "x", "nan", "inf", "3,5", "0x10", "1e999", "6 "):
            self.refused(2, "--arrivals", arrivals=text, stay="2", places="66")
        self.refused(2, "whole", arrivals="30", stay="2", places="66.5")
        self.refused(2, "--beds", arrivals="30", stay="2", beds="66")
        done = subprocess.run([KOHORT, "queue", "--arrivals", "30", "66"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    KOHORT = sys.argv.pop(1)
    unittest.main()
