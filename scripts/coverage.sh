#!/usr/bin/env bash
# Line and branch coverage of lib/, and the files that are covered least, by units, invariants, twins and the quicker tests of
# the command, and by a few commands in place of those that draw much or look at pages, data, sources, packages and faults: an
# instrumented draw takes fifty times as long. Usage: coverage.sh [LEAST_LINES_PERCENT]
# The page is build/coverage/report.html, the figures build/coverage/summary.txt.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh test coverage
scripts/build.sh coverage
find build/coverage -name '*.gcda' -delete
slow='area_draws|attack|chance|chapter|country|gross|intervals|pictures|pool|ranges|ranks|run|shelf_life|simulate|simulated'
ctest --preset coverage -E "^(arch|browser|consumer|data|fault)/|^cli/($slow)\$|/threads\$" >build/coverage/tests.log ||
    { cat build/coverage/tests.log && exit 1; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for arguments in \
    "run data/plans/sor-varanger/plan.json --draws 50 --bundle all --format json,csv,csv-no,jsonstat,html,md,xlsx -o $out/plan" \
    "run data/plans/hole/plan.json --scenario pop_LLML --publish --lang nn --format json,csv,html,md,xlsx -o $out/publish" \
    "run --region 1151,3310 --format json,csv -o $out/regions" \
    "sensitivity data/plans/hole/plan.json --draws 4" \
    "simulate --regions 1151,4629 --years 3 --draws 20 --keep-draws -o $out/cells.nc" \
    "simulate --engine individuals --regions 1151" \
    "project tests/vectors/ccmpp-synthetic -o $out/case.csv"; do
    build/coverage/cli/kohort $arguments >>build/coverage/tests.log
done
gcovr --root . --filter 'lib/' --object-directory build/coverage --exclude-throw-branches --exclude-unreachable-branches \
    --fail-under-line "${1:-95}" --html-details build/coverage/report.html --json-summary build/coverage/summary.json \
    build/coverage >build/coverage/table.txt || failed=1
python3 - <<'PYTHON' | tee build/coverage/summary.txt
import json
summary = json.load(open("build/coverage/summary.json"))
print(f"Lines of lib/ covered: {summary['line_percent']:.1f} % of {summary['line_total']}; "
      f"branches: {summary['branch_percent']:.1f} % of {summary['branch_total']}")
files = sorted(summary["files"], key=lambda file: file["line_covered"] - file["line_total"])
for file in files[:12]:
    if file["line_covered"] < file["line_total"]:
        print(f"  {file['line_total'] - file['line_covered']:4d} lines not covered of {file['line_total']:4d}  {file['filename']}")
PYTHON
exit "${failed:-0}"
