/* Draws against GSL's probability functions, over a grid that holds the edges; one error level for the whole file. */
#include "test.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>

#include "num/sample_priv.h"
#include "unit/fit.h"

enum { DRAWS = 200000, TESTS = 150 };
#define LEVEL (1e-3 / TESTS) /* Bonferroni: one false alarm in a thousand seeds for all tests together */

static int32_t x[DRAWS];

static koh_stream stream_of(uint32_t draw)
{
    return koh__stream((koh_stream_id){ .seed = 20260101, .draw = draw }, 0);
}

typedef struct law {
    int32_t n;
    double p;
} law;

static double binomial_pmf(int32_t k, const void *context)
{
    const law *of = context;
    return gsl_ran_binomial_pdf((unsigned) k, of->p, (unsigned) of->n);
}

static double poisson_pmf(int32_t k, const void *context)
{
    return gsl_ran_poisson_pdf((unsigned) k, *(const double *) context);
}

/* Mean and variance of the sample within five standard errors; excess = the law's fourth cumulant / variance^2. */
static void check_moments(double mean, double variance, double excess, const char *what)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        sum += x[i] - mean;
        squares += (x[i] - mean) * (x[i] - mean);
    }
    if (fabs(sum / DRAWS) > 5 * sqrt(variance / DRAWS)) {
        fail_msg("%s: mean is off by %g, standard error %g", what, sum / DRAWS, sqrt(variance / DRAWS));
    }
    if (fabs(squares / DRAWS - variance) > 5 * variance * sqrt((2 + excess) / DRAWS)) {
        fail_msg("%s: variance %g, expected %g", what, squares / DRAWS, variance);
    }
}

static void binomial_over_a_grid(void **state)
{
    (void) state;
    const int32_t ns[] = { 0, 1, 2, 7, 24, 74, 350, 3217, 100003, 10000000 };
    const double ps[] = { 0, 1e-9, 3.7e-4, 0.0213, 0.137, 0.29, 0.5, 0.73, 0.9987, 1 - 1e-9, 1 };
    uint32_t draw = 0;
    for (size_t i = 0; i < sizeof ns / sizeof ns[0]; i++) {
        for (size_t j = 0; j < sizeof ps / sizeof ps[0]; j++) {
            const law of = { ns[i], ps[j] };
            koh_stream stream = stream_of(draw++);
            for (size_t d = 0; d < DRAWS; d++) {
                x[d] = koh__binomial(&stream, of.n, of.p);
            }
            const double variance = of.n * of.p * (1 - of.p), reach = 12 * sqrt(variance) + 20;
            const int32_t from = (int32_t) fmax(0, of.n * of.p - reach), to = (int32_t) fmin(of.n, of.n * of.p + reach);
            const double fit = koh_fit(DRAWS, x, from, to, binomial_pmf, &of);
            if (!(fit > LEVEL)) {
                fail_msg("binomial(%d, %g) does not fit: p-value %g", of.n, of.p, fit);
            }
            check_moments(of.n * of.p, variance, variance > 0 ? 1 / variance : 0, "binomial");
        }
    }
}

static void poisson_over_a_grid(void **state)
{
    (void) state;
    const double means[] = { 0, 1e-9, 0.0371, 0.83, 4.19, 9.9999, 10, 31.7, 412.6, 98765.4, 1e7 };
    uint32_t draw = 1000;
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        koh_stream stream = stream_of(draw++);
        for (size_t d = 0; d < DRAWS; d++) {
            x[d] = koh__poisson(&stream, means[i]);
        }
        const double reach = 12 * sqrt(means[i]) + 20;
        const int32_t from = (int32_t) fmax(0, means[i] - reach), to = (int32_t) (means[i] + reach);
        const double fit = koh_fit(DRAWS, x, from, to, poisson_pmf, &means[i]);
        if (!(fit > LEVEL)) {
            fail_msg("Poisson(%g) does not fit: p-value %g", means[i], fit);
        }
        check_moments(means[i], means[i], means[i] > 0 ? 1 / means[i] : 0, "Poisson");
    }
}

enum { CATEGORIES = 5, MAX = 12 };

static const double shares[CATEGORIES] = { 0.31, 0, 1.27, 0.043, 2.9 };

