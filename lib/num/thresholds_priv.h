/* A table of thresholds, and how many of a row's are below each draw's u (see num/lanes_priv.h). */
#ifndef KOH_THRESHOLDS_PRIV_H
#define KOH_THRESHOLDS_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "num/inverse_priv.h"

enum { KOH_TIED = -1 };

/* First 16 bits of F(first + step | low + row), [steps][stride], ascending in steps; the last step is 65535. */
typedef struct koh_thresholds {
    int32_t low;   /* trials of the first row */
    int32_t shift; /* stride = 2^shift >= rows: 0 for a law without trials, else at least 5 */
    int32_t first; /* count of the first step */
    int32_t steps;
    const uint16_t *value;
} koh_thresholds;

/* The table of every number of trials from low to high. It begins with the last count that no row tells from 0 by 16
 * bits and ends with the first that no row tells from 1. Fails (0) where it does not fit into the room, else 1. */
int koh__thresholds_binomial(koh_lanes_room *room, int32_t low, int32_t high, const koh_binomial_law *law,
                             koh_thresholds *table);

/* The one row of a Poisson law, 0 < mean < KOH_LANES_MEAN. */
koh_thresholds koh__thresholds_poisson(koh_lanes_room *room, double mean);

/* x = first + how many thresholds of the row of n (NULL: of the only row) are below u; KOH_TIED where one equals it.
 * Whether any is tied. */
int koh__thresholds_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x);

#endif
