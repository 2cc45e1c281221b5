/* Which building steps to take, and when: the cheapest dated plan that meets the need over scenarios and draws.
 *
 * A step is new places, a renewal, a conversion or a phase-out. Years are those at whose 1 January a state holds. */
#ifndef KOH_EXPANSION_H
#define KOH_EXPANSION_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    KOH_EXPANSION_STEPS = 12,
    KOH_EXPANSION_YEARS = 100,
    KOH_EXPANSION_TYPES = 16,
    KOH_EXPANSION_SCENARIOS = 16,
    KOH_EXPANSION_DRAWS = 10000000
};

typedef enum koh_expansion_choice { KOH_EXPANSION_OPTIONAL = 0, KOH_EXPANSION_REQUIRED } koh_expansion_choice;

/* A step, taken once or never. It takes effect in some year from first_year to last_year: from then on `during` holds
 * for years_out years (places closed while they are rebuilt), and after them `places`. */
typedef struct koh_expansion_step {
    const char *id;
    int first_year, last_year; /* in which it may take effect, both included */
    int years_lead, years_out; /* from the decision to the effect, >= 0; of building among the places, >= 0 */
    const double *places;      /* [type] change of places for good: > 0 new, < 0 phased out */
    const double *during;      /* [type] change in the years out; NULL = none. Not read when years_out is 0 */
    double cost_capex;         /* kroner in the year of effect, >= 0 */
    double cost_grant;         /* kroner of it that the state pays, 0..cost_capex */
    double cost_opex;          /* kroner per year from the effect on; < 0 = saved */
    int years_life;            /* 0: capex is paid at once; > 0: as an annuity over so many years, so that what the
                                  building is still worth at the horizon is not paid by the plan */
    koh_expansion_choice choice;
} koh_expansion_step;

/* All arrays are borrowed for the call. */
typedef struct koh_expansion_input {
    int first_year, decision_year; /* of the horizon; the earliest year of any decision */
    size_t n_years, n_types, n_steps, n_scenarios, n_draws;
    const koh_expansion_step *steps; /* [n_steps] */
    const double *places;            /* [type][year] without any step, >= 0 */
    const double *need;              /* [scenario][draw][type][year] places needed, >= 0 */
} koh_expansion_input;

typedef struct koh_expansion_options {
    double service_level; /* share of draws whose need is met, in each year and type, in (0, 1]; default 1: all */
    double rate_discount; /* per year, 0..1; default 0.04 (Ministry of Finance, circular R-109/2021, up to 40 years) */
    double cost_shortage; /* kroner per missing place and year, > 0 where regret is asked for; default 0 */
    int growth_years;     /* years that the growth of places by a step with a grant must hold, net of closures, from its
                             completion; default 0 = no such rule; 10 = Husbanken's rule for investment grants */
} koh_expansion_options;

/* The defaults named above. */
KOH_API koh_expansion_options koh_expansion_options_defaults(void);

/* A plan. Steps that are not taken have KOH_YEAR_NONE (kohort/capacity.h). */
typedef struct koh_expansion_plan {
    int year[KOH_EXPANSION_STEPS];      /* of effect */
    int decide_by[KOH_EXPANSION_STEPS]; /* the last year for the decision at which, the other steps as planned, the need
                                           is still met; KOH_YEAR_NONE in plans of least regret */
    double cost;                        /* kroner, present value at first_year, grants taken off */
    double regret;                      /* kroner; 0 but for plans of least regret */
    size_t n_nodes;                     /* visited by the search */
} koh_expansion_plan;

typedef struct koh_expansion_workspace koh_expansion_workspace;

/* For input of the same sizes. Caller frees. KOH_ELIMIT: a size is 0 (steps: allowed) or above the limits; KOH_ENOMEM.
 * Takes 16 bytes a number of `need`, some 16 (scenarios + 2) years 2^steps, and 4 MB + 2 MB a scenario. */
