/* T22e: social inequality in the indicators, by area and year. */
#include <math.h>

#include "plan/health_priv.h"
#include "report/tables_priv.h"

const koh_column koh__inequality_columns[KOH_INEQUALITY_COLUMNS] = {
    { "indicator", KOH_COLUMN_TEXT },
    { "name", KOH_COLUMN_TEXT },
    { "unit", KOH_COLUMN_TEXT },
    { "area", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "social_groups", KOH_COLUMN_NUMBER },
    { "worst_off_group", KOH_COLUMN_TEXT },
    { "worst_off", KOH_COLUMN_NUMBER },
    { "worst_off_low", KOH_COLUMN_NUMBER },
    { "worst_off_high", KOH_COLUMN_NUMBER },
    { "best_off_group", KOH_COLUMN_TEXT },
    { "best_off", KOH_COLUMN_NUMBER },
    { "best_off_low", KOH_COLUMN_NUMBER },
    { "best_off_high", KOH_COLUMN_NUMBER },
    { "absolute_difference", KOH_COLUMN_NUMBER },
    { "relative_difference", KOH_COLUMN_NUMBER },
    { "slope_index", KOH_COLUMN_NUMBER },
    { "relative_index", KOH_COLUMN_NUMBER },
};

/* The row of an area's year; none where it has no groups. */
static koh_status add_row(const koh_plan_indicator *indicator, const koh_cube *cube, size_t cell, size_t language,
                          koh_table *table)
{
    const double *row = cube->value + cell * KOH_INEQUALITIES;
    const size_t t = cell % cube->axes[2].n, area = cell / cube->axes[2].n % KOH_HEALTH_AREAS;
    size_t n;
    const koh_health_group *groups = koh__health_groups_of(indicator, (int) area, cube->axes[2].numbers[t], &n);
    if (groups == NULL) {
        return KOH_OK;
    }
    return koh_table_add(table, (koh_cell[]){ { .text = indicator->id },
                                              { .text = indicator->label[language] },
                                              { .text = koh__health_unit(indicator) },
                                              { .text = cube->axes[1].labels[area] },
                                              { .number = cube->axes[2].numbers[t] },
                                              { .number = row[KOH_INEQUALITY_GROUPS] },
                                              { .text = groups[0].name },
                                              { .number = row[KOH_INEQUALITY_WORST] },
                                              { .number = row[KOH_INEQUALITY_WORST_LOW] },
                                              { .number = row[KOH_INEQUALITY_WORST_HIGH] },
                                              { .text = groups[n - 1].name },
                                              { .number = row[KOH_INEQUALITY_BEST] },
                                              { .number = row[KOH_INEQUALITY_BEST_LOW] },
                                              { .number = row[KOH_INEQUALITY_BEST_HIGH] },
                                              { .number = row[KOH_INEQUALITY_ABSOLUTE] },
                                              { .number = row[KOH_INEQUALITY_RELATIVE] },
                                              { .number = row[KOH_INEQUALITY_SLOPE] },
                                              { .number = row[KOH_INEQUALITY_RELATIVE_INDEX] } });
}

koh_status koh__fill_inequality(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(scenario, "health/inequality");
    const koh_plan_health *health = scenario->plan->health;
    koh_status status = KOH_OK;
    size_t at = 0;
    for (size_t k = 0; cube != NULL && k < health->n; k++) {
        const size_t n = KOH_HEALTH_AREAS * cube->axes[2].n;
        for (size_t i = 0; i < n && health->indicators[k].n_groups > 0 && status == KOH_OK; i++) {
            status = add_row(&health->indicators[k], cube, at * n + i, language, table);
        }
        at += health->indicators[k].n_groups > 0;
    }
    return status;
}
