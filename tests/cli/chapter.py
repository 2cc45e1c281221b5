#!/usr/bin/env python3
"""The chapter as it is read: structure of the page, figures tied to the result, texts that stay texts.

    chapter.py KOHORT ROOT
"""
import base64
import bisect
import csv
import functools
import hashlib
import html
import html.parser
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree
import zipfile
import zlib
from pathlib import Path

from sanitized import of_figures

KOHORT, ROOT = None, None
LANGUAGES = ("nb", "nn", "en")
MARK = {"nb": "Kun til internt bruk – ikke prikket", "nn": "Berre til internt bruk – ikkje prikka",
        "en": "For internal use only – small counts are not suppressed"}
NASTY = "<script>alert(1)</script> =cmd|'/C calc'!A0 | # *x*\n[a](b) & \"q\""
PAGE_BYTES = 2_000_000  # of the whole page: the project's limit
SCENARIOS = ("own_trend_damped", "postponed_need", "reduced_coverage", "home_based_profile")
TABLES = ("T01 T02 T03 T04 T05 T06 T07 T07b T08 T08d T09 T09b T09c T10a T10b T11 T11b T11c T11d T11e T12a T12b T13 T13b T13c T13d "
          "T13e T13f T13g T13h T14 T14c T15 T15b T15c T15d T16 T16b T16c T17 T17b T17d T18 T20 T21 T21c T21d T22 T22d T22e T24a T24b T27 T28 T29 T30 T31 T32 T33").split()  # of the chapter for Hole
FIGURES = [f"F0{i}" for i in range(1, 10)] + ["F11", "F12", "F13", "F13b"]  # F10 where there are draws
NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
VOID = {"meta", "br", "input", "link", "img", "hr"}


def kohort(*arguments):
    if arguments[0] == "run" and str(arguments[1]).endswith("hole/plan.json"):  # the scenarios with one population
        arguments += tuple(word for name in SCENARIOS for word in ("--scenario", name))
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)


class Page(html.parser.HTMLParser):
    """The page as a flat list of (tag, attributes, text below), and what is wrong with its nesting."""

    def __init__(self, text):
        super().__init__()
        self.stack, self.elements, self.wrong, self.shown = [], [], [], []
        self.feed(text)
        self.close()
        self.wrong += [f"never closed: {tag}" for tag, _ in self.stack]

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(set(names)) != len(names):
            self.wrong.append(f"attribute twice: {tag}")
        element = [tag, dict(attributes), ""]
        self.elements.append(element)
        if tag not in VOID:
            self.stack.append((tag, element))

    def handle_startendtag(self, tag, attributes):
        self.elements.append([tag, dict(attributes), ""])

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.wrong.append(f"</{tag}> in {[t for t, _ in self.stack][-3:]}")
        else:
            self.stack.pop()

    def handle_data(self, data):
        for _, element in self.stack:
            element[2] += data
        if not any(tag in ("style", "script", "title") for tag, _ in self.stack):
            self.shown.append(data)

    def all(self, *tags):
        return [e for e in self.elements if e[0] in tags]


KINDS = {"-": "difference", "%": "percent", "^": "index"}

parsed = functools.lru_cache(maxsize=8)(Page)  # of a whole page; nobody changes it


def read_page(folder):
    """The page with the origins of its rows' cells as attributes of the cells: data-c and data-from are JSON pointers, data-is and
    data-scale what is reckoned with them."""
    text = (folder / "chapter.html").read_text(encoding="utf-8")
    cubes = [html.unescape(c) for c in re.findall(r"<li>(.*?)</li>", text.split('<ol id="cubes"')[1])]

    def pointers(refs, of):
        refs = [r if ":" in r or r.startswith("/") else f"{of}:{r}" for r in refs.split(" ")]
        return " ".join(r if r.startswith("/") else "/scenarios/{}/{}/value/{}".format(r.split(":")[0], cubes[int(r.split(":")[1])],
                        r.split(":")[2]) for r in refs)

    def attributes(origin, of):
        if not origin:
            return ""
        scale, a, kind, b = re.fullmatch(r"(?:([-\de.]+)\*)?(/[^ ]*|[\d.:; ]+)(?:([-%^])([\d.:; ]+))?", origin).groups()
        told = f' data-c="{pointers(a, of)}"'
        told += f' data-is="{KINDS[kind]}" data-from="{pointers(b, of)}"' if kind else ""
        return told + (f' data-scale="{scale}"' if scale else "")

    def row(match):
        nonlocal above
        by, told = re.fullmatch(r"\+(\d+)", match[2]), match[2]
        if by:  # the row above, so many cells further on; a step, a place and a scale stay
            told = re.sub(r"([-\de.]+\*|\d+:\d+:|;\d+)|(\d+)", lambda m: m[1] or str(int(m[2]) + int(by[1])), above)
        above = told
        origins = iter(told.split("|"))
        return f"<tr{match[1]}>" + re.sub("<td", lambda _: "<td" + attributes(next(origins), of), match[3])

    above, of, parts = None, None, re.split(r'(<table(?: data-of="[^"]*")?>)', text)  # a table names the cube that its cells are of
    for i, part in enumerate(parts):
        if i % 2 == 1:
            of, parts[i] = (re.findall('data-of="(.*)"', part) or [None])[0], "<table>"
        else:
            part = re.sub(r'<span data-c="([^"]*)"', lambda m: "<span" + attributes(m[1], None), part)
            parts[i] = re.sub(r'<tr([^>]*) data-c="([^"]*)">(.*?</tr>)', row, part, flags=re.S)
    return "".join(parts)


def numbers_at(result, refs):
    """The values that a data-c names: JSON pointers, the last part A..B;STEP for a range of a flat array."""
    found = []
    for ref in refs.split(" "):
        at, parts = result, ref.split("/")[1:]
        for part in parts[:-1]:
            at = at[int(part)] if isinstance(at, list) else at[part]
        match = re.fullmatch(r"(\d+)\.\.(\d+)(?:;(\d+))?", parts[-1])
        if match:
            found += at[int(match[1]):int(match[2]) + 1:int(match[3] or 1)]
        else:
            found.append(at[int(parts[-1])] if isinstance(at, list) else at[parts[-1]])
    return found


