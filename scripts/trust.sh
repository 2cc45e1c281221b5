#!/usr/bin/env bash
# Everything that judges this library, one part after another, and its figures into docs/trust.md. Hours, not minutes.
# Usage: trust.sh [--minutes N] [PART]...   (N = of fuzzing, default 60; parts: see below, default all)
#        trust.sh --page   writes docs/trust.md from the figures of the last runs
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=60
if [ "${1:-}" = --minutes ]; then minutes=$2 && shift 2; fi
parts=(tests sanitizers coverage mutants faults fuzz sameness valgrind packages arm64)

tests() { scripts/test.sh ci; }
sanitizers() { scripts/sanitize.sh; }
coverage() { scripts/coverage.sh; }
mutants() {
    mkdir -p build/mutants
    scripts/mutants.sh | tee build/mutants/verdicts.txt
}
faults() { scripts/faults.sh; }
fuzz() { scripts/fuzz.sh --minutes "$minutes"; }
sameness() { scripts/sameness.sh; }
valgrind() { scripts/valgrind.sh; }
packages() { scripts/package.sh; }
arm64() { scripts/arm64.sh; }

if [ "${1:-}" != --page ]; then
    [ $# -gt 0 ] || set -- "${parts[@]}"
    for part in "$@"; do
        case " ${parts[*]} " in
        *" $part "*) echo "== $part" && "$part" ;;
        *) echo "trust.sh: no part '$part'; there are ${parts[*]}" >&2 && exit 2 ;;
        esac
    done
fi
python3 scripts/trust.py
