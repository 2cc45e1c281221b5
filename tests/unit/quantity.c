/* A quantity between, before and after its points, and the mean of what was registered. */
#include "test.h"

#include <math.h>

#include "kohort/quantity.h"

static const int years[] = { 2024, 2027, 2028 };
static const double values[] = { 26.3, 20.9, 31.7 };
static const koh_quantity path = { .n = 3, .year = years, .value = values };

static void a_path_is_linear_between_and_constant_beyond(void **state)
{
    (void) state;
    assert_true(koh_quantity_at(&path, 2024) == 26.3 && koh_quantity_at(&path, 2027) == 20.9);
    assert_true(koh_quantity_at(&path, 1990) == 26.3 && koh_quantity_at(&path, 2090) == 31.7);
    assert_true(koh_quantity_at(&path, 2023) == 26.3 && koh_quantity_at(&path, 2029) == 31.7);
    KOH_ASSERT_NEAR(koh_quantity_at(&path, 2025), 26.3 - 5.4 / 3, 1e-14);
    KOH_ASSERT_NEAR(koh_quantity_at(&path, 2026), 26.3 - 5.4 * 2 / 3, 1e-14);
}

static void a_single_value_holds_always(void **state)
{
    (void) state;
    const koh_quantity single = { .n = 1, .year = (const int[]){ 0 }, .value = (const double[]){ 0.737 } };
    assert_true(koh_quantity_at(&single, 2026) == 0.737 && koh_quantity_at(&single, -5) == 0.737);
    assert_true(koh_quantity_mean(&single, -10) == 0.737);
}

static void the_mean_knows_no_later_years(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_quantity_mean(&path, 2027), (26.3 + 20.9) / 2, 1e-14);
    KOH_ASSERT_NEAR(koh_quantity_mean(&path, 2100), (26.3 + 20.9 + 31.7) / 3, 1e-14);
    assert_true(koh_quantity_mean(&path, 2024) == 26.3);
    assert_true(isnan(koh_quantity_mean(&path, 2023)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_linear_between_and_constant_beyond),
        cmocka_unit_test(a_single_value_holds_always),
        cmocka_unit_test(the_mean_knows_no_later_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
