#!/usr/bin/env python3
"""Folders of input in which one file is broken: default data, plans with their files, a case, results, a ledger. Each run
ends with what it is for, or with exit 3 and one line that names a file; never with a crash, a report of a sanitizer or half a
result. Prints how many runs there were; exit 1 and the broken file in FINDINGS if one was not so.

    broken_files.py KOHORT SOURCE FINDINGS SECONDS [SEED]
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

VALUES = ("", "-1", "0", "1", "2", "106", "1800", "2200", "1e308", "9999999999999", "-0.0", "nan", "inf", "x", " ", '"')
JSON_BITS = ("{", "[", '"', "-1", "null", "1e400", ",")


def break_csv(text, chance):
    lines = text.split("\n")
    rows = [i for i in range(1, len(lines)) if lines[i]]
    if not rows:
        return text + "x"
    table = [line.split(",") for line in lines]
    row, column = chance.choice(rows), chance.randrange(len(table[0]))
    kind = chance.choice(("row lost", "cells", "row twice", "header alone", "column set", "column lost", "swap", "cut"))
    if kind == "row lost":
        del table[row]
    elif kind == "cells":
        for _ in range(chance.choice((1, 1, 3, 20))):
            cells = table[chance.choice(rows)]
            cells[chance.randrange(len(cells))] = chance.choice(VALUES)
    elif kind == "row twice":
        table.insert(row, table[row])
    elif kind == "header alone":
        del table[1:]
    elif kind == "column set":
        value = chance.choice(VALUES)
        for i in rows:
            table[i][min(column, len(table[i]) - 1)] = value
    elif kind == "column lost":
        for cells in table:
            del cells[column:column + 1]
    elif kind == "swap":
        other = chance.choice(rows)
        at = chance.randrange(min(len(table[row]), len(table[other])))
        table[row][at], table[other][at] = table[other][at], table[row][at]
    else:
        del table[row:]
    return "\n".join(",".join(cells) for cells in table)


def break_json(text, chance):
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(JSON_BITS) + text[at + chance.randrange(4):]


def subjects(kohort, source, made):
    """(folder of input, command in which {} is the folder, whether it writes with -o) of each kind of input."""
    data, plans = source / "data", source / "data" / "plans"
    for name in ("old", "new"):
        (made / "results" / name).mkdir(parents=True)
        options = ["--scenario", "pop_HHMH"] if name == "new" else []
        subprocess.run([kohort, "run", "--region", "3310", "--format", "json", "-o", made / name, *options], check=True,
                              capture_output=True)
        shutil.move(made / name / "result.json", made / "results" / name / "result.json")
    (made / "ledger").mkdir()
    subprocess.run([kohort, "ledger", made / "ledger" / "vintages.jsonl", "--add", plans / "hole" / "plan.json"], check=True,
                   capture_output=True)
    return [(data, ["run", "--region", "3310", "--data", "{}"], True),
            (data, ["run", str(plans / "hole" / "plan.json"), "--draws", "4", "--data", "{}"], True),
            (plans / "hole", ["run", "{}/plan.json"], True),
            (plans / "sor-varanger", ["run", "{}/plan.json", "--draws", "4"], True),
            (source / "tests" / "vectors" / "ccmpp-synthetic", ["project", "{}"], True),
            (made / "results", ["compare", "{}/old/result.json", "{}/new/result.json"], False),
            (made / "ledger", ["ledger", "{}/vintages.jsonl"], False)]


def is_read(path, folder):
    """Not what a folder of data has beside data, and of the municipalities' files one alone."""
    inside = path.relative_to(folder)
    return (path.suffix in (".csv", ".json", ".jsonl") and not {"plans", "schemas"} & set(inside.parts) and
            not path.name.startswith("expected") and (path.name == "3310.csv" or not re.fullmatch(r"\d{4}\.csv", path.name)))


def make_folder(source, broken, text, into):
    """`source` again, by links, but for one file."""
    into.mkdir()
    here, there = source, into
    for part in broken.relative_to(source).parts:
        for path in here.iterdir():
            if path.name != part:
                (there / path.name).symlink_to(path)
        here, there = here / part, there / part
        if here != broken:
            there.mkdir()
    there.write_text(text, encoding="utf-8")


def run(kohort, command, out):
    """None, or what is wrong."""
    try:
        done = subprocess.run([kohort, *command, *(["-o", str(out)] if out else [])], capture_output=True, encoding="utf-8",
                              errors="replace", timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode == 0:
        return None if out is None or out.exists() else "exit 0 and nothing written"
    if done.returncode not in (3, 5):
        return f"exit {done.returncode}\n{done.stderr[:2000]}"
    if done.stderr.count("\n") != 1 or not re.match(r"kohort: [^:]*[./][^:]*:", done.stderr):
        return f"exit {done.returncode}, not one line with a file:\n{done.stderr[:2000]}"
    return f"something written in spite of exit {done.returncode}" if out and out.exists() else None


def main():
    kohort, source, findings, seconds = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]), float(sys.argv[4])
    chance = random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else os.urandom(8))
    n = wrong = 0
    with tempfile.TemporaryDirectory() as made:
        kinds = [(folder, [path for path in sorted(folder.rglob("*")) if path.is_file() and is_read(path, folder)], *rest)
                 for folder, *rest in subjects(kohort, source, Path(made))]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            folder, files, command, writes = kinds[n % len(kinds)]
            broken = chance.choice(files)
            text = (break_csv if broken.suffix == ".csv" else break_json)(broken.read_text(encoding="utf-8"), chance)
            with tempfile.TemporaryDirectory() as scratch:
                copy = Path(scratch, "input")
                make_folder(folder, broken, text, copy)
                finding = run(kohort, [part.format(copy) for part in command], Path(scratch, "out") if writes else None)
                if finding is not None:
                    wrong += 1
                    kept = findings / f"broken-{n}-{broken.name}"
                    shutil.copy(copy / broken.relative_to(folder), kept)
                    print(f"{kept}: {' '.join(command)}: {finding}", file=sys.stderr)
            n += 1
    print(n)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
