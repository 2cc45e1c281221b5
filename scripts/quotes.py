#!/usr/bin/env python3
"""Puts the files that README.md and docs/ quote into them.

    quotes.py [--check]    (--check: compares instead of writing)

A page says <!-- quote PATH --> alone on a line; the fenced block after it is the file."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {".csv": "text", ".c": "c", ".py": "python", ".out": "text"}
QUOTE = re.compile(r"^<!-- quote (\S+) -->\n(?:\n```\w+\n.*?^```\n)?", re.M | re.S)


def quoted(match):
    path = ROOT / match.group(1)
    return f"<!-- quote {match.group(1)} -->\n\n```{KINDS[path.suffix]}\n{path.read_text(encoding='utf-8')}```\n"


def main():
    stale, found = [], 0
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        old = page.read_text(encoding="utf-8")
        new, n = QUOTE.subn(quoted, old)
        found += n
        if new != old:
            stale.append(page)
            if sys.argv[1:] != ["--check"]:
                page.write_text(new, encoding="utf-8")
    if found == 0:
        sys.exit("no page quotes anything")
    if sys.argv[1:] == ["--check"] and stale:
        sys.exit("\n".join(f"{page}: quotes another text than the file's; run scripts/quotes.py" for page in stale))


if __name__ == "__main__":
    main()
