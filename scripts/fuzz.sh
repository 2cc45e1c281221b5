#!/usr/bin/env bash
# Feeds every reader, and plans through to their results, with bytes that grow from the fixtures, and breaks folders of
# input a file at a time, under the address and undefined-behaviour sanitizers. What is learnt stays in build/fuzz/corpus,
# kept small; a finding in build/fuzz/findings.
# Usage: fuzz.sh [--minutes N | --seconds N] [TARGET]...   (default: one minute for all together)
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=60
while [ $# -gt 0 ]; do
    case $1 in
    --minutes) seconds=$((60 * $2)) && shift 2 ;;
    --seconds) seconds=$2 && shift 2 ;;
    -*) echo "fuzz.sh: unknown option $1; there are --minutes N and --seconds N" >&2 && exit 2 ;;
    *) break ;;
    esac
done

scripts/deps.sh build clang
built=build/fuzz corpus=build/fuzz/corpus findings=build/fuzz/findings figures=build/fuzz/figures.txt
mapfile -t targets < <(if [ $# -gt 0 ]; then printf '%s\n' "$@"; else sed -n 's/^koh_add_fuzzer(\([a-z_]*\)).*/\1/p' tests/fuzz/CMakeLists.txt && echo broken_files; fi)
mkdir -p "$findings"
cmake --preset fuzz >build/fuzz.log 2>&1 && cmake --build --preset fuzz --target $(printf '%s\n' "${targets[@]}" | grep -v '^broken_files$') kohort_cli >>build/fuzz.log 2>&1 ||
    { tail -30 build/fuzz.log && exit 1; }

seed() { # seed TARGET: what it begins with, one input a file
    local into=$corpus/$1 files=()
    mkdir -p "$into"
    case $1 in
    fuzz_csv | fuzz_statbank | fuzz_records) files=(tests/vectors/import/*.csv tests/vectors/records/*.csv tests/vectors/plans/*/*.csv) ;;
    fuzz_jsonstat) files=(tests/vectors/import/*.json) ;;
    fuzz_px) files=(tests/vectors/import/*.px) ;;
    fuzz_json) files=(tests/vectors/import/*.json data/plans/*/plan.json) ;;
    fuzz_plan)
        ASAN_OPTIONS=detect_leaks=0 python3 tests/fuzz/plan_seeds.py $built/cli/kohort . $built/plan
        files=($built/plan/seeds/*.json)
        ;;
    esac
    for file in "${files[@]}"; do
        if [ -f "$file" ] && [ "$(stat -c %s "$file")" -le 65536 ]; then
            cp "$file" "$into/seed_$(basename "$(dirname "$file")")_$(basename "$file")"
        fi
    done
}

each=$(((seconds + ${#targets[@]} - 1) / ${#targets[@]})) failed=()
: >"$figures"
for target in "${targets[@]}"; do
    log=$built/$target.log kept=0 finding="no finding"
    if [ "$target" = broken_files ]; then
        inputs=$(ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=halt_on_error=1 \
            python3 tests/fuzz/broken_files.py $built/cli/kohort . "$findings" "$each" 2>"$log") || finding=FINDING
    else
        seed "$target"
        words=() && [ "$target" != fuzz_plan ] || words=(-dict=$built/plan/plan.dict)
        ASAN_OPTIONS=allocator_may_return_null=1 $built/tests/fuzz/"$target" "${words[@]}" -max_total_time="$each" -max_len=65536 \
            -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 -artifact_prefix="$findings/$target-" "$corpus/$target" >"$log" 2>&1 ||
            finding=FINDING
        inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        mkdir -p "$corpus/$target.small" # what adds nothing is dropped
        if $built/tests/fuzz/"$target" -merge=1 "$corpus/$target.small" "$corpus/$target" >"$log.merge" 2>&1; then
            rm -rf "${corpus:?}/$target" && mv "$corpus/$target.small" "$corpus/$target"
        fi
        kept=$(find "$corpus/$target" -type f | wc -l)
    fi
    if [ "$finding" = FINDING ]; then
        failed+=("$target")
        tail -30 "$log"
    fi
    printf '%-14s %4d s  %10d inputs  corpus %5d  %s\n' "$target" "$each" "${inputs:-0}" "$kept" "$finding" | tee -a "$figures"
done
[ ${#failed[@]} -eq 0 ]
