/* The old ages of Norway: the fit equals an independent one, life expectancies do not depend on where the open group
 * starts, a logistic is found again, and what cannot be fitted is refused. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/lifetable.h"
#include "kohort/mortality.h"
#include "national.h"

static koh_national national;
static koh_vector vector;

static void the_fit_equals_an_independent_one(void **state)
{
    (void) state;
    const koh_closure_options options = koh_closure_options_defaults();
    for (int sex = 0; sex < 2; sex++) {
        const char *name = sex == KOH_FEMALE ? "female" : "male";
        double sum[2][KOH_NATIONAL_AGES], mx[KOH_MORTALITY_AGES];
        koh_kannisto fit;
        koh_national_sum(&national, 2015, 2019, sex, KOH_NATIONAL_AGES, sum);
        const koh_deaths data = { KOH_NATIONAL_AGES, sum[0], sum[1] };
        assert_int_equal(koh_mortality_close(&data, &options, NULL, &fit, mx), KOH_OK);
        KOH_ASSERT_NEAR(fit.log_a, koh_vector_at(&vector, "log_a", name, 0), 1e-10);
        KOH_ASSERT_NEAR(fit.b, koh_vector_at(&vector, "b", name, 0), 1e-10);
        KOH_ASSERT_NEAR(mx[95], koh_vector_at(&vector, "mx", name, 95), 1e-10);
        KOH_ASSERT_NEAR(mx[105], koh_vector_at(&vector, "mx", name, 105), 1e-10);
        KOH_ASSERT_NEAR(mx[129], koh_vector_at(&vector, "mx", name, 129), 1e-10);
        KOH_ASSERT_NEAR(mx[94], sum[0][94] / sum[1][94], 1e-15);
        assert_in_range(fit.iterations, 2, 12);
        assert_true(fit.se_b > 0 && fit.se_b < 0.01 && fit.residual < 1e-11);
    }
}

static double expectancy_at(size_t n_age, const double *mx, int sex, size_t age)
{
    double c[7][KOH_MORTALITY_AGES];
    koh_lifetable table = { c[0], c[1], c[2], c[3], c[4], c[5], c[6] };
    assert_int_equal(koh_lifetable_compute(&(koh_lifetable_input){ n_age, mx, NULL, sex, 0 }, NULL, &table), KOH_OK);
    return c[6][age];
}

/* Folded to an open age from 81 to 130, e0, e65 and e80 are the same; not folded but cut (m = D/E of the group) they
 * would not be. */
static void the_open_age_of_the_result_changes_nothing(void **state)
{
    (void) state;
    const koh_closure_options options = koh_closure_options_defaults();
    for (int sex = 0; sex < 2; sex++) {
        for (int year = 1960; year <= 2023; year += 9) {
            double sum[2][KOH_NATIONAL_AGES], mx[KOH_MORTALITY_AGES], folded[KOH_MORTALITY_AGES], e0;
            koh_kannisto fit;
            koh_national_sum(&national, year, year, sex, KOH_NATIONAL_AGES, sum);
            const koh_deaths data = { KOH_NATIONAL_AGES, sum[0], sum[1] };
            assert_int_equal(koh_mortality_close(&data, &options, NULL, &fit, mx), KOH_OK);
            for (size_t open = 81; open < KOH_MORTALITY_AGES; open++) {
                assert_int_equal(koh_mortality_fold(KOH_MORTALITY_AGES, mx, sex, open, NULL, folded), KOH_OK);
                for (size_t age = 0; age <= 80; age += 16) {
                    KOH_ASSERT_NEAR(expectancy_at(open + 1, folded, sex, age),
                                    expectancy_at(KOH_MORTALITY_AGES, mx, sex, age), 1e-13);
                }
            }
            assert_int_equal(koh_mortality_e0(KOH_MORTALITY_AGES, mx, sex, NULL, &e0), KOH_OK);
            assert_true(e0 == expectancy_at(KOH_MORTALITY_AGES, mx, sex, 0));
        }
    }
}

/* Where the open group of the input starts matters little: DemoTools' rule. */
static void the_open_age_of_the_input_matters_little(void **state)
{
    (void) state;
    const koh_closure_options options = koh_closure_options_defaults();
    double worst = 0;
    for (int sex = 0; sex < 2; sex++) {
        for (int year = 1962; year <= 2019; year++) {
            double sum[2][KOH_NATIONAL_AGES], mx[KOH_MORTALITY_AGES], e80[3];
            koh_kannisto fit;
            const size_t opens[] = { 110, 100, 95 };
            for (size_t k = 0; k < 3; k++) {
                koh_national_sum(&national, year - 2, year + 2, sex, opens[k] + 1, sum);
                const koh_deaths data = { opens[k] + 1, sum[0], sum[1] };
                assert_int_equal(koh_mortality_close(&data, &options, NULL, &fit, mx), KOH_OK);
                e80[k] = expectancy_at(KOH_MORTALITY_AGES, mx, sex, 80);
            }
            assert_true(e80[0] == e80[1]); /* the fit uses 80 to 99 of both */
            worst = fmax(worst, fabs(e80[2] - e80[0]));
        }
    }
    print_message("e80 from ages cut at 95 instead of 110: at most %.4f years apart\n", worst);
    assert_true(worst < 0.015); /* years; 0.0102 when this was written */
}

