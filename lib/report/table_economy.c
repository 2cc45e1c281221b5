/* T15: running cost by service, by KOSTRA function, and what demography alone costs. */
#include <math.h>

#include "plan/economy_priv.h"
#include "report/tables_priv.h"

#define THOUSAND 1000.0 /* NOK: the tables' unit */

/* Places of the items of the cubes (plan/economy.c, plan/age_costs.c). */
enum { STAFF, OTHER, GROSS, PAYMENT, NET, ITEMS };
enum { TOTAL_GROSS, TOTAL_CURRENT, TOTAL_PAYMENT, TOTAL_REFUND, TOTAL_NET, TOTALS };
enum { NEED_INDEX, REVENUE_INDEX, COST_CHANGE, REVENUE_CHANGE, NEED_GAP, NEEDS };

static double thousands(double nok)
{
    return nok / THOUSAND;
}

/* One row of service k; none where nothing is known of its cost in any year of the plan. */
static koh_status add_service(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                              koh_table *table)
{
    const koh_cube *cost = koh__result_cube(scenario, "economy/service_cost");
    const koh_cube *volume = koh__result_cube(scenario, "economy/user_years");
    const koh_economy_data *data = result->inputs->economy;
    size_t n = cost->axes[1].n, k = i % n;
    const koh_service *service = &result->inputs->services[k];
    const double *items = cost->value + i * ITEMS;
    if (isnan(items[GROSS])) {
        return KOH_OK;
    }
    return koh_table_add(
        table,
        (koh_cell[]){ { .text = scenario->plan->id },
                      { .number = koh__axis_number(&cost->axes[0], i / n) },
                      { .text = service->area },
                      { .text = service->id },
                      { .text = service->name[language] },
                      { .text = koh__in_scope(result, scenario, k) ? "yes" : "no" },
                      { .text = data->functions[data->function[k]].id },
                      { .number = volume->value[i] },
                      { .number = thousands(items[STAFF]) },
                      { .number = thousands(items[OTHER]) },
                      { .number = thousands(items[GROSS]) },
                      { .number = thousands(items[PAYMENT]) },
                      { .number = (double) NAN },
                      { .number = thousands(items[NET]) },
                      { .number = thousands(koh__result_cube(scenario, "economy/service_cost_current")->value[i]) },
                      { .number = koh__result_cube(scenario, "economy/unit_cost")->value[i] },
                      { .text = cost->unit },
                      { .text = cost->basis_by_label != NULL ? cost->basis_by_label[k] : cost->basis } });
}

/* A row of a sum: of an area (gross alone) or of all. */
static koh_status add_sum(const koh_scenario_result *scenario, size_t language, const char *area, size_t t,
                          double gross, const double *total, koh_table *table)
{
    static const char *const names[KOH_LANGUAGES] = { "Alle tjenester i planen", "Alle tenester i planen",
                                                      "All services of the plan" };
    const koh_cube *cube = koh__result_cube(scenario, "economy/total");
    const double none = (double) NAN;
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&cube->axes[0], t) },
                                              { .text = area },
                                              { .text = "all" },
                                              { .text = names[language] },
                                              { .text = "yes" },
                                              { .text = NULL },
                                              { .number = none },
                                              { .number = none },
                                              { .number = none },
                                              { .number = thousands(gross) },
                                              { .number = total == NULL ? none : thousands(total[TOTAL_PAYMENT]) },
                                              { .number = total == NULL ? none : thousands(total[TOTAL_REFUND]) },
                                              { .number = total == NULL ? none : thousands(total[TOTAL_NET]) },
                                              { .number = total == NULL ? none : thousands(total[TOTAL_CURRENT]) },
                                              { .number = none },
                                              { .text = cube->unit },
                                              { .text = cube->basis } });
}

static koh_status add_sums(const koh_scenario_result *scenario, size_t language, koh_table *table)
{
    const koh_cube *areas = koh__result_cube(scenario, "economy/cost_by_area");
    const koh_cube *all = koh__result_cube(scenario, "economy/total");
    size_t n = areas->axes[1].n;
    koh_status status = KOH_OK;
    for (size_t t = 0; t < areas->axes[0].n; t++) {
        for (size_t a = 0; a < n && status == KOH_OK; a++) {
            status = add_sum(scenario, language, areas->axes[1].labels[a], t, areas->value[t * n + a], NULL, table);
        }
        if (status == KOH_OK) {
            const double *total = all->value + t * TOTALS;
            status = add_sum(scenario, language, "all", t, total[TOTAL_GROSS], total, table);
        }
    }
    return status;
}

