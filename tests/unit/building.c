/* Buildings: what is refused, the backlog by grade, suitability with and without all criteria. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/building.h"
#include "kohort/capacity.h"

static const koh_building home = { "heim", "Heimen", 1987, 2041, 2, 2385.5, 31, 27, 23, "a test", NULL };

static void check_refused(koh_building building, const char *words)
{
    koh_error error = { 0 };
    assert_int_equal(koh_building_check(&building, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, words));
    assert_non_null(strstr(error.message, "heim"));
}

static void impossible_buildings_are_refused(void **state)
{
    (void) state;
    koh_error error;
    koh_building b = home;
    assert_int_equal(koh_building_check(&b, &error), KOH_OK);
    b.grade = 4;
    check_refused(b, "grade 4, expected 0 to 3");
    b.grade = -2;
    check_refused(b, "grade -2");
    b = home;
    b.area = 0;
    check_refused(b, "0 m2");
    b = home;
    b.places = -1;
    check_refused(b, "-1 places");
    b = home;
    b.n_single = 31.5;
    check_refused(b, "31.5 single rooms");
    b = home;
    b.n_accessible = 32;
    check_refused(b, "32 accessible");
    b = home;
    b.closes = 1987;
    check_refused(b, "closes in 1987");
    const koh_building unknown = { "heim", NULL, KOH_YEAR_NONE, 1800, KOH_GRADE_UNKNOWN, NAN, NAN, 7, NAN, NULL, NULL };
    assert_int_equal(koh_building_check(&unknown, &error), KOH_OK);
}

static void backlog_is_area_by_cost_of_the_grade(void **state)
{
    (void) state;
    const double cost[KOH_BUILDING_GRADES] = { NAN, 2100.5, 7300.25, 18000.75 };
    const double expected[KOH_BUILDING_GRADES] = { 0, 2385.5 * 2100.5, 2385.5 * 7300.25, 2385.5 * 18000.75 };
    koh_building b = home;
    for (b.grade = 0; b.grade < KOH_BUILDING_GRADES; b.grade++) {
        KOH_ASSERT_NEAR(koh_building_backlog(&b, cost), expected[b.grade], 1e-14);
    }
    b.grade = KOH_GRADE_UNKNOWN;
    assert_true(isnan(koh_building_backlog(&b, cost)));
    b.grade = 1;
    b.area = NAN;
    assert_true(isnan(koh_building_backlog(&b, cost)));
    b.grade = 0;
    assert_true(koh_building_backlog(&b, cost) == 0);
}

static void missing_criteria_are_not_zero(void **state)
{
    (void) state;
    const double weight[] = { 0.37, 0.21, 0.29, 0.13 };
    const double all[] = { 0.81, 0.13, 0.55, 0.97 }, some[] = { 0.81, NAN, 0.55, NAN };
    const double none[] = { NAN, NAN, NAN, NAN };
    double known;
    KOH_ASSERT_NEAR(koh_suitability(4, weight, all, &known), 0.37 * 0.81 + 0.21 * 0.13 + 0.29 * 0.55 + 0.13 * 0.97,
                    1e-14);
    KOH_ASSERT_NEAR(known, 1, 1e-14);
    double score = koh_suitability(4, weight, some, &known);
    KOH_ASSERT_NEAR(score, (0.37 * 0.81 + 0.29 * 0.55) / 0.66, 1e-14);
    KOH_ASSERT_NEAR(known, 0.66, 1e-14);
    assert_true(isnan(koh_suitability(4, weight, none, &known)));
    assert_true(known == 0);
}

static void weights_sum_to_one(void **state)
{
    (void) state;
    koh_error error;
    const double good[] = { 0.1, 0.2, 0.3, 0.4 }, little[] = { 0.1, 0.2, 0.3 }, below[] = { 1.5, -0.5 };
    const double unknown[] = { NAN, 1 };
    assert_int_equal(koh_weights_check(4, good, &error), KOH_OK);
    assert_int_equal(koh_weights_check(3, little, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "sum to 0.6"));
    assert_int_equal(koh_weights_check(2, below, &error), KOH_EDOMAIN);
    assert_int_equal(koh_weights_check(2, unknown, &error), KOH_EDOMAIN);
    assert_int_equal(koh_weights_check(0, good, &error), KOH_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(impossible_buildings_are_refused),
        cmocka_unit_test(backlog_is_area_by_cost_of_the_grade),
        cmocka_unit_test(missing_criteria_are_not_zero),
        cmocka_unit_test(weights_sum_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
