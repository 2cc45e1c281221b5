/* Many draws of one cell at once: draws lie side by side in the processor's vectors.
 *
 * Every count is a function of its own draw alone. With u the number in (0, 1) of (stream, cell), a count whose law has
 * a mean below a limit is the inverse of the distribution function at u, the smallest x with F(x) > u; so a larger
 * probability never gives a smaller count, and two scenarios share their chance. Larger means are drawn by transformed
 * rejection from a stream of that draw and cell. Which other draws stand beside it, and how many, changes nothing.
 *
 * The first 16 bits of u come in bulk (koh__stream_fields) and decide nearly every count; where they tie with a
 * threshold, the rest of the same u is drawn and compared in full. */
#ifndef KOH_LANES_PRIV_H
#define KOH_LANES_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "num/rng_priv.h"

/* The limits of inversion: with a table for all draws, and where every draw has its own law. The first keeps P(0) above
 * 1e-300 for p <= 1/2; the second keeps sums short. */
#define KOH_LANES_MEAN 480.0
#define KOH_LANES_OWN_MEAN 32.0

/* Below this share of draws with an event, looking at them one by one is faster than anything for all (measured). */
#define KOH_LANES_RARE 0.02

enum {
    KOH_LANES_MAX = 1024,     /* draws at once */
    KOH_LANES_CELLS = 0x8000, /* cells of a stream */
    KOH_LANES_ROWS = 1024,    /* numbers of trials that a table is made for */
    KOH_LANES_TABLE = 1 << 19 /* thresholds in it */
};

typedef struct koh_lanes {
    koh_stream_id id;  /* of the first draw */
    uint32_t cell;     /* < KOH_LANES_CELLS */
    size_t n;          /* draws, <= KOH_LANES_MAX, a multiple of KOH_STREAM_LANES */
    const uint16_t *u; /* [n] field cell % 8 of block cell / 8 of the streams */
} koh_lanes;

/* Room to work in; a value without meaning between calls. */
typedef struct koh_lanes_room {
    uint16_t threshold[KOH_LANES_TABLE + 1]; /* one more: loads are of 32 bits */
    double pmf[KOH_LANES_ROWS], cdf[KOH_LANES_ROWS];
    uint8_t flag[KOH_LANES_MAX];
} koh_lanes_room;

/* x[d] of n[d] >= 0 trials, of probability p in [0, 1]. */
void koh__lanes_binomial(const koh_lanes *lanes, const int32_t *n, double p, koh_lanes_room *room, int32_t *x);

/* x[d] >= 0 of the mean value[d] >= 0, up to 1e9; or, where value[d] < 0, minus a count of n[d] trials of probability
 * -value[d] <= 1. */
void koh__lanes_signed(const koh_lanes *lanes, const int32_t *n, const double *value, koh_lanes_room *room, int32_t *x);

/* x[d] of n[d] trials of probability 1 - q^power[d], power >= 0, log_q finite and < 0. */
void koh__lanes_binomial_power(const koh_lanes *lanes, const int32_t *n, double log_q, const double *power,
                               koh_lanes_room *room, int32_t *x);

/* x[d] of a mean in [0, 1e9], or mean[d] of its own. */
void koh__lanes_poisson(const koh_lanes *lanes, double mean, koh_lanes_room *room, int32_t *x);
void koh__lanes_poisson_each(const koh_lanes *lanes, const double *mean, koh_lanes_room *room, int32_t *x);

#endif
