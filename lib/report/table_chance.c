/* T11f, T23b: the chance of shortage; key figures with the quantiles of the draws. */
#include <math.h>
#include <string.h>

#include "report/spread_priv.h"
#include "report/tables_priv.h"

enum { LACKING = 3 };

/* What may be short: places by type, staff by profession. */
typedef struct shortage {
    const char *paths[LACKING], *unit;
} shortage;

static const shortage shortages[] = {
    { { "capacity/shortage_probability", "capacity/first_shortage_probability", "capacity/expected_shortfall" },
      "places" },
    { { "workforce/shortage_probability", "workforce/first_shortage_probability", "workforce/expected_shortfall" },
      "fte" },
};

static const char *name_of(const koh_result *result, size_t language, size_t kind, const char *id)
{
    if (kind == 0) {
        return koh__type_name(result, language, id);
    }
    size_t j = 0;
    while (j + 1 < result->inputs->n_professions && strcmp(result->inputs->professions[j].id, id) != 0) {
        j++;
    }
    return result->inputs->professions[j].name[language];
}

static koh_status add_shortages(const koh_result *result, const koh_scenario_result *scenario, size_t kind,
                                size_t language, koh_table *table)
{
    const koh_cube *cubes[LACKING];
    for (size_t i = 0; i < LACKING; i++) {
        cubes[i] = koh__result_cube(scenario, shortages[kind].paths[i]);
    }
    const koh_axis *labels = cubes[0] == NULL ? NULL : &cubes[0]->axes[1];
    const size_t n = labels == NULL ? 0 : koh_cube_size(cubes[0]);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        if (isnan(cubes[0]->value[i])) {
            continue; /* need is not held against anything */
        }
        const char *id = labels->labels[i % labels->n];
        status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                    { .number = koh__axis_number(&cubes[0]->axes[0], i / labels->n) },
                                                    { .text = id },
                                                    { .text = name_of(result, language, kind, id) },
                                                    { .text = shortages[kind].unit },
                                                    { .number = 100 * cubes[0]->value[i] },
                                                    { .number = 100 * cubes[1]->value[i] },
                                                    { .number = cubes[2]->value[i] } });
    }
    return status;
}

koh_status koh__fill_shortage_chance(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < 2 * result->n_scenarios && status == KOH_OK; i++) {
        status = add_shortages(result, &result->scenarios[i / 2], i % 2, language, table);
    }
    return status;
}

const koh_column koh__shortage_chance_columns[KOH_SHORTAGE_CHANCE_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "resource", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "unit", KOH_COLUMN_TEXT },
    { "shortage_percent", KOH_COLUMN_NUMBER },
    { "first_shortage_percent", KOH_COLUMN_NUMBER },
    { "expected_shortfall", KOH_COLUMN_NUMBER },
};

static koh_status add_ranges(const koh_scenario_result *scenario, const koh_spread_figure *figure, size_t language,
                             koh_table *table)
{
    const koh_cube *cube = koh__result_cube(scenario, figure->path);
    const size_t at = cube == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[1], figure->label);
    koh_status status = KOH_OK;
    if (at == (size_t) -1 || cube->n_quantiles != KOH_RANGE_QUANTILES) {
        return KOH_OK;
    }
    for (size_t t = 0; t < cube->axes[0].n && status == KOH_OK; t++) {
        const size_t cell = t * cube->axes[1].n + at, size = koh_cube_size(cube);
        koh_cell cells[KOH_RANGE_COLUMNS] = {
            { .text = scenario->plan->id }, { .number = koh__axis_number(&cube->axes[0], t) },
            { .text = figure->id },         { .text = figure->name[language] },
            { .text = cube->unit },         { .number = cube->value[cell] }
        };
        for (size_t q = 0; q < KOH_RANGE_QUANTILES; q++) {
            cells[KOH_RANGE_COLUMNS - KOH_RANGE_QUANTILES + q].number = cube->quantile[q * size + cell];
        }
        status = isnan(cube->value[cell]) ? KOH_OK : koh_table_add(table, cells);
    }
    return status;
}

koh_status koh__fill_ranges(const koh_result *result, size_t language, koh_table *table)
{
    size_t n;
    const koh_spread_figure *figures = koh__spread_figures(&n);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n * result->n_scenarios && status == KOH_OK; i++) {
        status = add_ranges(&result->scenarios[i / n], &figures[i % n], language, table);
    }
    return status;
}

const koh_column koh__range_columns[KOH_RANGE_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER }, { "key_figure", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },    { "unit", KOH_COLUMN_TEXT },   { "mean", KOH_COLUMN_NUMBER },
    { "p05", KOH_COLUMN_NUMBER },    { "p10", KOH_COLUMN_NUMBER },  { "p25", KOH_COLUMN_NUMBER },
    { "p50", KOH_COLUMN_NUMBER },    { "p75", KOH_COLUMN_NUMBER },  { "p90", KOH_COLUMN_NUMBER },
    { "p95", KOH_COLUMN_NUMBER },
};
