/* Measures through the years of a plan: effect and outlays, which of them count, and what is saved of what must be.
 *
 * A measure counts unless it is rejected, needs one that is, or is excluded by one that counts. Of measures that
 * exclude one another those that are decided count, else those that save most together (kohort/portfolio.h), so no
 * saving is counted twice. */
#include <math.h>

#include "kohort/measure.h"
#include "plan/appraisals_priv.h"

const char *const koh__progress_names[KOH_PROGRESS_N] = {
    "proposed", "idea", "decided", "running", "done", "rejected"
};

enum { REQUIRED, IDENTIFIED, DECIDED, REMAINING, LEFT_OUT, NEW_COST, SAVINGS };

double koh__measure_price(const koh_measures_run *r, const koh_quantity *quantity, int year)
{
    return quantity == NULL ? 0 : koh__price_at(&r->prices, quantity, KOH_PRICE_MIXED, year);
}

int koh__measure_starts(const koh_measures_run *r, size_t i)
{
    return r->f->plan->base_year + (r->begins[i] >= 0 ? r->begins[i] / 12 : -((11 - r->begins[i]) / 12));
}

double koh__measure_share(const koh_measures_run *r, size_t i, int year)
{
    return koh_measure_share(r->begins[i], r->plan->items[i].ramp_months, 12 * (year - r->f->plan->base_year));
}

double koh__measure_effect(const koh_measures_run *r, size_t i, int year)
{
    const koh_quantity *effect = r->plan->items[i].effect;
    double share = koh__measure_share(r, i, year);
    return effect == NULL ? (double) NAN : share == 0 ? 0 : share * koh__measure_price(r, effect, year);
}

int koh__measure_is_fixed(const koh_plan_measure *measure)
{
    return measure->progress >= KOH_PROGRESS_DECIDED && measure->progress != KOH_PROGRESS_REJECTED;
}

/* Rejected, or in need of one that is; allowed [n]. */
static void allow(const koh_measures_run *r, unsigned char *allowed)
{
    size_t n = r->plan->n;
    for (size_t i = 0; i < n; i++) {
        allowed[i] = r->plan->items[i].progress != KOH_PROGRESS_REJECTED;
    }
    for (size_t round = 0; round < n; round++) {
        for (size_t i = 0; i < n * n; i++) {
            allowed[i / n] = allowed[i / n] && (!r->plan->depends[i] || allowed[i % n]);
        }
    }
}

koh_status koh__measures_open(const koh_measures_run *r, const unsigned char *open, const koh_measure_worth *worth,
                              koh_open_measures *o)
{
    size_t n = r->plan->n, m = 0;
    unsigned char *depends = KOH_TAKE(r->f->result->arena, n * n, unsigned char);
    unsigned char *excludes = KOH_TAKE(r->f->result->arena, n * n, unsigned char);
    if (depends == NULL || excludes == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        if (open[i]) {
            o->value[m] = worth->value[i];
            o->cost[m] = worth->cost[i];
            o->fixed[m] = (unsigned char) koh__measure_is_fixed(&r->plan->items[i]);
            o->place[m++] = i;
        }
    }
    for (size_t i = 0; i < m * m; i++) {
        depends[i] = r->plan->depends[o->place[i / m] * n + o->place[i % m]];
        excludes[i] = r->plan->excludes[o->place[i / m] * n + o->place[i % m]];
    }
    o->input = (koh_portfolio_input){ m, o->value, o->cost, worth->budget, depends, excludes, o->fixed };
    return KOH_OK;
}

koh_status koh__measures_choose(const koh_measures_run *r, const unsigned char *open, const koh_measure_worth *worth,
                                unsigned char *chosen)
{
    koh_open_measures o;
    koh_portfolio_point point;
    koh_status status = koh__measures_open(r, open, worth, &o);
    if (status == KOH_OK) {
        status = koh_portfolio_solve(&o.input, r->f->error, &point);
    }
    for (size_t i = 0; i < r->plan->n; i++) {
        chosen[i] = 0;
    }
    for (size_t i = 0; status == KOH_OK && i < o.input.n; i++) {
        chosen[o.place[i]] = (point.set >> i & 1) != 0;
    }
    return status;
}

/* Which measures count: those that save most together; one krone beside, so that what costs counts too. */
static koh_status count_measures(koh_measures_run *r)
{
    double value[KOH_MEASURES_MAX], cost[KOH_MEASURES_MAX] = { 0 };
    for (size_t i = 0; i < r->plan->n; i++) {
        double effect = koh__measure_price(r, r->plan->items[i].effect, r->f->plan->end_year);
        value[i] = 1 + (effect < 0 ? -effect : 0);
    }
    allow(r, r->allowed);
    return koh__measures_choose(r, r->allowed, &(koh_measure_worth){ value, cost, (double) INFINITY }, r->counted);
}

koh_cube *koh__measure_cube(const koh_measures_run *r, const char *path, const koh_axis *first, const koh_axis *second)
{
    koh_cube form = { .path = path, .unit = r->unit, .time = "year", .n_axes = 1, .axes = { *first } };
    if (second != NULL) {
        form.axes[form.n_axes++] = *second;
    }
    return koh__result_add(r->f->result, r->f->scenario, &form);
}

