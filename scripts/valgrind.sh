#!/usr/bin/env bash
# The unit tests, and the command on a plan with draws, under valgrind: no error, no leak. Usage: valgrind.sh
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh build test trust
scripts/build.sh dev
figures=build/dev/valgrind.txt
check() { # check COMMAND...
    valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible "$@" >build/dev/valgrind.log 2>&1 ||
        { tail -40 build/dev/valgrind.log && echo "valgrind.sh: $*" >&2 && exit 1; }
}
n=0
for test in build/dev/tests/unit/test_unit_*; do
    case $test in
    *_rng | *_sample | *_tally) continue ;; # minutes of chi-square without a pointer of interest
    esac
    check "$test"
    n=$((n + 1))
done
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
check build/dev/cli/kohort run data/plans/sor-varanger/plan.json --draws 5 --threads 1 --format json,csv,html,md,xlsx -o "$out/plan"
check build/dev/cli/kohort run --region 1151 --format json -o "$out/region"
check build/dev/cli/kohort validate data/plans/hole/plan.json
echo "$n unit tests and 3 commands, no error and no leak" | tee "$figures"
