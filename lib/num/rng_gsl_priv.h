/* A stream as a generator of GSL, for GSL's own distributions. */
#ifndef KOH_RNG_GSL_PRIV_H
#define KOH_RNG_GSL_PRIV_H

#include <gsl/gsl_rng.h>

#include "num/rng_priv.h"

/* gsl_rng_set gives the stream of draw 0 of a seed (all 64 bits of it; 0 is a seed like any other). */
extern const gsl_rng_type koh__rng_gsl_philox;

/* Points a gsl_rng of this type to a stream. */
void koh__rng_gsl_set(gsl_rng *rng, koh_stream_id id);

#endif
