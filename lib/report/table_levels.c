/* T09: users by level of need. */
#include <math.h>

#include "plan/need_priv.h"
#include "report/tables_priv.h"

static koh_status add_row(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                          koh_table *table)
{
    const koh_cube *users = koh__result_cube(scenario, "demand/users_by_level");
    size_t n_levels = users->axes[2].n, cell = i / n_levels, n = users->axes[1].n;
    const char *service = users->axes[1].labels[cell % n];
    double sum = 0;
    for (size_t level = 0; level < n_levels; level++) {
        sum += users->value[cell * n_levels + level];
    }
    return koh_table_add(table,
                         (koh_cell[]){ { .text = scenario->plan->id },
                                       { .number = koh__axis_number(&users->axes[0], cell / n) },
                                       { .text = service },
                                       { .text = koh__type_name(result, language, service) },
                                       { .text = users->axes[2].labels[i % n_levels] },
                                       { .number = users->value[i] },
                                       { .number = sum > 0 ? 100 * users->value[i] / sum : (double) NAN },
                                       { .number = koh__result_cube(scenario, "demand/hours_by_level")->value[i] },
                                       { .text = koh__basis_of(users, cell % n) } });
}

koh_status koh__fill_levels(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "demand/users_by_level");
        size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_row(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

koh_status koh__add_level_defaults(const koh_result *result, koh_table *table)
{
    const koh_plan_levels *const *levels = result->scenarios[0].plan->levels;
    koh_status status = KOH_OK;
    for (size_t k = 0; levels != NULL && k < result->inputs->n_services && status == KOH_OK; k++) {
        if (levels[k] == NULL || levels[k]->shares != NULL) {
            continue;
        }
        const char *figure = koh__arena_format(result->arena, "need/levels/%s/shares", result->inputs->services[k].id);
        status = figure == NULL
                     ? KOH_ENOMEM
                     : koh_table_add(table, (koh_cell[]){ { .text = "reference" },
                                                          { .text = figure },
                                                          { .text = "default" },
                                                          { .number = 2017 },
                                                          { .number = 2017 },
                                                          { .number = (double) NAN },
                                                          { .number = (double) NAN },
                                                          { .text = "share" },
                                                          { .text = NULL },
                                                          { .text = "SSB table 386288, services/need_levels.csv" },
                                                          { .text = "the country's shares hold locally" },
                                                          { .text = NULL } });
    }
    return status;
}
