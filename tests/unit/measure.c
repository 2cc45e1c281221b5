/* Measures through time and their links: worked cases, the slow sum over months, refusals. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/measure.h"

static void july_has_half(void **state)
{
    (void) state;
    assert_true(koh_measure_share(6, 0, 0) == 0.5);
    assert_true(koh_measure_share(6, 0, -12) == 0);
    assert_true(koh_measure_share(6, 0, 12) == 1);
    assert_true(koh_measure_share(0, 0, 0) == 1);
}

/* From 1 October, growing over 18 months: 3 months to 1/6 in the first year, 15 to 18 in the third, by triangles. */
static void a_ramp_is_a_triangle(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_measure_share(9, 18, 0), 0.5 * 3 * (3.0 / 18) / 12, 1e-14);
    KOH_ASSERT_NEAR(koh_measure_share(9, 18, 12), (3.0 / 18 + 15.0 / 18) / 2, 1e-14);
    KOH_ASSERT_NEAR(koh_measure_share(9, 18, 24), (3 * (15.0 / 18 + 1) / 2 + 9) / 12, 1e-14);
    assert_true(koh_measure_share(9, 18, 36) == 1);
}

/* Whole months, each at its middle: the kinks lie between months. */
static double by_months(int start, int ramp, int from)
{
    double sum = 0;
    for (int month = from; month < from + 12; month++) {
        double since = month - start + 0.5;
        sum += since < 0 ? 0 : ramp == 0 || since > ramp ? 1 : since / ramp;
    }
    return sum / 12;
}

static void shares_are_sums_of_months(void **state)
{
    (void) state;
    for (int start = -31; start < 43; start++) {
        for (int ramp = 0; ramp < 41; ramp++) {
            for (int from = -24; from <= 72; from += 12) {
                assert_true(fabs(koh_measure_share(start, ramp, from) - by_months(start, ramp, from)) < 1e-13);
            }
        }
    }
}

static void a_measure_waits_for_its_premises(void **state)
{
    (void) state;
    const int start[] = { 3, 17, 5, 40 };
    const unsigned char depends[16] = { [0 * 4 + 2] = 1, [2 * 4 + 1] = 1 }; /* 0 needs 2 needs 1 */
    int begins[4];
    koh_measure_begins(4, start, depends, begins);
    assert_true(begins[0] == 17 && begins[1] == 17 && begins[2] == 17 && begins[3] == 40);
}

static void links_that_cannot_hold(void **state)
{
    (void) state;
    unsigned char depends[16] = { 0 }, excludes[16] = { 0 };
    size_t at = 77;
    koh_error error;
    depends[0 * 4 + 1] = depends[1 * 4 + 2] = 1;
    excludes[3 * 4 + 0] = 1;
    assert_int_equal(koh_measure_check(4, depends, excludes, &error, &at), KOH_OK);
    assert_int_equal(at, 77);
    excludes[2 * 4 + 0] = 1; /* the premise of its premise, said by the other one */
    assert_int_equal(koh_measure_check(4, depends, excludes, &error, &at), KOH_EDOMAIN);
    assert_int_equal(at, 0);
    excludes[2 * 4 + 0] = 0;
    excludes[3 * 4 + 3] = 1;
    assert_int_equal(koh_measure_check(4, depends, excludes, &error, &at), KOH_EDOMAIN);
    assert_int_equal(at, 3);
    excludes[3 * 4 + 3] = 0;
    depends[2 * 4 + 0] = 1;
    assert_int_equal(koh_measure_check(4, depends, excludes, &error, &at), KOH_ECYCLE);
    assert_int_equal(at, 0);
    depends[2 * 4 + 0] = 0;
    depends[3 * 4 + 3] = 1;
    assert_int_equal(koh_measure_check(4, depends, excludes, &error, &at), KOH_ECYCLE);
    assert_int_equal(at, 3);
    assert_int_equal(koh_measure_check(KOH_MEASURES_MAX + 1, depends, excludes, &error, &at), KOH_ELIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(july_has_half),
        cmocka_unit_test(a_ramp_is_a_triangle),
        cmocka_unit_test(shares_are_sums_of_months),
        cmocka_unit_test(a_measure_waits_for_its_premises),
        cmocka_unit_test(links_that_cannot_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
