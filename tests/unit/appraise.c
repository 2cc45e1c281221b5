/* Appraisal: the definitions year by year, published cases, and flows that have no rate or several.
 *
 * Published: Brealey, Myers & Allen, Principles of Corporate Finance, ch. 5: -4000, 2000, 4000 has 28.08 %; -1000, 800,
 * 150, 150, 150, 150, -150 has -50 % and 15.2 %; 1000, -3000, 2500 has none. Lorie & Savage 1955, "Three problems in
 * rationing capital": -1600, 10000, -10000 has 25 % and 400 %. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/appraise.h"

static void an_annuity_repays(void **state)
{
    (void) state;
    const double rates[] = { 0.0437, 0, -0.0131, 1e-9, 0.37 };
    for (int i = 0; i < 5; i++) {
        double left = 12345678.9, payment = koh_annuity(left, rates[i], 23);
        for (size_t year = 1; year <= 23; year++) {
            left = left * (1 + rates[i]) - payment;
            if (year < 23) {
                KOH_ASSERT_NEAR(koh_annuity_left(12345678.9, rates[i], 23, year), left, 1e-9);
            }
        }
        assert_true(fabs(left) < 1e-13 * 12345678.9 * pow(1.37, 23)); /* rounding grows with the interest */
        assert_true(koh_annuity_left(12345678.9, rates[i], 23, 23) == 0);
    }
    KOH_ASSERT_NEAR(koh_annuity(100000, 0.1, 3), 40211.480363, 1e-10);
    assert_true(isnan(koh_annuity(1, 0.03, 0)) && isnan(koh_annuity(1, -1, 3)) &&
                isnan(koh_annuity_left(1, 0.1, 3, 4)));
}

static void present_values_are_sums(void **state)
{
    (void) state;
    const double flow[] = { -5213.7, 1234.5, 2345.6, 987.65, 3210.9 };
    double sum = 0;
    for (int t = 0; t < 5; t++) {
        sum += flow[t] / pow(1.0373, t);
    }
    KOH_ASSERT_NEAR(koh_present_value(5, flow, 0.0373), sum, 1e-12);
    assert_true(isnan(koh_present_value(5, flow, -1)));
    assert_true(koh_present_value(0, flow, 0.04) == 0);
}

static void rates_of_the_books(void **state)
{
    (void) state;
    const double one[] = { -4000, 2000, 4000 };
    double rate = 7;
    assert_int_equal(koh_internal_rate(3, one, NULL, &rate), KOH_OK);
    KOH_ASSERT_NEAR(rate, (1 + sqrt(17)) / 4 - 1, 1e-12); /* 4 x^2 + 2 x = 4 with x = 1 / (1 + r) */
    assert_true(fabs(rate - 0.2808) < 5e-5);
    const double two[] = { -1000, 800, 150, 150, 150, 150, -150 }, pump[] = { -1600, 10000, -10000 };
    const double none[] = { 1000, -3000, 2500 }, cost[] = { -3, -4, 0 };
    double lost = 7;
    koh_error error;
    assert_int_equal(koh_internal_rate(7, two, &error, &lost), KOH_EAMBIGUOUS);
    assert_int_equal(koh_internal_rate(3, pump, &error, &lost), KOH_EAMBIGUOUS);
    assert_non_null(strstr(error.message, "such as 4 and 0.25"));
    assert_int_equal(koh_internal_rate(3, none, &error, &lost), KOH_ENOSOLUTION);
    assert_int_equal(koh_internal_rate(3, cost, &error, &lost), KOH_ENOSOLUTION);
    const double bad[] = { -3, NAN, 4 };
    assert_int_equal(koh_internal_rate(3, bad, &error, &lost), KOH_EDOMAIN);
    assert_true(lost == 7);
}

/* Flows made from a rate give it back, over 41 years too. */
static void a_rate_comes_back(void **state)
{
    (void) state;
    double flow[41];
    for (int k = 0; k < 60; k++) {
        double wanted = -0.3 + 0.0171 * k, sum = 0, rate = 7;
        for (int t = 1; t < 41; t++) {
            flow[t] = 1000 + 317.31 * sin(1.7 * t + k);
            sum += flow[t] / pow(1 + wanted, t);
        }
        flow[0] = -sum;
        assert_int_equal(koh_internal_rate(41, flow, NULL, &rate), KOH_OK);
        assert_true(fabs(rate - wanted) < 1e-10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_annuity_repays),
        cmocka_unit_test(present_values_are_sums),
        cmocka_unit_test(rates_of_the_books),
        cmocka_unit_test(a_rate_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
