/* T29b-T29g: users by zone and how zones differ, time on the road, persons far from things, bases, and services alone
 * or together. */
#include <math.h>
#include <string.h>

#include "plan/area_priv.h"
#include "report/tables_priv.h"

#define PER_CENT 100.0

const koh_column koh__zone_users_columns[KOH_ZONE_USERS_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },  { "zone", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },    { "service", KOH_COLUMN_TEXT }, { "users", KOH_COLUMN_NUMBER },
};
const koh_column koh__variation_columns[KOH_VARIATION_COLUMNS] = {
    { "year", KOH_COLUMN_NUMBER },
    { "zone", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "service", KOH_COLUMN_TEXT },
    { "age_from", KOH_COLUMN_NUMBER },
    { "users", KOH_COLUMN_NUMBER },
    { "persons_of_age", KOH_COLUMN_NUMBER },
    { "users_per_1000", KOH_COLUMN_NUMBER },
    { "users_per_1000_low", KOH_COLUMN_NUMBER },
    { "users_per_1000_high", KOH_COLUMN_NUMBER },
    { "users_expected", KOH_COLUMN_NUMBER },
    { "users_ratio", KOH_COLUMN_NUMBER },
    { "users_ratio_low", KOH_COLUMN_NUMBER },
    { "users_ratio_high", KOH_COLUMN_NUMBER },
    { "users_ratio_used", KOH_COLUMN_NUMBER },
};
const koh_column koh__travel_columns[KOH_TRAVEL_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "zone", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "visits", KOH_COLUMN_NUMBER },
    { "minutes_per_visit", KOH_COLUMN_NUMBER },
    { "hours_on_road", KOH_COLUMN_NUMBER },
    { "hours_at_users", KOH_COLUMN_NUMBER },
    { "on_road_percent", KOH_COLUMN_NUMBER },
    { "fte_on_road", KOH_COLUMN_NUMBER },
    { "fte_moved", KOH_COLUMN_NUMBER },
};
const koh_column koh__beyond_columns[KOH_BEYOND_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },  { "year", KOH_COLUMN_NUMBER },          { "node", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },     { "minutes", KOH_COLUMN_NUMBER },       { "age_group", KOH_COLUMN_TEXT },
    { "persons", KOH_COLUMN_NUMBER }, { "share_percent", KOH_COLUMN_NUMBER },
};
const koh_column koh__base_columns[KOH_BASE_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "rule", KOH_COLUMN_TEXT },
    { "bases", KOH_COLUMN_NUMBER },
    { "zones", KOH_COLUMN_TEXT },
    { "mean_minutes", KOH_COLUMN_NUMBER },
    { "longest_minutes", KOH_COLUMN_NUMBER },
    { "within_percent", KOH_COLUMN_NUMBER },
    { "limit_minutes", KOH_COLUMN_NUMBER },
};

const koh_column koh__cooperation_columns[KOH_COOPERATION_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "cooperation", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "service", KOH_COLUMN_TEXT },
    { "load_own", KOH_COLUMN_NUMBER },
    { "load_partners", KOH_COLUMN_NUMBER },
    { "places_alone", KOH_COLUMN_NUMBER },
    { "places_alone_partners", KOH_COLUMN_NUMBER },
    { "places_together", KOH_COLUMN_NUMBER },
    { "places_saved", KOH_COLUMN_NUMBER },
    { "own_part", KOH_COLUMN_NUMBER },
};

static const char *const all[KOH_LANGUAGES] = { "hele kommunen", "heile kommunen", "the whole municipality" };

static const char *zone_name(const koh_scenario_result *scenario, size_t z, size_t language)
{
    const koh_plan_area *area = scenario->plan->area;
    return z < area->n_zones ? area->zones[z].label[language] : all[language];
}

koh_status koh__fill_zone_users(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "area/users");
        for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) && status == KOH_OK; i++) {
            const size_t n = cube->axes[2].n, z = i / n % cube->axes[1].n;
            status = koh_table_add(table, (koh_cell[KOH_ZONE_USERS_COLUMNS]){
                                              { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&cube->axes[0], i / n / cube->axes[1].n) },
                                              { .text = cube->axes[1].labels[z] },
                                              { .text = zone_name(scenario, z, language) },
                                              { .text = cube->axes[2].labels[i % n] },
                                              { .number = cube->value[i] } });
        }
    }
    return status;
}

/* The age from which the users of a service are counted by zone, or -1. */
static int age_of(const koh_result *result, const char *service)
{
    const koh_plan_area *area = result->scenarios[0].plan->area;
    for (size_t i = 0; i < area->n_users; i++) {
        if (strcmp(result->inputs->services[area->users[i].service].id, service) == 0) {
            return area->users[i].age_from;
        }
    }
    return -1;
}

koh_status koh__fill_variation(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(scenario, "area/variation");
    koh_status status = KOH_OK;
    for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) / KOH_VARIATION_MEASURES && status == KOH_OK; i++) {
        const double *row = cube->value + i * KOH_VARIATION_MEASURES;
        const size_t z = i / cube->axes[1].n;
        const char *service = cube->axes[1].labels[i % cube->axes[1].n];
        koh_cell cells[KOH_VARIATION_COLUMNS] = { { .number = scenario->plan->base_year },
                                                  { .text = cube->axes[0].labels[z] },
                                                  { .text = zone_name(scenario, z, language) },
                                                  { .text = service },
                                                  { .number = age_of(result, service) } };
        for (size_t m = 0; m < KOH_VARIATION_MEASURES; m++) {
            cells[KOH_VARIATION_COLUMNS - KOH_VARIATION_MEASURES + m].number = row[m];
        }
        status = age_of(result, service) < 0 ? KOH_OK : koh_table_add(table, cells);
    }
    return status;
}

