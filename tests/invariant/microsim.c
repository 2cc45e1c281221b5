/* What must hold of lives whatever the rates: their mean is the deterministic path in every cell, component and level
 * of care, nobody is lost or made, chance is that of the laws where these are known, and a draw is the same however the
 * run is cut. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "allocations.h"
#include "kohort/microsim.h"
#include "unit/fit.h"

enum { AGES = 31, CELLS = 2 * AGES, STEPS = 5, STATES = STEPS + 1, DRAWS = 1000, LEVELS = 3 };

/* 5.2 standard errors: once in five million; there are some 4,000 tests in this file, skewed ones among them. */
#define BOUND 5.2

/* A made-up municipality where everything happens, and often. */
typedef struct world {
    double start[CELLS], survival[CELLS], fertility[AGES], net_count[CELLS], net_rate[CELLS], in[CELLS], out[CELLS],
        immigration[CELLS], emigration[CELLS];
    double share[LEVELS * CELLS], up[(LEVELS - 1) * CELLS], down[(LEVELS - 1) * CELLS], risk[LEVELS * CELLS];
    double couple[CELLS];
    koh_proj_year year;
    const koh_proj_year *years[STEPS];
} world;

static void make(world *w)
{
    for (size_t i = 0; i < CELLS; i++) {
        const double x = (double) (i % AGES);
        w->start[i] = floor(13 + 40.3 * x * exp(-0.13 * x) + (i == 7 ? 300 : 0));
        w->survival[i] = exp(-1.7e-3 * exp(0.21 * x));
        w->net_count[i] = (0.4 + 2.7 * exp(-0.1 * x)) * sin(0.9 * (double) i);
        w->net_rate[i] = 0.013 * cos(1.3 * (double) i);
        w->in[i] = 4.7 * exp(-0.05 * (x - 9) * (x - 9)) + (i == 41 ? 31.7 : 0);
        w->out[i] = 0.017 + 0.21 * exp(-0.04 * (x - 8) * (x - 8));
        w->immigration[i] = 0.39;
        w->emigration[i] = 0.0083 + 0.0002 * x;
        w->couple[i] = x < 8 ? 0 : 0.63;
        const double some = 0.02 * exp(0.12 * x), much = 0.3 * some / (1 + some), rest = 0.6 * some / (1 + some);
        w->share[i] = 1 - much - rest;
        w->share[CELLS + i] = rest;
        w->share[2 * CELLS + i] = much;
        w->up[i] = 0.03 * exp(0.09 * x);
        w->up[CELLS + i] = 0.37;
        w->down[i] = 0.83 - 0.013 * x;
        w->down[CELLS + i] = 0.021;
        w->risk[i] = 1;
        w->risk[CELLS + i] = 3.7;
        w->risk[2 * CELLS + i] = 29.3;
    }
    w->survival[CELLS - 1] = 0.2137; /* risks that cannot be met */
    for (size_t x = 0; x < AGES; x++) {
        w->fertility[x] = x >= 5 && x < 16 ? 0.213 : 0;
    }
    w->year = (koh_proj_year){ w->survival, w->fertility, 1.056,          w->net_count, w->net_rate,
                               w->in,       w->out,       w->immigration, w->emigration };
    for (size_t t = 0; t < STEPS; t++) {
        w->years[t] = &w->year;
    }
}

static koh_microsim_input input_of(const world *w, koh_timing timing)
{
    return (koh_microsim_input){ .path = { AGES, STEPS, timing, w->start, w->years },
                                 .region = 3310,
                                 .care = { LEVELS, w->share, w->up, w->down, w->risk },
                                 .couple = w->couple };
}

typedef struct result {
    int32_t *population, *since_start, *care, *spells, *widowed, *died, *left, *ever;
    int64_t *events;
    double *years_in, *years;
    double expected[STATES * CELLS], expected_care[STATES * LEVELS * CELLS];
} result;

static void free_result(result *of)
{
    void *const blocks[] = { of->population, of->since_start, of->care,   of->spells,   of->widowed, of->died,
                             of->left,       of->ever,        of->events, of->years_in, of->years };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        free(blocks[i]);
    }
}

