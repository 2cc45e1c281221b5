/* Municipalities of the benches of chance: the registered population with stylised rates, and the clocks. */
#ifndef KOH_BENCH_WORLD_H
#define KOH_BENCH_WORLD_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kohort/projection.h"

enum { AGES = 106, CELLS = KOH_SEXES * AGES, STEPS = 25, REPEATS = 5, REGIONS = 400, YEAR = 2026 };

/* Stylised rates: Gompertz mortality, young adults who move; arrivals that keep the size. */
typedef struct koh_world {
    double start[CELLS], survival[CELLS], fertility[AGES], in[CELLS], out[CELLS], immigration[CELLS], emigration[CELLS];
    koh_proj_year year;
    const koh_proj_year *years[STEPS];
    unsigned region;
} koh_world;

/* One core's work is timed by its own clock, so that neighbours on the machine do not count; two cores' by the wall's.
 */
static inline double seconds(clockid_t clock)
{
    struct timespec now;
    (void) clock_gettime(clock, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static inline int ascending(const void *a, const void *b)
{
    const double p = *(const double *) a, q = *(const double *) b;
    return (p > q) - (p < q);
}

static inline double median(double *value)
{
    qsort(value, REPEATS, sizeof *value, ascending);
    return value[REPEATS / 2];
}

static inline void put_rates(koh_world *w)
{
    for (size_t i = 0; i < CELLS; i++) {
        const double x = (double) (i % AGES), young = exp(-0.02 * (x - 24) * (x - 24));
        w->survival[i] = exp(-(i < AGES ? 2e-5 : 4e-5) * exp(0.1 * x) - (x < 1 ? 0.002 : 0));
        w->out[i] = 0.025 + 0.12 * young;
        w->emigration[i] = 0.004 + 0.008 * young;
        w->in[i] = w->start[i] * w->out[i];
        w->immigration[i] = w->start[i] * w->emigration[i];
    }
    for (size_t x = 16; x < 48; x++) {
        w->fertility[x] = 0.1 * exp(-0.01 * ((double) x - 31) * ((double) x - 31));
    }
    w->year = (koh_proj_year){ .survival = w->survival,
                               .fertility = w->fertility,
                               .boys_per_girl = 1.056,
                               .in_count = w->in,
                               .out_rate = w->out,
                               .immigration = w->immigration,
                               .emigration_rate = w->emigration };
    for (size_t t = 0; t < STEPS; t++) {
        w->years[t] = &w->year;
    }
}

/* Reads the population of YEAR. 0 where there is no such register. */
static inline int read_region(unsigned region, koh_world *w)
{
    char path[512], line[128];
    (void) snprintf(path, sizeof path, "%s/population/%04u.csv", KOH_BENCH_DATA, region);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return 0;
    }
    w->region = region;
    while (fgets(line, sizeof line, file) != NULL) {
        int year, age;
        char sex[16];
        double persons;
        if (sscanf(line, "%d,%15[a-z],%d,%lf", &year, sex, &age, &persons) == 4 && year == YEAR && age < AGES) {
            w->start[(sex[0] == 'm' ? AGES : 0) + age] = persons;
        }
    }
    (void) fclose(file);
    put_rates(w);
    return 1;
}

#endif
