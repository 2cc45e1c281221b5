/* The same lives by slow, plain code: one person and year after another, a time for everything that may happen, with
 * GSL's random numbers. What both tell of lives (not of cells) is compared as counts and distributions. */
#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "kohort/microsim.h"

enum { AGES = 12, CELLS = 2 * AGES, STEPS = 14, LEVELS = 3, DRAWS = 300, PERSONS = 500 };

typedef struct world {
    double start[CELLS], survival[CELLS], fertility[AGES], out[CELLS], emigration[CELLS];
    double share[LEVELS * CELLS], up[(LEVELS - 1) * CELLS], down[(LEVELS - 1) * CELLS], risk[LEVELS * CELLS];
    koh_proj_year year;
    const koh_proj_year *years[STEPS];
} world;

static void make(world *w)
{
    for (size_t i = 0; i < CELLS; i++) {
        const double x = (double) (i % AGES);
        w->start[i] = i % AGES == 3 ? PERSONS : 0;
        w->survival[i] = exp(-0.01 - 0.004 * x);
        w->out[i] = 0.037;
        w->emigration[i] = 0.011;
        w->share[i] = 0.8;
        w->share[CELLS + i] = 0.13;
        w->share[2 * CELLS + i] = 0.07;
        w->up[i] = 0.11 + 0.01 * x;
        w->up[CELLS + i] = 0.23;
        w->down[i] = 0.31;
        w->down[CELLS + i] = 0.17;
        w->risk[i] = w->risk[CELLS + i] = w->risk[2 * CELLS + i] = 1; /* so that the twin needs no expected shares */
    }
    w->year = (koh_proj_year){ .survival = w->survival, .out_rate = w->out, .emigration_rate = w->emigration };
    for (size_t t = 0; t < STEPS; t++) {
        w->years[t] = &w->year;
    }
}

/* What is told of lives. */
typedef struct told {
    double spells[LEVELS][KOH_MICROSIM_SPELLS];
    double ever[LEVELS], died, steps_up, steps_down, deaths, outs;
    double years_in[LEVELS];
} told;

/* A spell in a level from one time to another. */
static void end_spell(told *to, int level, double begun, double now)
{
    if (level > 0 && begun >= 0 && begun <= STEPS - 10) {
        const double quarter = floor(4 * (now - begun));
        to->spells[level][quarter < KOH_MICROSIM_SPELLS - 1 ? (size_t) quarter : KOH_MICROSIM_SPELLS - 1]++;
    }
}

/* One life: in every year a time of death, a time of moving, and steps between. */
static void live(const world *w, gsl_rng *rng, size_t sex, size_t age, told *to)
{
    const double u = gsl_rng_uniform(rng);
    int level = u < w->share[0] ? 0 : u < w->share[0] + w->share[CELLS] ? 1 : 2, highest = level;
    double begun = -1;
    for (size_t t = 0; t < STEPS; t++) {
        const size_t x = age + t + 1 < AGES ? age + t + 1 : AGES - 1, i = sex * AGES + x;
        const double death = gsl_ran_exponential(rng, -1 / log(w->survival[i]));
        const double stay = 1 - w->out[i] - w->emigration[i];
        const double move = gsl_ran_exponential(rng, -1 / log(stay));
        const int dies = death < 1, moves = !dies && move < 1;
        const double end = dies ? death : moves ? move : 1;
        for (double now = 0;;) {
            const double up = level < LEVELS - 1 ? w->up[level * CELLS + (int) i] : 0;
            const double down = level > 0 ? w->down[(level - 1) * CELLS + (int) i] : 0;
            const double wait = gsl_ran_exponential(rng, 1 / (up + down));
            to->years_in[level] += fmin(wait, end - now);
            now += wait;
            if (now >= end) {
                break;
            }
            end_spell(to, level, begun, (double) t + now);
            const int rises = gsl_rng_uniform(rng) < up / (up + down);
            to->steps_up += rises;
            to->steps_down += !rises;
            level += rises ? 1 : -1;
            highest = level > highest ? level : highest;
            begun = level > 0 ? (double) t + now : -1;
        }
        if (dies || moves) {
            to->died += dies;
            to->deaths += dies;
            to->outs += moves;
            end_spell(to, level, begun, (double) t + end);
            begun = -1;
            level = -1;
            break;
        }
    }
    if (level >= 0) {
        end_spell(to, level, begun, STEPS);
    }
    for (int k = 0; k <= highest; k++) {
        to->ever[k]++;
    }
}

