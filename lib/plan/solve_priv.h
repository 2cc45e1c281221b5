/* Goal seek: the value of one lever at which one quantity meets its target. */
#ifndef KOH_SOLVE_PRIV_H
#define KOH_SOLVE_PRIV_H

#include "plan/result_priv.h"

/* A lever that can be sought. */
typedef struct koh_variable {
    const char *id, *unit, *help;
} koh_variable;

/* A quantity that can be aimed at: a figure of a cube in a year. */
typedef struct koh_goal {
    const char *id, *unit, *help;
} koh_goal;

/* Static lists; *n their number. Quantities may also be users_SERVICE and places_SERVICE. */
const koh_variable *koh__solve_variables(size_t *n);
const koh_goal *koh__solve_goals(size_t *n);

/* Adds to a plan `dwellings` dwellings of a type (an index of the country's, or KOH_ANY_DWELLING: in the proportions of
 * its stock), on time, completed evenly from the base year to a later year. KOH_ENOMEM. */
#define KOH_ANY_DWELLING ((size_t) -1)
koh_status koh__sought_dwellings(const koh_inputs *inputs, size_t type, double dwellings, int year, koh_arena *arena,
                                 koh_plan *plan) KOH_NODISCARD;

typedef enum koh_solve_outcome { KOH_SOLVE_SOLVED = 0, KOH_SOLVE_INFEASIBLE } koh_solve_outcome;

typedef struct koh_solve_result {
    koh_solve_outcome outcome;
    double value;     /* of the lever; where infeasible, the end of its range that comes nearest */
    double achieved;  /* by the quantity there */
    double low, high; /* the range searched */
    int evaluations;
} koh_solve_result;

/* variable: index in koh__solve_variables. goal: id of a quantity. The plan is not changed. KOH_EUNKNOWN: no such
 * quantity; KOH_EDOMAIN: the year lies outside the plan; the statuses of running the plan. */
koh_status koh__solve(const koh_plan *plan, const koh_inputs *inputs, size_t variable, const char *goal, int year,
                      double target, koh_error *error, koh_solve_result *result) KOH_NODISCARD;

#endif
