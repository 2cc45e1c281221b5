/* Shares that are held or reached: balances, the target met, the limits, and every refusal. */
#include "test.h"

#include <math.h>

#include "kohort/held_share.h"

#define EXACT 1e-12

static void near(double value, double expected, double tolerance)
{
    assert_true(fabs(value - expected) <= tolerance);
}

static void balance_and_target(void **state)
{
    (void) state;
    koh_held_share step;
    /* by hand: 40 of 100, a tenth leaves, 0.5 of 110 wanted: 36 stay, 19 join */
    assert_int_equal(koh_held_share_step(40, 0.1, 110, 0.5, NULL, &step), KOH_OK);
    near(step.left, 4, EXACT);
    near(step.joined, 19, EXACT);
    near(step.held, 55, EXACT);
    near(step.share, 0.5, EXACT);
    /* more stay than are asked for: nobody joins, nobody is sent away */
    assert_int_equal(koh_held_share_step(40, 0.1, 110, 0.2, NULL, &step), KOH_OK);
    near(step.joined, 0, 0);
    near(step.held, 36, EXACT);
    /* a staff that shrinks below those who hold it takes them with it */
    assert_int_equal(koh_held_share_step(40, 0, 25, 0.9, NULL, &step), KOH_OK);
    near(step.held, 25, EXACT);
    near(step.left, 15, EXACT);
    assert_int_equal(koh_held_share_step(3, 0.5, 0, 1, NULL, &step), KOH_OK);
    assert_true(isnan(step.share));
    /* twenty years by the sum of all steps: joined - left = held at the end - at the start */
    double held = 2.385, joined = 0, left = 0, next = 17.3;
    for (int year = 1; year <= 20; year++) {
        next *= 1.013;
        assert_int_equal(koh_held_share_step(held, 0.0731, next, 0.11 + 0.031 * year, NULL, &step), KOH_OK);
        assert_true(step.share >= 0.11 + 0.031 * year - EXACT);
        joined += step.joined;
        left += step.left;
        held = step.held;
    }
    near(joined - left, held - 2.385, 1e-10);
}

/* persons, now, aim, replaced, ratio, cost */
static koh_status compute(const double of[6], koh_full_time *change)
{
    const koh_positions positions = { of[0], of[1], of[2], of[3], of[4], of[5] };
    return koh_full_time_compute(&positions, NULL, change);
}

static void full_time(void **state)
{
    (void) state;
    koh_full_time change;
    /* by hand: 20 persons from 60 to 75 per cent at 800 000 kroner; 7 tenths replaces stand-ins at 1.25 */
    assert_int_equal(compute((double[]){ 20, 0.6, 0.75, 0.7, 1.25, 800000 }, &change), KOH_OK);
    near(change.fte, 3, 1e-9);
    near(change.fewer, 4, 1e-9);
    near(change.cost, 2400000, 1e-5);
    near(change.saved, 2100000, 1e-5);
    near(change.net, 300000, 1e-5);
    assert_int_equal(compute((double[]){ 20, 0.6, 0.5, 0.7, 1.25, 800000 }, &change), KOH_OK);
    near(change.fte, 0, 0);
    near(change.net, 0, 0);
    assert_int_equal(compute((double[]){ 20, 0.6, 0.75, 0.7, 1.25, (double) NAN }, &change), KOH_OK);
    near(change.fte, 3, 1e-9);
    assert_true(isnan(change.net));
}

static void refused(void **state)
{
    (void) state;
    const double bad[][4] = { { -1, 0.1, 10, 0.5 },         { 1, -0.1, 10, 0.5 },
                              { 1, 1.4, 10, 0.5 },          { 1, 0.1, -10, 0.5 },
                              { 1, 0.1, 10, 1.4 },          { (double) NAN, 0.1, 10, 0.5 },
                              { 1, (double) NAN, 10, 0.5 }, { 1, 0.1, (double) INFINITY, 0.5 },
                              { 1, 0.1, 10, (double) NAN } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        koh_held_share step = { 7, 7, 7, 7 };
        koh_error error = { 0 };
        assert_int_equal(koh_held_share_step(bad[i][0], bad[i][1], bad[i][2], bad[i][3], &error, &step), KOH_EDOMAIN);
        assert_true(error.message[0] != '\0' && step.joined == 7 && step.share == 7);
    }
    const double worse[][6] = { { -1, 0.6, 0.7, 0.5, 1, 1 }, { 1, 1.4, 0.7, 0.5, 1, 1 }, { 1, 0, 0.7, 0.5, 1, 1 },
                                { 1, 0.6, 1.4, 0.5, 1, 1 },  { 1, 0.6, 0.7, 1.5, 1, 1 }, { 1, 0.6, 0.7, 0.5, -1, 1 },
                                { 1, 0.6, 0.7, 0.5, 1, -1 }, { 1, 0.6, 0, 0.5, 1, 1 } };
    for (size_t i = 0; i < sizeof worse / sizeof worse[0]; i++) {
        koh_full_time change = { 7, 7, 7, 7, 7 };
        assert_int_equal(compute(worse[i], &change), KOH_EDOMAIN);
        assert_true(change.fte == 7 && change.net == 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(balance_and_target), cmocka_unit_test(full_time),
                                        cmocka_unit_test(refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
