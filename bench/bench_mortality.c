/* How long does it take to fit mortality to 27 years of two sexes and to forecast it? Made-up registers of the size of
 * Norway's. Prints JSON (--json) or one line. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kohort/coherent.h"

enum { YEARS = 27, AGES = 111, FITTED = 100, REPEATS = 15 };

static double deaths[YEARS][2][AGES], exposure[YEARS][2][AGES];

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double) (*state >> 11) * 0x1p-53;
}

/* Deaths with the scatter of a Poisson count, as a normal deviate of twelve uniforms. */
static void fill(void)
{
    uint64_t state = 1;
    for (int t = 0; t < YEARS; t++) {
        for (int s = 0; s < 2; s++) {
            for (int x = 0; x < AGES; x++) {
                const double rate = exp(-10 + 0.095 * x + 0.4 * s - 0.018 * t) + 0.0001;
                double z = -6;
                for (int i = 0; i < 12; i++) {
                    z += uniform(&state);
                }
                exposure[t][s][x] = 30000 * exp(-exp(0.11 * (x - 85)));
                const double mean = exposure[t][s][x] * rate;
                deaths[t][s][x] = exposure[t][s][x] > 0 ? fmax(round(mean + z * sqrt(mean)), 0) : 0;
            }
        }
    }
}

static double now(void)
{
    struct timespec t;
    (void) clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static void need(koh_status status)
{
    if (status != KOH_OK) {
        (void) fprintf(stderr, "%s\n", koh_status_text(status));
        exit(1);
    }
}

int main(int n, char **arguments)
{
    double ms[3][REPEATS], mx[KOH_MORTALITY_AGES];
    koh_coherent *model = NULL;
    const koh_vital_register vital = { 1993, YEARS, AGES, &exposure[0][0][0], &deaths[0][0][0] };
    const koh_coherent_options options = koh_coherent_options_defaults();
    fill();
    need(koh_coherent_new(YEARS, FITTED, &model));
    for (int i = 0; i < REPEATS; i++) {
        const double start = now();
        need(koh_coherent_fit(&vital, 1993, &options, NULL, model));
        const double fitted = now();
        koh_coherent_index index = koh_coherent_index_at(model, 30);
        need(koh_coherent_rates(model, KOH_FEMALE, &index, NULL, mx));
        const double forecast = now();
        need(koh_coherent_meet(model, KOH_SEXES, 88.3, NULL, &index));
        ms[0][i] = fitted - start;
        ms[1][i] = forecast - fitted;
        ms[2][i] = now() - forecast;
    }
    koh_coherent_free(model);
    for (int k = 0; k < 3; k++) {
        qsort(ms[k], REPEATS, sizeof(double), by_size);
    }
    const double fit = ms[0][REPEATS / 2], schedule = ms[1][REPEATS / 2], meet = ms[2][REPEATS / 2];
    if (n > 1 && strcmp(arguments[1], "--json") == 0) {
        (void) printf("{\"fit_ms\": %.3f, \"schedule_ms\": %.3f, \"meet_ms\": %.3f}\n", fit, schedule, meet);
    } else {
        (void) printf("fit of both sexes %.2f ms, one schedule %.3f ms, a life expectancy met %.2f ms\n", fit, schedule,
                      meet);
    }
    return 0;
}
