#!/usr/bin/env python3
"""kohort import --strip-ids: records.py KOHORT SOURCE

Records of staff and of care become the counts that a second, plain count gives; what comes out of good and bad files
holds no identifier; a plan takes the files as they are; bad input has its line.
"""
import csv
import datetime
import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

KOHORT, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
BANDS = [(0, 17), (18, 49), (50, 66), (67, 79), (80, 89), (90, 999)]
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(what)


def run(folder, *arguments):
    """In a folder of its own for temporary files, which must be empty afterwards."""
    with tempfile.TemporaryDirectory() as spare:
        done = subprocess.run([KOHORT, *arguments], cwd=folder, capture_output=True, check=False,
                              env={**os.environ, "TMPDIR": spare})
        check(not os.listdir(spare), f"{arguments}: files are left in {os.listdir(spare)}")
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def no_identifier(texts, identifiers, what):
    for text in texts:
        for identifier in identifiers:
            check(identifier not in text, f"{what}: {identifier} is in what came out")


# ---- staff, counted a second time

def random_staff(draw, n):
    people = []
    for i in range(n):
        number, name = f"E{draw.randrange(10**6, 10**7)}{i}", f"Navnesen{i:04d}"
        year = draw.randrange(1945, 2013)
        for _ in range(draw.choice([1, 1, 1, 2, 3])):
            per_cent = draw.choice([0, 12.5, 20, 33.33, 50, 60, 75, 80, 100])
            people.append([number, name, year, draw.choice(["7174", "7076", "6572", "9999"]), per_cent,
                           draw.choice(["Nord", "Sør Øst", "Natt 2"])])
    draw.shuffle(people)
    return people


def count_staff(people, year, code):
    total = {}
    for number, _, _, _, per_cent, _ in people:
        total[number] = total.get(number, 0) + per_cent
    cells = {}
    for number, _, birth, position, per_cent, unit in people:
        age, whole = year - 1 - birth, total[number]
        if code[position] == "none" or whole == 0 or per_cent == 0 or not 16 <= age <= 74:
            continue
        size = sum(whole + 1e-9 >= limit for limit in (50, 75, 100))
        key = ({"Nord": "nord", "Sør Øst": "sor_ost", "Natt 2": "natt_2"}[unit], code[position], age, size)
        persons, fte = cells.get(key, (0, 0))
        part = per_cent / whole
        cells[key] = persons + part, fte + part * min(whole, 100) / 100
    return cells


def test_staff(folder):
    draw = random.Random(20261122)
    people = random_staff(draw, 400)
    code = {"7174": "nurse", "7076": "health_worker", "6572": "care_assistant", "9999": "none"}
    (folder / "codes.csv").write_text("kode;yrke\n" + "".join(f"{k};{v}\n" for k, v in code.items()))
    for separator, encoding in ((";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")):
        text = separator.join(["Ansattnr", "Navn", "Fødselsår", "Stillingskode", "Stillingsprosent", "Enhet"]) + "\r\n"
        for number, name, birth, position, per_cent, unit in people:
            text += separator.join([number, name, str(birth), position, str(per_cent).replace(".", ","), unit]) + "\r\n"
        (folder / "staff.csv").write_bytes(text.encode(encoding))
        status, out, said = run(folder, "import", "staff.csv", "--strip-ids", "--codes", "codes.csv", "--years", "2026")
        check(status == 0, f"staff, {encoding}: exit code {status}, {said}")
        found = {}
        for row in rows(out):
            size = sum(float(row["position_share"]) + 1e-9 >= limit for limit in (0.5, 0.75, 1))
            key = (row["unit"], row["profession"], int(row["age"]), size)
            check(key not in found, f"staff: {key} twice")
            persons = float(row["persons"])
            found[key] = persons, persons * float(row["position_share"])
        expected = count_staff(people, 2026, code)
        check(found.keys() == expected.keys(), "staff: other cells than counted")
        for key, (persons, fte) in expected.items():
            check(near(found[key][0], persons) and near(found[key][1], fte), f"staff: {key}: {found[key]}")
        no_identifier([out, said], {p[0] for p in people} | {p[1] for p in people}, f"staff, {encoding}")
        counted = {p[0] for p in people if code[p[3]] != "none"}
        check(sum(p for p, _ in found.values()) <= len(counted), "staff: more persons than there are")


# ---- care, counted day by day

def random_care(draw, n):
    start, decisions = datetime.date(2022, 1, 1), []
    for i in range(n):
        number, birth = f"P-{draw.randrange(10**8)}-{i}", draw.randrange(1925, 2022)
        for _ in range(draw.choice([1, 2, 4])):
            first = start + datetime.timedelta(draw.randrange(1300))
            last = first + datetime.timedelta(draw.choice([0, 1, 40, 400]))
            service = draw.choice(["long_stay", "short_stay", "home_nursing", "practical_assistance"])
            decisions.append([number, birth, service, first, None if draw.random() < 0.3 else last])
    return decisions


