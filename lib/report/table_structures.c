/* T16b: the places of the register gathered in other units. */
#include <math.h>

#include "plan/structures_priv.h"
#include "report/tables_priv.h"

const koh_column koh__structure_columns[KOH_STRUCTURE_COLUMNS] = { { "scenario", KOH_COLUMN_TEXT },
                                                                   { "year", KOH_COLUMN_NUMBER },
                                                                   { "structure", KOH_COLUMN_TEXT },
                                                                   { "label", KOH_COLUMN_TEXT },
                                                                   { "units", KOH_COLUMN_NUMBER },
                                                                   { "places", KOH_COLUMN_NUMBER },
                                                                   { "residents", KOH_COLUMN_NUMBER },
                                                                   { "posts", KOH_COLUMN_NUMBER },
                                                                   { "fte", KOH_COLUMN_NUMBER },
                                                                   { "cost_1000nok", KOH_COLUMN_NUMBER },
                                                                   { "fte_against_today", KOH_COLUMN_NUMBER },
                                                                   { "cost_against_today_1000nok",
                                                                     KOH_COLUMN_NUMBER } };

static koh_status add_row(const koh_scenario_result *scenario, size_t language, size_t i, koh_table *table)
{
    const koh_plan_structures *structures = scenario->plan->structures;
    const koh_cube *units = koh__structure_cube(scenario, KOH_STRUCTURE_UNITS);
    const size_t today = i / structures->n * structures->n;
    double figure[KOH_STRUCTURE_FIGURES], before[KOH_STRUCTURE_FIGURES];
    for (size_t k = 0; k < KOH_STRUCTURE_FIGURES; k++) {
        const koh_cube *cube = koh__structure_cube(scenario, (koh_structure_figure) k);
        figure[k] = cube->value[i];
        before[k] = cube->value[today];
    }
    const koh_plan_structure *structure = &structures->structures[i % structures->n];
    return koh_table_add(
        table, (koh_cell[]){ { .text = scenario->plan->id },
                             { .number = koh__axis_number(&units->axes[0], i / structures->n) },
                             { .text = structure->id },
                             { .text = structure->label[language] },
                             { .number = figure[KOH_STRUCTURE_UNITS] },
                             { .number = figure[KOH_STRUCTURE_PLACES] },
                             { .number = figure[KOH_STRUCTURE_RESIDENTS] },
                             { .number = figure[KOH_STRUCTURE_POSTS] },
                             { .number = figure[KOH_STRUCTURE_FTE] },
                             { .number = figure[KOH_STRUCTURE_COST] / 1000 },
                             { .number = figure[KOH_STRUCTURE_FTE] - before[KOH_STRUCTURE_FTE] },
                             { .number = (figure[KOH_STRUCTURE_COST] - before[KOH_STRUCTURE_COST]) / 1000 } });
}

koh_status koh__fill_structures(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__structure_cube(&result->scenarios[s], KOH_STRUCTURE_UNITS);
        for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) && status == KOH_OK; i++) {
            status = add_row(&result->scenarios[s], language, i, table);
        }
    }
    return status;
}
