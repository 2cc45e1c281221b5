/* Whose shelf life a service has. */
#include "test.h"

#include <math.h>

#include "plan/model_priv.h"
#include "plan/shelf_life_priv.h"

enum { AGES = 106 };

static const char *ruler(const double *rates, const double *persons)
{
    size_t n;
    const koh_planner_group *groups = koh__planner_groups(&n);
    const size_t i = koh__shelf_ruler(AGES, rates, persons);
    assert_true(i < n);
    return groups[i].label;
}

/* A rate at ages from..to of both sexes, half of it for the men. */
static void use(double rate, size_t from, size_t to, double *rates)
{
    for (size_t age = from; age <= to; age++) {
        rates[age] += rate;
        rates[AGES + age] += rate / 2;
    }
}

static void the_ages_of_most_users_rule(void **state)
{
    double persons[2 * AGES], rates[2 * AGES] = { 0 };
    (void) state;
    for (size_t i = 0; i < sizeof persons / sizeof persons[0]; i++) {
        persons[i] = 41.7;
    }
    use(0.031, 67, 79, rates); /* 13 ages */
    assert_string_equal(ruler(rates, persons), "67-79");
    use(0.031, 80, 87, rates); /* 8 and */
    use(0.031, 18, 23, rates); /* 6 more: none has more than half */
    assert_string_equal(ruler(rates, persons), "all");
    use(0.031, 88, 105, rates); /* 26 of 45 */
    assert_string_equal(ruler(rates, persons), "80+");
    use(0.031, 18, 66, rates); /* 49 ages */
    assert_string_equal(ruler(rates, persons), "20-66");
    use(0.31, 0, 17, rates);
    assert_string_equal(ruler(rates, persons), "6-15");
}

static void persons_count_as_well_as_rates(void **state)
{
    double persons[2 * AGES] = { 0 }, rates[2 * AGES] = { 0 };
    (void) state;
    use(0.5, 80, 105, rates);
    use(0.01, 20, 66, rates);
    persons[AGES + 85] = 3; /* 0.75 users */
    persons[40] = 200;      /* 2 users */
    assert_string_equal(ruler(rates, persons), "20-66");
    persons[40] = 50; /* 0.5 */
    assert_string_equal(ruler(rates, persons), "80+");
}

static void unknown_rates_are_ruled_by_all(void **state)
{
    double persons[2 * AGES], rates[2 * AGES];
    (void) state;
    for (size_t i = 0; i < 2 * AGES; i++) {
        persons[i] = 7.3;
        rates[i] = (double) NAN;
    }
    assert_string_equal(ruler(rates, persons), "all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ages_of_most_users_rule),
        cmocka_unit_test(persons_count_as_well_as_rates),
        cmocka_unit_test(unknown_rates_are_ruled_by_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
