#!/usr/bin/env python3
"""Seeds and a dictionary for fuzz_plan: plan_seeds.py KOHORT ROOT OUT writes OUT/seeds/*.json and OUT/plan.dict.

    tests/fuzz/plan_seeds.py build/cli/kohort . /tmp/plan
    build/tests/fuzz/fuzz_plan -dict=/tmp/plan/plan.dict -max_total_time=120 /tmp/plan/seeds
"""
import copy
import json
import subprocess
import sys
from pathlib import Path


def words(schema, found):
    """Every key and every choice of a schema."""
    if isinstance(schema, dict):
        found.update(schema.get("properties", {}))
        found.update(map(str, schema.get("enum", [])))
        for inner in schema.values():
            words(inner, found)
    elif isinstance(schema, list):
        for inner in schema:
            words(inner, found)
    return found


def small(plan):
    """Few years and no file: the fuzzer gives plans no folder."""
    plan = copy.deepcopy(plan)
    plan.update(region="1151", base_year=2026, end_year=2028)
    plan.get("capacity", {}).pop("register", None)
    return plan


def main():
    kohort, root, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    (out / "seeds").mkdir(parents=True, exist_ok=True)
    seeds = {"least": {"kohort": 1, "region": "1151", "base_year": 2026, "end_year": 2027}}
    for path in [root / "data/default_plan.json", *sorted((root / "data/plans").glob("*/plan.json"))]:
        plan = small(json.loads(path.read_text(encoding="utf-8")))
        seeds[path.parent.name] = plan
        for scenario in plan.get("scenarios", []):
            seeds[f"{path.parent.name}_{scenario['id']}"] = {**plan, "services": {}, "workforce": {}, "scenarios": [scenario]}
    for name, plan in seeds.items():
        (out / "seeds" / f"{name}.json").write_text(json.dumps(plan), encoding="utf-8")
    for path in sorted((root / "tests/vectors/plans/broken").glob("*.json")):
        (out / "seeds" / f"broken_{path.name}").write_bytes(path.read_bytes())
    schema = json.loads(subprocess.run([kohort, "schema", "plan"], capture_output=True, check=True).stdout)
    known = words(schema, {"reference", "null", "true", "false", "[2016,2026]"})
    lines = "".join(json.dumps(json.dumps(word)) + "\n" for word in sorted(known) if word.isascii())
    (out / "plan.dict").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
