/* Philox4x32-10 streams behind GSL's generator interface (GSL reference manual, "Random Number Generation"). */
#include "num/rng_gsl_priv.h"

static void set(void *state, unsigned long seed)
{
    *(koh_stream *) state = koh__stream((koh_stream_id){ .seed = seed }, 0);
}

static unsigned long get(void *state)
{
    return koh__stream_word(state);
}

/* GSL wants [0, 1); ours is (0, 1). */
static double get_double(void *state)
{
    return koh__stream_uniform(state);
}

const gsl_rng_type koh__rng_gsl_philox = {
    .name = "philox4x32-10",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(koh_stream),
    .set = set,
    .get = get,
    .get_double = get_double,
};

void koh__rng_gsl_set(gsl_rng *rng, koh_stream_id id)
{
    *(koh_stream *) rng->state = koh__stream(id, 0);
}