static void *room(size_t n, size_t size)
{
    void *block = calloc(n, size);
    assert_non_null(block);
    return block;
}

static koh_status run(const koh_microsim_input *input, const koh_microsim_options *options, size_t threads, result *to)
{
    const koh_microsim_size size = { AGES, STEPS, LEVELS, threads };
    const size_t n = options->n_draws;
    koh_microsim_workspace *workspace = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh_microsim_workspace_new(&size, &workspace), KOH_OK);
    *to = (result){ .population = room(STATES * CELLS * n, sizeof(int32_t)),
                    .since_start = room(STATES * CELLS * n, sizeof(int32_t)),
                    .care = room(STATES * LEVELS * CELLS * n, sizeof(int32_t)),
                    .spells = room((size_t) LEVELS * KOH_MICROSIM_SPELLS * n, sizeof(int32_t)),
                    .widowed = room(STEPS * CELLS * n, sizeof(int32_t)),
                    .died = room(CELLS * n, sizeof(int32_t)),
                    .left = room(CELLS * n, sizeof(int32_t)),
                    .ever = room(LEVELS * CELLS * n, sizeof(int32_t)),
                    .events = room((size_t) STEPS * KOH_MICROSIM_EVENTS * n, sizeof(int64_t)),
                    .years_in = room(LEVELS * CELLS * n, sizeof(double)),
                    .years = room(STEPS * n, sizeof(double)) };
    koh_microsim_output output = { to->population, to->since_start, to->care,         to->events, to->spells,
                                   to->widowed,    to->died,        to->left,         to->ever,   to->years_in,
                                   to->years,      to->expected,    to->expected_care };
    const size_t before = allocations;
    const koh_status status = koh_microsim_run(input, options, workspace, &error, &output);
    assert_true(threads > 1 || allocations == before);
    if (status < 0) {
        print_message("%s\n", error.message);
    }
    koh_microsim_workspace_free(workspace);
    return status;
}

static koh_microsim_options options_of(size_t n_draws)
{
    koh_microsim_options options = koh_microsim_options_defaults();
    options.n_draws = n_draws;
    options.seed = 20261122;
    return options;
}

/* The mean of n numbers, `apart` from each other, is as expected within BOUND standard errors; returns the squared
 * number of them. */
static double z_squared(const char *what, size_t at, size_t n, size_t apart, const int32_t *x, double expected)
{
    double sum = 0, squares = 0;
    for (size_t d = 0; d < n; d++) {
        const double gap = x[d * apart] - expected;
        sum += gap;
        squares += gap * gap;
    }
    const double variance = squares / (double) n;
    if (variance < 1e-12) {
        return 0;
    }
    const double z = sum / sqrt((double) n * variance), rare = 5 / ((double) n * (expected > 0 ? expected : 1e-9));
    if (!(fabs(z) < BOUND + rare)) {
        fail_msg("%s %zu: mean %.9g, expected %.9g: %.1f standard errors", what, at, expected + sum / (double) n,
                 expected, z);
    }
    return z * z;
}

/* A bias too small for any one cell shows in the mean square, which is 1 give or take sqrt(2/n); cells of a cohort are
 * not independent, so the give and take is wider. */
static void check_squares(double z2, size_t n)
{
    if (!(fabs(z2 / (double) n - 1) < 8 * sqrt(2.0 / (double) n))) {
        fail_msg("mean square %.3f of %zu cells", z2 / (double) n, n);
    }
}

static void check_population(const result *got, const double *path)
{
    double z2 = 0;
    assert_memory_equal(got->expected, path, STATES * CELLS * sizeof *path);
    for (size_t i = CELLS; i < STATES * CELLS; i++) {
        z2 += z_squared("cell", i, DRAWS, STATES * CELLS, got->population + i, path[i]);
    }
    check_squares(z2, STEPS * CELLS);
}

static void check_care(const result *got)
{
    double z2 = 0;
    for (size_t i = 0; i < STATES * LEVELS * CELLS; i++) {
        z2 += z_squared("level", i, DRAWS, STATES * LEVELS * CELLS, got->care + i, got->expected_care[i]);
    }
    check_squares(z2, STATES * LEVELS * CELLS);
}

