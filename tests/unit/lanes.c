/* Draws of many lanes against the definition they are made by (the inverse of GSL's distribution functions at the same
 * u), against GSL's probability functions, and against themselves in other company. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "num/lanes_priv.h"
#include "num/rng_priv.h"
#include "unit/fit.h"

enum { N = KOH_LANES_MAX, BLOCKS = 120, DRAWS = N * BLOCKS };

static koh_lanes_room room;
static uint16_t field[KOH_STREAM_FIELDS * N];
static int32_t n[N], x[N], y[N], all[DRAWS];
static double p[N];

static koh_lanes lanes_of(uint32_t first, uint32_t cell)
{
    const koh_lanes lanes = { .id = { .seed = 77, .draw = first, .region = 3310, .year = 2026, .purpose = 4 },
                              .cell = cell,
                              .n = N,
                              .u = field + (size_t) N * (cell % KOH_STREAM_FIELDS) };
    koh__stream_fields(lanes.id, cell / KOH_STREAM_FIELDS, N, N, field);
    return lanes;
}

/* u in full, from what the header says of it. */
static double u_of(const koh_lanes *lanes, size_t d)
{
    koh_stream_id id = lanes->id;
    id.draw += (uint32_t) d;
    koh_stream rest = koh__stream(id, UINT32_C(0x40000000) | lanes->cell);
    const uint64_t bits = (uint64_t) lanes->u[d] << 48 | koh__stream_word64(&rest) >> 16;
    return (double) (bits >> 11 | 1) * 0x1p-53;
}

/* Numbers of trials around a mean, of a spread; never negative. */
static void put_trials(int32_t mean, int32_t spread, uint32_t seed)
{
    koh_stream stream = koh__stream((koh_stream_id){ .seed = seed }, 0);
    for (size_t d = 0; d < N; d++) {
        const double z = koh__stream_uniform(&stream) + koh__stream_uniform(&stream) - 1;
        const int32_t at = mean + (int32_t) floor(z * spread + 0.5);
        n[d] = at > 0 ? at : 0;
    }
}

/* x is the smallest count with F(x) > u; GSL's F is good to 1e-10 here. */
static void check_binomial(const koh_lanes *lanes, size_t d, int32_t count, double prob, double limit)
{
    const double u = u_of(lanes, d), slack = 1e-10;
    const double q = prob > 0.5 ? 1 - prob : prob;
    const int32_t k = prob > 0.5 ? n[d] - count : count;
    if (n[d] * q >= limit) {
        return;
    }
    assert_true(k >= 0 && k <= n[d]);
    if (k > 0) {
        assert_true(gsl_cdf_binomial_P((unsigned) k - 1, q, (unsigned) n[d]) <= u + slack);
    }
    if (k < n[d]) {
        assert_true(gsl_cdf_binomial_P((unsigned) k, q, (unsigned) n[d]) > u - slack);
    }
}

static void check_poisson(const koh_lanes *lanes, size_t d, int32_t count, double mean, double limit)
{
    const double u = u_of(lanes, d), slack = 1e-10;
    assert_true(count >= 0);
    if (mean == 0) {
        assert_int_equal(count, 0);
    } else if (mean < limit) {
        assert_true(count == 0 || gsl_cdf_poisson_P((unsigned) count - 1, mean) <= u + slack);
        assert_true(gsl_cdf_poisson_P((unsigned) count, mean) > u - slack);
    }
}

static const struct {
    int32_t mean, spread;
} trials[] = { { 0, 0 },     { 0, 3 },      { 4, 6 },      { 25, 15 },    { 31, 30 },
               { 74, 31 },   { 74, 60 },    { 160, 63 },   { 310, 120 },  { 800, 200 },
               { 900, 255 }, { 2200, 160 }, { 4500, 550 }, { 3000, 400 }, { 10000000, 3000 } };
static const double probs[] = { 0, 1e-9, 3e-5, 8.1e-4, 0.0063, 0.0471, 0.2139, 0.5, 0.81, 0.9991, 1 };
enum { TRIALS = sizeof trials / sizeof trials[0], PROBS = sizeof probs / sizeof probs[0] };

/* Counts of p[d] of its own: those who leave. */
static void draw_each(const koh_lanes *lanes, int32_t *count)
{
    static double leaving[N];
    for (size_t d = 0; d < lanes->n; d++) {
        leaving[d] = -p[d];
    }
    koh__lanes_signed(lanes, n, leaving, &room, count);
    for (size_t d = 0; d < lanes->n; d++) {
        count[d] = -count[d];
    }
}

