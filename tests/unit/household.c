/* Headship: positions to households, bounds, the share that meets a total. */
#include "test.h"

#include <math.h>

#include "kohort/household.h"

enum { CELLS = 5 };

static const double in_private[CELLS] = { 1, 0.97, 0.985, 0.93, 0.61 };
static const double alone[CELLS] = { 0.012, 0.273, 0.187, 0.361, 0.48 };
static const double couple[CELLS] = { 0, 0.394, 0.713, 0.5385, 0.2014 };
static const double persons[CELLS] = { 1723.5, 611.25, 2480, 905.75, 317 };
static const int is_adult[CELLS] = { 0, 1, 1, 1, 1 };
static const koh_household_shares shares = { in_private, alone, couple };

static double households(const double *headship)
{
    double sum = 0;
    for (size_t i = 0; i < CELLS; i++) {
        sum += headship[i] * persons[i];
    }
    return sum;
}

static void households_are_counted_by_position(void **state)
{
    (void) state;
    double headship[CELLS];
    size_t n_over = 9;
    assert_int_equal(koh_household_headship(CELLS, &shares, is_adult, 0.37, headship, &n_over), KOH_OK);
    assert_int_equal(n_over, 0);
    assert_true(headship[0] == 0.012); /* children with others stand for none */
    KOH_ASSERT_NEAR(headship[1], 0.273 + 0.394 * 0.97 / 2 + 0.37 * (0.97 - 0.273 - 0.394 * 0.97), 1e-14);
    /* everybody alone: a household each; everybody in couples: half */
    const double all[1] = { 1 }, none[1] = { 0 };
    const int adult[1] = { 1 };
    const koh_household_shares hermits = { all, all, none }, pairs = { all, none, all }, mixed = { all, none, none };
    assert_int_equal(koh_household_headship(1, &hermits, adult, 0.37, headship, &n_over), KOH_OK);
    assert_true(headship[0] == 1);
    assert_int_equal(koh_household_headship(1, &pairs, adult, 0.37, headship, &n_over), KOH_OK);
    assert_true(headship[0] == 0.5);
    assert_int_equal(koh_household_headship(1, &mixed, adult, 0.37, headship, &n_over), KOH_OK);
    assert_true(headship[0] == 0.37);
}

static void nobody_heads_more_than_one(void **state)
{
    (void) state;
    double headship[CELLS], more[CELLS];
    size_t n_over = 0;
    for (int step = 0; step < 48; step++) {
        const double factor = 0.125 * step;
        size_t expected = 0;
        for (size_t i = 0; i < CELLS; i++) {
            more[i] = factor * alone[i];
            expected += more[i] > in_private[i] ? 1 : 0;
        }
        const koh_household_shares raised = { in_private, more, couple };
        assert_int_equal(koh_household_headship(CELLS, &raised, is_adult, 1, headship, &n_over), KOH_OK);
        assert_int_equal(n_over, expected);
        for (size_t i = 0; i < CELLS; i++) {
            assert_true(headship[i] >= fmin(more[i], in_private[i]) && headship[i] <= in_private[i] + 1e-15);
        }
    }
    assert_true(n_over > 2);
}

static void the_other_share_meets_a_total(void **state)
{
    (void) state;
    double headship[CELLS], other = 0.123;
    size_t n_over;
    assert_int_equal(koh_household_headship(CELLS, &shares, is_adult, 0.4175, headship, &n_over), KOH_OK);
    const double total = households(headship);
    assert_int_equal(koh_household_other(CELLS, &shares, is_adult, persons, total, &other), KOH_OK);
    KOH_ASSERT_NEAR(other, 0.4175, 1e-12);
    other = 0.123;
    assert_int_equal(koh_household_other(CELLS, &shares, is_adult, persons, 0.1 * total, &other), KOH_ENOSOLUTION);
    assert_int_equal(koh_household_other(CELLS, &shares, is_adult, persons, 3 * total, &other), KOH_ENOSOLUTION);
    assert_int_equal(koh_household_other(CELLS, &shares, is_adult, persons, -1, &other), KOH_EDOMAIN);
    assert_int_equal(koh_household_other(CELLS, &shares, is_adult, persons, (double) NAN, &other), KOH_EDOMAIN);
    const double broken[CELLS] = { 3, -1, 2, 5, 4 };
    assert_int_equal(koh_household_other(CELLS, &shares, is_adult, broken, total, &other), KOH_EDOMAIN);
    assert_true(other == 0.123);
}

static void what_is_no_share_is_refused(void **state)
{
    (void) state;
    static const double bad[] = { -0.1, 1.1, NAN };
    for (size_t k = 0; k < 3; k++) {
        double headship[CELLS] = { 7.5 };
        const double broken[CELLS] = { 0.3, 0.2, bad[k], 0.1, 0.1 };
        const koh_household_shares all[] = { { broken, alone, couple }, { in_private, alone, broken } };
        size_t n_over = 9;
        for (size_t i = 0; i < 2; i++) {
            assert_int_equal(koh_household_headship(CELLS, &all[i], is_adult, 0.4, headship, &n_over), KOH_EDOMAIN);
        }
        assert_int_equal(koh_household_headship(CELLS, &shares, is_adult, bad[k], headship, &n_over), KOH_EDOMAIN);
        assert_true(headship[0] == 7.5 && headship[1] == 0 && n_over == 9);
    }
    double headship[CELLS] = { 7.5 };
    const double unknown[CELLS] = { 0.3, NAN, 0.1, 0.1, 0.1 };
    const koh_household_shares shy = { in_private, unknown, couple };
    size_t n_over;
    assert_int_equal(koh_household_headship(CELLS, &shy, is_adult, 0.4, headship, &n_over), KOH_EDOMAIN);
    assert_true(headship[0] == 7.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(households_are_counted_by_position),
        cmocka_unit_test(nobody_heads_more_than_one),
        cmocka_unit_test(the_other_share_meets_a_total),
        cmocka_unit_test(what_is_no_share_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
