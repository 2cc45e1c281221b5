#!/usr/bin/env python3
"""Figures of the last runs of the scripts that judge the library, between the marks of docs/trust.md.

    trust.py          writes them; a part that has not been run keeps what the page says of it
"""
import datetime
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/trust.md"
FIGURES = {  # mark of the page: file, lines taken from it
    "coverage": ("build/coverage/summary.txt", r"^Lines of lib/.*"),
    "mutants": ("build/mutants/verdicts.txt", r"^Mutants: .*"),
    "faults": ("build/release/faults.txt", r".+"),
    "fuzz": ("build/fuzz/figures.txt", r".+"),
    "sameness": ("build/sameness/figures.txt", r".+"),
    "valgrind": ("build/dev/valgrind.txt", r".+"),
}


def main():
    page = PAGE.read_text(encoding="utf-8")
    for mark, (name, pattern) in FIGURES.items():
        path = ROOT / name
        if not path.exists():
            continue
        day = datetime.date.fromtimestamp(path.stat().st_mtime).isoformat()
        lines = re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
        block = f"<!-- {mark} -->\n```\n" + "\n".join(line.rstrip() for line in lines) + f"\n```\nMeasured {day}.\n<!-- end of {mark} -->"
        page, n = re.subn(rf"<!-- {mark} -->.*?<!-- end of {mark} -->", lambda _: block, page, flags=re.DOTALL)
        if n != 1:
            raise SystemExit(f"trust.py: {PAGE.name} has {n} marks '{mark}', expected one")
    PAGE.write_text(page, encoding="utf-8")


main()
