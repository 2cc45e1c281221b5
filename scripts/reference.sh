#!/usr/bin/env bash
# The reference of the public headers as HTML by Doxygen: build/reference/html/index.html. Usage: reference.sh
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh reference
version=$(sed -n 's/^project(kohort VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
mkdir -p build/reference
# The headers are commented for people: a comment above a declaration, or behind a member, is its documentation.
cat >build/reference/filter.sed <<'SED'
1s|^/\* |/** @file\n * |
s|^\( *\)/\* |\1/** |
s|\([;,{] *\)/\* |\1/**< |
SED
doxygen - >build/reference/log 2>&1 <<DOXYFILE
PROJECT_NAME           = kohort
PROJECT_NUMBER         = $version
INPUT                  = include docs/library.md
RECURSIVE              = YES
FILE_PATTERNS          = *.h *.md
USE_MDFILE_AS_MAINPAGE = docs/library.md
FILTER_PATTERNS        = "*.h=sed -f build/reference/filter.sed"
OUTPUT_DIRECTORY       = build/reference
OPTIMIZE_OUTPUT_FOR_C  = YES
JAVADOC_AUTOBRIEF      = YES
EXTRACT_ALL            = YES
MACRO_EXPANSION        = YES
EXPAND_ONLY_PREDEF     = YES
PREDEFINED             = KOH_API= KOH_NODISCARD= KOH_PRINTF(a,b)=
GENERATE_LATEX         = NO
HAVE_DOT               = NO
QUIET                  = YES
WARN_IF_DOC_ERROR      = YES
DOXYFILE
functions=$(grep -ho 'KOH_API' include/kohort/*.h | wc -l)
pages=$(find build/reference/html -name '*8h.html' | wc -l)
echo "build/reference/html/index.html: $pages headers, $functions functions, $(grep -c warning build/reference/log || true) warnings"
[ "$pages" -ge "$(ls include/kohort/*.h | wc -l)" ]
