/* The draws of one scenario, from the population to what follows from it. */
#ifndef KOH_FOLLOW_PRIV_H
#define KOH_FOLLOW_PRIV_H

#include <stdint.h>

#include "kohort/ensemble.h"
#include "plan/model_priv.h"

/* What the draws share. */
typedef struct koh_chance {
    koh_frame *frame;
    const koh_draws *draws;
    const koh_plan **copies; /* [draws.threads] of the frame's plan, to draw its ranges into; NULL = it has none */
    double *prob;            /* [n][n_causes] at which value of its range each cause is */
    int32_t *persons;        /* [n_steps + 1][2][n_age][n]; NULL = the plain run's in every draw */
    int32_t *components;     /* [n_steps][KOH_ENSEMBLE_COMPONENTS][n]; likewise */
    double *level;           /* [n][n_steps] persons a year on top of net migration */
    double *moved;           /* [n] sum of those levels up to the year that spread is told of */
    double *fertility;       /* [n][n_steps] factor on births, or NULL */
    double *mortality;       /* [n][n_steps] added to the log of death rates, or NULL */
    double *value;           /* [n][n_cells] of the cubes that follow from the population */
    size_t n_cells;
    koh_status *status; /* [n] of each draw */
    double *gathered;   /* [draws.threads][draws of a task][n_steps + 1][2][n_age] */
    koh_arena **arenas; /* [draws.threads] for one draw after the other */
} koh_chance;

/* The values of the causes in draw d, prob [n_causes] in (0, 1). work [n_causes]. */
void koh__causes_draw(const koh_plan *plan, const koh_draws *draws, size_t d, double *work, double *prob);

/* Independent uniform variates prob [n_causes] to those with the plan's correlations; nothing where it has none. */
void koh__causes_correlate(const koh_plan_uncertainty *uncertainty, double *work, double *prob);

/* Is a cause correlated with any other? */
int koh__cause_is_tied(const koh_plan_uncertainty *uncertainty, size_t cause);

/* Puts the ranges of a plan at prob [n_causes] in a copy of it; NaN leaves a figure as it is. */
void koh__plan_vary(const koh_plan *plan, const double *prob, const koh_plan *copy);

/* Fertility, mortality and levels of migration of every draw as the plan's ranges have them: the arrays that are there.
 */
void koh__population_vary(koh_chance *chance);

/* Everything after the population with another plan of the same form, other persons [n_steps + 1][2][n_age] and another
 * chance of users (NULL = none); warnings are dropped. */
koh_status koh__follow(const koh_frame *plain, const koh_plan *plan, const double *persons, const koh_users_draw *users,
                       koh_arena *arena, koh_scenario_result **scenario) KOH_NODISCARD;

/* Which sources the spread of key figures comes from, by koh_conditional: the block `sensitivity`, of the reference
 * alone. Needs the draws and the cubes of what follows. */
koh_status koh__chance_attribute(koh_chance *chance) KOH_NODISCARD;

/* Where the draws' cells of a cube begin in chance->value; NULL = it does not follow from the population. */
const double *koh__chance_cells(const koh_chance *chance, const koh_cube *cube);

/* The step at whose end the plan's period ends, or its years: the year that spread is told of. */
size_t koh__spread_step(const koh_plan *plan);

/* Means and quantiles of all cubes; probability of shortage by year, when the first is, and how much is lacking. */
koh_status koh__chance_summarise(koh_chance *chance) KOH_NODISCARD;

#endif
