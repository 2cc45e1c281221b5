/* T29: persons by zone. */
#include "plan/area_priv.h"
#include "report/tables_priv.h"

const koh_column koh__zone_columns[KOH_ZONE_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "zone", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "persons_0_5", KOH_COLUMN_NUMBER },
    { "persons_6_15", KOH_COLUMN_NUMBER },
    { "persons_16_19", KOH_COLUMN_NUMBER },
    { "persons_20_66", KOH_COLUMN_NUMBER },
    { "persons_67_79", KOH_COLUMN_NUMBER },
    { "persons_80_89", KOH_COLUMN_NUMBER },
    { "persons_90plus", KOH_COLUMN_NUMBER },
    { "persons_67plus", KOH_COLUMN_NUMBER },
    { "persons_80plus", KOH_COLUMN_NUMBER },
    { "persons", KOH_COLUMN_NUMBER },
};
enum { TEXTS = 4, GROUPS = KOH_ZONE_COLUMNS - TEXTS };

static const char *const all[KOH_LANGUAGES] = { "hele kommunen", "heile kommunen", "the whole municipality" };

/* The zone at index z, or all of them together. */
static koh_status add_zone(const koh_scenario_result *scenario, size_t t, size_t z, size_t language, koh_table *table)
{
    const koh_plan_area *area = scenario->plan->area;
    const koh_cube *cube = koh__result_cube(scenario, "area/persons");
    const int is_all = z == area->n_zones;
    koh_cell cells[KOH_ZONE_COLUMNS] = {
        { .text = scenario->plan->id },
        { .number = koh__axis_number(&cube->axes[0], t) },
        { .text = is_all ? "all" : area->zones[z].id },
        { .text = is_all ? all[language] : area->zones[z].label[language] },
    };
    for (size_t g = 0; g < GROUPS; g++) {
        double sum = 0;
        for (size_t i = is_all ? 0 : z; i < (is_all ? area->n_zones : z + 1); i++) {
            sum += cube->value[(t * area->n_zones + i) * GROUPS + g];
        }
        cells[TEXTS + g].number = sum;
    }
    return koh_table_add(table, cells);
}

koh_status koh__fill_zones(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "area/persons");
        const size_t rows = cube == NULL ? 0 : cube->axes[1].n + 1;
        for (size_t i = 0; i < rows * (cube == NULL ? 0 : cube->axes[0].n) && status == KOH_OK; i++) {
            status = add_zone(&result->scenarios[s], i / rows, i % rows, language, table);
        }
    }
    return status;
}
