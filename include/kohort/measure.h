/* Measures: when they begin, how their effect grows, and which of them can stand together. */
#ifndef KOH_MEASURE_H
#define KOH_MEASURE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_MEASURES_MAX = 64 }; /* that links are followed between */

/* Share of the full-year effect that falls in the 12 months which begin with month `from`: 0..1. Months are counted
 * from one and the same month of any year. The effect grows evenly from 0 at the start of month `start` to full
 * `ramp` >= 0 months later, and stays; with ramp 0 it is full at once, so a measure of 1 July has half its effect in
 * the first year. */
KOH_API double koh_measure_share(int start, int ramp, int from);

/* Can these links hold? depends [n][n]: row i, column j is set where i needs j; excludes [n][n]: where i and j cannot
 * both be (one direction is enough). KOH_ELIMIT: n >
 * KOH_MEASURES_MAX; KOH_ECYCLE: *at depends on itself, at once or through others; KOH_EDOMAIN: *at
 * excludes itself, what it depends on, or two things that it depends on exclude each other. *at is untouched else. */
KOH_API koh_status koh_measure_check(size_t n, const unsigned char *depends, const unsigned char *excludes,
                                     koh_error *error, size_t *at) KOH_NODISCARD;

/* The month in which each measure can begin: its own `start` [n] or the latest of those it depends on, directly or
 * through others, whichever is later. depends [n][n] as above, without cycles; begins [n]. Cost: n cubed. */
KOH_API void koh_measure_begins(size_t n, const int *start, const unsigned char *depends, int *begins);

#ifdef __cplusplus
}
#endif
#endif
