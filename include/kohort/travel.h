/* Travel between zones: who is how far from what, and the time on the road of those who visit homes.
 *
 * A matrix of minutes is [n_zones][n_zones], from the row's zone to the column's; on the diagonal between two homes of
 * one zone. It need not be symmetric. */
#ifndef KOH_TRAVEL_H
#define KOH_TRAVEL_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The detour that saves most: minutes from -> to less minutes from -> over -> to. */
typedef struct koh_travel_detour {
    size_t from, over, to;
    double saved; /* minutes; 0: no way is shorter than the direct one (the triangle inequality holds) */
} koh_travel_detour;

/* Checks minutes [n_zones][n_zones] >= 0 and finds the worst breach of the triangle inequality between three different
 * zones. KOH_EDOMAIN: minutes that are negative or not finite; *worst is then untouched. Cost: n_zones^3. */
KOH_API koh_status koh_travel_check(size_t n_zones, const double *minutes, koh_error *error,
                                    koh_travel_detour *worst) KOH_NODISCARD;

/* Places that somebody is sent out from or goes to, and in which direction. */
typedef enum koh_travel_way {
    KOH_TRAVEL_OUT = 0, /* from the place to the zone: those who answer a call */
    KOH_TRAVEL_IN       /* from the zone to the place: those who go shopping */
} koh_travel_way;

/* Minutes between every zone and the nearest of n_places > 0 places, zones themselves: nearest [n_zones]. Cannot fail.
 * Cost: n_zones x n_places. */
KOH_API void koh_travel_nearest(size_t n_zones, const double *minutes, koh_travel_way way, size_t n_places,
                                const size_t *places, double *nearest);

/* Minutes on the road per visit, per_visit [n_zones], of tours that start and end at the nearest of n_bases > 0 bases
 * and make visits_per_tour >= 1 visits in one zone: (there + back + (visits - 1) x within) / visits. KOH_EDOMAIN.
 * Cost: n_zones x n_bases. */
KOH_API koh_status koh_travel_tour(size_t n_zones, const double *minutes, size_t n_bases, const size_t *bases,
                                   double visits_per_tour, double *per_visit) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