def count_care(decisions, years):
    stays = {}
    for number, birth, service, first, last in decisions:
        services = [service] + (["home_services"] if service in ("home_nursing", "practical_assistance") else [])
        for each in services:
            stays.setdefault((each, number, birth), []).append((first, last or datetime.date.max))
    counts = {}
    for (service, _, birth), spans in stays.items():
        for year in years:
            day, days = datetime.date(year, 1, 1), 0
            while day.year == year:
                days += any(first <= day <= last for first, last in spans)
                day += datetime.timedelta(1)
            stock = any(first <= datetime.date(year, 12, 31) <= last for first, last in spans)
            band = next(a for a, b in BANDS if a <= year - birth <= b) if days else None
            if days:
                cell = counts.setdefault((service, year, band), [0, 0, 0])
                cell[0] += stock
                cell[1] += 1
                cell[2] += days
    return counts


def test_care(folder):
    draw = random.Random(5)
    decisions = random_care(draw, 60)
    text = "PersonID;Fødselsdato;Tjeneste;Fra dato;Til dato\n"
    for number, birth, service, first, last in decisions:
        stop = "" if last is None else last.strftime("%d.%m.%Y")
        text += f"{number};17.5.{birth};{service};{first.isoformat()};{stop}\n"
    (folder / "care.csv").write_text(text, encoding="utf-8")
    status, out, said = run(folder, "import", "care.csv", "--strip-ids", "--years", "2022-2025")
    check(status == 0, f"care: exit code {status}, {said}")
    expected = count_care(decisions, range(2022, 2026))
    for row in rows(out):
        key = row["service"], int(row["year"]), int(row["age_from"])
        found = [float(row[c]) for c in ("stock_31dec", "through_year", "person_days")]
        check(found == expected.pop(key, [0, 0, 0]), f"care: {key}: {found}")
    check(not expected, f"care: {expected} are missing")
    no_identifier([out, said], {d[0] for d in decisions}, "care")


# ---- bad input: text, what is said of it, exit code

STAFF = "Ansattnr;Fødselsår;Stillingskode;Stillingsprosent;Enhet\n"
GOOD = "70012345678;1980;nurse;80;Nord\n"
CARE = "Personid;Fødselsår;Tjeneste;Start;Stopp\n"
STAY = "70012345678;1940;long_stay;1.1.2024;31.1.2024\n"
BAD = [
    (STAFF + GOOD + "70012345679;1980;nurse;140;Nord\n", ":3:", "expected 0 to 100"),
    (STAFF + GOOD + "70012345679;1980;nurse;-5;Nord\n", ":3:", "expected 0 to 100"),
    (STAFF + GOOD + "70012345679;1980;nurse;70012345679;Nord\n", ":3:", "expected 0 to 100"),
    (STAFF + GOOD + "70012345679;1980;nurse;full;Nord\n", ":3:", "not a number"),
    (STAFF + GOOD + "70012345679;80;nurse;50;Nord\n", ":3:", "not a year of four digits"),
    (STAFF + GOOD + "70012345679;;nurse;50;Nord\n", ":3:", "empty"),
    (STAFF + GOOD + "70012345679;1780;nurse;50;Nord\n", ":3:", "expected 1880"),
    (STAFF + GOOD + "70012345678;1981;nurse;20;Nord\n", ":3:", "in line 2"),
    (STAFF + GOOD + "70012345679;1980;nurze;50;Nord\n", ":3:", "no profession that is known"),
    (STAFF + GOOD + "70012345679;1980;70012345679;50;Nord\n", ":3:", "no profession that is known"),
    (STAFF + GOOD + "70012345679;1980;nurse;50;\n", ":3:", "empty, expected a unit"),
    (STAFF + GOOD + ";1980;nurse;50;Nord\n", ":3:", "empty"),
    (STAFF + GOOD + "70012345679;1980;nurse;50\n", ":3:", "4 cells where the header has 5"),
    (STAFF + "70012345679;1980;nurse;0,5;Nord\n70012345670;1980;nurse;1;Nord\n", ":2:", "none is above 1"),
    (STAFF, ":1:", "no rows"),
    (STAFF.replace("Fødselsår", "Kjønn") + GOOD, ":1:", "year or date of birth"),
    (STAFF + GOOD + '"70012345679;1980;nurse;50;Nord\n', ":3:", "never close"),
    (CARE + STAY + "70012345679;1940;long_stay;31.2.2024;\n", ":3:", "not a date"),
    (CARE + STAY + "70012345679;1940;long_stay;;1.1.2024\n", ":3:", "empty, expected a date"),
    (CARE + STAY + "70012345679;1940;long_stay;2.1.2024;1.1.2024\n", ":3:", "before the start date"),
    (CARE + STAY + "70012345679;2025;long_stay;2.1.2024;\n", ":3:", "before the year of birth"),
    (CARE + STAY + "70012345679;1940;longstay;2.1.2024;\n", ":3:", "no service that is known"),
    (CARE + STAY + "70012345678;1941;long_stay;2.1.2024;\n", ":3:", "in line 2"),
]


