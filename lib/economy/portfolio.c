/* The 0/1 knapsack with premises and exclusions, exactly.
 *
 * Method: lists of the choices that no other dominates, by rising cost (Nemhauser & Ullmann 1969, "Discrete dynamic
 *   programming and capital allocation", Management Science 15). Measures without links add to a list one by one.
 * Linked ones fall into connected groups; in a group the measure with most links is taken (with its premises, without
 * what they exclude) or left (without what needs it), and what remains falls into smaller groups. Lists of groups are
 *   independent: they add. For one budget the groups are gathered in two halves, which are then met from both ends
 *   (Horowitz & Sahni 1974, "Computing partitions with applications to the knapsack problem", J. ACM 21), so that 40
 *   measures need at most 2 x 2^20 choices whatever their values.
 * Limits: the problem is NP-hard; beyond CHOICES the answer is KOH_ELIMIT, never a guess. */
#include "kohort/portfolio.h"

#include <math.h>
#include <stdint.h>

#include "base/memory_priv.h"

enum { CHOICES = 1 << 22 };

#define BUDGET_ROUNDING                                                                                                \
    1e-12 /* relative: sums of decimals may exceed a budget that they meet by this much in binary                      \
           */

typedef koh_portfolio_point point;

/* Choices by rising cost and rising value. */
typedef struct curve {
    size_t n, size;
    point *points;
} curve;

typedef struct problem {
    const koh_portfolio_input *input;
    double limit;                         /* budget and rounding */
    uint64_t linked[KOH_MEASURES_MAX];    /* directly, in any way */
    uint64_t premises[KOH_MEASURES_MAX];  /* itself and all that it needs */
    uint64_t followers[KOH_MEASURES_MAX]; /* itself and all that need it */
    uint64_t rivals[KOH_MEASURES_MAX];
} problem;

static uint64_t bit(size_t i)
{
    return (uint64_t) 1 << i;
}

static size_t count(uint64_t set)
{
    size_t n = 0;
    for (; set != 0; set &= set - 1) {
        n++;
    }
    return n;
}

/* The better of two choices of the same cost and value. */
static int is_preferred(uint64_t a, uint64_t b)
{
    size_t x = count(a), y = count(b);
    uint64_t differs = a ^ b;
    return x != y ? x < y : (a & differs & (~differs + 1)) != 0;
}

static koh_status push(curve *c, point p)
{
    if (c->n == c->size) {
        size_t size = c->size == 0 ? 16 : 2 * c->size;
        if (size > CHOICES) {
            return KOH_ELIMIT;
        }
        point *grown = koh__grow(c->points, size, sizeof *grown);
        if (grown == NULL) {
            return KOH_ENOMEM;
        }
        c->points = grown;
        c->size = size;
    }
    c->points[c->n++] = p;
    return KOH_OK;
}

/* Does p come before q? By cost, then by value, then by preference. */
static int is_before(const point *p, const point *q)
{
    return p->cost != q->cost     ? p->cost < q->cost
           : p->value != q->value ? p->value > q->value
                                  : is_preferred(p->set, q->set);
}

/* What no other dominates of `out` and of `add` moved by a choice; out is replaced. */
static koh_status unite(const problem *p, curve *out, const curve *add, point by)
{
    curve made = { 0 };
    koh_status status = KOH_OK;
    size_t i = 0, j = 0;
    while ((i < out->n || j < add->n) && status == KOH_OK) {
        point moved = { 0 };
        if (j < add->n) {
            moved =
                (point){ add->points[j].cost + by.cost, add->points[j].value + by.value, add->points[j].set | by.set };
        }
        const int is_old = j == add->n || (i < out->n && is_before(&out->points[i], &moved));
        point next = is_old ? out->points[i] : moved;
        i += (size_t) is_old;
        j += (size_t) !is_old;
        if (next.cost > p->limit) {
            continue;
        }
        if (made.n == 0 || next.value > made.points[made.n - 1].value) {
            status = push(&made, next);
        }
    }
    koh__free(out->points);
    *out = made;
    return status;
}

/* The choices of two independent lists; a is replaced. */
static koh_status add(const problem *p, curve *a, const curve *b)
{
    const curve *few = a->n < b->n ? a : b, *many = few == a ? b : a;
    curve sum = { 0 };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < few->n && status == KOH_OK; i++) {
        status = unite(p, &sum, many, few->points[i]);
    }
    koh__free(a->points);
    *a = sum;
    return status;
}

