/* The register of units: places by year, what is refused, need, first shortage. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/capacity.h"

enum { NONE = KOH_YEAR_NONE };

static void places_follow_the_life_of_a_unit(void **state)
{
    (void) state;
    const koh_unit unit = { "a", "A", "long_stay", 23.5, 2027, 2035, 2030, 2031, NULL, NULL };
    const koh_unit old = { "b", "B", "long_stay", 7, NONE, NONE, NONE, NONE, NULL, NULL };
    static const double expected[] = { 0, 23.5, 23.5, 23.5, 0, 0, 23.5, 23.5, 23.5, 0, 0 };
    for (int year = 2026; year <= 2036; year++) {
        assert_true(koh_unit_places(&unit, year) == expected[year - 2026]);
        assert_true(koh_unit_places(&old, year) == 7);
    }
    /* phase-out removes exactly its places, in its year */
    assert_true(koh_unit_places(&unit, 2034) - koh_unit_places(&unit, 2035) == 23.5);
}

static void check_refused(koh_unit unit, const char *words)
{
    koh_error error = { 0 };
    assert_int_equal(koh_unit_check(&unit, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, words));
    assert_non_null(strstr(error.message, "wing"));
}

static void impossible_units_are_refused(void **state)
{
    (void) state;
    koh_error error;
    check_refused((koh_unit){ "wing", "", "x", -1, NONE, NONE, NONE, NONE, NULL, NULL }, "places");
    check_refused((koh_unit){ "wing", "", "x", NAN, NONE, NONE, NONE, NONE, NULL, NULL }, "places");
    check_refused((koh_unit){ "wing", "", "x", INFINITY, NONE, NONE, NONE, NONE, NULL, NULL }, "places");
    check_refused((koh_unit){ "wing", "", "x", 5, 2030, 2030, NONE, NONE, NULL, NULL }, "closes");
    check_refused((koh_unit){ "wing", "", "x", 5, NONE, NONE, 2030, NONE, NULL, NULL }, "one end");
    check_refused((koh_unit){ "wing", "", "x", 5, NONE, NONE, 2031, 2030, NULL, NULL }, "before it begins");
    check_refused((koh_unit){ "wing", "", "x", 5, 2030, NONE, 2029, 2031, NULL, NULL }, "outside its life");
    check_refused((koh_unit){ "wing", "", "x", 5, NONE, 2031, 2029, 2031, NULL, NULL }, "outside its life");
    const koh_unit good = { "wing", "", "x", 0, 2026, 2040, 2026, 2039, NULL, NULL };
    assert_int_equal(koh_unit_check(&good, &error), KOH_OK);
}

static void need_is_occupied_over_occupancy(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_places_needed(36.1, 0.95), 38, 1e-14);
    assert_true(koh_places_needed(0, 0.95) == 0);
    assert_true(isnan(koh_places_needed(NAN, 0.95)));
}

static void the_first_shortage_is_found(void **state)
{
    (void) state;
    const int years[] = { 2026, 2027, 2028, 2029 };
    assert_int_equal(koh_first_shortage(4, years, (const double[]){ -3.1, 0, 0.7, 2 }), 2028);
    assert_int_equal(koh_first_shortage(4, years, (const double[]){ -3.1, NAN, -1, 0 }), NONE);
    assert_int_equal(koh_first_shortage(4, years, (const double[]){ NAN, 0.2, -1, 0 }), 2027);
    /* 4e-15 is the rounding of a quotient, not a place */
    assert_int_equal(koh_first_shortage(4, years, (const double[]){ 4e-15, 4e-15, 1e-8, 1 }), 2028);
    assert_int_equal(koh_first_shortage(0, years, NULL), NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_follow_the_life_of_a_unit),
        cmocka_unit_test(impossible_units_are_refused),
        cmocka_unit_test(need_is_occupied_over_occupancy),
        cmocka_unit_test(the_first_shortage_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
