#!/usr/bin/env bash
# Installs the Debian packages of a folder into an empty root, uses them from elsewhere, and removes them again.
# Usage: packages.sh FOLDER WORK VERSION      (CC from the environment; exit 77 = skipped)
set -euo pipefail
packages=$(cd "$1" && pwd) work=$2 version=$3
here=$(cd "$(dirname "$0")" && pwd)
command -v dpkg-deb >/dev/null || { echo "no dpkg: packages are skipped" && exit 77; }

rm -rf "$work" && mkdir -p "$work/root/var/lib/dpkg/"{info,updates,triggers}
root=$(cd "$work/root" && pwd)
touch "$root/var/lib/dpkg/"{status,available}
deb() { # deb OPTION...: dpkg on the empty root, which has none of the libraries that the packages need
    PATH=$PATH:/usr/sbin:/sbin fakeroot dpkg --root="$root" --force-depends --force-script-chrootless --log=/dev/null "$@" \
        >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" && exit 1; }
}
files() { find "$root" -path "$root/var" -prune -o ! -type d -print | sed "s,^$root,," | sort; }
command -v fakeroot >/dev/null || fakeroot() { "$@"; }

deb --install "$packages"/*.deb
for package in libkohort0 libkohort-dev kohort kohort-data; do
    [ "$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Version} ${db:Status-Status}' $package)" = "$version installed" ]
done
field() { dpkg-query --admindir="$root/var/lib/dpkg" -W -f "\${$2}" "$1"; }
field libkohort0 Depends | grep 'libcjson1' >/dev/null
field libkohort0 Depends | grep "kohort-data (= $version)" >/dev/null
field libkohort-dev Depends | grep "libkohort0 (= $version)" >/dev/null
field kohort Depends | grep libpopt0 >/dev/null
[ "$(field kohort-data Architecture)" = all ]

# From a folder of its own, with its own data, and nothing of the source tree.
kohort=$root/usr/bin/kohort
cd / && mkdir -p "$work/elsewhere" && cd "$work/elsewhere"
[ "$("$kohort" --version)" = "kohort $version" ]
sed -i.kept 's/^3310,Hole,/3310,Hole of the package,/' "$root/usr/share/kohort/regions.csv"
"$kohort" list regions | grep 'Hole of the package' >/dev/null
mv "$root/usr/share/kohort/regions.csv.kept" "$root/usr/share/kohort/regions.csv"
"$kohort" run --region 3310 -o result >/dev/null
"$kohort" run "$root/usr/share/kohort/plans/hole/plan.json" -o hole >/dev/null
[ -s result/result.json ] && [ -s hole/manifest.json ]
man=$(files | grep -c '/man1/kohort.*\.1')
[ "$man" -gt 10 ]

# A program against the packages, and a script on the library alone.
pc=$(dirname "$(find "$root" -name kohort.pc)")
export PKG_CONFIG_PATH=$pc LD_LIBRARY_PATH=$(dirname "$pc")
${CC:-cc} -std=c17 "$here/../../examples/01_life_table.c" -o example $(pkg-config --cflags --libs kohort)
./example | diff "$here/../../examples/01_life_table.out" -
unset LD_LIBRARY_PATH

deb --purge libkohort-dev kohort libkohort0 kohort-data
left=$(files)
[ -z "$left" ] || { echo "left behind: $left" && exit 1; }
echo "Packages of $version: installed, used, removed"
