#!/usr/bin/env bash
# A release: the version in CMakeLists.txt and the changelog, every check, a tag, the Debian packages in out/packages.
# Nothing leaves this machine: the last lines say what to push. Usage: release.sh VERSION   (such as 0.2.0)
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1:-}
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]]; then
    echo "Usage: release.sh VERSION   (three numbers, such as 0.2.0)" >&2
    exit 2
fi
refuse() {
    echo "release.sh: $1" >&2
    exit 1
}
[ -z "$(git status --porcelain)" ] || refuse "there are changes that are not committed"
[ -z "$(git tag --list "v$version")" ] || refuse "there is a tag v$version already"
old=$(sed -n 's/^project(kohort VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "$(printf '%s\n' "$old" "$version" | sort -V | tail -1)" = "$version" ] || refuse "the version is $old already"
grep -q '^## Unreleased' CHANGELOG.md || refuse "CHANGELOG.md has nothing under '## Unreleased'"

.ci/run
sed -i "s/^project(kohort VERSION $old/project(kohort VERSION $version/" CMakeLists.txt
sed -i "s/^## Unreleased.*/## Unreleased\n\n## $version - $(date -u +%Y-%m-%d)/" CHANGELOG.md
git commit -qam "Version $version"
git tag -a "v$version" -m "kohort $version"
scripts/package.sh
echo "Version $version is tagged. To publish: git push --follow-tags, and the packages of out/packages."