static point sum_of(const problem *p, uint64_t set)
{
    point sum = { 0, 0, set };
    for (size_t i = 0; i < p->input->n; i++) {
        sum.cost += (set & bit(i)) != 0 ? p->input->cost[i] : 0;
        sum.value += (set & bit(i)) != 0 ? p->input->value[i] : 0;
    }
    return sum;
}

/* The measures of `open` that are linked with its first one, through others of `open`. */
static uint64_t group_of(const problem *p, uint64_t open)
{
    uint64_t group = open & (~open + 1), before = 0;
    while (group != before) {
        before = group;
        for (size_t i = 0; i < p->input->n; i++) {
            group |= (before & bit(i)) != 0 ? p->linked[i] & open : 0;
        }
    }
    return group;
}

static size_t hub_of(const problem *p, uint64_t group)
{
    size_t hub = 0, most = 0;
    for (size_t i = 0; i < p->input->n; i++) {
        size_t links = 1 + count(p->linked[i] & group);
        if ((group & bit(i)) != 0 && links > most) {
            most = links;
            hub = i;
        }
    }
    return hub;
}

/* Takes a set of measures out of `open`, with all that can then no longer be chosen; 0 when they exclude each other. */
static int take(const problem *p, uint64_t set, uint64_t *open)
{
    uint64_t gone = 0;
    for (size_t i = 0; i < p->input->n; i++) {
        for (size_t j = 0; (set & bit(i)) != 0 && j < p->input->n; j++) {
            gone |= (p->rivals[i] & bit(j)) != 0 ? p->followers[j] : 0;
        }
    }
    *open &= ~(gone | set);
    return (gone & set) == 0;
}

static koh_status trace(const problem *p, uint64_t open, curve *out);

/* The choices within a connected group: with its hub and without. Recursion is bounded by the size of the group. */
static koh_status trace_group(const problem *p, uint64_t group, curve *out)
{
    const size_t hub = hub_of(p, group);
    const uint64_t taken = p->premises[hub] & group;
    uint64_t rest = group;
    koh_status status = trace(p, group & ~p->followers[hub], out);
    if (status == KOH_OK && take(p, taken, &rest)) {
        curve with = { 0 };
        status = trace(p, rest, &with);
        status = status == KOH_OK ? unite(p, out, &with, sum_of(p, taken)) : status;
        koh__free(with.points);
    }
    return status;
}

/* The choices within `open`, by one list per group, gathered in n_halves lists. */
static koh_status trace_halves(const problem *p, uint64_t open, size_t n_halves, curve *halves)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n_halves && status == KOH_OK; i++) {
        status = push(&halves[i], (point){ 0 });
    }
    while (open != 0 && status == KOH_OK) {
        uint64_t group = group_of(p, open);
        curve choices = { 0 };
        status = trace_group(p, group, &choices);
        curve *half = n_halves > 1 && halves[1].n < halves[0].n ? &halves[1] : &halves[0];
        status = status == KOH_OK ? add(p, half, &choices) : status;
        koh__free(choices.points);
        open &= ~group;
    }
    return status;
}

static koh_status trace(const problem *p, uint64_t open, curve *out)
{
    return trace_halves(p, open, 1, out);
}

/* Two lists from both ends: the best pair within the budget. */
static point best_pair(const problem *p, const curve *a, const curve *b, point base)
{
    point best = { (double) INFINITY, -(double) INFINITY, 0 };
    size_t j = b->n;
    for (size_t i = 0; i < a->n; i++) {
        while (j > 0 && base.cost + a->points[i].cost + b->points[j - 1].cost > p->limit) {
            j--;
        }
        if (j == 0) {
            break;
        }
        const point *x = &a->points[i], *y = &b->points[j - 1];
        point pair = { base.cost + x->cost + y->cost, base.value + x->value + y->value, base.set | x->set | y->set };
        if (pair.value > best.value || (pair.value == best.value && is_before(&pair, &best))) {
            best = pair;
        }
    }
    return best;
}

static koh_status check(const koh_portfolio_input *input, koh_error *error)
{
    if (input->n > KOH_MEASURES_MAX) {
        return koh_error_set(error, KOH_ELIMIT, "%zu measures, at most %d", input->n, KOH_MEASURES_MAX);
    }
    if (!(input->budget >= 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "a budget of %g, expected 0 or more", input->budget);
    }
    for (size_t i = 0; i < input->n; i++) {
        if (!isfinite(input->value[i]) || !isfinite(input->cost[i]) || input->cost[i] < 0) {
            return koh_error_set(error, KOH_EDOMAIN,
                                 "measure %zu is worth %g and costs %g, expected numbers and no cost "
                                 "below 0",
                                 i, input->value[i], input->cost[i]);
        }
    }
    return KOH_OK;
}

