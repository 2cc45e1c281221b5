/* T28: private households, those of one person, those of the old. */
#include <math.h>

#include "report/tables_priv.h"

const koh_column koh__household_columns[KOH_HOUSEHOLD_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "households", KOH_COLUMN_NUMBER },
    { "one_person", KOH_COLUMN_NUMBER },
    { "two_or_more", KOH_COLUMN_NUMBER },
    { "persons_in_households", KOH_COLUMN_NUMBER },
    { "persons_per_household", KOH_COLUMN_NUMBER },
    { "households_67plus", KOH_COLUMN_NUMBER },
    { "households_80plus", KOH_COLUMN_NUMBER },
    { "alone_67plus", KOH_COLUMN_NUMBER },
    { "alone_80plus", KOH_COLUMN_NUMBER },
    { "basis", KOH_COLUMN_TEXT },
};

static koh_status add_year(const koh_scenario_result *scenario, size_t t, koh_table *table)
{
    const koh_cube *total = koh__result_cube(scenario, "households/total");
    const koh_cube *persons = koh__result_cube(scenario, "households/persons");
    const koh_cube *old = koh__result_cube(scenario, "households/old");
    const koh_cube *alone = koh__result_cube(scenario, "households/living_alone"); /* year, 67+ 80+ 90+, sex */
    const double all = total->value[2 * t] + total->value[2 * t + 1], within = persons->value[2 * t];
    return koh_table_add(table, (koh_cell[KOH_HOUSEHOLD_COLUMNS]){
                                    { .text = scenario->plan->id },
                                    { .number = koh__axis_number(&total->axes[0], t) },
                                    { .number = all },
                                    { .number = total->value[2 * t] },
                                    { .number = total->value[2 * t + 1] },
                                    { .number = within },
                                    { .number = all > 0 ? within / all : (double) NAN },
                                    { .number = old->value[2 * t] },
                                    { .number = old->value[2 * t + 1] },
                                    { .number = alone->value[6 * t] + alone->value[6 * t + 1] },
                                    { .number = alone->value[6 * t + 2] + alone->value[6 * t + 3] },
                                    { .text = total->basis },
                                });
}

koh_status koh__fill_households(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const size_t n = koh__result_cube(&result->scenarios[s], "households/total")->axes[0].n;
        for (size_t t = 0; t < n && status == KOH_OK; t++) {
            status = add_year(&result->scenarios[s], t, table);
        }
    }
    return status;
}
