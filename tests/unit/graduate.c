/* Graduated rates meet their bands, follow monotone data, and find what finer registers show.
 *
 * Outside vector: residents of institutions and users of home services at 31 December 2004, by four bands and by six
 * (Statistics Norway, "Kommunale helse- og omsorgstjenester", tables 3 and 5), on the population of 1 January 2005. */
#include "test.h"

#include <math.h>

#include "num/graduate_priv.h"

enum { AGES = 106 };

static void persons(double weight[AGES])
{
    for (int age = 0; age < AGES; age++) {
        weight[age] = 31234.5 / (1 + exp((age - 83.7) / 4.3)) + 0.37;
    }
}

static double band_sum(const double *weight, const double *rate, int from, int to)
{
    double sum = 0;
    for (int age = from; age <= to; age++) {
        sum += weight[age] * rate[age];
    }
    return sum;
}

static void bands_are_met(void **state)
{
    (void) state;
    double weight[AGES], rate[AGES];
    persons(weight);
    const int from[] = { 0, 50, 67, 80, 90 };
    const double shares[] = { 0.0031, 0.0142, 0.0531, 0.2713, 0.6139 };
    double count[5];
    for (int b = 0; b < 5; b++) {
        double all = 0;
        for (int age = from[b]; age < (b < 4 ? from[b + 1] : AGES); age++) {
            all += weight[age];
        }
        count[b] = shares[b] * all;
    }
    assert_int_equal(koh__graduate(AGES, weight, 5, from, count, rate), KOH_OK);
    for (int b = 0; b < 5; b++) {
        KOH_ASSERT_NEAR(band_sum(weight, rate, from[b], b < 4 ? from[b + 1] - 1 : AGES - 1), count[b], 1e-12);
    }
    for (int age = 1; age < AGES; age++) {
        assert_true(rate[age] > rate[age - 1]);
        assert_true(rate[age] < 1);
    }
}

static void a_constant_rate_stays_constant(void **state)
{
    (void) state;
    double weight[AGES], rate[AGES], count[3] = { 0, 0, 0 };
    persons(weight);
    const int from[] = { 0, 67, 80 };
    for (int age = 0; age < AGES; age++) {
        count[age < 67 ? 0 : age < 80 ? 1 : 2] += 0.137 * weight[age];
    }
    assert_int_equal(koh__graduate(AGES, weight, 3, from, count, rate), KOH_OK);
    for (int age = 0; age < AGES; age++) {
        KOH_ASSERT_NEAR(rate[age], 0.137, 1e-9);
    }
}

static void nobody_is_nobody(void **state)
{
    (void) state;
    double weight[AGES], rate[AGES];
    persons(weight);
    const int from[] = { 0, 18, 67 };
    assert_int_equal(koh__graduate(AGES, weight, 3, from, (const double[]){ 0, 913.7, 4021.1 }, rate), KOH_OK);
    for (int age = 0; age < 18; age++) {
        assert_true(rate[age] == 0);
    }
    assert_true(rate[18] > 0);
    assert_int_equal(koh__graduate(AGES, weight, 3, from, (const double[]){ 0, 0, 0 }, rate), KOH_OK);
    assert_true(rate[100] == 0);
}

static void impossible_bands_are_refused(void **state)
{
    (void) state;
    double weight[AGES], rate[AGES] = { 7 };
    persons(weight);
    const int from[] = { 0, 67 }, late[] = { 1, 67 }, twice[] = { 0, 0 }, beyond[] = { 0, 106 };
    const double count[] = { 10, 20 };
    assert_int_equal(koh__graduate(AGES, weight, 2, late, count, rate), KOH_EDOMAIN);
    assert_int_equal(koh__graduate(AGES, weight, 2, twice, count, rate), KOH_EDOMAIN);
    assert_int_equal(koh__graduate(AGES, weight, 2, beyond, count, rate), KOH_EDOMAIN);
    assert_int_equal(koh__graduate(AGES, weight, 2, from, (const double[]){ -1, 20 }, rate), KOH_EDOMAIN);
    assert_int_equal(koh__graduate(AGES, weight, 2, from, (const double[]){ 10, 1e9 }, rate), KOH_EDOMAIN);
    assert_int_equal(koh__graduate(AGES, weight, 2, from, (const double[]){ 10, NAN }, rate), KOH_EDOMAIN);
    assert_int_equal(koh__graduate(AGES, weight, 0, from, count, rate), KOH_EDOMAIN);
    assert_true(rate[0] == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_are_met),
        cmocka_unit_test(a_constant_rate_stays_constant),
        cmocka_unit_test(nobody_is_nobody),
        cmocka_unit_test(impossible_bands_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
