#!/usr/bin/env python3
"""The Norwegian words that people read, by hunspell's dictionaries and the words of the trade.

    spelling.py ROOT    exit 77 where hunspell or its Norwegian dictionaries are missing (scripts/deps.sh words)

Checked are the texts of the report and of standard entries, and the names in the data. A text comes as bokmål, nynorsk,
English; English is not checked. With another number of languages the patterns below have to follow. tests/cli/words.txt lists what the dictionaries do not have: a
word, or a word and the one language that it belongs to.
"""
import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
LANGUAGES = {"nb": "nb_NO", "nn": "nn_NO"}
CODE = ("lib/report/[!h]*.[ch]", "lib/plan/sensitivity.c", "lib/io/bind_*.c")
LITERAL = r'"(?:[^"\\]|\\.)*"'
TEXT = rf"(?:{LITERAL}\s*)+"
NAMES = ("data/services/catalogue.csv", "data/staff/professions.csv", "data/economy/functions.csv",
         "data/households/dwelling_types.csv")


def read(literals):
    text = "".join(part[1:-1] for part in re.findall(LITERAL, literals))
    text = re.sub(r"(?:\\x[0-9A-Fa-f]{2})+", lambda m: bytes.fromhex(m[0].replace("\\x", "")).decode(), text)
    return text.replace("\\n", " ").replace('\\"', '"')


def texts():
    """(where, bokmål, nynorsk)"""
    for pattern in CODE:
        for file in sorted(ROOT.glob(pattern)):
            code = re.sub(r"\\\n", "\n", file.read_text(encoding="utf-8"))
            for match in re.finditer(rf"\{{\s*({TEXT}),\s*({TEXT}),\s*({TEXT})\}}", code):
                three = [read(match[i]) for i in (1, 2, 3)]
                if any(" " in t or not t.isascii() for t in three):
                    yield file.name, three[0], three[1]
            for match in re.finditer(rf"[(]\w+,\s*({TEXT}),\s*({TEXT}),\s*({TEXT})[)]", code):
                yield file.name, read(match[1]), read(match[2])
            for match in re.finditer(rf"FORM\({LITERAL}, {LITERAL},\s*({TEXT}),\s*({TEXT}),\s*({TEXT}),", code):
                yield file.name, read(match[1]), read(match[2])
    for name in NAMES:
        with open(ROOT / name, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield name, row["name_nb"], row["name_nn"]


def words(text):
    text = re.sub(r"\{\w\}|<[^>]*>|[\w/.-]+\.(?:csv|json|html)|\w*_\w*", " ", text)
    return [w for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if len(w) > 1]


def unknown(dictionary, found):
    done = subprocess.run(["hunspell", "-i", "utf-8", "-l", "-d", dictionary], input="\n".join(sorted(found)), capture_output=True,
                          text=True, check=True)
    return {word for word in done.stdout.split() if len(word) > 1}


def main():
    if shutil.which("hunspell") is None:
        print("skipped: hunspell is not installed (scripts/deps.sh words)")
        return 77
    there = subprocess.run(["hunspell", "-D"], input="", capture_output=True, text=True).stderr
    if not all(f"/{name}" in there for name in LANGUAGES.values()):
        print("skipped: hunspell has no Norwegian dictionaries (scripts/deps.sh words)")
        return 77
    allowed = {language: set() for language in LANGUAGES}
    for line in (ROOT / "tests/cli/words.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, *of = line.split()
            for language in of or LANGUAGES:
                allowed[language].add(word)
    wrong, n, used = 0, 0, set()
    for i, (language, dictionary) in enumerate(LANGUAGES.items()):
        found = {}
        for where, *both in texts():
            for word in words(both[i]):
                for part in (word, *word.split("-")):
                    found.setdefault(part, where)
        n += len(found)
        for word in sorted(unknown(dictionary, found)):
            known = {word, word.lower()} & allowed[language]
            used |= known
            if not known:
                print(f"{found[word]}: {language}: {word}")
                wrong += 1
    for word in sorted(set().union(*allowed.values()) - used):
        print(f"tests/cli/words.txt: nobody needs '{word}'")
        wrong += 1
    print(f"{n} words, {wrong} wrong")
    return 1 if wrong or n < 1000 else 0


sys.exit(main())
