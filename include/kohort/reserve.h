/* Reserves: what is left when a building is lost, and where those who lived there find a place. */
#ifndef KOH_RESERVE_H
#define KOH_RESERVE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Units of a municipality at one time, by unit [n]. A group is a kind of place: residents go to their own kind first.
 */
typedef struct koh_refuge {
    size_t n;
    const double *places;   /* >= 0 */
    const double *occupied; /* >= 0; may be more than the places */
    const size_t *group;
    const int *lost; /* not 0: nobody can stay there */
} koh_refuge;

/* Moves the residents of lost units to free places (places less occupied, none where fuller): first to units of their
 * own group, then to any, each unit taking in proportion to what it has free. moved_in [n] persons that each unit
 * takes, unplaced [n] persons of each lost unit who find no place anywhere. Persons are conserved: the occupied of lost
 * units = sum of moved_in + sum of unplaced. KOH_EDOMAIN: a number below 0 or not finite; outputs are then untouched.
 * Cost: n^2. */
KOH_API koh_status koh_refuge_compute(const koh_refuge *refuge, koh_error *error, double *moved_in,
                                      double *unplaced) KOH_NODISCARD;

/* The reserve that is left of `size` [n] when one of them is lost, less `need`: reserve [n]; below 0 = too little.
 * Returns the index of the one whose loss is worst, the first of equals; (size_t) -1 where every reserve is unknown
 * (NaN). */
KOH_API size_t koh_reserve_n_minus_1(size_t n, const double *size, double need, double *reserve);

#ifdef __cplusplus
}
#endif
#endif
