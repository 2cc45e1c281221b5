/* T22, T22c, T22d: indicators of public health in the municipality, its county and the country, year by year, and their
 * targets. */
#include <math.h>

#include "kohort/indicator.h"
#include "plan/health_priv.h"
#include "report/tables_priv.h"

/* How the municipality stands against an area, as the indicator's worse side has it. */
static const char *standing(const koh_plan_indicator *indicator, const double *own, const double *other)
{
    const int adjusted = !isnan(own[KOH_MEASURE_STANDARDISED]) && !isnan(other[KOH_MEASURE_STANDARDISED]);
    const koh_interval here =
        adjusted ? (koh_interval){ own[KOH_MEASURE_STANDARDISED], own[KOH_MEASURE_LOW], own[KOH_MEASURE_HIGH] }
                 : (koh_interval){ own[KOH_MEASURE_CRUDE], own[KOH_MEASURE_CRUDE_LOW], own[KOH_MEASURE_CRUDE_HIGH] };
    switch (koh_standing_of(&here, other[adjusted ? KOH_MEASURE_STANDARDISED : KOH_MEASURE_CRUDE])) {
    case KOH_STANDING_LOWER:
        return indicator->low_is_bad ? "worse" : "better";
    case KOH_STANDING_HIGHER:
        return indicator->low_is_bad ? "better" : "worse";
    case KOH_STANDING_ALIKE:
        return "no_difference";
    default:
        return NULL;
    }
}

const char *koh__health_unit(const koh_plan_indicator *indicator)
{
    return indicator->is_rate ? "per_person_year" : "share";
}

koh_status koh__fill_health(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(scenario, "health/indicators");
    const koh_cube *years = koh__result_cube(scenario, "health/year");
    koh_status status = KOH_OK;
    for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) / KOH_MEASURES && status == KOH_OK; i++) {
        const size_t k = i / KOH_HEALTH_AREAS, area = i % KOH_HEALTH_AREAS;
        const koh_plan_indicator *indicator = &scenario->plan->health->indicators[k];
        const double *own = cube->value + k * KOH_HEALTH_AREAS * KOH_MEASURES, *row = own + area * KOH_MEASURES;
        status = koh_table_add(
            table, (koh_cell[]){ { .text = indicator->id },
                                 { .text = indicator->label[language] },
                                 { .text = koh__health_unit(indicator) },
                                 { .number = years->value[k] },
                                 { .text = cube->axes[1].labels[area] },
                                 { .number = row[KOH_MEASURE_CASES] },
                                 { .number = row[KOH_MEASURE_PERSONS] },
                                 { .number = row[KOH_MEASURE_CRUDE] },
                                 { .number = row[KOH_MEASURE_CRUDE_LOW] },
                                 { .number = row[KOH_MEASURE_CRUDE_HIGH] },
                                 { .number = row[KOH_MEASURE_STANDARDISED] },
                                 { .number = row[KOH_MEASURE_LOW] },
                                 { .number = row[KOH_MEASURE_HIGH] },
                                 { .text = area == KOH_AREA_MUNICIPALITY ? NULL : standing(indicator, own, row) },
                                 { .number = row[KOH_MEASURE_TREND] } });
    }
    return status;
}

const koh_column koh__health_series_columns[KOH_HEALTH_SERIES_COLUMNS] = {
    { "indicator", KOH_COLUMN_TEXT },   { "name", KOH_COLUMN_TEXT },         { "unit", KOH_COLUMN_TEXT },
    { "area", KOH_COLUMN_TEXT },        { "year", KOH_COLUMN_NUMBER },       { "crude", KOH_COLUMN_NUMBER },
    { "crude_low", KOH_COLUMN_NUMBER }, { "crude_high", KOH_COLUMN_NUMBER }, { "series_number", KOH_COLUMN_NUMBER },
    { "series", KOH_COLUMN_TEXT },      { "series_break", KOH_COLUMN_TEXT },
};

/* What the series of an area's year is called. */
static const char *series_name(const koh_plan_indicator *indicator, size_t area, int year)
{
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        if ((size_t) row->area == area && row->year == year) {
            return row->series_name;
        }
    }
    return NULL;
}