static void a_logistic_is_found_again(void **state)
{
    (void) state;
    uint64_t seed = 31;
    for (int round = 0; round < 200; round++) {
        const koh_kannisto truth = { .log_a = draw(&seed, -4, -1.5), .b = draw(&seed, 0.05, 0.2), .from = 80 };
        double deaths[111], exposure[111];
        koh_kannisto fit;
        for (size_t x = 0; x < 111; x++) {
            exposure[x] = exp(draw(&seed, 0, 9));
            deaths[x] = exposure[x] * koh_kannisto_hazard(&truth, (double) x + 0.5);
        }
        const koh_closure_options options = koh_closure_options_defaults();
        assert_int_equal(koh_kannisto_fit(&(koh_deaths){ 111, deaths, exposure }, &options, NULL, &fit), KOH_OK);
        KOH_ASSERT_NEAR(fit.log_a, truth.log_a, 1e-9);
        KOH_ASSERT_NEAR(fit.b, truth.b, 1e-9);
    }
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    (void) state;
    const koh_closure_options options = koh_closure_options_defaults();
    double sum[2][KOH_NATIONAL_AGES], mx[KOH_MORTALITY_AGES], untouched[KOH_MORTALITY_AGES];
    koh_kannisto fit;
    koh_error error;
    memset(mx, 7, sizeof mx);
    memset(untouched, 7, sizeof untouched);
    koh_national_sum(&national, 2010, 2019, 0, KOH_NATIONAL_AGES, sum);
    koh_deaths data = { KOH_NATIONAL_AGES, sum[0], sum[1] };
#define REFUSED(expected)                                                                                              \
    do {                                                                                                               \
        assert_int_equal(koh_mortality_close(&data, &options, &error, &fit, mx), expected);                            \
        assert_true(error.status == (expected) && error.message[0] != '\0');                                           \
        assert_memory_equal(mx, untouched, sizeof mx);                                                                 \
    } while (0)
    data.n_age = 1;
    REFUSED(KOH_EDOMAIN);
    data.n_age = KOH_MORTALITY_AGES + 1;
    REFUSED(KOH_EDOMAIN);
    data.n_age = 85; /* 84 is open: four single ages */
    REFUSED(KOH_EDOMAIN);
    data.n_age = KOH_NATIONAL_AGES;
    data.deaths = NULL;
    REFUSED(KOH_EMISSING);
    data.deaths = sum[0];
    const double bad[] = { -1, NAN, INFINITY };
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 2; k++) {
            const double kept = sum[k][37];
            sum[k][37] = bad[i];
            REFUSED(KOH_EDOMAIN);
            assert_non_null(strstr(error.message, "37"));
            sum[k][37] = kept;
        }
    }
    sum[1][12] = 0;
    REFUSED(KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "12"));
    sum[1][12] = 1;
    for (size_t x = 80; x < 100; x++) {
        sum[0][x] = sum[1][x] * 0.3 / (double) (x - 70);
    }
    REFUSED(KOH_ENOSOLUTION);
    for (size_t x = 80; x < 100; x++) {
        sum[0][x] = sum[1][x] * 3; /* more deaths than the asymptote allows */
    }
    REFUSED(KOH_ENOCONVERGENCE);
    for (size_t x = 80; x < 100; x++) {
        sum[0][x] = x == 83;
    }
    REFUSED(KOH_EDOMAIN);
#undef REFUSED
    double folded[3] = { 7, 7, 7 }, e0 = 7;
    const double flat[] = { 0.1, 0.1, 0.1 }, wrong[] = { 0.1, -0.1, 0.1 };
    assert_int_equal(koh_mortality_fold(3, flat, 0, 0, NULL, folded), KOH_EDOMAIN);
    assert_int_equal(koh_mortality_fold(3, flat, 0, 3, NULL, folded), KOH_EDOMAIN);
    assert_int_equal(koh_mortality_fold(3, wrong, 0, 2, NULL, folded), KOH_EDOMAIN);
    assert_int_equal(koh_mortality_fold(KOH_MORTALITY_AGES + 1, flat, 0, 2, NULL, folded), KOH_EDOMAIN);
    assert_int_equal(koh_mortality_e0(3, wrong, 0, NULL, &e0), KOH_EDOMAIN);
    assert_true(folded[0] == 7 && folded[2] == 7 && e0 == 7);
}

static int read_registers(void **state)
{
    (void) state;
    koh_national_read(&national);
    koh_vector_read(KOH_TEST_VECTORS "/mortality/kannisto.csv", &vector);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fit_equals_an_independent_one),
        cmocka_unit_test(the_open_age_of_the_result_changes_nothing),
        cmocka_unit_test(the_open_age_of_the_input_matters_little),
        cmocka_unit_test(a_logistic_is_found_again),
        cmocka_unit_test(what_cannot_be_fitted_is_refused),
    };
    return cmocka_run_group_tests(tests, read_registers, NULL);
}
