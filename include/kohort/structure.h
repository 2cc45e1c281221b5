/* Structure: how many units the places of a municipality are gathered in, and the staff that a unit takes whatever its
 * size. */
#ifndef KOH_STRUCTURE_H
#define KOH_STRUCTURE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Staff that goes by steps: a post for every started `places_per_post` places, such as at night. */
typedef struct koh_unit_staffing {
    double places_per_post; /* > 0 */
    double least_posts;     /* of a unit that is open, >= 0 */
    double fte_per_post;    /* >= 0: such as 168 night and day hours a week over those of a position */
    double fte_per_unit;    /* whatever the posts, >= 0: such as its leader */
} koh_unit_staffing;

/* What units take. */
typedef struct koh_structure {
    double units, places, posts, fte; /* units that have places */
} koh_structure;

/* KOH_EDOMAIN: a figure outside its range or not finite. */
KOH_API koh_status koh_unit_staffing_check(const koh_unit_staffing *staffing, koh_error *error) KOH_NODISCARD;

/* Posts of a unit of `places`: max(least_posts, ceil(places / places_per_post)), where less than 1e-9 of a post is
 * rounding; 0 of one without places, NaN where they are unknown. */
KOH_API double koh_unit_posts(const koh_unit_staffing *staffing, double places);

/* The smallest unit whose least posts are used to the full: below it a place takes more posts. In places. */
KOH_API double koh_unit_efficient_size(const koh_unit_staffing *staffing);

/* A group's places, the sum of units that have been merged, in `into` >= 1 units: as even as whole places go, the first
 * units having one more; a part of a place goes to the last. Adds to *structure. The places are conserved. */
KOH_API void koh_structure_add(const koh_unit_staffing *staffing, double places, size_t into, koh_structure *structure);

#ifdef __cplusplus
}
#endif
#endif
