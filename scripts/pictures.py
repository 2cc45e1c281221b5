#!/usr/bin/env python3
"""The pictures of the README: figures of the chapter for Hole, cut out of the page as SVG files.

    pictures.py KOHORT ROOT [FOLDER]    FOLDER: docs/pictures; with --check as the last word nothing is written, and exit 1
                                        tells that a picture is not what the program draws
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FIGURES = {"F01": "pyramid", "F06": "places", "F07": "staff", "F12": "crisis"}


def drawing(page, id):
    """The figure's SVG with the styles that it uses, so that it stands alone."""
    svg = re.search(rf'<figure[^>]* id="{id}">.*?(<svg.*?</svg>)', page, re.S)[1]
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    colours = dict(re.findall(r"--(\w+):(#[0-9A-Fa-f]+)", style))
    rules = [rule for rule in re.findall(r"[^{}]+\{[^{}]*\}", style)
             if re.match(r"\.(chart text|chart \.panel|grid|axis|series|step|band|men|women|outline|bar)", rule)]
    inner = re.sub(r"var\(--(\w+)\)", lambda m: colours[m[1]], "".join(rules))
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups()
    svg = svg.replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" ', 1)
    ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return re.sub(r"(</desc>)", rf"\1\n<style>{inner}</style>{ground}", svg, count=1) + "\n"


def main():
    check = sys.argv[-1] == "--check"
    words = [w for w in sys.argv[1:] if w != "--check"]
    kohort, root = words[0], Path(words[1])
    folder = Path(words[2]) if len(words) > 2 else root / "docs/pictures"
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([kohort, "run", root / "data/plans/hole/plan.json", "--lang", "en", "--format", "html", "-o", f"{out}/o"],
                       check=True, stdout=subprocess.DEVNULL)
        page = Path(out, "o/chapter.html").read_text(encoding="utf-8")
    wrong = 0
    for id, name in FIGURES.items():
        file, text = folder / f"{name}.svg", drawing(page, id)
        if check:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                print(f"{file.name} is not what the program draws: run scripts/pictures.sh")
                wrong = 1
        else:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return wrong


sys.exit(main())
