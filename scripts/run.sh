#!/usr/bin/env bash
# From a fresh clone to a result: installs what is missing, builds, and runs a plan of data/plans.
# Usage: run.sh [--preset PRESET] [PLAN]...   (default: release, hole); the results are out/PLAN
set -euo pipefail
cd "$(dirname "$0")/.."

preset=release
if [ "${1:-}" = --preset ]; then preset=$2 && shift 2; fi

scripts/deps.sh build
scripts/build.sh "$preset"

for plan in "${@:-hole}"; do
    "build/$preset/cli/kohort" run "data/plans/$plan/plan.json" -o "out/$plan"
    echo "The result is in $PWD/out/$plan"
done