koh_status koh__fill_travel(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "area/travel");
        const size_t n = cube == NULL ? 0 : cube->axes[0].n * cube->axes[1].n;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            const double *row = cube->value + i * KOH_TRAVEL_MEASURES;
            const size_t z = i % cube->axes[1].n;
            status = koh_table_add(table, (koh_cell[KOH_TRAVEL_COLUMNS]){
                                              { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&cube->axes[0], i / cube->axes[1].n) },
                                              { .text = cube->axes[1].labels[z] },
                                              { .text = zone_name(scenario, z, language) },
                                              { .number = row[KOH_TRAVEL_VISITS] },
                                              { .number = row[KOH_TRAVEL_MINUTES] },
                                              { .number = row[KOH_TRAVEL_HOURS] },
                                              { .number = row[KOH_TRAVEL_CARE_HOURS] },
                                              { .number = PER_CENT * row[KOH_TRAVEL_SHARE] },
                                              { .number = row[KOH_TRAVEL_FTE] },
                                              { .number = row[KOH_TRAVEL_FTE_MOVED] } });
        }
    }
    return status;
}

/* Persons of the group in the whole municipality at year index t. */
static double persons_of(const koh_scenario_result *scenario, size_t t, const char *group)
{
    const koh_cube *persons = koh__result_cube(scenario, "indicators/persons");
    return persons->value[t * persons->axes[1].n + koh_axis_find_label(&persons->axes[1], group)];
}

koh_status koh__fill_beyond(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "area/beyond");
        for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) && status == KOH_OK; i++) {
            const size_t groups = cube->axes[3].n, limits = cube->axes[2].n, nodes = cube->axes[1].n;
            const size_t node = i / groups / limits % nodes, t = i / groups / limits / nodes;
            const double persons = persons_of(scenario, t, cube->axes[3].labels[i % groups]);
            status = koh_table_add(
                table, (koh_cell[KOH_BEYOND_COLUMNS]){
                           { .text = scenario->plan->id },
                           { .number = koh__axis_number(&cube->axes[0], t) },
                           { .text = cube->axes[1].labels[node] },
                           { .text = scenario->plan->area->nodes[node].label[language] },
                           { .number = koh__axis_number(&cube->axes[2], i / groups % limits) },
                           { .text = cube->axes[3].labels[i % groups] },
                           { .number = cube->value[i] },
                           { .number = persons > 0 ? PER_CENT * cube->value[i] / persons : (double) NAN } });
        }
    }
    return status;
}

/* The names of the zones with a base, "Kirkenes, Pasvik". */
static const char *open_zones(const koh_result *result, const koh_scenario_result *scenario, size_t choice,
                              size_t language)
{
    const koh_cube *open = koh__result_cube(scenario, "area/bases");
    const char *names = NULL;
    for (size_t z = 0; z < open->axes[1].n; z++) {
        if (open->value[choice * open->axes[1].n + z] > 0) {
            const char *name = zone_name(scenario, z, language);
            names = names == NULL ? name : koh__arena_format(result->arena, "%s, %s", names, name);
        }
    }
    return names;
}

/* What a choice of the cube goes by: those there are, then the candidates by one rule and by the other. */
static const char *rule_of(const koh_scenario_result *scenario, size_t choice)
{
    const koh_plan_area *area = scenario->plan->area;
    const size_t present = area->n_bases > 0 ? 1 : 0;
    return choice < present ? "present" : choice < present + area->max_bases ? "mean_time" : "within_limit";
}

koh_status koh__fill_bases(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "area/response");
        for (size_t i = 0; cube != NULL && i < cube->axes[0].n && status == KOH_OK; i++) {
            const double *row = cube->value + i * KOH_BASE_MEASURES;
            const char *zones = open_zones(result, scenario, i, language);
            status =
                zones == NULL
                    ? KOH_ENOMEM
                    : koh_table_add(table, (koh_cell[KOH_BASE_COLUMNS]){ { .text = scenario->plan->id },
                                                                         { .number = row[KOH_BASE_YEAR] },
                                                                         { .text = rule_of(scenario, i) },
                                                                         { .number = row[KOH_BASE_COUNT] },
                                                                         { .text = zones },
                                                                         { .number = row[KOH_BASE_MEAN] },
                                                                         { .number = row[KOH_BASE_LONGEST] },
                                                                         { .number = PER_CENT * row[KOH_BASE_WITHIN] },
                                                                         { .number = row[KOH_BASE_LIMIT] } });
        }
    }
    return status;
}

koh_status koh__fill_cooperation(const koh_result *result, size_t language, koh_table *table)
{
    enum { TEXTS = KOH_COOPERATION_COLUMNS - KOH_COOPERATION_MEASURES };
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "area/cooperation");
        const size_t n = cube == NULL ? 0 : koh_cube_size(cube) / KOH_COOPERATION_MEASURES;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            const koh_plan_cooperation *one = &scenario->plan->area->cooperations[i % cube->axes[1].n];
            koh_cell cells[KOH_COOPERATION_COLUMNS] = {
                { .text = scenario->plan->id },
                { .number = koh__axis_number(&cube->axes[0], i / cube->axes[1].n) },
                { .text = one->id },
                { .text = one->label[language] },
                { .text = result->inputs->services[one->service].id },
            };
            for (size_t m = 0; m < KOH_COOPERATION_MEASURES; m++) {
                cells[TEXTS + m].number = cube->value[i * KOH_COOPERATION_MEASURES + m];
            }
            status = koh_table_add(table, cells);
        }
    }
    return status;
}
