/* Staff: employees by single year of age through time, those who die, retire, leave and come. */
#ifndef KOH_STAFF_H
#define KOH_STAFF_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Employees have completed 16 to 74 years at 1 January; who is 74 is not there a year later. From 55 on all exits but
 * death are retirements, as the municipal sector's mean exit age is counted. */
enum { KOH_STAFF_YOUNGEST = 16, KOH_STAFF_AGES = 59, KOH_STAFF_EXIT_FROM = 55 };

/* Probabilities of a year by age at its start, [KOH_STAFF_AGES] each, from 0 to 1: of dying, of retiring for those who
 * live, of leaving for those who do neither. Arrays are borrowed for the call. */
typedef struct koh_staff_rates {
    const double *death, *retire, *leave;
} koh_staff_rates;

/* Persons of a year. start = end + deaths + retirements + leavers - entrants. */
typedef struct koh_staff_flow {
    double deaths, retirements, leavers, entrants;
} koh_staff_flow;

/* KOH_EMISSING without an array; KOH_EDOMAIN with the age in the message: a probability outside 0..1. */
KOH_API koh_status koh_staff_check(const koh_staff_rates *rates, koh_error *error) KOH_NODISCARD;

/* Probabilities of retiring [KOH_STAFF_AGES]: 0 below KOH_STAFF_EXIT_FROM, 1 at 74, between them such that those who
 * neither die nor leave retire at `mean_age` exact years on average, in the middle of the year. KOH_EDOMAIN: a mean
 * outside 56..74; rates are then untouched. O(KOH_STAFF_AGES). */
KOH_API koh_status koh_staff_retirement(double mean_age, koh_error *error, double *rates) KOH_NODISCARD;

/* Shares by age [KOH_STAFF_AGES] of those who come, at the 1 January after: alike over the ages from `youngest` to the
 * one below KOH_STAFF_EXIT_FROM, or all at `youngest` where that is not below it. Their sum is 1. KOH_EDOMAIN: youngest
 * outside 16..74; shares are then untouched. */
KOH_API koh_status koh_staff_entry(int youngest, koh_error *error, double *share) KOH_NODISCARD;

/* One year: persons `start` [KOH_STAFF_AGES] at 1 January to `end` at the next, with `entrants` persons who come by the
 * shares `entry` and are first exposed from that day. The rates have been checked. start and end may not overlap.
 * Allocates nothing. */
KOH_API koh_staff_flow koh_staff_step(const double *start, const koh_staff_rates *rates, double entrants,
                                      const double *entry, double *end);

/* `persons` by age [KOH_STAFF_AGES] as an unchanging yearly number of entrants holds them under unchanging rates, and
 * that number. The rates have been checked. persons >= 0, entry sums to 1. */
KOH_API double koh_staff_stationary(const koh_staff_rates *rates, const double *entry, double persons, double *stock);

/* Sum over ages [KOH_STAFF_AGES]. */
KOH_API double koh_staff_total(const double *stock);

/* What it takes in a year to have the persons that are needed at its end. All in persons; a negative gap at the start
 * is a surplus then, demand may fall, and
 *   hires = gap_at_start + demand_change + deaths + retirements + leavers + surplus,
 * where hires >= 0, surplus >= 0 is what is too many at the end, and one of the two is 0. */
typedef struct koh_recruitment {
    double gap_at_start, demand_change, deaths, retirements, leavers, surplus, hires;
} koh_recruitment;

/* One year on the path on which the need [persons] of its end is met: persons `start` to `end` [KOH_STAFF_AGES]. The
 * rates have been checked; needs are >= 0. Allocates nothing. */
KOH_API koh_recruitment koh_recruitment_step(const double *start, const koh_staff_rates *rates, const double *entry,
                                             double need_start, double need_end, double *end);

#ifdef __cplusplus
}
#endif
#endif
