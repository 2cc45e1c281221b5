/* The search over dated plans.
 *
 * Method: branch and bound (Land & Doig 1960) over the years: in each year one set of steps takes effect. What depends
 *   on dates only through the set of steps taken so far is solved beforehand, exactly, by dynamic programming over
 *   (year, set) (Held & Karp 1962):
 *     V_y(S) = stage_y(S) + G_{y+1}(S),   G_y(S) = min over sets A of V_y(S + A) + cost of A in y
 *   with the stage cost taken as if no place were closed for building and no rule of lasting growth held. V is
 * therefore a lower bound; without such closures and rules it is exact and the search walks straight to its plan.
 *   Minimax regret: the bound is the largest over scenarios, and over a mean of the scenarios with the weights of the
 *   root's dual (Kouvelis & Yu 1997, Robust Discrete Optimization, ch. 3), because min max >= max over weights min
 * mean. Assumptions: at most KOH_EXPANSION_STEPS steps, each taken once; costs do not depend on other steps. Limits:
 * the worst case is exponential where closures or lasting growth rule out many plans. */
#include <math.h>
#include <string.h>

#include "capacity/expansion_priv.h"

static double *table(const koh_search *q, size_t objective, size_t year)
{
    return q->space->value + (objective * q->space->n_years + year) * q->space->n_sets;
}

/* One objective's share of the scenarios' costs. */
static double weigh(const koh_search *q, size_t objective, const double *costs, size_t stride)
{
    if (!q->mixed || objective + 1 < q->n_objectives) {
        return costs[q->scenario[objective] * stride];
    }
    double sum = 0;
    for (size_t s = 0; s < q->space->n_scenarios; s++) {
        sum += q->weight[s] * costs[s * stride];
    }
    return sum;
}

/* The highest step of a set that is not empty. */
static size_t top_of(size_t set)
{
    size_t top = 0;
    while (set >> (top + 1)) {
        top++;
    }
    return top;
}

/* The most places that each set can add to each type. */
static void fill_gain(const koh_search *q)
{
    const koh_expansion_workspace *w = q->space;
    memset(w->gain, 0, w->n_types * sizeof *w->gain);
    for (size_t set = 1; set < w->n_sets; set++) {
        size_t top = top_of(set);
        const koh_expansion_step *step = &q->in->steps[top];
        const double *rest = w->gain + (set ^ ((size_t) 1 << top)) * w->n_types;
        for (size_t type = 0; type < w->n_types; type++) {
            double during = step->during ? step->during[type] : 0;
            double most = step->years_out > 0 ? fmax(step->places[type], during) : step->places[type];
            w->gain[set * w->n_types + type] = rest[type] + most;
        }
    }
}

static int is_open(const koh_search *q, size_t step, size_t year)
{
    return (int) year >= q->first[step] && (int) year <= q->last[step];
}

/* Cost of each set of steps in each year. */
static void fill_paid(const koh_search *q)
{
    const koh_expansion_workspace *w = q->space;
    for (size_t year = 0; year < w->n_years; year++) {
        double *paid = w->paid + year * w->n_sets;
        paid[0] = 0;
        for (size_t set = 1; set < w->n_sets; set++) {
            size_t top = top_of(set);
            paid[set] = paid[set ^ ((size_t) 1 << top)] + w->cost[top * w->n_years + year];
        }
    }
}

/* Costs of a year with a set of steps taken, for n scenarios. */
static void fill_stage(const koh_search *q, size_t n, size_t year, size_t set)
{
    const koh_expansion_workspace *w = q->space;
    double places[KOH_EXPANSION_TYPES] = { 0 }, costs[KOH_EXPANSION_SCENARIOS];
    for (size_t type = 0; type < w->n_types; type++) {
        places[type] = q->in->places[type * w->n_years + year] + w->gain[set * w->n_types + type];
    }
    int possible = koh__plan_costs(q, year, places, costs);
    for (size_t s = 0; s < n; s++) {
        w->stages[(s * w->n_years + year) * w->n_sets + set] = possible ? costs[s] : (double) INFINITY;
    }
}

void koh__search_stages(koh_search *q)
{
    const koh_expansion_workspace *w = q->space;
    size_t n = q->kind == KOH_SEARCH_SERVICE ? 1 : w->n_scenarios;
    fill_gain(q);
    fill_paid(q);
    for (size_t year = 0; year < w->n_years; year++) {
        for (size_t set = 0; set < w->n_sets; set++) {
            fill_stage(q, n, year, set);
        }
    }
}

/* G of a year from V of the same: steps are added one by one, so that every set is reached from every subset. */
static void sweep_year(const koh_search *q, size_t year, const double *V)
{
    const koh_expansion_workspace *w = q->space;
    double *G = w->sweep;
    memcpy(G, V, w->n_sets * sizeof *G);
    for (size_t step = 0; step < w->n_steps; step++) {
        size_t bit = (size_t) 1 << step;
        double cost = w->cost[step * w->n_years + year];
        for (size_t base = 0; is_open(q, step, year) && base < w->n_sets; base += 2 * bit) {
            for (size_t set = base; set < base + bit; set++) {
                double with = cost + G[set + bit];
                G[set] = with < G[set] ? with : G[set];
            }
        }
    }
}