static void add_kernel(const world *w, told *to)
{
    static int32_t spells[DRAWS * LEVELS * KOH_MICROSIM_SPELLS], ever[DRAWS * LEVELS * CELLS], died[DRAWS * CELLS];
    static int64_t events[DRAWS * STEPS * KOH_MICROSIM_EVENTS];
    static double years_in[DRAWS * LEVELS * CELLS];
    const koh_microsim_input input = { .path = { AGES, STEPS, KOH_TIMING_EVEN, w->start, w->years },
                                       .region = 1151,
                                       .care = { LEVELS, w->share, w->up, w->down, w->risk } };
    const koh_microsim_size size = { AGES, STEPS, LEVELS, 1 };
    koh_microsim_options options = koh_microsim_options_defaults();
    koh_microsim_output output = {
        .spells = spells, .ever = ever, .died = died, .events = events, .years_in = years_in
    };
    koh_microsim_workspace *workspace = NULL;
    koh_error error = { 0 };
    options.n_draws = DRAWS;
    options.seed = 7;
    assert_int_equal(koh_microsim_workspace_new(&size, &workspace), KOH_OK);
    assert_int_equal(koh_microsim_run(&input, &options, workspace, &error, &output), KOH_OK);
    koh_microsim_workspace_free(workspace);
    for (size_t i = 0; i < sizeof spells / sizeof spells[0]; i++) {
        to->spells[i / KOH_MICROSIM_SPELLS % LEVELS][i % KOH_MICROSIM_SPELLS] += spells[i];
    }
    for (size_t i = 0; i < sizeof ever / sizeof ever[0]; i++) {
        to->ever[i / CELLS % LEVELS] += ever[i];
        to->years_in[i / CELLS % LEVELS] += years_in[i];
    }
    for (size_t i = 0; i < sizeof died / sizeof died[0]; i++) {
        to->died += died[i];
    }
    for (size_t i = 0; i < (size_t) DRAWS * STEPS; i++) {
        const int64_t *of = events + i * KOH_MICROSIM_EVENTS;
        to->steps_up += (double) of[KOH_MICROSIM_CARE_UP];
        to->steps_down += (double) of[KOH_MICROSIM_CARE_DOWN];
        to->deaths += (double) of[KOH_MICROSIM_DEATHS];
        to->outs += (double) (of[KOH_MICROSIM_OUT] + of[KOH_MICROSIM_EMIGRATION]);
    }
}

/* Two counts of as many trials differ by no more than chance: 5 standard errors of their difference. */
static void close_counts(const char *what, double a, double b)
{
    if (!(fabs(a - b) < 5 * sqrt(a + b))) {
        fail_msg("%s: %.0f and %.0f", what, a, b);
    }
}

/* Two histograms are of one law. */
static void close_histograms(size_t level, const double *a, const double *b)
{
    double chi2 = 0, sum_a = 0, sum_b = 0;
    int bins = 0;
    for (size_t k = 0; k < KOH_MICROSIM_SPELLS; k++) {
        sum_a += a[k];
        sum_b += b[k];
        if (sum_a + sum_b >= 40 || k == KOH_MICROSIM_SPELLS - 1) {
            chi2 += sum_a + sum_b > 0 ? (sum_a - sum_b) * (sum_a - sum_b) / (sum_a + sum_b) : 0;
            bins++;
            sum_a = sum_b = 0;
        }
    }
    assert_true(bins > 10);
    if (!(gsl_cdf_chisq_Q(chi2, bins) > 1e-5)) {
        fail_msg("spells at level %zu: chi-square %.1f of %d", level, chi2, bins);
    }
}

static void lives_are_those_of_plain_code(void **state)
{
    (void) state;
    static world w;
    static told kernel, plain;
    make(&w);
    add_kernel(&w, &kernel);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20261122);
    for (size_t n = 0; n < (size_t) DRAWS * PERSONS; n++) {
        live(&w, rng, KOH_FEMALE, 3, &plain);
        live(&w, rng, KOH_MALE, 3, &plain);
    }
    gsl_rng_free(rng);
    close_counts("died", kernel.died, plain.died);
    close_counts("deaths", kernel.deaths, plain.deaths);
    close_counts("moved", kernel.outs, plain.outs);
    close_counts("steps up", kernel.steps_up, plain.steps_up);
    close_counts("steps down", kernel.steps_down, plain.steps_down);
    for (size_t k = 0; k < LEVELS; k++) {
        close_counts("ever", kernel.ever[k], plain.ever[k]);
        /* Years in a level vary by some 3 years a person: the same five standard errors, of the sums. */
        const double error = 3 * sqrt(2.0 * 2 * DRAWS * PERSONS);
        if (!(fabs(kernel.years_in[k] - plain.years_in[k]) < 5 * error)) {
            fail_msg("years at level %zu: %g and %g", k, kernel.years_in[k], plain.years_in[k]);
        }
        if (k > 0) {
            close_histograms(k, kernel.spells[k], plain.spells[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lives_are_those_of_plain_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
