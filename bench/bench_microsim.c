/* How many person-years a core lives per second, person by person, with eight things that happen (births, deaths, in-
 * and out-moves, immigration, emigration, and corrections of the register that add or take people away), then also with
 * steps of care and couples: all municipalities on the registered population, one by one, and as one country on two
 * threads; beside a plain loop that asks GSL for every person's every year. Usage: bench_microsim [--json] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "kohort/microsim.h"
#include "world.h"

enum { LEVELS = 3 };

static koh_world worlds[REGIONS];
static double share[LEVELS * CELLS], up[(LEVELS - 1) * CELLS], down[(LEVELS - 1) * CELLS], risk[LEVELS * CELLS],
    couple[CELLS];
static double corrections[REGIONS + 1][CELLS];
static int64_t events[STEPS * KOH_MICROSIM_EVENTS];
static int32_t population[(STEPS + 1) * CELLS];
static double years[STEPS];

static void put_care(void)
{
    for (size_t i = 0; i < CELLS; i++) {
        const double x = (double) (i % AGES), old = 1 / (1 + exp(-0.15 * (x - 90)));
        share[2 * CELLS + i] = 0.3 * old;
        share[CELLS + i] = 0.5 * old;
        share[i] = 1 - 0.8 * old;
        up[i] = 0.004 + 0.15 * old;
        up[CELLS + i] = 0.05 + 0.2 * old;
        down[i] = 0.2;
        down[CELLS + i] = 0.05;
        risk[i] = 1;
        risk[CELLS + i] = 2;
        risk[2 * CELLS + i] = 5;
        couple[i] = x < 20 ? 0 : 0.6;
    }
}

/* Net migration whose parts are not known: a few are added to each age, or taken away. */
static void correct(size_t k, koh_world *w)
{
    for (size_t i = 0; i < CELLS; i++) {
        corrections[k][i] = (i % 3 == 0 ? -0.001 : 0.001) * w->start[i];
    }
    w->year.net_count = corrections[k];
}

typedef struct sum {
    double person_years, of[KOH_MICROSIM_EVENTS], events, seconds;
} sum;

/* Births of girls and boys are one. */
static int kinds_of(const sum *s)
{
    int kinds = 0;
    for (size_t e = KOH_MICROSIM_BOYS; e < KOH_MICROSIM_EVENTS; e++) {
        kinds += s->of[e] > 0;
    }
    return kinds;
}

static sum live(size_t n, const koh_world *of, koh_microsim_workspace *ws, int with_care, clockid_t clock)
{
    const koh_microsim_options options = koh_microsim_options_defaults();
    koh_microsim_output output = { .events = events, .years = years, .population = population };
    sum all = { 0 };
    const double begin = seconds(clock);
    for (size_t k = 0; k < n; k++) {
        koh_microsim_input input = { .path = { AGES, STEPS, KOH_TIMING_EVEN, of[k].start, of[k].years },
                                     .region = of[k].region };
        koh_error error;
        if (with_care) {
            input.care = (koh_microsim_care){ LEVELS, share, up, down, risk };
            input.couple = couple;
        }
        if (koh_microsim_run(&input, &options, ws, &error, &output) < 0) {
            (void) fprintf(stderr, "bench_microsim: %s\n", error.message);
            exit(EXIT_FAILURE);
        }
        for (size_t t = 0; t < STEPS; t++) {
            all.person_years += years[t];
            for (size_t e = 0; e < KOH_MICROSIM_EVENTS; e++) {
                all.of[e] += (double) events[t * KOH_MICROSIM_EVENTS + e];
                all.events += (double) events[t * KOH_MICROSIM_EVENTS + e];
            }
        }
    }
    all.seconds = seconds(clock) - begin;
    return all;
}

/* One person's years, one question after another. */
static size_t plain_life(const gsl_rng *rng, const koh_world *w, size_t i, double *births)
{
    for (size_t t = 0; t < STEPS; t++) {
        const size_t x = i % AGES + t + 1, at = i - i % AGES + (x < AGES ? x : AGES - 1);
        *births += at < AGES && gsl_rng_uniform(rng) < w->fertility[at];
        if (gsl_rng_uniform(rng) >= w->survival[at] || gsl_rng_uniform(rng) < w->out[at] ||
            gsl_rng_uniform(rng) < w->emigration[at]) {
            return t + 1;
        }
    }
    return STEPS;
}

