/* What demography alone costs, at the cost per inhabitant by age that the plan gives, and what of it free revenue
 * covers. */
#include <math.h>

#include "kohort/cost.h"
#include "plan/prices_priv.h"

enum { NEED_INDEX, REVENUE_INDEX, COST_CHANGE, REVENUE_CHANGE, GAP, ITEMS };

static double persons_of(const koh_frame *f, size_t t, const koh_plan_cost_band *band)
{
    double sum = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        int age = (int) (i % f->n_age);
        if (age >= band->from && (band->to < 0 || age <= band->to)) {
            sum += f->persons[2 * t * f->n_age + i];
        }
    }
    return sum;
}

static koh_cube *add_cube(koh_frame *f, const char *path, const char *unit, const koh_axis *second)
{
    return koh__result_add(f->result, f->scenario,
                           &(koh_cube){ .path = path,
                                        .unit = unit,
                                        .time = "1 January",
                                        .basis = "own",
                                        .n_axes = 2,
                                        .axes = { f->years, *second } });
}

/* Cost of the base year beside revenue, so that a gap is in kroner. */
static void fill_need(const koh_frame *f, const koh_prices *prices, const double *change, const double *index,
                      double *value)
{
    const koh_quantity *revenue = f->plan->economy->free_revenue;
    size_t n_bands = f->plan->economy->n_bands;
    double first = revenue == NULL ? (double) NAN : koh__price_at(prices, revenue, KOH_PRICE_MIXED, f->plan->base_year);
    for (size_t t = 0; t <= f->n_steps; t++) {
        double *row = value + t * ITEMS;
        double now =
            revenue == NULL ? (double) NAN : koh__price_at(prices, revenue, KOH_PRICE_MIXED, f->years.numbers[t]);
        row[NEED_INDEX] = 100 * index[t];
        row[REVENUE_INDEX] = first > 0 ? 100 * now / first : (double) NAN;
        for (size_t i = 0; i < n_bands; i++) {
            row[COST_CHANGE] += change[t * n_bands + i];
        }
        row[REVENUE_CHANGE] = now - first;
        row[GAP] = row[COST_CHANGE] - row[REVENUE_CHANGE];
    }
}

koh_status koh__model_age_costs(koh_frame *f, const koh_prices *prices, const char *unit)
{
    static const char *const items[ITEMS] = { "need_index", "revenue_index", "cost_change", "revenue_change", "gap" };
    const koh_plan_economy *economy = f->plan->economy;
    size_t n = economy->n_bands, n_years = f->n_steps + 1;
    if (n == 0) {
        return KOH_OK;
    }
    const char **labels = KOH_TAKE(f->result->arena, n, const char *);
    double *persons = KOH_TAKE(f->result->arena, n_years * n, double), *cost = KOH_TAKE(f->result->arena, n, double);
    double *index = KOH_TAKE(f->result->arena, n_years, double);
    if (labels == NULL || persons == NULL || cost == NULL || index == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        labels[i] = economy->bands[i].id;
        cost[i] = koh__price_at(prices, economy->bands[i].cost, KOH_PRICE_MIXED, f->plan->base_year);
    }
    for (size_t i = 0; i < n_years * n; i++) {
        persons[i] = persons_of(f, i / n, &economy->bands[i % n]);
    }
    const koh_axis bands = { "age_band", n, NULL, labels }, second = { "item", ITEMS, NULL, items };
    koh_cube *change = add_cube(f, "economy/demographic_cost", unit, &bands);
    koh_cube *need = add_cube(f, "economy/expenditure_need", unit, &second);
    if (change == NULL || need == NULL) {
        return KOH_ENOMEM;
    }
    koh_status status = koh_cost_demographic(n_years, n, persons, cost, 0, f->error, change->value, index);
    if (status == KOH_OK) {
        fill_need(f, prices, change->value, index, need->value);
    }
    return status;
}
