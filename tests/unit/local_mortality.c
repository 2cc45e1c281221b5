/* Brass and TOPALS: equal to independent fits on Norway, the standard at the identity, what was made is found, and what
 * cannot be fitted is refused. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/brass.h"
#include "kohort/lifetable.h"
#include "kohort/topals.h"
#include "national.h"

enum { AGES = 100 };

static koh_national national;
static koh_vector vector;

/* Rates of the years first..last, ages 0..99, the last one its own (in effect open). */
static void rates_of(int first, int last, int sex, double *mx)
{
    double sum[2][KOH_NATIONAL_AGES];
    koh_national_sum(&national, first, last, sex, KOH_NATIONAL_AGES, sum);
    for (size_t x = 0; x < AGES; x++) {
        mx[x] = sum[0][x] / sum[1][x];
    }
}

static koh_deaths year_of(int year, int sex)
{
    const size_t y = (size_t) (year - KOH_NATIONAL_FIRST);
    return (koh_deaths){ AGES, national.deaths[y][sex], national.exposure[y][sex] };
}

static void brass_equals_an_independent_fit(void **state)
{
    (void) state;
    for (int sex = 0; sex < 2; sex++) {
        const char *name = sex == 0 ? "female" : "male";
        double standard[AGES];
        koh_brass fit;
        const koh_deaths data = year_of(1975, sex);
        rates_of(2015, 2019, sex, standard);
        assert_int_equal(koh_brass_fit(&data, standard, sex, NULL, &fit), KOH_OK);
        KOH_ASSERT_NEAR(fit.alpha, koh_vector_at(&vector, "brass_alpha", name, 0), 1e-8);
        KOH_ASSERT_NEAR(fit.beta, koh_vector_at(&vector, "brass_beta", name, 0), 1e-8);
        KOH_ASSERT_NEAR(fit.log_likelihood, koh_vector_at(&vector, "brass_likelihood", name, 0), 1e-12);
        for (size_t i = 0; i < 3; i++) {
            KOH_ASSERT_NEAR(fit.covariance[i], koh_vector_at(&vector, "brass_variance", name, i), 0.1);
        }
        assert_true(fit.residual <= 1e-11 && fit.iterations < 30);
    }
}

static void brass_is_what_its_equation_says(void **state)
{
    (void) state;
    double standard[AGES], mx[AGES], c[2][7][AGES];
    rates_of(2015, 2019, KOH_FEMALE, standard);
    assert_int_equal(koh_brass_rates(AGES, standard, 0, &(koh_brass){ .alpha = 0, .beta = 1 }, NULL, mx), KOH_OK);
    for (size_t x = 0; x < AGES; x++) {
        KOH_ASSERT_NEAR(mx[x], standard[x], 1e-9);
    }
    const koh_brass moved = { .alpha = 0.317, .beta = 0.893 };
    assert_int_equal(koh_brass_rates(AGES, standard, 0, &moved, NULL, mx), KOH_OK);
    double ax[AGES];
    for (size_t k = 0; k < 2; k++) {
        koh_lifetable t = { c[k][0], c[k][1], c[k][2], c[k][3], c[k][4], c[k][5], c[k][6] };
        const koh_lifetable_input input = { AGES, k == 0 ? standard : mx, k == 0 ? NULL : ax, 0, 1 };
        assert_int_equal(koh_lifetable_compute(&input, NULL, &t), KOH_OK);
        for (size_t x = 0; k == 0 && x < AGES; x++) {
            ax[x] = x == 0 ? koh_lifetable_a0(standard[0], 0) : x + 1 < AGES ? 0.5 : 1.3;
        }
    }
    for (size_t x = 1; x < AGES; x++) {
        const double l = c[1][1][x], ls = c[0][1][x];
        KOH_ASSERT_NEAR(0.5 * log((1 - l) / l), 0.317 + 0.893 * 0.5 * log((1 - ls) / ls), 1e-8);
    }
    KOH_ASSERT_NEAR(mx[AGES - 1] / standard[AGES - 1], mx[AGES - 2] / standard[AGES - 2], 1e-14);
}