static void binomials_are_the_inverse(void **state)
{
    (void) state;
    uint32_t cell = 0;
    for (size_t i = 0; i < TRIALS; i++) {
        put_trials(trials[i].mean, trials[i].spread, (uint32_t) i);
        for (size_t j = 0; j < PROBS; j++) {
            const koh_lanes lanes = lanes_of(5000, cell++);
            koh__lanes_binomial(&lanes, n, probs[j], &room, x);
            for (size_t d = 0; d < N; d++) {
                p[d] = probs[j];
                check_binomial(&lanes, d, x[d], probs[j], KOH_LANES_MEAN);
            }
            draw_each(&lanes, y);
            for (size_t d = 0; d < N; d++) {
                assert_true(x[d] == y[d] || n[d] * fmin(p[d], 1 - p[d]) >= KOH_LANES_OWN_MEAN);
            }
        }
    }
}

static void own_probabilities(void **state)
{
    (void) state;
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 5 }, 0);
    put_trials(61, 40, 9);
    for (uint32_t cell = 0; cell < 60; cell++) {
        const koh_lanes lanes = lanes_of(0, cell);
        const double level = pow(10, -0.1 * cell);
        for (size_t d = 0; d < N; d++) {
            p[d] = level * koh__stream_uniform(&stream);
        }
        p[cell] = 0;
        draw_each(&lanes, x);
        for (size_t d = 0; d < N; d++) {
            check_binomial(&lanes, d, x[d], p[d], KOH_LANES_OWN_MEAN);
        }
    }
}

/* Some come, some leave: those who come as by themselves, those who leave as by themselves. */
static void signs_do_not_mix(void **state)
{
    (void) state;
    static double value[N];
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 8 }, 0);
    for (uint32_t cell = 0; cell < 60; cell++) {
        const koh_lanes lanes = lanes_of(900, cell);
        put_trials(cell % 2 == 0 ? 3 : 420, cell % 2 == 0 ? 6 : 90, cell);
        for (size_t d = 0; d < N; d++) {
            value[d] = koh__stream_uniform(&stream) < 0.5 ? -pow(koh__stream_uniform(&stream), 1 + 0.1 * cell)
                                                          : 60 * pow(koh__stream_uniform(&stream), 1 + 0.1 * cell);
            p[d] = value[d] < 0 ? -value[d] : 0;
        }
        koh__lanes_signed(&lanes, n, value, &room, x);
        draw_each(&lanes, y);
        for (size_t d = 0; d < N; d++) {
            assert_true(value[d] < 0 ? x[d] == -y[d] : x[d] >= 0);
            p[d] = value[d] < 0 ? 0 : value[d];
        }
        koh__lanes_poisson_each(&lanes, p, &room, y);
        for (size_t d = 0; d < N; d++) {
            assert_true(value[d] < 0 || x[d] == y[d]);
        }
    }
}

static double beyond_whole(double sum)
{
    return sum * 65536 - floor(sum * 65536);
}

/* The sum of probabilities that lies closest above (side 1) or below (-1) a whole 65536th, where an error of the sum
 * shows first; of a binomial law of `risk` trials, or with risk = 0 of Poisson's. */
static double closest_sum(int32_t risk, double mean, int side)
{
    const double prob = risk > 0 ? mean / risk : 0, most = mean + 2 * sqrt(mean);
    double pmf = risk > 0 ? exp(risk * log1p(-prob)) : exp(-mean), sum = pmf, closest = sum;
    for (int k = 0; k < most; k++) {
        pmf *= (risk > 0 ? (risk - k) * prob / (1 - prob) : mean) / (k + 1);
        sum += pmf;
        if (side * beyond_whole(sum) < side * beyond_whole(closest)) {
            closest = sum;
        }
    }
    return closest;
}

