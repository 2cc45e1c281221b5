/* T08b, T08c: prevention with its break-even, and new tasks. */
#include "plan/need_priv.h"
#include "report/tables_priv.h"

enum { ITEMS = 3 }; /* cost, saving, balance */

const koh_column koh__prevention_columns[KOH_PREVENTION_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },         { "year", KOH_COLUMN_NUMBER },
    { "prevention", KOH_COLUMN_TEXT },       { "label", KOH_COLUMN_TEXT },
    { "service", KOH_COLUMN_TEXT },          { "participants", KOH_COLUMN_NUMBER },
    { "users_avoided", KOH_COLUMN_NUMBER },  { "cost_1000nok", KOH_COLUMN_NUMBER },
    { "saving_1000nok", KOH_COLUMN_NUMBER }, { "balance_1000nok", KOH_COLUMN_NUMBER },
    { "breakeven_year", KOH_COLUMN_NUMBER }, { "price_level", KOH_COLUMN_TEXT }
};

const koh_column koh__task_columns[KOH_TASK_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },  { "task", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },    { "service", KOH_COLUMN_TEXT }, { "users", KOH_COLUMN_NUMBER },
};

static koh_status add_scenario(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                               koh_table *table)
{
    const koh_cube *avoided = koh__result_cube(scenario, "demand/users_avoided");
    const koh_cube *money = koh__result_cube(scenario, "economy/prevention");
    const size_t n = avoided == NULL ? 0 : avoided->axes[1].n, steps = n == 0 ? 0 : money->axes[0].n;
    const koh_cube *paid = koh__result_cube(scenario, "economy/prevention_paid");
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n * steps && status == KOH_OK; i++) {
        const koh_plan_prevention *p = &scenario->plan->care->preventions[i % n];
        const double year = koh__axis_number(&money->axes[0], i / n), *row = money->value + i * ITEMS;
        status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                    { .number = year },
                                                    { .text = p->id },
                                                    { .text = p->label[language] },
                                                    { .text = result->inputs->services[p->service].id },
                                                    { .number = koh_quantity_at(p->participants, (int) year) },
                                                    { .number = avoided->value[i] },
                                                    { .number = row[0] / 1000 },
                                                    { .number = row[1] / 1000 },
                                                    { .number = row[2] / 1000 },
                                                    { .number = paid->value[i % n] },
                                                    { .text = money->unit } });
    }
    return status;
}

koh_status koh__fill_prevention(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        status = add_scenario(result, &result->scenarios[s], language, table);
    }
    return status;
}

koh_status koh__fill_tasks(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "demand/new_tasks");
        const size_t n = cube == NULL ? 0 : cube->axes[1].n;
        for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) && status == KOH_OK; i++) {
            const koh_plan_task *task = &scenario->plan->care->tasks[i % n];
            status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                        { .number = koh__axis_number(&cube->axes[0], i / n) },
                                                        { .text = task->id },
                                                        { .text = task->label[language] },
                                                        { .text = result->inputs->services[task->service].id },
                                                        { .number = cube->value[i] } });
        }
    }
    return status;
}
