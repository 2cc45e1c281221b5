/* An official projection of municipal totals, to score hindcasts against. */
#ifndef KOH_OFFICIAL_PRIV_H
#define KOH_OFFICIAL_PRIV_H

#include "io/registers_priv.h"

typedef struct koh_official {
    int first_year; /* its own origin */
    size_t n_years;
    double *total; /* [n_years][registers->n]; NaN = none */
    int *followed; /* [registers->n] 0 = its borders cannot be followed: not to be scored */
} koh_official;

/* Reads region,year,projected_total,registered_total,border_ok into the arena. KOH_EUNKNOWN for a region that the
 * registers do not have, KOH_EDUPLICATE, and what is wrong with a file. */
koh_status koh__official_read(const char *path, const koh_registers *registers, koh_arena *arena,
                              koh_official *official, koh_error *error) KOH_NODISCARD;

#endif
