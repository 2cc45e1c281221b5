/* The cohort-component method: one step, and many.
 *
 * Populations are persons at 1 January, flat [sex][age], sex 0 = female, 1 = male, age innermost and the last open.
 * A step leads from 1 January of a year to 1 January of the next. All arrays are borrowed for the call. */
#ifndef KOH_PROJECTION_H
#define KOH_PROJECTION_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_FEMALE = 0, KOH_MALE = 1, KOH_SEXES = 2 };

/* When net migrants and migrants counted gross arrive. */
typedef enum koh_timing {
    KOH_TIMING_EVEN = 0, /* half at the start of the year, half at its end (ccmppWPP; Preston et al. 2001) */
    KOH_TIMING_END       /* all at its end, after deaths and births */
} koh_timing;

/* What happens in one year. NULL = none of it. Net migration and gross flows may be combined; each is a component. */
typedef struct koh_proj_year {
    const double *survival;        /* [2][n_age] S_x: from age x-1 to x; S_0 = birth to age 0; last = open group */
    const double *fertility;       /* [n_age] births per woman and year */
    double boys_per_girl;          /* sex ratio at birth, > 0 */
    const double *net_count;       /* [2][n_age] net migrants, persons, by age at the end of the year */
    const double *net_rate;        /* [2][n_age] net migrants per person at the start, by age at the start */
    const double *in_count;        /* [2][n_age] domestic in-moves, persons >= 0 */
    const double *out_rate;        /* [2][n_age] domestic out-moves per person, 0..1 */
    const double *immigration;     /* [2][n_age] persons >= 0 */
    const double *emigration_rate; /* [2][n_age] per person, 0..1 */
} koh_proj_year;

/* The components of change by cell, persons in the year, [2][n_age] each, by age at the end of the year: the cell they
 * end in or leave. Every array is optional (NULL = not wanted). Balance of a cell:
 * next = previous age's population + births (age 0) - deaths + net + in - out + immigration - emigration. */
typedef struct koh_proj_components {
    double births[KOH_SEXES];
    double *deaths, *net, *in, *out, *immigration, *emigration;
    double *capped; /* outflow that was asked for but had nobody to take: not part of the balance */
    double total_births, total_deaths, total_net, total_in, total_out, total_immigration, total_emigration;
    double total_capped;
    double residual; /* |sum(next) - sum(population) - total components|, persons, from sums kept apart of the cells */
} koh_proj_components;

typedef struct koh_proj_workspace koh_proj_workspace;

/* For populations of n_age ages (2 <= n_age <= 1000). Caller frees. KOH_EDOMAIN, KOH_ENOMEM. */
KOH_API koh_status koh_proj_workspace_new(size_t n_age, koh_proj_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_proj_workspace_free(koh_proj_workspace *workspace); /* takes NULL */

/* Checks one year's rates: finite, survival and out-rates in [0, 1], fertility >= 0, counts >= 0 where gross,
 * boys_per_girl > 0. KOH_EDOMAIN or KOH_EMISSING with sex and age in the message. */
KOH_API koh_status koh_proj_check(size_t n_age, const double *population, const koh_proj_year *year,
                                  koh_error *error) KOH_NODISCARD;

/* One step on checked input. Allocates nothing. An outflow larger than its cell is capped at who is there, reported in
 * `capped`, and the result is KOH_WCAPPED. KOH_EINTERNAL when the balance does not hold to 1e-9 relative. */
KOH_API koh_status koh_proj_step(const double *population, const koh_proj_year *year, koh_timing timing,
                                 koh_proj_workspace *workspace, double *next,
                                 koh_proj_components *components) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
