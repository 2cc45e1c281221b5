/* The people of a plan one by one: who stays, who is widowed, who comes to long stay and for how long. */
#ifndef KOH_LIVES_PRIV_H
#define KOH_LIVES_PRIV_H

#include "plan/model_priv.h"

/* What is told, each over draws. Groups are those of koh__planner_groups. */
typedef enum koh_lives_measure {
    KOH_LIVES_PERSONS = 0,    /* at 1 January, by group */
    KOH_LIVES_SINCE_START,    /* of them, who have lived here since the start */
    KOH_LIVES_WIDOWED,        /* whose partner dies in the year, of the couples of the start, by group at its end */
    KOH_LIVES_DIED,           /* of those there at the start, by group then: who have died here by the end */
    KOH_LIVES_LEFT,           /* who live elsewhere */
    KOH_LIVES_WIDOWED_IN_ALL, /* those of all years, by group at the end of the year */
    KOH_LIVES_LONG_STAY,      /* who have had a long stay, those who had one at the start among them */
    KOH_LIVES_YEARS,          /* the years that they lived in long stay */
    KOH_LIVES_STAYS,          /* long stays that begin ten years or more before the end */
    KOH_LIVES_STAYS_6_MONTHS, /* of them, which last at most so long */
    KOH_LIVES_STAYS_1_YEAR,
    KOH_LIVES_STAYS_2_YEARS,
    KOH_LIVES_STAYS_OVER_4_YEARS,
    KOH_LIVES_MEASURES
} koh_lives_measure;

typedef struct koh_lives_row {
    koh_lives_measure measure;
    size_t t;     /* state, or year; the end for what is told of all years */
    size_t group; /* of koh__planner_groups; none for stays */
} koh_lives_row;

typedef struct koh_lives_form {
    koh_draws draws;  /* n > 0 */
    size_t long_stay; /* the service */
    size_t n_orders;
    const double *orders;    /* quantiles, in [0, 1] */
    int (*stop)(void *told); /* as in koh_microsim_options */
    void *told;
} koh_lives_form;

/* Of the arena. Unknown rows are NaN. */
typedef struct koh_lives_told {
    size_t n_steps, n_groups, n_orders;
    double *mean;     /* [rows] */
    double *quantile; /* [rows][n_orders], type 7 of Hyndman & Fan, exact */
} koh_lives_told;

size_t koh__lives_rows(size_t n_steps, size_t n_groups);
koh_lives_row koh__lives_row(size_t n_steps, size_t n_groups, size_t row);

/* Where a measure's first row is. */
size_t koh__lives_at(size_t n_steps, size_t n_groups, koh_lives_measure measure);

/* Simulates the people of a plan and summarises what is told of them. KOH_EUNSUPPORTED for a plan with gross migration;
 * the statuses of koh_microsim_run and koh__plan_population. */
koh_status koh__lives_compute(const koh_plan *plan, const koh_inputs *inputs, const koh_lives_form *form,
                              koh_arena *arena, koh_error *error, koh_lives_told *told) KOH_NODISCARD;

/* What of one draw goes into the rows, [draws of the batch] each; care NULL = long stay is unknown. */
typedef struct koh_lives_batch {
    size_t n_age, n_steps, n_levels;
    const int32_t *population, *since_start, *widowed, *died, *left, *ever, *spells;
    const double *years_in;
} koh_lives_batch;

/* The rows of draw d of a batch, to row [rows] `apart` from each other. */
void koh__lives_put(const koh_lives_batch *batch, size_t d, size_t apart, double *row);

#endif
