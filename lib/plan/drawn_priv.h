/* The drawn population of a plan: what its draws are made from, and what they come to. */
#ifndef KOH_DRAWN_PRIV_H
#define KOH_DRAWN_PRIV_H

#include <stdint.h>

#include "kohort/ensemble.h"
#include "plan/model_priv.h"

/* The number by which a municipality's chance is keyed. */
uint32_t koh__region_number(const char *region);

/* What the engine draws from: views of the frame, of its arena, and of `level` [draws][n_steps], which the caller gives
 * and this fills with persons a year on top of net migration. Needs the rates kept in the frame. KOH_ENOMEM. */
koh_status koh__drawn_input(const koh_frame *frame, const koh_draws *draws, double *level,
                            koh_ensemble_input *input) KOH_NODISCARD;

enum { KOH_DRAWN_STEPS = 150 }; /* years, at most */

/* How the draws of many municipalities are made and summarised. Borrowed. */
typedef struct koh_drawn_form {
    koh_draws draws; /* n > 0; threads: of one municipality */
    size_t n_orders;
    const double *orders;    /* quantiles, in [0, 1] */
    int (*stop)(void *told); /* as in koh_ensemble_options */
    void *told;
    size_t n_kept; /* single draws that are kept: 0 or draws.n */
} koh_drawn_form;

/* Means and exact quantiles over the draws, persons at 1 January. Of the arena. */
typedef struct koh_drawn {
    size_t n_states, n_age, n_groups, n_orders, n_kept;
    double *mean;           /* [n_states][2][n_age] */
    double *quantile;       /* [n_states][2][n_age][n_orders] */
    double *group_mean;     /* [n_states][n_groups]: both sexes, the groups of koh__planner_groups */
    double *group_quantile; /* [n_states][n_groups][n_orders] */
    double *draw;           /* [n_states][2][n_age][n_kept] */
} koh_drawn;

/* Numbers that a koh_drawn holds, which lie one behind the other from `mean` on. */
size_t koh__drawn_size(const koh_drawn *drawn);

/* Lays the arrays out over `figures` [koh__drawn_size]. */
void koh__drawn_lay_out(koh_drawn *drawn, double *figures);

/* Draws the population of a plan and summarises it to figures of the arena. The statuses of koh_ensemble_run and
 * koh__model_population; KOH_ECANCELLED when stopped. */
koh_status koh__drawn_compute(const koh_plan *plan, const koh_inputs *inputs, const koh_drawn_form *form,
                              koh_arena *arena, koh_error *error, koh_drawn *drawn) KOH_NODISCARD;

/* Bytes that a municipality of `persons`, its largest cell `cell`, takes while it is drawn, by a thread: about. */
double koh__drawn_bytes(const koh_drawn_form *form, const koh_calib_region *calibration, size_t n_age, size_t n_steps,
                        double persons, double cell);

#endif
