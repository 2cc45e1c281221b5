#!/usr/bin/env bash
# Line and branch coverage of lib/ by all tests, and the files that are covered least. Usage: coverage.sh [LEAST_LINES_PERCENT]
# The page is build/coverage/report.html, the figures build/coverage/summary.txt.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh test coverage
scripts/build.sh coverage
find build/coverage -name '*.gcda' -delete
ctest --preset coverage >build/coverage/tests.log || { cat build/coverage/tests.log && exit 1; }
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
