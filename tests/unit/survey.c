/* Weighted shares: equal weights are Wilson's interval, the scale of weights does not matter, the effective number is
 * that of a worked case, bounds are refused. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/survey.h"

#define ROUNDING 1e-12 /* of sums of 200 weights, relative */

static void equal_weights_are_wilson(void **state)
{
    (void) state;
    koh_survey_sums sums = { 0 };
    koh_survey_share share;
    koh_interval plain;
    for (int i = 0; i < 137; i++) {
        assert_int_equal(koh_survey_add(i < 41, 2.385, &sums), KOH_OK);
    }
    assert_int_equal(koh_survey_share_of(&sums, 0.95, &share), KOH_OK);
    assert_int_equal(koh_share_interval(41, 137, 0.95, &plain), KOH_OK);
    assert_true(fabs(share.share.value - plain.value) <= ROUNDING && fabs(share.share.low - plain.low) <= ROUNDING);
    assert_true(fabs(share.share.high - plain.high) <= ROUNDING);
    assert_true(fabs(share.effective - 137) <= 137 * ROUNDING && fabs(share.design_effect - 1) <= ROUNDING);
}

/* By hand: weights 1, 1, 2, 4 with yes, no, yes, no: 3/8; (8 x 8) / (1 + 1 + 4 + 16) = 64 / 22; 4 / (64 / 22). */
static void a_worked_case(void **state)
{
    (void) state;
    static const double weight[] = { 1, 1, 2, 4 };
    koh_survey_sums sums = { 0 };
    koh_survey_share share;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(koh_survey_add(i % 2 == 0, weight[i], &sums), KOH_OK);
    }
    assert_int_equal(koh_survey_share_of(&sums, 0.95, &share), KOH_OK);
    assert_true(fabs(share.share.value - 3.0 / 8) <= ROUNDING && fabs(share.effective - 64.0 / 22) <= ROUNDING * 3);
    assert_true(fabs(share.design_effect - 88.0 / 64) <= ROUNDING * 2);
}

static void scale_does_not_matter(void **state)
{
    (void) state;
    uint64_t chance = 3;
    koh_survey_sums small = { 0 }, large = { 0 };
    koh_survey_share a, b;
    for (int i = 0; i < 200; i++) {
        const double weight = draw(&chance, 0.1, 7);
        const int answer = draw(&chance, 0, 1) < 0.37;
        assert_int_equal(koh_survey_add(answer, weight, &small), KOH_OK);
        assert_int_equal(koh_survey_add(answer, weight * 1e6, &large), KOH_OK);
    }
    assert_int_equal(koh_survey_share_of(&small, 0.9, &a), KOH_OK);
    assert_int_equal(koh_survey_share_of(&large, 0.9, &b), KOH_OK);
    assert_true(fabs(a.share.low - b.share.low) <= ROUNDING && fabs(a.share.high - b.share.high) <= ROUNDING);
    assert_true(fabs(a.effective - b.effective) <= 200 * ROUNDING && a.effective < 200 && a.design_effect > 1);
    assert_true(a.share.low < a.share.value && a.share.value < a.share.high);
}

static void all_and_none(void **state)
{
    (void) state;
    for (int answer = 0; answer < 2; answer++) {
        koh_survey_sums sums = { 0 };
        koh_survey_share share;
        for (int i = 1; i < 30; i++) {
            assert_int_equal(koh_survey_add(answer, 0.1 * i, &sums), KOH_OK);
        }
        assert_int_equal(koh_survey_share_of(&sums, 0.95, &share), KOH_OK);
        assert_true(share.share.value == answer);
    }
}

static void refused(void **state)
{
    (void) state;
    static const double bad[] = { 0, -1, (double) NAN, (double) INFINITY };
    koh_survey_sums sums = { 0 };
    koh_survey_share share = { .effective = 7 };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(koh_survey_add(1, bad[i], &sums), KOH_EDOMAIN);
    }
    assert_true(sums.n == 0);
    assert_int_equal(koh_survey_share_of(&sums, 0.95, &share), KOH_EDOMAIN);
    assert_int_equal(koh_survey_add(1, 1, &sums), KOH_OK);
    assert_int_equal(koh_survey_share_of(&sums, 1, &share), KOH_EDOMAIN);
    assert_true(share.effective == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_weights_are_wilson),
        cmocka_unit_test(a_worked_case),
        cmocka_unit_test(scale_does_not_matter),
        cmocka_unit_test(all_and_none),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
