/* Places by type and year from the register of units.
 *
 * Method: places(y) = sum of units that are open, not closed and not under renewal at 1 January of y;
 * gap = occupied / target occupancy - places, + = shortage. */
#include "kohort/capacity.h"

#include <math.h>

koh_status koh_unit_check(const koh_unit *unit, koh_error *error)
{
    const int none = KOH_YEAR_NONE;
    if (!(unit->places >= 0) || isinf(unit->places)) {
        return koh_error_set(error, KOH_EDOMAIN, "unit '%s' has %g places, expected 0 or more", unit->id, unit->places);
    }
    if (unit->opens != none && unit->closes != none && unit->closes <= unit->opens) {
        return koh_error_set(error, KOH_EDOMAIN, "unit '%s' closes in %d but opens in %d", unit->id, unit->closes,
                             unit->opens);
    }
    if ((unit->renewal_from == none) != (unit->renewal_to == none)) {
        return koh_error_set(error, KOH_EDOMAIN, "unit '%s' has only one end of its renewal", unit->id);
    }
    if (unit->renewal_from == none) {
        return KOH_OK;
    }
    if (unit->renewal_to < unit->renewal_from) {
        return koh_error_set(error, KOH_EDOMAIN, "renewal of unit '%s' ends in %d before it begins in %d", unit->id,
                             unit->renewal_to, unit->renewal_from);
    }
    if ((unit->opens != none && unit->renewal_from < unit->opens) ||
        (unit->closes != none && unit->renewal_to >= unit->closes)) {
        return koh_error_set(error, KOH_EDOMAIN, "renewal %d-%d of unit '%s' lies outside its life", unit->renewal_from,
                             unit->renewal_to, unit->id);
    }
    return KOH_OK;
}

double koh_unit_places(const koh_unit *unit, int year)
{
    const int none = KOH_YEAR_NONE;
    int open = (unit->opens == none || year >= unit->opens) && (unit->closes == none || year < unit->closes);
    int renewed = unit->renewal_from != none && year >= unit->renewal_from && year <= unit->renewal_to;
    return open && !renewed ? unit->places : 0;
}

double koh_places_needed(double occupied, double occupancy)
{
    return occupied / occupancy;
}

/* Places; a quotient such as 36.1 / 0.95 misses a whole number by 1e-14, and nobody counts places below this. */
#define PLACE_ROUNDING 1e-9

int koh_first_shortage(size_t n, const int *year, const double *gap)
{
    for (size_t i = 0; i < n; i++) {
        if (gap[i] > PLACE_ROUNDING) {
            return year[i];
        }
    }
    return KOH_YEAR_NONE;
}
