/* T16: building steps and their money, by schedule. T16c: what schedules come to over scenarios and draws. */
#include <math.h>

#include "report/tables_priv.h"

static double amount(const koh_quantity *quantity, int year)
{
    return quantity == NULL ? (double) NAN : koh_quantity_at(quantity, year);
}

/* Places of a step over all types. */
static double places_of(const koh_result *result, const koh_plan_step *step)
{
    double sum = 0;
    for (size_t k = 0; k < result->inputs->n_services; k++) {
        sum += step->places[k];
    }
    return sum;
}

/* One row of a step in a schedule; a step that is not taken has no years. */
static koh_status add_step(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                           koh_table *table)
{
    const koh_cube *years = koh__result_cube(scenario, "capacity/expansion");
    const koh_plan_expansion *expansion = scenario->plan->capacity->expansion;
    const koh_plan_step *step = &expansion->steps[i % expansion->n_steps];
    int base = scenario->plan->base_year, is_taken = !isnan(years->value[2 * i]);
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = years->axes[0].labels[i / expansion->n_steps] },
                                              { .text = step->id },
                                              { .text = step->label[language] },
                                              { .text = is_taken ? "yes" : "no" },
                                              { .number = years->value[2 * i + 1] },
                                              { .number = years->value[2 * i] },
                                              { .number = places_of(result, step) },
                                              { .number = amount(step->capex, base) },
                                              { .number = amount(step->grant, base) },
                                              { .number = amount(step->opex, base) },
                                              { .number = (double) NAN },
                                              { .number = (double) NAN } });
}

/* The row of a schedule as a whole: the deadline of any decision, the present value, the regret. */
static koh_status add_whole(const koh_scenario_result *scenario, size_t language, size_t schedule, koh_table *table)
{
    static const char *const names[KOH_LANGUAGES] = { "Alle steg", "Alle steg", "All steps" };
    const koh_cube *cost = koh__result_cube(scenario, "capacity/expansion_cost");
    int is_found = !isnan(cost->value[2 * schedule]);
    return koh_table_add(
        table, (koh_cell[]){ { .text = scenario->plan->id },
                             { .text = cost->axes[0].labels[schedule] },
                             { .text = "all" },
                             { .text = names[language] },
                             { .text = is_found ? "yes" : "no" },
                             { .number = koh__result_cube(scenario, "capacity/expansion_deadline")->value[schedule] },
                             { .number = (double) NAN },
                             { .number = (double) NAN },
                             { .number = (double) NAN },
                             { .number = (double) NAN },
                             { .number = (double) NAN },
                             { .number = cost->value[2 * schedule] },
                             { .number = cost->value[2 * schedule + 1] } });
}

koh_status koh__fill_expansion(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "capacity/expansion");
        size_t n_steps = cube == NULL ? 0 : cube->axes[1].n, n = cube == NULL ? 0 : cube->axes[0].n * n_steps;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_step(result, scenario, language, i, table);
            if (status == KOH_OK && (i + 1) % n_steps == 0) {
                status = add_whole(scenario, language, i / n_steps, table);
            }
        }
    }
    return status;
}

/* One row: a schedule held against the draws of a scenario, or of all of them. */
static koh_status add_verdict(const koh_scenario_result *scenario, size_t row, koh_table *table)
{
    const koh_cube *money = koh__result_cube(scenario, "capacity/expansion_regret");
    const koh_cube *missing = koh__result_cube(scenario, "capacity/expansion_missing");
    const koh_cube *met = koh__result_cube(scenario, "capacity/expansion_met");
    const size_t n = money->axes[1].n, draws = scenario->need_draws == NULL ? 1 : scenario->n_need_draws;
    const int is_all = n > 1 && row % n == n - 1;
    const double *cells = money->value + row * money->axes[2].n;
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = money->axes[0].labels[row / n] },
                                              { .text = money->axes[1].labels[row % n] },
                                              { .number = (double) (is_all ? (n - 1) * draws : draws) },
                                              { .number = cells[0] },
                                              { .number = missing->value[row] },
                                              { .number = met->value[row] },
                                              { .number = cells[1] },
                                              { .number = cells[2] },
                                              { .number = cells[3] } });
}

koh_status koh__fill_regret(const koh_result *result, size_t language, koh_table *table)
{
    (void) language;
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *met = koh__result_cube(&result->scenarios[s], "capacity/expansion_met");
        for (size_t row = 0; met != NULL && row < koh_cube_size(met) && status == KOH_OK; row++) {
            status = add_verdict(&result->scenarios[s], row, table);
        }
    }
    return status;
}
