#!/usr/bin/env bash
# Configures and builds one preset of CMakePresets.json, quietly. Usage: build.sh PRESET
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        exit 1
    fi
    grep -A4 'warning:' "$log" >&2 || true
}

echo "Building build/$1"
quietly cmake --preset "$1"
quietly cmake --build --preset "$1"
