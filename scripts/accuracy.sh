#!/usr/bin/env bash
# Rebuilds the tables of docs/accuracy.md: hindcasts from 2010, 2012, 2014, 2016, 2018 and 2021.
# Usage: accuracy.sh [--check]   (--check: compares instead of writing)
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh build
scripts/build.sh release
exec python3 scripts/accuracy.py build/release/cli/kohort data docs/accuracy.md "$@"
