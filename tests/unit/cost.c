/* Costs: worked cases, and identities of the demographic cost. */
#include "test.h"

#include <math.h>

#include "kohort/cost.h"

static void staff_costs_what_it_costs(void **state)
{
    (void) state;
    const double fte[] = { 3.7, 0, 11.3 }, cost[] = { 812345.6, NAN, 607890.1 };
    KOH_ASSERT_NEAR(koh_cost_staff(3, fte, cost), 3.7 * 812345.6 + 11.3 * 607890.1, 1e-15);
    const double some[] = { 3.7, 0.1, 11.3 };
    assert_true(isnan(koh_cost_staff(3, some, cost)));
}

/* Cost of the year = cost of the base year + the changes; index by its definition; no change, no cost. */
static void demography_adds_up(void **state)
{
    (void) state;
    const double persons[] = { 511.5, 93.25, 17.5, 530.75, 101.5, 23.25, 498.25, 120, 31.75 };
    const double unit[] = { 11234.5, 98765.4, 345678.9 };
    double change[9], index[3], cost[3];
    assert_int_equal(koh_cost_demographic(3, 3, persons, unit, 1, NULL, change, index), KOH_OK);
    for (int t = 0; t < 3; t++) {
        cost[t] = persons[3 * t] * unit[0] + persons[3 * t + 1] * unit[1] + persons[3 * t + 2] * unit[2];
    }
    for (int t = 0; t < 3; t++) {
        assert_true(fabs(cost[1] + change[3 * t] + change[3 * t + 1] + change[3 * t + 2] - cost[t]) < 1e-8);
        KOH_ASSERT_NEAR(index[t], cost[t] / cost[1], 1e-14);
    }
    KOH_ASSERT_NEAR(change[8], 8.5 * 345678.9, 1e-14);
    assert_true(change[3] == 0 && change[4] == 0 && change[5] == 0 && index[1] == 1);
}

static void bad_demography_is_refused(void **state)
{
    (void) state;
    const double persons[] = { 10, 20, 30, -1 }, unit[] = { 5, 6 }, free_of_charge[] = { 0, 0 };
    double change[4] = { 7, 7, 7, 7 }, index[2] = { 7, 7 };
    koh_error error;
    assert_int_equal(koh_cost_demographic(2, 2, persons, unit, 0, &error, change, index), KOH_EDOMAIN);
    assert_int_equal(koh_cost_demographic(1, 2, persons, unit, 1, &error, change, index), KOH_EDOMAIN);
    assert_int_equal(koh_cost_demographic(1, 2, persons, free_of_charge, 0, &error, change, index), KOH_EDOMAIN);
    assert_true(change[0] == 7 && index[0] == 7);
}

/* 3 at 2.9 million and 5 at 1.2 million above a threshold of 1.6: 0.8 x 3 x 1.3 million. */
static void the_state_refunds_what_is_above(void **state)
{
    (void) state;
    const double recipients[] = { 3, 5 }, cost[] = { 2.9e6, 1.2e6 }, unknown[] = { 2.9e6, NAN };
    KOH_ASSERT_NEAR(koh_cost_refund(2, recipients, cost, 1.6e6, 0.8), 3.12e6, 1e-15);
    assert_true(isnan(koh_cost_refund(2, recipients, unknown, 1.6e6, 0.8)));
    assert_true(koh_cost_refund(2, recipients, cost, 2.9e6, 0.8) == 0);
}

/* 1 234 567.8 a year against 1 098.7 an hour: 1 234 567.8 / (1 098.7 x 365.2425 / 7) = 21.535 hours a week. */
static void places_against_hours(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_cost_breakeven_hours(1234567.8, 1098.7), 21.5353, 1e-5);
    assert_true(isnan(koh_cost_breakeven_hours(NAN, 3)) && isnan(koh_cost_breakeven_hours(3, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_costs_what_it_costs), cmocka_unit_test(demography_adds_up),
        cmocka_unit_test(bad_demography_is_refused), cmocka_unit_test(the_state_refunds_what_is_above),
        cmocka_unit_test(places_against_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
