#!/usr/bin/env bash
# Installs from Debian what is missing, and says what. Usage: deps.sh [build|test|lint|clang|package|coverage|trust|figures|browser|words|mpi|arm64|reference|all]...   (default: build)
set -euo pipefail

# a|b = either will do; the first that Debian has is installed.
build="gcc libc6-dev cmake ninja-build pkg-config|pkgconf libgsl-dev libcsv-dev libcjson-dev libpopt-dev libcmocka-dev
    libxlsxwriter-dev zlib1g-dev libnetcdf-dev python3"
test="g++ patch python3-netcdf4 python3-jsonschema"
clang="clang-14|clang libomp-14-dev|libomp-dev"
coverage="gcovr"
trust="valgrind"
mpi="libopenmpi-dev openmpi-bin"
reference="doxygen"
arm64="gcc-aarch64-linux-gnu libc6-dev-arm64-cross"
words="hunspell hunspell-no"
figures="nodejs npm|nodejs" # for figures on screen by Vega-Lite, when the build is configured
browser="chromium nodejs npm|nodejs" # npm is a package of its own in Debian, part of nodejs elsewhere
package="dpkg-dev fakeroot binutils"
lint="clang-format-14|clang-format clang-tidy-14|clang-tidy cppcheck"

wanted=""
for group in "${@:-build}"; do
    case $group in
    build) wanted+=" $build" ;;
    test) wanted+=" $build $test" ;;
    lint) wanted+=" $build $lint" ;;
    clang) wanted+=" $build $clang" ;;
    coverage) wanted+=" $build $coverage" ;;
    trust) wanted+=" $build $trust" ;;
    figures) wanted+=" $build $figures" ;;
    browser) wanted+=" $build $browser" ;;
    words) wanted+=" $build $words" ;;
    mpi) wanted+=" $build $mpi" ;;
    reference) wanted+=" $reference" ;;
    arm64) wanted+=" $arm64" ;;
    package) wanted+=" $build $package" ;;
    all) wanted+=" $build $test $lint $clang $package $coverage $trust $browser $words $mpi $reference" ;;
    *)
        echo "deps.sh: no group '$group'; there are build, test, lint, clang, package, coverage, trust, figures, browser, words, mpi, arm64, reference and all" >&2
        exit 2
        ;;
    esac
done

if ! command -v dpkg-query >/dev/null; then
    echo "deps.sh: this is not Debian; see to it yourself:" $wanted >&2
    exit 1
fi

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=()
for package in $wanted; do
    found=no
    for either in ${package//|/ }; do
        if installed "$either"; then found=yes; fi
    done
    if [ $found = no ]; then missing+=("$package"); fi
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "deps.sh: needs root or sudo to install: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y "$@" >"$log" 2>&1; then
        cat "$log" >&2
        echo "deps.sh: apt-get $1 failed" >&2
        exit 1
    fi
}

echo "Updating the package lists"
apt update
names=()
for package in "${missing[@]}"; do
    for either in ${package//|/ }; do
        if apt-cache show "$either" >/dev/null 2>&1; then
            names+=("$either")
            continue 2
        fi
    done
    echo "deps.sh: Debian has no package $package here" >&2
    exit 1
done
echo "Installing ${names[*]}"
apt install --no-install-recommends "${names[@]}"
