#!/usr/bin/env bash
# Every test under the address and undefined-behaviour sanitizers, with assertions on.
set -euo pipefail
exec "$(dirname "$0")/test.sh" asan