/* The rival: every person's every year. Arrivals are left out, in its favour. */
static double time_plain(const gsl_rng *rng, const koh_world *w)
{
    double births = 0;
    size_t person_years = 0;
    const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
    for (size_t i = 0; i < CELLS; i++) {
        for (size_t k = 0; k < (size_t) w->start[i]; k++) {
            person_years += plain_life(rng, w, i, &births);
        }
    }
    return births >= 0 ? (double) person_years / (seconds(CLOCK_THREAD_CPUTIME_ID) - begin) : 0;
}

/* Regions as one country, which threads share by its parts. */
static void join(size_t n, const koh_world *of, koh_world *to)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < CELLS; i++) {
            to->start[i] += of[k].start[i];
        }
    }
    to->region = 0;
    put_rates(to);
}

static koh_microsim_workspace *workspace_of(size_t threads)
{
    koh_microsim_workspace *workspace = NULL;
    const koh_microsim_size size = { AGES, STEPS, LEVELS, threads };
    if (koh_microsim_workspace_new(&size, &workspace) != KOH_OK) {
        exit(EXIT_FAILURE);
    }
    return workspace;
}

int main(int argc, char **argv)
{
    static koh_world country;
    const int json = argc > 1 && strcmp(argv[1], "--json") == 0;
    size_t n = 0;
    for (unsigned region = 300; region < 5700 && n < REGIONS; region++) {
        n += (size_t) read_region(region, &worlds[n]);
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    koh_microsim_workspace *one = workspace_of(1), *two = workspace_of(2);
    double alone[REPEATS], cared[REPEATS], whole[REPEATS], whole_cared[REPEATS], plain[REPEATS];
    sum by_region = { 0 }, with_care = { 0 };
    put_care();
    join(n, worlds, &country);
    for (size_t k = 0; k < n; k++) {
        correct(k, &worlds[k]);
    }
    correct(REGIONS, &country);
    for (size_t i = 0; i < REPEATS; i++) {
        by_region = live(n, worlds, one, 0, CLOCK_THREAD_CPUTIME_ID);
        with_care = live(n, worlds, one, 1, CLOCK_THREAD_CPUTIME_ID);
        const sum as_one = live(1, &country, two, 0, CLOCK_MONOTONIC), all = live(1, &country, two, 1, CLOCK_MONOTONIC);
        alone[i] = by_region.seconds;
        cared[i] = with_care.seconds;
        whole[i] = as_one.seconds;
        whole_cared[i] = all.seconds;
        plain[i] = time_plain(rng, &worlds[n / 2]);
    }
    const double s[] = { median(alone), median(cared), median(whole), median(whole_cared), median(plain) };
    printf(
        json ? "{\"bench\": \"microsim\", \"unit\": \"person-years/s\", \"steps\": %d, \"repeats\": %d, \"regions\": "
               "%zu, \"person_years\": %.0f, \"events\": %.0f, \"kinds_of_events\": %d, \"one_core\": %.4g, "
               "\"one_core_s\": %.3f, \"events_with_care\": %.0f, \"kinds_with_care\": %d, \"with_care\": %.4g, "
               "\"with_care_s\": %.3f, \"two_threads_wall_s\": %.3f, \"two_threads_with_care_wall_s\": %.3f, "
               "\"gsl_loop\": %.4g}\n"
             : "%d steps, median of %d, %zu municipalities: %.0f person-years, %.0f events of %d kinds\none core %.4g "
               "person-years/s, %.3f s\nwith care and couples %.0f events of %d kinds: %.4g person-years/s, %.3f s; as "
               "one country on two threads %.3f s of the wall, with care and couples %.3f s\nplain loop of GSL %.3g "
               "person-years/s\n",
        STEPS, REPEATS, n, by_region.person_years, by_region.events, kinds_of(&by_region),
        by_region.person_years / s[0], s[0], with_care.events, kinds_of(&with_care), with_care.person_years / s[1],
        s[1], s[2], s[3], s[4]);
    koh_microsim_workspace_free(one);
    koh_microsim_workspace_free(two);
    gsl_rng_free(rng);
    return EXIT_SUCCESS;
}
