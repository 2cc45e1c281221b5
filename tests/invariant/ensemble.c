/* What must hold of draws whatever the rates: their mean is the deterministic path, nobody is lost or made, variances
 * are those of the laws where these are known, and a draw is the same however the run is cut. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_statistics_int.h>

#include "allocations.h"
#include "kohort/ensemble.h"
#include "unit/fit.h"

enum { AGES = 31, CELLS = 2 * AGES, STEPS = 4, DRAWS = 12000, BANDS = 3, ORDERS = 3 };

/* A made-up municipality of all sizes of cells, everything happening in it. */
typedef struct world {
    double start[CELLS], survival[CELLS], fertility[AGES], net_count[CELLS], net_rate[CELLS], in[CELLS], out[CELLS],
        immigration[CELLS], emigration[CELLS];
    koh_proj_year year;
    const koh_proj_year *years[STEPS];
} world;

static void make(world *w)
{
    for (size_t i = 0; i < CELLS; i++) {
        const double x = (double) (i % AGES);
        w->start[i] = floor(23 + 70.3 * x * exp(-0.13 * x) + (i == 7 ? 900 : 0) + (i == 40 ? 6011 : 0));
        w->survival[i] = exp(-1.7e-3 * exp(0.21 * x));
        w->net_count[i] = (0.4 + 2.7 * exp(-0.1 * x)) * sin(0.9 * (double) i);
        w->net_rate[i] = 0.013 * cos(1.3 * (double) i);
        w->in[i] = 4.7 * exp(-0.05 * (x - 9) * (x - 9)) + (i == 41 ? 61.7 : 0);
        w->out[i] = 0.017 + 0.21 * exp(-0.04 * (x - 8) * (x - 8));
        w->immigration[i] = 0.39;
        w->emigration[i] = 0.0083 + 0.0002 * x;
    }
    for (size_t x = 0; x < AGES; x++) {
        w->fertility[x] = x >= 5 && x < 16 ? 0.113 : 0;
    }
    w->year = (koh_proj_year){ w->survival, w->fertility, 1.056,          w->net_count, w->net_rate,
                               w->in,       w->out,       w->immigration, w->emigration };
    for (size_t t = 0; t < STEPS; t++) {
        w->years[t] = &w->year;
    }
}

static koh_ensemble_input input_of(const world *w, koh_timing timing)
{
    return (
        koh_ensemble_input){ .path = { AGES, STEPS, timing, w->start, w->years }, .first_year = 2026, .region = 3310 };
}

static const koh_ensemble_band bands[BANDS] = { { KOH_SEXES, 0, AGES - 1 },
                                                { KOH_FEMALE, 4, 9 },
                                                { KOH_MALE, 30, 30 } };
static const double orders[ORDERS] = { 0.1, 0.5, 0.9137 };

typedef struct result {
    int32_t *population, *components, *band;
    double mean[(STEPS + 1) * CELLS], expected[(STEPS + 1) * CELLS], quantile[ORDERS * (STEPS + 1) * CELLS],
        band_quantile[ORDERS * (STEPS + 1) * BANDS];
} result;

static void free_result(result *of)
{
    free(of->population);
    free(of->components);
    free(of->band);
}

static koh_ensemble_options options_of(size_t n_draws)
{
    koh_ensemble_options options = koh_ensemble_options_defaults();
    options.n_draws = n_draws;
    options.seed = 20260117;
    options.n_bands = BANDS;
    options.bands = bands;
    options.n_quantiles = ORDERS;
    options.quantiles = orders;
    return options;
}

