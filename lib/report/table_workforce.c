/* T13 and T14: staff by profession, and the recruitment that it takes. */
#include <math.h>
#include <string.h>

#include "report/tables_priv.h"

/* Whose figures are behind profession j. */
static const char *basis_of(const koh_cube *cube, size_t j)
{
    return cube->basis_by_label != NULL ? cube->basis_by_label[j] : cube->basis;
}

koh_status koh__fill_professions(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *demand = koh__result_cube(scenario, "workforce/demand");
        const size_t m = demand->axes[1].n;
        for (size_t i = 0; i < koh_cube_size(demand) && status == KOH_OK; i++) {
            const koh_profession *profession = &result->inputs->professions[i % m];
            status = koh_table_add(
                table,
                (koh_cell[]){ { .text = scenario->plan->id },
                              { .number = koh__axis_number(&demand->axes[0], i / m) },
                              { .text = profession->id },
                              { .text = profession->name[language] },
                              { .text = profession->education },
                              { .number = demand->value[i] },
                              { .number = koh__result_cube(scenario, "workforce/supply")->value[i] },
                              { .number = koh__result_cube(scenario, "workforce/gap")->value[i] },
                              { .number = koh__result_cube(scenario, "workforce/supply_without_hires")->value[i] },
                              { .number = koh__result_cube(scenario, "workforce/persons")->value[i] },
                              { .text = basis_of(demand, i % m) } });
        }
    }
    return status;
}

enum { PARTS = 7 };

static koh_status add_parts(const koh_scenario_result *scenario, double year, const char *id, const char *label,
                            const double *parts, koh_table *table)
{
    koh_cell cells[4 + PARTS] = {
        { .text = scenario->plan->id }, { .number = year }, { .text = id }, { .text = label }
    };
    for (size_t i = 0; i < PARTS; i++) {
        cells[4 + i].number = parts[i];
    }
    return koh_table_add(table, cells);
}

/* The rows of a year: every profession, and all whose need is known. */
static koh_status add_year(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t t,
                           koh_table *table)
{
    static const char *const all[KOH_LANGUAGES] = { "Alle yrkesgrupper", "Alle yrkesgrupper", "All professions" };
    const koh_cube *cube = koh__result_cube(scenario, "workforce/recruitment");
    const size_t m = cube->axes[1].n;
    const double year = koh__axis_number(&cube->axes[0], t);
    double sum[PARTS] = { 0 };
    koh_status status = KOH_OK;
    for (size_t j = 0; j < m && status == KOH_OK; j++) {
        const koh_profession *profession = &result->inputs->professions[j];
        const double *parts = cube->value + (t * m + j) * PARTS;
        for (size_t i = 0; i < PARTS; i++) {
            sum[i] += isnan(parts[i]) ? 0 : parts[i];
        }
        status = add_parts(scenario, year, profession->id, profession->name[language], parts, table);
    }
    return status == KOH_OK ? add_parts(scenario, year, "all", all[language], sum, table) : status;
}

koh_status koh__fill_recruitment(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const size_t n = koh__result_cube(scenario, "workforce/recruitment")->axes[0].n;
        for (size_t t = 0; t < n && status == KOH_OK; t++) {
            status = add_year(result, scenario, language, t, table);
        }
    }
    return status;
}
