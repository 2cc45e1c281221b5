#!/usr/bin/env python3
"""How long draws of one municipality take through everything, and the decomposition of their spread: processor seconds of
fresh processes, which are less what the plain run takes. Prints JSON.

    bench_chain.py KOHORT [--runs N]

`sobol_12_groups`: 1024 points, 12 sources, so 14 336 runs of the chain.
"""
import json
import os
import sys
import tempfile

from bench_run import median

CAUSES = ("long_stay", "short_stay", "home_nursing", "practical_assistance", "personal_assistance", "day_activity",
          "staffed_housing_24h", "support_contact", "respite_outside")


def main():
    kohort, runs = sys.argv[1], int(sys.argv[3]) if sys.argv[2:3] == ["--runs"] else 5
    why = {"assumption": "of the benchmark"}
    plan = {"kohort": 1, "region": "3310",
            "services": {cause: {"coverage_factor": {"value": 1, **why, "range": {"low": 0.9, "high": 1.1, **why}}}
                         for cause in CAUSES}}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "plan.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(plan, file)
        one = [kohort, "run", path, "--threads", "2"]
        print(json.dumps({"bench": "chain", "runs": runs, "load": round(os.getloadavg()[0], 1),
                          "plain": median(one, runs),
                          "draws_100": median([*one, "--draws", "100"], runs),
                          "draws_1000": median([*one, "--draws", "1000"], runs),
                          "sobol_12_groups": median([kohort, "sensitivity", path, "--draws", "1024", "--threads", "2"], 1)}))


main()
