/* The care ladder: where persons of an age are among care states, and how one year changes it.
 *
 * The states are the caller's, such as at home without care, care at home, staffed housing, institution; death is
 * beyond the last. The deaths of all states together are those of the population. */
#ifndef KOH_CARE_LADDER_H
#define KOH_CARE_LADDER_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_LADDER_STATES = 8 };

/* KOH_EDOMAIN, naming the row from 0: n not in 1..KOH_LADDER_STATES; a chance in matrix [n][n + 1] (from, to; the last
 * column is death) below 0 or NaN; a row that does not sum to 1 within 1e-9, whose persons would be lost or made. */
KOH_API koh_status koh_ladder_check(size_t n, const double *matrix, koh_error *error) KOH_NODISCARD;

/* The factor k on the odds of death, the same in all states, at which stock [n] persons with the chances of death
 * in the last column of matrix [n][n + 1] have the share prob_death (0..1) of deaths: sum over i of stock[i] k q / (1 -
 * q + k q) = prob_death sum of stock. INFINITY where all who may die do, 0 where only those do who must; NaN where no
 * factor can: nobody may die and some do, all must and some do not. 1 where stock is nobody. Cost: some ten
 * evaluations. */
KOH_API double koh_ladder_odds(size_t n, const double *matrix, const double *stock, double prob_death);

/* One year: from [n] persons, with the odds of death times `odds` and the other chances in proportion among those who
 * live, to flow [n][n + 1] persons by the state left and the state reached, the last of them death. The sum of a row is
 * from[i] to rounding. A chance of death of 1 stays 1. */
KOH_API void koh_ladder_flows(size_t n, const double *matrix, double odds, const double *from, double *flow);

/* The same, summed: from [n] persons to next [n] survivors by state; deaths [n] by the state left, or NULL. next and
 * from must not be the same array. */
KOH_API void koh_ladder_step(size_t n, const double *matrix, double odds, const double *from, double *next,
                             double *deaths);

#ifdef __cplusplus
}
#endif
#endif
