#!/usr/bin/env bash
# `kohort run` for every municipality: each runs, and its population balances. Usage: all-regions.sh [PRESET]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}

scripts/deps.sh build
scripts/build.sh "$preset"
KOHORT_ALL_REGIONS=1 python3 tests/cli/run.py "build/$preset/cli/kohort" . Figures.test_balance
