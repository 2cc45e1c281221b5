/* Lee-Carter on Norway 1993-2019 equals an independent fit; what was simulated is found again; the likelihood does not
 * fall below the start; every refusal leaves the model as it was. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/leecarter.h"
#include "kohort/sex.h"
#include "national.h"

enum { YEARS = 27, AGES = 100, FIRST = 1993 };

static koh_national national;
static koh_vector vector;

typedef struct parameters {
    double ax[AGES], bx[AGES], kt[YEARS];
} parameters;

static koh_leecarter model_in(parameters *p)
{
    return (koh_leecarter){ .ax = p->ax, .bx = p->bx, .kt = p->kt };
}

static koh_leecarter_input norway(int sex)
{
    return (koh_leecarter_input){ .n_year = YEARS,
                                  .n_age = AGES,
                                  .stride = 2 * KOH_NATIONAL_AGES,
                                  .deaths = national.deaths[FIRST - KOH_NATIONAL_FIRST][sex],
                                  .exposure = national.exposure[FIRST - KOH_NATIONAL_FIRST][sex] };
}

static koh_leecarter fit(const koh_leecarter_input *input, koh_leecarter_method method, parameters *p)
{
    koh_leecarter_options options = koh_leecarter_options_defaults();
    koh_leecarter_workspace *workspace;
    koh_error error;
    koh_leecarter model = model_in(p);
    options.method = method;
    assert_int_equal(koh_leecarter_workspace_new(input->n_year, input->n_age, &workspace), KOH_OK);
    if (koh_leecarter_fit(input, &options, workspace, &error, &model) != KOH_OK) {
        fail_msg("%s", error.message);
    }
    koh_leecarter_workspace_free(workspace);
    return model;
}

/* tests/vectors/mortality: singular values and a Newton climb on all parameters at once, in another language. */
static void it_equals_an_independent_fit(void **state)
{
    (void) state;
    static const char *const names[][3] = { { "svd_a", "svd_b", "svd_k" }, { "poisson_a", "poisson_b", "poisson_k" } };
    for (int sex = 0; sex < 2; sex++) {
        const char *name = sex == 0 ? "female" : "male";
        for (size_t m = 0; m < 2; m++) {
            parameters p;
            const koh_leecarter_input input = norway(sex);
            const koh_leecarter model = fit(&input, m == 0 ? KOH_LEECARTER_SVD : KOH_LEECARTER_POISSON, &p);
            const double tolerance = m == 0 ? 1e-10 : 1e-6; /* alternating steps stop at 1e-10 of a log rate */
            for (size_t x = 0; x < AGES; x++) {
                KOH_ASSERT_NEAR(p.ax[x], koh_vector_at(&vector, names[m][0], name, x), tolerance);
                assert_true(fabs(p.bx[x] - koh_vector_at(&vector, names[m][1], name, x)) < 0.01 * tolerance);
            }
            for (size_t t = 0; t < YEARS; t++) {
                assert_true(fabs(p.kt[t] - koh_vector_at(&vector, names[m][2], name, t)) < 50 * tolerance);
            }
            if (m == 0) {
                KOH_ASSERT_NEAR(model.share, koh_vector_at(&vector, "svd_share", name, 0), 1e-10);
            } else {
                KOH_ASSERT_NEAR(model.log_likelihood, koh_vector_at(&vector, "poisson_likelihood", name, 0), 1e-12);
                print_message("%s: %zu rounds\n", name, model.iterations);
                assert_true(model.residual <= 1e-10);
            }
        }
    }
}