static void brass_finds_what_was_made(void **state)
{
    (void) state;
    uint64_t seed = 61;
    for (int round = 0; round < 100; round++) {
        const koh_brass truth = { .alpha = draw(&seed, -1.2, 1.2), .beta = draw(&seed, 0.6, 1.5) };
        double standard[AGES], mx[AGES], deaths[AGES], exposure[AGES];
        koh_brass fit;
        rates_of(1990, 2019, round % 2, standard);
        assert_int_equal(koh_brass_rates(AGES, standard, round % 2, &truth, NULL, mx), KOH_OK);
        for (size_t x = 0; x < AGES; x++) {
            exposure[x] = exp(draw(&seed, 0, 8));
            deaths[x] = exposure[x] * mx[x];
        }
        assert_int_equal(koh_brass_fit(&(koh_deaths){ AGES, deaths, exposure }, standard, round % 2, NULL, &fit),
                         KOH_OK);
        assert_true(fabs(fit.alpha - truth.alpha) < 1e-8 && fabs(fit.beta - truth.beta) < 1e-8);
    }
}

static void topals_equals_an_independent_fit(void **state)
{
    (void) state;
    static const size_t ages[] = { 0, 5, 33, 70, 88 };
    const koh_topals_options options = koh_topals_options_defaults();
    for (int sex = 0; sex < 2; sex++) {
        const char *name = sex == 0 ? "female" : "male";
        double standard[AGES], deaths[AGES], exposure[AGES];
        koh_topals fit;
        const koh_deaths year = year_of(2019, sex);
        rates_of(2010, 2018, sex, standard);
        for (size_t x = 0; x < AGES; x++) {
            deaths[x] = floor(year.deaths[x] / 50);
            exposure[x] = year.exposure[x] / 50;
        }
        assert_int_equal(koh_topals_fit(&(koh_deaths){ AGES, deaths, exposure }, standard, &options, NULL, &fit),
                         KOH_OK);
        for (size_t k = 0; k < 7; k++) {
            KOH_ASSERT_NEAR(fit.offset[k], koh_vector_at(&vector, "topals_offset", name, k), 1e-9);
        }
        for (size_t i = 0; i < 5; i++) {
            KOH_ASSERT_NEAR(koh_topals_se(&fit, (double) ages[i]), koh_vector_at(&vector, "topals_se", name, ages[i]),
                            1e-5); /* differences of gradients there */
        }
        assert_in_range(fit.iterations, 3, 15);
    }
}

/* Without a penalty a schedule on the splines is found; all deaths are met with any penalty; a heavy one leaves the
 * level alone. */
static void topals_in_its_limits(void **state)
{
    (void) state;
    uint64_t seed = 62;
    koh_topals_options options = koh_topals_options_defaults();
    double standard[AGES], mx[AGES], deaths[AGES], exposure[AGES];
    rates_of(2000, 2019, KOH_MALE, standard);
    for (int round = 0; round < 100; round++) {
        koh_topals truth = { .n_knots = 7 }, fit;
        memcpy(truth.knot, options.knot, sizeof truth.knot);
        double died = 0, standard_died = 0, expected = 0;
        for (size_t k = 0; k < 7; k++) {
            truth.offset[k] = draw(&seed, -1.5, 1.5);
        }
        koh_topals_rates(&truth, AGES, standard, mx);
        for (size_t x = 0; x < AGES; x++) {
            exposure[x] = exp(draw(&seed, 2, 8));
            deaths[x] = exposure[x] * mx[x];
            died += deaths[x];
            standard_died += exposure[x] * standard[x];
        }
        const koh_deaths data = { AGES, deaths, exposure };
        options.penalty = 0;
        assert_int_equal(koh_topals_fit(&data, standard, &options, NULL, &fit), KOH_OK);
        for (size_t k = 0; k < 7; k++) {
            assert_true(fabs(fit.offset[k] - truth.offset[k]) < 1e-7);
        }
        options.penalty = 2.7;
        assert_int_equal(koh_topals_fit(&data, standard, &options, NULL, &fit), KOH_OK);
        koh_topals_rates(&fit, AGES, standard, mx);
        for (size_t x = 0; x < AGES; x++) {
            expected += exposure[x] * mx[x];
        }
        KOH_ASSERT_NEAR(expected, died, 1e-10);
        options.penalty = 1e9;
        assert_int_equal(koh_topals_fit(&data, standard, &options, NULL, &fit), KOH_OK);
        for (size_t k = 0; k < 7; k++) {
            assert_true(fabs(fit.offset[k] - log(died / standard_died)) < 1e-5);
        }
    }
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    (void) state;
    koh_topals_options options = koh_topals_options_defaults();
    double standard[AGES], mx[AGES], deaths[AGES] = { 0 }, exposure[AGES];
    koh_topals topals = { .n_knots = 3 };
    koh_brass brass = { .alpha = 7 };
    koh_error error;
    rates_of(2010, 2019, 0, standard);
    for (size_t x = 0; x < AGES; x++) {
        exposure[x] = 37.4;
    }
    koh_deaths data = { AGES, deaths, exposure };
#define BOTH(expected)                                                                                                 \
    do {                                                                                                               \
        assert_int_equal(koh_brass_fit(&data, standard, 0, &error, &brass), expected);                                 \
        assert_int_equal(error.status, expected);                                                                      \
        assert_int_equal(koh_topals_fit(&data, standard, &options, &error, &topals), expected);                        \
        assert_int_equal(error.status, expected);                                                                      \
        assert_true(topals.n_knots == 3 && brass.alpha == 7);                                                          \
    } while (0)
    BOTH(KOH_EDOMAIN); /* nobody died */
    deaths[81] = 3;
    exposure[81] = 0;
    BOTH(KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "81"));
    exposure[81] = 21;
    const double bad[] = { -1, NAN, INFINITY };
    for (size_t i = 0; i < 3; i++) {
        deaths[17] = bad[i];
        BOTH(KOH_EDOMAIN);
        deaths[17] = 0;
        exposure[17] = bad[i];
        BOTH(KOH_EDOMAIN);
        exposure[17] = 3;
        standard[17] = i == 0 ? 0 : bad[i];
        BOTH(KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "17"));
        standard[17] = 0.0001;
    }
    data.deaths = NULL;
    BOTH(KOH_EMISSING);
    data.deaths = deaths;
    data.n_age = KOH_MORTALITY_AGES + 1;
    BOTH(KOH_EDOMAIN);
    data.n_age = AGES;
