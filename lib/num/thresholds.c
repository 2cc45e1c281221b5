/* Method: a table of distribution functions, a count at a time, the rows of all numbers of trials side by side.
 * Source: as lanes.c; the recursions are those of inverse.c.
 * Assumptions, limits: as lanes.c. */
#include "num/thresholds_priv.h"

#include <math.h>
#include <string.h>

#include "base/clones_priv.h"

enum { LEAST_SHIFT = 5 }; /* rows of a register */

/* Thresholds of one count for all rows, and the next count's probabilities. left = trials of the first row not counted
 * yet, factor = p/q / (k + 1). */
KOH_CLONES_16
static void put_step(koh_lanes_room *room, uint16_t *restrict threshold, int32_t rows, int32_t left, double factor)
{
    double *restrict pmf = room->pmf, *restrict cdf = room->cdf;
#pragma omp simd
    for (int32_t i = 0; i < rows; i++) {
        cdf[i] += pmf[i];
        threshold[i] = (uint16_t) koh__threshold(cdf[i]);
        pmf[i] *= (left + i) * factor;
    }
}

/* P(0) of all rows, as koh__binomial_none gives them. */
static void put_none(koh_lanes_room *room, int32_t low, int32_t rows, const koh_binomial_law *law)
{
    double power = 0;
    for (int32_t i = 0; i < rows; i++) {
        const int32_t rest = (low + i) % KOH_POWERS;
        if (i == 0 || rest == 0) {
            power = exp((low + i - rest) * law->log_q);
        }
        room->pmf[i] = power * law->q_power[rest];
        room->cdf[i] = 0;
    }
}

int koh__thresholds_binomial(koh_lanes_room *room, int32_t low, int32_t high, const koh_binomial_law *law,
                             koh_thresholds *table)
{
    const int32_t rows = high - low + 1;
    *table = (koh_thresholds){ .low = low, .shift = LEAST_SHIFT, .value = room->threshold };
    while (1 << table->shift < rows) {
        table->shift++;
    }
    const size_t stride = (size_t) 1 << table->shift;
    put_none(room, low, rows, law);
    for (int32_t k = 0;; k++) {
        if (((size_t) table->steps + 1) * stride > KOH_LANES_TABLE) {
            return 0;
        }
        uint16_t *step = room->threshold + (size_t) table->steps * stride;
        put_step(room, step, rows, low - k, law->odds / (k + 1));
        if (table->steps == 1 && step[0] == 0) {
            memcpy(room->threshold, step, (size_t) rows * sizeof *step);
            table->first = k;
        } else {
            table->steps++;
        }
        if (step[rows - 1] == UINT16_MAX) {
            return 1;
        }
    }
}

koh_thresholds koh__thresholds_poisson(koh_lanes_room *room, double mean)
{
    koh_thresholds table = { .value = room->threshold };
    double pmf = exp(-mean), cdf = 0;
    for (int32_t k = 0, last = 0; last < UINT16_MAX; k++) {
        cdf += pmf;
        pmf *= mean / (k + 1);
        last = koh__threshold(cdf);
        if (table.steps == 1 && last == 0) {
            table.first = k;
        } else {
            room->threshold[table.steps++] = (uint16_t) last;
        }
    }
    return table;
}
