/* Zones that add up to the municipality in every cell, from counts that agree with it and counts that do not. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/zone.h"

enum { ZONES = 4, AGES = 9, CELLS = 2 * AGES };

static double sum_over(const double *persons, const koh_zone_count *count)
{
    double sum = 0;
    for (size_t sex = 0; sex < 2; sex++) {
        for (size_t age = count->from; age <= count->to; age++) {
            sum += count->sex == 2 || (size_t) count->sex == sex ? persons[count->zone * CELLS + sex * AGES + age] : 0;
        }
    }
    return sum;
}

static void assert_adds_up(const double *persons, const double *whole)
{
    for (size_t i = 0; i < CELLS; i++) {
        double sum = 0;
        for (size_t z = 0; z < ZONES; z++) {
            assert_true(persons[z * CELLS + i] >= 0 && isfinite(persons[z * CELLS + i]));
            sum += persons[z * CELLS + i];
        }
        assert_true(fabs(sum - whole[i]) <= 4e-15 * (1 + whole[i]));
    }
}

/* Zones drawn cell by cell, counted in bands that differ between zones and sexes. */
static size_t count_drawn(const double *drawn, koh_zone_count *counts)
{
    static const size_t cuts[ZONES][3] = { { 0, 3, 7 }, { 0, 2, 5 }, { 0, 4, 8 }, { 0, 1, 6 } };
    size_t n = 0;
    for (size_t z = 0; z < ZONES; z++) {
        for (int sex = z == 1 ? 2 : 0; sex < (z == 1 ? 3 : 2); sex++) {
            for (size_t b = 0; b < 3; b++) {
                counts[n] = (koh_zone_count){ z, sex, cuts[z][b], b < 2 ? cuts[z][b + 1] - 1 : AGES - 1, 0 };
                counts[n].persons = sum_over(drawn, &counts[n]);
                n++;
            }
        }
    }
    return n;
}

static void counts_of_the_same_persons_are_met(void **state)
{
    (void) state;
    uint64_t chance = 11;
    for (int round = 0; round < 50; round++) {
        double drawn[ZONES * CELLS], whole[CELLS] = { 0 }, persons[ZONES * CELLS];
        koh_zone_count counts[32];
        koh_zone_report report;
        for (size_t i = 0; i < ZONES * CELLS; i++) {
            drawn[i] = draw(&chance, 1.3, 47);
            whole[i % CELLS] += drawn[i];
        }
        const koh_zone_base base = { ZONES, AGES, whole, count_drawn(drawn, counts), counts };
        assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_OK);
        assert_adds_up(persons, whole);
        for (size_t i = 0; i < base.n_counts; i++) {
            assert_true(fabs(sum_over(persons, &counts[i]) - counts[i].persons) <= 1e-4 * counts[i].persons);
        }
        assert_true(report.residual <= 1e-4);
    }
}

/* Deming & Stephan (1940) by the obvious loop: margins in turn until nothing moves. */
static void spread_is_the_obvious_fit(void **state)
{
    (void) state;
    double drawn[ZONES * CELLS], whole[CELLS] = { 0 }, persons[ZONES * CELLS], twin[ZONES * CELLS] = { 0 };
    koh_zone_count counts[32];
    koh_zone_report report;
    uint64_t chance = 5;
    for (size_t i = 0; i < ZONES * CELLS; i++) {
        drawn[i] = draw(&chance, 2, 31);
        whole[i % CELLS] += drawn[i];
    }
    const koh_zone_base base = { ZONES, AGES, whole, count_drawn(drawn, counts), counts };
    for (size_t z = 0; z < ZONES; z++) {
        for (size_t i = 0; i < CELLS; i++) {
            twin[z * CELLS + i] = whole[i];
        }
    }
    for (int round = 0; round < 4000; round++) {
        for (size_t k = 0; k < base.n_counts; k++) {
            const double there = sum_over(twin, &counts[k]);
            for (size_t i = 0; i < CELLS; i++) {
                const int sex = i >= AGES;
                const int in = (counts[k].sex == 2 || counts[k].sex == sex) && i % AGES >= counts[k].from &&
                               i % AGES <= counts[k].to;
                twin[counts[k].zone * CELLS + i] *= in ? counts[k].persons / there : 1;
            }
        }
        for (size_t i = 0; i < CELLS; i++) {
            double there = 0;
            for (size_t z = 0; z < ZONES; z++) {
                there += twin[z * CELLS + i];
            }
            for (size_t z = 0; z < ZONES; z++) {
                twin[z * CELLS + i] *= whole[i] / there;
            }
        }
    }
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_OK);
    for (size_t i = 0; i < ZONES * CELLS; i++) {
        assert_true(fabs(persons[i] - twin[i]) <= 1e-3 * twin[i]);
    }
}

/* One band for all: counts of another day keep their proportions, the register its total, and the report says how far
 * they are apart. */
static void the_register_wins(void **state)
{
    (void) state;
    const koh_zone_count counts[ZONES] = {
        { 0, 2, 0, AGES - 1, 30 }, { 1, 2, 0, AGES - 1, 50 }, { 2, 2, 0, AGES - 1, 20 }, { 3, 2, 0, AGES - 1, 0 }
    };
    double whole[CELLS], persons[ZONES * CELLS];
    koh_zone_report report;
    for (size_t i = 0; i < CELLS; i++) {
        whole[i] = 7.5;
    }
    const koh_zone_base base = { ZONES, AGES, whole, ZONES, counts };
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_OK);
    assert_adds_up(persons, whole);
    KOH_ASSERT_NEAR(sum_over(persons, &counts[0]), 0.3 * 135, 1e-13);
    KOH_ASSERT_NEAR(sum_over(persons, &counts[1]), 0.5 * 135, 1e-13);
    assert_true(persons[3 * CELLS] == 0);
    KOH_ASSERT_NEAR(report.residual, 0.35, 1e-12);
}