koh_status koh__fill_costs(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        size_t n = koh_cube_size(koh__result_cube(scenario, "economy/user_years"));
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_service(result, scenario, language, i, table);
        }
        status = status == KOH_OK ? add_sums(scenario, language, table) : status;
    }
    return status;
}

koh_status koh__fill_functions(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "economy/cost_by_function");
        size_t n = cube->axes[1].n;
        for (size_t i = 0; i < koh_cube_size(cube) && status == KOH_OK; i++) {
            const koh_function *function = &result->inputs->economy->functions[i % n];
            if (!isnan(cube->value[i])) {
                status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                            { .number = koh__axis_number(&cube->axes[0], i / n) },
                                                            { .text = function->id },
                                                            { .text = function->name[language] },
                                                            { .number = thousands(cube->value[i]) },
                                                            { .text = cube->unit } });
            }
        }
    }
    return status;
}

/* One year: a row per band, and one for all with the indices. */
static koh_status add_age_costs(const koh_scenario_result *scenario, size_t t, koh_table *table)
{
    const koh_cube *change = koh__result_cube(scenario, "economy/demographic_cost");
    const koh_cube *need = koh__result_cube(scenario, "economy/expenditure_need");
    const double none = (double) NAN, *all = need->value + t * NEEDS;
    size_t n = change->axes[1].n;
    koh_status status = KOH_OK;
    for (size_t i = 0; i <= n && status == KOH_OK; i++) {
        const int is_all = i == n;
        status = koh_table_add(
            table, (koh_cell[]){ { .text = scenario->plan->id },
                                 { .number = koh__axis_number(&change->axes[0], t) },
                                 { .text = is_all ? "all" : change->axes[1].labels[i] },
                                 { .number = thousands(is_all ? all[COST_CHANGE] : change->value[t * n + i]) },
                                 { .number = is_all ? all[NEED_INDEX] : none },
                                 { .number = is_all ? all[REVENUE_INDEX] : none },
                                 { .number = is_all ? thousands(all[REVENUE_CHANGE]) : none },
                                 { .number = is_all ? thousands(all[NEED_GAP]) : none },
                                 { .text = change->unit } });
    }
    return status;
}

koh_status koh__fill_age_costs(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        const koh_cube *change = koh__result_cube(&result->scenarios[s], "economy/demographic_cost");
        for (size_t t = 0; change != NULL && t < change->axes[0].n && status == KOH_OK; t++) {
            status = add_age_costs(&result->scenarios[s], t, table);
        }
    }
    return status;
}

koh_status koh__fill_substitution(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *unit = koh__result_cube(scenario, "economy/unit_cost");
        const koh_cube *hours = koh__result_cube(scenario, "economy/breakeven_hours");
        size_t n = unit->axes[1].n;
        for (size_t i = 0; i < koh_cube_size(unit) && status == KOH_OK; i++) {
            if (isnan(unit->value[i])) {
                continue;
            }
            status = koh_table_add(
                table,
                (koh_cell[]){ { .text = scenario->plan->id },
                              { .number = koh__axis_number(&unit->axes[0], i / n) },
                              { .text = unit->axes[1].labels[i % n] },
                              { .text = result->inputs->services[i % n].name[language] },
                              { .number = koh__result_cube(scenario, "economy/user_years")->value[i] },
                              { .number = unit->value[i] },
                              { .number = hours->value[i] },
                              { .text = unit->unit },
                              { .text = unit->basis_by_label != NULL ? unit->basis_by_label[i % n] : unit->basis } });
        }
    }
    return status;
}

koh_status koh__fill_peers(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *reference = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(reference, "economy/peers");
    koh_status status = KOH_OK;
    for (size_t i = 0; cube != NULL && i < cube->axes[0].n * cube->axes[1].n && status == KOH_OK; i++) {
        size_t n = cube->axes[1].n;
        const double *row = cube->value + 3 * i; /* own, peer, effect */
        if (!isnan(row[1])) {
            status =
                koh_table_add(table, (koh_cell[]){ { .text = cube->axes[0].labels[i / n] },
                                                   { .text = reference->plan->economy->peers[i / n].label[language] },
                                                   { .number = reference->plan->base_year },
                                                   { .text = cube->axes[1].labels[i % n] },
                                                   { .text = result->inputs->services[i % n].name[language] },
                                                   { .number = row[0] },
                                                   { .number = row[1] },
                                                   { .number = thousands(row[2]) },
                                                   { .text = cube->unit } });
        }
    }
    return status;
}