def total(result, refs):
    values = numbers_at(result, refs)
    return None if None in values else sum(values)


def read_number(text, language):
    text = text.replace("\u00a0", "").replace("\u2212", "-")
    return float(text.replace(",", "") if language == "en" else text.replace(",", "."))


class Chapter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        cls.pages = {}
        for language in LANGUAGES:
            done = kohort("run", ROOT / "data/plans/hole/plan.json", "--lang", language, "--format", "json,html,md",
                          "-o", cls.folder / language)
            assert (done.returncode, done.stderr) == (0, ""), done.stderr
            cls.pages[language] = read_page(cls.folder / language)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()


class Structure(Chapter):
    def test_page(self):
        for language, text in self.pages.items():
            with self.subTest(language):
                page = parsed(text)
                self.assertEqual(page.wrong, [])
                self.assertTrue(text.startswith("<!DOCTYPE html>"))
                self.assertEqual(page.all("html")[0][1]["lang"], language)
                self.assertEqual(len(page.all("h1")), 1)
                self.assertEqual(len(page.all("title")), 1 + len(page.all("svg")))
                self.assertLess((self.folder / language / "chapter.html").stat().st_size, PAGE_BYTES)

    def test_headings_do_not_jump(self):
        for text in self.pages.values():
            levels = [int(e[0][1]) for e in parsed(text).all("h1", "h2", "h3", "h4")]
            self.assertEqual(levels[0], 1)
            for before, after in zip(levels, levels[1:]):
                self.assertLessEqual(after, before + 1)

    def test_offline(self):
        for text in self.pages.values():
            page = parsed(text)
            self.assertEqual(page.all("link", "img", "iframe", "object", "embed"), [])
            scripts = page.all("script")
            self.assertIn(len(scripts), (1, 4))  # with what draws on screen: the figures, the drawing, and its start
            for script in scripts[:1] + scripts[3:]:
                self.assertNotRegex(script[2], r"fetch|XMLHttp|import|eval|innerHTML|document\.write|https?:")
            for script in scripts[1:3]:
                self.assertEqual(script[1]["type"], "text/plain")
                self.assertRegex(script[2], r"^[A-Za-z0-9+/]+=*$")
            for element in page.elements:
                for name, value in element[1].items():
                    self.assertFalse(name.startswith("on"), element)
                    self.assertNotIn(name, ("src", "style", "action"))
                    if name == "href":
                        self.assertTrue(value.startswith("#"), value)
            self.assertNotRegex(text, r"url\(|@import|https?://(?!www\.ssb\.no|github|www\.w3\.org)[a-z]+\.js")

    def test_tables(self):
        for text in self.pages.values():
            tables = re.findall(r"<table>.*?</table>", text, re.S)
            self.assertGreater(len(tables), 20)
            for table in tables:
                page = Page(table)
                self.assertEqual(page.wrong, [])
                self.assertEqual(len(page.all("caption")), 1)
                self.assertTrue(page.all("caption")[0][2].strip())
                self.assertTrue(all(e[1].get("scope") in ("col", "row") for e in page.all("th")))
                self.assertFalse(any("colspan" in e[1] or "rowspan" in e[1] for e in page.elements))
                columns = len(re.findall("<th", table.split("</thead>")[0])) - 1
                for row in re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1], re.S):
                    self.assertEqual(len(re.findall(r"<t[hd][ >]", row)), columns)

    def test_ids_and_references(self):
        for text in self.pages.values():
            page = parsed(text)
            ids = [e[1]["id"] for e in page.elements if "id" in e[1]]
            self.assertEqual(len(set(ids)), len(ids))
            for element in page.elements:
                for name in ("aria-labelledby", "for"):
                    for id in element[1].get(name, "").split():
                        self.assertIn(id, ids)
                if element[1].get("href", "").startswith("#"):
                    self.assertIn(element[1]["href"][1:], ids)

    def test_keyboard(self):
        """Skip link first; the switch is a named group of native radio buttons; what scrolls can be reached."""
        for text in self.pages.values():
            page = parsed(text)
            focusable = [e for e in page.elements if e[0] in ("a", "input", "summary") or "tabindex" in e[1]]
            self.assertEqual((focusable[0][0], focusable[0][1]["href"]), ("a", "#content"))
            radios = [e for e in page.all("input") if e[1]["type"] == "radio"]
            self.assertEqual(len(radios), 5)
            self.assertEqual({(r[1]["type"], r[1]["name"]) for r in radios}, {("radio", "v")})
            self.assertEqual(sum("checked" in r[1] for r in radios), 1)
            self.assertEqual(len(page.all("legend")), 1)
            for element in page.elements:
                if re.search(r"\b(wide|scroll)\b", element[1].get("class", "") or ""):
                    self.assertEqual((element[1]["role"], element[1]["tabindex"]), ("region", "0"))
                    self.assertTrue(element[1]["aria-label"])

    def test_figures(self):
        for text in self.pages.values():
            page = parsed(text)
            figures = re.findall(r"<figure.*?</figure>", text, re.S)
            self.assertEqual({re.search(r'id="(F\d+[a-z]?)', f)[1] for f in figures}, set(FIGURES))
            for figure in figures:
                inner = Page(figure)
                self.assertEqual(len(inner.all("svg")), 1)
                for tag in ("title", "desc", "figcaption", "details"):
                    self.assertTrue(inner.all(tag)[0][2].strip())
                self.assertGreaterEqual(len(inner.all("table")), 1)
                strokes = [(e[1]["stroke"], e[1]["stroke-dasharray"]) for e in inner.all("path")
                           if e[1].get("class") == "series"]
                by_colour = {}
                for colour, dashes in strokes:
                    by_colour.setdefault(colour, set()).add(dashes)
                self.assertEqual(len({d for ds in by_colour.values() for d in ds}), len(by_colour))

    def test_languages_of_texts(self):
        """The plan says that its sources are in English: so they are marked on the Norwegian pages, and only there."""
        for language, text in self.pages.items():
            marked = [e for e in parsed(text).elements if "lang" in e[1] and e[0] == "td"]
            self.assertEqual({e[1]["lang"] for e in marked}, set() if language == "en" else {"en"})
            if language != "en":
                self.assertGreater(len(marked), 30)
                self.assertTrue(any("SSB table 12292" in e[2] for e in marked))

    def test_slider(self):
        """Every year of the pyramid stands in the page, as the result has it; without a script there is no slider."""
        result = json.loads((self.folder / "nb/result.json").read_text(encoding="utf-8"))
        page = parsed(self.pages["nb"])
        sliders = [e for e in page.all("input") if e[1]["type"] == "range"]
        self.assertTrue(all("hidden" in e[1] for e in page.elements if e[1].get("class") == "years"))
        slider = next(e for e in sliders if e[1]["id"] == "F01-y")[1]
        cube = result["scenarios"][0]["population"]
        years, n = slider["data-persons"].split(";"), len(cube["age"])
        self.assertEqual((len(years), int(slider["min"]), int(slider["max"])), (len(cube["year"]), cube["year"][0], cube["year"][-1]))
        for t, year in enumerate(years):
            sides = [float(v) for v in year.split(" ")]
            for side, sex in ((0, 1), (1, 0)):  # men stand to the left, women come first in the result
                persons = cube["value"][(2 * t + sex) * n:(2 * t + sex + 1) * n]
                expected = [sum(persons[a:a + 5]) for a in range(0, 95, 5)] + [sum(persons[95:])]
                for mine, theirs in zip(sides[side::2], expected):
                    self.assertAlmostEqual(mine, theirs, delta=0.051)

    def test_fan(self):
        """With draws F02 and F06 show the range that 80 per cent of them lie in; its cells are tied to the quantiles."""
        done = kohort("run", ROOT / "data/plans/hole/plan.json", "--draws", "40", "--format", "json,html", "-o", self.folder / "fan")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads((self.folder / "fan/result.json").read_text(encoding="utf-8"))
        text = read_page(self.folder / "fan")
        for id, path in (("F02", "indicators/persons"), ("F06", "capacity/need")):
            figure = re.search(rf'<figure[^>]* id="{id}">.*?</figure>', text, re.S)[0]
            self.assertEqual(figure.count('<path class="band"'), 1)
            self.assertIn("80 prosent av 40 trekninger", figure)
            cells = [e for e in Page(figure).all("td") if f"/{path}/quantiles/" in e[1].get("data-c", "")]
            self.assertEqual(len(cells), 2 * 25)
            for _, attributes, shown in cells:
                self.assertAlmostEqual(read_number(shown, "nb"), total(result, attributes["data-c"]), delta=0.501)
            cube = result["scenarios"][0]
            for part in path.split("/"):
                cube = cube[part]
            size, label = len(cube["value"]), list(cube.values())[list(cube).index(cube["dimensions"][1])]
            last = size - len(label) + label.index("all" if id == "F02" else "institution")
            low, high = (cube["quantiles"]["value"][cube["quantiles"]["p"].index(p) * size + last] for p in (0.1, 0.9))
            for cell, expected in zip(cells[-2:], (low, high)):
                self.assertAlmostEqual(read_number(cell[2], "nb"), expected, delta=0.501)
            self.assertLess(low, high)

    def test_spread(self):
        """With draws F10 has a bar for every source of a figure that has two ends, tied to the ends that T23 has."""
        done = kohort("run", ROOT / "data/plans/hole/plan.json", "--draws", "60", "--format", "json,html", "-o", self.folder / "spread")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads((self.folder / "spread/result.json").read_text(encoding="utf-8"))
        text = read_page(self.folder / "spread")
        figure = re.search(r'<figure[^>]* id="F10">.*?</figure>', text, re.S)[0]
        cells = [e for e in Page(figure).all("td") if "/sensitivity/sources/" in e[1].get("data-c", "")]
        self.assertGreater(len(cells), 8)
        self.assertEqual(len(re.findall('<rect fill=', figure)), len(cells) // 2)
        for _, attributes, shown in cells:
            self.assertAlmostEqual(read_number(shown, "nb"), total(result, attributes["data-c"]), delta=0.501)
        self.assertIn('id="T23-0"', text)

    def test_contrast(self):
        def light(colour):
            parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
            parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        def contrast(a, b):
            low, high = sorted((light(a), light(b)))
            return (high + 0.05) / (low + 0.05)
        style = re.search(r"<style>(.*?)</style>", self.pages["nb"], re.S)[1]
        names = dict(re.findall(r"--(\w+):(#[0-9A-F]{6})", style))
        texts = {names.get(c[6:-1], c) for c in re.findall(r"[;{\"](?:color|fill):(#[0-9A-F]{6}|var\(--\w+\))", style)
                 if c.startswith("var") or c in ("#0F2080", "#162327")}
        self.assertIn(names["soft"], texts)
        for colour in texts:
            for ground in ("#FFFFFF", names["tint"]):
                self.assertGreaterEqual(contrast(colour, ground), 4.5, colour)
        shapes = set(re.findall(r"stroke=\"(#[0-9A-F]{6})\"", self.pages["nb"]))
        shapes |= set(re.findall(r"\.(?:men|women)\{fill:(#[0-9A-F]{6})", style))
        self.assertGreaterEqual(len(shapes), 7)
        for colour in shapes:
            self.assertGreaterEqual(contrast(colour, "#FFFFFF"), 3, colour)

    def test_mark(self):
        for language, text in self.pages.items():
            said = kohort("run", "--region", "1151", "--lang", language).stdout
            self.assertEqual(said.splitlines()[-1], MARK[language] + ".")
            self.assertIn(MARK[language], "".join(parsed(text).shown))
            self.assertIn(MARK[language], (self.folder / language / "chapter.md").read_text(encoding="utf-8"))

    def test_scenarios(self):
        """Every block that is hidden is shown by some choice, and every table is there for every choice."""
        page = parsed(self.pages["nb"])
        style = re.search(r"<style>(.*?)</style>", self.pages["nb"], re.S)[1]
        for s in range(5):
            self.assertIn(f"body:has(#v{s}:checked) .some:not(.s{s}){{display:none}}", style)
        shown = {}
        for element in page.elements:
            classes = (element[1].get("class") or "").split()
            if "some" in classes:
                self.assertTrue({f"s{s}" for s in range(5)} & set(classes))
            if "table" in classes:
                id = element[1]["id"].split("-")[0]
                shown.setdefault(id, []).extend(c for c in classes if re.fullmatch(r"s\d", c)) if "some" in classes else \
                    shown.setdefault(id, []).extend(f"s{s}" for s in range(5))
        self.assertEqual(sorted(shown), sorted(TABLES))
        for id, scenarios in shown.items():
            self.assertEqual(sorted(scenarios), [f"s{s}" for s in range(5)], id)


class Figures(Chapter):
    @of_figures
    def test_every_number_is_a_cell_of_the_result(self):
        """Each number of the page is reckoned again from result.json by its data-c."""
        for language, text in self.pages.items():
            result = json.loads((self.folder / language / "result.json").read_text(encoding="utf-8"))
            checked = 0
            for element in parsed(text).elements:
                tag, attributes, shown = element
                if "data-c" not in attributes:
                    if tag == "td" and (attributes.get("class") != "text") and shown.strip():
                        self.assertIn(attributes.get("class"), (None,))
                    continue
                kind, scale = attributes.get("data-is"), float(attributes.get("data-scale", 1))
                values = numbers_at(result, attributes["data-c"])
                if "first_shortage" in attributes["data-c"]:
                    self.assertEqual(shown if shown.isdigit() else None, None if values[0] is None else str(values[0]))
                    continue
                a = total(result, attributes["data-c"])
                b = total(result, attributes["data-from"]) if kind else None
                if shown == "..":
                    self.assertTrue(a is None or (kind and not b), attributes)
                    continue
                expected = {None: lambda: scale * a, "difference": lambda: scale * (a - b),
                            "percent": lambda: scale * 100 * (a - b) / b, "index": lambda: scale * 100 * a / b}[kind]()
                decimals = len(re.split(r"[.]" if language == "en" else ",", shown)[1]) if re.search(
                    r"[.]\d+$" if language == "en" else r",\d+$", shown) else 0
                self.assertLessEqual(abs(read_number(shown, language) - expected), 0.5 * 10 ** -decimals + 1e-9,
                                     f"{shown} is not {expected}: {attributes}")
                checked += 1
            self.assertGreater(checked, 3000)

    def test_numbers_without_a_cell(self):
        """In the tables only registered history, assumptions and empty cells have none."""
        for table in re.findall(r"<table>.*?</table>", self.pages["nb"], re.S):
            caption = Page(table).all("caption")[0][2]
            bare = [e[2] for e in Page(table).all("td") if "data-c" not in e[1] and e[1].get("class") != "text"]
            if "Folkemengden vokser" not in caption:
                self.assertEqual([b for b in bare if re.search(r"\d", b)], [], caption)

    def test_specifications(self):
        for language in LANGUAGES:
            files = sorted((self.folder / language / "figures").iterdir())
            self.assertEqual([f.name for f in files if "_s" not in f.name], [f"{id}.vl.json" for id in FIGURES])
            self.assertEqual({f.name[:4] for f in files if "_s" in f.name}, {"F07_", "F09_", "F12_"})  # demand is another by scenario
            for file in files:
                spec = json.loads(file.read_text(encoding="utf-8"))
                self.assertEqual(spec["$schema"], "https://vega.github.io/schema/vega-lite/v6.json")
                self.assertTrue(spec["title"]["text"] and spec["description"])
                self.assertEqual(spec["title"]["subtitle"][-1], MARK[language])
                rows = spec["data"]["values"]
                self.assertGreater(len(rows), 20 if "F0" in file.name and file.name[2] not in "89" else 0)
                inner = spec.get("spec", spec)
                names = {row["series"] for row in rows}
                if spec["usermeta"]["form"] == "pyramid":
                    self.assertEqual(set(inner["layer"][0]["encoding"]["color"]["scale"]["domain"]), names)
                else:
                    filtered = {n for layer in inner["layer"] for step in layer["transform"] if "oneOf" in str(step)
                                for n in step["filter"]["oneOf"]}
                    self.assertEqual(filtered, names)
                for layer in inner["layer"]:
                    for channel in ("x", "y"):
                        self.assertTrue(layer["encoding"].get(channel, {"title": "none"})["title"])

    def test_screen(self):
        """What draws on screen is given the specifications that are written as files, and nothing else of the plan."""
        for language, text in self.pages.items():
            packed = re.search(r'id="figures">([^<]*)<', text)
            self.assertEqual(packed is None, "Vega-Lite" in Page(text).all("footer")[0][2])
            if packed is None:
                self.skipTest("this build has no Vega: the page has the drawings that are printed")
            given = json.loads(zlib.decompress(base64.b64decode(packed[1])))
            self.assertEqual(set(given), {"words", "figures"})
            self.assertTrue(all(given["words"].values()))
            files = {f.name.split(".")[0]: json.loads(f.read_text(encoding="utf-8"))
                     for f in (self.folder / language / "figures").iterdir()}
            self.assertEqual(given["figures"], files)
            script = zlib.decompress(base64.b64decode(re.search(r'id="drawing">([^<]*)<', text)[1])).decode()
            for words in ("University of Washington", "Mike Bostock", "function kohortFigures("):
                self.assertTrue(words in script, words)
            self.assertNotRegex(script.split("function kohortFigures(")[1], r"innerHTML|\beval\b|fetch|document\.write|https?:")

    def test_specified_numbers(self):
        """The numbers of a specification are those of the figure's table, told finer."""
        for id in ("F02", "F04", "F06", "F08"):
            spec = json.loads((self.folder / f"nb/figures/{id}.vl.json").read_text(encoding="utf-8"))
            figure = re.search(rf'<figure[^>]* id="{id}">.*?</figure>', self.pages["nb"], re.S)[0]
            shown = [e[2] for e in Page(figure).all("td")]
            rows = spec["data"]["values"]
            self.assertEqual(len(rows), len(shown))
            for row, cell in zip(rows, shown):
                if row["value"] is None:
                    self.assertEqual(cell, "..")
                else:
                    self.assertAlmostEqual(row["value"], read_number(cell, "nb"),
                                           delta=0.5 * 10 ** -spec["usermeta"]["decimals"] + 0.0006)

    def test_tables_without_parts(self):
        """A plan without a register of places has no figure of places, and says why."""
        done = kohort("run", "--region", "3310", "--format", "html,md", "-o", self.folder / "bare")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = read_page(self.folder / "bare")
        self.assertNotIn('id="F06"', text)
        self.assertFalse((self.folder / "bare/figures/F06.vl.json").exists())
        self.assertIn("Antall plasser i kommunen er ikke oppgitt", text)
        self.assertEqual(parsed(text).wrong, [])

    def test_one_scenario(self):
        done = kohort("run", "--region", "1151", "--scenario", "reference", "--format", "html", "-o", self.folder / "one")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = Page(read_page(self.folder / "one"))
        self.assertEqual((page.wrong, [e[1]["type"] for e in page.all("input")]), ([], ["range"]))
        self.assertNotIn("T24", "".join(page.shown))

    def test_population_that_differs(self):
        """Scenarios with another population have figures and tables of their own."""
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        del plan["capacity"]["register"], plan["capacity"]["buildings"], plan["preparedness"], plan["area"], plan["health"]
        plan["scenarios"] = [{"id": "more", "changes": {"migration": {"extra": {"value": 50, "assumption": "made up"}}}}]
        (self.folder / "more.json").write_text(json.dumps(plan), encoding="utf-8")
        done = kohort("run", self.folder / "more.json", "--format", "json,html", "-o", self.folder / "more")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = read_page(self.folder / "more")
        self.assertEqual(parsed(text).wrong, [])
        for id in ("F01", "F01_s1", "F02_s1", "F03_s1", "F04_s1", "T02-0", "T02-s1"):
            self.assertIn(f'id="{id}"', text)
        self.assertTrue((self.folder / "more/figures/F01_s1.vl.json").exists())


def table_rows(folder, id):
    return list(csv.DictReader(next((folder / "tables").glob(id + "_*")).read_text(encoding="utf-8").splitlines()))


class Parts(unittest.TestCase):
    """What a scenario alone has is told in it, in its section, in each language, and its sentences say the table's numbers."""
    SAID = {"nb": ("Innsparingen har dekket kostnaden i løpet av {paid}", "Den nye oppgaven gir om lag {task} brukere i {end}",
                   "Å gi tjenestene til dem som flytter inn, koster {cost} mill. kr i {end}"),
            "nn": ("Innsparinga har dekt kostnaden i løpet av {paid}", "Den nye oppgåva gir om lag {task} brukarar i {end}",
                   "Å gi tenestene til dei som flyttar inn, kostar {cost} mill. kr i {end}"),
            "en": ("the saving has covered the cost in the course of {paid}", "the new task brings about {task} users in {end}",
                   "To serve those who move in costs NOK {cost} million in {end}")}
    SECTIONS = {"T08b": "need", "T08c": "need", "T08d": "need", "T09b": "need", "T09c": "need", "T19": "homes", "T11e": "places",
                "T16b": "buildings", "T16c": "buildings", "T13f": "workforce", "T13g": "workforce", "T13h": "workforce"}

    def test_said(self):
        with tempfile.TemporaryDirectory() as temporary:
            for language in LANGUAGES:
                folder = Path(temporary) / language
                done = subprocess.run([KOHORT, "run", str(ROOT / "data/plans/hole/plan.json"), "--scenario", "housing_programme",
                                       "--scenario", "prevention_and_tasks", "--lang", language, "--format", "html,csv", "-o",
                                       str(folder)], capture_output=True, text=True, timeout=120)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                text = (folder / "chapter.html").read_text(encoding="utf-8")
                page = Page(text)
                self.assertEqual(page.wrong, [])
                for id, section in self.SECTIONS.items():
                    here = text.split(f'<h2 id="{section}">')[1].split("</section>")[0]
                    self.assertTrue(f'id="{id}-' in here, f"{id} is not in {section}")
                rows = {name: table_rows(folder, name) for name in ("T08b", "T08c", "T19")}
                end = "2037"
                task = next(float(r["users"]) for r in rows["T08c"] if r["year"] == end)
                cost = next(float(r["cost_nok_thousand"]) for r in rows["T19"] if (r["year"], r["project"]) == (end, "all"))
                told = {"paid": rows["T08b"][0]["breakeven_year"], "task": f"{task:.1f}", "cost": f"{cost / 1000:.1f}", "end": end}
                shown = "".join(page.shown)
                for sentence in self.SAID[language]:
                    numbers = {k: v if language == "en" else v.replace(".", ",") for k, v in told.items()}
                    self.assertIn(sentence.format(**numbers), shown)

    def test_unpaid(self):
        """Prevention that costs more than it saves is said not to pay, with what is missing; never with a year. The plan asks
        for savings and has no measures yet: the path stands all the same, with nothing identified."""
        plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
        changes = next(s for s in plan["scenarios"] if s["id"] == "prevention_and_tasks")["changes"]
        plan["need"].update(changes["need"])
        for part in ("preparedness", "area", "health", "measures", "targets", "structures"):
            plan.pop(part, None)
        plan["scenarios"], plan["capacity"] = [], {}
        plan["need"]["prevention"]["reablement"]["cost"] = {"value": 5e6, "unit": "NOK per participant", "assumption": "made up"}
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
            for file in (ROOT / "data/plans/hole").glob("*.csv"):
                (folder / file.name).write_bytes(file.read_bytes())
            done = subprocess.run([KOHORT, "run", str(folder / "plan.json"), "--lang", "en", "--format", "html,csv", "-o",
                                   str(folder / "out")], capture_output=True, text=True, timeout=120)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            text = (folder / "out/chapter.html").read_text(encoding="utf-8")
            self.assertTrue('id="T18-' in text and 'id="T17-' not in text)
            shown = "".join(Page(text).shown)
            row = next(r for r in table_rows(folder / "out", "T08b") if r["year"] == "2036")
            self.assertEqual(row["breakeven_year"], "")
            missing = f"{-float(row['balance_1000nok']) / 1000:.1f}"
            self.assertIn(f"the saving does not cover the cost by 2037; NOK {missing} million are missing", shown)
            self.assertNotIn("has covered the cost", shown)


class Cubes(Chapter):
    """JSON-stat holds the rows of the tables, by its own definition of where a cell lies."""
    LISTS = {"T01", "T17c", "T25"}  # tables that are no cubes

    def test_values(self):
        done = kohort("run", ROOT / "data/plans/hole/plan.json", "--lang", "nn", "--format", "json,csv,jsonstat", "-o",
                      self.folder / "cubes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.run_id = hashlib.sha256((self.folder / "cubes/result.json").read_bytes()).hexdigest()
        files = sorted((self.folder / "cubes/jsonstat").iterdir())
        tables = {f.stem for f in (self.folder / "cubes/tables").iterdir()}
        self.assertEqual({f.stem for f in files}, {t for t in tables if t.split("_")[0] not in self.LISTS})
        for file in files:
            cube = json.loads(file.read_text(encoding="utf-8"))
            with open(self.folder / f"cubes/tables/{file.stem}.csv", encoding="utf-8", newline="") as table:
                rows = list(csv.DictReader(table))
            with self.subTest(file.name):
                self.check_cube(cube, rows)

    def check_cube(self, cube, rows):
        self.assertEqual((cube["version"], cube["class"]), ("2.0", "dataset"))
        self.assertEqual(cube["size"], [len(cube["dimension"][id]["category"]["index"]) for id in cube["id"]])
        roles = {"geo": ["region"], "metric": ["figure"]} | ({"time": ["year"]} if "year" in cube["id"] else {})
        self.assertEqual(cube["role"], roles)
        self.assertEqual((cube["id"][0], cube["id"][-1]), ("region", "figure"))
        figures, dimensions = cube["dimension"]["figure"]["category"]["index"], cube["id"][1:-1]
        for column in rows[0]:  # a column of numbers is a dimension or a figure
            if column not in ("from_year", "function") and all(re.fullmatch(NUMBER, r[column]) for r in rows if r[column]) and \
                    any(r[column] for r in rows):
                self.assertIn(column, figures + dimensions)
        for id in cube["id"]:
            category = cube["dimension"][id]["category"]
            self.assertEqual(list(category["label"]), category["index"])
            self.assertTrue(all(category["label"].values()))
        units = cube["dimension"]["figure"]["category"]["unit"]
        self.assertTrue(all(u["base"] and u["decimals"] >= 0 for u in units.values()))
        self.assertTrue(cube["extension"]["run"]["plan_sha256"])
        self.assertEqual(cube["extension"]["run"]["run_id"], self.run_id)
        self.assertEqual((cube["extension"]["run"]["draws"], cube["extension"]["run"]["scenarios"][0]), (0, "reference"))
        value, size = cube["value"], math.prod(cube["size"])
        get = (lambda i: value[i]) if isinstance(value, list) else (lambda i: value[str(i)])
        self.assertEqual(len(value), size if isinstance(value, list) else len(rows) * cube["size"][-1])
        where = {id: {code: i for i, code in enumerate(cube["dimension"][id]["category"]["index"])} for id in cube["id"]}
        seen = set()
        for row in rows:
            at = 0
            for id, n in zip(cube["id"][:-1], cube["size"]):
                at = at * n + (0 if id == "region" else where[id][row[id]])
            seen.add(at)
            for f, figure in enumerate(figures):
                place = at * cube["size"][-1] + f
                self.assertEqual(get(place), float(row[figure]) if row[figure] else None)
                self.assertEqual(cube.get("status", {}).get(str(place)), None if row[figure] else "..")
        self.assertEqual(len(seen), len(rows), "two rows share a cell")

    def test_words(self):
        """Codes and figures of every cube have words in every language, but for names that the plan alone knows."""
        for language in LANGUAGES:
            done = kohort("run", ROOT / "data/plans/sor-varanger/plan.json", "--lang", language, "--format", "jsonstat", "-o",
                          self.folder / f"words-{language}")
            self.assertEqual(done.returncode, 0, done.stderr)
            for file in (self.folder / f"words-{language}/jsonstat").iterdir():
                cube = json.loads(file.read_text(encoding="utf-8"))
                for id in cube["id"]:
                    if id in ("scenario", "crisis", "stratum", "held_against") or (file.name[:4], id) in (("T21c", "id"), ("T21d", "unit"), ("T22b", "question")):
                        continue
                    for code, label in cube["dimension"][id]["category"]["label"].items():
                        self.assertTrue(label != code or code.isdigit() or language == "en", (file.name, id, code))
                        self.assertNotIn("_", label, (file.name, id))

    def test_labels(self):
        done = kohort("run", "--region", "1151", "--lang", "nn", "--format", "jsonstat", "-o", self.folder / "labels")
        self.assertEqual(done.returncode, 0, done.stderr)
        def cube_of(name):
            return json.loads((self.folder / f"labels/jsonstat/{name}.json").read_text(encoding="utf-8"))
        labels = cube_of("T02_population_by_age_band")["dimension"]["age_band"]["category"]["label"]
        self.assertEqual((labels["80-89"], labels["90+"], labels["all"]), ("80–89 år", "90 år og over", "Alle"))
        cube = cube_of("T08_users_by_service")
        self.assertEqual(cube["dimension"]["service"]["category"]["label"]["long_stay"], "Langtidsopphald i institusjon")


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Workbook(Chapter):
    """The workbook by its XML, and by LibreOffice where it is installed."""

    def book(self, plan, name):
        done = kohort("run", plan, "--format", "json,html,xlsx", "-o", self.folder / name)
        if done.returncode == 2 and "libxlsxwriter" in done.stderr:
            self.skipTest("this build has no libxlsxwriter")
        self.assertEqual(done.returncode, 0, done.stderr)
        archive = zipfile.ZipFile(self.folder / name / "chapter.xlsx")
        self.assertIsNone(archive.testzip())
        parts = {name: archive.read(name) for name in archive.namelist()}
        shared = ["".join(t.text or "" for t in item.iter(SHEET + "t"))
                  for item in xml.etree.ElementTree.fromstring(parts["xl/sharedStrings.xml"])]
        names = [s.get("name") for s in xml.etree.ElementTree.fromstring(parts["xl/workbook.xml"]).iter(SHEET + "sheet")]
        sheets = {}
        for i, sheet in enumerate(names):
            tree = xml.etree.ElementTree.fromstring(parts[f"xl/worksheets/sheet{i + 1}.xml"])
            self.assertEqual(list(tree.iter(SHEET + "f")), [], "no cell is a formula")
            sheets[sheet] = {}
            for cell in tree.iter(SHEET + "c"):
                value = cell.find(SHEET + "v")
                if value is not None:
                    sheets[sheet][cell.get("r")] = shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
        return parts, sheets

    def test_sheets(self):
        parts, sheets = self.book(ROOT / "data/plans/hole/plan.json", "book")
        self.assertEqual(sorted(s for s in sheets if "_s" not in s),
                         sorted(["Innhold", *(f"Tabell {t}" for t in TABLES), *(f"Figur {id}" for id in FIGURES)]))
        for cells in sheets.values():
            self.assertEqual(cells["A2"], MARK["nb"])
        charts = [name for name in parts if name.startswith("xl/charts/chart")]
        lines = sum(bool(re.search("F08|F09|F11|F12|F13", s)) for s in sheets)
        self.assertEqual(len(charts), 9 + lines + 4 * sum("F07" in s for s in sheets))  # F05 has four panels too
        for name in charts:
            for formula in re.findall(r"<c:f>(.*?)</c:f>", parts[name].decode()):
                self.assertRegex(formula, r"^'Figur F\d\d[a-z]?(?:_s\d)?'!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?$")
        defined = dict(re.findall(r'<definedName name="(\w+)">(.*?)</definedName>', parts["xl/workbook.xml"].decode()))
        self.assertEqual(sorted(defined), sorted(f"kohort_{t}" for t in TABLES))
        self.assertIn("2026-01-01T00:00:00Z", parts["docProps/core.xml"].decode())

    def test_numbers(self):
        """The named range of each table holds the numbers of the page, before rounding."""
        parts, sheets = self.book(ROOT / "data/plans/hole/plan.json", "numbers")
        result = json.loads((self.folder / "numbers/result.json").read_text(encoding="utf-8"))
        text = read_page(self.folder / "numbers")
        defined = dict(re.findall(r'<definedName name="kohort_(\w+)">(.*?)</definedName>', parts["xl/workbook.xml"].decode()))
        checked = 0
        for id, formula in defined.items():
            sheet, c1, r1, c2, r2 = re.fullmatch(r"'(.*)'!\$([A-Z])\$(\d+):\$([A-Z])\$(\d+)", formula).groups()
            table = re.search(rf'<div class="table[^"]*" id="{id}-0">.*?</table>', text, re.S)[0]
            cells = [e for e in Page(table).elements if e[0] == "td"]
            width = ord(c2) - ord(c1) + 1
            self.assertEqual(len(cells), width * (int(r2) - int(r1) + 1))
            for i, (_, attributes, shown) in enumerate(cells):
                value = sheets[sheet].get(f"{chr(ord(c1) + i % width)}{int(r1) + i // width}")
                if "data-c" not in attributes or isinstance(value, str):
                    self.assertEqual(value or "", shown)
                    continue
                a, kind = total(result, attributes["data-c"]), attributes.get("data-is")
                b, scale = total(result, attributes["data-from"]) if kind else 0, float(attributes.get("data-scale", 1))
                expected = 100 * (a - b) / b if kind == "percent" else scale * 100 * a / b if kind == "index" else scale * (a - b)
                self.assertAlmostEqual(value, expected, delta=1e-9 * max(1, abs(expected)))
                checked += 1
        self.assertGreater(checked, 700)

    def test_texts_stay_texts(self):
        _, sheets = self.book(nasty_plan(self.folder), "nasty-book")
        self.assertEqual(sheets["Innhold"]["A1"], NASTY)
        self.assertIn(NASTY, sheets["Tabell T01"].values())

    def test_figure_sheets(self):
        """The sheet of each figure holds the numbers of its tables on the page, before rounding."""
        _, sheets = self.book(ROOT / "data/plans/hole/plan.json", "figures")
        result = json.loads((self.folder / "figures/result.json").read_text(encoding="utf-8"))
        checked = 0
        for id, figure in re.findall(r'<figure[^>]* id="(F[^"]*)">(.*?)</figure>', read_page(self.folder / "figures"), re.S):
            expected = []
            for _, attributes, shown in [e for e in Page(figure).elements if e[0] == "td" and "data-c" in e[1] and e[2] not in ("", "..")]:
                a, kind = total(result, attributes["data-c"]), attributes.get("data-is")
                b, scale = total(result, attributes["data-from"]) if kind else 0, float(attributes.get("data-scale", 1))
                expected.append(scale * (100 * a / b if kind == "index" else a - b))
            numbers = sorted(abs(v) for v in sheets[f"Figur {id}"].values() if isinstance(v, float))
            for value in expected:  # men of the pyramid stand below 0
                i = bisect.bisect_left(numbers, abs(value) - 1e-9 * max(1, abs(value)))
                self.assertTrue(i < len(numbers) and numbers[i] <= abs(value) + 1e-9 * max(1, abs(value)), (id, value))
            checked += len(expected)
        self.assertGreater(checked, 2000)

    @of_figures
    def test_libreoffice(self):
        """LibreOffice in Norwegian opens it and has every number of every sheet, with a decimal comma."""
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office is None:
            self.skipTest("LibreOffice is not installed")
        _, sheets = self.book(ROOT / "data/plans/hole/plan.json", "office")
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "nb_NO.UTF-8", "LANG": "nb_NO.UTF-8"}
        every_sheet = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1044,false,true,false,false,false,-1"
        subprocess.run([office, "--headless", "--convert-to", every_sheet, "--outdir", str(self.folder / "office-out"),
                        str(self.folder / "office/chapter.xlsx")], check=True, capture_output=True, timeout=300, env=environment)
        checked = commas = 0
        for name, cells in sheets.items():
            with open(self.folder / f"office-out/chapter-{name}.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file, delimiter=";"))
            for place, value in cells.items():
                letters, row = re.fullmatch("([A-Z]+)([0-9]+)", place).groups()
                column = 0
                for letter in letters:
                    column = 26 * column + ord(letter) - ord("A") + 1
                text = rows[int(row) - 1][column - 1]
                if isinstance(value, float):
                    self.assertAlmostEqual(float(text.replace(",", ".")), value, delta=1e-12 * max(1, abs(value)))
                    checked += 1
                    commas += "," in text
                else:
                    self.assertEqual(text.split(), value.split())
        self.assertGreater(checked, 5000)
        self.assertGreater(commas, checked / 2)


def nasty_plan(folder):
    """A plan whose texts try to be something else."""
    plan = json.loads((ROOT / "data/plans/hole/plan.json").read_text(encoding="utf-8"))
    plan["title"] = {"nb": NASTY}
    plan["scenarios"][0]["label"] = {"nb": NASTY}
    plan["scenarios"][0]["changes"]["services"]["long_stay"]["trend_fade_years"]["assumption"] = NASTY
    plan["capacity"]["register"] = {"file": "units.csv", "source": NASTY}
    del plan["capacity"]["buildings"], plan["area"], plan["health"]
    (folder / "units.csv").write_bytes((ROOT / "data/plans/hole/buildings.csv").read_bytes())
    (folder / "nasty.json").write_text(json.dumps(plan), encoding="utf-8")
    return folder / "nasty.json"


class Safety(Chapter):
    def test_texts_stay_texts(self):
        done = kohort("run", nasty_plan(self.folder), "--format", "html,md,csv", "-o", self.folder / "nasty")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = read_page(self.folder / "nasty")
        page = parsed(text)
        plain, scripts = parsed(self.pages["nb"]).all("script"), page.all("script")
        self.assertEqual(page.wrong, [])
        self.assertEqual([e[1] for e in scripts], [e[1] for e in plain])
        for mine, theirs in zip(scripts, plain):  # the page's own, without a word of the plan but for packed figures
            self.assertTrue(mine[2] == theirs[2] or mine[1]["id"] == "figures")
        seen = NASTY.replace("\n", " ")
        self.assertEqual(page.all("h1")[0][2], seen)
        self.assertIn(seen, "".join(page.shown))
        lines = (self.folder / "nasty/chapter.md").read_text(encoding="utf-8")
        self.assertNotIn("<script", lines)
        escaped = re.sub(r"([\\`*_{}\[\]#|!~])", r"\\\1", html.escape(seen, quote=False))
        self.assertEqual(lines.splitlines()[0], "# " + escaped)
        tables = [block for block in lines.split("\n\n") if block.startswith("| ")]
        for block in tables:
            cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            self.assertEqual(len(cells), 1, block[:200])
        for file in (self.folder / "nasty/figures").iterdir():
            json.loads(file.read_text(encoding="utf-8"))

    def test_every_name(self):
        """Whatever a plan or its registers may name is text in every format, and no two names that are alike become one."""
        nasty = ("=cmd|'/C calc'!A0", "<script>alert(1)</script>", "a\nb\r\nc\td", "\"q\" 'p' `x` | * _ [a](b)", "x" * 10000,
                 "</script><b>", "\u2028\u202e -- ]]> {y} {a}", "+1+1", "@SUM(A1)", "-2+3")
        folder = self.folder / "names"
        shutil.copytree(ROOT / "data/plans/hole", folder)
        plan, n = json.loads((folder / "plan.json").read_text(encoding="utf-8")), itertools.count()

        def rename(tree, inside):
            for key, value in (tree.items() if isinstance(tree, dict) else enumerate(tree)):
                if isinstance(value, (dict, list)):
                    rename(value, inside or key in ("label", "title", "note"))
                elif isinstance(value, str) and (inside or key in ("label", "title", "note", "name", "source", "assumption")):
                    tree[key] = nasty[next(n) % len(nasty)]
                elif key == "zone":
                    tree[key] = value.lower().replace("ø", "o")  # by id, since the names are others now
        rename(plan, False)
        self.assertGreater(next(n), 500)
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        for name in ("buildings.csv", "building_stock.csv"):
            with open(folder / name, encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            for i, row in enumerate(rows):
                row["name"] = nasty[i % 4]
            with open(folder / name, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0].keys())
                writer.writeheader()
                writer.writerows(rows)
        done = kohort("run", folder / "plan.json", "--format", "json,csv,csv-no," + FORMATS, "-o", folder / "out")
        self.assertEqual(done.returncode, 0, done.stderr[:300])
        self.assertNotIn("\x1b", done.stdout)
        page = Page((folder / "out/chapter.html").read_text(encoding="utf-8"))
        self.assertEqual((page.wrong, len(page.all("script"))), ([], len(Page(self.pages["nb"]).all("script"))))
        self.assertNotIn("<script", (folder / "out/chapter.md").read_text(encoding="utf-8"))
        for profile, delimiter, encoding in (("tables", ",", "utf-8"), ("tables-no", ";", "utf-8-sig")):
            for file in (folder / "out" / profile).iterdir():
                with open(file, encoding=encoding, newline="") as opened:
                    rows = list(csv.reader(opened, delimiter=delimiter))
                self.assertEqual({len(row) for row in rows}, {len(rows[0])}, file.name)
                for cell in (cell for row in rows for cell in row):
                    self.assertNotRegex(cell, r"^([=@+\t\r]|-(?![\d.]))", file.name)  # a formula to a spreadsheet
        for file in (folder / "out/jsonstat").iterdir():
            json.loads(file.read_text(encoding="utf-8"))
        for file in (folder / "out/figures").iterdir():
            spec = json.loads(file.read_text(encoding="utf-8"))
            places = [(row.get("panel"), row["x"], row["series"], row.get("year")) for row in spec["data"]["values"]]
            self.assertEqual(len(set(places)), len(places), file.name)


class Repeatable(Chapter):
    def test_equal_bytes(self):
        for name in ("a", "b"):
            done = kohort("run", ROOT / "data/plans/hole/plan.json", "--format", FORMATS, "-o", self.folder / name)
            self.assertEqual(done.returncode, 0, done.stderr)
            time.sleep(2.1)  # the clock of archives has steps of two seconds
        files = [{str(p.relative_to(self.folder / n)): p.read_bytes() for p in (self.folder / n).rglob("*") if p.is_file()}
                 for n in ("a", "b")]
        self.assertEqual(files[0], files[1])


FORMATS = "html,md,jsonstat"

if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    if "xlsx" in kohort("run", "--help").stdout and kohort("run", "--region", "1151", "--format", "xlsx").returncode == 0:
        FORMATS += ",xlsx"
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
