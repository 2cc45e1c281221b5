/* The expansion's inside: the sorted need, and the search over dated plans. */
#ifndef KOH_EXPANSION_PRIV_H
#define KOH_EXPANSION_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/expansion.h"

/* Costs are equal within this share of the sum of all costs: far above rounding, far below a krone in a milliard. */
#define KOH_TIE_RELATIVE 1e-12

/* 128 bits that stand for the future of a path. */
typedef struct koh_plan_key {
    uint64_t half[2];
} koh_plan_key;

/* Paths met before are kept in buckets by their futures. */
enum { KOH_SEEN_BUCKETS = 1 << 16, KOH_SEEN_WAYS = 4 };

/* Owns its arrays. Sets of steps are bits, step 0 the lowest. */
struct koh_expansion_workspace {
    size_t n_years, n_types, n_steps, n_scenarios, n_draws, n_sets;
    double *sorted;     /* [scenario][type][year][draw] the need, ascending */
    double *above;      /* [scenario][type][year][draw + 1] sum of sorted from this draw on */
    double *required;   /* [type][year] places that the service level asks for */
    double *gain;       /* [set][type] the most places that the steps of a set add */
    double *cost;       /* [step][year] present value of a step that takes effect in a year */
    double *discount;   /* [year] */
    double *paid;       /* [year][set] sum of cost over a set */
    double *stages;     /* [scenario][year][set] cost of a year with a set of steps taken, closures passed over */
    double *value;      /* [objective][year][set] least cost from this year on, the set of the year being chosen */
    double *sweep;      /* [set] */
    double *child;      /* [year][set] bounds of the choices open to the path in a year, ascending */
    unsigned *choice;   /* [year][set] the choices */
    uint64_t pass;      /* counts the passes of all searches: futures of other passes are not comparable */
    koh_plan_key *seen; /* [KOH_SEEN_BUCKETS][KOH_SEEN_WAYS] futures of paths met before */
    double *seen_cost;  /* [KOH_SEEN_BUCKETS][KOH_SEEN_WAYS][scenario] what they had cost */
};

/* What a search minimises: the largest over objectives of plan cost + stage costs - reference. An objective is a
 * scenario, or (the last, when mixed) a weighted mean of all, which is never above the largest and bounds it well. */
typedef struct koh_search {
    const koh_expansion_input *in;
    const koh_expansion_options *options;
    koh_expansion_workspace *space;
    enum { KOH_SEARCH_SERVICE, KOH_SEARCH_SHORTAGE } kind; /* meet the need; or pay for what is missing */
    size_t n_objectives, scenario[KOH_EXPANSION_SCENARIOS + 1];
    double reference[KOH_EXPANSION_SCENARIOS + 1], weight[KOH_EXPANSION_SCENARIOS];
    int mixed;
    int first[KOH_EXPANSION_STEPS], last[KOH_EXPANSION_STEPS]; /* years of effect, from 0 */
    unsigned required_set;
    double slack; /* costs this close are equal */
    /* The path. */
    int at[KOH_EXPANSION_STEPS]; /* year of effect from 0, or -1 */
    double total[KOH_EXPANSION_YEARS];
    double limit, best;
    int best_at[KOH_EXPANSION_STEPS];
    size_t n_nodes; /* of all runs */
} koh_search;

/* Ascending, in place. */
void koh__need_sort_numbers(double *numbers, size_t n);

/* Sorts the need of each scenario, type and year. */
void koh__need_sort(const koh_expansion_input *input, koh_expansion_workspace *space);

/* Places that meet the need in a share `level` of the draws: of one scenario or the largest of all. */
double koh__need_required(const koh_expansion_workspace *space, size_t scenario, double level, size_t type,
                          size_t year);

/* Mean shortage over the draws at a number of places. Cost: log n_draws. */
double koh__need_shortage(const koh_expansion_workspace *space, size_t scenario, size_t type, size_t year,
                          double places);

/* Fills gain, paid and stages: once for a kind of search. */
void koh__search_stages(koh_search *search);

/* Fills the tables of lower bounds of the objectives; returns the bound of the whole: INFINITY = no plan. */
double koh__search_bound(koh_search *search);

/* The same for the last objective alone, the mean. */
double koh__search_mean_bound(koh_search *search);

/* Finds the best plan into best_at and best, from the bound just made; 0 when there is none. */
int koh__search_run(koh_search *search, double bound);

/* The regrets, [scenario], of the plan that the last objective's table of bounds leads to. */
void koh__search_regrets(const koh_search *search, double *regrets);

/* Places by type in a year under the plan so far; 0 when the plan breaks a rule there. */
int koh__plan_year(koh_search *search, int year, double *places);

/* Cost of a year at places by type, [scenario]: 0 where the need is to be met, else what the mean shortage costs.
 * Returns 0 when nothing can make up for it. */
int koh__plan_costs(const koh_search *search, size_t year, const double *places, double *costs);

/* Whether the plan in `at` keeps all that a plan must keep in every year. */
int koh__plan_holds(koh_search *search);

/* Equal for two paths up to the same year only if every continuation is possible for both, at the same cost. */
koh_plan_key koh__plan_future(const koh_search *search, int year);

/* Checks a call's workspace, scenario and input. */
koh_status koh__expansion_check(const koh_expansion_input *input, const koh_expansion_options *options, size_t scenario,
                                const koh_expansion_workspace *space, koh_error *error) KOH_NODISCARD;

/* Costs and sorted need: all that does not depend on what is searched for. */
void koh__expansion_begin(koh_search *search, const koh_expansion_input *input, const koh_expansion_options *options,
                          koh_expansion_workspace *space);

/* The years in which steps may take effect when nothing is decided before a year. */
void koh__expansion_open(koh_search *search, int decision_year);

/* The plan in best_at, without decide_by. */
void koh__expansion_write(const koh_search *search, koh_expansion_plan *plan);

#endif