def test_bad(folder):
    secrets = ["70012345678", "70012345679", "70012345670", "nurze"]
    for text, place, message in BAD:
        (folder / "bad.csv").write_text(text, encoding="utf-8")
        status, out, said = run(folder, "import", "bad.csv", "--strip-ids", "--to", "never.csv")
        check(status == 3, f"{text!r}: exit code {status}")
        check("bad.csv" + place in said and message in said, f"{text!r}: {said}")
        check(not out and not (folder / "never.csv").exists(), f"{text!r}: something was written")
        no_identifier([said], secrets, repr(text))
        _, _, said = run(folder, "import", "bad.csv", "--strip-ids", "--errors=json")
        no_identifier([said], secrets, repr(text))
    (folder / "good.csv").write_text(STAFF + GOOD, encoding="utf-8")
    status, out, said = run(folder, "import", "good.csv")
    check(status == 2 and not out and "--strip-ids" in said, f"records without --strip-ids: {status} {out}{said}")
    no_identifier([out, said], secrets, "without --strip-ids")
    for empty in ("", "\n", "\n\n"):
        (folder / "bad.csv").write_text(empty)
        for kind in ([], ["--records", "staff"], ["--records", "care"]):
            status, out, said = run(folder, "import", "bad.csv", "--strip-ids", *kind)
            check(status == 3 and not out and said.startswith("kohort: bad.csv:1:1:"), f"{empty!r}: {status} {said}")
    for codes, message in (("\n", ":1:"), ("code,profession\nx,nurze\n", ":2:"), ("code,service\nx,long_stay\n", ":1:"),
                           ("code,profession\nx,nurse\nx,leader\n", ":3:")):
        (folder / "codes.csv").write_text(codes)
        status, out, said = run(folder, "import", "good.csv", "--strip-ids", "--codes", "codes.csv")
        check(status == 3 and not out and "codes.csv" + message in said, f"{codes!r}: {status} {said}")
    for years in ("2026-2027", "x", "2027-2026", "12"):
        status, out, _ = run(folder, "import", "good.csv", "--strip-ids", "--years", years)
        check(status == 2 and not out, f"--years {years}: exit code {status}")
    status, _, _ = run(folder, "import", "good.csv", "--strip-ids", "--records", "dogs")
    check(status == 2, "--records dogs")


# ---- the worked example, up to a plan

def test_plan(folder):
    vectors = SOURCE / "tests" / "vectors" / "records"
    status, _, said = run(vectors, "import", "staff.csv", "--strip-ids", "--codes", "position_codes.csv", "--to",
                          str(folder / "staff.csv"))
    check(status == 0, said)
    status, _, said = run(vectors, "import", "care.csv", "--strip-ids", "--years", "2024-2025", "--to",
                          str(folder / "users.csv"))
    check(status == 0, said)
    plan = {"kohort": 1, "region": "3310", "end_year": 2030,
            "need": {"registered": {"file": "users.csv", "source": "the example"}},
            "workforce": {"staff": {"file": "staff.csv", "source": "the example"},
                          "units": {"hjemmetjenesten": {"leaders": {"value": 1, "assumption": "an example"}}}}}
    (folder / "plan.json").write_text(json.dumps(plan))
    status, _, said = run(folder, "run", "plan.json", "-o", "out")
    check(status == 0, said)
    figures = {row["figure"]: row for row in rows((folder / "out/tables/T01_assumptions.csv").read_text())}
    check(float(figures["/services/home_nursing/users"]["last_value"]) == 1, "users of 2025 in T01")
    check(float(figures["/services/long_stay/bed_days"]["first_value"]) == 306, "days of 2024 in T01")
    competence = [r for r in rows((folder / "out/tables/T13e_competence_by_unit.csv").read_text())
                  if r["unit"] == "hjemmetjenesten" and r["year"] == "2026" and r["profession"] == "nurse"]
    check(competence and near(float(competence[0]["fte_supply"]), 0.2), f"staff of the unit: {competence}")
    for name in ("staff.csv", "users.csv"):
        text = (folder / name).read_text()
        no_identifier([text], ["10001", "10002", "p-88", "Testesen", "2345"], name)
    everything = "".join(p.read_text(errors="replace") for p in (folder / "out").rglob("*") if p.is_file())
    no_identifier([everything], ["100017", "p-8812", "Testesen", "15017112345"], "the result folder")
    bad = (folder / "users.csv").read_text().replace("home_nursing", "home_nurse")
    (folder / "users.csv").write_text(bad)
    status, _, said = run(folder, "validate", "plan.json")
    check(status == 1 and "users.csv" in said and "unknown service" in said, said)


def main():
    for test in (test_staff, test_care, test_bad, test_plan):
        with tempfile.TemporaryDirectory() as folder:
            test(pathlib.Path(folder))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
