#!/usr/bin/env bash
# Builds and runs every test, and names those that were skipped. Usage: test.sh [PRESET]   (default: release)
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}

scripts/deps.sh test
scripts/build.sh "$preset"

log=build/$preset/tests.log
status=0
ctest --preset "$preset" | tee "$log" || status=$?

skipped=$(sed -nE 's/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: ([^ ]+) \.*\*\*\*Skipped.*/\1/p' "$log")
if [ -n "$skipped" ]; then
    echo "Skipped:" $skipped
else
    echo "Skipped: none"
fi
exit $status
