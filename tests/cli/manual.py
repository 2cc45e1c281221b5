#!/usr/bin/env python3
"""Manual pages and completion know every command and option that the command itself knows.

    manual.py KOHORT FOLDER    FOLDER is what cli/manual.py wrote
"""
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

KOHORT, FOLDER = None, None


def say(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def commands():
    return re.findall(r"^  ([a-z]+)  ", say(KOHORT, "--help"), re.M)


def options(command):
    return re.findall(r"--([\w-]+)", "\n".join(
        line for line in say(KOHORT, "help", command).splitlines()[1:] if re.match(r" +(-\w, )?--", line)))


def complete(*words):
    """What bash offers at the end of `kohort WORDS...`."""
    script = ('. "$1"; shift; compopt() { :; }; COMP_WORDS=(kohort "$@"); COMP_CWORD=$#; _kohort; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    return say("bash", "-c", script, "bash", str(FOLDER / "bash/kohort"), *words).split()


class Manual(unittest.TestCase):
    def test_pages(self):
        self.assertGreater(len(commands()), 5)
        self.assertEqual(sorted(path.name for path in (FOLDER / "man1").iterdir()),
                         sorted(["kohort.1", *(f"kohort-{name}.1" for name in commands())]))
        for name in commands():
            text = (FOLDER / f"man1/kohort-{name}.1").read_text(encoding="utf-8").replace("\\-", "-")
            self.assertEqual(sorted(re.findall(r"^(?:\\fB-\w\\fR, )?\\fB--([\w-]+)", text, re.M)),
                             sorted(options(name)))
            self.assertIn(f"kohort-{name} (1)", (FOLDER / "man1/kohort.1").read_text().replace("\\-", "-"))

    def test_pages_are_well_formed(self):
        if shutil.which("mandoc"):
            for path in sorted((FOLDER / "man1").iterdir()):
                done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", str(path)], capture_output=True, text=True)
                lines = [line for line in done.stdout.splitlines() if "missing date" not in line]  # as reproducible
                self.assertEqual(lines, [])
        elif shutil.which("groff"):
            for path in sorted((FOLDER / "man1").iterdir()):
                done = subprocess.run(["groff", "-man", "-ww", "-z", str(path)], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
        else:
            self.skipTest("neither mandoc nor groff is here")

    def test_bash(self):
        self.assertEqual(complete("")[:-3], ["help", *commands()])
        self.assertEqual(complete("va"), ["validate"])
        self.assertEqual(complete("help", "va"), ["validate"])
        for name in commands():
            offered = [word.rstrip("=").removeprefix("--") for word in complete(name, "--")]
            self.assertEqual(sorted(offered), sorted([*options(name), "errors"]))
        self.assertEqual(complete("run", "--lang", "=", ""), ["nb", "nn", "en"])
        self.assertEqual(complete("run", "--lang", "="), ["nb", "nn", "en"])
        self.assertEqual(complete("run", "--lang", "n"), ["nb", "nn"])
        self.assertEqual(complete("run", "--errors", "=", "j"), ["json"])
        self.assertIn("quantities", complete("list", ""))
        self.assertIn("run.py", complete("run", "run."), "a plan is a file")

    def test_zsh_and_fish(self):
        for shell, path in (("zsh", FOLDER / "zsh/_kohort"), ("fish", FOLDER / "fish/kohort.fish")):
            text = path.read_text(encoding="utf-8")
            for name in commands():
                self.assertRegex(text, rf"\b{name}\b")
                for option in options(name):
                    self.assertTrue(f"--{option}" in text or f"-l {option}" in text, (shell, name, option))
            if shutil.which(shell):
                say(shell, "-n", str(path))


if __name__ == "__main__":
    KOHORT, FOLDER = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