/* The years of one area; a break is the first year of another series than before. */
static koh_status add_years(const koh_cube *cube, const koh_plan_indicator *indicator, size_t k, size_t area,
                            size_t language, koh_table *table)
{
    const koh_axis *years = &cube->axes[2];
    const double *cells = cube->value + (k * KOH_HEALTH_AREAS + area) * years->n * KOH_HEALTH_YEAR_MEASURES;
    double before = 1;
    koh_status status = KOH_OK;
    for (size_t t = 0; t < years->n && status == KOH_OK; t++) {
        const double *cell = cells + t * KOH_HEALTH_YEAR_MEASURES;
        if (isnan(cell[KOH_HEALTH_SERIES])) {
            continue;
        }
        const int is_break = cell[KOH_HEALTH_SERIES] != before;
        before = cell[KOH_HEALTH_SERIES];
        status = koh_table_add(table, (koh_cell[]){ { .text = indicator->id },
                                                    { .text = indicator->label[language] },
                                                    { .text = koh__health_unit(indicator) },
                                                    { .text = cube->axes[1].labels[area] },
                                                    { .number = years->numbers[t] },
                                                    { .number = cell[KOH_HEALTH_CRUDE] },
                                                    { .number = cell[KOH_HEALTH_LOW] },
                                                    { .number = cell[KOH_HEALTH_HIGH] },
                                                    { .number = cell[KOH_HEALTH_SERIES] },
                                                    { .text = series_name(indicator, area, years->numbers[t]) },
                                                    { .text = is_break ? "yes" : "no" } });
    }
    return status;
}

koh_status koh__fill_health_series(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(scenario, "health/series");
    koh_status status = KOH_OK;
    for (size_t i = 0; cube != NULL && i < cube->axes[0].n * KOH_HEALTH_AREAS && status == KOH_OK; i++) {
        const size_t k = i / KOH_HEALTH_AREAS;
        status = add_years(cube, &scenario->plan->health->indicators[k], k, i % KOH_HEALTH_AREAS, language, table);
    }
    return status;
}

const koh_column koh__health_target_columns[KOH_HEALTH_TARGET_COLUMNS] = {
    { "indicator", KOH_COLUMN_TEXT }, { "name", KOH_COLUMN_TEXT },       { "unit", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },    { "direction", KOH_COLUMN_TEXT },  { "share_or_rate_wanted", KOH_COLUMN_NUMBER },
    { "of_year", KOH_COLUMN_NUMBER }, { "crude", KOH_COLUMN_NUMBER },    { "short_of_target", KOH_COLUMN_NUMBER },
    { "status", KOH_COLUMN_TEXT },    { "by_trend", KOH_COLUMN_NUMBER }, { "status_by_trend", KOH_COLUMN_TEXT },
};

static const char *reached(const koh_plan_indicator *indicator, double wanted, double figure, size_t language)
{
    const int more = indicator->target_direction == KOH_AT_LEAST;
    return koh__target_word(isnan(figure) ? (double) NAN : more ? wanted - figure : figure - wanted, language);
}

koh_status koh__fill_health_targets(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(scenario, "health/targets");
    const koh_plan_health *health = scenario->plan->health;
    koh_status status = KOH_OK;
    size_t at = 0;
    for (size_t k = 0; cube != NULL && k < health->n && status == KOH_OK; k++) {
        const koh_plan_indicator *indicator = &health->indicators[k];
        if (indicator->target == NULL) {
            continue;
        }
        const double *parts = cube->value + KOH_HEALTH_TARGET_PARTS * at++;
        const double wanted = parts[KOH_HEALTH_WANTED];
        status = koh_table_add(
            table, (koh_cell[]){ { .text = indicator->id },
                                 { .text = indicator->label[language] },
                                 { .text = koh__health_unit(indicator) },
                                 { .number = parts[KOH_HEALTH_BY] },
                                 { .text = indicator->target_direction == KOH_AT_LEAST ? "at_least" : "at_most" },
                                 { .number = wanted },
                                 { .number = parts[KOH_HEALTH_OF] },
                                 { .number = parts[KOH_HEALTH_NOW] },
                                 { .number = parts[KOH_HEALTH_MISSING] },
                                 { .text = reached(indicator, wanted, parts[KOH_HEALTH_NOW], language) },
                                 { .number = parts[KOH_HEALTH_TREND] },
                                 { .text = reached(indicator, wanted, parts[KOH_HEALTH_TREND], language) } });
    }
    return status;
}
