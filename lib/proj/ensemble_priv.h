/* What an ensemble works in: a block, its sums and counters for every thread, and the deterministic path for all. */
#ifndef KOH_ENSEMBLE_PRIV_H
#define KOH_ENSEMBLE_PRIV_H

#include "kohort/ensemble.h"
#include "num/tally_priv.h"
#include "proj/chance_priv.h"

/* One thread's. */
typedef struct koh_ensemble_thread {
    koh_chance_block block;
    koh_chance_rates rates;
    double *factor[3]; /* fertility, mortality, net level: a row each */
    int64_t *sum;      /* [n_steps + 1][2][n_age] persons over draws */
    koh_tally *tally;  /* cells and bands of all steps, or NULL */
    koh_status status; /* of the first block that failed */
    size_t failed_block, failed_step;
} koh_ensemble_thread;

struct koh_ensemble_workspace {
    koh_ensemble_size size;
    koh_proj_workspace *path;
    double *expected; /* [n_steps + 1][2][n_age] */
    koh_ensemble_thread *threads;
};

/* A start in whole persons, up to 10^8; arrivals of any year likewise. KOH_EDOMAIN with the place. */
koh_status koh__check_whole(const koh_proj_path_input *path, koh_error *error) KOH_NODISCARD;
koh_status koh__check_arrivals(const koh_proj_path_input *path, koh_error *error) KOH_NODISCARD;

#endif
