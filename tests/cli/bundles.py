#!/usr/bin/env python3
"""Bundles for sister plans: one run, one id, the same figures everywhere.

    bundles.py KOHORT ROOT
"""
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KOHORT, ROOT = None, None
BUNDLES = ["housing", "gp", "competence", "economy", "preparedness", "public_health"]
# What each plan cannot do without, and what is none of its business.
HOLDS = {"housing": ({"T28", "T11", "T19", "T20", "F06"}, {"T13", "T15", "T22"}),
         "gp": ({"T08d", "T02", "T12"}, {"T11", "T15", "T28"}),
         "competence": ({"T13", "T13e", "T13f", "T14", "T33", "F07"}, {"T11", "T15", "T28"}),
         "economy": ({"T15", "T15b", "T16", "T17", "T18", "T31", "F09"}, {"T13", "T28"}),
         "preparedness": ({"T21", "T21b", "T21c", "T21d", "T20", "T11c"}, {"T15", "T28"}),
         "public_health": ({"T27", "T12", "T02", "T06", "T30"}, {"T15", "T13"})}


def kohort(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)


class Bundles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name) / "out"
        done = kohort("run", ROOT / "data/plans/hole/plan.json", "--scenario", "housing_programme", "--bundle", "all", "--lang", "nn",
                      "--format", "csv,html", "-o", cls.folder)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def read(self, bundle):
        return json.loads((self.folder / "bundles" / bundle / "bundle.json").read_text(encoding="utf-8"))

    def test_one_run(self):
        digest = hashlib.sha256((self.folder / "result.json").read_bytes()).hexdigest()
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        digests = {file["name"]: file["sha256"] for file in manifest["files"]}
        self.assertEqual(digests["result.json"], digest)
        self.assertEqual(sorted(path.name for path in (self.folder / "bundles").iterdir()), sorted(BUNDLES))
        for bundle in BUNDLES:
            told = self.read(bundle)
            self.assertEqual((told["run"], told["plan_sha256"], told["region"], told["bundle"]),
                             (digest, manifest["plan_sha256"], "3310", bundle))
            self.assertEqual(told["scenarios"], ["reference", "housing_programme"])
            self.assertIn(digest, told["notes"][0])
            for path in (self.folder / "bundles" / bundle).rglob("*.*"):
                self.assertEqual(digests[str(path.relative_to(self.folder))], hashlib.sha256(path.read_bytes()).hexdigest())

    def test_the_same_tables(self):
        for bundle in BUNDLES:
            told, folder = self.read(bundle), self.folder / "bundles" / bundle
            files = sorted((folder / "tables").iterdir())
            self.assertEqual(sorted(told["tables"]), sorted(path.name.split("_")[0] for path in files))
            for path in files:
                self.assertEqual(path.read_bytes(), (self.folder / "tables" / path.name).read_bytes(), path.name)
            needed, foreign = HOLDS[bundle]
            held = set(told["tables"]) | {path.name.split(".")[0] for path in (folder / "figures").iterdir()}
            self.assertLessEqual(needed, held, bundle)
            self.assertFalse(foreign & held, bundle)
            self.assertFalse(set(told["without"]) & held)
            self.assertIn("T01", held)

    def test_pages_are_parts_of_the_chapter(self):
        def shown(path):  # each table of the page with its caption
            page = path.read_text(encoding="utf-8")
            return set(re.findall(r"<caption>(.*?)</caption>(.*?)</table>", page, re.S))
        whole = shown(self.folder / "chapter.html")
        self.assertGreater(len(whole), 40)
        union = set()
        for bundle in BUNDLES:
            part = shown(self.folder / "bundles" / bundle / "chapter.html")
            self.assertTrue(part and part < whole, bundle)
            union |= {caption for caption, _ in part}
        for name in ("T08d", "T28", "T13", "T15", "T21c", "T27"):
            self.assertTrue(any(re.search(rf"\b{name}\b", caption) for caption in union), name)

    def test_published_without_digest(self):
        folder = Path(self.temporary.name) / "published"
        done = kohort("run", ROOT / "data/plans/hole/plan.json", "--scenario", "housing_programme", "--bundle", "gp", "--publish",
                      "--format", "csv", "-o", folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        told = json.loads((folder / "bundles/gp/bundle.json").read_text(encoding="utf-8"))
        self.assertNotIn("plan_sha256", told)
        self.assertEqual(told["run"], hashlib.sha256((folder / "result.json").read_bytes()).hexdigest())
        self.assertEqual([path.name for path in (folder / "bundles").iterdir()], ["gp"])

    def test_several_municipalities(self):
        folder = Path(self.temporary.name) / "several"
        done = kohort("run", "--region", "3310,1151", "--bundle", "gp", "--format", "csv", "-o", folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        runs = {json.loads((folder / region / "bundles/gp/bundle.json").read_text(encoding="utf-8"))["run"]
                for region in ("3310", "1151")}
        self.assertEqual(len(runs), 2)

    def test_names(self):
        rows = list(csv.DictReader(io.StringIO(kohort("list", "bundles").stdout)))
        self.assertEqual([row["id"] for row in rows], BUNDLES)
        for where in (["--region", "3310"], ["--region", "all"]):
            done = kohort("run", *where, "--bundle", "hosing", "-o", Path(self.temporary.name) / "never")
            self.assertEqual((done.returncode, done.stderr),
                             (2, "kohort: there is no bundle 'hosing'; did you mean 'housing'?\n"))
        self.assertFalse((Path(self.temporary.name) / "never").exists())


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
