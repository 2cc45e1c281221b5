#!/usr/bin/env python3
"""A published result gives no small count away: not by itself, not by what it leaves out, and not to an attacker who knows
the program, the plan's other figures and the population, and puts every number that is written together.

    publish.py KOHORT ROOT
"""
import copy
import csv
import hashlib
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

KOHORT, ROOT = None, None
LEAST = 5             # of the policy ssb_plo
FORMATS = "json,csv,csv-no,jsonstat,html,md,xlsx"
SAME = 1e-9           # relative: the same number by another order of summing
STAFF = ("demand/fte", "workforce/", "economy/", "balance/staff", "balance/money")  # norms stand in for small registers
LANGUAGES = {"nb": ("Til publisering", "Kun til internt bruk"), "nn": ("Til publisering", "Berre til internt bruk"),
             "en": ("For publication", "For internal use only")}

# Utsira, the smallest municipality: 219 inhabitants. What is withheld of it, and the figures themselves.
SMALL = {"/services/long_stay/users": {"2024": 3, "2025": 4}, "/services/personal_assistance/users": {"2025": 2},
         "/workforce/professions/nurse/fte": {"2025": 4.2}}
DRAGGED = {"/services/institution/users": {"2024": 9, "2025": 11}, "/services/institution/bed_days": {"2024": 2600, "2025": 2555}}
SHOWN = {"/services/short_stay/users": {"2024": 6, "2025": 7}, "/services/home_services/users": {"2025": 14},
         "/services/home_nursing/users": {"2025": 12}, "/services/practical_assistance/users": {"2025": 9},
         "/services/safety_alarm/users": {"2025": 11}, "/services/support_contact/users": {"2025": 0},
         "/workforce/professions/health_worker/fte": {"2025": 7.5}}


def kohort(*arguments):
    return subprocess.run([KOHORT, *map(str, arguments)], capture_output=True, text=True, timeout=120)


