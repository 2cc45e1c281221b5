/* T13c, T14b, T14c: demand for staff by cause, posts that wait for someone, and the services that the staff can give.
 */
#include <math.h>

#include "plan/workforce_priv.h"
#include "report/tables_priv.h"

static koh_status add_cause(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                            koh_table *table)
{
    const koh_cube *cube = koh__result_cube(scenario, "workforce/demand_parts");
    const size_t m = cube->axes[1].n;
    const double *parts = cube->value + i * KOH_DEMAND_PARTS;
    const koh_profession *profession = &result->inputs->professions[i % m];
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&cube->axes[0], i / m) },
                                              { .text = profession->id },
                                              { .text = profession->name[language] },
                                              { .number = parts[0] },
                                              { .number = parts[1] },
                                              { .number = parts[2] },
                                              { .number = parts[3] },
                                              { .number = parts[4] },
                                              { .number = koh__result_cube(scenario, "workforce/demand")->value[i] } });
}

koh_status koh__fill_demand_causes(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "workforce/demand_parts");
        const size_t n = cube == NULL ? 0 : koh_cube_size(cube) / KOH_DEMAND_PARTS;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_cause(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

static koh_status add_filling(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                              koh_table *table)
{
    const koh_cube *prob = koh__result_cube(scenario, "workforce/fill_probability");
    const koh_cube *recruitment = koh__result_cube(scenario, "workforce/recruitment");
    const size_t m = prob->axes[1].n, parts = recruitment->axes[2].n;
    const koh_profession *profession = &result->inputs->professions[i % m];
    const double waiting = koh__result_cube(scenario, "workforce/posts_waiting")->value[i];
    const double persons = koh__result_cube(scenario, "workforce/persons")->value[i];
    if (isnan(prob->value[i])) {
        return KOH_OK; /* the plan says nothing of its applicants */
    }
    return koh_table_add(table,
                         (koh_cell[]){ { .text = scenario->plan->id },
                                       { .number = koh__axis_number(&prob->axes[0], i / m) },
                                       { .text = profession->id },
                                       { .text = profession->name[language] },
                                       { .number = prob->value[i] },
                                       { .number = koh__result_cube(scenario, "workforce/months_to_fill")->value[i] },
                                       { .number = recruitment->value[(i + 1) * parts - 1] },
                                       { .number = waiting },
                                       { .number = waiting / (persons + waiting) } });
}

koh_status koh__fill_filling(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "workforce/fill_probability");
        const size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_filling(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

/* One service in one year; nothing where no staff is needed. Who waits are users of places and dwellings. */
static koh_status add_feasible(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                               koh_table *table)
{
    const koh_cube *cube = koh__result_cube(scenario, "workforce/feasible_users");
    const double *share = koh__result_cube(scenario, "workforce/feasible_share")->value + 2 * i;
    const size_t n = cube->axes[1].n;
    const koh_service *service = &result->inputs->services[i % n];
    const double users = koh__result_cube(scenario, "demand/users")->value[i], given = cube->value[i];
    const double hours = koh__result_cube(scenario, "demand/hours")->value[i];
    const koh_cube *moves = koh__result_cube(scenario, "workforce/feasible_moved");
    const double moved = moves == NULL ? 0 : moves->value[i];
    const double received = moves == NULL ? 0 : koh__result_cube(scenario, "workforce/feasible_received")->value[i];
    const double more = received == 0 ? 0 : received * hours / users; /* hours that they would need */
    const int by_place = service->kind == KOH_SERVICE_PLACE || service->kind == KOH_SERVICE_DWELLING;
    if (isnan(share[0])) {
        return KOH_OK;
    }
    return koh_table_add(
        table,
        (koh_cell[]){ { .text = scenario->plan->id },
                      { .number = koh__axis_number(&cube->axes[0], i / n) },
                      { .text = service->id },
                      { .text = service->name[language] },
                      { .number = share[0] },
                      { .number = share[1] },
                      { .number = users },
                      { .number = given },
                      { .number = by_place ? users - given - moved : (double) NAN },
                      { .number = hours },
                      { .number = hours + more - koh__result_cube(scenario, "workforce/feasible_hours")->value[i] },
                      { .number = by_place ? moved : (double) NAN },
                      { .number = by_place ? (double) NAN : received } });
}

koh_status koh__fill_feasible(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const size_t n = koh_cube_size(koh__result_cube(&result->scenarios[s], "workforce/feasible_users"));
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_feasible(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}
