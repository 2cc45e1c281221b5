/* T07: coverage of the base year beside the country's, and beside the plan's peers. */
#include <math.h>
#include <stdio.h>

#include "plan/need_priv.h"
#include "report/tables_priv.h"

const koh_column koh__coverage_columns[KOH_COVERAGE_COLUMNS] = {
    { "year", KOH_COLUMN_NUMBER },
    { "area", KOH_COLUMN_TEXT },
    { "service", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "age_band", KOH_COLUMN_TEXT },
    { "persons", KOH_COLUMN_NUMBER },
    { "users", KOH_COLUMN_NUMBER },
    { "coverage_percent", KOH_COLUMN_NUMBER },
    { "country_percent", KOH_COLUMN_NUMBER },
    { "difference_points", KOH_COLUMN_NUMBER },
    { "users_at_country_rates", KOH_COLUMN_NUMBER },
    { "basis", KOH_COLUMN_TEXT },
};

const koh_column koh__coverage_peer_columns[KOH_COVERAGE_PEER_COLUMNS] = {
    { "peer", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },
    { "service", KOH_COLUMN_TEXT },
    { "service_label", KOH_COLUMN_TEXT },
    { "ages", KOH_COLUMN_TEXT },
    { "users", KOH_COLUMN_NUMBER },
    { "coverage_percent", KOH_COLUMN_NUMBER },
    { "peer_percent", KOH_COLUMN_NUMBER },
    { "difference_points", KOH_COLUMN_NUMBER },
    { "users_at_peer_coverage", KOH_COLUMN_NUMBER },
    { "path", KOH_COLUMN_TEXT },
};

/* Persons of a band in the base year; the bands after the sixth: 80 years and over. */
static double persons_of(const koh_scenario_result *scenario, size_t band)
{
    static const size_t from[] = { 0, 18, 50, 67, 80, 90, 80 }, to[] = { 17, 49, 66, 79, 89, 999, 999 };
    const koh_cube *population = koh__result_cube(scenario, "population");
    const size_t n_age = population->axes[2].n;
    double sum = 0;
    for (size_t age = from[band]; age < n_age && age <= to[band]; age++) {
        sum += population->value[age] + population->value[n_age + age];
    }
    return sum;
}

koh_status koh__fill_coverage(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *reference = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(reference, "demand/coverage");
    const koh_cube *at_country = koh__result_cube(reference, "demand/users_at_country_rates");
    const koh_cube *users = koh__result_cube(reference, "demand/users");
    koh_status status = KOH_OK;
    for (size_t i = 0; i < cube->axes[0].n * cube->axes[1].n && status == KOH_OK; i++) {
        const size_t k = i / cube->axes[1].n, band = i % cube->axes[1].n;
        const koh_service *service = &result->inputs->services[k];
        const double own = cube->value[2 * i], country = cube->value[2 * i + 1], persons = persons_of(reference, band);
        if (isnan(own) && !koh_is_withheld(own) && isnan(country)) {
            continue;
        }
        status = koh_table_add(table, (koh_cell[]){ { .number = reference->plan->base_year },
                                                    { .text = service->area },
                                                    { .text = service->id },
                                                    { .text = service->name[language] },
                                                    { .text = cube->axes[1].labels[band] },
                                                    { .number = persons },
                                                    { .number = own * persons / 100 },
                                                    { .number = own },
                                                    { .number = country },
                                                    { .number = own - country },
                                                    { .number = at_country->value[i] },
                                                    { .text = koh__basis_of(users, k) } });
    }
    return status;
}

/* The ages that the coverage of a service is told for, "80+" or "18-66". */
static const char *ages_of(const koh_result *result, const koh_plan_coverage *coverage)
{
    if (coverage == NULL) {
        return "80+";
    }
    return coverage->age_to < 0 ? koh__arena_format(result->arena, "%d+", coverage->age_from)
                                : koh__arena_format(result->arena, "%d-%d", coverage->age_from, coverage->age_to);
}

koh_status koh__fill_coverage_peers(const koh_result *result, size_t language, koh_table *table)
{
    static const char *const paths[] = { "constant", "target", "norm", "peers", "events" };
    const koh_scenario_result *reference = &result->scenarios[0];
    const koh_cube *cube = koh__result_cube(reference, "demand/coverage_peers");
    const koh_cube *users = koh__result_cube(reference, "demand/users");
    koh_status status = KOH_OK;
    for (size_t i = 0; cube != NULL && i < cube->axes[0].n * cube->axes[1].n && status == KOH_OK; i++) {
        const size_t k = i % cube->axes[1].n;
        const koh_plan_coverage *coverage = reference->plan->services[k].coverage;
        const koh_coverage_peer *peer = &reference->plan->care->peers[i / cube->axes[1].n];
        const double own = cube->value[2 * i], theirs = cube->value[2 * i + 1];
        const char *ages = ages_of(result, coverage);
        if (isnan(theirs)) {
            continue;
        }
        status = ages == NULL
                     ? KOH_ENOMEM
                     : koh_table_add(table, (koh_cell[]){ { .text = peer->id },
                                                          { .text = peer->label[language] },
                                                          { .number = reference->plan->base_year },
                                                          { .text = cube->axes[1].labels[k] },
                                                          { .text = result->inputs->services[k].name[language] },
                                                          { .text = ages },
                                                          { .number = users->value[k] },
                                                          { .number = own },
                                                          { .number = theirs },
                                                          { .number = own - theirs },
                                                          { .number = users->value[k] / own * theirs },
                                                          { .text = paths[coverage == NULL ? 0 : coverage->path] } });
    }
    return status;
}
