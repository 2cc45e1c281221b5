/* T02b: how long the figures of municipalities of this size have held; the year until which a figure does. */
#include <math.h>
#include <stdio.h>

#include "plan/shelf_life_priv.h"
#include "report/shelf_life_priv.h"
#include "report/tables_priv.h"

/* Years and years tried of a label, or NULL. */
static const double *measures_of(const koh_scenario_result *scenario, const char *path, const char *label)
{
    const koh_cube *cube = koh__result_cube(scenario, path);
    const size_t i = cube == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[0], label);
    return i == (size_t) -1 || isnan(cube->value[i * KOH_SHELF_MEASURES]) ? NULL : cube->value + i * KOH_SHELF_MEASURES;
}

double koh__holds_until(const koh_scenario_result *scenario, const char *path, const char *label)
{
    const double *measures = measures_of(scenario, path, label);
    return measures == NULL ? (double) NAN : scenario->plan->base_year + measures[KOH_SHELF_YEARS];
}

void koh__holds_text(const koh_scenario_result *scenario, const char *path, const char *label, size_t language,
                     char text[KOH_SHELF_TEXT])
{
    static const char *const at_least[KOH_LANGUAGES] = { "minst ", "minst ", "at least " };
    const double *measures = measures_of(scenario, path, label);
    text[0] = '\0';
    if (measures != NULL) {
        const int is_open = measures[KOH_SHELF_YEARS] == measures[KOH_SHELF_TRIED];
        (void) snprintf(text, KOH_SHELF_TEXT, "%s%.0f", is_open ? at_least[language] : "",
                        koh__holds_until(scenario, path, label));
    }
}

static koh_status add_row(const koh_scenario_result *scenario, const char *quantity, const char *label,
                          const char *band, const double *measures, koh_table *table)
{
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = quantity },
                                              { .text = label },
                                              { .text = band },
                                              { .number = measures[KOH_SHELF_YEARS] },
                                              { .number = measures[KOH_SHELF_TRIED] },
                                              { .number = scenario->plan->base_year + measures[KOH_SHELF_YEARS] } });
}

/* The ages of the population, then the services. */
static koh_status add_scenario(const koh_result *result, const koh_scenario_result *scenario, size_t language,
                               koh_table *table)
{
    static const char *const persons[KOH_LANGUAGES] = { "Folkemengde", "Folkemengd", "Population" };
    const koh_cube *bands = koh__result_cube(scenario, "indicators/shelf_life");
    koh_status status = KOH_OK;
    for (size_t i = 0; i < bands->axes[0].n && status == KOH_OK; i++) {
        const char *band = bands->axes[0].labels[i], *id = koh__arena_format(result->arena, "population_%s", band);
        const char *name = koh__arena_format(result->arena, "%s, %s", persons[language], band);
        status = id == NULL || name == NULL
                     ? KOH_ENOMEM
                     : add_row(scenario, id, name, band, bands->value + i * KOH_SHELF_MEASURES, table);
    }
    for (size_t k = 0; k < result->inputs->n_services && status == KOH_OK; k++) {
        const koh_service *service = &result->inputs->services[k];
        const double *measures = measures_of(scenario, "demand/shelf_life", service->id);
        if (measures != NULL) {
            status =
                add_row(scenario, service->id, service->name[language], scenario->shelf_rulers[k], measures, table);
        }
    }
    return status;
}

koh_status koh__fill_shelf_life(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *reference = &result->scenarios[0];
    return reference->shelf_rulers == NULL ? KOH_OK : add_scenario(result, reference, language, table);
}

const koh_column koh__shelf_columns[KOH_SHELF_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },     { "quantity", KOH_COLUMN_TEXT },      { "label", KOH_COLUMN_TEXT },
    { "age_band", KOH_COLUMN_TEXT },     { "shelf_years", KOH_COLUMN_NUMBER }, { "years_tried", KOH_COLUMN_NUMBER },
    { "holds_until", KOH_COLUMN_NUMBER }
};