static koh_status run(const koh_ensemble_input *input, const koh_ensemble_options *options, size_t threads, result *to)
{
    const koh_ensemble_size size = { AGES, STEPS, BANDS, threads, koh_ensemble_bins(AGES, STEPS, BANDS, 7000) };
    const size_t n = options->n_draws;
    koh_ensemble_workspace *workspace = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh_ensemble_workspace_new(&size, &workspace), KOH_OK);
    to->population = calloc((STEPS + 1) * CELLS * n, sizeof(int32_t));
    to->components = calloc((size_t) STEPS * KOH_ENSEMBLE_COMPONENTS * n, sizeof(int32_t));
    to->band = calloc((STEPS + 1) * BANDS * n, sizeof(int32_t));
    koh_ensemble_output output = { to->population, to->components, to->band,         to->mean,
                                   to->expected,   to->quantile,   to->band_quantile };
    const size_t before = allocations;
    koh_status status = koh_ensemble_run(input, options, workspace, &error, &output);
    assert_true(threads > 1 || allocations == before);
    if (status < 0) {
        print_message("%s\n", error.message);
    }
    koh_ensemble_workspace_free(workspace);
    return status;
}

/* The mean of n numbers is as expected, within `bound` standard errors; returns the squared number of them. */
static double z_squared(size_t n, const int32_t *x, double expected, double bound)
{
    double sum = 0, squares = 0;
    for (size_t d = 0; d < n; d++) {
        sum += x[d] - expected;
        squares += (x[d] - expected) * (x[d] - expected);
    }
    const double variance = squares / (double) n;
    if (variance == 0) {
        return 0;
    }
    const double z = sum / sqrt((double) n * variance);
    if (!(fabs(z) < bound)) {
        fail_msg("mean %.9g, expected %.9g: %.1f standard errors", expected + sum / (double) n, expected, z);
    }
    return z * z;
}

/* 5.2 standard errors: once in five million; there are some 3,000 tests in this file, skewed ones among them. */
#define BOUND 5.2

static void the_mean_is_the_deterministic_path(void **state)
{
    (void) state;
    world w;
    make(&w);
    for (int timing = KOH_TIMING_EVEN; timing <= KOH_TIMING_END; timing++) {
        const koh_ensemble_input input = input_of(&w, (koh_timing) timing);
        const koh_ensemble_options options = options_of(DRAWS);
        result got;
        assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
        double path[(STEPS + 1) * CELLS];
        koh_proj_totals totals[STEPS];
        koh_proj_path_output output = { .population = path, .totals = totals };
        koh_proj_workspace *workspace = NULL;
        assert_int_equal(koh_proj_workspace_new(AGES, &workspace), KOH_OK);
        assert_int_equal(koh_proj_path(&input.path, workspace, NULL, &output), KOH_OK);
        assert_memory_equal(got.expected, path, sizeof path);
        double z2 = 0;
        for (size_t i = CELLS; i < (STEPS + 1) * CELLS; i++) {
            z2 += z_squared(DRAWS, got.population + i * DRAWS, path[i], BOUND);
            KOH_ASSERT_NEAR(got.mean[i], gsl_stats_int_mean(got.population + i * DRAWS, 1, DRAWS), 1e-12);
        }
        /* A bias too small for any one cell shows in their mean square, which is 1 give or take sqrt(2/248). */
        assert_true(fabs(z2 / (STEPS * CELLS) - 1) < 5 * sqrt(2.0 / (STEPS * CELLS)));
        for (size_t t = 0; t < STEPS; t++) {
            const double expected[KOH_ENSEMBLE_COMPONENTS] = {
                totals[t].births[KOH_FEMALE], totals[t].births[KOH_MALE], totals[t].deaths, totals[t].in, totals[t].out,
                totals[t].immigration,        totals[t].emigration,       totals[t].net
            };
            for (size_t c = 0; c < KOH_ENSEMBLE_COMPONENTS; c++) {
                const int32_t *drawn = got.components + (t * KOH_ENSEMBLE_COMPONENTS + c) * DRAWS;
                (void) z_squared(DRAWS, drawn, expected[c], BOUND);
            }
        }
        koh_proj_workspace_free(workspace);
        free_result(&got);
    }
}

