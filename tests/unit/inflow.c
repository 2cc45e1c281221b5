/* Need by events: sums by hand, and what is not known. */
#include "test.h"

#include <math.h>

#include "kohort/inflow.h"

static void sums_by_hand(void **state)
{
    (void) state;
    const double rate[4] = { 0.13, 0.41, 0.11, 0.47 }, share[4] = { 0.02, 0.29, 0.03, 0.31 };
    const double persons[4] = { 317.1, 91.3, 329.7, 71.9 };
    KOH_ASSERT_NEAR(koh_inflow_sum(2, rate, NULL, persons), 0.13 * 317.1 + 0.41 * 91.3 + 0.11 * 329.7 + 0.47 * 71.9,
                    1e-14);
    KOH_ASSERT_NEAR(koh_inflow_sum(2, rate, share, persons),
                    0.0026 * 317.1 + 0.1189 * 91.3 + 0.0033 * 329.7 + 0.1457 * 71.9, 1e-14);
    KOH_ASSERT_NEAR(koh_inflow_places(3652.425, 0.8), 12.5, 1e-15);
    KOH_ASSERT_NEAR(koh_inflow_day_places(31.3, 2.4, 5, 0.8), 18.78, 1e-14);
}

static void unknown_stays_unknown(void **state)
{
    (void) state;
    const double rate[2] = { 0.13, (double) NAN }, persons[2] = { 317.1, 91.3 };
    assert_true(isnan(koh_inflow_sum(1, rate, NULL, persons)));
    assert_true(isnan(koh_inflow_places((double) NAN, 0.8)));
    assert_true(isnan(koh_inflow_day_places((double) NAN, 2.4, 5, 0.8)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_by_hand),
        cmocka_unit_test(unknown_stays_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
