/* New dwellings: delays, chains, who moves in. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/dwelling.h"

enum { YEARS = 6, CELLS = 4 };

static const double planned[YEARS] = { 12.5, 0, 37.25, 8, 3.5, 20.75 };

static double sum(size_t n, const double *x)
{
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        total += x[i];
    }
    return total;
}

static void a_programme_on_time_is_the_plan(void **state)
{
    (void) state;
    double completed[YEARS];
    assert_int_equal(koh_dwelling_schedule(YEARS, planned, 0, 0, completed), KOH_OK);
    assert_memory_equal(completed, planned, sizeof planned);
}

static void slippage_moves_and_lapse_takes_away(void **state)
{
    (void) state;
    double completed[YEARS];
    assert_int_equal(koh_dwelling_schedule(YEARS, planned, 2, 0, completed), KOH_OK);
    static const double two_years_late[YEARS] = { 0, 0, 12.5, 0, 37.25, 8 };
    for (size_t t = 0; t < YEARS; t++) {
        assert_true(completed[t] == two_years_late[t]);
    }
    assert_int_equal(koh_dwelling_schedule(YEARS, planned, 1.25, 0.2, completed), KOH_OK);
    /* by hand: three quarters of what was planned a year ago, one quarter of that of two years ago, 0.8 of it */
    static const double by_hand[YEARS] = { 0, 7.5, 2.5, 22.35, 12.25, 3.7 };
    for (size_t t = 0; t < YEARS; t++) {
        KOH_ASSERT_NEAR(completed[t] + 1, by_hand[t] + 1, 1e-15);
    }
    assert_int_equal(koh_dwelling_schedule(YEARS, planned, 6, 0, completed), KOH_OK);
    assert_true(sum(YEARS, completed) == 0); /* all beyond the horizon */
    assert_int_equal(koh_dwelling_schedule(YEARS, planned, 1e300, 1, completed), KOH_OK);
    assert_true(sum(YEARS, completed) == 0);
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void) state;
    static const double slippage[] = { -0.5, NAN, INFINITY, 1, 1, 1 }, lapse[] = { 0, 0, 0, -0.1, 1.1, NAN };
    for (size_t i = 0; i < 6; i++) {
        double completed[YEARS] = { 7.5 };
        assert_int_equal(koh_dwelling_schedule(YEARS, planned, slippage[i], lapse[i], completed), KOH_EDOMAIN);
        assert_true(completed[0] == 7.5 && completed[1] == 0);
    }
    static const double bad[] = { -1, NAN, INFINITY };
    for (size_t i = 0; i < 3; i++) {
        double broken[YEARS] = { 1, 2, 3, bad[i], 5, 6 }, completed[YEARS] = { 7.5 };
        assert_int_equal(koh_dwelling_schedule(YEARS, broken, 0, 0, completed), KOH_EDOMAIN);
        assert_true(completed[0] == 7.5);
    }
}

/* Follows a chain link by link, as long as anything moves. */
static double followed(double freed, double newcomers)
{
    double empty = freed, filled = 0;
    for (int link = 0; link < 5000; link++) {
        filled += empty * newcomers;
        empty *= (1 - newcomers) * freed;
    }
    return filled;
}

static void a_chain_ends_with_newcomers_or_with_nobody(void **state)
{
    (void) state;
    static const double shares[] = { 0.13, 0.385, 0.62, 0.97, 1 };
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 5; j++) {
            KOH_ASSERT_NEAR(koh_dwelling_chain(shares[i], shares[j]), followed(shares[i], shares[j]), 1e-12);
        }
        assert_true(koh_dwelling_chain(shares[i], 0) == 0);
        assert_true(koh_dwelling_chain(0, shares[i]) == 0);
        assert_true(koh_dwelling_chain(shares[i], 1) == shares[i]);
    }
    assert_true(isnan(koh_dwelling_chain(-0.1, 0.5)) && isnan(koh_dwelling_chain(0.5, 1.1)));
    assert_true(isnan(koh_dwelling_chain((double) NAN, 0.5)) && isnan(koh_dwelling_chain(0.5, (double) NAN)));
}

static void dwellings_stay_lived_in(void **state)
{
    (void) state;
    static const double profile[CELLS] = { 0.125, 0.375, 0.4, 0.1 }, persons[CELLS] = { 1.5, 7.25, 0, 3 };
    double movers[CELLS];
    KOH_ASSERT_NEAR(koh_dwelling_refill(CELLS, profile, 30.5, persons, movers), 18.75, 1e-15);
    KOH_ASSERT_NEAR(sum(CELLS, movers) + sum(CELLS, persons), 30.5, 1e-15);
    KOH_ASSERT_NEAR(movers[1], 18.75 * 0.375, 1e-15);
    assert_true(koh_dwelling_refill(CELLS, profile, 11.7, persons, movers) == 0);
    assert_true(sum(CELLS, movers) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_programme_on_time_is_the_plan), cmocka_unit_test(slippage_moves_and_lapse_takes_away),
        cmocka_unit_test(what_makes_no_sense_is_refused),  cmocka_unit_test(a_chain_ends_with_newcomers_or_with_nobody),
        cmocka_unit_test(dwellings_stay_lived_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
