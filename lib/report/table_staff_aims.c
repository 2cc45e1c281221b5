/* T13f, T13g, T13h: the share with higher education, training, and full-time culture with its cost. */
#include <math.h>

#include "plan/staff_aims_priv.h"
#include "plan/workforce_priv.h"
#include "report/tables_priv.h"

#define THOUSAND 1000.0 /* NOK: the unit of the tables */

const koh_column koh__education_columns[KOH_EDUCATION_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },       { "year", KOH_COLUMN_NUMBER },
    { "share_supply", KOH_COLUMN_NUMBER }, { "share_demand", KOH_COLUMN_NUMBER },
    { "share_target", KOH_COLUMN_NUMBER }, { "fte_to_target", KOH_COLUMN_NUMBER },
    { "fte_to_hire", KOH_COLUMN_NUMBER },
};

const koh_column koh__training_columns[KOH_TRAINING_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "course", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "share_trained", KOH_COLUMN_NUMBER },
    { "participants", KOH_COLUMN_NUMBER },
    { "course_hours", KOH_COLUMN_NUMBER },
    { "fte_stand_in", KOH_COLUMN_NUMBER },
    { "cost_nok_thousand", KOH_COLUMN_NUMBER },
    { "price_level", KOH_COLUMN_TEXT },
};

const koh_column koh__full_time_columns[KOH_FULL_TIME_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "profession", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "persons", KOH_COLUMN_NUMBER },
    { "mean_position", KOH_COLUMN_NUMBER },
    { "mean_position_aim", KOH_COLUMN_NUMBER },
    { "fte_more", KOH_COLUMN_NUMBER },
    { "persons_fewer", KOH_COLUMN_NUMBER },
    { "cost_nok_thousand", KOH_COLUMN_NUMBER },
    { "saved_nok_thousand", KOH_COLUMN_NUMBER },
    { "net_nok_thousand", KOH_COLUMN_NUMBER },
    { "price_level", KOH_COLUMN_TEXT },
};

/* FTE that there are, of professions whose staff is known. */
static double staff_at(const koh_scenario_result *scenario, size_t t)
{
    const koh_cube *supply = koh__result_cube(scenario, "workforce/supply");
    double sum = 0;
    for (size_t j = 0; j < supply->axes[1].n; j++) {
        const double value = supply->value[t * supply->axes[1].n + j];
        sum += isnan(value) ? 0 : value;
    }
    return sum;
}

koh_status koh__fill_education(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *shares = koh__result_cube(scenario, "workforce/higher_education");
        const koh_cube *hires = koh__result_cube(scenario, "workforce/higher_education_hires");
        for (size_t t = 0; shares != NULL && t < shares->axes[0].n && status == KOH_OK; t++) {
            const double *row = shares->value + t * shares->axes[1].n;
            status = koh_table_add(table,
                                   (koh_cell[]){ { .text = scenario->plan->id },
                                                 { .number = koh__axis_number(&shares->axes[0], t) },
                                                 { .number = row[0] },
                                                 { .number = row[1] },
                                                 { .number = row[2] },
                                                 { .number = fmax(row[2] - row[0], 0) * staff_at(scenario, t) },
                                                 { .number = t < hires->axes[0].n ? hires->value[t] : (double) NAN } });
        }
    }
    return status;
}

koh_status koh__fill_training(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *share = koh__result_cube(scenario, "workforce/training_share");
        const koh_cube *people = koh__result_cube(scenario, "workforce/training_participants");
        const koh_cube *hours = koh__result_cube(scenario, "workforce/training_hours");
        const koh_cube *stand_in = koh__result_cube(scenario, "workforce/training_stand_in");
        const koh_cube *cost = koh__result_cube(scenario, "workforce/training_cost");
        const size_t n = share == NULL ? 0 : share->axes[1].n;
        for (size_t i = 0; share != NULL && i < koh_cube_size(share) && status == KOH_OK; i++) {
            const koh_plan_course *course = &scenario->plan->workforce->aims->courses[i % n];
            const int flows = i < koh_cube_size(people); /* of the year that begins at this 1 January */
            status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                        { .number = koh__axis_number(&share->axes[0], i / n) },
                                                        { .text = course->id },
                                                        { .text = course->label[language] },
                                                        { .number = share->value[i] },
                                                        { .number = flows ? people->value[i] : (double) NAN },
                                                        { .number = flows ? hours->value[i] : (double) NAN },
                                                        { .number = flows ? stand_in->value[i] : (double) NAN },
                                                        { .number = flows ? cost->value[i] / THOUSAND : (double) NAN },
                                                        { .text = cost->unit } });
        }
    }
    return status;
}

/* One profession in one year, where an aim is told for it. */
static koh_status add_full_time(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                                size_t i, koh_table *table)
{
    const koh_cube *fte = koh__result_cube(scenario, "workforce/full_time_fte");
    const koh_cube *cost = koh__result_cube(scenario, "workforce/full_time_cost");
    const koh_plan_workforce *plan = scenario->plan->workforce;
    const size_t m = fte->axes[1].n, j = i % m, parts = cost->axes[2].n;
    const int year = fte->axes[0].numbers[i / m];
    if (plan->aims->position_share[j] == NULL) {
        return KOH_OK;
    }
    const double now = koh__supply_at(result->inputs, plan, j, KOH_SUPPLY_POSITION_SHARE, year);
    return koh_table_add(table,
                         (koh_cell[]){ { .text = scenario->plan->id },
                                       { .number = year },
                                       { .text = fte->axes[1].labels[j] },
                                       { .text = result->inputs->professions[j].name[language] },
                                       { .number = koh__result_cube(scenario, "workforce/persons")->value[i] },
                                       { .number = now },
                                       { .number = fmax(now, koh_quantity_at(plan->aims->position_share[j], year)) },
                                       { .number = fte->value[i] },
                                       { .number = koh__result_cube(scenario, "workforce/full_time_fewer")->value[i] },
                                       { .number = cost->value[i * parts] / THOUSAND },
                                       { .number = cost->value[i * parts + 1] / THOUSAND },
                                       { .number = cost->value[i * parts + 2] / THOUSAND },
                                       { .text = cost->unit } });
}

koh_status koh__fill_full_time(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *fte = koh__result_cube(&result->scenarios[s], "workforce/full_time_fte");
        for (size_t i = 0; fte != NULL && i < koh_cube_size(fte) && status == KOH_OK; i++) {
            status = add_full_time(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}
