#!/usr/bin/env python3
"""Checks that the code keeps to its rooms (docs/architecture.md) and to the rules that a machine can see.

    rooms.py ROOT [--static LIB.a] [--shared LIB.so]    prints "path:line: rule: what is wrong", exit 1 if any
    rooms.py --self-test                                every rule fires on the tree bad/, and nowhere else
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# The rooms, and which rooms each may include. The one copy that a machine reads.
SEES = {"base": set(), "core": {"base"}, "num": {"base", "core"}}
SEES["demog"] = set(SEES)
SEES["proj"] = {"base", "core", "num", "demog"}
SEES["calib"] = {"base", "core", "num", "demog", "proj"}
for sibling in ("hh", "demand", "capacity", "economy", "area", "health", "preparedness", "workforce"):
    SEES[sibling] = {"base", "core", "num"}
SEES["plan"] = set(SEES)
SEES["disclosure"] = SEES["io"] = SEES["report"] = set(SEES)
SEES["app"] = set(SEES)

# Headers that one place alone may see: start of the name -> start of the path below lib/.
ONLY_SEEN_BY = {"gsl/": "num/", "csv.h": "io/", "cJSON.h": "io/", "omp.h": "num/parallel", "popt.h": "cli",
                "xlsxwriter": "report/workbook", "netcdf": "io/netcdf", "zlib.h": "report/screen_pack", "mpi.h": "num/ranks"}

# What the command may include besides public headers and its own.
CLI_SYSTEM = set("""popt.h assert.h errno.h inttypes.h limits.h locale.h math.h signal.h stdarg.h stdatomic.h stdbool.h stddef.h
    stdint.h stdio.h stdlib.h string.h time.h fcntl.h unistd.h sys/stat.h sys/types.h""".split())

# Words that one place alone may use: rule, pattern, starts of the paths below lib/ that may.
ALLOCATOR = r"malloc|calloc|realloc|strdup|strndup|aligned_alloc|posix_memalign"
NUMBER_TEXT = r"strtod|strtof|strtold|atof|atoi|atol|sscanf"
WORDS = [
    ("banned-call", rf"\b({NUMBER_TEXT})\s*\(", ("base/text", "base/number")),
    ("banned-call", r"\b(newlocale|uselocale)\s*\(", ("base/text", "base/number", "io/json.c")),  # cJSON's numbers
    ("banned-call", r"\b(setlocale|getenv|exit|_exit|quick_exit|abort|printf|puts|putchar)\s*\(", ()),
    ("allocation", rf"\b({ALLOCATOR})\s*\(", ("base/memory",)),
    ("allocation", r"\b(free)\s*\(", ("base/memory", "io/file.c", "io/replacement.c", "io/netcdf.c")),  # what realpath and libnetcdf gave
    ("file-access", r"\b(FILE\b|(?:fopen|open|openat|mkdir|rename|remove|unlink)\s*\()", ("io/",)),
    ("bool-parameter", r"[(,]\s*(?:const\s+)?(bool|_Bool)\s+\w+\s*[,)]", ()),
    ("banned-suffix", r"\b(koh_\w+_(?:v\d+|ex|safe))\s*\(", ()),
]
STRCMP = re.compile(r"\b(strcmp|strncmp|strcasecmp|strncasecmp)\s*\(")
STRCMP_ROOMS = ("io", "disclosure", "report", "app")  # at io's height and above texts may be compared
STRCMP_FILES = {"core/align.c", "core/cube.c"}

BAD_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}
BAD_FILE_SUFFIX = re.compile(r"_(v\d+|ex|new)$")
MAX_LINES = 600

# Writable symbols that the compiler makes. None so far.
WRITABLE_EXCEPTIONS = set()

RULES = {"room", "direction", "public-header", "cli-include", "foreign-header", "file-size", "banned-name", "banned-call",
         "banned-suffix", "bool-parameter", "allocation", "file-access", "strcmp", "unfinished", "source-list", "header-list",
         "guard", "header-name", "writable-global", "global-name", "exported-name"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(text, keep_texts):
    """The code without comments, and without the inside of texts unless kept; lines stay where they are."""
    def replace(match):
        found = match.group(0)
        if found[0] == "/":
            return " " + "\n" * found.count("\n")
        return found if keep_texts else found[0] * 2
    return COMMENT_OR_TEXT.sub(replace, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Check:
    def __init__(self, root):
        self.root = Path(root)
        self.found = []
        self.room_of_public = self.read_public_headers()
        self.guards = {}

    def report(self, path, line, rule, what):
        assert rule in RULES, rule
        self.found.append((str(path), line, rule, what))

    def read_public_headers(self):
        """kohort/x.h -> room, from the koh_public_headers(room x.h ...) lines of lib/CMakeLists.txt."""
        rooms = {}
        lists = (self.root / "lib/CMakeLists.txt").read_text(encoding="utf-8")
        for room, names in re.findall(r"^koh_public_headers\((\w+)\s+([^)]*)\)", lists, re.M):
            rooms.update({f"kohort/{name}": room for name in names.split()})
        return rooms

    def sources(self, *folders):
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in (".c", ".h") and "arch" not in path.relative_to(self.root).parts:
                    yield path.relative_to(self.root)

    def run(self):
        for path in self.sources("lib", "include", "cli", "tests", "examples", "bench"):
            text = (self.root / path).read_text(encoding="utf-8")
            self.check_any(path, text)
            if path.parts[0] == "lib":
                self.check_lib(path, text)
            elif path.parts[0] == "include":
                self.check_public(path, text)
            elif path.parts[0] == "cli":
                self.check_cli(path, text)
        self.check_lists()

    def check_any(self, path, text):
        lines = text.count("\n")
        if lines > MAX_LINES:
            self.report(path, lines, "file-size", f"{lines} lines, at most {MAX_LINES}")
        if BAD_NAMES & set(path.stem.removesuffix("_priv").split("_")) or BAD_FILE_SUFFIX.search(path.stem):
            self.report(path, 1, "banned-name", "a file is named after a noun of the domain")
        for match in re.finditer(r"\b(TODO|FIXME|XXX)\b", text):
            self.report(path, line_of(text, match.start()), "unfinished", match.group(1))
        if path.suffix == ".h":
            self.check_guard(path, text)

    def check_guard(self, path, text):
        match = re.search(r"^#ifndef (\w+)\n#define \1$", blank(text, True), re.M)
        stem = path.stem.upper()
        wanted = [f"KOH_{stem}_H", f"KOH_{path.parent.name.upper()}_{stem}_H"]
        if not match or match.group(1) not in wanted:
            self.report(path, 1, "guard", f"the header guard is {wanted[0]}")
        elif match.group(1) in self.guards:
            self.report(path, 1, "guard", f"{match.group(1)} also guards {self.guards[match.group(1)]}")
        else:
            self.guards[match.group(1)] = path
        code = blank(text, False)
        for match in re.finditer(r"^#[ \t]*define[ \t]+(\w+)|^\}[ \t]*(\w+);|^typedef [^;{]*?(\w+);", code, re.M):
            name = match.group(1) or match.group(2) or match.group(3)
            if not re.match("koh_|KOH_", name):
                self.report(path, line_of(code, match.start()), "header-name", f"{name} lacks the prefix")

    def check_lib(self, path, text):
        if len(path.parts) != 3 or path.parts[1] not in SEES:
            self.report(path, 1, "room", "belongs to no room")
            return
        room, below_lib = path.parts[1], "/".join(path.parts[1:])
        code = blank(text, True)
        for match in INCLUDE.finditer(code):
            quote, name = match.groups()
            self.check_lib_include(path, room, below_lib, quote, name, line_of(code, match.start()))
        code = blank(text, False)
        for rule, pattern, allowed in WORDS:
            for match in re.finditer(pattern, code):
                if not below_lib.startswith(allowed or "\0"):
                    self.report(path, line_of(code, match.start()), rule, match.group(1).strip("( "))
        if room not in STRCMP_ROOMS and below_lib not in STRCMP_FILES:
            for match in STRCMP.finditer(code):
                self.report(path, line_of(code, match.start()), "strcmp", "texts select behaviour from io upwards only")

    def check_lib_include(self, path, room, below_lib, quote, name, line):
        for start, place in ONLY_SEEN_BY.items():
            if name.startswith(start) and not below_lib.startswith(place):
                self.report(path, line, "foreign-header", f"<{name}> is seen by {place} only")
        if quote == "<":
            return
        if name in self.room_of_public:
            other = self.room_of_public[name]
        elif (self.root / "lib" / name).is_file() and "/" in name:
            other = name.split("/")[0]
        else:
            self.report(path, line, "room", f'"{name}" is neither "room/noun_priv.h" nor a listed "kohort/noun.h"')
            return
        if other != room and other not in SEES[room]:
            self.report(path, line, "direction", f"{room} does not see {other}")

    def check_public(self, path, text):
        code = blank(text, True)
        name = path.relative_to("include").as_posix()
        room = self.room_of_public.get(name)
        for match in INCLUDE.finditer(code):
            quote, other = match.groups()
            line = line_of(code, match.start())
            if quote == "<" and other in ("stddef.h", "stdint.h", "stdarg.h"):
                continue
            if quote == "<" or other not in self.room_of_public:
                self.report(path, line, "public-header", f"includes {other}, which is not public")
            elif room and self.room_of_public[other] not in SEES[room] | {room}:
                self.report(path, line, "direction", f"{room} does not see {self.room_of_public[other]}")
        for match in re.finditer(r"[(,]\s*(?:const\s+)?(bool|_Bool)\s+\w+\s*[,)]", blank(text, False)):
            self.report(path, line_of(text, match.start()), "bool-parameter", "use an enum")

    def check_cli(self, path, text):
        code = blank(text, True)
        for match in INCLUDE.finditer(code):
            quote, name = match.groups()
            own = quote == '"' and (self.root / path.parent / name).is_file() or (self.root / name).is_file()
            public = name in self.room_of_public or name == "kohort.h"
            if not (own or public if quote == '"' else name in CLI_SYSTEM):
                self.report(path, line_of(code, match.start()), "cli-include", f"{name} is neither public nor libc nor popt")

    def check_lists(self):
        for path in self.sources("lib"):
            if path.suffix == ".c" and len(path.parts) == 3:
                room_list = self.root / path.parent / "CMakeLists.txt"
                words = re.split(r"[\s()]+", room_list.read_text(encoding="utf-8")) if room_list.is_file() else []
                if path.name not in words:
                    self.report(path, 1, "source-list", f"not named in {path.parent}/CMakeLists.txt")
        for path in self.sources("include"):
            name = path.relative_to("include").as_posix()
            if name != "kohort.h" and name not in self.room_of_public:
                self.report(path, 1, "header-list", "not named by koh_public_headers() in lib/CMakeLists.txt")
        contents = self.root / "include/kohort.h"
        text = contents.read_text(encoding="utf-8") if contents.is_file() else ""
        for name in sorted(set(self.room_of_public) - {name for _, name in INCLUDE.findall(text)}):
            self.report("include/kohort.h", 1, "header-list", f"does not include {name}")

    def check_static(self, library):
        """No state: nothing writable. Constant tables with pointers (.data.rel.ro) are constant once loaded."""
        for line in tool("objdump", "-t", library).splitlines():
            match = re.match(r"[0-9a-f]+ (.{7}) (\S+)\s+[0-9a-f]+\s+(?:\.hidden )?(\S+)$", line)
            if not match:
                continue
            flags, section, name = match.groups()
            defined = section not in ("*UND*", "*ABS*") and flags[5] != "d" and flags[6] in "OF "
            writable = section == "*COM*" or re.match(r"\.(data|bss|tdata|tbss)\b(?!\.rel\.ro)", section)
            if defined and writable and name not in WRITABLE_EXCEPTIONS:
                self.report(os.path.basename(library), 0, "writable-global", f"{name} in {section}")
            if defined and flags[0] in "gu" and not name.startswith("koh_"):
                self.report(os.path.basename(library), 0, "global-name", name)

    def check_shared(self, library):
        for line in tool("nm", "-D", "--defined-only", library).splitlines():
            name = line.split()[-1]
            if not name.startswith("koh_") or name.startswith("koh__"):
                self.report(os.path.basename(library), 0, "exported-name", name)


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def self_test():
    bad = Path(__file__).resolve().parent / "bad"
    check = Check(bad)
    check.run()
    with tempfile.TemporaryDirectory() as folder:
        source, built = bad / "symbols.c", Path(folder)
        compiler = os.environ.get("CC", "cc")
        tool(compiler, "-fPIC", "-c", str(source), "-o", str(built / "symbols.o"))
        tool("ar", "rc", str(built / "symbols.a"), str(built / "symbols.o"))
        tool(compiler, "-shared", str(built / "symbols.o"), "-o", str(built / "symbols.so"))
        check.check_static(str(built / "symbols.a"))
        check.check_shared(str(built / "symbols.so"))
    found = sorted({f"{path}: {rule}: {what}" for path, _, rule, what in check.found})
    expected = sorted((bad / "expected.txt").read_text(encoding="utf-8").splitlines())
    for line in sorted(set(found) ^ set(expected)):
        print(("not found: " if line in expected else "not expected: ") + line)
    silent = RULES - {rule for _, _, rule, _ in check.found}
    for rule in sorted(silent):
        print(f"rule without a violation in bad/: {rule}")
    return 1 if silent or found != expected else 0


def main():
    parser = argparse.ArgumentParser(description="Checks that the code keeps to its rooms.")
    parser.add_argument("root", nargs="?")
    parser.add_argument("--static")
    parser.add_argument("--shared")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test()
    if not arguments.root:
        parser.error("which tree?")
    check = Check(arguments.root)
    check.run()
    if arguments.static:
        check.check_static(arguments.static)
    if arguments.shared:
        check.check_shared(arguments.shared)
    for path, line, rule, what in check.found:
        print(f"{path}:{line}: {rule}: {what}")
    return 1 if check.found else 0


if __name__ == "__main__":
    sys.exit(main())
