/* Coverage of a shift against enumeration of all who may be on it; hours conserved when tasks move; every refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/competence.h"

#define ROUNDING 1e-12 /* of sums over 4096 products, relative */

/* All 2^posts ways in which the persons on a shift have the competence or not. */
static double enumerate(size_t posts, size_t required, double share)
{
    double sum = 0;
    for (unsigned way = 0; way < 1u << posts; way++) {
        double prob = 1;
        size_t with = 0;
        for (size_t i = 0; i < posts; i++) {
            const int has = way >> i & 1;
            prob *= has ? share : 1 - share;
            with += has != 0;
        }
        sum += with >= required ? prob : 0;
    }
    return sum;
}

static void coverage_is_that_of_enumeration(void **state)
{
    (void) state;
    uint64_t seed = 61;
    for (size_t posts = 0; posts <= 12; posts++) {
        for (size_t required = 0; required <= posts; required++) {
            const double shares[] = { 0, draw(&seed, 0.01, 0.5), draw(&seed, 0.5, 0.99), 1 };
            for (size_t i = 0; i < 4; i++) {
                double prob = 7;
                assert_int_equal(koh_shift_coverage(posts, required, shares[i], NULL, &prob), KOH_OK);
                assert_true(fabs(prob - enumerate(posts, required, shares[i])) <= ROUNDING);
            }
        }
    }
}

/* One nurse of 2 at night where 30 per cent are nurses: 1 - 0.7^2 = 0.51. */
static void a_night_by_hand(void **state)
{
    (void) state;
    double prob = 0;
    assert_int_equal(koh_shift_coverage(2, 1, 0.3, NULL, &prob), KOH_OK);
    KOH_ASSERT_NEAR(prob, 0.51, ROUNDING);
    assert_int_equal(koh_shift_coverage(900, 500, 0.4, NULL, &prob), KOH_OK); /* far in the tail, and no overflow */
    assert_true(prob > 0 && prob < 1e-9);
}

static void hours_are_conserved(void **state)
{
    (void) state;
    uint64_t seed = 62;
    enum { N = 6 };
    for (int round = 0; round < 40; round++) {
        double before[N], after[N];
        koh_task_shift shifts[3];
        for (size_t j = 0; j < N; j++) {
            before[j] = draw(&seed, 0.5, 60);
        }
        for (size_t i = 0; i < 3; i++) {
            const size_t from = (size_t) draw(&seed, 0, N - 0.001), step = 1 + (size_t) draw(&seed, 0, N - 1.001);
            shifts[i] = (koh_task_shift){ from, (from + step) % N, draw(&seed, 0, 0.33), draw(&seed, 0.6, 1.3) };
        }
        assert_int_equal(koh_task_shift_check(N, 3, shifts, NULL), KOH_OK);
        koh_task_shift_apply(N, before, 3, shifts, after);
        for (size_t j = 0; j < N; j++) {
            double expected = before[j];
            for (size_t i = 0; i < 3; i++) {
                expected -= shifts[i].from == j ? shifts[i].share * before[j] : 0;
                expected += shifts[i].to == j ? shifts[i].share * before[shifts[i].from] / shifts[i].efficiency : 0;
            }
            KOH_ASSERT_NEAR(after[j], expected, ROUNDING);
        }
    }
    /* 10 of 40 at 0.8 are 12.5 elsewhere: 12.5 hours * 0.8 = the 10 that left */
    const double before[] = { 40, 30 };
    double after[2];
    koh_task_shift_apply(2, before, 1, &(koh_task_shift){ 0, 1, 0.25, 0.8 }, after);
    KOH_ASSERT_NEAR(after[0], 30, ROUNDING);
    KOH_ASSERT_NEAR(after[1], 42.5, ROUNDING);
    const double unknown[] = { NAN, 30 };
    koh_task_shift_apply(2, unknown, 1, &(koh_task_shift){ 0, 1, 0.25, 0.8 }, after);
    assert_true(isnan(after[0]) && isnan(after[1]));
    koh_task_shift_apply(2, unknown, 1, &(koh_task_shift){ 0, 1, 0, 0.8 }, after);
    assert_true(isnan(after[0]) && after[1] == 30);
}

static void bad_inputs_are_refused_and_nothing_is_written(void **state)
{
    (void) state;
    koh_error error;
    double prob = 7;
    assert_int_equal(koh_shift_coverage(2, 3, 0.5, &error, &prob), KOH_EDOMAIN);
    const double shares[] = { -0.1, 1.1, NAN };
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(koh_shift_coverage(3, 2, shares[i], &error, &prob), KOH_EDOMAIN);
    }
    assert_true(prob == 7);
    const koh_task_shift bad[][2] = {
        { { 0, 1, 0.5, 1 }, { 3, 1, 0.1, 1 } },   { { 0, 1, 0.5, 1 }, { 1, 3, 0.1, 1 } },
        { { 0, 1, 0.5, 1 }, { 1, 1, 0.1, 1 } },   { { 0, 1, 0.5, 1 }, { 1, 2, -0.1, 1 } },
        { { 0, 1, 0.5, 1 }, { 1, 2, NAN, 1 } },   { { 0, 1, 0.5, 1 }, { 1, 2, 0.1, 0 } },
        { { 0, 1, 0.5, 1 }, { 1, 2, 0.1, NAN } }, { { 0, 1, 0.5, 1 }, { 0, 2, 0.51, 1 } }
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh_task_shift_check(3, 2, bad[i], &error), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "task shift 1"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coverage_is_that_of_enumeration),
        cmocka_unit_test(a_night_by_hand),
        cmocka_unit_test(hours_are_conserved),
        cmocka_unit_test(bad_inputs_are_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
