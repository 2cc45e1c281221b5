/* Pooled services: what municipalities need alone, and what they need together. */
#ifndef KOH_POOL_H
#define KOH_POOL_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Places by service level. Nobody's need is more or less for being pooled: the load together is the sum. */
typedef struct koh_pool {
    size_t places_alone; /* sum of what each needs for itself */
    size_t places_together;
    double load; /* mean places in use, of all */
} koh_pool;

/* The fewest places that keep the chance of having to wait at or below level in (0, 1), for each of n loads >= 0 (mean
 * places in use) alone, alone [n], and for all on one list. KOH_EDOMAIN; outputs are then untouched. Cost: n x that of
 * koh_places_for_level. */
KOH_API koh_status koh_pool_compute(size_t n, const double *loads, double level, koh_error *error, size_t *alone,
                                    koh_pool *pool) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
