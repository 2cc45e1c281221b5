/* The plan of least largest regret over scenarios.
 *
 * Method: regret of plan x in scenario s = C_s(x) - min over x' of C_s(x'), C_s = the plan's cost + price x mean
 * shortage (Savage 1951, "The theory of statistical decision", JASA 46; Kouvelis & Yu 1997, Robust Discrete
 * Optimization). First the best plan of each scenario, then min over x of max over s by branch and bound
 * (expansion_search.c). The weights of its mean bound come from the dual, max over w >= 0, sum w = 1, of min over x of
 * sum w_s regret_s(x), by multiplicative weights (Arora, Hazan & Kale 2012, "The multiplicative weights update method",
 * Theory of Computing 8): any weights give a valid bound, good ones a tight one. Limits: as the search. */
#include <math.h>

#include "capacity/expansion_priv.h"
#include "kohort/expansion.h"

enum { ASCENT_STEPS = 60 }; /* by then the bound of typical cases no longer grows; more only costs time */

#define ASCENT_RATE 1.0 /* of the largest regret, in the exponent; halves as the square root of the steps */

/* The best plan's cost in each scenario into q->reference; 0 when there is none. */
static int find_references(koh_search *q)
{
    double reference[KOH_EXPANSION_SCENARIOS];
    size_t n = q->in->n_scenarios;
    q->n_objectives = 1;
    q->reference[0] = 0;
    for (size_t s = 0; s < n; s++) {
        q->scenario[0] = s;
        if (!koh__search_run(q, koh__search_bound(q))) {
            return 0;
        }
        reference[s] = q->best;
    }
    for (size_t s = 0; s < n; s++) {
        q->scenario[s] = s;
        q->reference[s] = reference[s];
    }
    return 1;
}

static void set_weights(koh_search *q, const double *weight)
{
    size_t n = q->in->n_scenarios;
    q->reference[n] = 0;
    for (size_t s = 0; s < n; s++) {
        q->weight[s] = weight[s];
        q->reference[n] += weight[s] * q->reference[s];
    }
}

/* Adds the mean of the scenarios with good weights as the last objective. */
static void add_mean(koh_search *q)
{
    size_t n = q->in->n_scenarios;
    double weight[KOH_EXPANSION_SCENARIOS] = { 0 }, best[KOH_EXPANSION_SCENARIOS] = { 0 },
           regret[KOH_EXPANSION_SCENARIOS];
    double most = -INFINITY;
    for (size_t s = 0; s < n; s++) {
        weight[s] = 1 / (double) n;
    }
    q->n_objectives = n + 1;
    q->mixed = 1;
    for (int i = 0; i < ASCENT_STEPS; i++) {
        set_weights(q, weight);
        double bound = koh__search_mean_bound(q), scale = 0, sum = 0;
        for (size_t s = 0; bound > most && s < n; s++) {
            best[s] = weight[s];
        }
        most = fmax(most, bound);
        koh__search_regrets(q, regret);
        for (size_t s = 0; s < n; s++) {
            scale = fmax(scale, fabs(regret[s]));
        }
        if (!(scale > 0)) {
            break;
        }
        for (size_t s = 0; s < n; s++) {
            weight[s] *= exp(ASCENT_RATE / sqrt(i + 1.0) * regret[s] / scale);
            sum += weight[s];
        }
        for (size_t s = 0; s < n; s++) {
            weight[s] /= sum;
        }
    }
    set_weights(q, best);
}

/* Sums of what is missing are rounded too: the costliest set of each year and scenario joins the scale of the slack. */
static void widen_slack(koh_search *q)
{
    const koh_expansion_workspace *w = q->space;
    double sum = 0;
    for (size_t at = 0; at < w->n_scenarios * w->n_years; at++) {
        double largest = 0;
        for (size_t set = 0; set < w->n_sets; set++) {
            double cost = w->stages[at * w->n_sets + set];
            largest = isinf(cost) ? largest : fmax(largest, cost);
        }
        sum += largest;
    }
    q->slack += KOH_TIE_RELATIVE * sum;
}

static koh_status check_priced(const koh_expansion_input *input, const koh_expansion_options *options, size_t scenario,
                               const koh_expansion_workspace *workspace, koh_error *error)
{
    koh_status status = koh__expansion_check(input, options, scenario, workspace, error);
    return status == KOH_OK && !(options->cost_shortage > 0)
               ? koh_error_set(error, KOH_EDOMAIN, "a price of %g for a missing place, expected more than 0",
                               options->cost_shortage)
               : status;
}

static void begin_priced(koh_search *q, const koh_expansion_input *input, const koh_expansion_options *options,
                         koh_expansion_workspace *workspace)
{
    koh__expansion_begin(q, input, options, workspace);
    koh__expansion_open(q, input->decision_year);
    q->kind = KOH_SEARCH_SHORTAGE;
    koh__search_stages(q);
    widen_slack(q);
}

static koh_status no_plan(koh_error *error)
{
    return koh_error_set(error, KOH_ENOSOLUTION, "no plan has all required steps, 0 or more places and lasting growth");
}

koh_status koh_expansion_least_cost(const koh_expansion_input *input, const koh_expansion_options *options,
                                    size_t scenario, koh_expansion_workspace *workspace, koh_error *error,
                                    koh_expansion_plan *plan)
{
    if (scenario == KOH_EXPANSION_ALL) {
        return koh_error_set(error, KOH_EDOMAIN, "the least cost is of one scenario, not of all");
    }
    koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
    koh_search q;
    koh_status status = check_priced(input, &o, scenario, workspace, error);
    if (status != KOH_OK) {
        return status;
    }
    begin_priced(&q, input, &o, workspace);
    q.n_objectives = 1;
    q.scenario[0] = scenario;
    if (!koh__search_run(&q, koh__search_bound(&q))) {
        return no_plan(error);
    }
    koh__expansion_write(&q, plan);
    return KOH_OK;
}

koh_status koh_expansion_least_regret(const koh_expansion_input *input, const koh_expansion_options *options,
                                      koh_expansion_workspace *workspace, koh_error *error, koh_expansion_plan *plan)
{
    koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
    koh_search q;
    koh_status status = check_priced(input, &o, KOH_EXPANSION_ALL, workspace, error);
    if (status != KOH_OK) {
        return status;
    }
    begin_priced(&q, input, &o, workspace);
    if (!find_references(&q)) {
        return no_plan(error);
    }
    add_mean(&q);
    if (!koh__search_run(&q, koh__search_bound(&q))) {
        return koh_error_set(error, KOH_EINTERNAL, "each scenario has a plan, but all of them have none");
    }
    koh__expansion_write(&q, plan);
    plan->regret = q.best;
    return KOH_OK;
}