static koh_status add_years(const koh_measures_run *r)
{
    static const char *const labels[KOH_OUTLAYS] = { "one_off", "investment", "grant", "upkeep" };
    koh_cube *effect = koh__measure_cube(r, "measures/effect", &r->f->intervals, &r->axis);
    koh_cube *counted = koh__measure_cube(r, "measures/counted", &r->axis, NULL);
    koh_cube *outlay = koh__measure_cube(r, "measures/outlay", &r->f->intervals, &r->axis);
    if (effect == NULL || counted == NULL || outlay == NULL) {
        return KOH_ENOMEM;
    }
    outlay->axes[outlay->n_axes++] = (koh_axis){ "item", KOH_OUTLAYS, NULL, labels };
    outlay->value = KOH_TAKE(r->f->result->arena, koh_cube_size(outlay), double);
    if (outlay->value == NULL) {
        return KOH_ENOMEM;
    }
    counted->unit = "1 = counts";
    for (size_t i = 0; i < r->plan->n; i++) {
        counted->value[i] = r->counted[i];
        for (size_t t = 0; t < r->f->n_steps; t++) {
            int year = r->f->intervals.numbers[t];
            effect->value[t * r->plan->n + i] = koh__measure_effect(r, i, year);
            koh__measure_outlay(r, i, year, outlay->value + (t * r->plan->n + i) * KOH_OUTLAYS);
        }
    }
    return KOH_OK;
}

static void save_year(const koh_measures_run *r, int year, double *row)
{
    row[REQUIRED] = koh__measure_price(r, r->plan->required, year);
    for (size_t i = 0; i < r->plan->n; i++) {
        double effect = koh__measure_effect(r, i, year);
        if (isnan(effect)) {
            continue; /* said by a warning */
        }
        row[IDENTIFIED] += r->counted[i] && effect < 0 ? -effect : 0;
        row[DECIDED] += koh__measure_is_fixed(&r->plan->items[i]) && effect < 0 ? -effect : 0;
        row[LEFT_OUT] += !r->counted[i] && effect < 0 ? -effect : 0;
        row[NEW_COST] += r->counted[i] && effect > 0 ? effect : 0;
    }
    row[REMAINING] = row[REQUIRED] - row[IDENTIFIED];
}

static koh_status add_savings(const koh_measures_run *r)
{
    static const char *const labels[SAVINGS] = { "required",  "identified", "decided",
                                                 "remaining", "left_out",   "new_cost" };
    const koh_axis items = { "item", SAVINGS, NULL, labels };
    if (r->plan->required == NULL) {
        return KOH_OK;
    }
    koh_cube *cube = koh__measure_cube(r, "measures/savings", &r->f->intervals, &items);
    for (size_t t = 0; cube != NULL && t < r->f->n_steps; t++) {
        save_year(r, r->f->intervals.numbers[t], cube->value + t * SAVINGS);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Measures of unknown effect are in no sum. */
static koh_status note(const koh_measures_run *r)
{
    const char *unknown = NULL;
    for (size_t i = 0; r->f->scenario == r->f->result->scenarios && i < r->plan->n; i++) {
        const char *id = r->plan->items[i].id;
        if (r->plan->items[i].effect == NULL && r->counted[i]) {
            unknown = unknown == NULL ? id : koh__arena_format(r->f->result->arena, "%s, %s", unknown, id);
            if (unknown == NULL) {
                return KOH_ENOMEM;
            }
        }
    }
    const koh_warning warning = { "unknown_effect", NULL, NULL, KOH_YEAR_NONE, -1, -1 };
    return unknown == NULL
               ? KOH_OK
               : koh__result_warn(r->f->result, warning,
                                  "full-year effect unknown, so they are in no sum of measures: %s", unknown);
}

koh_status koh__model_measures(koh_frame *f)
{
    const koh_plan_measures *plan = f->plan->measures;
    koh_measures_run r = { .f = f, .plan = plan };
    size_t n = plan->n;
    if (n == 0 && plan->required == NULL) {
        return KOH_OK;
    }
    const char **labels = KOH_TAKE(f->result->arena, n, const char *);
    int start[KOH_MEASURES_MAX];
    koh_status status = labels == NULL ? KOH_ENOMEM : koh__prices(f, &r.prices);
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        labels[i] = plan->items[i].id;
        start[i] = 12 * (plan->items[i].start_year - f->plan->base_year) + plan->items[i].start_month - 1;
    }
    r.axis = (koh_axis){ "measure", n, NULL, labels };
    r.unit = koh__arena_format(f->result->arena, "NOK of %d", r.prices.year);
    if (status == KOH_OK && r.unit == NULL) {
        status = KOH_ENOMEM;
    }
    if (status == KOH_OK && n > 0) {
        koh_measure_begins(n, start, plan->depends, r.begins);
        status = count_measures(&r);
        status = status == KOH_OK ? add_years(&r) : status;
        status = status == KOH_OK ? koh__appraise_measures(&r) : status;
    }
    status = status == KOH_OK ? add_savings(&r) : status;
    return status == KOH_OK ? note(&r) : status;
}
