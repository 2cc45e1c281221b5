/* The coherent model on Norway: its factors equal independent ones, the sexes do not drift apart, forecasts meet the
 * life expectancies asked for, and lie where Statistics Norway's do. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/coherent.h"
#include "national.h"

enum { YEARS = 27, AGES = 100, FIRST = 1993 };

static koh_national national;
static koh_vector vector;

static koh_vital_register registers(void)
{
    return (koh_vital_register){ .first_year = KOH_NATIONAL_FIRST,
                                 .n_years = KOH_NATIONAL_YEARS,
                                 .n_age = KOH_NATIONAL_AGES,
                                 .exposure = &national.exposure[0][0][0],
                                 .deaths = &national.deaths[0][0][0] };
}

static koh_coherent *fit(size_t n_year, int first_year)
{
    const koh_vital_register deaths = registers();
    const koh_coherent_options options = koh_coherent_options_defaults();
    koh_coherent *model = NULL;
    koh_error error;
    assert_int_equal(koh_coherent_new(n_year, AGES, &model), KOH_OK);
    if (koh_coherent_fit(&deaths, first_year, &options, &error, model) != KOH_OK) {
        fail_msg("%s", error.message);
    }
    return model;
}

static void the_factors_equal_independent_ones(void **state)
{
    (void) state;
    koh_coherent *model = fit(YEARS, FIRST);
    const koh_leecarter *common = koh_coherent_common(model);
    for (size_t x = 0; x < AGES; x++) {
        KOH_ASSERT_NEAR(common->ax[x], koh_vector_at(&vector, "common_a", "both", x), 1e-6);
        assert_true(fabs(common->bx[x] - koh_vector_at(&vector, "common_b", "both", x)) < 1e-8);
    }
    for (int sex = 0; sex < 2; sex++) {
        const char *name = sex == KOH_FEMALE ? "female" : "male";
        const koh_leecarter *own = koh_coherent_own(model, sex);
        double squares = 0;
        KOH_ASSERT_NEAR(own->log_likelihood, koh_vector_at(&vector, "own_likelihood", name, 0), 1e-12);
        for (size_t x = 0; x < AGES; x++) {
            KOH_ASSERT_NEAR(own->ax[x], koh_vector_at(&vector, "own_a", name, x), 1e-6);
            assert_true(fabs(own->bx[x] - koh_vector_at(&vector, "own_b", name, x)) < 1e-5);
            squares += own->bx[x] * own->bx[x];
        }
        KOH_ASSERT_NEAR(squares, 1, 1e-12);
        for (size_t t = 0; t < YEARS; t++) {
            assert_true(fabs(common->kt[t] - koh_vector_at(&vector, "common_k", "both", t)) < 1e-4);
            assert_true(fabs(own->kt[t] - koh_vector_at(&vector, "own_k", name, t)) < 1e-4);
        }
        const koh_reversion *reversion = koh_coherent_reversion(model, sex);
        assert_true(fabs(reversion->slope - koh_vector_at(&vector, "ar1_slope", name, 0)) < 1e-5);
        assert_true(fabs(reversion->constant - koh_vector_at(&vector, "ar1_constant", name, 0)) < 1e-5);
    }
    koh_coherent_free(model);
    koh_coherent_free(NULL);
}

static double expectancy(koh_coherent *model, int sex, const koh_coherent_index *index)
{
    double mx[KOH_MORTALITY_AGES], e0;
    assert_int_equal(koh_coherent_rates(model, sex, index, NULL, mx), KOH_OK);
    assert_int_equal(koh_mortality_e0(KOH_MORTALITY_AGES, mx, sex, NULL, &e0), KOH_OK);
    return e0;
}

/* The ratio of the sexes' rates at single ages settles as the own factors return: slopes of at most 0.967 a year leave
 * 0.26 of a change after 40 years. */
