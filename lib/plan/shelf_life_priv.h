/* How long figures have been good for: what hindcasts of the past say of a municipality's size. */
#ifndef KOH_SHELF_LIFE_PRIV_H
#define KOH_SHELF_LIFE_PRIV_H

#include <stddef.h>

enum { KOH_SHELF_HORIZONS = 60 };

/* One size of municipality and age band. */
typedef struct koh_shelf_group {
    double from, below;                /* persons at the origin */
    size_t group;                      /* of koh__planner_groups */
    double within[KOH_SHELF_HORIZONS]; /* share of hindcasts within 10 % after 1, 2, ... years; NaN: not tried */
} koh_shelf_group;

typedef struct koh_shelf_life {
    size_t n;
    const koh_shelf_group *groups;
    int first, last; /* origins of the hindcasts */
} koh_shelf_life;

enum { KOH_SHELF_YEARS, KOH_SHELF_TRIED, KOH_SHELF_MEASURES };

/* The group of koh__planner_groups whose shelf life the users of a service have: that of the ages that more than half
 * of them are of, all where there is none. rates and persons are [2][n_age]. */
size_t koh__shelf_ruler(size_t n_age, const double *rates, const double *persons);

#endif
