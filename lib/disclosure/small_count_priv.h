/* What a published result may not know.
 *
 * Registered counts of persons from 1 to the limit are taken out of the plan before it is run: the run then does not
 * know them, and neither does anything that is written of it. What follows from them is withheld by itself
 * (koh_withheld): rates, whole series under constant coverage, places, hours, staff, differences between scenarios.
 *
 * A count that others give back goes with it: the whole that a withheld part adds to, and the days and hours of the
 * same service. A series cannot be protected by withholding a second part of its total alone: totals of several years
 * with known growth are as many equations as there are years, so that a total holds no withheld part at all. */
#ifndef KOH_SMALL_COUNT_PRIV_H
#define KOH_SMALL_COUNT_PRIV_H

#include "plan/result_priv.h"

struct koh_plan_area;

/* Takes small counts out of the plans by the policy of the first; figures of the same place go in all of them. To be
 * called before the run. KOH_ENOMEM. */
koh_status koh__disclosure_prepare(size_t n, const koh_plan *plans, const koh_inputs *inputs, koh_arena *arena,
                                   koh_disclosure *disclosure) KOH_NODISCARD;

/* Withholds what the run has divided into small counts: own users by age, persons by stratum. To be called after the
 * run; sets result->disclosure, which must outlive it. KOH_ENOMEM. */
koh_status koh__disclosure_finish(const koh_disclosure *disclosure, koh_result *result) KOH_NODISCARD;

/* Replaces small counts of a plan's zones by shares of their sum; adds how many to *n_hidden. KOH_ENOMEM. */
koh_status koh__disclosure_zones(const struct koh_plan_area *area, int min_count, koh_arena *arena,
                                 int *n_hidden) KOH_NODISCARD;

/* Withholds small counts of users by zone, and all of services whose users are withheld [n_services]; how many. */
int koh__disclosure_zone_users(const struct koh_plan_area *area, int min_count, const unsigned char *withheld);

/* Which of n counts of a total that stands beside them are to be withheld: those from 1 to min_count - 1, and, where
 * those are one or fewer than min_count together, the smallest of the others until they are not. Counts of 0 are shown
 * and NaN are left alone. hidden: [n] of 0 and 1. */
void koh__disclosure_choose(size_t n, const double *counts, int min_count, unsigned char *hidden);

#endif
