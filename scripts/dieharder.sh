#!/usr/bin/env bash
# The random streams under dieharder (Debian: dieharder). Usage: dieharder.sh [TEST...]   (default: all; takes an hour)
# Two orders of the same numbers: along one stream, and across the draws of one block, which is how simulations read.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v dieharder >/dev/null; then
    echo "dieharder.sh: dieharder is not installed (apt-get install dieharder)" >&2
    exit 1
fi
scripts/build.sh release
source=build/release/bench/stream_words

failed=0
for order in along across; do
    echo "Order: $order"
    for test in "${@:-a}"; do
        chosen=(-d "$test")
        if [ "$test" = a ]; then chosen=(-a); fi
        # 200: raw words from standard input. dieharder closes its end when it has enough.
        report=$({ "$source" "$order" || true; } | dieharder -g 200 "${chosen[@]}")
        echo "$report"
        if grep -q FAILED <<<"$report"; then failed=1; fi
    done
done
exit $failed