static void the_sexes_do_not_drift_apart(void **state)
{
    (void) state;
    koh_coherent *model = fit(YEARS, FIRST);
    double ratio[4][KOH_MORTALITY_AGES], change[3] = { 0, 0, 0 };
    for (size_t i = 0; i < 4; i++) {
        const koh_coherent_index index = koh_coherent_index_at(model, 20 + 40 * i);
        double women[KOH_MORTALITY_AGES], men[KOH_MORTALITY_AGES];
        assert_int_equal(koh_coherent_rates(model, KOH_FEMALE, &index, NULL, women), KOH_OK);
        assert_int_equal(koh_coherent_rates(model, KOH_MALE, &index, NULL, men), KOH_OK);
        for (size_t x = 0; x < 95; x++) {
            ratio[i][x] = log(men[x] / women[x]);
            if (i > 0) {
                change[i - 1] = fmax(change[i - 1], fabs(ratio[i][x] - ratio[i - 1][x]));
            }
        }
    }
    assert_true(change[0] > 0.01 && change[1] < 0.27 * change[0] && change[2] < 0.27 * change[1]);
    koh_coherent_free(model);
}

/* At the mean of the jump-off years' indices the rates are those observed in them. */
static void it_starts_at_the_observed_rates(void **state)
{
    (void) state;
    koh_coherent *model = fit(YEARS, FIRST);
    koh_coherent_index index = { 0 };
    for (size_t t = YEARS - 3; t < YEARS; t++) {
        index.common += koh_coherent_common(model)->kt[t] / 3;
        index.own[0] += koh_coherent_own(model, 0)->kt[t] / 3;
        index.own[1] += koh_coherent_own(model, 1)->kt[t] / 3;
    }
    for (int sex = 0; sex < 2; sex++) {
        double mx[KOH_MORTALITY_AGES], sum[2][KOH_NATIONAL_AGES];
        koh_national_sum(&national, 2017, 2019, sex, KOH_NATIONAL_AGES, sum);
        assert_int_equal(koh_coherent_rates(model, sex, &index, NULL, mx), KOH_OK);
        for (size_t x = 0; x < 95; x++) {
            if (sum[0][x] > 0) {
                KOH_ASSERT_NEAR(mx[x], sum[0][x] / sum[1][x], 1e-12);
            }
        }
    }
    koh_coherent_free(model);
}

/* Statistics Norway's national projections of June 2024, main alternative (data/national/projection_assumptions.csv).
 * Nothing is tuned to them: the band says where another method, on other years, may lie. */
