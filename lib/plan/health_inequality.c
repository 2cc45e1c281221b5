/* Social inequality in the indicators: the worst-off group beside the best-off one, and the indices over all groups
 * (health/inequality.c), for every area and year that has groups.
 *
 * A group whose cases are unknown leaves the indices unknown, and the differences where it is the first or the last.
 * Limits: the groups have no ages, so that nothing is standardised; the intervals are those of the two groups alone. */
#include <math.h>
#include <string.h>

#include "plan/health_priv.h"

static const char *const measures[KOH_INEQUALITIES] = {
    "groups",        "worst_off",           "worst_off_low",       "worst_off_high", "best_off",      "best_off_low",
    "best_off_high", "absolute_difference", "relative_difference", "slope_index",    "relative_index"
};

const koh_health_group *koh__health_groups_of(const koh_plan_indicator *indicator, int area, int year, size_t *n)
{
    const koh_health_group *first = NULL;
    *n = 0;
    for (size_t i = 0; i < indicator->n_groups; i++) {
        const koh_health_group *group = &indicator->groups[i];
        if (group->area == area && group->year == year) {
            first = first == NULL ? group : first;
            ++*n;
        }
    }
    return first;
}

/* The figure of a group; what is withheld stays so. */
static koh_interval figure_of(const koh_plan_indicator *indicator, const koh_health_group *group)
{
    const double sum[2] = { group->cases, group->persons };
    return isnan(group->cases) ? (koh_interval){ group->cases, group->cases, group->cases }
                               : koh__health_crude(indicator, sum);
}

static void tell(const koh_plan_indicator *indicator, size_t n, const koh_health_group *groups, double *row)
{
    double rate[KOH_HEALTH_RANKS], persons[KOH_HEALTH_RANKS], unknown = (double) NAN;
    koh_inequality index;
    for (size_t i = 0; i < n; i++) {
        rate[i] = groups[i].cases / groups[i].persons;
        persons[i] = groups[i].persons;
        unknown = isnan(groups[i].cases) ? groups[i].cases : unknown;
    }
    if (koh_inequality_of(n, rate, persons, &index) != KOH_OK) {
        index = (koh_inequality){ unknown, unknown };
    }
    const koh_interval worst = figure_of(indicator, &groups[0]), best = figure_of(indicator, &groups[n - 1]);
    const double difference = worst.value - best.value;
    const double measured[KOH_INEQUALITIES] = {
        [KOH_INEQUALITY_GROUPS] = (double) n,
        [KOH_INEQUALITY_WORST] = worst.value,
        [KOH_INEQUALITY_WORST_LOW] = worst.low,
        [KOH_INEQUALITY_WORST_HIGH] = worst.high,
        [KOH_INEQUALITY_BEST] = best.value,
        [KOH_INEQUALITY_BEST_LOW] = best.low,
        [KOH_INEQUALITY_BEST_HIGH] = best.high,
        [KOH_INEQUALITY_ABSOLUTE] = difference,
        [KOH_INEQUALITY_RELATIVE] = isnan(difference) ? difference
                                    : best.value > 0  ? worst.value / best.value
                                                      : (double) NAN,
        [KOH_INEQUALITY_SLOPE] = index.slope,
        [KOH_INEQUALITY_RELATIVE_INDEX] = index.relative,
    };
    memcpy(row, measured, sizeof measured);
}

/* Indicators that have groups, and the years of these, ascending; no indicators: there are none. */
static koh_status axes_of(koh_frame *f, koh_axis *indicators, koh_axis *years)
{
    const koh_plan_health *health = f->plan->health;
    size_t most = 0;
    for (size_t k = 0; k < health->n; k++) {
        most += health->indicators[k].n_groups;
    }
    const char **ids = KOH_TAKE(f->result->arena, health->n, const char *);
    int *numbers = KOH_TAKE(f->result->arena, most, int);
    if (ids == NULL || numbers == NULL) {
        return KOH_ENOMEM;
    }
    *indicators = (koh_axis){ "indicator", 0, NULL, ids };
    *years = (koh_axis){ "year", 0, numbers, NULL };
    for (size_t k = 0; k < health->n; k++) {
        const koh_plan_indicator *indicator = &health->indicators[k];
        if (indicator->n_groups > 0) {
            ids[indicators->n++] = indicator->id;
        }
        for (size_t i = 0; i < indicator->n_groups; i++) {
            years->n = koh__health_year_add(indicator->groups[i].year, years->n, numbers);
        }
    }
    return KOH_OK;
}

static void fill(const koh_plan_indicator *indicator, const koh_axis *years, double *values)
{
    for (size_t i = 0; i < KOH_HEALTH_AREAS * years->n; i++) {
        double *row = values + i * KOH_INEQUALITIES;
        size_t n;
        const koh_health_group *groups =
            koh__health_groups_of(indicator, (int) (i / years->n), years->numbers[i % years->n], &n);
        for (size_t m = 0; m < KOH_INEQUALITIES; m++) {
            row[m] = (double) NAN;
        }
        if (groups != NULL) {
            tell(indicator, n, groups, row);
        }
    }
}

koh_status koh__model_health_inequality(koh_frame *f)
{
    const koh_plan_health *health = f->plan->health;
    koh_axis indicators, years;
    const koh_status status = axes_of(f, &indicators, &years);
    if (status != KOH_OK || indicators.n == 0) {
        return status;
    }
    const koh_cube form = { .path = "health/inequality",
                            .unit = "per person, ratio",
                            .time = "year",
                            .basis = "own",
                            .n_axes = 4,
                            .axes = { indicators,
                                      koh__result_cube(f->scenario, "health/indicators")->axes[1],
                                      years,
                                      { "measure", KOH_INEQUALITIES, NULL, measures } } };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    size_t at = 0;
    for (size_t k = 0; cube != NULL && k < health->n; k++) {
        if (health->indicators[k].n_groups > 0) {
            fill(&health->indicators[k], &years, cube->value + at++ * KOH_HEALTH_AREAS * years.n * KOH_INEQUALITIES);
        }
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}
