#!/usr/bin/env bash
# From a fresh clone to a result: installs what is missing, builds, and runs a plan of data/plans.
# Usage: run.sh [PLAN]...   (default: hole); the results are out/PLAN
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh build
scripts/build.sh release

for plan in "${@:-hole}"; do
    build/release/cli/kohort run "data/plans/$plan/plan.json" -o "out/$plan"
    echo "The result is in $PWD/out/$plan"
done
