/* T22: indicators of public health in the municipality, its county and the country. */
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
                                 { .text = indicator->is_rate ? "per_person_year" : "share" },
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
