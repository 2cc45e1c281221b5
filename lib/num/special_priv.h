/* Special functions. */
#ifndef KOH_SPECIAL_PRIV_H
#define KOH_SPECIAL_PRIV_H

#include "kohort/status.h"

#define KOH_DIGAMMA_MIN 1e-8
#define KOH_DIGAMMA_MAX 1e12

/* psi(x), the derivative of ln Gamma, to 1e-13 of max(1, |psi|). KOH_EDOMAIN outside KOH_DIGAMMA_MIN..MAX. */
koh_status koh__digamma(double x, double *value) KOH_NODISCARD;

/* The standard normal variate below which a share `prob` in (0, 1) lies, and the share below z; to 1e-15 of it. */
double koh__normal_quantile(double prob);
double koh__normal_below(double z);

#define KOH_GAMMA_SHAPE_MIN 1e-3
#define KOH_GAMMA_SHAPE_MAX 1e10

/* x at which the gamma distribution of that shape and scale 1 has p, by bisection to the last bit of its distribution.
 * KOH_EDOMAIN unless 0 < p < 1 and the shape is in KOH_GAMMA_SHAPE_MIN..MAX. */
koh_status koh__gamma_quantile(double p, double shape, double *x) KOH_NODISCARD;

#endif
