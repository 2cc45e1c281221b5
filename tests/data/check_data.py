#!/usr/bin/env python3
"""Checks the default data: check_data.py DATA_FOLDER. Exit 1 and one line at the first violation."""
import csv
import json
import pathlib
import re
import sys
from collections import defaultdict


def need(condition, message):
    if not condition:
        raise ValueError(message)


def rows(root, path):
    return list(csv.DictReader((root / path).read_text(encoding="utf-8").splitlines()))


def check_files(root, package):
    """Every file described, every column as described, every cell of its type."""
    need(package["profile"] == "tabular-data-package", "datapackage.json: profile")
    for key in ("name", "title", "version", "created", "licenses", "sources", "resources"):
        need(package.get(key), f"datapackage.json: {key} is missing")
    described = set()
    pattern = {"integer": re.compile(r"-?\d+"), "number": re.compile(r"-?\d+(\.\d+)?(e-?\d+)?"), "string": re.compile(".+")}
    for res in package["resources"]:
        for key in ("name", "path", "description", "sources", "licenses"):
            need(res.get(key), f"datapackage.json: {res.get('name')}: {key} is missing")
        need(res["profile"] == "tabular-data-resource", f"{res['name']}: profile")
        fields = res["schema"]["fields"]
        for field in fields:
            for key in ("name", "type", "description", "unit"):
                need(field.get(key), f"{res['name']}: column {field.get('name')} has no {key}")
        for path in [res["path"]] if isinstance(res["path"], str) else res["path"]:
            need(path not in described, f"{path}: described twice")
            described.add(path)
            need((root / path).is_file(), f"{path}: described, but does not exist")
            raw = (root / path).read_bytes()
            need(b"\r" not in raw and raw.endswith(b"\n") and raw[:3] != b"\xef\xbb\xbf", f"{path}: line ends or BOM")
            table = list(csv.reader(raw.decode("utf-8").splitlines()))
            need(table[0] == [f["name"] for f in fields], f"{path}: header {table[0]} is not the schema's")
            need(len(table) > 1, f"{path}: no rows")
            for number, line in enumerate(table[1:], 2):
                need(len(line) == len(fields), f"{path}:{number}: {len(line)} cells, expected {len(fields)}")
                record = dict(zip(table[0], line)) if "source" in table[0] else {"source": "in datapackage.json"}
                need(record["source"] or record.get("assumption"), f"{path}:{number}: neither source nor assumption")
            for field, column in zip(fields, zip(*table[1:])):
                for cell in set(column):
                    need(cell == "" or pattern[field["type"]].fullmatch(cell), f"{path}: {field['name']}: {cell!r}")
                    need(field["name"] != "sex" or cell in ("female", "male", "both"), f"{path}: sex {cell!r}")
    found = {str(p.relative_to(root)) for p in root.rglob("*.csv")}
    need(found == described, f"not described: {sorted(found - described)[:3]}")


def check_region_changes(root):
    """Shares of a division sum to 1, and every number leads to the division of 2024."""
    regions = {r["region"] for r in rows(root, "regions.csv")}
    latest, sums = {}, defaultdict(float)
    for row in rows(root, "region_changes.csv"):
        need(len(row["old"]) == len(row["new"]) == 4, f"region_changes.csv: {row['old']} to {row['new']}: four digits")
        need(row["share"] == "1" or row["assumption"], f"region_changes.csv: {row['old']}: a share without its assumption")
        sums[row["old"], row["year"]] += float(row["share"])
        if row["old"] != row["new"]:
            latest.setdefault(row["old"], {}).setdefault(int(row["year"]), set()).add(row["new"])
    for (old, year), total in sums.items():
        need(abs(total - 1) < 1e-9, f"region_changes.csv: {old} in {year}: shares sum to {total}")
    for old in latest:
        todo, steps = {old}, 0
        while todo - regions:
            steps += 1
            need(steps < 9 and all(code in latest or code in regions for code in todo), f"region_changes.csv: {old} leads to {todo}")
            todo = {new for code in todo for new in ({code} if code in regions else latest[code][max(latest[code])])}


