/* How a municipality's net migration by age differs from the country's. */
#ifndef KOH_PATTERN_PRIV_H
#define KOH_PATTERN_PRIV_H

#include "calib/residual_priv.h"

/* The variances of a group of ages: of the lasting part, (per person and year)^2, and of chance, that times persons. */
typedef struct koh_pattern_group {
    double lasting, chance;
} koh_pattern_group;

/* Sets the four figures of every group and region; the groups' variances if wanted. county [n_regions] >= 0.
 * KOH_ENOMEM. */
koh_status koh__pattern_estimate(const koh_history *history, const int *county, koh_calib_region *regions,
                                 koh_pattern_group groups[KOH_CALIB_GROUPS]) KOH_NODISCARD;

/* The deviations [KOH_CALIB_GROUPS] in a step. */
void koh__pattern_at(const koh_calib_region *region, size_t step, double *deviation);

/* Net rate of the country in a year of the history, [2][n_age]. */
void koh__national_net_rate(const koh_history *history, size_t year, double *rate);

/* The group of an age, and the correlation of a group's deviation from year to year. */
size_t koh__pattern_group(size_t age);
double koh__pattern_memory(size_t group);

/* Ages from .. end - 1 of a group. */
void koh__pattern_ages(size_t group, size_t n_age, size_t *from, size_t *end);

#endif
