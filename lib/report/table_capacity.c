/* T11b, T11c: places by occupancy and service level, the reserve without the largest unit. */
#include <math.h>

#include "report/tables_priv.h"

/* One row of a type, a year and an occupancy; none where nothing is known. */
static koh_status add_occupancy(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                                size_t i, koh_table *table)
{
    const koh_cube *places = koh__result_cube(scenario, "capacity/places_by_occupancy");
    size_t n_rules = places->axes[2].n, n = places->axes[1].n, cell = i / n_rules;
    const char *type = places->axes[1].labels[cell % n];
    if (isnan(places->value[i])) {
        return KOH_OK;
    }
    return koh_table_add(
        table, (koh_cell[]){ { .text = scenario->plan->id },
                             { .number = koh__axis_number(&places->axes[0], cell / n) },
                             { .text = type },
                             { .text = koh__type_name(result, language, type) },
                             { .text = places->axes[2].labels[i % n_rules] },
                             { .number = koh__result_cube(scenario, "capacity/occupied")->value[cell] },
                             { .number = places->value[i] },
                             { .number = koh__result_cube(scenario, "capacity/wait_probability")->value[i] },
                             { .number = koh__result_cube(scenario, "capacity/overflow_probability")->value[i] },
                             { .text = koh__basis_of(places, cell % n) } });
}

koh_status koh__fill_occupancies(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "capacity/places_by_occupancy");
        size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_occupancy(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

/* One row of a type that the register has, and a year. */
static koh_status add_reserve(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                              koh_table *table)
{
    const koh_cube *reserve = koh__result_cube(scenario, "capacity/reserve");
    size_t n = reserve->axes[1].n;
    const char *type = reserve->axes[1].labels[i % n];
    if (isnan(reserve->value[2 * i])) {
        return KOH_OK;
    }
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&reserve->axes[0], i / n) },
                                              { .text = type },
                                              { .text = koh__type_name(result, language, type) },
                                              { .number = koh__result_cube(scenario, "capacity/need")->value[i] },
                                              { .number = koh__result_cube(scenario, "capacity/places")->value[i] },
                                              { .number = reserve->value[2 * i] },
                                              { .number = reserve->value[2 * i + 1] },
                                              { .text = koh__basis_of(reserve, i % n) } });
}

koh_status koh__fill_reserve(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "capacity/reserve");
        size_t n = cube == NULL ? 0 : koh_cube_size(cube) / 2;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_reserve(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}
