/* Shares of variance from given draws: the Ishigami function, whose shares are known, a linear sum, correlated causes,
 * and what has no share. */
#include "kohort/conditional.h"

#include <math.h>
#include <stdlib.h>

#include "../draw.h"
#include "../test.h"

enum { DRAWS = 40000, SOURCES = 4 };

static double source[SOURCES * DRAWS], figure[DRAWS], work[2 * DRAWS + 64];

/* T. Ishigami & T. Homma (1990): f = sin x1 + a sin^2 x2 + b x3^4 sin x1, a = 7, b = 0.1 over (-pi, pi)^3. First-order
 * shares after A. Saltelli et al. (2008), Global Sensitivity Analysis, section 4.6: 0.314, 0.442, 0. */
static void ishigami(void **state)
{
    (void) state;
    const double pi = 3.141592653589793, expected[] = { 0.3139, 0.4424, 0, 0 };
    uint64_t stream = 7;
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t i = 0; i < SOURCES; i++) {
            source[i * DRAWS + d] = draw(&stream, -pi, pi);
        }
        const double x1 = source[d], x2 = source[DRAWS + d], x3 = source[2 * DRAWS + d];
        figure[d] = sin(x1) + 7 * sin(x2) * sin(x2) + 0.1 * pow(x3, 4) * sin(x1);
    }
    for (size_t i = 0; i < SOURCES; i++) {
        koh_conditional c;
        assert_int_equal(koh_conditional_compute(DRAWS, 1, source + i * DRAWS, figure, work, &c), KOH_OK);
        assert_true(fabs(c.share - expected[i]) < 0.02);
    }
}

/* y = 3 u + v, u and v uniform: shares 0.9 and 0.1; at the lowest fifth of u the mean is 0.1 x 3 + 0.5. At 200 draws
 * the shares are still right to 0.1. */
static void linear_sum(void **state)
{
    (void) state;
    uint64_t stream = 11;
    for (size_t d = 0; d < DRAWS; d++) {
        source[d] = draw(&stream, 0, 1);
        source[DRAWS + d] = draw(&stream, 0, 1);
        figure[d] = 3 * source[d] + source[DRAWS + d];
    }
    koh_conditional c;
    assert_int_equal(koh_conditional_compute(DRAWS, 1, source, figure, work, &c), KOH_OK);
    assert_true(fabs(c.share - 0.9) < 0.01);
    assert_true(fabs(c.low - 0.8) < 0.02 && fabs(c.high - 3.2) < 0.02);
    assert_int_equal(koh_conditional_compute(DRAWS, 1, source + DRAWS, figure, work, &c), KOH_OK);
    assert_true(fabs(c.share - 0.1) < 0.01);
    assert_int_equal(koh_conditional_compute(200, 1, source, figure, work, &c), KOH_OK);
    assert_true(fabs(c.share - 0.9) < 0.1);
    assert_true(koh_conditional_work(DRAWS, 2) <= sizeof work / sizeof work[0]);
}

/* Two variates that are one source have their share together; the lower end is the end where the figure is low. */
static void several_variates(void **state)
{
    (void) state;
    uint64_t stream = 13;
    for (size_t d = 0; d < DRAWS; d++) {
        source[d] = draw(&stream, 0, 1);
        source[DRAWS + d] = 0.5 * source[d] + draw(&stream, 0, 1);
        figure[d] = source[d] - 2 * source[DRAWS + d] + draw(&stream, 0, 2);
    }
    koh_conditional c; /* y = -2 w + e: Var 4/12 and 4/12 */
    assert_int_equal(koh_conditional_compute(DRAWS, 2, source, figure, work, &c), KOH_OK);
    assert_true(fabs(c.share - 0.5) < 0.02);
    assert_true(c.low < c.high);
}

static void nothing_to_share(void **state)
{
    (void) state;
    const double same[12] = { 2.385, 2.385, 2.385, 2.385, 2.385, 2.385, 2.385, 2.385, 2.385, 2.385, 2.385, 2.385 };
    double other[12] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
    koh_conditional c;
    assert_int_equal(koh_conditional_compute(12, 1, other, same, work, &c), KOH_OK);
    assert_true(c.share == 0 && fabs(c.low - 2.385) < 1e-12);
    assert_int_equal(koh_conditional_compute(12, 1, same, other, work, &c), KOH_OK);
    assert_true(c.share == 0 && c.low == 6.5 && c.high == 6.5);
    other[3] = (double) NAN;
    assert_int_equal(koh_conditional_compute(12, 1, same, other, work, &c), KOH_OK);
    assert_true(isnan(c.share) && isnan(c.low));
    const koh_conditional before = { 1, 2, 3 };
    c = before;
    assert_int_equal(koh_conditional_compute(12, 1, other, same, work, &c), KOH_EDOMAIN);
    assert_int_equal(koh_conditional_compute(9, 1, same, same, work, &c), KOH_EDOMAIN);
    assert_int_equal(koh_conditional_compute(12, 0, same, same, work, &c), KOH_EDOMAIN);
    assert_true(c.share == 1 && c.low == 2 && c.high == 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ishigami), cmocka_unit_test(linear_sum),
                                        cmocka_unit_test(several_variates), cmocka_unit_test(nothing_to_share) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
