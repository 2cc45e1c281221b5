#!/usr/bin/env bash
# The pictures of the README, docs/pictures/*.svg, made anew. Usage: pictures.sh [BUILD] (default: build/release, built here)
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -eq 0 ]; then
    scripts/deps.sh build
    scripts/build.sh release
fi
python3 scripts/pictures.py "${1:-build/release}/cli/kohort" .
