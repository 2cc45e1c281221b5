#!/usr/bin/env python3
"""How long the main job takes as a fresh process: one municipality, and all of them. Prints JSON.

    bench_run.py KOHORT [--runs N]
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def measure(command):
    """Wall and processor seconds and peak memory (MiB) of one run."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: status {status}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(command, runs):
    measure(command)  # files into the page cache
    rows = [measure(command) for _ in range(runs)]
    return {name: round(statistics.median(row[i] for row in rows), 4)
            for i, name in enumerate(("wall_s", "cpu_s", "peak_mib"))}


def five_scenarios(plan, folder):
    """The plan with its first five scenarios, the reference among them, in a folder of its own."""
    shutil.copytree(plan, folder + "/plan")
    path = folder + "/plan/plan.json"
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    wanted, kept = 4, []
    for scenario in content["scenarios"]:
        known = {"reference", *(one["id"] for one in kept)}
        if len(kept) < wanted and scenario.get("based_on", "reference") in known:
            kept.append(scenario)
    content["scenarios"] = kept
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file)
    return path


def main():
    kohort, runs = sys.argv[1], int(sys.argv[3]) if sys.argv[2:3] == ["--runs"] else 20
    with tempfile.TemporaryDirectory() as folder:
        one = [kohort, "run", "--region", "3310"]
        three = ["--scenario", "own_trend_damped", "--scenario", "postponed_need"]
        plans = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "data", "plans")
        five = five_scenarios(os.path.join(plans, "hole"), folder)
        plan = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/plans/hole/plan.json")
        report = [kohort, "run", plan, "-o", folder + "/report", "--format"]
        every = [kohort, "run", "--region", "all", *three, "--format", "csv", "-o", folder + "/all"]
        print(json.dumps({"bench": "run", "runs": runs, "load": round(os.getloadavg()[0], 1),
                          "one_summary": median(one, runs),
                          "one_folder": median([*one, "-o", folder + "/one"], runs),
                          "plan_of_five_scenarios": median([kohort, "run", five, "-o", folder + "/five"], runs),
                          "plan_all_scenarios": median([*report, "json"], runs),
                          "plan_all_scenarios_report": median([*report, "json,html,md,jsonstat"], runs),
                          "all_three_scenarios_tables": median(every, 3)}))


if __name__ == "__main__":
    main()
