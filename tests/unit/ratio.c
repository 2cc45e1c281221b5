/* Indicators of age structure count the ages that their names say. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/ratio.h"

enum { AGES = 106 };

static double persons[2 * AGES];

static void people(void)
{
    for (int i = 0; i < 2 * AGES; i++) {
        persons[i] = 3.7 + 0.013 * (i % AGES) + (i >= AGES ? 0.31 : 0);
    }
}

static double value_of(const char *id, size_t n_age, const double *of)
{
    size_t n;
    const koh_ratio *ratios = koh_ratios(&n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(ratios[i].id, id) == 0) {
            return koh_ratio_compute(&ratios[i], n_age, of);
        }
    }
    fail_msg("no ratio '%s'", id);
    return 0;
}

static double ages(int from, int to)
{
    double sum = 0;
    for (int age = from; age <= to; age++) {
        sum += persons[age] + persons[AGES + age];
    }
    return sum;
}

static void ratios_count_their_ages(void **state)
{
    (void) state;
    people();
    KOH_ASSERT_NEAR(value_of("share_67plus", AGES, persons), ages(67, 105) / ages(0, 105), 1e-13);
    KOH_ASSERT_NEAR(value_of("share_80plus", AGES, persons), ages(80, 105) / ages(0, 105), 1e-13);
    KOH_ASSERT_NEAR(value_of("share_90plus", AGES, persons), ages(90, 105) / ages(0, 105), 1e-13);
    KOH_ASSERT_NEAR(value_of("old_age_support_ratio", AGES, persons), ages(20, 66) / ages(67, 105), 1e-13);
    KOH_ASSERT_NEAR(value_of("dependency_ratio", AGES, persons), (ages(0, 19) + ages(67, 105)) / ages(20, 66), 1e-13);
    KOH_ASSERT_NEAR(value_of("caregiver_ratio", AGES, persons), ages(50, 66) / ages(85, 105), 1e-13);
}

static void nobody_below_the_line_is_unknown(void **state)
{
    (void) state;
    people();
    for (int age = 67; age < AGES; age++) {
        persons[age] = persons[AGES + age] = 0;
    }
    assert_true(isnan(value_of("old_age_support_ratio", AGES, persons)));
    assert_true(value_of("share_67plus", AGES, persons) == 0);
    assert_true(isnan(value_of("caregiver_ratio", 60, persons))); /* no such ages at all */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_count_their_ages),
        cmocka_unit_test(nobody_below_the_line_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