static void check_events(const result *got, const koh_proj_totals *totals)
{
    int32_t *count = room(DRAWS, sizeof *count);
    for (size_t t = 0; t < STEPS; t++) {
        const double expected[] = {
            totals[t].births[KOH_FEMALE], totals[t].births[KOH_MALE], totals[t].deaths, totals[t].in, totals[t].out,
            totals[t].immigration,        totals[t].emigration,       totals[t].net
        };
        for (size_t k = 0; k <= KOH_MICROSIM_NET_IN; k++) {
            for (size_t d = 0; d < DRAWS; d++) {
                const int64_t *events = got->events + (d * STEPS + t) * KOH_MICROSIM_EVENTS;
                count[d] = (int32_t) (events[k] - (k == KOH_MICROSIM_NET_IN ? events[KOH_MICROSIM_NET_OUT] : 0));
            }
            (void) z_squared("event", t * KOH_MICROSIM_EVENTS + k, DRAWS, 1, count, expected[k]);
        }
    }
    free(count);
}

static void the_mean_is_the_deterministic_path(void **state)
{
    (void) state;
    world w;
    make(&w);
    for (int timing = KOH_TIMING_EVEN; timing <= KOH_TIMING_END; timing++) {
        const koh_microsim_input input = input_of(&w, (koh_timing) timing);
        const koh_microsim_options options = options_of(DRAWS);
        result got;
        assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
        double path[STATES * CELLS];
        koh_proj_totals totals[STEPS];
        koh_proj_path_output output = { .population = path, .totals = totals };
        koh_proj_workspace *workspace = NULL;
        assert_int_equal(koh_proj_workspace_new(AGES, &workspace), KOH_OK);
        assert_int_equal(koh_proj_path(&input.path, workspace, NULL, &output), KOH_OK);
        check_population(&got, path);
        check_events(&got, totals);
        check_care(&got);
        koh_proj_workspace_free(workspace);
        free_result(&got);
    }
}

/* Threads, parts on them, and a run in two cuts: the same bytes. */
static void a_draw_is_the_same_however_it_is_cut(void **state)
{
    (void) state;
    enum { N = 3, FIRST = 1 };
    static world w;
    make(&w);
    for (size_t scale = 1; scale <= 30; scale += 29) { /* one part, and several */
        for (size_t i = 0; i < CELLS; i++) {
            w.start[i] *= (double) scale;
        }
        const koh_microsim_input input = input_of(&w, KOH_TIMING_EVEN);
        koh_microsim_options options = options_of(N);
        result one, many, rest;
        assert_int_equal(run(&input, &options, 1, &one), KOH_OK);
        for (size_t threads = 2; threads <= 4; threads += 2) {
            assert_int_equal(run(&input, &options, threads, &many), KOH_OK);
            assert_memory_equal(one.population, many.population, N * STATES * CELLS * sizeof(int32_t));
            assert_memory_equal(one.since_start, many.since_start, N * STATES * CELLS * sizeof(int32_t));
            assert_memory_equal(one.care, many.care, N * STATES * LEVELS * CELLS * sizeof(int32_t));
            assert_memory_equal(one.events, many.events, N * STEPS * KOH_MICROSIM_EVENTS * sizeof(int64_t));
            assert_memory_equal(one.widowed, many.widowed, N * STEPS * CELLS * sizeof(int32_t));
            assert_memory_equal(one.ever, many.ever, N * LEVELS * CELLS * sizeof(int32_t));
            assert_memory_equal(one.died, many.died, N * CELLS * sizeof(int32_t));
            assert_memory_equal(one.years_in, many.years_in, N * LEVELS * CELLS * sizeof(double));
            assert_memory_equal(one.years, many.years, N * STEPS * sizeof(double));
            free_result(&many);
        }
        options.first_draw = FIRST;
        options.n_draws = N - FIRST;
        assert_int_equal(run(&input, &options, 2, &rest), KOH_OK);
        assert_memory_equal(one.population + FIRST * STATES * CELLS, rest.population,
                            (N - FIRST) * STATES * CELLS * sizeof(int32_t));
        free_result(&rest);
        options.seed++;
        assert_int_equal(run(&input, &options, 1, &rest), KOH_OK);
        assert_memory_not_equal(one.population + FIRST * STATES * CELLS, rest.population,
                                (N - FIRST) * STATES * CELLS * sizeof(int32_t));
        free_result(&rest);
        free_result(&one);
    }
}

