/* Key figures of a scenario. */
#include "plan/key_figure_priv.h"

#include <math.h>

static const koh_key_figure figures[] = {
    { "population", "persons", "population", NULL, NULL, 0 },
    { "population_67plus", "persons", "population", NULL, NULL, 67 },
    { "population_80plus", "persons", "population", NULL, NULL, 80 },
    { "old_age_support_ratio", "ratio", "indicators/age_structure", "indicator", "old_age_support_ratio", 0 },
    { "persons_with_dementia", "persons", "demand/conditions", "condition", "dementia", 0 },
    { "users_long_stay", "persons", "demand/users", "service", "long_stay", 0 },
    { "users_staffed_housing_24h", "persons", "demand/users", "service", "staffed_housing_24h", 0 },
    { "users_home_services", "persons", "demand/users", "service", "home_services", 0 },
    { "users_home_nursing", "persons", "demand/users", "service", "home_nursing", 0 },
    { "places_needed_institution", "places", "capacity/need", "type", "institution", 0 },
    { "places_institution", "places", "capacity/places", "type", "institution", 0 },
    { "gap_institution", "places", "capacity/gap", "type", "institution", 0 },
    { "fte", "fte", "demand/fte_by_area", "area", "total", 0 },
    { "gross_running_cost", "NOK", "economy/total", "item", "gross", 0 },
    { "net_running_cost", "NOK", "economy/total", "item", "net", 0 },
    { "places_needed_staffed_housing_24h", "places", "capacity/need", "type", "staffed_housing_24h", 0 },
};

const koh_key_figure *koh__key_figures(size_t *n)
{
    *n = sizeof figures / sizeof figures[0];
    return figures;
}

double koh__key_figure_at(const koh_scenario_result *scenario, const koh_key_figure *figure, int year)
{
    const koh_cube *cube = koh__result_cube(scenario, figure->path);
    size_t t = cube == NULL ? (size_t) -1 : koh_axis_find_number(&cube->axes[0], year), cells = 1;
    double sum = 0;
    if (t == (size_t) -1) {
        return NAN;
    }
    for (size_t i = 1; i < cube->n_axes; i++) {
        cells *= cube->axes[i].n;
    }
    size_t inner = cells / (cube->n_axes > 1 ? cube->axes[1].n : 1), from = 0, to = cells;
    if (figure->dimension != NULL) {
        size_t label = koh_axis_find_label(&cube->axes[1], figure->label);
        from = label * inner;
        to = label == (size_t) -1 ? 0 : from + inner;
    }
    for (size_t i = from; i < to; i++) {
        int age = figure->from_age > 0 ? cube->axes[cube->n_axes - 1].numbers[i % inner] : 0;
        sum += age >= figure->from_age ? cube->value[t * cells + i] : 0;
    }
    return to > 0 ? sum : (double) NAN;
}
