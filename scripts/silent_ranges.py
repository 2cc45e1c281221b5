#!/usr/bin/env python3
"""Which figures of the shipped plans a range does nothing to: one range at a time, two draws, no chance.

    silent_ranges.py KOHORT ROOT [PLAN ...]

Prints a line per figure: drawn (and how many cubes differ), refused (and why), or silent; exit 1 where one is silent.
A cap that does not bind, or a whole number that is rounded, is silent by its value: look before a refusal is added.
"""
import copy
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

WHY = {"assumption": "made up"}


def bare(node):
    if isinstance(node, dict):
        return {key: bare(value) for key, value in node.items() if key != "range"}
    return [bare(item) for item in node] if isinstance(node, list) else node


def figures(node, at=()):
    if isinstance(node, dict) and ({"value", "path"} & set(node)) and ({"source", "assumption"} & set(node)):
        yield at
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from figures(below, at + (key,))


def spread(node):
    """How many cubes have draws that differ."""
    if not isinstance(node, dict):
        return sum(map(spread, node)) if isinstance(node, list) else 0
    if "quantiles" in node:
        values, n = node["quantiles"]["value"], len(node["value"])
        return int(values[:n] != values[-n:])
    return sum(map(spread, node.values()))


def range_of(figure):
    if not isinstance(figure.get("value"), (int, float)):
        return {"low": 0.9, "high": 1, "as": "ratio"}
    low, high = sorted((0.9 * figure["value"], figure["value"]))
    return {"low": low, "high": high} if low < high else {"low": 0, "high": 1e-3}


def judge(kohort, folder, plan, at):
    plan = copy.deepcopy(plan)
    figure = plan
    for key in at:
        figure = figure[key]
    figure["range"] = {**range_of(figure), "shape": "uniform", **WHY}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    shutil.rmtree(folder / "out", ignore_errors=True)
    done = subprocess.run([kohort, "run", "plan.json", "--draws", "2", "-o", "out", "--format", "json"], cwd=folder,
                          capture_output=True, text=True)
    if done.returncode != 0:
        return "refused: " + done.stderr.strip()
    n = spread(json.loads((folder / "out/result.json").read_text(encoding="utf-8"))["scenarios"])
    return f"drawn: {n} cubes" if n else "silent"


def main():
    kohort, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    silent = 0
    for name in sys.argv[3:] or ("hole", "sor-varanger"):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder) / "plan"
            shutil.copytree(root / "data/plans" / name, folder)
            plan = bare(json.loads((folder / "plan.json").read_text(encoding="utf-8")))
            plan.update(scenarios=[], uncertainty={"population": "none", "users": "none"})
            for at in figures(plan):
                verdict = judge(kohort, folder, plan, at)
                silent += verdict == "silent"
                print(f"{name} /{'/'.join(at)} {verdict}", flush=True)
    return silent > 0


if __name__ == "__main__":
    sys.exit(main())
