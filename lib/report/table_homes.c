/* T28b-T28d: accessible dwellings against the households of the old, the stock by type and size against households,
 * municipal housing by group. */
#include <math.h>

#include "report/tables_priv.h"

const koh_column koh__accessible_columns[KOH_ACCESSIBLE_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "dwellings", KOH_COLUMN_NUMBER },
    { "accessible", KOH_COLUMN_NUMBER },
    { "households_67plus", KOH_COLUMN_NUMBER },
    { "households_80plus", KOH_COLUMN_NUMBER },
    { "gap_67plus", KOH_COLUMN_NUMBER },
    { "gap_80plus", KOH_COLUMN_NUMBER },
    { "basis", KOH_COLUMN_TEXT },
};
const koh_column koh__mix_columns[KOH_MIX_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "type", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "size", KOH_COLUMN_TEXT },
    { "dwellings", KOH_COLUMN_NUMBER },
    { "share_percent", KOH_COLUMN_NUMBER },
    { "households", KOH_COLUMN_NUMBER },
    { "households_percent", KOH_COLUMN_NUMBER },
};
const koh_column koh__municipal_columns[KOH_MUNICIPAL_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },           { "group", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },    { "need", KOH_COLUMN_NUMBER },           { "dwellings", KOH_COLUMN_NUMBER },
    { "gap", KOH_COLUMN_NUMBER },    { "groups_unknown", KOH_COLUMN_NUMBER },
};

static koh_status add_accessible(const koh_scenario_result *scenario, size_t t, koh_table *table)
{
    const koh_cube *stock = koh__result_cube(scenario, "housing/stock");
    const koh_cube *old = koh__result_cube(scenario, "households/old");
    const double accessible = stock->value[2 * t + 1];
    return koh_table_add(table, (koh_cell[KOH_ACCESSIBLE_COLUMNS]){ { .text = scenario->plan->id },
                                                                    { .number = koh__axis_number(&stock->axes[0], t) },
                                                                    { .number = stock->value[2 * t] },
                                                                    { .number = accessible },
                                                                    { .number = old->value[2 * t] },
                                                                    { .number = old->value[2 * t + 1] },
                                                                    { .number = old->value[2 * t] - accessible },
                                                                    { .number = old->value[2 * t + 1] - accessible },
                                                                    { .text = stock->basis } });
}

koh_status koh__fill_accessible(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *stock = koh__result_cube(&result->scenarios[s], "housing/stock");
        for (size_t t = 0; stock != NULL && t < stock->axes[0].n && status == KOH_OK; t++) {
            status = add_accessible(&result->scenarios[s], t, table);
        }
    }
    return status;
}

static double percent(double part, double all)
{
    return all > 0 ? 100 * part / all : (double) NAN;
}

/* Rows of the households of the base year, and of all dwellings. */
static koh_status add_households(const koh_scenario_result *scenario, size_t language, double dwellings,
                                 koh_table *table)
{
    static const char *const labels[][KOH_LANGUAGES] = {
        { "Husholdninger med én person", "Hushald med éin person", "Households of one person" },
        { "Husholdninger med to eller flere", "Hushald med to eller fleire", "Households of two or more" },
        { "Alle", "Alle", "All" },
    };
    static const char *const sizes[] = { "one_person", "two_or_more", "all" };
    const koh_cube *households = koh__result_cube(scenario, "households/total");
    const double all = households->value[0] + households->value[1];
    koh_status status = KOH_OK;
    for (size_t i = 0; i < 3 && status == KOH_OK; i++) {
        const double here = i < 2 ? households->value[i] : all;
        status = koh_table_add(table, (koh_cell[KOH_MIX_COLUMNS]){ { .text = scenario->plan->id },
                                                                   { .number = scenario->plan->base_year },
                                                                   { .text = "all" },
                                                                   { .text = labels[i][language] },
                                                                   { .text = sizes[i] },
                                                                   { .number = i < 2 ? (double) NAN : dwellings },
                                                                   { .number = i < 2 ? (double) NAN : 100 },
                                                                   { .number = here },
                                                                   { .number = percent(here, all) } });
    }
    return status;
}

static koh_status add_mix(const koh_scenario_result *scenario, size_t language, koh_table *table)
{
    const koh_cube *mix = koh__result_cube(scenario, "housing/mix");
    const koh_plan_housing *housing = scenario->plan->housing;
    const size_t n = koh_cube_size(mix), m = mix->axes[2].n;
    double all = 0;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n; i++) {
        all += isnan(mix->value[i]) ? 0 : mix->value[i];
    }
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        if (!isnan(mix->value[i])) {
            status = koh_table_add(table, (koh_cell[KOH_MIX_COLUMNS]){ { .text = scenario->plan->id },
                                                                       { .number = scenario->plan->base_year },
                                                                       { .text = mix->axes[1].labels[i / m] },
                                                                       { .text = housing->types[i / m].name[language] },
                                                                       { .text = mix->axes[2].labels[i % m] },
                                                                       { .number = mix->value[i] },
                                                                       { .number = percent(mix->value[i], all) },
                                                                       { .number = (double) NAN },
                                                                       { .number = (double) NAN } });
        }
    }
    return status == KOH_OK ? add_households(scenario, language, all, table) : status;
}

koh_status koh__fill_mix(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios && status == KOH_OK; s++) {
        if (koh__result_cube(&result->scenarios[s], "housing/mix") != NULL) {
            status = add_mix(&result->scenarios[s], language, table);
        }
    }
    return status;
}

/* The groups of a year, and all those of which both need and dwellings are known. */
static koh_status add_groups(const koh_scenario_result *scenario, size_t language, size_t t, koh_table *table)
{
    static const char *const all[KOH_LANGUAGES] = { "Alle kjente grupper", "Alle kjende grupper", "All known groups" };
    const koh_cube *cube = koh__result_cube(scenario, "housing/municipal");
    const size_t n = cube->axes[1].n;
    double sum[3] = { 0, 0, 0 }, unknown = 0;
    koh_status status = KOH_OK;
    for (size_t g = 0; g <= n && status == KOH_OK; g++) {
        const double *of = g < n ? cube->value + 3 * (t * n + g) : sum;
        const koh_housing_group *group = g < n ? &scenario->plan->housing->groups[g] : NULL;
        status = koh_table_add(table, (koh_cell[KOH_MUNICIPAL_COLUMNS]){
                                          { .text = scenario->plan->id },
                                          { .number = koh__axis_number(&cube->axes[0], t) },
                                          { .text = group != NULL ? group->id : "all" },
                                          { .text = group != NULL ? group->label[language] : all[language] },
                                          { .number = of[0] },
                                          { .number = of[1] },
                                          { .number = of[2] },
                                          { .number = group != NULL ? isnan(of[2]) : unknown } });
        for (size_t i = 0; g < n && i < 3; i++) {
            sum[i] += isnan(of[2]) ? 0 : of[i];
        }
        unknown += g < n && isnan(of[2]) ? 1 : 0;
    }
    return status;
}

koh_status koh__fill_municipal(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "housing/municipal");
        for (size_t t = 0; cube != NULL && t < cube->axes[0].n && status == KOH_OK; t++) {
            status = add_groups(&result->scenarios[s], language, t, table);
        }
    }
    return status;
}