def table(folder, name):
    with open(folder / f"tables/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def put(tree, pointer, quantity):
    *above, last = pointer.strip("/").split("/")
    for key in above:
        tree = tree.setdefault(key, {})
    tree[last] = quantity


def utsira(figures, policy="ssb_plo"):
    plan = {"kohort": 1, "region": "1151", "base_year": 2026, "end_year": 2050, "report": {"disclosure": policy},
            "scenarios": [
                {"id": "later", "changes": {"services": {"home_nursing": {
                    "age_shift_years": {"path": {"2026": 0, "2036": 2}, "assumption": "half of the gain"}}}}},
                {"id": "moved", "changes": {"services": {"long_stay": {"shift_to": {"home_nursing": {
                    "share": {"value": 0.5, "assumption": "a case"}}}}}}},
                {"id": "fewer", "changes": {"services": {"long_stay": {
                    "coverage_factor": {"value": 0.8, "assumption": "a case"}}}}}]}
    for pointer, path in figures.items():
        quantity = {"path": path, "source": "own register"}
        if pointer.endswith("/users"):
            quantity["basis"] = "stock_31dec"
        put(plan, pointer, quantity)
    return plan


def cubes(tree, path=""):
    """Every cube of a scenario by its place."""
    for key, value in tree.items():
        if isinstance(value, dict) and "dimensions" in value:
            yield f"{path}{key}", value
        elif isinstance(value, dict) and key not in ("label", "first_shortage"):
            yield from cubes(value, f"{path}{key}/")


def cells(result):
    """Every number: (scenario, cube, place) -> value."""
    return {(s["id"], name, i): value for s in result["scenarios"] for name, cube in cubes(s)
            for i, value in enumerate(cube["value"])}


def bounds(rows, n, index):
    """The least and the greatest x[index] with rows (a, b): a x = b, and x >= 0: the simplex method, Bland's rule, on exact
    enough doubles. None where nothing fits."""
    def pivot(tableau, basis, r, c):
        scale = tableau[r][c]
        tableau[r] = [v / scale for v in tableau[r]]
        for i, row in enumerate(tableau):
            if i != r and row[c] != 0:
                tableau[i] = [v - row[c] * w for v, w in zip(row, tableau[r])]
        basis[r] = c

    def descend(tableau, basis, columns):
        while True:
            c = next((j for j in columns if tableau[-1][j] < -1e-9), None)
            if c is None:
                return True
            ratios = [(tableau[i][-1] / tableau[i][c], basis[i], i) for i in range(len(basis)) if tableau[i][c] > 1e-9]
            if not ratios:
                return False
            pivot(tableau, basis, min(ratios)[2], c)

    found = []
    for sign in (1, -1):
        m = len(rows)
        tableau, basis = [], []
        for i, (a, b) in enumerate(rows):
            s = -1 if b < 0 else 1
            tableau.append([s * v for v in a] + [float(i == j) for j in range(m)] + [s * b])
            basis.append(n + i)
        tableau.append([-sum(row[j] for row in tableau) if j < n or j == n + m else 0.0 for j in range(n + m + 1)])
        descend(tableau, basis, range(n))
        if tableau[-1][-1] < -1e-6:
            return None
        for i in range(m):  # what is left of the first phase leaves the basis
            if basis[i] >= n:
                c = next((j for j in range(n) if abs(tableau[i][j]) > 1e-9), None)
                if c is not None:
                    pivot(tableau, basis, i, c)
        tableau[-1] = [float(sign * (j == index)) for j in range(n + m + 1)]
        for i, b in enumerate(basis):
            if tableau[-1][b] != 0:
                tableau[-1] = [v - tableau[-1][b] * w for v, w in zip(tableau[-1], tableau[i])]
        limited = descend(tableau, basis, range(n))
        found.append(sign * -tableau[-1][-1] if limited else sign * float("-inf"))
    return found[0], found[1]


def independent(rows, n):
    """A basis of the rows' space: what a thousand equations in few unknowns come to."""
    kept = []
    for a, b in rows:
        a, b = list(a), b
        for ka, kb, lead in kept:
            share = a[lead]
            if share != 0:
                a, b = [v - share * w for v, w in zip(a, ka)], b - share * kb
        lead = max(range(n), key=lambda j: abs(a[j]))
        if abs(a[lead]) > 1e-7:
            kept.append(([v / a[lead] for v in a], b / a[lead], lead))
    return [(a, b) for a, b, _ in kept]


class Publish(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)
        self.count = itertools.count()

    def run_plan(self, plan, *options):
        """Result folder and summary."""
        name = self.folder / f"run{next(self.count)}"
        file = self.folder / "plan.json"
        file.write_text(json.dumps(plan), encoding="utf-8")
        done = kohort("run", file, "-o", name, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return name, done.stdout

    def result(self, plan, *options):
        folder, _ = self.run_plan(plan, "--format", "json,csv", *options)
        return json.loads((folder / "result.json").read_text(encoding="utf-8")), folder


class Blind(Publish):
    def test_equal_whatever_is_withheld(self):
        """The strongest that can be said: every byte is the same whatever the withheld figures are."""
        other = {"/services/long_stay/users": {"2024": 1, "2025": 2}, "/services/personal_assistance/users": {"2025": 4},
                 "/workforce/professions/nurse/fte": {"2025": 1.5}, "/services/institution/users": {"2024": 8, "2025": 40},
                 "/services/institution/bed_days": {"2024": 400, "2025": 9000}}
        for draws in ([], ["--draws", "20", "--threads", "2"]):
            made = []
            for figures in ({**SMALL, **DRAGGED, **SHOWN}, {**SMALL, **DRAGGED, **SHOWN, **other}):
                plan = utsira(figures)
                for service in ("long_stay", "personal_assistance"):  # a range tells of its figure
                    users = plan["services"][service]["users"]
                    mean = sum(users["path"].values()) / len(users["path"])
                    users["range"] = {"low": -0.4 * mean, "high": 0.4 * mean, "as": "difference", "source": "own register"}
                folder, summary = self.run_plan(plan, "--format", FORMATS, "--publish", *draws)
                made.append((summary, {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}))
            self.assertEqual(made[0][0], made[1][0])
            self.assertEqual(set(made[0][1]), set(made[1][1]))
            for name, content in made[0][1].items():
                self.assertEqual(content, made[1][1][name], name)

    def test_shipped_plans(self):
        """... also in the plans with every section that there is, where each service in turn has few users."""
        for name, services in (("hole", ("long_stay", "practical_training")), ("sor-varanger", ("short_stay", "carer_allowance"))):
            made = []
            for count in (1, 4):
                folder = self.folder / f"{name}{count}"
                shutil.copytree(ROOT / "data/plans" / name, folder)
                plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
                for service in services:
                    plan["services"][service]["users"] = {"path": {"2024": count, "2025": 5 - count}, "basis": "stock_31dec",
                                                          "source": "own register"}
                (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
                done = kohort("run", folder / "plan.json", "-o", folder / "out", "--format", FORMATS, "--publish")
                self.assertEqual(done.returncode, 0, done.stderr)
                made.append((done.stdout, {str(f.relative_to(folder)): f.read_bytes()
                                           for f in (folder / "out").rglob("*") if f.is_file()}))
            self.assertEqual(made[0][0], made[1][0])
            for file, content in made[0][1].items():
                self.assertEqual(content, made[1][1][file], file)

    def test_every_table_withholds(self):
        """What a table has of a service with few users is ':' or is not there, in every table that names it, and in the page."""
        folder = self.folder / "hole"
        shutil.copytree(ROOT / "data/plans/hole", folder)
        plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        plan["services"]["long_stay"]["users"] = {"path": {"2024": 3, "2025": 4}, "basis": "stock_31dec", "source": "own register"}
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = kohort("run", folder / "plan.json", "-o", folder / "out", "--format", "csv,html", "--publish")
        self.assertEqual(done.returncode, 0, done.stderr)
        figures = {"T07": ("users", "coverage_percent", "difference_points"), "T08": ("users",), "T09": ("users",), "T11": ("need", "gap"),
                   "T11b": ("places",), "T14c": ("users",), "T15": ("gross_cost_1000nok", "user_years"), "T15d": ("user_years",),
                   "T32": ("users", "fte", "occupied", "gross_cost_1000nok"), "T33": ("fte", "share_percent")}
        seen = 0
        for id, columns in figures.items():
            for file in (folder / "out/tables").glob(f"{id}_*.csv"):
                for row in csv.DictReader(open(file, encoding="utf-8", newline="")):
                    if "long_stay" in (row.get("service"), row.get("type")):
                        for column in columns:
                            self.assertIn(row[column], (":", ""), (file.name, column))
                            seen += row[column] == ":"
        self.assertGreater(seen, 100)
        text = (folder / "out/chapter.html").read_text(encoding="utf-8")
        self.assertNotRegex(re.sub(r"<[^>]+>", "", "".join(re.findall(r"<(?:p|li)\b[^>]*>.*?</(?:p|li)>", text, re.S))), r"\s: \w")
        page = (folder / "out/chapter.html").read_text(encoding="utf-8")
        for table in ("T08", "T09", "T32"):
            body = re.search(rf'<div[^>]* id="{table}-0">.*?</table>', page, re.S)[0]
            row = re.search(r"<tr[^>]*><th[^>]*>Langtidsopphold i institusjon</th>(.*?)</tr>", body, re.S)[1]
            self.assertLessEqual(set(re.findall(r">([^<]*\d[^<]*)</td>", row)), {"29"}, table)  # places of the register, which is public
            self.assertIn(">:</td>", row)

    def test_a_shown_figure_is_seen(self):
        """... and not because nothing is written: a figure that is shown makes another result."""
        figures = {**SMALL, **DRAGGED, **SHOWN}
        one, _ = self.result(utsira(figures), "--publish")
        two, _ = self.result(utsira({**figures, "/services/home_nursing/users": {"2025": 13}}), "--publish")
        self.assertNotEqual(cells(one), cells(two))


class Withheld(Publish):
    def setUp(self):
        super().setUp()
        self.figures = {**SMALL, **DRAGGED, **SHOWN}

    def test_cells(self):
        """null and ':' in all years and scenarios; what is shown of users, places and hours is what the plan has."""
        public, _ = self.result(utsira(self.figures), "--publish")
        true, _ = self.result(utsira(self.figures))
        shown, hidden = cells(public), 0
        for scenario in public["scenarios"]:
            self.assertNotIn("institution", scenario["capacity"]["first_shortage"])
            users = scenario["demand"]["users"]
            for i, value in enumerate(users["value"]):
                service = users["service"][i % len(users["service"])]
                if service in ("long_stay", "personal_assistance", "institution"):
                    self.assertEqual((value, users["status"][i]), (None, ":"), (scenario["id"], service, i))
                elif service in ("short_stay", "practical_assistance", "safety_alarm", "meal_delivery"):
                    self.assertIsNotNone(value)
            for name, cube in cubes(scenario):
                for value, status in zip(cube["value"], cube.get("status", [None] * len(cube["value"]))):
                    self.assertIn((value is None, status), ((False, None), (True, None), (True, ":")), name)
        for place, value in cells(true).items():
            if shown[place] is None:
                hidden += value is not None
            elif not place[1].startswith(STAFF):
                self.assertAlmostEqual(shown[place], value, delta=SAME * max(1, abs(value)), msg=place)
        self.assertGreater(hidden, 1000)
        moved = next(s for s in public["scenarios"] if s["id"] == "moved")["demand"]
        self.assertIsNone(moved["users"]["value"][moved["users"]["service"].index("home_nursing")])
        staff = public["scenarios"][0]["workforce"]["demand"]
        nurses = staff["profession"].index("nurse")
        self.assertEqual({staff["status"][t * len(staff["profession"]) + nurses] for t in range(len(staff["year"]))}, {":"})
        self.assertIsNotNone(staff["value"][staff["profession"].index("health_worker")])
        self.assertIsNone(moved["fte_by_area"]["value"][moved["fte_by_area"]["area"].index("total")])

    def test_tables(self):
        folder, summary = self.run_plan(utsira(self.figures), "--format", FORMATS, "--publish")
        rows = table(folder, "T08_users_by_service")
        self.assertEqual({r["users"] for r in rows if r["service"] == "long_stay"}, {":"})
        self.assertEqual(next(r["users"] for r in rows if r["service"] == "safety_alarm"), "11")
        rows = table(folder, "T01_assumptions")
        for pointer in {**SMALL, **DRAGGED}:
            self.assertEqual({(r["first_value"], r["last_value"]) for r in rows if r["figure"] == pointer}, {(":", ":")}, pointer)
        data = json.loads((folder / "jsonstat/T08_users_by_service.json").read_text(encoding="utf-8"))
        self.assertIn(":", data["status"].values())
        self.assertEqual(data["extension"]["run"]["disclosure"], "ssb_plo")
        self.assertIn("Til publisering", summary)

    def test_log(self):
        folder, _ = self.run_plan(utsira(self.figures), "--publish")
        log = json.loads((folder / "disclosure_log.json").read_text(encoding="utf-8"))
        self.assertEqual((log["policy"], log["min_count"], log["marker"]), ("ssb_plo", LEAST, ":"))
        self.assertEqual(set(log["figures"]), {*SMALL, *DRAGGED})
        public = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        for entry in log["cells"]:
            scenario = next(s for s in public["scenarios"] if s["id"] == entry["scenario"])
            cube = dict(cubes(scenario))[entry["cube"]]
            self.assertEqual((cube["status"].count(":"), len(cube["value"])), (entry["withheld"], entry["of"]))
        self.assertIn("demand/conditions", log["modelled"])

    def test_no_digest_of_what_is_not_published(self):
        """A digest would prove a guess."""
        folder = self.folder / "case"
        folder.mkdir()
        plan = utsira(self.figures)
        plan["capacity"] = {"register": {"file": "units.csv", "source": "own"}}
        (folder / "units.csv").write_bytes((ROOT / "data/plans/hole/buildings.csv").read_bytes())
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = kohort("run", folder / "plan.json", "-o", folder / "out", "--format", FORMATS, "--publish")
        self.assertEqual(done.returncode, 0, done.stderr)
        secrets = [hashlib.sha256((folder / name).read_bytes()).hexdigest().encode() for name in ("plan.json", "units.csv")]
        for file in (folder / "out").rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            if file.suffix == ".xlsx":
                with zipfile.ZipFile(file) as book:
                    content = b"".join(book.read(name) for name in book.namelist())
            for secret in secrets:
                self.assertNotIn(secret, content, file)

    def test_policies(self):
        for policy, services in (("ssb_3", {"personal_assistance"}), ("none", set())):
            figures = {**self.figures, "/services/long_stay/users": {"2025": 4}, "/workforce/professions/nurse/fte": {"2025": 3}}
            public, _ = self.result(utsira(figures, policy), "--publish")
            users = public["scenarios"][0]["demand"]["users"]
            hidden = {s for i, s in enumerate(users["service"]) if users.get("status", {}) and users["status"][i] == ":"}
            self.assertEqual(hidden, services)
            self.assertEqual(public["plan"]["disclosure"], policy)

    def test_national_rates_are_shown(self):
        """Figures without any own count behind them are modelled, and shown however small."""
        done = kohort("run", "--region", "1151", "-o", self.folder / "default", "--publish")
        self.assertEqual(done.returncode, 0, done.stderr)
        public = json.loads((self.folder / "default/result.json").read_text(encoding="utf-8"))
        self.assertNotIn("status", json.dumps(public))
        users = public["scenarios"][0]["demand"]["users"]
        self.assertEqual(users["basis"], "national_rates")
        self.assertTrue(0 < users["value"][users["service"].index("long_stay")] < LEAST)

    def test_marks(self):
        for language, (public, internal) in LANGUAGES.items():
            for options, here, gone in ((["--publish"], public, internal), ([], internal, public)):
                folder, summary = self.run_plan(utsira(self.figures), "--format", "html,md,xlsx", "--lang", language, *options)
                with zipfile.ZipFile(folder / "chapter.xlsx") as book:
                    sheets = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("xl/"))
                for text in (summary, (folder / "chapter.html").read_text(encoding="utf-8"),
                             (folder / "chapter.md").read_text(encoding="utf-8"), sheets):
                    self.assertIn(here, text)
                    self.assertNotIn(gone, text)

    def test_page_shows_the_sign(self):
        folder, _ = self.run_plan(utsira(self.figures), "--format", "html,md", "--publish")
        page = (folder / "chapter.html").read_text(encoding="utf-8")
        row = re.search(r"<tr[^>]*><th[^>]*>Langtidsopphold i institusjon</th>(.*?)</tr>", page, re.S)[1]
        self.assertGreaterEqual(len(re.findall(r">:</td>", row)), 5)

    def test_rests(self):
        """Registered parts that leave a small rest of their registered whole: the whole is withheld."""
        figures = {"/services/institution/users": {"2025": 22}, "/services/long_stay/users": {"2025": 20}}
        public, folder = self.result(utsira(figures), "--publish")
        rows = table(folder, "T01_assumptions")
        self.assertEqual(next(r["first_value"] for r in rows if r["figure"] == "/services/institution/users"), ":")
        users = public["scenarios"][0]["demand"]["users"]
        shown = dict(zip(users["service"], users["value"]))
        self.assertEqual((shown["long_stay"], shown["institution"], shown["short_stay"]), (20, None, None))

    def test_days_of_the_whole(self):
        """Days of stay of a whole tell of a withheld part, also where nobody has counted the users of the whole."""
        figures = {"/services/institution/bed_days": {"2025": 2555}, "/services/long_stay/users": {"2025": 3},
                   "/services/short_stay/users": {"2025": 7}}
        public, folder = self.result(utsira(figures), "--publish")
        self.assertEqual(next(r["first_value"] for r in table(folder, "T01_assumptions")
                              if r["figure"] == "/services/institution/bed_days"), ":")
        occupied = public["scenarios"][0]["capacity"]["occupied"]
        self.assertIsNone(occupied["value"][occupied["type"].index("short_stay")])

    def test_small_groups(self):
        """Persons by stratum from the plan's own shares: a small stratum goes, and with it the next."""
        plan = utsira({})
        plan["population"] = {"strata": {"file": "strata.csv", "source": "own"}}
        lines = [f"{name},{sex},0,,{share}" for name, share in (("a", 0.01), ("b", 0.19), ("c", 0.8)) for sex in ("female", "male")]
        (self.folder / "strata.csv").write_text("stratum,sex,age_from,age_to,share\n" + "\n".join(lines) + "\n", encoding="utf-8")
        public, _ = self.result(plan, "--publish")
        strata = public["scenarios"][0]["strata"]
        base = dict(zip(strata["stratum"], strata["value"]))
        self.assertEqual({name for name, value in base.items() if value is None}, {"a", "b"})


class Attack(Publish):
    """An attacker puts all numbers together by linear programming."""

    def unknowns(self):
        return [(pointer, year) for pointer, path in {**SMALL, **DRAGGED}.items() for year in path
                if pointer.endswith("/users")]

    def model(self, unknown):
        """What the attacker knows: each cell of the result is b + A x in the unknown figures x, found by running the program
        on plans of his own; cells that are not are left out (none gives more away: test_equal_whatever_is_withheld)."""
        figures = {**SMALL, **DRAGGED, **SHOWN}

        def run(x):
            made = copy.deepcopy(figures)
            for (pointer, year), value in zip(unknown, x):
                made[pointer][year] = value
            return cells(self.result(utsira(made))[0])

        origin = [3.0 if "institution" not in p else 9.0 for p, _ in unknown]
        b, columns = run(origin), []
        for j in range(len(unknown)):
            steps = [run([v + h * (i == j) for i, v in enumerate(origin)]) for h in (1.0, 2.0)]
            columns.append({place: (steps[0][place] - value, steps[1][place] - value) for place, value in b.items()
                            if value is not None and steps[0][place] is not None and steps[1][place] is not None})
        known = {}
        for place, value in b.items():
            a = [c.get(place) for c in columns]
            if value is None or None in a or any(abs(two - 2 * one) > 1e-6 * max(1e-3, abs(one)) for one, two in a):
                continue
            slope = [one for one, _ in a]
            if any(slope):
                known[place] = (slope, value - sum(s * x for s, x in zip(slope, origin)))
        return known

    def intervals(self, policy):
        unknown = self.unknowns()
        n = len(unknown)
        public, folder = self.result(utsira({**SMALL, **DRAGGED, **SHOWN}, policy), "--publish")
        numbers = cells(public)
        rows = [(a, numbers[place] - b) for place, (a, b) in self.model(unknown).items() if numbers.get(place) is not None]
        for row in table(folder, "T01_assumptions"):
            for end in ("first", "last"):  # a figure that is printed, and the sum that the register's whole is
                year = row["from_year" if end == "first" else "to_year"]
                value = row[f"{end}_value"]
                if (row["figure"], year) in unknown and value != ":":
                    j = unknown.index((row["figure"], year))
                    rows.append(([float(i == j) for i in range(n)], float(value)))
                    if "institution" in row["figure"]:
                        parts = [float(p == "/services/long_stay/users" and y == year) for p, y in unknown]
                        rows.append((parts, float(value) - SHOWN["/services/short_stay/users"][year]))
        rows = independent(rows, n)
        return {u: bounds(rows, n, i) for i, u in enumerate(unknown)}

    def test_no_small_count_is_found(self):
        for (pointer, year), (low, high) in self.intervals("ssb_plo").items():
            if pointer in SMALL:
                self.assertTrue(low <= 1 and high >= LEAST, f"{pointer} {year}: between {low} and {high}")

    def test_the_attack_works(self):
        """Where nothing is withheld the same attack finds every count."""
        for (pointer, year), (low, high) in self.intervals("none").items():
            true = {**SMALL, **DRAGGED}[pointer][year]
            self.assertAlmostEqual(low, true, delta=1e-3, msg=(pointer, year))
            self.assertAlmostEqual(high, true, delta=1e-3, msg=(pointer, year))

    def test_ages_do_not_add_up(self):
        """Users by age: the hidden bands of every shown total are two or more, and none can be told to be small."""
        public, _ = self.result(utsira({**SMALL, **DRAGGED, **SHOWN}), "--publish")
        seen = 0
        for scenario in public["scenarios"]:
            users, ages = scenario["demand"]["users"], scenario["demand"]["users_by_age"]
            width = len(ages["age_band"])
            for k, total in enumerate(users["value"][:len(users["service"])]):
                bands = ages["value"][k * width:(k + 1) * width]
                hidden = [i for i, value in enumerate(bands) if value is None]
                if total is None or not hidden:
                    continue
                rest = total - sum(v for v in bands if v is not None)
                rows = [([1.0] * len(hidden), rest)]
                for i in range(len(hidden)):
                    low, high = bounds(rows, len(hidden), i)
                    self.assertTrue(low <= 1 and high >= LEAST - SAME, (scenario["id"], users["service"][k], low, high))
                    seen += 1
        self.assertGreater(seen, 10)

    def test_simplex(self):
        self.assertEqual(bounds([([1.0, 1.0], 3.0)], 2, 0), (0.0, 3.0))
        self.assertEqual(bounds([([1.0, -1.0], 2.0)], 2, 0), (2.0, float("inf")))
        low, high = bounds([([1.0, 1.0, 0.0], 4.0), ([0.0, 1.0, 1.0], 3.0)], 3, 0)
        self.assertEqual((low, high), (1.0, 4.0))
        self.assertIsNone(bounds([([1.0, 1.0], -1.0)], 2, 0))


if __name__ == "__main__":
    KOHORT, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