#undef BOTH
    assert_int_equal(koh_topals_fit(&data, NULL, &options, &error, &topals), KOH_EMISSING);
    options.n_knots = 1;
    assert_int_equal(koh_topals_fit(&data, standard, &options, &error, &topals), KOH_EDOMAIN);
    options.n_knots = KOH_TOPALS_KNOTS + 1;
    assert_int_equal(koh_topals_fit(&data, standard, &options, &error, &topals), KOH_EDOMAIN);
    options.n_knots = 7;
    options.knot[3] = 10;
    assert_int_equal(koh_topals_fit(&data, standard, &options, &error, &topals), KOH_EDOMAIN);
    options.knot[3] = 20;
    options.penalty = NAN;
    assert_int_equal(koh_topals_fit(&data, standard, &options, &error, &topals), KOH_EDOMAIN);
    options.penalty = 0; /* no deaths below 81 */
    assert_int_equal(koh_topals_fit(&data, standard, &options, &error, &topals), KOH_ENOCONVERGENCE);
    for (size_t x = 0; x < AGES; x++) { /* one age says nothing of the tilt */
        exposure[x] = x == 60 ? 500 : 0;
        deaths[x] = x == 60 ? 4 : 0;
    }
    assert_int_equal(koh_brass_fit(&data, standard, 0, &error, &brass), KOH_ENOCONVERGENCE);
    memset(mx, 0, sizeof mx);
    assert_int_equal(koh_brass_rates(AGES, standard, 0, &(koh_brass){ .alpha = 1, .beta = 0 }, &error, mx),
                     KOH_EDOMAIN);
    assert_int_equal(koh_brass_rates(AGES, standard, 0, &(koh_brass){ .alpha = NAN, .beta = 1 }, &error, mx),
                     KOH_EDOMAIN);
    assert_int_equal(koh_brass_rates(AGES, standard, 0, &(koh_brass){ .alpha = 800, .beta = 1 }, &error, mx),
                     KOH_EDOMAIN);
    assert_true(mx[0] == 0 && mx[60] == 0);
}

static int read_registers(void **state)
{
    (void) state;
    koh_national_read(&national);
    koh_vector_read(KOH_TEST_VECTORS "/mortality/local.csv", &vector);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brass_equals_an_independent_fit),
        cmocka_unit_test(brass_is_what_its_equation_says),
        cmocka_unit_test(brass_finds_what_was_made),
        cmocka_unit_test(topals_equals_an_independent_fit),
        cmocka_unit_test(topals_in_its_limits),
        cmocka_unit_test(what_cannot_be_fitted_is_refused),
    };
    return cmocka_run_group_tests(tests, read_registers, NULL);
}
