/* Prices: worked cases and the identities of an index. */
#include "test.h"

#include <math.h>

#include "kohort/price.h"

/* 661 000 kroner, 13.7 % pension, zone 4a: 661 000 x 1.137 x 1.079 by hand. */
static void an_employer_pays_tax_on_the_pension_too(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_price_employer(661000, 0.137, 0.079), 810930.003, 1e-12);
    assert_true(isnan(koh_price_employer(661000, NAN, 0.079)));
}

static void an_index_goes_both_ways(void **state)
{
    (void) state;
    const double growth[] = { 77, 0.031, -0.0173, 0.0429, 0.0237 };
    double index[5], other[5];
    assert_int_equal(koh_price_index(5, growth, 2, NULL, index), KOH_OK);
    assert_true(index[2] == 1);
    KOH_ASSERT_NEAR(index[4], 1.0429 * 1.0237, 1e-15);
    KOH_ASSERT_NEAR(index[0], 1 / (1.031 * 0.9827), 1e-15);
    assert_int_equal(koh_price_index(5, growth, 0, NULL, other), KOH_OK);
    for (int t = 0; t < 5; t++) { /* another base changes the unit and nothing else */
        KOH_ASSERT_NEAR(index[t] / index[0], other[t], 1e-14);
    }
}

static void unknown_growth_is_unknown_beyond(void **state)
{
    (void) state;
    const double growth[] = { 0, 0.03, NAN, 0.04 };
    double index[4];
    assert_int_equal(koh_price_index(4, growth, 1, NULL, index), KOH_OK);
    assert_true(index[1] == 1 && isnan(index[2]) && isnan(index[3]));
    KOH_ASSERT_NEAR(index[0], 1 / 1.03, 1e-15);
}

static void bad_indices_are_refused(void **state)
{
    (void) state;
    const double growth[] = { -5, 0.1, -1 };
    double index[3] = { 7, 7, 7 };
    koh_error error;
    assert_int_equal(koh_price_index(3, growth, 0, &error, index), KOH_EDOMAIN);
    assert_int_equal(koh_price_index(2, growth, 2, &error, index), KOH_EDOMAIN);
    assert_true(index[0] == 7 && index[1] == 7 && index[2] == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_employer_pays_tax_on_the_pension_too),
        cmocka_unit_test(an_index_goes_both_ways),
        cmocka_unit_test(unknown_growth_is_unknown_beyond),
        cmocka_unit_test(bad_indices_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
