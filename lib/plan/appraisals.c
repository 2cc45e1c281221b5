/* Appraisal of measures in fixed kroner: outlays, grants with their conditions, present value at a real rate, internal
 * rate, the annuity of what is borrowed, and the choice under the budget. */
#include <math.h>

#include "kohort/appraise.h"
#include "plan/appraisals_priv.h"

enum { FULL_EFFECT, OUTLAY, GRANT, ANNUITY, PRESENT_VALUE, INTERNAL_RATE, RATES, CHOSEN, ITEMS };
enum { HORIZON_MAX = 151, FRONTIER = 50, FRONTIER_MAX = 20000 };

/* Places of a type at 1 January; NaN = unknown. */
static double places_at(const koh_frame *f, size_t type, int year)
{
    const koh_cube *cube = koh__result_cube(f->scenario, "capacity/places");
    size_t t = koh_axis_find_number(&cube->axes[0], year);
    size_t k = koh_axis_find_label(&cube->axes[1], f->inputs->services[type].id);
    return t == (size_t) -1 || k == (size_t) -1 ? (double) NAN : cube->value[t * cube->axes[1].n + k];
}

/* Is a grant given? 1, 0, or NaN where the places are not known for so long. A measure that begins within a year is
 * held against 1 January of it; places are asked for from the next one on. */
static double is_granted(const koh_measures_run *r, size_t i)
{
    const koh_plan_grant *grant = &r->plan->items[i].grant;
    int start = koh__measure_starts(r, i);
    if (grant->type == (size_t) -1) {
        return 1;
    }
    double least = (double) INFINITY, before = places_at(r->f, grant->type, start);
    for (int year = start + 1; year <= start + grant->years; year++) {
        double growth = places_at(r->f, grant->type, year) - before;
        if (isnan(growth)) {
            return least < grant->places ? 0 : (double) NAN;
        }
        least = fmin(least, growth);
    }
    return least >= grant->places;
}

void koh__measure_outlay(const koh_measures_run *r, size_t i, int year, double *outlay)
{
    const koh_plan_measure *m = &r->plan->items[i];
    const int is_start = koh__measure_starts(r, i) == year;
    outlay[KOH_OUTLAY_ONE_OFF] = is_start ? koh__measure_price(r, m->one_off, year) : 0;
    outlay[KOH_OUTLAY_INVESTMENT] = is_start ? koh__measure_price(r, m->investment, year) : 0;
    outlay[KOH_OUTLAY_GRANT] =
        is_start && m->grant.amount != NULL ? is_granted(r, i) * koh__measure_price(r, m->grant.amount, year) : 0;
    outlay[KOH_OUTLAY_UPKEEP] = m->upkeep == NULL
                                    ? 0
                                    : koh_measure_share(r->begins[i], 0, 12 * (year - r->f->plan->base_year)) *
                                          koh__measure_price(r, m->upkeep, year);
}

/* What a measure gives and takes in a year, > 0 gives. A grant that cannot be seen is not reckoned with. */
static double flow_of(const koh_measures_run *r, size_t i, int year)
{
    double outlay[KOH_OUTLAYS], benefit = koh__measure_price(r, r->plan->items[i].benefit, year);
    koh__measure_outlay(r, i, year, outlay);
    return koh__measure_share(r, i, year) * benefit - koh__measure_effect(r, i, year) - outlay[KOH_OUTLAY_ONE_OFF] -
           outlay[KOH_OUTLAY_INVESTMENT] - outlay[KOH_OUTLAY_UPKEEP] +
           (isnan(outlay[KOH_OUTLAY_GRANT]) ? 0 : outlay[KOH_OUTLAY_GRANT]);
}

static double rate_of(const koh_measures_run *r, const koh_quantity *own)
{
    return own != NULL ? koh_quantity_at(own, r->f->plan->base_year) : r->f->inputs->economy->discount_rate.value;
}

/* One measure over its horizon from the base year; items [ITEMS]. */
static koh_status appraise(const koh_measures_run *r, size_t i, double *items)
{
    const koh_plan_measure *m = &r->plan->items[i];
    double flow[HORIZON_MAX], outlay[KOH_OUTLAYS];
    int base = r->f->plan->base_year, start = koh__measure_starts(r, i);
    size_t n = r->plan->horizon > 0 ? (size_t) r->plan->horizon : r->f->n_steps;
    koh__measure_outlay(r, i, start, outlay);
    for (size_t t = 0; t < n; t++) {
        flow[t] = flow_of(r, i, base + (int) t);
    }
    double granted = isnan(outlay[KOH_OUTLAY_GRANT]) ? 0 : outlay[KOH_OUTLAY_GRANT];
    items[FULL_EFFECT] = m->effect == NULL ? (double) NAN : koh__measure_price(r, m->effect, base + (int) n - 1);
    items[OUTLAY] = outlay[KOH_OUTLAY_ONE_OFF] + outlay[KOH_OUTLAY_INVESTMENT] - granted;
    items[GRANT] = outlay[KOH_OUTLAY_GRANT];
    items[ANNUITY] =
        m->lifetime == 0
            ? (double) NAN
            : koh_annuity(outlay[KOH_OUTLAY_INVESTMENT] - granted,
                          rate_of(r, r->plan->interest_rate != NULL ? r->plan->interest_rate : r->plan->discount_rate),
                          (size_t) m->lifetime);
    items[PRESENT_VALUE] = koh_present_value(n, flow, rate_of(r, r->plan->discount_rate));
    items[INTERNAL_RATE] = items[RATES] = (double) NAN;
    if (isnan(items[PRESENT_VALUE])) {
        return KOH_OK;
    }
    koh_status status = koh_internal_rate(n, flow, NULL, &items[INTERNAL_RATE]);
    items[RATES] = status == KOH_OK ? 1 : status == KOH_EAMBIGUOUS ? 2 : 0;
    return status == KOH_EAMBIGUOUS || status == KOH_ENOSOLUTION ? KOH_OK : status;
}