/* One objective's tables, the last year first. Returns G_0 of no steps. */
static double fill_tables(const koh_search *q, size_t objective)
{
    const koh_expansion_workspace *w = q->space;
    size_t size = w->n_years * w->n_sets;
    for (size_t set = 0; set < w->n_sets; set++) {
        w->sweep[set] = (set & q->required_set) == q->required_set ? 0 : (double) INFINITY;
    }
    for (size_t year = w->n_years; year-- > 0;) {
        double *V = table(q, objective, year);
        for (size_t set = 0; set < w->n_sets; set++) {
            V[set] = w->sweep[set] + weigh(q, objective, w->stages + year * w->n_sets + set, size);
        }
        sweep_year(q, year, V);
    }
    return w->sweep[0];
}

double koh__search_bound(koh_search *q)
{
    double bound = -INFINITY;
    for (size_t k = 0; k < q->n_objectives; k++) {
        bound = fmax(bound, fill_tables(q, k) - q->reference[k]);
    }
    return bound;
}

/* Where the search stands: before the choice of a year. */
typedef struct node {
    size_t year, set;
    double cost;                                /* of the steps taken */
    double stages[KOH_EXPANSION_SCENARIOS + 1]; /* of the years passed, by objective */
} node;

/* How children are tried: by number, until one plan is found within the limit; or the most promising first, until none
 * can be better than the best. */
typedef enum order { ORDER_NUMBER, ORDER_BOUND } order;

static int visit(koh_search *q, const node *here, order how);

static double child_bound(const koh_search *q, const node *here, size_t set)
{
    double bound = -INFINITY, cost = here->cost + q->space->paid[here->year * q->space->n_sets + set];
    for (size_t k = 0; k < q->n_objectives; k++) {
        double value = cost + here->stages[k] + table(q, k, here->year)[here->set | set] - q->reference[k];
        bound = value > bound ? value : bound;
    }
    return bound;
}

static void take(koh_search *q, size_t set, int year)
{
    for (size_t step = 0; set >> step; step++) {
        q->at[step] = set >> step & 1 ? year : q->at[step];
    }
}

static int try_child(koh_search *q, const node *here, size_t set, order how)
{
    node next = { .year = here->year + 1, .set = here->set | set };
    double places[KOH_EXPANSION_TYPES], costs[KOH_EXPANSION_SCENARIOS];
    next.cost = here->cost + q->space->paid[here->year * q->space->n_sets + set];
    q->n_nodes++;
    take(q, set, (int) here->year);
    int holds = koh__plan_year(q, (int) here->year, places) && koh__plan_costs(q, here->year, places, costs);
    for (size_t k = 0; holds && k < q->n_objectives; k++) {
        next.stages[k] = here->stages[k] + weigh(q, k, costs, 1);
    }
    int found = holds && visit(q, &next, how);
    take(q, set, -1);
    return found;
}

static int visit_leaf(koh_search *q, const node *here, order how)
{
    double value = -INFINITY;
    for (size_t k = 0; k < q->n_objectives; k++) {
        value = fmax(value, here->cost + here->stages[k] - q->reference[k]);
    }
    if (how == ORDER_NUMBER ? value > q->limit : !(value < q->best)) {
        return 0;
    }
    q->best = value;
    memcpy(q->best_at, q->at, sizeof q->at);
    return 1;
}

static int visit_by_number(koh_search *q, const node *here, size_t choice)
{
    size_t set = 0;
    do { /* the subsets of `choice`, ascending; after the last comes 0 */
        if (child_bound(q, here, set) <= q->limit && try_child(q, here, set, ORDER_NUMBER)) {
            return 1;
        }
        set = (set - choice) & choice;
    } while (set != 0);
    return 0;
}

static void sift_child(double *bound, unsigned *choice, size_t root, size_t n)
{
    double b = bound[root];
    unsigned c = choice[root];
    for (size_t at = 2 * root + 1; at < n; at = 2 * root + 1) {
        if (at + 1 < n && (bound[at + 1] > bound[at] || (bound[at + 1] == bound[at] && choice[at + 1] > choice[at]))) {
            at++;
        }
        if (bound[at] < b || (bound[at] == b && choice[at] < c)) {
            break;
        }
        bound[root] = bound[at];
        choice[root] = choice[at];
        root = at;
    }
    bound[root] = b;
    choice[root] = c;
}

/* Heapsort by bound, then number. */
static void sort_children(double *bound, unsigned *choice, size_t n)
{
    for (size_t i = n / 2; i-- > 0;) {
        sift_child(bound, choice, i, n);
    }
    for (size_t i = n; i-- > 1;) {
        double b = bound[0];
        unsigned c = choice[0];
        bound[0] = bound[i];
        choice[0] = choice[i];
        bound[i] = b;
        choice[i] = c;
        sift_child(bound, choice, 0, i);
    }
}

