/* Queues at a fixed number of places: who finds them all taken, who waits, how long, and who gives up.
 *
 * Arrivals are a Poisson stream, stays and patience exponential, waiting first come, first served: M/M/n, and with
 * patience M/M/n+M. The offered load is arrivals x mean stay: the mean number of places in use if there were enough. */
#ifndef KOH_QUEUE_H
#define KOH_QUEUE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The most places that a queue may have. */
enum { KOH_QUEUE_PLACES = 1000000 };

/* A queue in steady state. Patience is the mean time a person is willing (or lives) to wait: INFINITY = for ever, 0 =
 * nobody waits (loss system). A finite patience is at most 1e6 mean stays. */
typedef struct koh_queue {
    double rate_arrivals;  /* persons per year, >= 0 */
    double years_stay;     /* mean stay, years, > 0 */
    double years_patience; /* mean patience, years, >= 0 or INFINITY */
    size_t n_places;       /* 1..KOH_QUEUE_PLACES */
} koh_queue;

/* Steady state as an arriving person meets it. */
typedef struct koh_queue_state {
    double offered_load; /* arrivals x mean stay, places */
    double occupancy;    /* share of places in use, 0..1 */
    double prob_block;   /* all places taken if nobody could wait: Erlang-B */
    double prob_wait;    /* all places taken on arrival */
    double prob_abandon; /* gives up (or dies) waiting; 0 without patience */
    double years_wait;   /* mean wait over all who arrive, those who give up included */
    double n_waiting;    /* mean number who wait */
} koh_queue_state;

/* Erlang-B: the chance that all of n_places are taken when nobody waits, at a load >= 0. n_places = 0 gives 1. Holds
 * for any distribution of stays. Relative error < 1e-12 for n_places <= 5000. Cost: linear in n_places. */
KOH_API double koh_erlang_b(size_t n_places, double load);

/* Erlang-C: the chance that a person must wait when all wait as long as it takes, at a load >= 0; 1 when load >=
 * n_places, where the queue has no steady state. Cost: linear in n_places. */
KOH_API double koh_erlang_c(size_t n_places, double load);

/* KOH_EDOMAIN: a member outside the range above. */
KOH_API koh_status koh_queue_check(const koh_queue *queue, koh_error *error) KOH_NODISCARD;

/* Solves a queue for its steady state. KOH_EDOMAIN as koh_queue_check; KOH_ENOSOLUTION: nobody gives up and the load is
 * not below the places. Cost: linear in n_places, and in the square root of the load while a person is patient. */
KOH_API koh_status koh_queue_solve(const koh_queue *queue, koh_error *error, koh_queue_state *state) KOH_NODISCARD;

/* The chance that an arriving person still waits after `years` >= 0: P(W > t), *prob. Statuses and cost as
 * koh_queue_solve. Relative error < 1e-8 where load x patience / stay <= 1e6. */
KOH_API koh_status koh_queue_prob_wait_above(const koh_queue *queue, double years, koh_error *error,
                                             double *prob) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
