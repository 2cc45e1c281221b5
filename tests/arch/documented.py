#!/usr/bin/env python3
"""Checks that the public headers say what a caller must know of every function.

    documented.py ROOT          prints "path:line: what is missing", exit 1 if anything is
    documented.py --self-test   the rules fire where they must, and nowhere else

A function has a comment above it, or behind it, or shares that of the declaration just above. The comment of one that
returns a koh_status names each status it may give (KOH_E..., KOH_W...), or says "Cannot fail" or "Statuses ... as
koh_other"; it may leave to the check that a function of its own (koh_x_check) makes. Numbers are said with a unit or a
shape: a pointer to numbers that a function takes or fills has its name or a [shape] in the comment.
"""
import re
import sys
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.S)
FUNCTION = re.compile(r"^KOH_API\s+(?P<type>[\w \t*]+?)\s*\b(?P<name>koh_\w+)\((?P<parameters>[^;]*?)\)[^;]*;(?P<after>[^\n]*)",
                      re.M | re.S)
STATUS = re.compile(r"\bKOH_[EW][A-Z]+\b|[Cc]annot fail|[Ss]tatus(es)?\b.*\bkoh_\w+|[Ss]tatus(es)? of reading|status given", re.S)


def comment_above(text, start):
    """The comment that ends just above an offset, or above the declarations that stand there without a blank line."""
    before = text[:start].rstrip(" \t\n")
    gap = text[len(before):start]
    if gap.count("\n") > 1:
        return ""
    if before.endswith("*/"):
        block = before[before.rindex("/*"):]
        line = before[:len(before) - len(block)].rsplit("\n", 1)[-1]
        return block if line.strip() == "" else comment_above(text, before.rindex("\n") + 1) + block
    if before.endswith(";"):
        functions = [match for match in FUNCTION.finditer(before)]
        return comment_above(text, functions[-1].start()) if functions and functions[-1].end() == len(before) else ""
    return ""


def check(text):
    """[(line, what is missing)] of a header."""
    found = []
    for match in FUNCTION.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        behind = COMMENT.search(match.group("after"))
        comment = re.sub(r"\s*\n \*\s*", " ", comment_above(text, match.start()) + (behind.group(0) if behind else ""))
        name = match.group("name")
        if not comment:
            found.append((line, f"{name} has no comment"))
        elif match.group("type").strip() == "koh_status" and not STATUS.search(comment):
            found.append((line, f"{name} does not say which status it gives"))
        numbers = re.findall(r"\bdouble \*(?:restrict )?(\w+)", match.group("parameters"))
        for parameter in numbers if comment else []:
            if not re.search(rf"\b{parameter}\b", comment) and "[" not in comment:
                found.append((line, f"{name} does not say what {parameter} is, or its shape"))
    return found


GOOD = """
/* Solves it. KOH_EDOMAIN: below 0. */
KOH_API koh_status koh_x_solve(double load, koh_error *error) KOH_NODISCARD;

/* Statuses as koh_x_solve. `prob` is a share.
 * Cost: linear. */
KOH_API koh_status koh_x_other(double *prob, koh_error *error) KOH_NODISCARD;
KOH_API void koh_x_free(koh_x *x); /* takes NULL */

/* Position of a number or label. */
KOH_API size_t koh_find_number(int number);
KOH_API size_t koh_find_label(const char *label);
"""
BAD = """
KOH_API double koh_bare(void);

/* Solves it, somehow. */
KOH_API koh_status koh_silent(int n) KOH_NODISCARD;

/* A comment far away. KOH_EDOMAIN. */

KOH_API koh_status koh_far(int n) KOH_NODISCARD;

/* The mean. */
KOH_API double koh_shapeless(size_t n, const double *weights);
"""


def self_test():
    wrong = check(GOOD)
    names = [what.split()[0] for _, what in check(BAD)]
    if wrong or names != ["koh_bare", "koh_silent", "koh_far", "koh_shapeless"]:
        print(wrong, names)
        return 1
    return 0


def main():
    if sys.argv[1] == "--self-test":
        return self_test()
    failed, n = 0, 0
    for path in sorted(Path(sys.argv[1], "include").rglob("*.h")):
        text = path.read_text(encoding="utf-8")
        n += len(FUNCTION.findall(text))
        declared = len(re.findall(r"^KOH_API\b", text, re.M))
        if declared != len(FUNCTION.findall(text)):
            print(f"{path}: {declared} declarations, {len(FUNCTION.findall(text))} read")
            failed = 1
        for line, what in check(text):
            print(f"{path}:{line}: {what}")
            failed = 1
    print(f"{n} functions")
    return failed if n > 40 else 1


if __name__ == "__main__":
    sys.exit(main())