static int visit_by_bound(koh_search *q, const node *here, size_t choice)
{
    double *bounds = q->space->child + here->year * q->space->n_sets;
    unsigned *sets = q->space->choice + here->year * q->space->n_sets;
    size_t n = 0, set = 0;
    do {
        double bound = child_bound(q, here, set);
        if (bound < q->best - q->slack) {
            bounds[n] = bound;
            sets[n++] = (unsigned) set;
        }
        set = (set - choice) & choice;
    } while (set != 0);
    sort_children(bounds, sets, n);
    int found = 0;
    for (size_t i = 0; i < n && bounds[i] < q->best - q->slack; i++) {
        found |= try_child(q, here, sets[i], ORDER_BOUND);
    }
    return found;
}

/* Whether a path with the same future was met before that had cost no more in any scenario; if not, keeps this one.
 * Whatever that path led to was worth no less than what this one can lead to. */
static int is_seen(koh_search *q, const node *here)
{
    const koh_plan_key key = koh__plan_future(q, (int) here->year);
    size_t first = key.half[0] % KOH_SEEN_BUCKETS * KOH_SEEN_WAYS, slot = first + key.half[1] % KOH_SEEN_WAYS;
    size_t n = q->n_objectives - (q->mixed ? 1 : 0);
    for (size_t i = first; i < first + KOH_SEEN_WAYS; i++) {
        const double *other = q->space->seen_cost + i * q->space->n_scenarios;
        size_t lower = 0, higher = 0;
        if (q->space->seen[i].half[0] != key.half[0] || q->space->seen[i].half[1] != key.half[1]) {
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            double cost = here->cost + here->stages[k];
            lower += cost < other[k];
            higher += cost > other[k];
        }
        if (lower == 0) {
            return 1;
        }
        slot = higher == 0 ? i : slot;
    }
    q->space->seen[slot] = key;
    for (size_t k = 0; k < n; k++) {
        q->space->seen_cost[slot * q->space->n_scenarios + k] = here->cost + here->stages[k];
    }
    return 0;
}

/* 1 when a plan has been found. */
static int visit(koh_search *q, const node *here, order how)
{
    if (here->year == q->space->n_years) {
        return visit_leaf(q, here, how);
    }
    if (is_seen(q, here)) {
        return 0;
    }
    size_t choice = 0;
    for (size_t step = 0; step < q->space->n_steps; step++) {
        choice |= is_open(q, step, here->year) && !(here->set >> step & 1) ? (size_t) 1 << step : 0;
    }
    return how == ORDER_NUMBER ? visit_by_number(q, here, choice) : visit_by_bound(q, here, choice);
}

double koh__search_mean_bound(koh_search *q)
{
    return fill_tables(q, q->n_objectives - 1) - q->reference[q->n_objectives - 1];
}

static int run(koh_search *q, order how)
{
    const node root = { .year = 0 };
    q->space->pass++;
    return visit(q, &root, how);
}

/* First among the plans at the bound, which is where most optima lie; else the best by branch and bound, and then the
 * first of those that are as good. */
int koh__search_run(koh_search *q, double bound)
{
    for (size_t step = 0; step < KOH_EXPANSION_STEPS; step++) {
        q->at[step] = -1;
    }
    q->limit = bound + q->slack;
    if (isinf(bound) || run(q, ORDER_NUMBER)) {
        return !isinf(bound);
    }
    q->best = (double) INFINITY;
    if (!run(q, ORDER_BOUND)) {
        return 0;
    }
    q->limit = q->best + q->slack;
    return run(q, ORDER_NUMBER);
}

void koh__search_regrets(const koh_search *q, double *regrets)
{
    const koh_expansion_workspace *w = q->space;
    size_t here = 0, size = w->n_years * w->n_sets;
    double cost = 0, sums[KOH_EXPANSION_SCENARIOS] = { 0 };
    for (size_t year = 0; year < w->n_years; year++) {
        const double *V = table(q, q->n_objectives - 1, year), *paid = w->paid + year * w->n_sets;
        size_t choice = 0, best = 0, set = 0;
        for (size_t step = 0; step < w->n_steps; step++) {
            choice |= is_open(q, step, year) && !(here >> step & 1) ? (size_t) 1 << step : 0;
        }
        do {
            best = paid[set] + V[here | set] < paid[best] + V[here | best] ? set : best;
            set = (set - choice) & choice;
        } while (set != 0);
        here |= best;
        cost += paid[best];
        for (size_t s = 0; s < w->n_scenarios; s++) {
            sums[s] += w->stages[s * size + year * w->n_sets + here];
        }
    }
    for (size_t s = 0; s < w->n_scenarios; s++) {
        regrets[s] = cost + sums[s] - q->reference[s];
    }
}
