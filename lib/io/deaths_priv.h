/* Registered deaths of municipalities from a CSV file. */
#ifndef KOH_DEATHS_PRIV_H
#define KOH_DEATHS_PRIV_H

#include "io/registers_priv.h"

typedef struct koh_local_deaths {
    int first_year;
    size_t n_years;
    const double *deaths; /* [registers->n][n_years] in a calendar year, NaN = unknown */
} koh_local_deaths;

/* Reads region,year,value with optional sex, age and missing_reason, over which is summed, into the arena. Where one
 * part of a municipality's year is unknown the year is. Rows of the country and of counties are not used. KOH_EUNKNOWN
 * for a region, KOH_EDUPLICATE for a year, sex and age given twice, KOH_EMISSING when no row is of a municipality, and
 * what is wrong with a file, with the place. */
koh_status koh__local_deaths_read(const char *path, const koh_registers *registers, koh_arena *arena, koh_error *error,
                                  koh_local_deaths *deaths) KOH_NODISCARD;

#endif
