#!/usr/bin/env python3
"""The JSON Schemas against the files that they speak of: plans, results, and broken ones of both.

    schema.py KOHORT ROOT      skipped (77) without the Python module jsonschema
"""
import copy
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("cli/schema: skipped, python3-jsonschema is missing")
    sys.exit(77)

KOHORT, ROOT = None, None
PLANS = ("data/default_plan.json", "data/plans/hole/plan.json", "data/plans/sor-varanger/plan.json")

# Broken in ways that one schema cannot see: years against years and registers, names of files and of other scenarios.
UNSEEN = {"base_after_register", "base_before_register", "end_before_base", "file_above", "file_absolute",
          "scenario_base_year", "scenario_cycle", "scenario_end_year", "scenario_on_itself", "scenario_reference",
          "scenario_region", "scenario_twice", "scenario_unknown_base", "scenario_unknown_service",
          "scenario_without_source", "shift_of_more_than_all", "shift_to_itself", "unknown_region", "period_reversed"}


def kohort(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, check=True).stdout


def cubes(node, path=""):
    """(path, cube) of everything with values below a node."""
    if isinstance(node, dict) and "value" in node:
        yield path, node
    elif isinstance(node, dict):
        for key, inner in node.items():
            yield from cubes(inner, f"{path}/{key}")