/* Nobody is counted in a cell where the register has persons: they live where the others do. */
static void a_cell_of_no_zone(void **state)
{
    (void) state;
    koh_zone_count counts[2 * ZONES];
    double whole[CELLS], persons[ZONES * CELLS];
    koh_zone_report report;
    for (size_t z = 0; z < ZONES; z++) {
        counts[2 * z] = (koh_zone_count){ z, 2, 0, AGES - 2, 16.0 * (double) (z + 1) };
        counts[2 * z + 1] = (koh_zone_count){ z, 2, AGES - 1, AGES - 1, 0 };
    }
    for (size_t i = 0; i < CELLS; i++) {
        whole[i] = 10;
    }
    const koh_zone_base base = { ZONES, AGES, whole, 2 * ZONES, counts };
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_OK);
    assert_adds_up(persons, whole);
    KOH_ASSERT_NEAR(persons[3 * CELLS + AGES - 1], 4, 1e-13);
}

static void moves_are_shared(void **state)
{
    (void) state;
    uint64_t chance = 23;
    for (int round = 0; round < 200; round++) {
        double persons[ZONES * CELLS], before[ZONES * CELLS], whole[CELLS], attraction[ZONES];
        for (size_t z = 0; z < ZONES; z++) {
            attraction[z] = z == 0 && round % 3 == 0 ? 0 : draw(&chance, 0.2, 3);
        }
        for (size_t i = 0; i < ZONES * CELLS; i++) {
            before[i] = persons[i] = i % 7 == 0 ? 0 : draw(&chance, 0, 20);
        }
        for (size_t i = 0; i < CELLS; i++) {
            whole[i] = draw(&chance, 0, 80);
        }
        assert_int_equal(koh_zone_share(ZONES, CELLS, whole, attraction, persons), KOH_OK);
        assert_adds_up(persons, whole);
        for (size_t i = 0; i < CELLS; i++) { /* by the formula */
            double there = 0, weights = 0;
            for (size_t z = 0; z < ZONES; z++) {
                there += before[z * CELLS + i];
                weights += attraction[z] * before[z * CELLS + i];
            }
            for (size_t z = 0; z < ZONES && weights > 0; z++) {
                const double was = before[z * CELLS + i], come = whole[i] - there;
                const double wanted = come > 0 ? was + come * attraction[z] * was / weights : was * whole[i] / there;
                assert_true(fabs(persons[z * CELLS + i] - wanted) <= 1e-12 * (1 + wanted));
            }
        }
    }
}

/* Zones in proportion stay in proportion: the whole's growth is every zone's. */
static void proportions_are_kept(void **state)
{
    (void) state;
    double persons[ZONES * CELLS], whole[CELLS], even[ZONES] = { 1, 1, 1, 1 };
    for (size_t i = 0; i < CELLS; i++) {
        whole[i] = 3.7 * (double) (i + 1);
        for (size_t z = 0; z < ZONES; z++) {
            persons[z * CELLS + i] = (double) ((z + 1) * (i % 5 + 1));
        }
    }
    assert_int_equal(koh_zone_share(ZONES, CELLS, whole, even, persons), KOH_OK);
    for (size_t i = 0; i < ZONES * CELLS; i++) {
        const size_t z = i / CELLS;
        KOH_ASSERT_NEAR(persons[i], whole[i % CELLS] * (double) (z + 1) / 10, 1e-14);
    }
}

static void bad_numbers(void **state)
{
    (void) state;
    double persons[ZONES * CELLS] = { 1.5 }, whole[CELLS] = { 4 }, bad[CELLS] = { -1 }, none[ZONES] = { 0 };
    const double attraction[ZONES] = { 1, 1, 1, 1 }, odd[ZONES] = { 1, (double) NAN, 1, 1 };
    koh_zone_count count = { 0, 2, 0, AGES - 1, 4 };
    koh_zone_report report;
    koh_zone_base base = { ZONES, AGES, bad, 1, &count };
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_EDOMAIN);
    base.whole = whole;
    count.to = AGES;
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_EDOMAIN);
    count.to = 1;
    count.persons = (double) INFINITY;
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_EDOMAIN);
    count.persons = 0;
    assert_int_equal(koh_zone_spread(&base, NULL, &report, persons), KOH_ENOSOLUTION);
    assert_true(persons[0] == 1.5);
    assert_int_equal(koh_zone_share(ZONES, CELLS, bad, attraction, persons), KOH_EDOMAIN);
    assert_int_equal(koh_zone_share(ZONES, CELLS, whole, odd, persons), KOH_EDOMAIN);
    assert_int_equal(koh_zone_share(ZONES, CELLS, whole, none, persons), KOH_ENOSOLUTION);
    assert_int_equal(koh_zone_share(KOH_ZONES_MAX + 1, CELLS, whole, attraction, persons), KOH_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_the_same_persons_are_met),
        cmocka_unit_test(spread_is_the_obvious_fit),
        cmocka_unit_test(the_register_wins),
        cmocka_unit_test(a_cell_of_no_zone),
        cmocka_unit_test(moves_are_shared),
        cmocka_unit_test(proportions_are_kept),
        cmocka_unit_test(bad_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
