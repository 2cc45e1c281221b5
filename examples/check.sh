#!/usr/bin/env bash
# Runs an example and judges what it prints. Usage: check.sh EXPECTED COMMAND...
# EXPECTED is a file with the very text, or no file: then anything will do. Exit 77 = skipped, with a reason.
set -euo pipefail
expected=$1
shift

if [[ $1 == *python* ]] && ! "$1" -c 'import ctypes' 2>/dev/null; then
    echo "skipped: $1 has no ctypes"
    exit 77
fi
if [ "$1" = Rscript ] && ! command -v Rscript >/dev/null; then
    echo "skipped: there is no R (Debian: r-base-core)"
    exit 77
fi
printed=$("$@")
if [ -f "$expected" ]; then
    diff "$expected" - <<<"$printed"
else
    [ -n "$printed" ]
    printf '%s\n' "$printed"
fi
