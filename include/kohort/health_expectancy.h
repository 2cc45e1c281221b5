/* Years of life with and without need of help. */
#ifndef KOH_HEALTH_EXPECTANCY_H
#define KOH_HEALTH_EXPECTANCY_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Arrays are borrowed for the call. */
typedef struct koh_health_input {
    size_t n_age;             /* age groups, the last open; >= 1 */
    const double *lx, *Lx;    /* [n_age] survivors to the start of the group, > 0, and person-years lived in it */
    const double *prevalence; /* [n_age] share of the person-years with need of help, 0..1 */
    const double *surveyed;   /* [n_age] persons whom the prevalence was counted on, > 0; NULL = it is exact */
    const double *deaths;     /* [n_age] deaths, counted or expected, that the life table rests on, > 0 where it has
                                 deaths; NULL = it is exact */
    const double *width;      /* [n_age] years in the group, > 0, not used for the open one; NULL = 1 */
} koh_health_input;

/* The columns, [n_age] each, of the caller; NULL = not wanted. Years that remain at the start of the group. */
typedef struct koh_health_expectancy {
    double *without, *with;       /* their sum is the life expectancy */
    double *se_without, *se_with; /* standard errors; 0 where both sources are exact */
} koh_health_expectancy;

/* KOH_EMISSING without a column that is needed; KOH_EDOMAIN with the group in the message: survivors that are not above
 * 0 or rise, person-years beyond lx * width, prevalence outside 0..1, nobody surveyed, a table with deaths where none
 * were counted. */
KOH_API koh_status koh_health_check(const koh_health_input *input, koh_error *error) KOH_NODISCARD;

/* Checks (the statuses of koh_health_check, KOH_EMISSING and KOH_EDOMAIN), then fills the columns; untouched when the
 * check fails. O(n_age), allocates nothing. */
KOH_API koh_status koh_health_compute(const koh_health_input *input, koh_error *error,
                                      koh_health_expectancy *output) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
