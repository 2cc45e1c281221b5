/* T08d: need that comes with an event, and day places. */
#include <string.h>

#include "plan/need_priv.h"
#include "report/chapter_label_priv.h"
#include "report/tables_priv.h"

const koh_column koh__inflow_columns[KOH_INFLOW_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER }, { "group", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },    { "flow", KOH_COLUMN_TEXT },   { "unit", KOH_COLUMN_TEXT },
    { "value", KOH_COLUMN_NUMBER },
};

/* What the flows are counted in. */
static const char *unit_of(const char *flow)
{
    static const char *const units[][2] = {
        { "days", "days per year" },
        { "places", "places" },
        { "occupied", "places" },
        { "ready_days", "days per year" },
        { "ready_cost", "NOK per year" },
        { "home_days", "days per year" },
        { "visits", "visits per week" },
        { "need", "places" },
        { "gap", "places" },
        { "admissions", "stays per year" },
        { "follow_ups", "stays per year" },
        { "consultations", "consultations per year" },
        { "deaths", "persons per year" },
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i][0], flow) == 0) {
            return units[i][1];
        }
    }
    return "persons";
}

/* One cube [year][group][flow], or [year][flow] of the group of that name. */
typedef struct part {
    const char *path, *group;
    koh_label_id label; /* of the group; else the plan names it */
} part;

static const part parts[] = {
    { "demand/hospital", NULL, KOH_LABEL_GROUP },
    { "demand/gp", "gp", KOH_LABEL_GPS },
    { "demand/palliative", "palliative", KOH_LABEL_PALLIATIVE },
    { "demand/day_places", NULL, KOH_LABEL_GROUP },
};

static const char *label_of(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                            const char *group)
{
    const koh_plan_need *need = scenario->plan->care;
    for (size_t i = 0; i < need->n_streams; i++) {
        if (need->streams[i].id == group) {
            return need->streams[i].label[language];
        }
    }
    return koh__type_name(result, language, group);
}

static koh_status add_part(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                           const part *p, koh_table *table)
{
    const koh_cube *cube = koh__result_cube(scenario, p->path);
    koh_status status = KOH_OK;
    for (size_t i = 0; cube != NULL && i < koh_cube_size(cube) && status == KOH_OK; i++) {
        const koh_axis *flows = &cube->axes[cube->n_axes - 1];
        const size_t groups = p->group == NULL ? cube->axes[1].n : 1, row = i / flows->n;
        const char *group = p->group == NULL ? cube->axes[1].labels[row % groups] : p->group;
        const char *flow = flows->labels[i % flows->n];
        status =
            koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                               { .number = koh__axis_number(&cube->axes[0], row / groups) },
                                               { .text = group },
                                               { .text = p->group == NULL ? label_of(result, scenario, language, group)
                                                                          : koh__label(p->label, language) },
                                               { .text = flow },
                                               { .text = unit_of(flow) },
                                               { .number = cube->value[i] } });
    }
    return status;
}

koh_status koh__fill_inflow(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        for (size_t p = 0; p < sizeof parts / sizeof parts[0] && status == KOH_OK; p++) {
            status = add_part(result, &result->scenarios[s], language, &parts[p], table);
        }
    }
    return status;
}