static void scales_deaths_and_likelihoods_are_as_defined(void **state)
{
    (void) state;
    for (int sex = 0; sex < 2; sex++) {
        double likelihood[3];
        for (int method = 0; method < 3; method++) {
            parameters p;
            const koh_leecarter_input input = norway(sex);
            likelihood[method] = fit(&input, (koh_leecarter_method) method, &p).log_likelihood;
            double b = 0, k = 0;
            for (size_t x = 0; x < AGES; x++) {
                b += p.bx[x];
            }
            for (size_t t = 0; t < YEARS; t++) {
                k += p.kt[t];
                double died = 0, expected = 0;
                for (size_t x = 0; x < AGES; x++) {
                    died += input.deaths[t * input.stride + x];
                    expected += input.exposure[t * input.stride + x] * exp(p.ax[x] + p.bx[x] * p.kt[t]);
                }
                if (method == KOH_LEECARTER_DEATHS) {
                    KOH_ASSERT_NEAR(expected, died, 1e-12);
                }
            }
            KOH_ASSERT_NEAR(b, 1, 1e-12);
            assert_true(fabs(k) < 1e-10);
        }
        assert_true(likelihood[KOH_LEECARTER_POISSON] > likelihood[KOH_LEECARTER_DEATHS]);
        assert_true(likelihood[KOH_LEECARTER_DEATHS] > likelihood[KOH_LEECARTER_SVD]);
    }
}

/* The maximum: by age, deaths and deaths times k are met; by year, deaths times b. */
static void the_maximum_meets_the_sums_of_the_data(void **state)
{
    (void) state;
    parameters p;
    const koh_leecarter_input input = norway(KOH_MALE);
    (void) fit(&input, KOH_LEECARTER_POISSON, &p);
    for (size_t x = 0; x < AGES; x++) {
        double gap = 0, gap_k = 0, died = 0;
        for (size_t t = 0; t < YEARS; t++) {
            const double D = input.deaths[t * input.stride + x], E = input.exposure[t * input.stride + x];
            gap += D - E * exp(p.ax[x] + p.bx[x] * p.kt[t]);
            gap_k += p.kt[t] * (D - E * exp(p.ax[x] + p.bx[x] * p.kt[t]));
            died += D;
        }
        assert_true(fabs(gap) < 1e-8 * died && fabs(gap_k) < 1e-6 * died);
    }
    for (size_t t = 0; t < YEARS; t++) {
        double gap = 0;
        for (size_t x = 0; x < AGES; x++) {
            const double D = input.deaths[t * input.stride + x], E = input.exposure[t * input.stride + x];
            gap += p.bx[x] * (D - E * exp(p.ax[x] + p.bx[x] * p.kt[t]));
        }
        assert_true(fabs(gap) < 1e-6);
    }
}

enum { SIM_YEARS = 22, SIM_AGES = 13, REPLICATES = 80 };

typedef struct truth {
    double ax[SIM_AGES], bx[SIM_AGES], kt[SIM_YEARS], exposure[SIM_YEARS * SIM_AGES], offset[SIM_YEARS * SIM_AGES];
} truth;

static void make_truth(uint64_t *seed, truth *t)
{
    double b = 0, k = 0;
    for (size_t x = 0; x < SIM_AGES; x++) {
        t->ax[x] = draw(seed, -6, -1.5);
        t->bx[x] = draw(seed, 0.02, 0.15);
        b += t->bx[x];
    }
    for (size_t i = 0; i < SIM_YEARS; i++) {
        t->kt[i] = -0.9 * (double) i + draw(seed, -1.5, 1.5);
        k += t->kt[i] / SIM_YEARS;
    }
    for (size_t x = 0; x < SIM_AGES; x++) {
        t->bx[x] /= b;
    }
    for (size_t i = 0; i < SIM_YEARS; i++) {
        t->kt[i] -= k;
    }
    for (size_t i = 0; i < SIM_YEARS * SIM_AGES; i++) {
        t->exposure[i] = draw(seed, 200, 900) / exp(t->ax[i % SIM_AGES]);
        t->offset[i] = draw(seed, -0.4, 0.4);
    }
}

static double expected_deaths(const truth *t, size_t i, const double *offset)
{
    const double log_rate = t->ax[i % SIM_AGES] + t->bx[i % SIM_AGES] * t->kt[i / SIM_AGES];
    return t->exposure[i] * exp(log_rate + (offset == NULL ? 0 : offset[i]));
}

