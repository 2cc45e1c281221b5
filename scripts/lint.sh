#!/usr/bin/env bash
# No file that was forgotten to add; format, then clang-tidy and cppcheck over the library and the command. Nothing is built:
# the compiler's own warnings are errors in the builds of .ci/run, one of them with assertions.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh lint
cmake --preset dev >/dev/null # the commands that clang-tidy reads

strays=$(git ls-files --others --exclude-standard)
if [ -n "$strays" ]; then
    printf 'lint.sh: not in the tree, so nobody else has it: %s\n' $strays >&2
    exit 1
fi

newest() { # newest NAME: the version that the project's configuration is written for, if it is there
    command -v "$1-14" || command -v "$1"
}

echo "Format"
find lib include cli examples bench tests -path tests/arch -prune -o -name '*.[ch]' -print0 |
    xargs -0 "$(newest clang-format)" --dry-run --Werror

echo "clang-tidy"
# One file a run: version 14 reports va_list wrongly from the second file on.
find lib cli -name '*.c' ! -path lib/num/ranks.c -print0 | # which takes mpi.h, that a build without MPI has not got
    xargs -0 -n 1 -P "$(nproc)" "$(newest clang-tidy)" -p build/dev --quiet 2> >(grep -v 'warnings generated' >&2)

echo "cppcheck"
cppcheck --quiet -j "$(nproc)" --error-exitcode=1 --inline-suppr --std=c11 --enable=warning,performance,portability \
    --suppress=missingIncludeSystem -I include -I lib lib cli
