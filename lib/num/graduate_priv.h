/* Rates of age bands to rates of single ages. */
#ifndef KOH_GRADUATE_PRIV_H
#define KOH_GRADUATE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

enum { KOH_GRADUATE_BANDS = 32 };

/* Rates by single age whose logit is linear between band centres and that meet every band's count:
 * sum over band b of weight[x] rate[x] = count[b], to 1e-12 relative (1e-9 for a band whose rate is beyond 0.999).
 * from[0..n_bands-1]: first age of each band, ascending, from[0] = 0, the last open; weight[n_age] >= 0 (persons), with
 * a positive sum in each band; 0 <= count[b] < weight of the band. A band that counts nobody has rate 0 throughout.
 * KOH_EDOMAIN on other input, KOH_ENOCONVERGENCE. Allocates nothing. Cost: about 10 passes over the ages per band. */
koh_status koh__graduate(size_t n_age, const double *weight, size_t n_bands, const int *from, const double *count,
                         double *rate) KOH_NODISCARD;

#endif
