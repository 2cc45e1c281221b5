#!/usr/bin/env bash
# consumer.sh TREE install BUILD VERSION | cmake C|CXX | pkg_config C|CXX | too_new
# CMAKE and CC come from the test; exit 77 = skipped.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
tree=$1
work=$tree-$2-$(basename "${3:-none}")

block() { # block LANGUAGE: the first such block of the README
    sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/{/^\`\`\`/d;p}" "$root/README.md"
}

choose() { # choose C|CXX: sets compiler and program
    rm -rf "$work" && mkdir -p "$work"
    if [ "$1" = C ]; then
        compiler="$CC -std=c17"
        program=$work/example.c
        block c >"$program"
    else
        command -v g++ >/dev/null || { echo "no g++: the C++ consumer is skipped" && exit 77; }
        compiler=g++
        program=$work/example.cpp
        (cd "$tree/include" && find kohort* -name '*.h' | sort) | sed 's/.*/#include "&"/' >"$program"
        printf '#include <cstdio>\nint main() { return std::printf("kohort %%s\\n", koh_version()) < 0; }\n' >>"$program"
    fi
    compiler+=" -Wall -Wextra -Wpedantic -Werror"
}

check() { # check C|CXX COMMAND...: it prints what it must
    if [ "$1" = C ]; then block text; else "$tree/bin/kohort" --version; fi >"$work/expected"
    "${@:2}" >"$work/printed"
    diff "$work/expected" "$work/printed"
}

install_tree() {
    rm -rf "$tree"
    "$CMAKE" --install "$1" --prefix "$tree" >/dev/null
    [ "$("$tree/bin/kohort" --version)" = "kohort $2" ]
    if [ -d "$root/data" ]; then diff -r "$root/data" "$tree/share/kohort"; fi
    # Its own data, wherever it was put and from wherever it is called, and not those of the source tree.
    (
        cd / && list=$tree/share/kohort/regions.csv
        sed -i.kept 's/^3310,Hole,/3310,Hole of the tree,/' "$list"
        "$tree/bin/kohort" list regions | grep 'Hole of the tree' >/dev/null
        mv "$list.kept" "$list"
    )
}

with_cmake() {
    choose "$1"
    "$CMAKE" -S "$here/project" -B "$work" -DCMAKE_PREFIX_PATH="$tree" -DLANGUAGE="$1" -DSOURCE="$program" -DWANTED=0.1
    "$CMAKE" --build "$work"
    check "$1" "$work/with_static"
    check "$1" "$work/with_shared"
}

with_pkg_config() {
    choose "$1"
    lib=$(dirname "$(find "$tree" -name libkohort.a)")
    export PKG_CONFIG_PATH=$lib/pkgconfig
    static=$(pkg-config --static --cflags --libs kohort)
    $compiler "$program" -o "$work/with_shared" $(pkg-config --cflags --libs kohort) -Wl,-rpath,"$lib"
    $compiler "$program" -o "$work/with_static" \
        ${static/-lkohort/-Wl,--whole-archive,-l:libkohort.a,--no-whole-archive}
    check "$1" "$work/with_shared"
    check "$1" "$work/with_static"
}

too_new() {
    local said
    if said=$("$CMAKE" -S "$here/project" -B "$work" -DCMAKE_PREFIX_PATH="$tree" -DLANGUAGE=C -DSOURCE=none.c \
        -DWANTED=99 2>&1); then
        echo "version 99 was found" && exit 1
    fi
    grep -q 'requested version "99"' <<<"$said"
}

case $2 in
install) install_tree "$3" "$4" ;;
cmake) with_cmake "$3" ;;
pkg_config) with_pkg_config "$3" ;;
too_new) rm -rf "$work" && too_new ;;
esac
