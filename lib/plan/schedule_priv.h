/* Building steps of one scenario, or of all: the problem, and what the schedules that are found come to. */
#ifndef KOH_SCHEDULE_PRIV_H
#define KOH_SCHEDULE_PRIV_H

#include "kohort/expansion.h"
#include "plan/model_priv.h"

enum { KOH_SCHEDULE_OWN, KOH_SCHEDULE_ALL, KOH_SCHEDULE_REGRET, KOH_SCHEDULE_COST, KOH_SCHEDULES };

/* The problem of one scenario, or of all. */
typedef struct koh_steps_problem {
    koh_result *result;
    koh_scenario_result *scenario; /* whose steps and places these are */
    koh_error *error;
    koh_axis types;
    size_t *at; /* [types.n] place on the axis of the cubes */
    koh_expansion_input input;
    const char *ids[KOH_EXPANSION_SCENARIOS]; /* [input.n_scenarios] */
    koh_expansion_options options;
    koh_expansion_workspace *workspace;
    size_t n_schedules;
    int schedule[KOH_SCHEDULES]; /* [n_schedules] which are sought */
    int is_found[KOH_SCHEDULES]; /* [n_schedules] */
    koh_expansion_plan plan[KOH_SCHEDULES];
} koh_steps_problem;

extern const char *const koh__schedule_names[KOH_SCHEDULES];

/* Adds what each schedule, and building nothing, comes to over all scenarios and draws, beside the best plan of each:
 * the cubes capacity/expansion_regret, capacity/expansion_missing, capacity/expansion_met. Needs a price of shortage.
 */
koh_status koh__schedules_judge(const koh_steps_problem *problem) KOH_NODISCARD;

#endif