static void nobody_is_lost_or_made(void **state)
{
    (void) state;
    enum { N = 700 };
    static const int sign[KOH_ENSEMBLE_COMPONENTS] = { 1, 1, -1, 1, -1, 1, -1, 1 };
    world w;
    make(&w);
    const koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    const koh_ensemble_options options = options_of(N);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t t = 0; t < STEPS; t++) {
        for (size_t d = 0; d < N; d++) {
            int64_t balance = 0;
            for (size_t i = 0; i < CELLS; i++) {
                const int32_t next = got.population[((t + 1) * CELLS + i) * N + d];
                assert_true(next >= 0);
                balance += next - got.population[(t * CELLS + i) * N + d];
            }
            for (size_t c = 0; c < KOH_ENSEMBLE_COMPONENTS; c++) {
                const int32_t count = got.components[(t * KOH_ENSEMBLE_COMPONENTS + c) * N + d];
                assert_true(count >= 0 || c == KOH_ENSEMBLE_NET);
                balance -= sign[c] * count;
            }
            assert_int_equal(balance, 0);
        }
    }
    free_result(&got);
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

static void check_variance(const int32_t *x, double mean, double variance)
{
    double squares = 0;
    for (size_t d = 0; d < DRAWS; d++) {
        squares += (x[d] - mean) * (x[d] - mean);
    }
    const double error = variance * sqrt((2 + 1 / variance) / DRAWS);
    if (!(fabs(squares / DRAWS - variance) < BOUND * error)) {
        fail_msg("variance %g, expected %g, standard error %g", squares / DRAWS, variance, error);
    }
}

/* Deaths and departures alone leave a cohort binomial with the product of its chances to stay, whatever the steps. */
static void cohorts_that_only_shrink_are_binomial(void **state)
{
    (void) state;
    world w;
    make(&w);
    w.year = (koh_proj_year){ .survival = w.survival, .out_rate = w.out, .emigration_rate = w.emigration };
    const koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    const koh_ensemble_options options = options_of(DRAWS);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t i = 0; i < CELLS; i++) {
        if (i % AGES + STEPS >= AGES - 1) { /* mixes with the open group */
            continue;
        }
        law of = { (int32_t) w.start[i], 1 };
        for (size_t t = 1; t <= STEPS; t++) {
            of.p *= w.survival[i + t] * (1 - w.out[i + t] - w.emigration[i + t]);
        }
        const int32_t *x = got.population + (STEPS * CELLS + i + STEPS) * DRAWS;
        check_variance(x, of.n * of.p, of.n * of.p * (1 - of.p));
        assert_true(koh_fit(DRAWS, x, 0, of.n, binomial_pmf, &of) > 1e-3 / CELLS);
    }
    free_result(&got);
}

/* Arrivals that nobody joins but who stay are Poisson; so are births of women who are certain, boys and girls apart. */
static void arrivals_and_births_are_poisson(void **state)
{
    (void) state;
    world w;
    make(&w);
    for (size_t i = 0; i < CELLS; i++) {
        w.start[i] = i % AGES == 12 && i < AGES ? 2011 : 0;
        w.survival[i] = 1;
    }
    w.year = (koh_proj_year){ .survival = w.survival,
                              .in_count = w.in,
                              .immigration = w.immigration,
                              .fertility = w.fertility,
                              .boys_per_girl = 1.056 };
    w.fertility[12] = 0.0231;
    const koh_ensemble_input input = input_of(&w, KOH_TIMING_END);
    const koh_ensemble_options options = options_of(DRAWS);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t i = 0; i < CELLS; i++) {
        law of = { 0, w.in[i] + w.immigration[i] };
        if (i % AGES == 0) {
            const double births = 2011 * 0.5 * (w.fertility[12] + w.fertility[13]);
            of.p += births * (i == 0 ? 1 : 1.056) / 2.056;
        }
        const int32_t offset = i == 13 ? 2011 : 0;
        int32_t *x = got.population + (CELLS + i) * DRAWS;
        for (size_t d = 0; d < DRAWS; d++) {
            x[d] -= offset;
        }
        check_variance(x, of.p, of.p);
        assert_true(koh_fit(DRAWS, x, 0, (int32_t) (of.p + 12 * sqrt(of.p) + 20), poisson_pmf, &of) > 1e-3 / CELLS);
    }
    free_result(&got);
}