static void link_all(problem *p)
{
    const koh_portfolio_input *input = p->input;
    size_t n = input->n;
    for (size_t i = 0; i < n; i++) {
        p->premises[i] = bit(i);
        for (size_t j = 0; j < n; j++) {
            const int needs = input->depends != NULL && input->depends[i * n + j];
            const int needed = input->depends != NULL && input->depends[j * n + i];
            const int excludes = input->excludes != NULL && (input->excludes[i * n + j] || input->excludes[j * n + i]);
            p->premises[i] |= needs ? bit(j) : 0;
            p->rivals[i] |= excludes ? bit(j) : 0;
            p->linked[i] |= needs || needed || excludes ? bit(j) : 0;
        }
    }
    for (size_t k = 0; k < n; k++) { /* Warshall 1962 */
        for (size_t i = 0; i < n; i++) {
            p->premises[i] |= (p->premises[i] & bit(k)) != 0 ? p->premises[k] : 0;
        }
    }
    for (size_t i = 0; i < n * n; i++) {
        p->followers[i % n] |= (p->premises[i / n] & bit(i % n)) != 0 ? bit(i / n) : 0;
    }
}

/* What must be chosen, and what is open beside it. */
static koh_status begin(problem *p, koh_error *error, point *base, uint64_t *open)
{
    koh_status status = check(p->input, error);
    uint64_t fixed = 0;
    if (status != KOH_OK) {
        return status;
    }
    link_all(p);
    p->limit = p->input->budget + BUDGET_ROUNDING * p->input->budget;
    for (size_t i = 0; i < p->input->n; i++) {
        *open |= bit(i);
        fixed |= p->input->fixed != NULL && p->input->fixed[i] ? p->premises[i] : 0;
    }
    for (size_t i = 0; i < p->input->n; i++) { /* what excludes its own premise can never be chosen */
        uint64_t rest = 0;
        *open &= take(p, p->premises[i], &rest) ? *open : ~p->followers[i];
    }
    *base = sum_of(p, fixed);
    if ((fixed & ~*open) != 0 || !take(p, fixed, open)) {
        return koh_error_set(error, KOH_ENOSOLUTION, "measures that must be chosen exclude one another");
    }
    if (base->cost > p->limit) {
        return koh_error_set(error, KOH_ENOSOLUTION, "measures that must be chosen cost %g, the budget is %g",
                             base->cost, p->input->budget);
    }
    return KOH_OK;
}

static koh_status tell(koh_status status, koh_error *error)
{
    return status == KOH_ELIMIT ? koh_error_set(error, status, "more than %d choices that none is better than", CHOICES)
                                : koh_error_set(error, status, "out of memory");
}

koh_status koh_portfolio_solve(const koh_portfolio_input *input, koh_error *error, koh_portfolio_point *best)
{
    problem p = { .input = input };
    point base;
    uint64_t open = 0;
    curve halves[2] = { { 0 }, { 0 } };
    koh_status status = begin(&p, error, &base, &open);
    if (status != KOH_OK) {
        return status;
    }
    status = trace_halves(&p, open, 2, halves);
    if (status == KOH_OK) {
        *best = best_pair(&p, &halves[0], &halves[1], base);
    }
    koh__free(halves[0].points);
    koh__free(halves[1].points);
    return status == KOH_OK ? KOH_OK : tell(status, error);
}

koh_status koh_portfolio_frontier(const koh_portfolio_input *input, size_t n_max, koh_error *error,
                                  koh_portfolio_point *points, size_t *n)
{
    problem p = { .input = input };
    point base;
    uint64_t open = 0;
    curve all = { 0 }, moved = { 0 };
    koh_status status = begin(&p, error, &base, &open);
    if (status != KOH_OK) {
        return status;
    }
    status = trace(&p, open, &all);
    if (status == KOH_OK) {
        status = unite(&p, &moved, &all, base);
    }
    if (status == KOH_OK) {
        *n = moved.n;
        for (size_t i = 0; i < moved.n && i < n_max; i++) {
            points[i] = moved.points[i];
        }
    }
    koh__free(all.points);
    koh__free(moved.points);
    return status == KOH_OK ? KOH_OK : tell(status, error);
}
