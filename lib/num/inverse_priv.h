/* The inverse of a discrete distribution function at the number u of one draw and cell (see num/lanes_priv.h). */
#ifndef KOH_INVERSE_PRIV_H
#define KOH_INVERSE_PRIV_H

#include <stdint.h>

#include "num/lanes_priv.h"

enum { KOH_POWERS = 8 };

/* Binomial(n, p), p <= 1/2, for any n. */
typedef struct koh_binomial_law {
    double p, odds, log_q;
    double q_power[KOH_POWERS];
} koh_binomial_law;

koh_binomial_law koh__binomial_law(double p);

/* q^n: exact to a few units in the last place however large n is. */
double koh__binomial_none(const koh_binomial_law *law, int32_t n);

/* The first 16 bits of a threshold: u below them is below it, u above is above it, u equal needs all bits. */
static inline int32_t koh__threshold(double cdf)
{
    const double t = cdf * 65536;
    return t < 65535 ? (int32_t) t : 65535;
}

/* The count of draw `d`, from u in full where its first bits tie. Means below KOH_LANES_MEAN. */
int32_t koh__inverse_binomial(const koh_lanes *lanes, size_t d, int32_t n, const koh_binomial_law *law);
int32_t koh__inverse_poisson(const koh_lanes *lanes, size_t d, double mean);

/* The stream of draw `d` for what inversion does not do. */
koh_stream koh__lane_stream(const koh_lanes *lanes, size_t d);

#endif