static int64_t sum_of(const int32_t *x, size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

/* What is told of lives agrees with what is told of cells. */
static void lives_and_cells_agree(void **state)
{
    (void) state;
    enum { N = 20 };
    static world w;
    make(&w);
    const koh_microsim_input input = input_of(&w, KOH_TIMING_EVEN);
    const koh_microsim_options options = options_of(N);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t d = 0; d < N; d++) {
        const int32_t *population = got.population + d * STATES * CELLS, *since = got.since_start + d * STATES * CELLS;
        const int32_t *care = got.care + d * STATES * LEVELS * CELLS, *ever = got.ever + d * LEVELS * CELLS;
        const double *years_in = got.years_in + d * LEVELS * CELLS;
        int64_t gone = 0;
        assert_memory_equal(population, since, CELLS * sizeof(int32_t));
        for (size_t i = 0; i < STATES * CELLS; i++) {
            int32_t levels = 0;
            for (size_t k = 0; k < LEVELS; k++) {
                levels += care[(i / CELLS * LEVELS + k) * CELLS + i % CELLS];
            }
            assert_int_equal(levels, population[i]);
            assert_true(since[i] >= 0 && since[i] <= population[i]);
        }
        for (size_t i = 0; i < CELLS; i++) {
            double years = 0;
            assert_int_equal(ever[i], (int) w.start[i]);
            assert_true(ever[CELLS + i] >= care[CELLS + i] && ever[2 * CELLS + i] <= ever[CELLS + i]);
            gone += got.died[d * CELLS + i] + got.left[d * CELLS + i];
            for (size_t k = 0; k < LEVELS; k++) {
                years += years_in[k * CELLS + i];
            }
            assert_true(years <= STEPS * w.start[i] && (years > 0 || w.start[i] == 0));
        }
        assert_int_equal(gone, sum_of(since, CELLS) - sum_of(since + STEPS * CELLS, CELLS));
        for (size_t t = 0; t < STEPS; t++) {
            const int64_t *events = got.events + (d * STEPS + t) * KOH_MICROSIM_EVENTS;
            const double here = (double) sum_of(population + t * CELLS, CELLS), years = got.years[d * STEPS + t];
            assert_int_equal(sum_of(got.widowed + (d * STEPS + t) * CELLS, CELLS), events[KOH_MICROSIM_WIDOWED]);
            assert_true(years > 0.7 * here && years < 1.3 * here + 100);
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

/* Deaths and departures alone leave a cohort binomial with the product of its chances to stay. */
static void cohorts_that_only_shrink_are_binomial(void **state)
{
    (void) state;
    static world w;
    static int32_t x[DRAWS];
    make(&w);
    w.year = (koh_proj_year){ .survival = w.survival, .out_rate = w.out, .emigration_rate = w.emigration };
    koh_microsim_input input = input_of(&w, KOH_TIMING_EVEN);
    input.care = (koh_microsim_care){ 0 };
    const koh_microsim_options options = options_of(DRAWS);
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
        for (size_t d = 0; d < DRAWS; d++) {
            x[d] = got.population[(d * STATES + STEPS) * CELLS + i + STEPS];
        }
        assert_true(koh_fit(DRAWS, x, 0, of.n, binomial_pmf, &of) > 1e-3 / CELLS);
    }
    free_result(&got);
}

/* Women who are certain bear Poisson numbers; a year that is quiet for all is not special. */
static void births_of_the_certain_are_poisson(void **state)
{
    (void) state;
    static world w;
    static int32_t x[DRAWS];
    make(&w);
    for (size_t i = 0; i < CELLS; i++) {
        w.start[i] = i == 9 ? 57 : 0;
        w.survival[i] = 1;
    }
    w.year = (koh_proj_year){ .survival = w.survival, .fertility = w.fertility, .boys_per_girl = 1.056 };
    koh_microsim_input input = input_of(&w, KOH_TIMING_EVEN);
    input.care = (koh_microsim_care){ 0 };
    const koh_microsim_options options = options_of(DRAWS);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t t = 0; t < STEPS; t++) {
        for (size_t k = 0; k < 2; k++) {
            const law of = { 0, 57 * 0.213 * (k == KOH_MICROSIM_BOYS ? 1.056 : 1) / 2.056 };
            for (size_t d = 0; d < DRAWS; d++) {
                x[d] = (int32_t) got.events[(d * STEPS + t) * KOH_MICROSIM_EVENTS + k];
            }
            assert_true(koh_fit(DRAWS, x, 0, 60, poisson_pmf, &of) > 1e-4);
        }
    }
    free_result(&got);
}

/* A mean over draws against what is expected of it, with the standard error of the draws. */
static void check_mean(const char *what, const double *x, double expected)
{
    double sum = 0, squares = 0;
    for (size_t d = 0; d < DRAWS; d++) {
        sum += x[d] - expected;
        squares += (x[d] - expected) * (x[d] - expected);
    }
    const double z = sum / sqrt(squares);
    if (!(fabs(z) < BOUND)) {
        fail_msg("%s: mean %.9g, expected %.9g: %.1f standard errors", what, expected + sum / DRAWS, expected, z);
    }
}

/* Hazards that never change have closed forms: years lived, years in a level, who ever gets there, who is widowed. */
static void constant_hazards_have_closed_forms(void **state)
{
    (void) state;
    enum { COUPLES = 400, WOMAN = 9, MAN = AGES + 9 };
    const double mu = 0.113, up = 0.271, horizon = STEPS;
    static world w;
    static double lived[DRAWS], in_level[DRAWS], ever[DRAWS], widowed[DRAWS];
    make(&w);
    for (size_t i = 0; i < CELLS; i++) {
        w.start[i] = i == WOMAN || i == MAN ? COUPLES : 0;
        w.survival[i] = exp(-mu);
        w.couple[i] = 1;
        w.share[i] = 1;
        w.share[CELLS + i] = w.share[2 * CELLS + i] = 0;
        w.up[i] = up;
        w.up[CELLS + i] = w.down[i] = w.down[CELLS + i] = 0;
        w.risk[i] = w.risk[CELLS + i] = w.risk[2 * CELLS + i] = 1;
    }
    w.year = (koh_proj_year){ .survival = w.survival };
    const koh_microsim_input input = input_of(&w, KOH_TIMING_END);
    const koh_microsim_options options = options_of(DRAWS);
    result got;
    assert_int_equal(run(&input, &options, 1, &got), KOH_OK);
    for (size_t d = 0; d < DRAWS; d++) {
        lived[d] = ever[d] = in_level[d] = widowed[d] = 0;
        for (size_t t = 0; t < STEPS; t++) {
            lived[d] += got.years[d * STEPS + t];
            widowed[d] += (double) got.events[(d * STEPS + t) * KOH_MICROSIM_EVENTS + KOH_MICROSIM_WIDOWED];
        }
        for (size_t i = 0; i < CELLS; i++) {
            ever[d] += got.ever[(d * LEVELS + 1) * CELLS + i];
            in_level[d] += got.years_in[d * LEVELS * CELLS + i];
        }
    }
    const double all = 2 * COUPLES, both = mu + up;
    /* Times are cut to whole parts of 2^-24 year: less than a billionth of a year in the mean of years. */
    check_mean("years lived", lived, all * (1 - exp(-mu * horizon)) / mu);
    check_mean("years at level 0", in_level, all * (1 - exp(-both * horizon)) / both);
    check_mean("ever at level 1", ever, all * up / both * (1 - exp(-both * horizon)));
    check_mean("widowed", widowed, COUPLES * (1 - exp(-2 * mu * horizon)));
    free_result(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_is_the_deterministic_path),
        cmocka_unit_test(a_draw_is_the_same_however_it_is_cut),
        cmocka_unit_test(lives_and_cells_agree),
        cmocka_unit_test(cohorts_that_only_shrink_are_binomial),
        cmocka_unit_test(births_of_the_certain_are_poisson),
        cmocka_unit_test(constant_hazards_have_closed_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
