#!/usr/bin/env python3
"""Draws of zones: they sum to the municipality in every draw, know the base year, and spread as they say.

    area_draws.py KOHORT ROOT
"""
import math
import sys
import unittest
from pathlib import Path

import area

STAY = 6
DRAWS = 400
WIDTH = 2 * 1.6448536269514722  # 5th to 95th percentile of a normal law, in standard deviations
NEAR = 0.17  # of a spread from 400 draws: its standard error is some 5 per cent


class Draws(area.Distance):
    test_users_by_zone_add_up = test_variation = test_travel = test_zero_matrix = test_persons_beyond = None
    test_no_variation_is_no_ratio = test_best_bases = test_bad_roads_and_users = None

    def cells(self, cube, *labels):
        """Mean and spread of a cell."""
        at = 0
        for dimension, label in zip(cube["dimensions"], labels):
            at = at * len(cube[dimension]) + cube[dimension].index(label)
        quantiles, size = cube["quantiles"], len(cube["value"])
        low, high = (quantiles["value"][quantiles["p"].index(p) * size + at] for p in (0.05, 0.95))
        return cube["value"][at], (high - low) / WIDTH

    def test_every_draw_adds_up(self):
        """A run of one draw is that draw; of parts of it nothing is lost on the way to the zones."""
        for seed in (1, 2, 3):
            scenario = self.reference("--draws", "1", "--seed", str(seed), area=self.far)
            for cube, whole in (("persons", scenario["indicators"]["persons"]), ("users", scenario["demand"]["users"])):
                cube, kind = scenario["area"][cube], scenario["area"][cube]["dimensions"][2]
                labels, all_labels, n = cube[kind], whole[kind], len(cube["zone"])
                for i, year in enumerate(cube["year"]):
                    for k, label in enumerate(labels):
                        parts = [cube["value"][(i * n + z) * len(labels) + k] for z in range(n)]
                        self.assertGreaterEqual(min(parts), 0)
                        exact = whole["value"][i * len(all_labels) + all_labels.index(label)]
                        self.assertTrue(math.isclose(math.fsum(parts), exact, rel_tol=1e-12), (seed, year, label))
            persons = scenario["area"]["persons"]
            for i in range(len(persons["year"]) * len(persons["zone"])):
                row = dict(zip(persons["age_group"], persons["value"][i * 10:]))
                self.assertAlmostEqual(row["67+"], row["67-79"] + row["80-89"] + row["90+"], delta=area.SMALL)
                self.assertAlmostEqual(row["80+"], row["80-89"] + row["90+"], delta=area.SMALL)
                self.assertAlmostEqual(row["all"], sum(row[band] for band in ("0-5", "6-15", "16-19", "20-66", "67+")),
                                       delta=1e-8)
            travel = self.travel(scenario, 9, "all")
            self.assertAlmostEqual(travel["visits"], sum(self.travel(scenario, 9, zone)["visits"] for zone in area.ZONES),
                                   delta=1e-6)

    def test_spread(self):
        """Beside its part of the municipality's spread a zone has the multinomial one of those who are not known."""
        nobody_comes = {"method": "none"}  # so that a cohort falls by its deaths alone
        plain = self.reference(area=self.far, migration=nobody_comes)
        scenario = self.reference("--draws", str(DRAWS), area=self.far, migration=nobody_comes,
                                  uncertainty={"stay_years": area.figure(STAY, "years")})
        for name, cube in scenario["area"].items():
            self.assertEqual("quantiles" in cube, name not in ("population", "response", "bases"), name)
        users, whole = scenario["area"]["users"], scenario["demand"]["users"]
        for t in (0, 1, 4, 14):
            open_part = 1 - math.exp(-2 * t / STAY)
            n, spread = self.cells(whole, area.BASE + t, "home_nursing")
            for zone in area.ZONES:
                mean, found = self.cells(users, area.BASE + t, zone, "home_nursing")
                share = mean / n
                expected = math.sqrt(open_part * n * share * (1 - share) + (share * spread) ** 2)
                self.assertLessEqual(abs(found - expected), NEAR * expected + (1e-9 if t == 0 else 0), (t, zone))
        persons, whole = scenario["area"]["persons"], scenario["indicators"]["persons"]
        for group, ages in (("67-79", range(67, 80)), ("80-89", range(80, 90))):
            for t in (0, 3, 5, 14):
                n, spread = self.cells(whole, area.BASE + t, group)
                open_part = 1 - self.known(plain, t, ages) / n
                for zone in area.ZONES:
                    mean, found = self.cells(persons, area.BASE + t, zone, group)
                    self.assertLess(abs(mean / self.group(plain, t, area.ZONES.index(zone), group) - 1), 0.05)
                    share = mean / n
                    expected = math.sqrt(open_part * n * share * (1 - share) + (share * spread) ** 2)
                    self.assertLessEqual(abs(found - expected), NEAR * expected + area.SMALL, (t, zone, group))

    @staticmethod
    def known(plain, t, ages):
        """Persons of the base year times the square of the chance of being here t years on: by their cohort's fall."""
        value, total = plain["population"]["value"], 0
        for sex in (0, 1):
            for age in ages:
                here = [value[(s * 2 + sex) * area.AGES + age - t + s] for s in range(t + 1)]
                stay = math.prod(min(1, after / before) for before, after in zip(here, here[1:]))
                total += here[0] * stay ** 2
        return total

    def test_threads(self):
        bytes_of = []
        for threads in ("1", "2"):
            self.reference("--draws", "40", "--threads", threads, area=self.far)
            bytes_of.append((self.folder / "out/result.json").read_bytes())
        self.assertEqual(*bytes_of)

    def test_what_is_certain_is_in_the_zones(self):
        """Without any chance of persons or users a zone is the plain run's in every draw."""
        plain = self.reference(area=self.far)
        scenario = self.reference("--draws", "5", area=self.far, uncertainty={"population": "none", "users": "none"})
        for name in ("persons", "users", "travel", "beyond"):
            cube, size = scenario["area"][name], len(scenario["area"][name]["value"])
            for i, value in enumerate(plain["area"][name]["value"]):
                for q in range(0, len(cube["quantiles"]["value"]), size):
                    found = cube["quantiles"]["value"][q + i]
                    self.assertEqual(value is None, found is None)
                    self.assertTrue(value is None or math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-9), (name, i))


if __name__ == "__main__":
    area.KOHORT, area.ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], "Draws"])
