/* The official projection's alternatives, by four letters: fertility, life expectancy, domestic migration, immigration.
 */
#ifndef KOH_ALTERNATIVE_PRIV_H
#define KOH_ALTERNATIVE_PRIV_H

#include "plan/model_priv.h"

/* What an alternative says of a year; NaN = nothing is said, the estimated rates hold. */
typedef struct koh_alternative_year {
    double tfr;             /* children per woman */
    double life_expectancy; /* at birth, both sexes, years */
    double national_net;    /* persons a year */
    int no_migration;
} koh_alternative_year;

/* The alternative of a plan (NULL letters: all NaN) in a year. */
koh_alternative_year koh__alternative_at(const koh_inputs *inputs, const char *letters, int year);

/* The factor on death rates at which life expectancy at birth (mean of the sexes) in step `step` is `years`, given the
 * yearly improvement; `survival` [2][n_age] is scratch. KOH_ENOSOLUTION outside a factor of 1/50 to 50. */
koh_status koh__mortality_level(const koh_inputs *inputs, size_t step, double improvement, double years,
                                double *survival, double *level) KOH_NODISCARD;

#endif
