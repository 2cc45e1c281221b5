/* The level of mortality of small areas, shrunk to the areas around them. */
#ifndef KOH_MORTALITY_LEVEL_H
#define KOH_MORTALITY_LEVEL_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is known of a level before its own deaths are seen: gamma distributed, shape mean weight and rate weight. */
typedef struct koh_level_prior {
    double mean;   /* > 0, relative to the standard */
    double weight; /* expected deaths that it counts for, >= 0; INFINITY = the areas do not differ */
} koh_level_prior;

typedef struct koh_level {
    double level; /* deaths per expected death: (D + mean weight)/(E + weight) */
    double sd;    /* of what is known of it: sqrt(D + mean weight)/(E + weight) */
    double own;   /* share of its own deaths in it, E/(E + weight), 0..1 */
} koh_level;

/* The level of an area with `deaths` >= 0 where `expected` >= 0 would die under the standard. */
KOH_API koh_level koh_level_of(double deaths, double expected, const koh_level_prior *prior);

/* The weight of the prior under which the deaths[n] of the areas are most likely, their means given (NULL: all 1):
 * INFINITY when they do not differ by more than chance. At least 3 areas with expected deaths. KOH_EDOMAIN with the
 * area in the message; KOH_ENOCONVERGENCE. About 12 passes. */
KOH_API koh_status koh_level_weight(size_t n, const double *deaths, const double *expected, const double *mean,
                                    koh_error *error, double *weight) KOH_NODISCARD;

typedef struct koh_level_input {
    size_t n_area, n_group;
    const int *group;       /* [n_area] 0..n_group - 1: the county of each municipality */
    const double *deaths;   /* [n_area] >= 0, <= 1e9 */
    const double *expected; /* [n_area] >= 0, <= 1e9 */
} koh_level_input;

/* Arrays of the caller. */
typedef struct koh_level_output {
    koh_level_prior country; /* of the groups' levels: its mean is all deaths per all expected */
    double group_weight;     /* of a group's level as the mean of its areas' */
    koh_level *group;        /* [n_group] */
    koh_level *area;         /* [n_area] */
} koh_level_output;

/* Levels of groups shrunk to the country's, then of areas shrunk to their group's. work holds 2 n_group + n_area
 * numbers. Statuses of koh_level_weight; KOH_EDOMAIN for a group out of range or without expected deaths, or when
 * nobody died. Nothing is written but to work when the check fails. */
KOH_API koh_status koh_level_compute(const koh_level_input *input, double *work, koh_error *error,
                                     koh_level_output *output) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
