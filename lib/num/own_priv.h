/* Draws of one cell that have a law each: what the two passes over them share (lanes_own.c, lanes_narrow.c). */
#ifndef KOH_OWN_PRIV_H
#define KOH_OWN_PRIV_H

#include <stdint.h>

#include "num/lanes_priv.h"

#define KOH_OWN_OPEN INT32_MIN /* a count that is not decided yet */

/* HAZARDS: n trials, to stay has the probability exp(-hazard value). SIGNED: value >= 0 is a Poisson mean; of a value
 * below 0 the count is of n trials with the probability -value. MEANS: value is a Poisson mean, there is no n. */
typedef enum koh_own_kind { KOH_OWN_HAZARDS = 0, KOH_OWN_SIGNED, KOH_OWN_MEANS } koh_own_kind;

typedef struct koh_own {
    koh_own_kind kind;
    const int32_t *n;
    const double *value;
    double hazard;
} koh_own;

/* x[d] = the count of every draw that single precision decides, else KOH_OWN_OPEN; the sign of SIGNED counts is not
 * put. expected: no draw's -log P(0) is larger. */
void koh__own_narrow(const koh_lanes *lanes, const koh_own *own, double expected, int32_t *x);

#endif
