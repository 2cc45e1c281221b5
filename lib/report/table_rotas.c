/* T13b: what the rotas of a plan take, and what changes when one stands instead of another. */
#include <math.h>
#include <string.h>

#include "plan/workforce_priv.h"
#include "report/tables_priv.h"

enum { PARTS = 3 };

/* The last of the three parts of a rota at a row of a cube. */
static double whole_of(const koh_scenario_result *scenario, const char *path, size_t row)
{
    return koh__result_cube(scenario, path)->value[row * PARTS + PARTS - 1];
}

/* What changes against the rota that it stands instead of; NaN where there is none. */
static double change(const koh_scenario_result *scenario, const char *path, size_t row)
{
    const koh_plan_workforce *plan = scenario->plan->workforce;
    const char *other = plan->rotas[row % plan->n_rotas].instead_of;
    for (size_t i = 0; other != NULL && i < plan->n_rotas; i++) {
        if (strcmp(plan->rotas[i].id, other) == 0) {
            const size_t at = row - row % plan->n_rotas + i;
            return whole_of(scenario, path, row) - whole_of(scenario, path, at);
        }
    }
    return (double) NAN;
}

static koh_status add_row(const koh_scenario_result *scenario, size_t language, size_t row, koh_table *table)
{
    const koh_plan_workforce *plan = scenario->plan->workforce;
    const koh_plan_rota *rota = &plan->rotas[row % plan->n_rotas];
    const koh_cube *cube = koh__result_cube(scenario, "workforce/rota_fte");
    const double *fte = cube->value + row * PARTS;
    const double *persons = koh__result_cube(scenario, "workforce/rota_persons")->value + row * PARTS;
    const double *weekend = koh__result_cube(scenario, "workforce/rota_weekends")->value + 2 * row;
    return koh_table_add(
        table, (koh_cell[]){ { .text = scenario->plan->id },
                             { .number = koh__axis_number(&cube->axes[0], row / plan->n_rotas) },
                             { .text = rota->id },
                             { .text = rota->label[language] },
                             { .number = fte[0] },
                             { .number = fte[1] },
                             { .number = fte[2] },
                             { .number = persons[0] },
                             { .number = persons[1] },
                             { .number = persons[2] },
                             { .number = persons[2] > 0 ? fte[2] / persons[2] : (double) NAN },
                             { .number = weekend[0] },
                             { .number = weekend[1] },
                             { .number = koh__result_cube(scenario, "workforce/rota_skilled_week")->value[row] },
                             { .number = koh__result_cube(scenario, "workforce/rota_without_skill")->value[row] },
                             { .text = rota->instead_of },
                             { .number = change(scenario, "workforce/rota_fte", row) },
                             { .number = change(scenario, "workforce/rota_persons", row) } });
}

koh_status koh__fill_rotas(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "workforce/rota_skilled_week");
        const size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t row = 0; row < n && status == KOH_OK; row++) {
            status = add_row(scenario, language, row, table);
        }
    }
    return status;
}
