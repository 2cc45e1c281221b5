/* T08, T10-T12: users, hours and staff, places, persons with dementia. */
#include <math.h>

#include "report/shelf_life_priv.h"
#include "report/tables_priv.h"

const char *koh__basis_of(const koh_cube *cube, size_t label)
{
    return cube->basis_by_label != NULL ? cube->basis_by_label[label] : cube->basis;
}

/* The service that k is a part of, or NULL. */
static const char *whole_of(const koh_result *result, size_t k)
{
    size_t whole = result->inputs->services[k].parent;
    return whole == (size_t) -1 ? NULL : result->inputs->services[whole].id;
}

/* One row of users: service k, all and by age band. */
static koh_status add_users(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                            koh_table *table)
{
    const koh_cube *users = koh__result_cube(scenario, "demand/users");
    const koh_cube *bands = koh__result_cube(scenario, "demand/users_by_age");
    size_t n = users->axes[1].n, k = i % n;
    const koh_service *service = &result->inputs->services[k];
    koh_cell cells[KOH_USERS_COLUMNS] = {
        { .text = scenario->plan->id },      { .number = koh__axis_number(&users->axes[0], i / n) },
        { .text = service->area },           { .text = service->id },
        { .text = service->name[language] }, { .text = koh__in_scope(result, scenario, k) ? "yes" : "no" },
        { .text = whole_of(result, k) },     { .text = koh__basis_of(users, k) },
        { .number = users->value[i] }
    };
    for (size_t b = 0; b < bands->axes[2].n; b++) {
        cells[KOH_USERS_BANDS + b].number = bands->value[i * bands->axes[2].n + b];
    }
    cells[KOH_USERS_COLUMNS - 1].text = isnan(users->value[i]) ? NULL : koh__usage_bases[scenario->counted[k]];
    cells[KOH_USERS_COLUMNS - 2].number = koh__holds_until(scenario, "demand/shelf_life", service->id);
    return koh_table_add(table, cells);
}

koh_status koh__fill_users(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        size_t n = koh_cube_size(koh__result_cube(&result->scenarios[s], "demand/users"));
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_users(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

/* One row of staff: the hours and FTE of service k. A service that has hours but no staff of its own (its parts have
 * it) has no FTE, which is not 0. */
static koh_status add_staff(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                            koh_table *table)
{
    const koh_cube *fte = koh__result_cube(scenario, "demand/fte"), *hours = koh__result_cube(scenario, "demand/hours");
    size_t n = fte->axes[1].n, m = fte->axes[2].n, k = i % n;
    const koh_service *service = &result->inputs->services[k];
    double value = 0;
    for (size_t p = 0; p < m; p++) {
        value += fte->value[i * m + p];
    }
    if (value == 0 && isnan(hours->value[i])) {
        return KOH_OK;
    }
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&fte->axes[0], i / n) },
                                              { .text = service->area },
                                              { .text = service->id },
                                              { .text = service->name[language] },
                                              { .text = koh__in_scope(result, scenario, k) ? "yes" : "no" },
                                              { .text = whole_of(result, k) },
                                              { .number = hours->value[i] },
                                              { .number = value == 0 && hours->value[i] > 0 ? (double) NAN : value },
                                              { .text = koh__basis_of(fte, k) } });
}

/* Rows of the areas and of all: what is in scope. */
static koh_status add_areas(const koh_scenario_result *scenario, size_t language, koh_table *table)
{
    static const char *const names[KOH_LANGUAGES] = { "Alle tjenester i planen", "Alle tenester i planen",
                                                      "All services of the plan" };
    const koh_cube *cube = koh__result_cube(scenario, "demand/fte_by_area");
    size_t n = cube->axes[1].n;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < koh_cube_size(cube) && status == KOH_OK; i++) {
        status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                    { .number = koh__axis_number(&cube->axes[0], i / n) },
                                                    { .text = i % n + 1 < n ? cube->axes[1].labels[i % n] : "all" },
                                                    { .text = "all" },
                                                    { .text = names[language] },
                                                    { .text = "yes" },
                                                    { .text = NULL },
                                                    { .number = (double) NAN },
                                                    { .number = cube->value[i] },
                                                    { .text = cube->basis } });
    }
    return status;
}

koh_status koh__fill_staff(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        size_t n = koh_cube_size(koh__result_cube(scenario, "demand/hours"));
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_staff(result, scenario, language, i, table);
        }
        status = status == KOH_OK ? add_areas(scenario, language, table) : status;
    }
    return status;
}

const char *koh__type_name(const koh_result *result, size_t language, const char *service)
{
    for (size_t k = 0; k < result->inputs->n_services; k++) {
        if (result->inputs->services[k].id == service) {
            return result->inputs->services[k].name[language];
        }
    }
    return NULL;
}

koh_status koh__fill_places(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *need = koh__result_cube(scenario, "capacity/need");
        size_t n = need->axes[1].n;
        for (size_t i = 0; i < need->axes[0].n * n && status == KOH_OK; i++) {
            const char *type = need->axes[1].labels[i % n];
            status = koh_table_add(
                table, (koh_cell[]){ { .text = scenario->plan->id },
                                     { .number = koh__axis_number(&need->axes[0], i / n) },
                                     { .text = type },
                                     { .text = koh__type_name(result, language, type) },
                                     { .number = koh__result_cube(scenario, "capacity/occupied")->value[i] },
                                     { .number = need->value[i] },
                                     { .number = koh__result_cube(scenario, "capacity/places")->value[i] },
                                     { .number = koh__result_cube(scenario, "capacity/gap")->value[i] },
                                     { .text = koh__basis_of(need, i % n) },
                                     { .number = koh__holds_until(scenario, "demand/shelf_life", type) } });
        }
    }
    return status;
}

koh_status koh__fill_dementia(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "demand/conditions");
        size_t n = cube->axes[1].n;
        for (size_t i = 0; i < koh_cube_size(cube) && status == KOH_OK; i++) {
            status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                        { .number = koh__axis_number(&cube->axes[0], i / 2 / n) },
                                                        { .text = cube->axes[1].labels[i / 2 % n] },
                                                        { .text = cube->axes[2].labels[i % 2] },
                                                        { .number = cube->value[i] } });
        }
    }
    return status;
}