static void what_it_was_made_from_is_found(void **state)
{
    (void) state;
    uint64_t seed = 41;
    for (int round = 0; round < 12; round++) {
        truth t;
        parameters p;
        double deaths[SIM_YEARS * SIM_AGES];
        make_truth(&seed, &t);
        const double *offset = round % 2 == 0 ? NULL : t.offset;
        for (size_t i = 0; i < SIM_YEARS * SIM_AGES; i++) {
            deaths[i] = expected_deaths(&t, i, offset);
        }
        if (round % 3 == 0) { /* an unknown cell has no weight */
            deaths[40] = 0;
            t.exposure[40] = 0;
        }
        const koh_leecarter_input input = { SIM_YEARS, SIM_AGES, 0, deaths, t.exposure, offset };
        for (int method = 0; method < (round % 3 == 0 ? 1 : 3); method++) {
            (void) fit(&input, (koh_leecarter_method) method, &p);
            for (size_t x = 0; x < SIM_AGES; x++) {
                KOH_ASSERT_NEAR(p.ax[x], t.ax[x], 1e-7);
                KOH_ASSERT_NEAR(p.bx[x], t.bx[x], 1e-7);
            }
            for (size_t i = 0; i < SIM_YEARS; i++) {
                assert_true(fabs(p.kt[i] - t.kt[i]) < 1e-6);
            }
        }
    }
}

/* Poisson, by multiplying uniforms in parts of a mean of 30 or less. */
static double draw_poisson(uint64_t *seed, double mean)
{
    double n = 0;
    for (; mean > 0; mean -= 30) {
        const double limit = exp(-fmin(mean, 30));
        for (double product = draw(seed, 0, 1); product > limit; product *= draw(seed, 0, 1)) {
            n++;
        }
    }
    return n;
}

static void judge(const double sum[2], double expected)
{
    const double mean = sum[0] / REPLICATES, variance = sum[1] / REPLICATES - mean * mean;
    const double z = (mean - expected) / sqrt(variance / (REPLICATES - 1));
    if (!(fabs(z) < 4.5)) { /* 47 parameters: by chance once in 3000 runs */
        fail_msg("mean %.6g, expected %.6g, %.1f standard errors", mean, expected, z);
    }
}

/* Over replicates with Poisson deaths, the mean of every parameter is the truth within its standard error. */
static void simulated_parameters_are_recovered(void **state)
{
    (void) state;
    uint64_t seed = 42;
    truth t;
    make_truth(&seed, &t);
    double a[SIM_AGES][2] = { 0 }, b[SIM_AGES][2] = { 0 }, k[SIM_YEARS][2] = { 0 };
    for (int round = 0; round < REPLICATES; round++) {
        double deaths[SIM_YEARS * SIM_AGES];
        parameters p;
        for (size_t i = 0; i < SIM_YEARS * SIM_AGES; i++) {
            deaths[i] = draw_poisson(&seed, expected_deaths(&t, i, NULL));
        }
        (void) fit(&(koh_leecarter_input){ SIM_YEARS, SIM_AGES, 0, deaths, t.exposure, NULL }, KOH_LEECARTER_POISSON,
                   &p);
        for (size_t x = 0; x < SIM_AGES; x++) {
            a[x][0] += p.ax[x];
            a[x][1] += p.ax[x] * p.ax[x];
            b[x][0] += p.bx[x];
            b[x][1] += p.bx[x] * p.bx[x];
        }
        for (size_t i = 0; i < SIM_YEARS; i++) {
            k[i][0] += p.kt[i];
            k[i][1] += p.kt[i] * p.kt[i];
        }
    }
    for (size_t x = 0; x < SIM_AGES; x++) {
        judge(a[x], t.ax[x]);
        judge(b[x], t.bx[x]);
    }
    for (size_t i = 0; i < SIM_YEARS; i++) {
        judge(k[i], t.kt[i]);
    }
}