static void forecasts_lie_near_the_official_ones(void **state)
{
    (void) state;
    static const struct {
        size_t n_year;
        int first, year, sex;
        double official;
    } cases[] = {
        { 27, 1993, 2030, KOH_SEXES, 84.3 },  { 27, 1993, 2050, KOH_SEXES, 87.4 }, { 27, 1993, 2050, KOH_FEMALE, 88.3 },
        { 27, 1993, 2050, KOH_MALE, 86 },     { 31, 1993, 2030, KOH_SEXES, 84.3 }, { 31, 1993, 2050, KOH_SEXES, 87.4 },
        { 31, 1993, 2050, KOH_FEMALE, 88.3 }, { 31, 1993, 2050, KOH_MALE, 86 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        koh_coherent *model = fit(cases[i].n_year, cases[i].first);
        const int last = cases[i].first + (int) cases[i].n_year - 1;
        const koh_coherent_index index = koh_coherent_index_at(model, (size_t) (cases[i].year - last));
        const double women = expectancy(model, KOH_FEMALE, &index), men = expectancy(model, KOH_MALE, &index);
        const double e0 = cases[i].sex == KOH_SEXES ? (women + men) / 2 : cases[i].sex == KOH_FEMALE ? women : men;
        print_message("%d-%d, %d, %s: %.2f, official %.1f, difference %+.2f\n", cases[i].first, last, cases[i].year,
                      cases[i].sex == KOH_SEXES    ? "mean of both"
                      : cases[i].sex == KOH_FEMALE ? "women"
                                                   : "men",
                      e0, cases[i].official, e0 - cases[i].official);
        assert_true(fabs(e0 - cases[i].official) < 1);
        koh_coherent_free(model);
    }
}

static void a_life_expectancy_is_met(void **state)
{
    (void) state;
    koh_coherent *model = fit(YEARS, FIRST);
    for (int sex = 0; sex <= KOH_SEXES; sex++) {
        for (double target = 76; target < 96; target += 3.83) {
            koh_coherent_index index = koh_coherent_index_at(model, 31);
            const koh_coherent_index before = index;
            assert_int_equal(koh_coherent_meet(model, sex, target, NULL, &index), KOH_OK);
            const double women = expectancy(model, KOH_FEMALE, &index), men = expectancy(model, KOH_MALE, &index);
            const double e0 = sex == KOH_SEXES ? (women + men) / 2 : sex == KOH_FEMALE ? women : men;
            assert_true(fabs(e0 - target) < 1.1e-9);
            assert_memory_equal(index.own, before.own, sizeof index.own);
        }
    }
    koh_coherent_index index = koh_coherent_index_at(model, 31);
    const koh_coherent_index before = index;
    koh_error error;
    assert_int_equal(koh_coherent_meet(model, KOH_MALE, NAN, &error, &index), KOH_EDOMAIN);
    assert_int_not_equal(koh_coherent_meet(model, KOH_MALE, 400, &error, &index), KOH_OK);
    assert_true(error.status < 0 && error.message[0] != '\0');
    assert_memory_equal(&index, &before, sizeof index);
    koh_coherent_free(model);
}

static void bad_inputs_are_refused(void **state)
{
    (void) state;
    koh_vital_register deaths = registers();
    koh_coherent_options options = koh_coherent_options_defaults();
    koh_coherent *model = NULL;
    koh_error error;
    assert_int_equal(koh_coherent_new(3, AGES, &model), KOH_EDOMAIN);
    assert_int_equal(koh_coherent_new(9, 1, &model), KOH_EDOMAIN);
    assert_int_equal(koh_coherent_new(9, KOH_MORTALITY_AGES + 1, &model), KOH_EDOMAIN);
    assert_null(model);
    assert_int_equal(koh_coherent_new(YEARS, AGES, &model), KOH_OK);
    assert_int_equal(koh_coherent_fit(&deaths, 1959, &options, &error, model), KOH_EMISSING);
    assert_int_equal(koh_coherent_fit(&deaths, 2023 - YEARS + 2, &options, &error, model), KOH_EMISSING);
    options.jump_years = 0;
    assert_int_equal(koh_coherent_fit(&deaths, FIRST, &options, &error, model), KOH_EDOMAIN);
    options.jump_years = YEARS + 1;
    assert_int_equal(koh_coherent_fit(&deaths, FIRST, &options, &error, model), KOH_EDOMAIN);
    options.jump_years = 1;
    deaths.n_age = AGES - 1;
    assert_int_equal(koh_coherent_fit(&deaths, FIRST, &options, &error, model), KOH_EMISSING);
    deaths.n_age = KOH_NATIONAL_AGES;
    deaths.deaths = NULL;
    assert_int_equal(koh_coherent_fit(&deaths, FIRST, &options, &error, model), KOH_EMISSING);
    deaths = registers();
    national.deaths[40][1][33] = NAN;
    assert_int_equal(koh_coherent_fit(&deaths, FIRST, &options, &error, model), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "age 33, year 7"));
    koh_coherent_free(model);
    koh_national_read(&national);
}

static int read_registers(void **state)
{
    (void) state;
    koh_national_read(&national);
    koh_vector_read(KOH_TEST_VECTORS "/mortality/leecarter.csv", &vector);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_factors_equal_independent_ones), cmocka_unit_test(the_sexes_do_not_drift_apart),
        cmocka_unit_test(it_starts_at_the_observed_rates),    cmocka_unit_test(forecasts_lie_near_the_official_ones),
        cmocka_unit_test(a_life_expectancy_is_met),           cmocka_unit_test(bad_inputs_are_refused),
    };
    return cmocka_run_group_tests(tests, read_registers, NULL);
}