def check_population(root):
    regions = [r["region"] for r in rows(root, "regions.csv")]
    need(len(regions) == len(set(regions)) == 357, f"regions.csv: {len(regions)} municipalities, expected 357")
    files = sorted(p.stem for p in (root / "population").glob("*.csv"))
    need(files == sorted(regions), "population/: files do not match regions.csv")
    total, missing = defaultdict(int), set()
    population = {(r["year"], r["sex"], int(r["age"])): int(r["value"]) for r in rows(root, "national/population.csv")}
    for region in regions:
        keys = []
        for row in rows(root, f"population/{region}.csv"):
            keys.append((int(row["year"]), row["sex"], int(row["age"])))
            total[row["year"]] += int(row["value"])
        years = sorted({k[0] for k in keys})
        full = [(y, s, a) for y in years for s in ("female", "male") for a in range(106)]
        need(keys == full, f"population/{region}.csv: not every year, sex and age once and in order")
        need(years[-1] == 2026 and years == list(range(years[0], 2027)), f"population/{region}.csv: years")
        missing |= {region} if years[0] != 2005 else set()
    need(missing == {"1160", "1576"}, f"population/: years missing in {sorted(missing)}")
    for year in map(str, range(2006, 2027)):
        limit = 0 if year in ("2016", "2024", "2025", "2026") else 53
        difference = total[year] - sum(value for key, value in population.items() if key[0] == year)
        need(abs(difference) <= limit, f"population/: {year} sums to {difference:+d} of the nation, at most {limit} allowed")
    return population


def check_bands(root, path, key, start=0):
    groups = defaultdict(list)
    for row in rows(root, path):
        groups[tuple(row[k] for k in key)].append((int(row["age_from"]), row["age_to"]))
    for name, bands in groups.items():
        expected = start
        for first, last in sorted(bands):
            need(first == expected, f"{path}: {name}: band from {first}, expected {expected}")
            need(last == "" or int(last) >= first, f"{path}: {name}: band {first}-{last}")
            expected = None if last == "" else int(last) + 1
        need(expected is None, f"{path}: {name}: the last band is not open")
    return {name[0] for name in groups}


def check_references(root):
    catalogue = rows(root, "services/catalogue.csv")
    services = [r["id"] for r in catalogue]
    need(len(set(services)) == len(services), "services/catalogue.csv: id twice")
    allowed = {"area": {"pro", "tff", "psykiatri_nav"}, "in_scope": {"yes", "no"}, "part_of": set(services) | {""},
               "kind": {"place", "dwelling", "hours", "day_place", "users"}}
    for row in catalogue:
        for column, values in allowed.items():
            need(row[column] in values, f"services/catalogue.csv: {row['id']}: {column} {row[column]!r}")
        need(row["name_nb"] and row["name_nn"] and row["name_en"], f"services/catalogue.csv: {row['id']}: name")
    professions = {r["id"] for r in rows(root, "staff/professions.csv")}
    regions = {r["region"] for r in rows(root, "regions.csv")}
    known = {"service": set(services), "profession": professions | {""}, "region": regions, "area": regions | {"NO", "municipality", "county", "country"},
             "basis": {"stock_31dec", "through_year", "bed_days"}, "type": set(services)}
    for path in (p.relative_to(root) for p in root.rglob("*.csv") if p.parent.name != "population"):
        for number, row in enumerate(rows(root, path), 2):
            for column, values in known.items():
                if column in row and path.name not in ("catalogue.csv", "regions.csv"):
                    need(row[column] in values, f"{path}:{number}: unknown {column} {row[column]!r}")
    shapes = check_bands(root, "services/age_shapes.csv", ("service", "year", "basis", "sex"))
    check_bands(root, "services/age_shapes_older.csv", ("service", "year", "basis", "sex"))
    check_bands(root, "services/hours.csv", ("service", "year", "sex", "need_level"))
    check_bands(root, "health/prevalence.csv", ("condition", "sex"), 30)
    need(shapes == set(services), f"services/age_shapes.csv: no pattern for {sorted(set(services) - shapes)}")
    need({r["service"] for r in rows(root, "services/drift.csv")} == set(services), "services/drift.csv: not every service")
    parent = {r["id"]: r["part_of"] for r in catalogue}
    normed = {r["service"] for r in rows(root, "staff/norms.csv")}
    for service in normed:
        need(parent[service] not in normed, f"staff/norms.csv: {service} and its parent both have norms")
    keys = [(r["service"], r["year"], r["basis"]) for r in rows(root, "services/national_totals.csv")]
    need(len(keys) == len(set(keys)), "services/national_totals.csv: service, year and basis twice")


def check_figures(root, population):
    persons = sum(float(r["rate"]) * population["2020", r["sex"], age] for r in rows(root, "health/prevalence.csv")
                  for age in range(int(r["age_from"]), int(r["age_to"] or 105) + 1))
    need(round(persons) == 101118, f"health/prevalence.csv: {persons:.1f} persons with dementia in 2020, expected 101118")
    drift = {r["service"]: float(r["rate_per_year"]) for r in rows(root, "services/drift.csv")}
    need(abs(drift["institution"] + 0.021) < 0.001, f"services/drift.csv: institution {drift['institution']}, expected -0.021")


def main():
    root = pathlib.Path(sys.argv[1])
    try:
        check_files(root, json.loads((root / "datapackage.json").read_text(encoding="utf-8")))
        check_region_changes(root)
        check_references(root)
        check_figures(root, check_population(root))
    except (OSError, ValueError, KeyError) as error:
        print(f"check_data: {error!r}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
