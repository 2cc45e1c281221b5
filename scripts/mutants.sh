#!/usr/bin/env bash
# Breaks the library on purpose, one stored patch of tests/mutants at a time in a scratch copy, and sees that the tests
# turn red. A survivor means a missing test. Usage: mutants.sh [--some N] [NAME]...
# Default: all; --some N: N that change with the day of the year. Line "Tests:" of a patch names the tests that must see it.
set -euo pipefail
cd "$(dirname "$0")/.."
source=$PWD scratch=$PWD/build/mutants
tree=$scratch/tree built=$scratch/build log=$scratch/log

mapfile -t all < <(cd tests/mutants && printf '%s\n' *.patch | sed 's/\.patch$//')
chosen=()
case ${1:-} in
"") chosen=("${all[@]}") ;;
--some)
    for ((i = 0; i < $2; i++)); do chosen+=("${all[($(date +%-j) * $2 + i) % ${#all[@]}]}"); done
    ;;
*) chosen=("$@") ;;
esac

tests_of() { # tests_of NAME...: the tests that these mutants name
    for name in "$@"; do sed -n 's/^Tests: //p' "$source/tests/mutants/$name.patch"; done | tr ' ' '\n' | sort -u
}

build() { # build TEST...: what these tests run
    local targets=()
    for test in "$@"; do
        case $test in
        unit/* | invariant/* | twin/*) targets+=("test_${test/\//_}") ;;
        *) targets+=(kohort_cli) ;;
        esac
    done
    cmake --build "$built" --target "${targets[@]}" >"$log" 2>&1
}

run() { # run TEST...
    local names
    names=$(IFS='|' && echo "$*")
    ctest --test-dir "$built" --no-tests=error --timeout 300 -R "^($names)\$" >"$log" 2>&1
}

copy() { # brings the scratch tree in line; what is equal keeps its time, and so its object
    mkdir -p "$tree"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        if [ -f "$file" ] && ! cmp -s "$file" "$tree/$file"; then
            mkdir -p "$(dirname "$tree/$file")"
            cp "$file" "$tree/$file"
        fi
    done
}

copy
cmake -S "$tree" -B "$built" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE=-O1 -DKOHORT_BENCH=OFF \
    -DKOHORT_EXAMPLES=OFF >/dev/null
mapfile -t needed < <(tests_of "${chosen[@]}")
if ! build "${needed[@]}" || ! run "${needed[@]}"; then
    cat "$log"
    echo "mutants.sh: the tests are not green before anything is broken" >&2
    exit 1
fi

survivors=() broken=()
for name in "${chosen[@]}"; do
    patch=$source/tests/mutants/$name.patch begin=$SECONDS verdict=killed
    mapfile -t tests < <(tests_of "$name")
    if ! patch -d "$tree" -p1 --fuzz=2 --no-backup-if-mismatch --reject-file=- <"$patch" >"$log" 2>&1; then
        verdict="DOES NOT APPLY"
        copy
    else
        if ! build "${tests[@]}"; then
            verdict="DOES NOT BUILD"
        elif run "${tests[@]}"; then
            verdict=SURVIVES
        fi
        patch -d "$tree" -p1 -R --fuzz=2 --no-backup-if-mismatch <"$patch" >/dev/null
    fi
    printf '%-36s %-14s %3d s  %s\n' "$name" "$verdict" $((SECONDS - begin)) "$(head -1 "$patch")"
    case $verdict in
    killed) ;;
    SURVIVES) survivors+=("$name") ;;
    *) broken+=("$name") ;;
    esac
done
echo "Mutants: ${#chosen[@]} of ${#all[@]}, killed $((${#chosen[@]} - ${#survivors[@]} - ${#broken[@]})), survivors: ${survivors[*]:-none}, not usable: ${broken[*]:-none}"
[ ${#survivors[@]} -eq 0 ] && [ ${#broken[@]} -eq 0 ]