/* Those who move and those who emigrate compete for the same people: a multinomial, with its covariance. */
static void departures_are_multinomial(void **state)
{
    (void) state;
    world w;
    make(&w);
    for (size_t i = 0; i < CELLS; i++) {
        w.start[i] = i == 4 ? 317 : 0;
        w.out[i] = 0.31;
        w.emigration[i] = 0.24;
    }
    w.year = (koh_proj_year){ .survival = w.survival, .out_rate = w.out, .emigration_rate = w.emigration };
    const koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    const koh_ensemble_options options = options_of(DRAWS);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    const int32_t *out = got.components + KOH_ENSEMBLE_OUT * DRAWS;
    const int32_t *emigration = got.components + KOH_ENSEMBLE_EMIGRATION * DRAWS;
    const double o = w.survival[5] * 0.31, e = w.survival[5] * 0.24;
    double product = 0;
    check_variance(out, 317 * o, 317 * o * (1 - o));
    check_variance(emigration, 317 * e, 317 * e * (1 - e));
    for (size_t d = 0; d < DRAWS; d++) {
        product += (out[d] - 317 * o) * (emigration[d] - 317 * e);
    }
    const double spread = sqrt(o * (1 - o) * e * (1 - e)), error = 317 * spread * sqrt(2.0 / DRAWS);
    assert_true(fabs(product / DRAWS + 317 * o * e) < BOUND * error);
    free_result(&got);
}

/* n-draw runs of any cut: more draws, more threads, a later first draw. */
static void a_draw_is_the_same_however_the_run_is_cut(void **state)
{
    (void) state;
    enum { N = 3300, FIRST = 1700, PART = 450 };
    world w;
    make(&w);
    static double index[N * STEPS];
    for (size_t i = 0; i < (size_t) N * STEPS; i++) {
        index[i] = 0.1 * sin((double) i);
    }
    koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    input.mortality_index = index;
    koh_ensemble_options options = options_of(N);
    result whole, part;
    assert_int_equal(run(&input, &options, 1, &whole), KOH_OK);
    for (size_t threads = 2; threads <= 4; threads++) {
        assert_int_equal(run(&input, &options, threads, &part), KOH_OK);
        assert_memory_equal(part.population, whole.population, (STEPS + 1) * CELLS * N * sizeof(int32_t));
        assert_memory_equal(part.components, whole.components,
                            (size_t) STEPS * KOH_ENSEMBLE_COMPONENTS * N * sizeof(int32_t));
        assert_memory_equal(part.mean, whole.mean, sizeof whole.mean);
        assert_memory_equal(part.quantile, whole.quantile, sizeof whole.quantile);
        assert_memory_equal(part.band_quantile, whole.band_quantile, sizeof whole.band_quantile);
        free_result(&part);
    }
    options.n_draws = PART;
    options.first_draw = FIRST;
    input.mortality_index = index + FIRST * STEPS;
    assert_int_equal(run(&input, &options, 1, &part), KOH_OK);
    for (size_t i = 0; i < (STEPS + 1) * CELLS; i++) {
        assert_memory_equal(part.population + i * PART, whole.population + i * N + FIRST, PART * sizeof(int32_t));
    }
    free_result(&part);
    options.seed++;
    assert_int_equal(run(&input, &options, 1, &part), KOH_OK);
    assert_memory_not_equal(part.population + CELLS * PART, whole.population + CELLS * N + FIRST,
                            PART * sizeof(int32_t));
    free_result(&part);
    free_result(&whole);
}

