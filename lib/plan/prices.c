/* Prices of a run: indices of wages and of other prices, and what a full-time equivalent costs, at the price level of
 * the plan. A figure that is measured at another year's level is carried by the growth that the plan gives; without it
 * the figure is unknown at that level, which is not the same as unchanged. */
#include "plan/prices_priv.h"

#include <math.h>

#include "kohort/price.h"

static double index_at(const double *index, int year)
{
    return year >= KOH_PRICE_FIRST && year < KOH_PRICE_FIRST + KOH_PRICE_YEARS ? index[year - KOH_PRICE_FIRST]
                                                                               : (double) NAN;
}

double koh__wage_index(const koh_prices *p, int year)
{
    return index_at(p->wage, year);
}

double koh__price_index(const koh_prices *p, int year)
{
    return index_at(p->other, year);
}

double koh__mixed_index(const koh_prices *p, int year)
{
    double ratio = p->other_cost_ratio;
    return ratio == 0 ? index_at(p->wage, year)
                      : (index_at(p->wage, year) + ratio * index_at(p->other, year)) / (1 + ratio);
}

double koh__price_at(const koh_prices *p, const koh_quantity *q, koh_price_kind kind, int year)
{
    double value = koh_quantity_at(q, year);
    if (q->n > 1 || q->year[0] == 0 || q->year[0] == p->year) {
        return value; /* a path has real changes at the plan's level */
    }
    double then = kind == KOH_PRICE_WAGE    ? koh__wage_index(p, q->year[0])
                  : kind == KOH_PRICE_OTHER ? koh__price_index(p, q->year[0])
                                            : koh__mixed_index(p, q->year[0]);
    return value / then;
}

static koh_status index_of(const koh_frame *f, const koh_quantity *growth, int base, double *index)
{
    double change[KOH_PRICE_YEARS];
    for (int i = 0; i < KOH_PRICE_YEARS; i++) {
        change[i] = growth == NULL ? (double) NAN : koh_quantity_at(growth, KOH_PRICE_FIRST + i);
    }
    return koh_price_index(KOH_PRICE_YEARS, change, (size_t) (base - KOH_PRICE_FIRST), f->error, index);
}

static double figure_or(const koh_quantity *own, const koh_default *fallback, int year)
{
    return own != NULL ? koh_quantity_at(own, year) : fallback->value;
}

/* Employer's cost of one FTE of each profession in a year, at the plan's level. */
static void price_staff(const koh_frame *f, koh_prices *p, int year, double *cost)
{
    const koh_plan_economy *economy = f->plan->economy;
    const koh_economy_data *data = f->inputs->economy;
    double pension = figure_or(economy->pension, &data->pension, year);
    double tax = figure_or(economy->payroll_tax, &data->zones[economy->zone].rate, year);
    for (size_t j = 0; j < f->professions.n; j++) {
        const koh_quantity *own = economy->earnings == NULL ? NULL : economy->earnings[j];
        const koh_default *given = &data->earnings[j];
        double earnings = own != NULL              ? koh__price_at(p, own, KOH_PRICE_WAGE, year)
                          : given->year == p->year ? given->value
                                                   : given->value / koh__wage_index(p, given->year);
        cost[j] = koh_price_employer(earnings, pension, tax);
    }
}

koh_status koh__prices(const koh_frame *f, koh_prices *p)
{
    const koh_plan_economy *economy = f->plan->economy;
    const koh_economy_data *data = f->inputs->economy;
    size_t m = f->professions.n;
    p->year = economy->price_year;
    for (size_t j = 0; p->year == KOH_YEAR_NONE && j < m; j++) {
        p->year = isnan(data->earnings[j].value) ? KOH_YEAR_NONE : data->earnings[j].year;
    }
    if (p->year == KOH_YEAR_NONE) {
        p->year = f->plan->base_year;
    }
    p->other_cost_ratio = figure_or(economy->other_cost_ratio, &data->other_cost_ratio, f->plan->base_year);
    p->staff = KOH_TAKE(f->result->arena, (f->n_steps + 1) * m, double);
    if (p->staff == NULL) {
        return KOH_ENOMEM;
    }
    koh_status status = index_of(f, economy->wage_growth, p->year, p->wage);
    if (status == KOH_OK) {
        status = index_of(f, economy->price_growth, p->year, p->other);
    }
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        price_staff(f, p, f->years.numbers[t], p->staff + t * m);
    }
    return status;
}