/* Where u begins as a threshold does, or one beside it, single precision must not decide: u is put there on purpose. */
static void near_thresholds(void **state)
{
    (void) state;
    static const double means[] = { 0.041, 0.63, 2.9, 8.3, 19.7, 31.3 };
    static uint16_t u[N];
    static double power[N];
    for (uint32_t round = 0; round < 90; round++) {
        koh_lanes lanes = lanes_of(0, round);
        lanes.u = u;
        for (size_t d = 0; d < N; d++) {
            const double mean = means[round / 3 % 6] * (1 - 0.4 * (double) d / N);
            n[d] = 64 + (int32_t) d + 200 * (int32_t) (round / 6);
            const double sum = closest_sum(round % 3 == 0 ? 0 : n[d], mean, d % 2 == 0 ? 1 : -1);
            const double at = floor(sum * 65536) + (double) (d % 5);
            u[d] = (uint16_t) fmin(fmax(d % 5 < 3 ? at : at - 5, 0), 65535);
            p[d] = round % 3 == 0 ? mean : mean / n[d];
            power[d] = -log1p(-mean / n[d]);
        }
        if (round % 3 == 0) {
            koh__lanes_poisson_each(&lanes, p, &room, x);
        } else if (round % 3 == 1) {
            draw_each(&lanes, x);
        } else {
            koh__lanes_binomial_power(&lanes, n, -1, power, &room, x);
        }
        for (size_t d = 0; d < N; d++) {
            if (round % 3 == 0) {
                check_poisson(&lanes, d, x[d], p[d], KOH_LANES_OWN_MEAN);
            } else {
                check_binomial(&lanes, d, x[d], p[d], KOH_LANES_OWN_MEAN);
            }
        }
    }
}

/* Powers of one chance to stay: also p > 1/2, none at risk, no hazard, large means. */
static void powers_of_a_hazard(void **state)
{
    (void) state;
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 6 }, 0);
    for (uint32_t cell = 0; cell < 90; cell++) {
        const koh_lanes lanes = lanes_of(0, cell);
        const double hazard = 3 * pow(10, -0.06 * cell);
        put_trials(cell % 3 == 0 ? 71 : cell % 3 == 1 ? 2 : 1400, cell % 3 == 1 ? 5 : 60, cell);
        for (size_t d = 0; d < N; d++) {
            p[d] = 2 * koh__stream_uniform(&stream);
        }
        p[cell] = 0;
        koh__lanes_binomial_power(&lanes, n, -hazard, p, &room, x);
        for (size_t d = 0; d < N; d++) {
            check_binomial(&lanes, d, x[d], -expm1(-hazard * p[d]), KOH_LANES_OWN_MEAN);
        }
    }
}

static void poissons_are_the_inverse(void **state)
{
    (void) state;
    const double means[] = {
        0, 1e-9, 2e-4, 0.0317, 0.29, 1.7, 6.3, 13.1, 22.8, 31.99, 32, 57.3, 213.7, 479.9, 480, 4e4
    };
    for (uint32_t cell = 0; cell < 10 * sizeof means / sizeof means[0]; cell++) {
        const koh_lanes lanes = lanes_of(123, cell);
        const double mean = means[cell / 10];
        koh__lanes_poisson(&lanes, mean, &room, x);
        for (size_t d = 0; d < N; d++) {
            check_poisson(&lanes, d, x[d], mean, KOH_LANES_MEAN);
            p[d] = mean;
        }
        koh__lanes_poisson_each(&lanes, p, &room, y);
        assert_true(mean >= KOH_LANES_OWN_MEAN || memcmp(x, y, sizeof x) == 0);
        for (size_t d = 0; d < N; d++) {
            p[d] = mean * 2 * lanes.u[(d + 1) % N] / 65536;
        }
        koh__lanes_poisson_each(&lanes, p, &room, y);
        for (size_t d = 0; d < N; d++) {
            check_poisson(&lanes, d, y[d], p[d], KOH_LANES_OWN_MEAN);
        }
    }
}

/* A draw is its own whoever stands beside it: other first draw, other number of draws, others' trials. */
static void company_does_not_matter(void **state)
{
    (void) state;
    for (size_t i = 0; i < TRIALS; i++) {
        for (size_t j = 0; j < PROBS; j++) {
            put_trials(trials[i].mean, trials[i].spread, (uint32_t) i);
            koh_lanes lanes = lanes_of(0, (uint32_t) (i * PROBS + j));
            koh__lanes_binomial(&lanes, n, probs[j], &room, x);
            lanes = lanes_of(640, lanes.cell);
            lanes.n = 128;
            for (size_t d = 0; d < 64; d++) {
                n[d] = n[640 + d];
                n[64 + d] = n[d] + 17 * (int32_t) d;
            }
            koh__lanes_binomial(&lanes, n, probs[j], &room, y);
            assert_memory_equal(y, x + 640, 64 * sizeof *x);
        }
    }
}

