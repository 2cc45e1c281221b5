/* T19, T19b: what comes with each housing project, against the same plan without it. */
#include <math.h>

#include "report/tables_priv.h"

#define THOUSAND 1000.0 /* NOK: the unit of T19 */

/* Name and type of project p of a plan, or of all of them after the last. */
static void describe(const koh_plan_housing *housing, size_t p, size_t language, koh_cell cells[3])
{
    static const char *const all[KOH_LANGUAGES] = { "Alle prosjekter", "Alle prosjekt", "All projects" };
    const koh_project *project = p < housing->n_projects ? &housing->projects[p] : NULL;
    cells[0].text = project != NULL ? project->label[language] : all[language];
    cells[1].text = project != NULL ? housing->types[project->type].id : NULL;
    cells[2].text = project != NULL ? project->zone : NULL;
}

/* Dwellings of a project that are completed before year index t. */
static double standing(const koh_cube *completed, size_t t, size_t p)
{
    double sum = 0;
    for (size_t i = 0; i < t; i++) {
        sum += completed->value[i * completed->axes[1].n + p];
    }
    return sum;
}

/* Running cost of project p at year index t, over the areas whose cost is known; NaN where none is. */
static double cost_of(const koh_scenario_result *scenario, size_t t, size_t p)
{
    const koh_cube *cost = koh__result_cube(scenario, "housing/cost");
    const size_t areas = cost->axes[1].n, n = cost->axes[2].n;
    double sum = (double) NAN;
    for (size_t a = 0; a < areas; a++) {
        const double here = cost->value[(t * areas + a) * n + p];
        sum = isnan(here) ? sum : isnan(sum) ? here : sum + here;
    }
    return sum;
}

static koh_status add_project(const koh_scenario_result *scenario, size_t language, size_t i, koh_table *table)
{
    const koh_cube *persons = koh__result_cube(scenario, "housing/persons");
    const koh_cube *fte = koh__result_cube(scenario, "housing/fte");
    const size_t n = persons->axes[1].n, m = persons->axes[2].n, areas = fte->axes[1].n;
    koh_cell cells[KOH_HOUSING_COLUMNS] = { { .text = scenario->plan->id },
                                            { .number = koh__axis_number(&persons->axes[0], i / n) },
                                            { .text = persons->axes[1].labels[i % n] } };
    describe(scenario->plan->housing, i % n, language, cells + 3);
    cells[6].number = standing(koh__result_cube(scenario, "housing/completed"), i / n, i % n);
    cells[7].number = persons->value[i * m + m - 1];
    for (size_t b = 0; b + 1 < m; b++) {
        cells[8 + b].number = persons->value[i * m + b];
    }
    cells[KOH_HOUSING_COLUMNS - 3].number = fte->value[((i / n + 1) * areas - 1) * n + i % n];
    cells[KOH_HOUSING_COLUMNS - 2].number = cost_of(scenario, i / n, i % n) / THOUSAND;
    cells[KOH_HOUSING_COLUMNS - 1].text = koh__result_cube(scenario, "housing/cost")->unit;
    return koh_table_add(table, cells);
}

koh_status koh__fill_housing(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *persons = koh__result_cube(&result->scenarios[s], "housing/persons");
        const size_t n = persons != NULL ? persons->axes[0].n * persons->axes[1].n : 0;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_project(&result->scenarios[s], language, i, table);
        }
    }
    return status;
}

/* Users and places of a service that one project brings: cell i of years, services and projects. */
static koh_status add_service(const koh_result *result, const koh_scenario_result *scenario, size_t language, size_t i,
                              koh_table *table)
{
    const koh_cube *users = koh__result_cube(scenario, "housing/users");
    const koh_cube *places = koh__result_cube(scenario, "housing/places");
    const size_t m = users->axes[1].n, n = users->axes[2].n, k = i / n % m, t = i / n / m;
    const size_t type = koh_axis_find_label(&places->axes[1], users->axes[1].labels[k]);
    if (isnan(users->value[i])) {
        return KOH_OK;
    }
    const double taken = type == (size_t) -1 ? (double) NAN : places->value[(t * places->axes[1].n + type) * n + i % n];
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .number = koh__axis_number(&users->axes[0], t) },
                                              { .text = users->axes[2].labels[i % n] },
                                              { .text = users->axes[1].labels[k] },
                                              { .text = result->inputs->services[k].name[language] },
                                              { .number = users->value[i] },
                                              { .number = taken } });
}

koh_status koh__fill_housing_services(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *users = koh__result_cube(&result->scenarios[s], "housing/users");
        const size_t n = users != NULL ? koh_cube_size(users) : 0;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_service(result, &result->scenarios[s], language, i, table);
        }
    }
    return status;
}