/* Ten times the deaths and exposures is the same model. */
static void size_does_not_matter(void **state)
{
    (void) state;
    uint64_t seed = 43;
    truth t;
    parameters p, q;
    double deaths[SIM_YEARS * SIM_AGES], more[SIM_YEARS * SIM_AGES], exposure[SIM_YEARS * SIM_AGES];
    make_truth(&seed, &t);
    for (size_t i = 0; i < SIM_YEARS * SIM_AGES; i++) {
        deaths[i] = draw_poisson(&seed, expected_deaths(&t, i, NULL));
        more[i] = 10 * deaths[i];
        exposure[i] = 10 * t.exposure[i];
    }
    (void) fit(&(koh_leecarter_input){ SIM_YEARS, SIM_AGES, 0, deaths, t.exposure, NULL }, KOH_LEECARTER_POISSON, &p);
    (void) fit(&(koh_leecarter_input){ SIM_YEARS, SIM_AGES, 0, more, exposure, NULL }, KOH_LEECARTER_POISSON, &q);
    for (size_t x = 0; x < SIM_AGES; x++) {
        KOH_ASSERT_NEAR(q.bx[x], p.bx[x], 1e-8);
    }
}

typedef struct refusal {
    truth t;
    double deaths[SIM_YEARS * SIM_AGES];
    koh_leecarter_input input;
    koh_leecarter_options options;
    koh_leecarter_workspace *workspace;
} refusal;

static void refused(refusal *r, koh_status expected, const char *words)
{
    parameters p, untouched;
    koh_error error;
    memset(&p, 7, sizeof p);
    memset(&untouched, 7, sizeof untouched);
    koh_leecarter model = model_in(&p);
    assert_int_equal(koh_leecarter_fit(&r->input, &r->options, r->workspace, &error, &model), expected);
    assert_int_equal(error.status, expected);
    assert_non_null(strstr(error.message, words));
    assert_memory_equal(&p, &untouched, sizeof p);
}

static void make_refusal(refusal *r)
{
    uint64_t seed = 44;
    make_truth(&seed, &r->t);
    for (size_t i = 0; i < SIM_YEARS * SIM_AGES; i++) {
        r->deaths[i] = expected_deaths(&r->t, i, NULL);
    }
    r->input = (koh_leecarter_input){ SIM_YEARS, SIM_AGES, 0, r->deaths, r->t.exposure, NULL };
    r->options = koh_leecarter_options_defaults();
    assert_int_equal(koh_leecarter_workspace_new(SIM_YEARS, SIM_AGES, &r->workspace), KOH_OK);
}

