/* How many cells (age x sex x year x draw) a core steps per second with deaths, births, out- and in-moves, immigration
 * and emigration drawn exactly: municipalities of all sizes on the registered population, with and without quantiles;
 * beside a plain loop that asks GSL for one cell after another. Usage: bench_ensemble [--json] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "kohort/ensemble.h"
#include "world.h"

enum { ORDERS = 5, MOST_DRAWS = 8000 };

static const double orders[ORDERS] = { 0.05, 0.25, 0.5, 0.75, 0.95 };

static koh_world worlds[REGIONS];
static double factor[MOST_DRAWS * STEPS], index_of_mortality[MOST_DRAWS * STEPS], level[MOST_DRAWS * STEPS],
    profile[CELLS];
static double mean[(STEPS + 1) * CELLS], quantile[ORDERS * (STEPS + 1) * CELLS];

/* What a run does besides drawing. */
typedef enum extra { NOTHING = 0, QUANTILES = 1, UNCERTAIN = 2, TWO_THREADS = 4 } extra;

/* Cells per second over some municipalities. */
static double time_regions(size_t n, const koh_world *of, size_t n_draws, koh_ensemble_workspace *ws, unsigned extras)
{
    const clockid_t clock = extras & TWO_THREADS ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
    const int summaries = (extras & QUANTILES) != 0, uncertain = (extras & UNCERTAIN) != 0;
    koh_ensemble_options options = koh_ensemble_options_defaults();
    koh_ensemble_output output = { .mean = mean, .quantile = summaries ? quantile : NULL };
    options.n_draws = n_draws;
    options.n_quantiles = summaries ? ORDERS : 0;
    options.quantiles = orders;
    const double begin = seconds(clock);
    for (size_t k = 0; k < n; k++) {
        const koh_ensemble_input input = { .path = { AGES, STEPS, KOH_TIMING_EVEN, of[k].start, of[k].years },
                                           .first_year = YEAR,
                                           .region = of[k].region,
                                           .fertility_factor = uncertain ? factor : NULL,
                                           .mortality_index = uncertain ? index_of_mortality : NULL,
                                           .net_level = uncertain ? level : NULL,
                                           .net_profile = profile };
        koh_error error;
        if (koh_ensemble_run(&input, &options, ws, &error, &output) < 0) {
            (void) fprintf(stderr, "bench_ensemble: %s\n", error.message);
            exit(EXIT_FAILURE);
        }
    }
    return (double) (n * CELLS * STEPS * n_draws) / (seconds(clock) - begin);
}

/* The rival: one step of one draw, one cell after another. */
static double plain_step(const gsl_rng *rng, const koh_world *w, unsigned *persons)
{
    double mothers = 0;
    unsigned boys = 0, girls = 0;
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        for (size_t x = AGES; x-- > 0;) {
            const size_t i = sex * AGES + x;
            if (x == 0 && sex == KOH_FEMALE) {
                boys = gsl_ran_poisson(rng, mothers * 1.056 / 2.056);
                girls = gsl_ran_poisson(rng, mothers / 2.056);
            }
            unsigned here = x == 0 ? (sex == KOH_FEMALE ? girls : boys) : persons[i - 1];
            here += x == AGES - 1 ? persons[i] : 0;
            mothers += sex == KOH_FEMALE && x > 0 ? 0.5 * w->fertility[x - 1] * persons[i - 1] : 0;
            here -= gsl_ran_binomial(rng, 1 - w->survival[i], here);
            here -= gsl_ran_binomial(rng, w->out[i], here);
            here -= gsl_ran_binomial(rng, w->emigration[i] / (1 - w->out[i]), here);
            here += gsl_ran_poisson(rng, w->in[i]);
            here += gsl_ran_poisson(rng, w->immigration[i]);
            mothers += sex == KOH_FEMALE && x > 0 ? 0.5 * w->fertility[x] * here : 0;
            persons[i] = here;
        }
    }
    return mothers;
}

static double time_plain(const gsl_rng *rng, const koh_world *w, size_t n_draws)
{
    unsigned persons[CELLS];
    double kept = 0;
    const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
    for (size_t d = 0; d < n_draws; d++) {
        for (size_t i = 0; i < CELLS; i++) {
            persons[i] = (unsigned) w->start[i];
        }
        for (size_t t = 0; t < STEPS; t++) {
            kept += plain_step(rng, w, persons);
        }
    }
    return kept > 0 ? (double) (CELLS * STEPS * n_draws) / (seconds(CLOCK_THREAD_CPUTIME_ID) - begin) : 0;
}

