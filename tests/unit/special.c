/* Each function of GSL that the library uses, over the whole range that is checked before the call, with GSL's default
 * handler in place: a call of it would abort. docs/decisions/0002-gsl.md lists the same functions. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "num/special_priv.h"

static void digamma_is_defined_over_its_range(void **state)
{
    (void) state;
    uint64_t seed = 21;
    double value, next;
    for (int i = 0; i < 200000; i++) {
        const double x = exp(draw(&seed, log(KOH_DIGAMMA_MIN), log(KOH_DIGAMMA_MAX)));
        assert_int_equal(koh__digamma(fmax(x, KOH_DIGAMMA_MIN), &value), KOH_OK);
        assert_true(isfinite(value));
        if (x + 1 <= KOH_DIGAMMA_MAX) {
            assert_int_equal(koh__digamma(x + 1, &next), KOH_OK);
            assert_true(fabs(next - value - 1 / x) <= 1e-13 * fmax(1, fabs(1 / x)) + 1e-13 * fabs(value));
        }
    }
    for (int k = 1; k <= 100; k++) { /* whole and half numbers take other paths */
        assert_int_equal(koh__digamma(k / 2.0, &value), KOH_OK);
    }
    assert_int_equal(koh__digamma(KOH_DIGAMMA_MIN, &value), KOH_OK);
    assert_int_equal(koh__digamma(KOH_DIGAMMA_MAX, &value), KOH_OK);
}

/* psi(1) = -gamma, psi(1/2) = -gamma - 2 ln 2, psi(1/4) = -gamma - pi/2 - 3 ln 2: M. Abramowitz & I. A. Stegun (1964),
 * 6.3.2, 6.3.3 and 6.3.7 with 6.3.8. */
static void digamma_at_known_places(void **state)
{
    (void) state;
    const double gamma = 0.57721566490153286, pi = 3.14159265358979324;
    double value;
    assert_int_equal(koh__digamma(1, &value), KOH_OK);
    KOH_ASSERT_NEAR(value, -gamma, 1e-14);
    assert_int_equal(koh__digamma(0.5, &value), KOH_OK);
    KOH_ASSERT_NEAR(value, -gamma - 2 * log(2), 1e-14);
    assert_int_equal(koh__digamma(0.25, &value), KOH_OK);
    KOH_ASSERT_NEAR(value, -gamma - pi / 2 - 3 * log(2), 1e-14);
}

static void outside_is_refused(void **state)
{
    (void) state;
    const double bad[] = { 0, -1, -0.5, 1e-9, 1.0001e12, NAN, INFINITY, -INFINITY };
    double value = 7.25;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh__digamma(bad[i], &value), KOH_EDOMAIN);
    }
    assert_true(value == 7.25);
}

/* The quantile inverts the share below, over all that a uniform variate can be. */
static void normal_quantiles(void **state)
{
    (void) state;
    uint64_t seed = 22;
    for (int i = 0; i < 200000; i++) {
        const double tail = exp(draw(&seed, -53 * log(2), log(0.5)));
        const double z = koh__normal_quantile(tail);
        KOH_ASSERT_NEAR(koh__normal_below(z), tail, 1e-12);
        assert_true(isfinite(koh__normal_quantile(1 - tail)));
    }
    KOH_ASSERT_NEAR(koh__normal_quantile(0.975), 1.9599639845400545, 1e-14);
    KOH_ASSERT_NEAR(koh__normal_below(1.9599639845400545), 0.975, 1e-14);
    assert_true(isfinite(koh__normal_quantile(0x1p-53)) && isfinite(koh__normal_quantile(1 - 0x1p-53)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digamma_is_defined_over_its_range),
        cmocka_unit_test(digamma_at_known_places),
        cmocka_unit_test(normal_quantiles),
        cmocka_unit_test(outside_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
