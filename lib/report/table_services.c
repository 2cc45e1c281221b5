/* T08, T10-T12: users, hours and staff, places, persons with dementia. */
#include <math.h>

#include "report/tables_priv.h"

/* The name of the level behind a label of the second axis. */
static const char *basis_of(const koh_cube *cube, size_t label)
{
    return cube->basis_by_label != NULL ? cube->basis_by_label[label] : cube->basis;
}

/* The service that k is a part of, or NULL. */
static const char *whole_of(const koh_result *result, size_t k)
{
    size_t whole = result->inputs->services[k].parent;
    return whole == (size_t) -1 ? NULL : result->inputs->services[whole].id;
}

/* One row of users: service k in a band (b < number of bands) or in all. */
static koh_status add_users(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                            koh_table *table)
{
    const koh_cube *users = koh__result_cube(scenario, "demand/users");
    const koh_cube *bands = koh__result_cube(scenario, "demand/users_by_age");
    size_t n = users->axes[1].n, m = bands->axes[2].n, b = i % (m + 1), k = i / (m + 1) % n, t = i / (m + 1) / n;
    const koh_service *service = &result->inputs->services[k];
    double value = b < m ? bands->value[(t * n + k) * m + b] : users->value[t * n + k];
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = users->axes[0].numbers[t] },
                                              { .text = service->area },
                                              { .text = service->id },
                                              { .text = service->name[language] },
                                              { .text = koh__in_scope(result, scenario, k) ? "yes" : "no" },
                                              { .text = whole_of(result, k) },
                                              { .text = b < m ? bands->axes[2].labels[b] : "all" },
                                              { .number = value },
                                              { .text = basis_of(users, k) } });
}

koh_status koh__fill_users(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *bands = koh__result_cube(&result->scenarios[s], "demand/users_by_age");
        size_t n = bands->axes[0].n * bands->axes[1].n * (bands->axes[2].n + 1);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_users(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

/* One row of staff: service k, profession j or (j = number of professions) all with the hours. A service that has hours
 * but no staff of its own (its parts have it) has no FTE, which is not 0. */
static koh_status add_staff(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                            koh_table *table)
{
    const koh_cube *fte = koh__result_cube(scenario, "demand/fte"), *hours = koh__result_cube(scenario, "demand/hours");
    size_t n = fte->axes[1].n, m = fte->axes[2].n, j = i % (m + 1), k = i / (m + 1) % n, t = i / (m + 1) / n;
    const koh_service *service = &result->inputs->services[k];
    double value = 0;
    for (size_t p = 0; p < m; p++) {
        value += j == m || j == p ? fte->value[(t * n + k) * m + p] : 0;
    }
    double time = j == m ? hours->value[t * n + k] : (double) NAN;
    if (value == 0 && isnan(time)) {
        return KOH_OK;
    }
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = fte->axes[0].numbers[t] },
                                              { .text = service->area },
                                              { .text = service->id },
                                              { .text = service->name[language] },
                                              { .text = koh__in_scope(result, scenario, k) ? "yes" : "no" },
                                              { .text = whole_of(result, k) },
                                              { .text = j < m ? fte->axes[2].labels[j] : "all" },
                                              { .number = time },
                                              { .number = value == 0 && time > 0 ? (double) NAN : value },
                                              { .text = basis_of(fte, k) } });
}

/* Rows of the areas and of all: what is in scope. */
static koh_status add_areas(const koh_scenario_result *scenario, size_t language, koh_table *table)
{
    static const char *const names[] = { "Alle tjenester i planen", "Alle tenester i planen",
                                         "All services of the plan" };
    const koh_cube *cube = koh__result_cube(scenario, "demand/fte_by_area");
    size_t n = cube->axes[1].n;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < koh_cube_size(cube) && status == KOH_OK; i++) {
        status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                    { .number = cube->axes[0].numbers[i / n] },
                                                    { .text = i % n + 1 < n ? cube->axes[1].labels[i % n] : "all" },
                                                    { .text = "all" },
                                                    { .text = names[language] },
                                                    { .text = "yes" },
                                                    { .text = NULL },
                                                    { .text = "all" },
                                                    { .number = (double) NAN },
                                                    { .number = cube->value[i] },
                                                    { .text = cube->basis } });
    }
    return status;
}

koh_status koh__fill_staff(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *fte = koh__result_cube(&result->scenarios[s], "demand/fte");
        size_t n = fte->axes[0].n * fte->axes[1].n * (fte->axes[2].n + 1);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_staff(result, &result->scenarios[s], language, i, table);
        }
        if (status == KOH_OK) {
            status = add_areas(&result->scenarios[s], language, table);
        }
    }
    return status;
}

static const char *name_of(const koh_result *result, size_t language, const char *service)
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
                                     { .number = need->axes[0].numbers[i / n] },
                                     { .text = type },
                                     { .text = name_of(result, language, type) },
                                     { .number = koh__result_cube(scenario, "capacity/occupied")->value[i] },
                                     { .number = need->value[i] },
                                     { .number = koh__result_cube(scenario, "capacity/places")->value[i] },
                                     { .number = koh__result_cube(scenario, "capacity/gap")->value[i] },
                                     { .text = basis_of(need, i % n) } });
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
                                                        { .number = cube->axes[0].numbers[i / 2 / n] },
                                                        { .text = cube->axes[1].labels[i / 2 % n] },
                                                        { .text = cube->axes[2].labels[i % 2] },
                                                        { .number = cube->value[i] } });
        }
    }
    return status;
}
