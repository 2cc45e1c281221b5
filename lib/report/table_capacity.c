/* T11b-T11d: places by occupancy and service level, the reserve without the largest unit, waiting. */
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

/* One row of a type and a year: the state at 1 January and what happens in the year. */
static koh_status add_waiting(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                              koh_table *table)
{
    const koh_cube *flow = koh__result_cube(scenario, "capacity/flow");
    size_t n = flow->axes[1].n, n_events = flow->axes[2].n;
    const char *type = flow->axes[1].labels[i % n];
    const double *event = flow->value + i * n_events;
    return koh_table_add(table,
                         (koh_cell[]){ { .text = scenario->plan->id },
                                       { .number = koh__axis_number(&flow->axes[0], i / n) },
                                       { .text = type },
                                       { .text = koh__type_name(result, language, type) },
                                       { .number = koh__result_cube(scenario, "capacity/in_place")->value[i] },
                                       { .number = koh__result_cube(scenario, "capacity/waiting")->value[i] },
                                       { .number = koh__result_cube(scenario, "capacity/wait_chance")->value[i] },
                                       { .number = event[0] },
                                       { .number = event[1] },
                                       { .number = event[2] },
                                       { .number = event[3] },
                                       { .number = event[4] },
                                       { .number = koh__result_cube(scenario, "capacity/wait_years")->value[i] },
                                       { .number = koh__result_cube(scenario, "capacity/ready_days")->value[i] },
                                       { .number = koh__result_cube(scenario, "capacity/ready_cost")->value[i] },
                                       { .text = koh__basis_of(flow, i % n) } });
}

koh_status koh__fill_waiting(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "capacity/wait_years");
        size_t n = cube == NULL ? 0 : koh_cube_size(cube);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_waiting(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}

const koh_column koh__simulated_columns[KOH_SIMULATED_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "type", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "in_place", KOH_COLUMN_NUMBER },
    { "in_place_error", KOH_COLUMN_NUMBER },
    { "in_place_expected", KOH_COLUMN_NUMBER },
    { "waiting", KOH_COLUMN_NUMBER },
    { "waiting_error", KOH_COLUMN_NUMBER },
    { "waiting_high", KOH_COLUMN_NUMBER },
};

koh_status koh__fill_simulated(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "capacity/simulated");
        const size_t n = cube == NULL ? 0 : cube->axes[1].n, parts = cube == NULL ? 1 : cube->axes[2].n;
        for (size_t i = 0; cube != NULL && i < cube->axes[0].n * n && status == KOH_OK; i++) {
            koh_cell cells[KOH_SIMULATED_COLUMNS] = { { .text = result->scenarios[s].plan->id },
                                                      { .number = koh__axis_number(&cube->axes[0], i / n) },
                                                      { .text = cube->axes[1].labels[i % n] },
                                                      { .text = koh__type_name(result, language,
                                                                               cube->axes[1].labels[i % n]) } };
            for (size_t part = 0; part < parts; part++) {
                cells[4 + part].number = cube->value[i * parts + part];
            }
            status = koh_table_add(table, cells);
        }
    }
    return status;
}

/* One default of T01. */
static koh_status add_default(koh_table *table, const char *figure, double value, const char *unit, const char *source,
                              const char *assumption)
{
    return koh_table_add(table, (koh_cell[]){ { .text = "reference" },
                                              { .text = figure },
                                              { .text = "default" },
                                              { .number = (double) NAN },
                                              { .number = (double) NAN },
                                              { .number = value },
                                              { .number = value },
                                              { .text = unit },
                                              { .text = NULL },
                                              { .text = source },
                                              { .text = assumption },
                                              { .text = NULL } });
}

/* The embedded figures of a type that has a flow, where the plan has none of its own. */
static koh_status add_type_defaults(const koh_result *result, size_t k, koh_table *table)
{
    const koh_plan_type *said = &result->scenarios[0].plan->capacity->types[k];
    const koh_stay *stay = &result->inputs->stays[k];
    const struct {
        const koh_quantity *own;
        const char *figure;
        double value;
        const char *unit;
    } figures[] = { { said->stay_years, "stay_years", stay->years, "years" },
                    { said->rate_death, "waiting_death_rate", stay->rate_death, "per year" },
                    { said->share_ready, "discharge_ready_share", stay->share_ready, "share" } };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0] && status == KOH_OK; i++) {
        if (figures[i].own == NULL && !isnan(figures[i].value)) {
            const char *figure = koh__arena_format(result->arena, "capacity/types/%s/%s",
                                                   result->inputs->services[k].id, figures[i].figure);
            status = figure == NULL ? KOH_ENOMEM
                                    : add_default(table, figure, figures[i].value, figures[i].unit, stay->source,
                                                  stay->assumption);
        }
    }
    return status;
}

koh_status koh__add_waiting_defaults(const koh_result *result, koh_table *table)
{
    const koh_cube *flow = koh__result_cube(&result->scenarios[0], "capacity/flow");
    const koh_plan_capacity *capacity = result->scenarios[0].plan->capacity;
    const koh_ready_price *price = &result->inputs->ready_price;
    if (flow == NULL || capacity == NULL) {
        return KOH_OK;
    }
    koh_status status = add_default(table, "capacity/types/waiting", 0, "persons", NULL,
                                    "nobody waits in the base year, and nobody stops waiting but by death, where the "
                                    "plan does not say it");
    for (size_t j = 0; j < flow->axes[1].n && status == KOH_OK; j++) {
        for (size_t k = 0; k < result->inputs->n_services && status == KOH_OK; k++) {
            if (result->inputs->services[k].id == flow->axes[1].labels[j]) {
                status = add_type_defaults(result, k, table);
            }
        }
    }
    return status == KOH_OK && capacity->ready_day_cost == NULL
               ? add_default(table, "capacity/discharge_ready_day_cost", price->cost, "NOK per day", price->source,
                             "the price of the newest year that is known, held constant")
               : status;
}
