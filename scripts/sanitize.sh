#!/usr/bin/env bash
# Every test under the address and undefined-behaviour sanitizers, with assertions on; then the façade in many threads
# under clang's thread sanitizer. Usage: sanitize.sh [asan|tsan]...   (default: both)
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- asan tsan
for preset in "$@"; do
    if [ "$preset" = tsan ]; then scripts/deps.sh clang; fi
    scripts/test.sh "$preset"
done