static void summaries_are_those_of_the_draws(void **state)
{
    (void) state;
    enum { N = 2300 };
    world w;
    make(&w);
    const koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    const koh_ensemble_options options = options_of(N);
    result got;
    double sorted[N];
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t i = 0; i < (STEPS + 1) * (CELLS + BANDS); i++) {
        const int is_band = i >= (STEPS + 1) * CELLS;
        const size_t j = is_band ? i - (STEPS + 1) * CELLS : i, states = STEPS + 1;
        const int32_t *drawn = (is_band ? got.band : got.population) + j * N;
        for (size_t d = 0; d < N; d++) {
            sorted[d] = drawn[d];
        }
        gsl_sort(sorted, 1, N);
        for (size_t k = 0; k < ORDERS; k++) {
            const double expected = gsl_stats_quantile_from_sorted_data(sorted, 1, N, orders[k]);
            const double quantile =
                is_band ? got.band_quantile[k * states * BANDS + j] : got.quantile[k * states * CELLS + j];
            assert_true(fabs(quantile - expected) <= 1e-12 * (1 + expected));
        }
    }
    for (size_t t = 0; t <= STEPS; t++) {
        for (size_t d = 0; d < N; d++) {
            int32_t sums[BANDS] = { 0 };
            for (size_t i = 0; i < CELLS; i++) {
                const int32_t persons = got.population[(t * CELLS + i) * N + d];
                const size_t x = i % AGES;
                sums[0] += persons;
                sums[1] += i < AGES && x >= 4 && x <= 9 ? persons : 0;
                sums[2] += i >= AGES && x == 30 ? persons : 0;
            }
            for (size_t k = 0; k < BANDS; k++) {
                assert_int_equal(got.band[(t * BANDS + k) * N + d], sums[k]);
            }
        }
    }
    free_result(&got);
}

/* The means of one step of draws with uncertain parameters against the path of another world. */
static void check_shift(const koh_ensemble_input *input, const world *shifted)
{
    const koh_ensemble_input certain = input_of(shifted, input->path.timing);
    const koh_ensemble_options options = options_of(DRAWS);
    result got, expected;
    assert_int_equal(run(input, &options, 1, &got), KOH_OK);
    assert_int_equal(run(&certain, &options, 1, &expected), KOH_OK);
    for (size_t i = CELLS; i < 2 * CELLS; i++) {
        (void) z_squared(DRAWS, got.population + i * DRAWS, expected.expected[i], BOUND);
    }
    free_result(&got);
    free_result(&expected);
}

static double *constant(double value)
{
    double *array = calloc((size_t) DRAWS * STEPS, sizeof *array);
    assert_non_null(array);
    for (size_t i = 0; i < (size_t) DRAWS * STEPS; i++) {
        array[i] = value;
    }
    return array;
}

/* Parameters that are shifted alike in all draws are the deterministic path of the shifted rates. Without departures by
 * number: these are probabilities of the unshifted path, and follow the persons. */
static void shifted_rates_shift_the_mean(void **state)
{
    (void) state;
    world w, shifted;
    make(&w);
    make(&shifted);
    w.year.net_count = w.year.net_rate = shifted.year.net_count = shifted.year.net_rate = NULL;
    for (size_t i = 0; i < CELLS; i++) {
        shifted.survival[i] = pow(w.survival[i], exp(-0.283));
    }
    for (size_t x = 0; x < AGES; x++) {
        shifted.fertility[x] = 1.37 * w.fertility[x];
    }
    double *fertility = constant(1.37), *index = constant(-0.283);
    koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    input.fertility_factor = fertility;
    input.mortality_index = index;
    check_shift(&input, &shifted);
    free(fertility);
    free(index);
}

