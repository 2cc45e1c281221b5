/* Prevention: Little's law, fractions of years, break-even; ramps of new tasks. */
#include "test.h"

#include <math.h>

#include "kohort/prevention.h"

enum { N = 12 };

static void a_steady_stream_keeps_to_little_s_law(void **state)
{
    (void) state;
    double participants[N], avoided[N + 1];
    for (size_t t = 0; t < N; t++) {
        participants[t] = 23.7;
    }
    koh_prevention_avoided(N, participants, 0.137, 1.3, 2.9, avoided);
    for (size_t t = 5; t <= N; t++) { /* 1.3 + 2.9 years after the start */
        KOH_ASSERT_NEAR(avoided[t], 0.137 * 23.7 * 2.9, 1e-13);
    }
    assert_true(avoided[0] == 0 && avoided[1] == 0);
    /* by hand: at 2 those of the first 0.7 years, at 4 all of 2.7 years */
    KOH_ASSERT_NEAR(avoided[2], 0.137 * 23.7 * 0.7, 1e-13);
    KOH_ASSERT_NEAR(avoided[4], 0.137 * 23.7 * 2.7, 1e-13);
}

/* The twin counts participants one by one, day by day. */
static void the_twin_counts_days(void **state)
{
    (void) state;
    const double participants[N] = { 11.3, 0, 7.9, 31.1, 2.7, 0, 0, 13.9, 17.1, 3.3, 0, 5.9 };
    double avoided[N + 1];
    koh_prevention_avoided(N, participants, 0.271, 0.75, 3.25, avoided);
    for (size_t t = 0; t <= N; t++) {
        double sum = 0;
        for (size_t day = 0; day < (size_t) N * 400; day++) {
            const double when = ((double) day + 0.5) / 400, age = (double) t - when;
            sum += age >= 0.75 && age < 4 ? 0.271 * participants[day / 400] / 400 : 0;
        }
        assert_true(fabs(sum - avoided[t]) <= 1e-10);
    }
}

static void no_effect_is_nothing(void **state)
{
    (void) state;
    const double participants[2] = { 23.7, 11.1 };
    double avoided[3];
    koh_prevention_avoided(2, participants, 0, 0.5, 3, avoided);
    assert_true(avoided[0] == 0 && avoided[1] == 0 && avoided[2] == 0);
    koh_prevention_avoided(2, participants, 0.3, 0.5, 0, avoided);
    assert_true(avoided[0] == 0 && avoided[1] == 0 && avoided[2] == 0);
}

static void the_year_that_pays(void **state)
{
    (void) state;
    const double cost[5] = { 31.7, 31.7, 31.7, 0, 0 }, saving[5] = { 0, 13.9, 29.3, 52.9, 0.1 };
    assert_int_equal(koh_prevention_breakeven(5, cost, saving), 3);
    assert_int_equal(koh_prevention_breakeven(3, cost, saving), 3);
    const double free_of_charge[3] = { 0, 0, 0 }, unknown[3] = { 5.3, (double) NAN, 90.1 };
    assert_int_equal(koh_prevention_breakeven(3, free_of_charge, saving), 3);
    assert_int_equal(koh_prevention_breakeven(3, cost, unknown), 3);
}

static void tasks_come_by_and_by(void **state)
{
    (void) state;
    assert_true(koh_task_ramp(2029, 2030, 3.7) == 0);
    KOH_ASSERT_NEAR(koh_task_ramp(2032, 2030, 3.7), 2 / 3.7, 1e-15);
    assert_true(koh_task_ramp(2034, 2030, 3.7) == 1);
    assert_true(koh_task_ramp(2030, 2030, 0) == 1);
    assert_true(koh_task_ramp(2029, 2030, 0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_steady_stream_keeps_to_little_s_law),
        cmocka_unit_test(the_twin_counts_days),
        cmocka_unit_test(no_effect_is_nothing),
        cmocka_unit_test(the_year_that_pays),
        cmocka_unit_test(tasks_come_by_and_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