/* The categories joined to one number, so that their dependence is tested and not only each alone. */
static int32_t joined(const int32_t category[CATEGORIES])
{
    return category[0] + (MAX + 1) * (category[2] + (MAX + 1) * category[3]);
}

static void split(int32_t code, unsigned category[CATEGORIES])
{
    memset(category, 0, CATEGORIES * sizeof *category);
    category[0] = (unsigned) code % (MAX + 1);
    category[2] = (unsigned) code / (MAX + 1) % (MAX + 1);
    category[3] = (unsigned) code / ((MAX + 1) * (MAX + 1));
    category[4] = MAX - category[0] - category[2] - category[3];
}

static double multinomial_pmf(int32_t code, const void *context)
{
    unsigned category[CATEGORIES];
    (void) context;
    split(code, category);
    return category[4] > MAX ? 0 : gsl_ran_multinomial_pdf(CATEGORIES, shares, category);
}

static double dirichlet_multinomial_pmf(int32_t code, const void *context)
{
    unsigned category[CATEGORIES];
    (void) context;
    split(code, category);
    if (category[4] > MAX) {
        return 0;
    }
    double sum = 0, log_p = gsl_sf_lnfact(MAX);
    for (size_t k = 0; k < CATEGORIES; k++) {
        sum += shares[k];
        if (shares[k] > 0) {
            log_p += gsl_sf_lngamma(shares[k] + category[k]) - gsl_sf_lngamma(shares[k]) - gsl_sf_lnfact(category[k]);
        }
    }
    return exp(log_p + gsl_sf_lngamma(sum) - gsl_sf_lngamma(sum + MAX));
}

typedef void (*sampler)(koh_stream *, int32_t, size_t, const double *, double *, int32_t *);

static void check_shares(sampler draw, double (*pmf)(int32_t, const void *), uint32_t seed, const char *what)
{
    koh_stream stream = stream_of(seed);
    for (size_t d = 0; d < DRAWS; d++) {
        double rest[CATEGORIES];
        int32_t category[CATEGORIES], sum = 0;
        draw(&stream, MAX, CATEGORIES, shares, rest, category);
        for (size_t k = 0; k < CATEGORIES; k++) {
            assert_true(category[k] >= 0);
            sum += category[k];
        }
        assert_int_equal(sum, MAX);
        assert_int_equal(category[1], 0);
        x[d] = joined(category);
    }
    const double fit = koh_fit(DRAWS, x, 0, (MAX + 1) * (MAX + 1) * (MAX + 1) - 1, pmf, NULL);
    if (!(fit > LEVEL)) {
        fail_msg("%s does not fit: p-value %g", what, fit);
    }
}

static void multinomial(void **state)
{
    (void) state;
    check_shares(koh__multinomial, multinomial_pmf, 2000, "multinomial");
}

static void dirichlet_multinomial(void **state)
{
    (void) state;
    check_shares(koh__dirichlet_multinomial, dirichlet_multinomial_pmf, 2001, "Dirichlet-multinomial");
}

/* Tiny shapes put everybody in one category; the variates themselves would all be 0 as doubles. */
static void tiny_dirichlet_shapes(void **state)
{
    (void) state;
    const double alpha[3] = { 1e-5, 3e-5, 0 };
    size_t first = 0;
    koh_stream stream = stream_of(2002);
    for (size_t d = 0; d < 20000; d++) {
        double rest[3];
        int32_t category[3];
        koh__dirichlet_multinomial(&stream, 913, 3, alpha, rest, category);
        assert_int_equal(category[0] + category[1] + category[2], 913);
        assert_int_equal(category[2], 0);
        first += category[0] == 913;
    }
    assert_true(fabs((double) first / 20000 - 0.25) < 5 * sqrt(0.25 * 0.75 / 20000));
}

static void large_multinomial(void **state)
{
    (void) state;
    koh_stream stream = stream_of(2003);
    for (size_t d = 0; d < DRAWS; d++) {
        double rest[CATEGORIES];
        int32_t category[CATEGORIES];
        koh__multinomial(&stream, 10000019, CATEGORIES, shares, rest, category);
        x[d] = category[3];
    }
    const double p = 0.043 / (0.31 + 1.27 + 0.043 + 2.9), variance = 10000019 * p * (1 - p);
    check_moments(10000019 * p, variance, 1 / variance, "multinomial");
}

