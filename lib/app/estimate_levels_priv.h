/* Levels of mortality of municipalities at hand. */
#ifndef KOH_ESTIMATE_LEVELS_PRIV_H
#define KOH_ESTIMATE_LEVELS_PRIV_H

#include "app/estimate_priv.h"
#include "kohort/mortality_level.h"

/* In the estimation's arena, municipalities in the order of its registers. */
typedef struct koh_local_levels {
    koh_level_prior country; /* its mean: all deaths per deaths expected by the country's rates */
    koh_level *area;         /* [n] its county's where no deaths of its own are known, NaN where none of that is */
    koh_level *county;       /* [n] of the county of each */
    double *expected;        /* [n] deaths by the country's rates in the years that are known */
} koh_local_levels;

/* Reads a file of deaths (io/deaths_priv.h) and shrinks the levels of all municipalities to their counties' and the
 * country's. Statuses of koh__local_deaths_read and koh_level_compute. */
koh_status koh__estimate_levels(const koh_estimation *estimation, const char *path, koh_error *error,
                                koh_local_levels *levels) KOH_NODISCARD;

#endif