KOH_API koh_status koh_expansion_workspace_new(const koh_expansion_input *sizes,
                                               koh_expansion_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_expansion_workspace_free(koh_expansion_workspace *workspace); /* takes NULL */

/* KOH_EDOMAIN or KOH_ESHAPE with the step, or type and year, in the message. */
KOH_API koh_status koh_expansion_check(const koh_expansion_input *input, const koh_expansion_options *options,
                                       koh_error *error) KOH_NODISCARD;

/* Every scenario, where one is asked for. */
#define KOH_EXPANSION_ALL ((size_t) -1)

/* The cheapest plan that meets the need of a scenario, or of every scenario, at the service level. Exact. Among plans
 * of equal cost (1e-12 of all costs) the one whose first differing year takes effect in fewer or lower-numbered steps:
 * the sets of steps by year, as binary numbers, are the least. Options NULL = the defaults. Allocates nothing.
 * KOH_EDOMAIN, KOH_ESHAPE; KOH_ENOSOLUTION with the first year that cannot be met, if there is one. The plan is then
 * untouched. */
KOH_API koh_status koh_expansion_solve(const koh_expansion_input *input, const koh_expansion_options *options,
                                       size_t scenario, koh_expansion_workspace *workspace, koh_error *error,
                                       koh_expansion_plan *plan) KOH_NODISCARD;

/* What the service level asks for of a scenario, or of every one: required [type][year] places. Options NULL = the
 * defaults. KOH_EDOMAIN, KOH_ESHAPE as koh_expansion_solve. */
KOH_API koh_status koh_expansion_required(const koh_expansion_input *input, const koh_expansion_options *options,
                                          size_t scenario, koh_expansion_workspace *workspace, koh_error *error,
                                          double *required) KOH_NODISCARD;

/* The plan whose largest regret over the scenarios is least. A plan's cost in a scenario is its own and cost_shortage
 * for the mean shortage over the draws; its regret is that less the cost of the scenario's best plan. Exact, ties as
 * above. KOH_EDOMAIN, KOH_ESHAPE; KOH_ENOSOLUTION when no plan has all required steps, 0 or more places and lasting
 * growth. */
KOH_API koh_status koh_expansion_least_regret(const koh_expansion_input *input, const koh_expansion_options *options,
                                              koh_expansion_workspace *workspace, koh_error *error,
                                              koh_expansion_plan *plan) KOH_NODISCARD;

/* The plan whose own cost and cost_shortage for the mean shortage over the draws of a scenario are least; over one
 * draw, the best plan had that future been known. Exact, ties as above. KOH_EDOMAIN (also where every scenario is asked
 * for, or no price), KOH_ESHAPE; KOH_ENOSOLUTION as koh_expansion_least_regret. */
KOH_API koh_status koh_expansion_least_cost(const koh_expansion_input *input, const koh_expansion_options *options,
                                            size_t scenario, koh_expansion_workspace *workspace, koh_error *error,
                                            koh_expansion_plan *plan) KOH_NODISCARD;

/* What a plan comes to in one draw of a scenario. */
typedef struct koh_expansion_future {
    double cost;    /* kroner, present value: the plan's own, and cost_shortage for each place missing in a year */
    double missing; /* places missing, summed over years and types, >= 0 */
} koh_expansion_future;

/* What a plan with these years and this cost comes to in each scenario and draw: futures [scenario][draw]. Options NULL
 * = the defaults. KOH_EDOMAIN, KOH_ESHAPE as koh_expansion_check; KOH_EDOMAIN also where the plan's cost is no number.
 * Cost: a few operations for each number of `need`. */
KOH_API koh_status koh_expansion_price(const koh_expansion_input *input, const koh_expansion_options *options,
                                       const koh_expansion_plan *plan, koh_error *error,
                                       koh_expansion_future *futures) KOH_NODISCARD;

/* What a plan comes to over futures. Its regret in one is its cost less that of the best plan there. */
typedef struct koh_expansion_verdict {
    double cost_mean, missing_mean; /* of koh_expansion_future */
    double share_met;               /* of the futures in which no place is missing in any year */
    double regret_mean, regret_most;
    double regret_high; /* the least that a share `level` of the futures does not exceed */
} koh_expansion_verdict;

/* Judges a plan by n >= 1 futures against the least cost of each, best [n]; differences below 0, which are rounding,
 * are 0. regret [n] is room, and holds the regrets in ascending order after. KOH_EDOMAIN: n is 0, level is not in (0,
 * 1], a number is not finite. */
KOH_API koh_status koh_expansion_judge(size_t n, const koh_expansion_future *futures, const double *best, double level,
                                       koh_error *error, double *regret, koh_expansion_verdict *verdict) KOH_NODISCARD;

/* The year in which a decision can wait no longer: the last at which the need of a scenario, or of all, can still be
 * met if nothing is decided before; KOH_YEAR_NONE when no decision is needed within the horizon. Statuses as
 * koh_expansion_solve. */
KOH_API koh_status koh_expansion_deadline(const koh_expansion_input *input, const koh_expansion_options *options,
                                          size_t scenario, koh_expansion_workspace *workspace, koh_error *error,
                                          int *year) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
