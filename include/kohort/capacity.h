/* Capacity: the register of buildings and units, places by type and year, and the gap to the need. */
#ifndef KOH_CAPACITY_H
#define KOH_CAPACITY_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_YEAR_NONE = -32768 }; /* a year that is not given */

/* A building or a unit of one: places of one type. Years are those at whose 1 January the state holds: a unit that
 * opens in 2030 has places from 1 January 2030, one that closes in 2030 has none from 1 January 2030, one under renewal
 * 2030-2031 has none at 1 January 2030 and 2031. KOH_YEAR_NONE: always open, never closes, no renewal. */
typedef struct koh_unit {
    const char *id, *name, *type; /* type: the id of a service */
    double places;                /* >= 0 */
    int opens, closes, renewal_from, renewal_to;
    const char *source, *assumption;
} koh_unit;

/* KOH_EDOMAIN: places below 0, closing not after opening, renewal that ends before it begins or lies outside the unit's
 * life. The message names the unit. */
KOH_API koh_status koh_unit_check(const koh_unit *unit, koh_error *error) KOH_NODISCARD;

/* Places of a unit at 1 January of a year. */
KOH_API double koh_unit_places(const koh_unit *unit, int year);

/* Places needed for `occupied` places at a target occupancy in (0, 1]. */
KOH_API double koh_places_needed(double occupied, double occupancy);

/* The first of n years whose gap is above 0 (shortage) by more than rounding (1e-9 places), or KOH_YEAR_NONE. NaN gaps
 * are passed over. */
KOH_API int koh_first_shortage(size_t n, const int *year, const double *gap);

#ifdef __cplusplus
}
#endif
#endif
