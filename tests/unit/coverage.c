/* Coverage paths: the straight line, its ends to the last bit, and what is not known. */
#include "test.h"

#include <math.h>

#include "kohort/coverage.h"
#include "kohort/cube.h"

static void the_way_is_straight(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_coverage_progress(2029, 2026, 2033, 0.83), 0.83 * 3 / 7, 1e-15);
    assert_true(koh_coverage_progress(2026, 2026, 2033, 0.83) == 0);
    assert_true(koh_coverage_progress(2019, 2026, 2033, 0.83) == 0);
    assert_true(koh_coverage_progress(2033, 2026, 2033, 0.83) == 0.83);
    assert_true(koh_coverage_progress(2071, 2026, 2033, 0.83) == 0.83);
    KOH_ASSERT_NEAR(koh_coverage_users(41.7, 53.2, 0.27), 41.7 * 0.73 + 53.2 * 0.27, 1e-15);
    KOH_ASSERT_NEAR(koh_coverage_users(41.7, 53.2, 1), 53.2, 1e-15);
    /* 59 of 671 persons: 8.79 of 100, by hand */
    KOH_ASSERT_NEAR(koh_coverage_per_100(59, 671), 8.792846497764531, 1e-15);
}

static void nothing_moves_to_the_last_bit(void **state)
{
    (void) state;
    assert_true(koh_coverage_users(0.1 + 0.2, 77.7, 0) == 0.1 + 0.2);
    assert_true(koh_coverage_users(0.1 + 0.2, (double) NAN, 0) == 0.1 + 0.2);
}

static void unknown_stays_unknown(void **state)
{
    (void) state;
    assert_true(isnan(koh_coverage_per_100(7.3, 0)));
    assert_true(isnan(koh_coverage_users((double) NAN, 53.2, 0.27)));
    assert_true(koh_is_withheld(koh_coverage_per_100(koh_withheld(), 671)));
    assert_true(koh_is_withheld(koh_coverage_users(koh_withheld(), 53.2, 0.27)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_way_is_straight),
        cmocka_unit_test(nothing_moves_to_the_last_bit),
        cmocka_unit_test(unknown_stays_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
