/* What a plan says of the levels of need of its users. NULL quantities mean: not said. */
#ifndef KOH_NEED_PRIV_H
#define KOH_NEED_PRIV_H

#include "kohort/quantity.h"

/* Levels of need as Norwegian statistics have them. */
enum { KOH_LEVELS = 4 }; /* some_limited, medium_large, extensive, unspecified */

/* The ids of the levels in their order. */
extern const char *const koh__level_ids[KOH_LEVELS];

/* The levels of one service. */
typedef struct koh_plan_levels {
    const double *shares; /* [KOH_LEVELS] in the base year; NULL: the country's */
    const double *hours;  /* [KOH_LEVELS] a week per user, NaN = not told; NULL: none told */
    const double *drift;  /* [KOH_LEVELS][KOH_LEVELS] from, to, a year; NULL: nobody drifts */
} koh_plan_levels;

#endif
