/* Occupancy that follows from the size of a unit and a service level, instead of a guessed one.
 *
 * The load is the mean number of places that would be in use if there were enough: arrivals per year x mean stay. */
#ifndef KOH_OCCUPANCY_H
#define KOH_OCCUPANCY_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The chance that a service level bounds. */
typedef enum koh_occupancy_rule {
    KOH_OCCUPANCY_WAIT = 0, /* a person must wait: Erlang-C, all wait as long as it takes */
    KOH_OCCUPANCY_DEMAND    /* more persons are in need at an instant than there are places: Poisson */
} koh_occupancy_rule;

/* What a target occupancy means for a unit of this load. */
typedef struct koh_occupancy_row {
    double target;      /* in (0, 1] */
    size_t n_places;    /* load / target, rounded up */
    double occupancy;   /* load / n_places: what whole places leave of the target */
    double prob_wait;   /* chance that a person must wait (Erlang-C); 1 where the load fills every place */
    double prob_demand; /* chance that more are in need than there are places (Poisson) */
} koh_occupancy_row;

/* The chance that a rule is about, at a load > 0 on n_places. Falls with n_places, grows with the load. Cost: linear in
 * n_places. */
KOH_API double koh_occupancy_prob(koh_occupancy_rule rule, size_t n_places, double load);

/* The fewest places that keep the chance at or below `level` in (0, 1), for a load in [0, 5e5]. No load needs none.
 * KOH_EDOMAIN. Cost: n log n in the places. */
KOH_API koh_status koh_places_for_level(double load, koh_occupancy_rule rule, double level, koh_error *error,
                                        size_t *n_places) KOH_NODISCARD;

/* The largest load that n_places (1..5e5) carry with the chance at or below `level` in (0, 1): divided by n_places it
 * is the occupancy that a unit of this size may be planned for. Relative error < 1e-12. KOH_EDOMAIN. Cost: some 50 x
 * n_places. */
KOH_API koh_status koh_load_for_level(size_t n_places, koh_occupancy_rule rule, double level, koh_error *error,
                                      double *load) KOH_NODISCARD;

/* One row for each of n targets, occupancies such as 0.85, 0.90, 0.95, 0.98, for a load in (0, 5e5]. KOH_EDOMAIN; rows
 * [n] are then untouched. */
KOH_API koh_status koh_occupancy_table(double load, size_t n, const double *targets, koh_error *error,
                                       koh_occupancy_row *rows) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
