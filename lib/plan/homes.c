/* Dwellings: the stock of the base year and what is completed beside it, those that are accessible, and municipal
 * housing by group.
 *
 * Method: stock(t) = stock of the base year + dwellings completed since; accessible = share(t) stock(t). The share is
 * the plan's or the country's path, which holds new building already. Assumption: where the plan does not say its
 * stock, a dwelling for each household of the base year. Groups of municipal housing are the plan's, each household in
 * one; need less dwellings is the gap, unknown where one of them is. Limits: nothing is torn down; who lives in the
 * accessible dwellings is not told. */
#include <math.h>

#include "plan/model_priv.h"

static const char *const kinds[] = { "all", "accessible" };

static double stock_of_base_year(const koh_frame *f)
{
    const koh_plan_housing *housing = f->plan->housing;
    const koh_cube *households = koh__result_cube(f->scenario, "households/total");
    double sum = 0;
    for (size_t i = 0; i < housing->n_stock; i++) {
        sum += housing->stock[i].dwellings;
    }
    return housing->n_stock > 0 ? sum : households->value[0] + households->value[1];
}

static koh_status add_stock(koh_frame *f)
{
    const koh_plan_housing *housing = f->plan->housing;
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "housing/stock",
                                                  .unit = "dwellings",
                                                  .time = "1 January",
                                                  .basis = housing->n_stock > 0 ? "own" : "national_rates",
                                                  .n_axes = 2,
                                                  .axes = { f->years, { "kind", 2, NULL, kinds } } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    const koh_quantity *share = housing->accessible != NULL ? housing->accessible : &f->inputs->accessible;
    double stock = stock_of_base_year(f);
    for (size_t t = 0; t <= f->n_steps; t++) {
        for (size_t p = 0; t > 0 && f->newcomers != NULL && p < f->newcomers->n; p++) {
            stock += f->newcomers->completed[p * f->n_steps + t - 1];
        }
        cube->value[2 * t] = stock;
        cube->value[2 * t + 1] = koh_quantity_at(share, f->years.numbers[t]) * stock;
    }
    return KOH_OK;
}

/* The sizes of the stock in the order in which the plan names them. */
static koh_status sizes_of(koh_frame *f, koh_axis *axis)
{
    const koh_plan_housing *housing = f->plan->housing;
    const char **labels = KOH_TAKE(f->result->arena, housing->n_stock, const char *);
    if (labels == NULL) {
        return KOH_ENOMEM;
    }
    *axis = (koh_axis){ "size", 0, NULL, labels };
    for (size_t i = 0; i < housing->n_stock; i++) {
        if (koh_axis_find_label(axis, housing->stock[i].size) == (size_t) -1) {
            labels[axis->n++] = housing->stock[i].size;
        }
    }
    return KOH_OK;
}

/* The stock of the base year by type and size; a cell that the plan does not name is unknown. */
static koh_status add_mix(koh_frame *f)
{
    const koh_plan_housing *housing = f->plan->housing;
    const char **types = KOH_TAKE(f->result->arena, housing->n_types, const char *);
    koh_axis sizes = { 0 };
    koh_status status = sizes_of(f, &sizes);
    if (status != KOH_OK || types == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < housing->n_types; i++) {
        types[i] = housing->types[i].id;
    }
    koh_cube *cube = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){
            .path = "housing/mix",
            .unit = "dwellings",
            .time = "1 January",
            .basis = "own",
            .n_axes = 3,
            .axes = { { "year", 1, f->years.numbers, NULL }, { "type", housing->n_types, NULL, types }, sizes } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < koh_cube_size(cube); i++) {
        cube->value[i] = NAN;
    }
    for (size_t i = 0; i < housing->n_stock; i++) {
        const koh_stock_cell *cell = &housing->stock[i];
        cube->value[cell->type * sizes.n + koh_axis_find_label(&sizes, cell->size)] = cell->dwellings;
    }
    return KOH_OK;
}

static koh_status add_municipal(koh_frame *f)
{
    static const char *const figures[] = { "need", "dwellings", "gap" };
    const koh_plan_housing *housing = f->plan->housing;
    const size_t n = housing->n_groups;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    for (size_t g = 0; ids != NULL && g < n; g++) {
        ids[g] = housing->groups[g].id;
    }
    koh_cube *cube =
        ids == NULL
            ? NULL
            : koh__result_add(
                  f->result, f->scenario,
                  &(koh_cube){ .path = "housing/municipal",
                               .unit = "dwellings",
                               .time = "1 January",
                               .basis = "own",
                               .n_axes = 3,
                               .axes = { f->years, { "group", n, NULL, ids }, { "figure", 3, NULL, figures } } });
    for (size_t i = 0; cube != NULL && i < (f->n_steps + 1) * n; i++) {
        const koh_housing_group *group = &housing->groups[i % n];
        const int year = f->years.numbers[i / n];
        const double need = group->need != NULL ? koh_quantity_at(group->need, year) : (double) NAN;
        const double there = group->dwellings != NULL ? koh_quantity_at(group->dwellings, year) : (double) NAN;
        cube->value[3 * i] = need;
        cube->value[3 * i + 1] = there;
        cube->value[3 * i + 2] = need - there;
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_homes(koh_frame *f)
{
    const koh_plan_housing *housing = f->plan->housing;
    koh_status status = housing == NULL ? KOH_OK : add_stock(f);
    if (status == KOH_OK && housing != NULL && housing->n_stock > 0) {
        status = add_mix(f);
    }
    if (status == KOH_OK && housing != NULL && housing->n_groups > 0) {
        status = add_municipal(f);
    }
    return status;
}
