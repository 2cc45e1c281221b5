#!/usr/bin/env bash
# Measures this machine and kohort on it, and writes docs/performance.md. Usage: performance.sh [BUILD [MPI_BUILD]]
# (default: build/release and build/mpi, built here; MPI_BUILD: a build with KOHORT_MPI, to measure ranks)
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -eq 0 ]; then
    scripts/deps.sh build mpi
    scripts/build.sh release
    scripts/build.sh mpi
    set -- build/release build/mpi
fi
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for bench in machine step ensemble microsim draws mechanics; do "$build/bench/bench_$bench" --json >"$work/$bench.json"; done
python=$([ -x /usr/bin/python3 ] && echo /usr/bin/python3 || echo python3) # the one that Debian's NumPy is installed for
"$python" bench/bench_scaling.py "$build/cli/kohort" ${2:+--mpi "$2/cli/kohort"} >"$work/scaling.json"
"$python" scripts/performance.py "$work" >"$work/performance.md"
mv "$work/performance.md" docs/performance.md
