/* The files of a case folder as arrays. */
#ifndef KOH_BIND_CASE_PRIV_H
#define KOH_BIND_CASE_PRIV_H

#include <stddef.h>

#include "base/memory_priv.h"
#include "kohort/status.h"

typedef struct koh_case {
    size_t n_age;
    int start_year;
    double *start; /* [2][n_age] persons at 1 January of start_year */
    int mortality_from;
    size_t n_mortality;
    double *mx;            /* [n_mortality][2][n_age] from mortality_from on */
    double *ax;            /* the same shape, or NULL */
    size_t n_years;        /* that all rates cover, from start_year on */
    double *fertility;     /* [n_years][n_age] */
    double *boys_per_girl; /* [n_years] */
    double *net;           /* [n_years][2][n_age], or NULL */
    koh_arena *arena;      /* owns all of them */
} koh_case;

/* Reads the folder. *data is zeroed when it fails. Statuses of koh__csv_read_file; KOH_EMISSING for a missing file and
 * for rates that do not cover the first year. */
koh_status koh__case_read(const char *folder, koh_case *data, koh_error *error) KOH_NODISCARD;
void koh__case_free(koh_case *data);

#endif
