#!/usr/bin/env bash
# Compiles the library for 64-bit ARM with Debian's cross compiler, warnings as errors, and looks that nothing is called that
# neither it nor a library it links has: so no line depends on x86. Usage: arm64.sh [FOLDER]   (default: build/arm64)
# It does not run it: that takes the libraries of that processor, e.g. apt-get install libgsl-dev:arm64 in a root of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh build arm64
cross=aarch64-linux-gnu
to=${1:-build/arm64}
mkdir -p "$to" && rm -f "$to"/*.o
flags=(-std=c17 -O1 -fPIC -fopenmp -fopenmp-simd -ffp-contract=off -Wall -Wextra -Wconversion -Wshadow -Werror
    -D_POSIX_C_SOURCE=200809L -DKOH_BUILD -DKOH_VERSION_TEXT=\"0\" -DKOH_DATA_INSTALLED=\"\" -DKOH_DATA_SOURCE=\"\"
    -I include -I lib -idirafter /usr/include/cjson -idirafter /usr/include/hdf5/serial -idirafter /usr/include)
export to cross

compile() {
    local source=$1
    shift
    "$cross-gcc" "$@" -c "$source" -o "$to/$(tr / _ <<<"${source%.c}").o"
}
export -f compile
find lib -name '*.c' ! -path lib/num/ranks.c ! -path lib/io/netcdf_absent.c ! -path 'lib/report/*_absent.c' -print0 |
    xargs -0 -P "$(nproc)" -I{} bash -c 'compile "$@"' _ {} "${flags[@]}"

"$cross-ld" -r -o "$to/kohort.o" "$to"/lib_*.o
root=/usr/$cross/lib
known='^(__aarch64_|gsl_|csv_|cJSON_|nc_|lxw_|workbook_|worksheet_|chart_|format_|compress|koh__screen_bundle$|GOMP_|omp_|_GLOBAL_OFFSET_TABLE_)'
own() { "$cross-nm" -D --defined-only "$root/libc.so.6" "$root/libm.so.6" | sed -n 's/.* \([A-Za-z_0-9]*\)@.*/\1/p' | sort -u; }
strange=$("$cross-nm" -u "$to/kohort.o" | awk '{print $2}' | sort -u | comm -23 - <(own) | grep -Ev "$known" || true)
if [ -n "$strange" ]; then
    echo "arm64.sh: nobody defines:" $strange >&2
    exit 1
fi
if "$cross-nm" "$to/kohort.o" | grep -qE '\.(avx|arch_x86)'; then
    echo "arm64.sh: there is code for x86" >&2
    exit 1
fi
echo "arm64: $(find lib -name '*.c' | wc -l) files, $("$cross-size" "$to/kohort.o" | awk 'NR == 2 {print $1}') bytes of code"
