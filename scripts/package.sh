#!/usr/bin/env bash
# Makes the Debian packages in out/packages, installs them into an empty root, uses them there and removes them again.
# Usage: package.sh
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh build package
scripts/build.sh package
rm -rf build/package/packages
version=$(sed -n 's/^project(kohort VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) cpack --config build/package/CPackConfig.cmake >build/package/cpack.log ||
    { cat build/package/cpack.log >&2 && exit 1; }
if strings build/package/cli/kohort | grep -F "$PWD"; then
    echo "package.sh: the command names the folder that it was built in" >&2
    exit 1
fi
tests/consumer/packages.sh build/package/packages "$PWD/build/package/test" "$version"
mkdir -p out/packages
cp build/package/packages/*.deb out/packages
ls -l out/packages
