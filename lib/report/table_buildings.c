/* T20: the building stock, its condition and backlog. */
#include <math.h>

#include "kohort/building.h"
#include "kohort/capacity.h"
#include "report/tables_priv.h"

static double year_or_nan(int year)
{
    return year == KOH_YEAR_NONE ? (double) NAN : year;
}

static double cell_of(const koh_scenario_result *scenario, const char *path, size_t i)
{
    return koh__result_cube(scenario, path)->value[i];
}

static koh_status add_building(const koh_scenario_result *scenario, size_t i, koh_table *table)
{
    const koh_building *building = &scenario->plan->capacity->buildings->list[i];
    double built = year_or_nan(building->built);
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = building->id },
                                              { .text = building->name },
                                              { .number = built },
                                              { .number = scenario->plan->base_year - built },
                                              { .number = cell_of(scenario, "capacity/building_due", i) },
                                              { .number = cell_of(scenario, "capacity/building_condition", i) },
                                              { .number = building->area },
                                              { .number = cell_of(scenario, "capacity/building_backlog", i) },
                                              { .number = cell_of(scenario, "capacity/building_places", i) },
                                              { .number = building->n_single },
                                              { .number = building->n_accessible },
                                              { .number = cell_of(scenario, "capacity/building_suitability", i) },
                                              { .number = cell_of(scenario, "capacity/building_suitability_known", i) },
                                              { .text = building->source },
                                              { .text = building->assumption } });
}

/* The sums of what is known. */
static koh_status add_known(const koh_scenario_result *scenario, size_t language, koh_table *table)
{
    static const char *const names[KOH_LANGUAGES] = { "Sum av det som er kjent", "Sum av det som er kjent",
                                                      "Sum of what is known" };
    static const char *const paths[] = { "capacity/building_area", "capacity/building_backlog",
                                         "capacity/building_places" };
    const koh_plan_buildings *buildings = scenario->plan->capacity->buildings;
    double sum[5] = { 0 };
    for (size_t i = 0; i < buildings->n; i++) {
        double values[5] = { 0, 0, 0, buildings->list[i].n_single, buildings->list[i].n_accessible };
        for (size_t c = 0; c < 3; c++) {
            values[c] = cell_of(scenario, paths[c], i);
        }
        for (size_t c = 0; c < 5; c++) {
            sum[c] += isnan(values[c]) ? 0 : values[c];
        }
    }
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = "known" },
                                              { .text = names[language] },
                                              { .number = (double) NAN },
                                              { .number = (double) NAN },
                                              { .number = (double) NAN },
                                              { .number = (double) NAN },
                                              { .number = sum[0] },
                                              { .number = sum[1] },
                                              { .number = sum[2] },
                                              { .number = sum[3] },
                                              { .number = sum[4] },
                                              { .number = (double) NAN },
                                              { .number = (double) NAN },
                                              { .text = NULL },
                                              { .text = NULL } });
}

koh_status koh__fill_buildings(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "capacity/building_backlog");
        for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) && status == KOH_OK; i++) {
            status = add_building(scenario, i, table);
        }
        status = status == KOH_OK && cube != NULL ? add_known(scenario, language, table) : status;
    }
    return status;
}
