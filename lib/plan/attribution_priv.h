/* Two vintages of a plan, and which of the changed assumptions has done what to a figure. */
#ifndef KOH_ATTRIBUTION_PRIV_H
#define KOH_ATTRIBUTION_PRIV_H

#include "plan/key_figure_priv.h"

/* Groups of assumptions. A group is taken from the old or the new vintage as a whole. */
typedef enum koh_revision_group {
    KOH_GROUP_POPULATION = 0, /* base year and who lived there, households, housing projects */
    KOH_GROUP_BIRTHS_DEATHS,
    KOH_GROUP_MIGRATION,
    KOH_GROUP_NEED,     /* who uses services: registered users, trends, postponed need, health */
    KOH_GROUP_PRACTICE, /* coverage aimed at, moves between services, hours, norms, scope */
    KOH_GROUP_CAPACITY, /* places and crises that take them, occupancy */
    KOH_GROUP_STAFF,
    KOH_GROUP_OTHER, /* costs and whatever is not named above */
    KOH_GROUPS
} koh_revision_group;

typedef struct koh_vintage {
    const koh_plan *plan; /* its reference */
    const koh_inputs *inputs;
} koh_vintage;

typedef struct koh_attribution {
    double old_value, new_value; /* with no and with all changes */
    double share[KOH_GROUPS];    /* 0 of groups that have not changed */
} koh_attribution;

/* Takes apart the change of each of n figures in a year that both vintages reach: parts [n]. changed [KOH_GROUPS]: 0 =
 * the group is the same in both; NULL = vintages whose services differ, of which the whole change is the share of
 * "other". Runs 2^(changed groups) plans. The statuses of koh__plans_run; KOH_ENOMEM. */
koh_status koh__attribute(const koh_vintage vintages[2], const int changed[KOH_GROUPS], int year, size_t n,
                          const koh_key_figure *figures, koh_error *error, koh_attribution *parts) KOH_NODISCARD;

#endif
