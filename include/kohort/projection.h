/* The cohort-component method: one step, and many.
 *
 * Populations are persons at 1 January, flat [sex][age], sex 0 = female, 1 = male, age innermost and the last open.
 * A step leads from 1 January of a year to 1 January of the next. All arrays are borrowed for the call. */
#ifndef KOH_PROJECTION_H
#define KOH_PROJECTION_H

#include <stddef.h>

#include "kohort/sex.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* When net migrants arrive or leave, and whether those who moved within the year share in its births. */
typedef enum koh_timing {
    KOH_TIMING_EVEN = 0, /* half at the start of the year, half at its end (ccmppWPP; Preston et al. 2001) */
    KOH_TIMING_END       /* all at its end, after deaths and births */
} koh_timing;

/* What happens in one year. NULL = none of it. Net migration and gross flows may be combined; each is a component.
 *
 * Gross flows are transitions: those who live elsewhere at the end of the year than at its start, counted among the
 * survivors at its end whatever the timing. An out-rate is the probability that a survivor has left, by the age at the
 * end of the year, newborn included; those counted as moving in within the year do not move out in it. */
typedef struct koh_proj_year {
    const double *survival;        /* [2][n_age] S_x: from age x-1 to x; S_0 = birth to age 0; last = open group */
    const double *fertility;       /* [n_age] births per woman and year; 0 at age 0 */
    double boys_per_girl;          /* sex ratio at birth, > 0 */
    const double *net_count;       /* [2][n_age] net migrants, persons. END: by age at the end of the year. EVEN: half
                                      come at this age at the start, half at this age at the end */
    const double *net_rate;        /* [2][n_age] net migrants per person at the start, by age at the start; the half or
                                      the whole that comes at the end is one year older */
    const double *in_count;        /* [2][n_age] domestic in-moves, persons >= 0, by age at the end of the year */
    const double *out_rate;        /* [2][n_age] domestic out-moves per survivor, 0..1, by age at the end */
    const double *immigration;     /* [2][n_age] persons >= 0, by age at the end */
    const double *emigration_rate; /* [2][n_age] per survivor, 0..1, by age at the end */
} koh_proj_year;

/* What happened in one year to the whole population, persons. */
typedef struct koh_proj_totals {
    double births[KOH_SEXES];
    double deaths, net, in, out, immigration, emigration;
    double capped;   /* outflow that was asked for but had nobody to take: not part of the balance */
    double residual; /* |sum(next) - sum(population) - components|, each summed by itself */
} koh_proj_totals;

/* The components of change by cell, persons in the year, [2][n_age] each, by age at the end of the year: the cell they
 * end in or leave. Every array is optional (NULL = not wanted). Balance of a cell:
 * next = previous age's population + births (age 0) - deaths + net + in - out + immigration - emigration. */
typedef struct koh_proj_components {
    double *deaths, *net, *in, *out, *immigration, *emigration;
    double *capped; /* as in the totals */
    koh_proj_totals total;
} koh_proj_components;

typedef struct koh_proj_workspace koh_proj_workspace;

enum { KOH_PROJ_MAX_AGES = 1000 };

/* For populations of n_age ages (2 <= n_age <= KOH_PROJ_MAX_AGES). Caller frees. KOH_EDOMAIN, KOH_ENOMEM. */
KOH_API koh_status koh_proj_workspace_new(size_t n_age, koh_proj_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_proj_workspace_free(koh_proj_workspace *workspace); /* takes NULL */

/* Checks one year's rates: finite, survival and out-rates in [0, 1], fertility and counts >= 0 where gross, no
 * births at age 0, boys_per_girl > 0 where there is fertility. KOH_EDOMAIN with sex and age in the message,
 * KOH_EMISSING without population or survival. */
KOH_API koh_status koh_proj_check(size_t n_age, const double *population, const koh_proj_year *year,
                                  koh_error *error) KOH_NODISCARD;

/* One step on checked input; allocates nothing. `next` [2][n_age] and the components' arrays overlap neither each
 * other nor the input. components may be NULL.
 * KOH_WCAPPED: an outflow was larger than its cell, and took those who were there; `capped` has the rest.
 * KOH_EDOMAIN: the numbers grew beyond what a double holds. KOH_EINTERNAL: the balance does not hold to 1e-9 of all
 * persons concerned. */
KOH_API koh_status koh_proj_step(const double *population, const koh_proj_year *year, koh_timing timing,
                                 koh_proj_workspace *workspace, double *next,
                                 koh_proj_components *components) KOH_NODISCARD;

/* Many steps. */
typedef struct koh_proj_path_input {
    size_t n_age, n_steps;
    koh_timing timing;
    const double *start;               /* [2][n_age] */
    const koh_proj_year *const *years; /* [n_steps]; one year may stand there many times */
} koh_proj_path_input;

/* A cell whose outflow was capped. */
typedef struct koh_proj_capped {
    size_t step; /* from 0 */
    int sex;
    size_t age;     /* at the end of the step */
    double persons; /* that were asked for but not there */
} koh_proj_capped;

enum { KOH_PROJ_CAPPED_KEPT = 32 };

typedef struct koh_proj_path_output {
    double *population;      /* [n_steps + 1][2][n_age]; the first is the start */
    koh_proj_totals *totals; /* [n_steps], or NULL */
    double *deaths;          /* [n_steps][2][n_age] deaths of the cohort, by age at the end of the step; or NULL */
    size_t n_capped;         /* cells capped over all steps; */
    koh_proj_capped capped[KOH_PROJ_CAPPED_KEPT]; /* the first of them */
} koh_proj_path_output;

/* Checks all years, then takes all steps. The workspace is for n_age ages. Allocates nothing. Output untouched when
 * the check fails. Statuses of koh_proj_check and koh_proj_step, KOH_ESHAPE for another workspace; the step (from 0)
 * is in the message. */
KOH_API koh_status koh_proj_path(const koh_proj_path_input *input, koh_proj_workspace *workspace, koh_error *error,
                                 koh_proj_path_output *output) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
