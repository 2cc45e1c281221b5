/* Method: places by service level (occupancy.c) for each municipality's load and for their sum. Loads are Poisson or
 * waiting lists of their own; added up they are one of the sum's mean, whose spread is less in proportion: the square
 * root of the load, not the sum of the square roots. Source: D. R. Smith & W. Whitt (1981), Resource sharing for
 * efficiency in traffic systems, Bell System Technical Journal 60, 39-55 (one group of servers is never worse than two
 * that do not help each other). Assumptions: needs arise independently of each other; a place takes anybody. Limits:
 * distance, and the will to move, are not in it. */
#include "kohort/pool.h"

#include "kohort/occupancy.h"

koh_status koh_pool_compute(size_t n, const double *loads, double level, koh_error *error, size_t *alone,
                            koh_pool *pool)
{
    koh_pool sum = { 0, 0, 0 };
    size_t places = 0;
    for (size_t i = 0; i < n; i++) { /* checks all before anything is written */
        const koh_status status = koh_places_for_level(loads[i], KOH_OCCUPANCY_WAIT, level, error, &places);
        if (status != KOH_OK) {
            return status;
        }
        sum.load += loads[i];
        sum.places_alone += places;
    }
    const koh_status status = koh_places_for_level(sum.load, KOH_OCCUPANCY_WAIT, level, error, &sum.places_together);
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        const koh_status again = koh_places_for_level(loads[i], KOH_OCCUPANCY_WAIT, level, error, &alone[i]);
        if (again != KOH_OK) {
            return again;
        }
    }
    if (status == KOH_OK) {
        *pool = sum;
    }
    return status;
}
