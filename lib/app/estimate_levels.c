/* Levels of mortality from registered deaths of municipalities: expected deaths by the country's rates, shrunk levels
 * (demog/mortality_level.c) relative to the country's own. */
#include "app/estimate_levels_priv.h"

#include <math.h>

#include "io/deaths_priv.h"

/* Deaths and expected deaths of municipality i over the years that it and the registers know, before the origin. */
static void add_up(const koh_estimation *e, const koh_local_deaths *found, size_t i, double *deaths, double *expected)
{
    const koh_register *persons = &e->registers.population[i];
    const size_t n_age = e->nation.n_age;
    *deaths = 0;
    *expected = 0;
    for (size_t t = 0; t < found->n_years; t++) {
        const int year = found->first_year + (int) t;
        const double *start = koh_register_year(persons, year), *end = koh_register_year(persons, year + 1);
        const double registered = found->deaths[i * found->n_years + t];
        if (isnan(registered) || start == NULL || end == NULL || year >= e->nation.origin) {
            continue;
        }
        *deaths += registered;
        for (size_t k = 0; k < 2 * persons->n_age; k++) {
            const size_t age = k % persons->n_age, sex = k / persons->n_age;
            const double rate = e->nation.death_rate[sex * n_age + (age < n_age ? age : n_age - 1)];
            *expected += rate * (start[k] + end[k]) / 2;
        }
    }
}

/* Numbers the counties of those that are known from 0; -1 = none of it is. */
static size_t number_counties(const koh_estimation *e, const double *expected, int *number)
{
    size_t n = 0;
    for (size_t i = 0; i < e->registers.n; i++) {
        number[i] = -1;
    }
    for (size_t i = 0; i < e->registers.n; i++) {
        int *own = &number[e->registers.county_index[i]];
        *own = expected[i] > 0 && *own < 0 ? (int) n++ : *own;
    }
    return n;
}

koh_status koh__estimate_levels(const koh_estimation *e, const char *path, koh_error *error, koh_local_levels *levels)
{
    const size_t n = e->registers.n;
    koh_local_deaths found = { 0 };
    double *numbers = KOH_TAKE(e->arena, 5 * n, double);
    int *group = KOH_TAKE(e->arena, n, int), *number = KOH_TAKE(e->arena, n, int);
    levels->area = KOH_TAKE(e->arena, n, koh_level);
    levels->county = KOH_TAKE(e->arena, n, koh_level);
    koh_level *out = KOH_TAKE(e->arena, n, koh_level), *counties = KOH_TAKE(e->arena, n, koh_level);
    if (numbers == NULL || group == NULL || number == NULL || levels->area == NULL || levels->county == NULL ||
        out == NULL || counties == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    double *deaths = numbers + n, *some = numbers + 2 * n;
    levels->expected = numbers;
    koh_status status = koh__local_deaths_read(path, &e->registers, e->arena, error, &found);
    if (status != KOH_OK) {
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        add_up(e, &found, i, &deaths[i], &levels->expected[i]);
    }
    koh_level_input input = {
        .n_group = number_counties(e, levels->expected, number), .group = group, .deaths = deaths, .expected = some
    };
    for (size_t i = 0; i < n; i++) { /* those that are known, in front */
        if (levels->expected[i] > 0) {
            group[input.n_area] = number[e->registers.county_index[i]];
            deaths[input.n_area] = deaths[i];
            some[input.n_area++] = levels->expected[i];
        }
    }
    double *work = KOH_TAKE(e->arena, 2 * input.n_group + input.n_area, double);
    koh_level_output output = { .group = counties, .area = out };
    if (work == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    status = koh_level_compute(&input, work, error, &output);
    if (status != KOH_OK) {
        koh_error_at(error, path, 0, 0, NULL);
        return status;
    }
    levels->country = output.country;
    for (size_t i = 0, k = 0; i < n; i++) {
        const int county = number[e->registers.county_index[i]];
        const koh_level unknown = { (double) NAN, (double) NAN, 0 };
        levels->county[i] = county >= 0 ? counties[county] : unknown;
        levels->area[i] = levels->expected[i] > 0 ? out[k++] : levels->county[i];
        levels->area[i].own = levels->expected[i] > 0 ? levels->area[i].own : 0;
    }
    return KOH_OK;
}