/* Uncertain parameters of some size: a tenth on births and deaths, 15 persons a year. */
static void put_parameters(void)
{
    for (size_t i = 0; i < (size_t) MOST_DRAWS * STEPS; i++) {
        factor[i] = 1 + 0.1 * sin(1.7 * (double) i);
        index_of_mortality[i] = 0.1 * sin(2.3 * (double) i);
        level[i] = 15 * sin(2.9 * (double) i);
    }
    for (size_t i = 0; i < CELLS; i++) {
        profile[i] = 1.0 / CELLS;
    }
}

static double persons_of(const koh_world *w)
{
    double sum = 0;
    for (size_t i = 0; i < CELLS; i++) {
        sum += w->start[i];
    }
    return sum;
}

static koh_ensemble_workspace *workspace_of(size_t threads)
{
    koh_ensemble_workspace *workspace = NULL;
    const koh_ensemble_size size = { AGES, STEPS, 0, threads, koh_ensemble_bins(AGES, STEPS, 0, 15000) };
    if (koh_ensemble_workspace_new(&size, &workspace) != KOH_OK) {
        exit(EXIT_FAILURE);
    }
    return workspace;
}

int main(int argc, char **argv)
{
    const int json = argc > 1 && strcmp(argv[1], "--json") == 0;
    size_t n = 0;
    for (unsigned region = 300; region < 5700 && n < REGIONS; region++) {
        n += (size_t) read_region(region, &worlds[n]);
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    koh_ensemble_workspace *one = workspace_of(1), *two = workspace_of(2);
    const unsigned some[] = { 1811, 3310, 1108, 1103, 301 };
    put_parameters();
    printf(json ? "{\"bench\": \"ensemble\", \"unit\": \"cells/s\", \"steps\": %d, \"repeats\": %d, \"regions\": [\n"
                : "Million cells/s, %d steps, median of %d\n",
           STEPS, REPEATS);
    for (size_t k = 0; k < sizeof some / sizeof some[0]; k++) {
        size_t r = 0;
        while (r < n && worlds[r].region != some[k]) {
            r++;
        }
        if (r == n) {
            continue;
        }
        double draws[REPEATS], summaries[REPEATS], uncertain[REPEATS], threads[REPEATS], plain[REPEATS];
        for (size_t i = 0; i < REPEATS; i++) {
            draws[i] = time_regions(1, &worlds[r], 4000, one, NOTHING);
            summaries[i] = time_regions(1, &worlds[r], 4000, one, QUANTILES);
            uncertain[i] = time_regions(1, &worlds[r], 4000, one, UNCERTAIN);
            threads[i] = time_regions(1, &worlds[r], MOST_DRAWS, two, TWO_THREADS);
            plain[i] = time_plain(rng, &worlds[r], 40);
        }
        const double unit = json ? 1 : 1e-6;
        printf(json ? "  {\"region\": \"%04u\", \"persons\": %.0f, \"cells_per_s\": %.4g, \"with_quantiles\": %.4g, "
                      "\"uncertain\": %.4g, \"two_threads\": %.4g, \"gsl_loop\": %.4g},\n"
                    : "%04u, %6.0f persons: %.4g, with quantiles %.4g, uncertain %.4g, two threads %.4g; plain loop of "
                      "GSL %.3g\n",
               some[k], persons_of(&worlds[r]), unit * median(draws), unit * median(summaries),
               unit * median(uncertain), unit * median(threads), unit * median(plain));
    }
    const double all = time_regions(n, worlds, 1000, one, NOTHING),
                 both = time_regions(n, worlds, 1000, one, QUANTILES);
    printf(json ? "  {\"region\": \"all %zu\", \"draws\": 1000, \"cells_per_s\": %.4g, \"with_quantiles\": %.4g}]}\n"
                : "all %zu, 1000 draws, once: %.4g, with quantiles %.4g\n",
           n, (json ? 1 : 1e-6) * all, (json ? 1 : 1e-6) * both);
    koh_ensemble_workspace_free(one);
    koh_ensemble_workspace_free(two);
    gsl_rng_free(rng);
    return EXIT_SUCCESS;
}