class Schemas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schemas = {name: json.loads(kohort("schema", name)) for name in ("plan", "result")}
        cls.validators = {name: Draft202012Validator(schema) for name, schema in cls.schemas.items()}
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.results = {}
        for name, arguments in (("hole", [ROOT / PLANS[1]]), ("sor-varanger", [ROOT / PLANS[2]]),
                                *((region, ["--region", region, "--scenario", "home_based_profile"])
                                  for region in ("3310", "1151", "0301"))):
            kohort("run", *arguments, "--format", "json", "-o", cls.folder / name)
            cls.results[name] = json.loads((cls.folder / name / "result.json").read_text(encoding="utf-8"))
        plan = json.loads((ROOT / PLANS[1]).read_text(encoding="utf-8"))
        plan.update(end_year=2027, scenarios=[])
        del plan["capacity"]["register"], plan["capacity"]["buildings"], plan["preparedness"], plan["targets"], plan["area"], plan["health"]
        plan["population"] = {"strata": {"file": "strata.csv", "assumption": "a test"}}
        (cls.folder / "strata.csv").write_text("stratum,sex,age_from,age_to,share\na,both,0,,0.3\nb,both,0,,0.7\n", encoding="utf-8")
        (cls.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        kohort("run", cls.folder / "plan.json", "-o", cls.folder / "small")
        cls.results["strata"] = cls.small = json.loads((cls.folder / "small" / "result.json").read_text(encoding="utf-8"))

    def good(self, name, document):
        errors = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                  for error in self.validators[name].iter_errors(document)]
        self.assertEqual(errors[:3], [])

    def test_schemas(self):
        for schema in self.schemas.values():
            self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
            Draft202012Validator.check_schema(schema)

    def test_plans(self):
        for path in PLANS:
            with self.subTest(path):
                self.good("plan", json.loads((ROOT / path).read_text(encoding="utf-8")))

    def test_standard_scenarios(self):
        standard = json.loads((ROOT / "data/scenarios.json").read_text(encoding="utf-8"))
        self.assertEqual(list(standard), ["scenarios"])
        self.good("plan", {"kohort": 1, "region": "3310", "scenarios": standard["scenarios"]})

    def test_new_plan(self):
        kohort("new", "5605", self.folder / "new")
        self.good("plan", json.loads((self.folder / "new" / "plan.json").read_text(encoding="utf-8")))

    def test_broken_plans(self):
        """The schema refuses what `validate` refuses, as far as a schema sees."""
        seen = set()
        for path in sorted((ROOT / "tests/vectors/plans/broken").glob("*.json")):
            try:
                plan = json.loads(path.read_bytes(), parse_constant=lambda word: self.fail(word))
            except (ValueError, self.failureException):
                continue
            if path.stem in ("duplicate_key", "infinite"):  # Python reads these
                continue
            if self.validators["plan"].is_valid(plan):
                seen.add(path.stem)
        self.assertEqual(seen, UNSEEN)

    def test_results(self):
        for name, result in self.results.items():
            with self.subTest(name):
                self.good("result", result)

    def test_cubes(self):
        """What a schema cannot say: every cube holds as many values as its labels, and marks as many as labels."""
        for name, result in self.results.items():
            for scenario in result["scenarios"]:
                found = list(cubes(scenario))
                self.assertGreater(len(found), 10)
                for path, cube in found:
                    with self.subTest(f"{name} {scenario['id']} {path}"):
                        labels = [cube[dimension] for dimension in cube["dimensions"]]
                        closed = {"unit", "time", "basis", "dimensions", "basis_by_label", "sign", "value", "quantiles", "status"}
                        self.assertEqual(set(cube) - closed, set(cube["dimensions"]))
                        self.assertEqual(len(cube["value"]), math.prod(map(len, labels)))
                        for dimension in labels:
                            self.assertEqual(len(set(dimension)), len(dimension))
                        if "basis_by_label" in cube:
                            self.assertEqual(len(cube["basis_by_label"]), len(labels[1]))
                        if "sign" in cube:
                            self.assertEqual(len(cube["sign"]), len(labels[-1]))

    def test_mutants(self):
        def drop(*path):
            return path, lambda node, key: node.pop(key)

        def put(value, *path):
            return path, lambda node, key: node.__setitem__(key, value)

        first = ("scenarios", 0)
        mutants = [
            drop("kohort"), drop("warnings"), drop("plan", "digest"), drop("plan", "methods", "migration"),
            drop(*first, "population"), drop(*first, "label"), drop(*first, "components", "sign"),
            drop(*first, "demand", "users", "unit"), drop(*first, "demand", "users", "basis_by_label"),
            drop(*first, "capacity", "first_shortage"), drop(*first, "capacity", "gap", "value"),
            put(1, "extra"), put(2, "kohort", "result"), put("3310x", "plan", "region"), put("abc", "plan", "digest"),
            put(1.5, "plan", "seed"), put([{"code": "a"}], "warnings"), put("x", "scenarios"), put([], "scenarios"),
            put("other", *first, "id"), put({}, *first, "indicators"), put({"unit": "x"}, *first, "services"),
            put("2026", *first, "population", "value", 3), put(-1, *first, "population", "value", 3),
            put(None, *first, "population", "value", 3), put(["male", "female"], *first, "population", "sex"),
            put("31 December", *first, "population", "time"), put(0, *first, "components", "sign", 1),
            put(["births", "deaths"], *first, "components", "component"), put("theirs", *first, "demand", "users", "basis"),
            put([], *first, "demand", "fte", "value"), put([1, "a"], *first, "demand", "fte", "profession"),
            put({"p": [0.5]}, *first, "demand", "users", "quantiles"),
            put({"p": [1.5], "value": [1]}, *first, "demand", "users", "quantiles"),
            put("soon", *first, "capacity", "first_shortage", "institution"), put(1, *first, "capacity", "spare"),
        ]
        self.assertTrue(self.validators["result"].is_valid(copy.deepcopy(self.small)))
        for path, change in mutants:
            with self.subTest(path):
                document = copy.deepcopy(self.small)
                node = document
                for key in path[:-1]:
                    node = node[key]
                change(node, path[-1])
                self.assertFalse(self.validators["result"].is_valid(document))

    def test_future(self):
        """Blocks, quantiles and suppressed cells that the contract promises."""
        document = copy.deepcopy(self.small)
        scenario = document["scenarios"][0]
        users = scenario["demand"]["users"]
        users["quantiles"] = {"p": [0.05, 0.5], "value": users["value"] + [None]}
        users["status"] = [None, "suppressed"]
        for block in ("economy", "area", "health", "sensitivity"):
            scenario[block] = {"some": copy.deepcopy(users)}
        scenario["balance"] = copy.deepcopy(users)
        self.good("result", document)


def main():
    global KOHORT, ROOT
    KOHORT = str(Path(sys.argv.pop(1)).resolve())
    ROOT = Path(sys.argv.pop(1)).resolve()
    unittest.main()


if __name__ == "__main__":
    main()
