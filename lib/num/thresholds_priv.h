/* A table of thresholds, and how many of a row's are below each draw's u (see num/lanes_priv.h). */
#ifndef KOH_THRESHOLDS_PRIV_H
#define KOH_THRESHOLDS_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "num/inverse_priv.h"

enum { KOH_TIED = -1 };

/* First 16 bits of F(first + step | low + row), [steps][stride], ascending in steps and the last step of the last row
 * 65535. */
typedef struct koh_thresholds {
    int32_t low;   /* trials of the first row */
    int32_t shift; /* stride = 2^shift >= rows; at least 2^5 */
    int32_t first; /* count of the first step */
    int32_t steps; /* made of the law; beyond them 65535, up to 2^levels steps */
    int32_t levels;
    const uint16_t *value;
} koh_thresholds;

/* The table of every number of trials from low to high, n p < KOH_LANES_MEAN and high - low < KOH_LANES_ROWS. It begins
 * with the last count that no row tells from 0 by 16 bits and ends with the first that no row tells from 1. */
koh_thresholds koh__thresholds_binomial(koh_lanes_room *room, int32_t low, int32_t high, const koh_binomial_law *law);

/* x = first + how many thresholds of the row of n are below u; KOH_TIED where one equals it. Whether any is tied. */
int koh__thresholds_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x);

#endif