static void a_shifted_level_shifts_the_mean(void **state)
{
    (void) state;
    const double levels[] = { 61.3, -47.9 };
    for (size_t k = 0; k < 2; k++) {
        world w, shifted;
        double profile[CELLS];
        make(&w);
        make(&shifted);
        double sum = 0;
        for (size_t i = 0; i < CELLS; i++) {
            profile[i] = 1 + 0.5 * sin((double) i);
            sum += profile[i];
        }
        for (size_t i = 0; i < CELLS; i++) {
            profile[i] /= sum;
            shifted.net_count[i] += levels[k] * profile[i];
        }
        double *level = constant(levels[k]);
        koh_ensemble_input input = input_of(&w, KOH_TIMING_END);
        input.net_level = level;
        input.net_profile = profile;
        check_shift(&input, &shifted);
        free(level);
    }
}

/* Levels that differ between draws and lie together over the steps, with mean zero: the mean of the draws stays the
 * deterministic path, cell by cell, though those who leave are a share of ever fewer. */
static void opposite_levels_keep_the_mean(void **state)
{
    (void) state;
    world w;
    result got;
    enum { YOUNG = 15 };
    double profile[CELLS], *level = constant(0);
    make(&w);
    for (size_t i = 0; i < CELLS; i++) {
        profile[i] = i % AGES < YOUNG ? 0.5 / YOUNG : 0;
    }
    for (size_t i = 0; i < (size_t) DRAWS * STEPS; i++) {
        level[i] = i / STEPS % 2 == 0 ? 151.3 : -151.3; /* 5 a cell and year, of which the least has some 25 */
    }
    koh_ensemble_input input = input_of(&w, KOH_TIMING_END);
    const koh_ensemble_options options = options_of(DRAWS);
    input.net_level = level;
    input.net_profile = profile;
    assert_int_equal(run(&input, &options, 2, &got), KOH_OK);
    for (size_t i = CELLS; i < (STEPS + 1) * CELLS; i++) {
        (void) z_squared(DRAWS, got.population + i * DRAWS, got.expected[i], BOUND);
    }
    free_result(&got);
    free(level);
}

/* A factor of its own for each draw reaches that draw: half of the draws have no births, half no deaths. */
static void parameters_belong_to_their_draw(void **state)
{
    (void) state;
    enum { N = 1500 };
    world w;
    make(&w);
    static double fertility[N * STEPS], index[N * STEPS];
    for (size_t d = 0; d < N; d++) {
        for (size_t t = 0; t < STEPS; t++) {
            fertility[d * STEPS + t] = d % 2 == 0 ? 1 : 0;
            index[d * STEPS + t] = (d + t) % 3 == 0 ? -20 : 0.5;
        }
    }
    koh_ensemble_input input = input_of(&w, KOH_TIMING_EVEN);
    const koh_ensemble_options options = options_of(N);
    input.fertility_factor = fertility;
    input.mortality_index = index;
    result got;
    assert_int_equal(run(&input, &options, 2, &got), KOH_OK);
    for (size_t t = 0; t < STEPS; t++) {
        const int32_t *line = got.components + t * KOH_ENSEMBLE_COMPONENTS * N;
        for (size_t d = 0; d < N; d++) {
            assert_true((line[KOH_ENSEMBLE_GIRLS * N + d] > 0) == (d % 2 == 0));
            assert_true((line[KOH_ENSEMBLE_DEATHS * N + d] > 2) == ((d + t) % 3 != 0));
        }
    }
    free_result(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_is_the_deterministic_path),
        cmocka_unit_test(nobody_is_lost_or_made),
        cmocka_unit_test(cohorts_that_only_shrink_are_binomial),
        cmocka_unit_test(arrivals_and_births_are_poisson),
        cmocka_unit_test(departures_are_multinomial),
        cmocka_unit_test(a_draw_is_the_same_however_the_run_is_cut),
        cmocka_unit_test(summaries_are_those_of_the_draws),
        cmocka_unit_test(shifted_rates_shift_the_mean),
        cmocka_unit_test(a_shifted_level_shifts_the_mean),
        cmocka_unit_test(opposite_levels_keep_the_mean),
        cmocka_unit_test(parameters_belong_to_their_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
