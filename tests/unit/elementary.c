/* Our exp, expm1 and log1p against the C library's, in units in the last place. */
#include "test.h"

#include <float.h>
#include <math.h>

#include "num/elementary_priv.h"

/* Neither side is exact: theirs is within 1 unit, ours is promised within 2. */
#define UNITS 3

static void check(double got, double expected, double at)
{
    if (!(fabs(got - expected) <= UNITS * DBL_EPSILON * fabs(expected))) {
        fail_msg("%.17g at %.17g, expected %.17g", got, at, expected);
    }
}

static void exponentials(void **state)
{
    (void) state;
    assert_true(koh__exp_down(0) == 1);
    assert_true(koh__exp_down(-1e300) == koh__exp_down(-700));
    assert_true(koh__expm1_up(0) == 0);
    for (int i = 1; i <= 700000; i++) {
        const double x = -1e-3 * i;
        check(koh__exp_down(x), exp(x), x);
    }
    for (double x = 1e-300; x < 0.69; x *= 1.0071) {
        check(koh__exp_down(-x), exp(-x), -x);
        check(koh__expm1_up(x), expm1(x), x);
    }
    check(koh__expm1_up(KOH_LOG_TWO), 1, KOH_LOG_TWO);
}

static void logarithm(void **state)
{
    (void) state;
    assert_true(koh__minus_log1m(0) == 0);
    for (double p = 1e-300; p < 0.5; p *= 1.0013) {
        check(koh__minus_log1m(p), -log1p(-p), p);
    }
    check(koh__minus_log1m(0.5), KOH_LOG_TWO, 0.5);
}

/* In units of 2^-24; those of the argument are not ours. */
static void check_narrow(float got, double expected, double units)
{
    if (!(fabs((double) got - expected) <= units * 0x1p-24 * expected)) {
        fail_msg("%.9g, expected %.9g", (double) got, expected);
    }
}

static void single_precision(void **state)
{
    (void) state;
    assert_true(koh__exp_down_narrow(-1e30F) == koh__exp_down_narrow(-80));
    assert_true(koh__exp_down_narrow(0) == 1 && koh__expm1_up_narrow(0) == 0 && koh__minus_log1m_narrow(0) == 0);
    for (double x = 1e-30; x < 80; x *= 1.00031) {
        check_narrow(koh__exp_down_narrow(-(float) x), exp(-(double) (float) x), 6);
    }
    for (double x = 1e-30; x < 0.5; x *= 1.00031) {
        check_narrow(koh__expm1_up_narrow((float) x), expm1((double) (float) x), 6);
        check_narrow(koh__minus_log1m_narrow((float) x), -log1p(-(double) (float) x), 8);
    }
    check_narrow(koh__expm1_up_narrow((float) KOH_LOG_TWO), 1, 8);
    check_narrow(koh__minus_log1m_narrow(0.5F), KOH_LOG_TWO, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(exponentials), cmocka_unit_test(logarithm),
                                        cmocka_unit_test(single_precision) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
