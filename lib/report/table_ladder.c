/* T09b, T09c: the care ladder, who is where and who moved. */
#include <math.h>

#include "plan/need_priv.h"
#include "report/tables_priv.h"

const koh_column koh__ladder_columns[KOH_LADDER_COLUMNS] = { { "scenario", KOH_COLUMN_TEXT },
                                                             { "year", KOH_COLUMN_NUMBER },
                                                             { "state", KOH_COLUMN_TEXT },
                                                             { "persons", KOH_COLUMN_NUMBER },
                                                             { "users_0_17", KOH_COLUMN_NUMBER },
                                                             { "users_18_49", KOH_COLUMN_NUMBER },
                                                             { "users_50_66", KOH_COLUMN_NUMBER },
                                                             { "users_67_79", KOH_COLUMN_NUMBER },
                                                             { "users_80_89", KOH_COLUMN_NUMBER },
                                                             { "users_90plus", KOH_COLUMN_NUMBER },
                                                             { "users_at_coverage", KOH_COLUMN_NUMBER } };

const koh_column koh__ladder_flow_columns[KOH_LADDER_FLOW_COLUMNS] = { { "scenario", KOH_COLUMN_TEXT },
                                                                       { "year", KOH_COLUMN_NUMBER },
                                                                       { "state", KOH_COLUMN_TEXT },
                                                                       { "to", KOH_COLUMN_TEXT },
                                                                       { "persons", KOH_COLUMN_NUMBER } };

/* Users of the service behind a state at year index t, as coverage has them; home services less staffed housing. */
static double at_coverage(const koh_scenario_result *scenario, size_t t, size_t state)
{
    const koh_cube *users = koh__result_cube(scenario, "demand/users");
    const size_t housing = koh_axis_find_label(&users->axes[1], "staffed_housing_24h");
    const size_t home = koh_axis_find_label(&users->axes[1], "home_services");
    const size_t institution = koh_axis_find_label(&users->axes[1], "institution");
    const double *row = users->value + t * users->axes[1].n;
    return state == KOH_CARE_HOME          ? row[home] - row[housing]
           : state == KOH_CARE_HOUSING     ? row[housing]
           : state == KOH_CARE_INSTITUTION ? row[institution]
                                           : (double) NAN;
}

koh_status koh__fill_ladder(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "demand/ladder");
        for (size_t i = 0; cube != NULL && i < cube->axes[0].n * KOH_CARE_STATES && status == KOH_OK; i++) {
            const size_t t = i / KOH_CARE_STATES, state = i % KOH_CARE_STATES;
            koh_cell cells[KOH_LADDER_COLUMNS] = { { .text = scenario->plan->id },
                                                   { .number = koh__axis_number(&cube->axes[0], t) },
                                                   { .text = koh__care_ids[state] } };
            double sum = 0;
            for (size_t b = 0; b < KOH_NEED_BANDS; b++) {
                cells[4 + b].number = cube->value[i * KOH_NEED_BANDS + b];
                sum += cells[4 + b].number;
            }
            cells[3].number = sum;
            cells[4 + KOH_NEED_BANDS].number = at_coverage(scenario, t, state);
            status = koh_table_add(table, cells);
        }
    }
    return status;
}

koh_status koh__fill_ladder_flows(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "demand/ladder_flows");
        const size_t width = KOH_CARE_STATES + 1, n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            const size_t row = i / width;
            status = koh_table_add(table,
                                   (koh_cell[]){ { .text = scenario->plan->id },
                                                 { .number = koh__axis_number(&cube->axes[0], row / KOH_CARE_STATES) },
                                                 { .text = koh__care_ids[row % KOH_CARE_STATES] },
                                                 { .text = koh__care_ids[i % width] },
                                                 { .number = cube->value[i] } });
        }
    }
    return status;
}