static void greater_risk_never_gives_less(void **state)
{
    (void) state;
    put_trials(143, 40, 3);
    const koh_lanes lanes = lanes_of(0, 41);
    memset(y, 0, sizeof y);
    for (double prob = 0.001; prob < 0.17; prob *= 1.3) {
        koh__lanes_binomial(&lanes, n, prob, &room, x);
        for (size_t d = 0; d < N; d++) {
            assert_true(x[d] >= y[d]);
        }
        memcpy(y, x, sizeof y);
    }
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
    return gsl_ran_poisson_pdf((unsigned) k, ((const law *) context)->p);
}

static void distributions_fit(void **state)
{
    (void) state;
    const law laws[] = { { 0, 0.31 },       { 1, 1e-9 },        { 3, 0.999 },        { 24, 0.0021 },   { 74, 0.0007 },
                         { 74, 0.053 },     { 350, 0.0143 },    { 350, 0.0904 },     { 4011, 0.0078 }, { 4011, 0.29 },
                         { 10000000, 0.5 }, { 10000000, 1e-9 }, { 10000000, 2.7e-6 } };
    const size_t n_laws = sizeof laws / sizeof laws[0];
    for (size_t i = 0; i < 2 * n_laws; i++) {
        const int poisson = i >= n_laws;
        law of = laws[i % n_laws];
        const double mean = of.n * of.p, reach = 12 * sqrt(mean) + 20;
        for (uint32_t b = 0; b < BLOCKS; b++) {
            const koh_lanes lanes = lanes_of(b * N, (uint32_t) i);
            for (size_t d = 0; d < N; d++) {
                n[d] = of.n;
            }
            if (poisson) {
                koh__lanes_poisson(&lanes, mean, &room, all + (size_t) b * N);
            } else {
                koh__lanes_binomial(&lanes, n, of.p, &room, all + (size_t) b * N);
            }
        }
        const int32_t from = (int32_t) fmax(0, mean - reach);
        const int32_t to = poisson ? (int32_t) (mean + reach) : (int32_t) fmin(of.n, mean + reach);
        const double prob = of.p;
        of.p = poisson ? mean : prob;
        const double fit = koh_fit(DRAWS, all, from, to, poisson ? poisson_pmf : binomial_pmf, &of);
        if (!(fit > 1e-3 / (2 * (double) n_laws))) { /* Bonferroni */
            fail_msg("%s(%d, %g) does not fit: p-value %g", poisson ? "Poisson" : "binomial", of.n, of.p, fit);
        }
    }
}

/* FNV-1a over x and y. */
static void add_to(uint64_t *sum)
{
    for (size_t d = 0; d < N; d++) {
        *sum = (*sum ^ (uint32_t) x[d]) * UINT64_C(0x100000001b3);
        *sum = (*sum ^ (uint32_t) y[d]) * UINT64_C(0x100000001b3);
    }
}

/* The same bits from every variant of the code: the sum is of the plain one (sanitized builds have no other). */
static void a_seed_means_the_same_everywhere(void **state)
{
    (void) state;
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < TRIALS; i++) {
        put_trials(trials[i].mean, trials[i].spread, (uint32_t) i);
        for (size_t j = 0; j < PROBS; j++) {
            const koh_lanes lanes = lanes_of(2000, (uint32_t) (i * PROBS + j));
            koh__lanes_binomial(&lanes, n, probs[j], &room, x);
            koh__lanes_poisson(&lanes, trials[i].mean * probs[j], &room, y);
            add_to(&sum);
            for (size_t d = 0; d < N; d++) {
                p[d] = probs[j] * (double) (d + 1) / N;
            }
            draw_each(&lanes, x);
            koh__lanes_binomial_power(&lanes, n, -probs[PROBS - 1 - j] - 1e-9, p, &room, y);
            add_to(&sum);
            koh__lanes_poisson_each(&lanes, p, &room, x);
            add_to(&sum);
        }
    }
    if (sum != UINT64_C(0x65b27ca1bb1e8d3f)) {
        fail_msg("the sum is 0x%016llx", (unsigned long long) sum);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binomials_are_the_inverse), cmocka_unit_test(own_probabilities),
        cmocka_unit_test(signs_do_not_mix),          cmocka_unit_test(near_thresholds),
        cmocka_unit_test(powers_of_a_hazard),        cmocka_unit_test(poissons_are_the_inverse),
        cmocka_unit_test(company_does_not_matter),   cmocka_unit_test(greater_risk_never_gives_less),
        cmocka_unit_test(distributions_fit),         cmocka_unit_test(a_seed_means_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
