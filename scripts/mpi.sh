#!/usr/bin/env bash
# Builds with MPI and runs the tests of ranks, and of simulate, by that build. Usage: mpi.sh
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh test mpi
scripts/build.sh mpi
ctest --preset mpi
