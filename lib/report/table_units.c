/* T13d, T13e: units of work, and the competence matrix of unit by profession. */
#include <math.h>
#include <string.h>

#include "num/sum_priv.h"
#include "plan/workforce_priv.h"
#include "report/tables_priv.h"

static const char *name_of(const koh_scenario_result *scenario, size_t language, size_t i)
{
    static const char *const rest[KOH_LANGUAGES] = { "Andre", "Andre", "Others" };
    const koh_plan_workforce *plan = scenario->plan->workforce;
    return i < plan->n_units ? plan->units[i].label[language] : rest[language];
}

/* Sum of a row of a cube [year][unit][profession]: all, or those whose usual education is higher; unknown where a part
 * is. */
static double sum_of(const koh_result *result, const double *row, int higher_only)
{
    double sum = 0;
    for (size_t j = 0; j < result->inputs->n_professions; j++) {
        const int is_higher = strcmp(result->inputs->professions[j].education, "higher") == 0;
        sum += higher_only && !is_higher ? 0 : row[j];
    }
    return sum;
}

/* One unit in one year. Nobody is divided by no leader: the row says so. */
static koh_status add_unit(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                           koh_table *table)
{
    const koh_cube *cube = koh__result_cube(scenario, "workforce/unit_target");
    const koh_cube *hires = koh__result_cube(scenario, "workforce/unit_hires");
    const size_t n = cube->axes[1].n, m = cube->axes[2].n;
    const double *target = cube->value + i * m;
    const double *gap = koh__result_cube(scenario, "workforce/unit_gap")->value + i * m;
    const double *supply = koh__result_cube(scenario, "workforce/unit_supply")->value + i * m;
    const double persons = koh__result_cube(scenario, "workforce/unit_persons")->value[i];
    const double leaders = koh__result_cube(scenario, "workforce/unit_leaders")->value[i];
    const double wanted = sum_of(result, target, 0), there = sum_of(result, supply, 0);
    const double lacks = koh__difference(n * m, sum_of(result, gap, 0), fmax(wanted, there));
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&cube->axes[0], i / n) },
                                              { .text = cube->axes[1].labels[i % n] },
                                              { .text = name_of(scenario, language, i % n) },
                                              { .number = wanted },
                                              { .number = there },
                                              { .number = lacks },
                                              { .number = sum_of(result, supply, 1) / there },
                                              { .number = i < koh_cube_size(hires) ? hires->value[i] : (double) NAN },
                                              { .number = persons },
                                              { .number = leaders },
                                              { .number = leaders > 0 ? persons / leaders : (double) NAN },
                                              { .text = leaders == 0 ? "no_leader" : NULL } });
}

koh_status koh__fill_units(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "workforce/unit_persons");
        const size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_unit(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

static koh_status add_competence(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                                 size_t i, koh_table *table)
{
    const koh_cube *gap = koh__result_cube(scenario, "workforce/unit_gap");
    const size_t n = gap->axes[1].n, m = gap->axes[2].n;
    const double target = koh__result_cube(scenario, "workforce/unit_target")->value[i];
    const double supply = koh__result_cube(scenario, "workforce/unit_supply")->value[i];
    if (target == 0 && supply == 0) {
        return KOH_OK;
    }
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&gap->axes[0], i / m / n) },
                                              { .text = gap->axes[1].labels[i / m % n] },
                                              { .text = name_of(scenario, language, i / m % n) },
                                              { .text = gap->axes[2].labels[i % m] },
                                              { .text = result->inputs->professions[i % m].name[language] },
                                              { .number = target },
                                              { .number = supply },
                                              { .number = gap->value[i] } });
}

koh_status koh__fill_competence(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "workforce/unit_gap");
        const size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_competence(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}