static void gamma_and_normal(void **state)
{
    (void) state;
    const double shapes[] = { 0.05, 0.7, 1, 3.4, 271.8 };
    koh_stream stream = stream_of(2004);
    for (size_t i = 0; i < 5; i++) {
        double sum = 0, logs = 0;
        for (size_t d = 0; d < DRAWS; d++) {
            const double log_g = koh__log_gamma_variate(&stream, shapes[i]);
            sum += exp(log_g);
            logs += log_g;
        }
        assert_true(fabs(sum / DRAWS - shapes[i]) < 5 * sqrt(shapes[i] / DRAWS));
        assert_true(isfinite(logs));
    }
    size_t below = 0;
    double sum = 0, squares = 0;
    for (size_t d = 0; d < DRAWS; d++) {
        const double z = koh__normal(&stream);
        below += z < -1.2815515655446004; /* the tenth percentile */
        sum += z;
        squares += z * z;
    }
    assert_true(fabs((double) below / DRAWS - 0.1) < 5 * sqrt(0.09 / DRAWS));
    assert_true(fabs(sum / DRAWS) < 5 / sqrt(DRAWS));
    assert_true(fabs(squares / DRAWS - 1) < 5 * sqrt(2.0 / DRAWS));
}

static void stirling(void **state)
{
    (void) state;
    for (int k = 0; k <= 150; k++) {
        const double formula = (k + 0.5) * log(k + 1.0) - (k + 1) + 0.91893853320467274178 + koh__stirling_rest(k);
        assert_true(fabs(formula - gsl_sf_lnfact((unsigned) k)) < 1e-10);
    }
}

/* The inverse of the distribution function meets GSL's: P(k - 1) < u <= P(k); means and variances beyond; monotone. */
static void counts_at_a_share(void **state)
{
    (void) state;
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 31 }, 0);
    for (int i = 0; i < 20000; i++) {
        const double u = koh__stream_uniform(&stream), p = koh__stream_uniform(&stream);
        const int32_t n = (int32_t) (120 * koh__stream_uniform(&stream)), k = koh__binomial_at(u, n, p);
        const double mean = KOH_SAMPLE_EXACT_MEAN / 1.01 * koh__stream_uniform(&stream);
        const int32_t came = koh__poisson_at(u, mean);
        assert_true(k >= 0 && k <= n && gsl_cdf_binomial_P((unsigned) k, p, (unsigned) n) >= u - 1e-11);
        assert_true(k == 0 || gsl_cdf_binomial_P((unsigned) k - 1, p, (unsigned) n) <= u + 1e-11);
        assert_true(gsl_cdf_poisson_P((unsigned) came, mean) >= u - 1e-11);
        assert_true(came == 0 || gsl_cdf_poisson_P((unsigned) came - 1, mean) <= u + 1e-11);
        assert_true(koh__poisson_at(u, 1.01 * mean) >= came && koh__binomial_at(u, n + 1, p) >= k);
    }
    enum { N = 20000 };
    double sum[2] = { 0 }, squares[2] = { 0 };
    for (int i = 0; i < N; i++) {
        const double u = (i + 0.5) / N, at[2] = { koh__binomial_at(u, 1000, 0.831), koh__poisson_at(u, 217.3) };
        for (int j = 0; j < 2; j++) {
            sum[j] += at[j];
            squares[j] += at[j] * at[j];
        }
    }
    const double mean[2] = { 831, 217.3 }, variance[2] = { 831 * 0.169, 217.3 };
    for (int j = 0; j < 2; j++) {
        KOH_ASSERT_NEAR(sum[j] / N, mean[j], 1e-4);
        KOH_ASSERT_NEAR(squares[j] / N - sum[j] / N * sum[j] / N, variance[j], 0.005);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_at_a_share),
        cmocka_unit_test(binomial_over_a_grid),
        cmocka_unit_test(poisson_over_a_grid),
        cmocka_unit_test(multinomial),
        cmocka_unit_test(dirichlet_multinomial),
        cmocka_unit_test(tiny_dirichlet_shapes),
        cmocka_unit_test(large_multinomial),
        cmocka_unit_test(gamma_and_normal),
        cmocka_unit_test(stirling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
