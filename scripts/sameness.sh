#!/usr/bin/env bash
# Equal bytes for an equal manifest: 1, 2 and 4 threads, gcc and clang, Debug and Release, the shared and the static
# library, and the municipalities in another order. Prints what was compared; fails at the first difference.
# Usage: sameness.sh
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."

scripts/deps.sh build clang
out=$PWD/build/sameness figures=build/sameness/figures.txt
rm -rf "$out/runs" && mkdir -p "$out/runs"
: >"$figures"

compile() { # compile NAME COMPILER TYPE SHARED: the command in build/sameness/NAME
    cmake -S . -B "$out/$1" -G Ninja -DCMAKE_C_COMPILER="$2" -DCMAKE_BUILD_TYPE="$3" -DKOHORT_CLI_SHARED="$4" -DKOHORT_TESTS=OFF \
        -DKOHORT_BENCH=OFF -DKOHORT_EXAMPLES=OFF >"$out/$1.log" 2>&1 && cmake --build "$out/$1" >>"$out/$1.log" 2>&1 ||
        { tail -20 "$out/$1.log" && exit 1; }
}

digest() { # digest FOLDER: of all names and bytes below it, but for the manifest, which says what was asked for
    (cd "$1" && find . -type f ! -name manifest.json -print0 | sort -z | xargs -0 sha256sum) | sha256sum | cut -d' ' -f1
}

jobs=("plan_hole data/plans/hole/plan.json --format json,csv,html" "batch --region 1151,3310,0301,5605 --format json,csv"
    "draws_sor_varanger data/plans/sor-varanger/plan.json --draws 50 --seed 7 --format json,csv")

run() { # run NAME COMMAND THREADS [ORDER]: all jobs; prints one digest for them
    local name=$1 command=$2 threads=$3 order=${4:-} sums="" words
    for job in "${jobs[@]}"; do
        read -r -a words <<<"$job"
        [ -z "$order" ] || words=("${words[@]/1151,3310,0301,5605/5605,0301,1151,3310}")
        "$command" run "${words[@]:1}" --threads "$threads" --data data -o "$out/runs/$name-${words[0]}" >/dev/null
        sums+=$(digest "$out/runs/$name-${words[0]}")
    done
    sha256sum <<<"$sums" | cut -d' ' -f1
}

compile gcc_release gcc Release OFF
compile gcc_debug gcc Debug OFF
compile clang_release "$(command -v clang || command -v clang-14)" Release OFF
compile gcc_shared gcc Release ON

reference=$(run reference "$out/gcc_release/cli/kohort" 1)
status=0
judge() { # judge WHAT DIGEST
    local verdict=equal
    [ "$2" = "$reference" ] || { verdict=DIFFERENT && status=1; }
    printf '%-28s %s\n' "$1" "$verdict" | tee -a "$figures"
}
judge "2 threads" "$(run two "$out/gcc_release/cli/kohort" 2)"
judge "4 threads" "$(run four "$out/gcc_release/cli/kohort" 4)"
judge "municipalities reordered" "$(run order "$out/gcc_release/cli/kohort" 2 reordered)"
judge "gcc, Debug" "$(run debug "$out/gcc_debug/cli/kohort" 2)"
judge "clang, Release" "$(run clang "$out/clang_release/cli/kohort" 2)"
judge "shared library" "$(run shared "$out/gcc_shared/cli/kohort" 2)"
rm -rf "$out/runs"
exit $status
