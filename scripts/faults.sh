#!/usr/bin/env bash
# Fails every write, fsync, rename, mkdir, open, close and allocation of the command in turn, kills it at 500 random moments,
# fills the device, takes away the rights: the old result or the new one must stand, whole. Usage: faults.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh build
scripts/build.sh release
python3 tests/fault/faults.py build/release/cli/kohort build/release/tests/fault/libfault_shim.so "$PWD" --stride 1 \
    --runs "${1:-500}" --figures build/release/faults.txt