static void bad_inputs_are_refused_and_nothing_is_written(void **state)
{
    (void) state;
    static refusal r;
    make_refusal(&r);
    const double bad[] = { -1, NAN, INFINITY };
    for (size_t i = 0; i < 3; i++) {
        const double D = r.deaths[3 * SIM_AGES + 5], E = r.t.exposure[3 * SIM_AGES + 5];
        r.deaths[3 * SIM_AGES + 5] = bad[i];
        refused(&r, KOH_EDOMAIN, "age 5, year 3");
        r.deaths[3 * SIM_AGES + 5] = D;
        r.t.exposure[3 * SIM_AGES + 5] = bad[i];
        refused(&r, KOH_EDOMAIN, "age 5, year 3");
        r.t.exposure[3 * SIM_AGES + 5] = 0;
        refused(&r, KOH_EDOMAIN, "without exposure");
        r.t.exposure[3 * SIM_AGES + 5] = E;
        r.options.zero_deaths = i == 0 ? 0 : bad[i];
        refused(&r, KOH_EDOMAIN, "zero_deaths");
        r.options.zero_deaths = 0.5;
    }
    r.t.offset[7] = NAN;
    r.input.offset = r.t.offset;
    refused(&r, KOH_EDOMAIN, "offset");
    r.input.offset = NULL;
    r.input.stride = SIM_AGES - 1;
    refused(&r, KOH_ESHAPE, "12 numbers");
    r.input.stride = 0;
    r.input.n_year = 2;
    refused(&r, KOH_EDOMAIN, "three years");
    r.input.n_year = SIM_YEARS - 1;
    refused(&r, KOH_ESHAPE, "workspace");
    r.input.n_year = SIM_YEARS;
    r.input.exposure = NULL;
    refused(&r, KOH_EMISSING, "exposure");
    r.input.exposure = r.t.exposure;
    for (size_t i = 2; i < SIM_YEARS * SIM_AGES; i += SIM_AGES) {
        r.deaths[i] = 0;
    }
    refused(&r, KOH_EDOMAIN, "age 2");
    for (size_t x = 0; x < SIM_AGES; x++) {
        r.deaths[x] = 0;
    }
    refused(&r, KOH_EDOMAIN, "year 0");
    koh_leecarter_workspace_free(r.workspace);
    koh_leecarter_workspace_free(NULL);
    assert_int_equal(koh_leecarter_workspace_new(2, 5, &r.workspace), KOH_EDOMAIN);
    assert_int_equal(koh_leecarter_workspace_new(5, 1, &r.workspace), KOH_EDOMAIN);
    assert_int_equal(koh_leecarter_workspace_new(SIZE_MAX / 2, 3, &r.workspace), KOH_EDOMAIN);
}

static void what_does_not_vary_or_converge_is_said(void **state)
{
    (void) state;
    static refusal r;
    make_refusal(&r);
    parameters p;
    koh_leecarter model = model_in(&p);
    r.options.iterations_max = 1;
    assert_int_equal(koh_leecarter_fit(&r.input, &r.options, r.workspace, NULL, &model), KOH_OK); /* exact data */
    r.deaths[33] *= 1.3;
    assert_int_equal(koh_leecarter_fit(&r.input, &r.options, r.workspace, NULL, &model), KOH_ENOCONVERGENCE);
    for (size_t i = 0; i < SIM_YEARS * SIM_AGES; i++) { /* constant rates: ratios of powers of two are exact */
        r.t.exposure[i] = 1024;
        r.deaths[i] = 64;
    }
    assert_int_equal(koh_leecarter_fit(&r.input, &r.options, r.workspace, NULL, &model), KOH_ENOSOLUTION);
    for (size_t i = 0; i < SIM_YEARS * SIM_AGES;
         i++) { /* two halves that move apart, one age that stays: b sums to 0 */
        const double x = (double) (i % SIM_AGES) - (SIM_AGES - 1) / 2.0, t = (double) (i / SIM_AGES) - 10.5;
        r.deaths[i] = 64 * exp(0.01 * (x > 0) * t - 0.01 * (x < 0) * t);
    }
    assert_int_equal(koh_leecarter_fit(&r.input, &r.options, r.workspace, NULL, &model), KOH_ENOSOLUTION);
    r.options.scale = KOH_LEECARTER_SQUARES;
    r.options.iterations_max = 1000;
    assert_int_equal(koh_leecarter_fit(&r.input, &r.options, r.workspace, NULL, &model), KOH_OK);
    KOH_ASSERT_NEAR(fabs(p.bx[0]), 1 / sqrt(12), 1e-9);
    koh_leecarter_workspace_free(r.workspace);
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
        cmocka_unit_test(it_equals_an_independent_fit),
        cmocka_unit_test(scales_deaths_and_likelihoods_are_as_defined),
        cmocka_unit_test(the_maximum_meets_the_sums_of_the_data),
        cmocka_unit_test(what_it_was_made_from_is_found),
        cmocka_unit_test(simulated_parameters_are_recovered),
        cmocka_unit_test(size_does_not_matter),
        cmocka_unit_test(bad_inputs_are_refused_and_nothing_is_written),
        cmocka_unit_test(what_does_not_vary_or_converge_is_said),
    };
    return cmocka_run_group_tests(tests, read_registers, NULL);
}
