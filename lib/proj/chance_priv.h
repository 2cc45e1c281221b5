/* One step of a block of draws: the probabilities of a year, and the block they act on. */
#ifndef KOH_CHANCE_PRIV_H
#define KOH_CHANCE_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/ensemble.h"
#include "num/lanes_priv.h"

enum {
    KOH_CHANCE_STRIDE = KOH_LANES_MAX + 32, /* draws of a row: not a power of 2, or rows would share cache lines */
    KOH_CHANCE_PURPOSES = KOH_PURPOSE_NET_LEVEL + 1
};

/* Probabilities and means of a year, [2][n_age] each, by age at the end of the year; early_* by age at its start. */
typedef struct koh_chance_rates {
    double *death, *log_survival, *out, *emigration, *in, *immigration;
    double *early_in, *early_out, *late_in, *late_out; /* net migration: Poisson means, binomial probabilities */
} koh_chance_rates;

/* Uncertain parameters of a step, [draws of the block] each, or NULL. */
typedef struct koh_chance_factors {
    const double *fertility, *mortality, *net_level;
} koh_chance_factors;

typedef struct koh_chance_step {
    size_t n_age;
    koh_timing timing;
    const double *fertility; /* [n_age], or NULL */
    double prob_boy;
    const double *net_profile;
    koh_chance_rates rates;
    koh_chance_factors factors;
} koh_chance_step;

/* Draws side by side, KOH_CHANCE_STRIDE to a row. */
typedef struct koh_chance_block {
    size_t n_age, n;               /* n draws, a multiple of KOH_STREAM_LANES: the last may be spare */
    koh_stream_id id;              /* of the first draw, in the year of the step */
    int32_t *persons;              /* [2][n_age] rows */
    int32_t *totals;               /* [KOH_ENSEMBLE_COMPONENTS] rows */
    int32_t *all;                  /* a row: persons of each draw */
    int32_t *here, *other, *count; /* a row each, to work in */
    double *mothers, *own;
    int is_levelled; /* the draws have levels of their own: the rows below are kept */
    double *mean;    /* [2][n_age] rows: expected persons of each draw, see chance_mean.c */
    double *mean_here, *mean_other, *mean_mothers, *owed;
    uint16_t *field;                           /* [KOH_CHANCE_PURPOSES][KOH_STREAM_FIELDS] rows */
    uint32_t field_block[KOH_CHANCE_PURPOSES]; /* which block of the streams each holds */
    koh_lanes_room *room;
} koh_chance_block;

enum { KOH_CHANCE_RATES = sizeof(koh_chance_rates) / sizeof(double *) };

/* The probabilities of a year for a population expected at its start and its end, [2][n_age]. step->n_age and timing
 * are given, and the rates' arrays. */
void koh__chance_rates(const double *expected, const double *expected_next, const koh_proj_year *year,
                       koh_chance_step *step);

/* Puts every draw at the start. */
void koh__chance_begin(koh_chance_block *block, const double *start);

/* Expected persons of each draw, in block->mean_here: a share of them stays, as many come, they survive with
 * exp(log_survival factor[d]), they bear, they are the newborn (a share of the births). */
void koh__mean_scale(const koh_chance_block *block, double factor);
void koh__mean_add(const koh_chance_block *block, double persons);
void koh__mean_survive(const koh_chance_block *block, double log_survival, const double *factor);
void koh__mean_bear(const koh_chance_block *block, double births_per_woman);
void koh__mean_born(const koh_chance_block *block, const double *factor, double share);

/* Net migration on top, of which this cell has the share `profile`; block->own becomes the mean of those who come or,
 * below 0, minus the probability to leave. */
void koh__mean_level(const koh_chance_block *block, const double *level, double profile);

/* One step of all draws. KOH_EDOMAIN: beyond 10^9 persons; KOH_EINTERNAL: the balance does not hold. */
koh_status koh__chance_step(koh_chance_block *block, const koh_chance_step *step) KOH_NODISCARD;

#endif