/* What measures are worth and cost, and which are open to choice: those of known value that need none of unknown. */
static void weigh(const koh_measures_run *r, const koh_cube *cube, double *value, double *cost, unsigned char *open)
{
    size_t n = r->plan->n;
    for (size_t i = 0; i < n; i++) {
        const int is_spent = koh__measure_starts(r, i) < r->f->plan->base_year;
        value[i] = cube->value[i * ITEMS + PRESENT_VALUE];
        cost[i] = is_spent ? 0 : fmax(0, cube->value[i * ITEMS + OUTLAY]);
        open[i] = r->allowed[i] && !isnan(value[i]) && !isnan(cost[i]);
    }
    for (size_t round = 0; round < n; round++) {
        for (size_t i = 0; i < n * n; i++) {
            open[i / n] = open[i / n] && (!r->plan->depends[i] || open[i % n]);
        }
    }
}

/* The efficient frontier without a budget, at most FRONTIER points of it, evenly taken from first to last. */
static koh_status add_frontier(const koh_measures_run *r, const koh_open_measures *o)
{
    static const char *const labels[] = { "outlay", "present_value" };
    koh_portfolio_point *points = KOH_TAKE(r->f->result->arena, FRONTIER_MAX, koh_portfolio_point);
    int *numbers = KOH_TAKE(r->f->result->arena, FRONTIER, int);
    size_t n = 0;
    koh_status status = points == NULL || numbers == NULL
                            ? KOH_ENOMEM
                            : koh_portfolio_frontier(&o->input, FRONTIER_MAX, NULL, points, &n);
    if (status != KOH_OK) {
        return status == KOH_ENOMEM ? status : KOH_OK; /* the choice itself has said why */
    }
    n = n < FRONTIER_MAX ? n : FRONTIER_MAX;
    size_t m = n < FRONTIER ? n : FRONTIER;
    for (size_t k = 0; k < m; k++) {
        numbers[k] = (int) k + 1;
    }
    const koh_axis point = { "point", m, numbers, NULL }, items = { "item", 2, NULL, labels };
    koh_cube *frontier = koh__measure_cube(r, "measures/frontier", &point, &items);
    koh_cube *sets = koh__measure_cube(r, "measures/frontier_sets", &point, &r->axis);
    if (frontier == NULL || sets == NULL) {
        return KOH_ENOMEM;
    }
    sets->unit = "1 = chosen";
    for (size_t k = 0; k < m; k++) {
        const koh_portfolio_point *at = &points[m == 1 ? 0 : k * (n - 1) / (m - 1)];
        frontier->value[2 * k] = at->cost;
        frontier->value[2 * k + 1] = at->value;
        for (size_t i = 0; i < o->input.n; i++) {
            sets->value[k * r->plan->n + o->place[i]] = (at->set >> i & 1) != 0;
        }
    }
    return KOH_OK;
}

/* The choice of the greatest present value. Decided measures above the budget leave no choice: all are unknown. */
static koh_status choose(const koh_measures_run *r, koh_cube *cube)
{
    double value[KOH_MEASURES_MAX], cost[KOH_MEASURES_MAX];
    unsigned char open[KOH_MEASURES_MAX], chosen[KOH_MEASURES_MAX] = { 0 };
    koh_open_measures all;
    koh_measure_worth worth = { value, cost, (double) INFINITY };
    weigh(r, cube, value, cost, open);
    koh_status status = koh__measures_open(r, open, &worth, &all);
    status = status == KOH_OK ? add_frontier(r, &all) : status;
    if (status != KOH_OK) {
        return status;
    }
    if (r->plan->budget != NULL) {
        worth.budget = koh__measure_price(r, r->plan->budget, r->f->plan->base_year);
    }
    status = isnan(worth.budget) ? KOH_ENOSOLUTION : koh__measures_choose(r, open, &worth, chosen);
    for (size_t i = 0; i < r->plan->n; i++) {
        cube->value[i * ITEMS + CHOSEN] = status == KOH_OK && open[i] ? chosen[i] : (double) NAN;
    }
    if (status == KOH_ENOSOLUTION || status == KOH_ELIMIT) {
        return koh__result_warn(r->f->result, (koh_warning){ "no_choice", NULL, r->f->plan->id, KOH_YEAR_NONE, -1, -1 },
                                "no choice of measures: %s",
                                status == KOH_ELIMIT ? "too many choices to compare"
                                                     : "what is decided costs more than the budget, or it is unknown");
    }
    return status;
}

koh_status koh__appraise_measures(koh_measures_run *r)
{
    static const char *const labels[ITEMS] = { "full_year_effect", "outlay",        "grant",          "annuity",
                                               "present_value",    "internal_rate", "internal_rates", "chosen" };
    const koh_axis items = { "item", ITEMS, NULL, labels };
    koh_cube *cube = koh__measure_cube(r, "measures/appraisal", &r->axis, &items);
    koh_status status = cube == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t i = 0; i < r->plan->n && status == KOH_OK; i++) {
        status = appraise(r, i, cube->value + i * ITEMS);
    }
    return status == KOH_OK ? choose(r, cube) : status;
}
