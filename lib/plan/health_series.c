/* Indicators year by year, and targets held against them.
 *
 * A year belongs to one series; where the next year is of another (a change of definition) there is a break, and
 * nothing is reckoned across it. A target is judged by the year it was set for where that is registered, else by the
 * newest figure; besides, the trend of the newest series is carried to that year: value + trend (year - newest), a
 * share kept within 0 and 1, a rate at 0 or above. Limits: a straight line is no forecast; the interval of the figure
 * is not part of the judgement. */
#include <math.h>

#include "plan/health_priv.h"

static const char *const areas[KOH_HEALTH_AREAS] = { "municipality", "county", "country" };

/* The row of an area's year, or NULL: its series is the year's. */
static const koh_health_row *row_of(const koh_plan_indicator *indicator, int area, int year)
{
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        if (row->area == area && row->year == year) {
            return row;
        }
    }
    return NULL;
}

size_t koh__health_year_add(int year, size_t n, int *years)
{
    size_t at = 0;
    while (at < n && years[at] < year) {
        at++;
    }
    if (at < n && years[at] == year) {
        return n;
    }
    for (size_t j = n; j > at; j--) {
        years[j] = years[j - 1];
    }
    years[at] = year;
    return n + 1;
}

/* All years of all indicators, ascending; their number. */
static size_t years_of(const koh_plan_health *health, int *years)
{
    size_t n = 0;
    for (size_t k = 0; k < health->n; k++) {
        for (size_t i = 0; i < health->indicators[k].n_rows; i++) {
            n = koh__health_year_add(health->indicators[k].rows[i].year, n, years);
        }
    }
    return n;
}

static void fill_area(const koh_plan_indicator *indicator, int area, const koh_axis *years, double *values)
{
    int series = -1, number = 0;
    for (size_t t = 0; t < years->n; t++) {
        double *cell = values + t * KOH_HEALTH_YEAR_MEASURES, sum[2];
        const koh_health_row *row = row_of(indicator, area, years->numbers[t]);
        cell[KOH_HEALTH_CRUDE] = cell[KOH_HEALTH_LOW] = cell[KOH_HEALTH_HIGH] = cell[KOH_HEALTH_SERIES] = (double) NAN;
        if (row == NULL) {
            continue;
        }
        koh__health_sum(indicator, area, row->year, row->series, sum);
        const koh_interval crude = koh__health_crude(indicator, sum);
        number += row->series != series;
        series = row->series;
        cell[KOH_HEALTH_CRUDE] = crude.value;
        cell[KOH_HEALTH_LOW] = crude.low;
        cell[KOH_HEALTH_HIGH] = crude.high;
        cell[KOH_HEALTH_SERIES] = number;
    }
}

static koh_status add_series(koh_frame *f, const koh_axis *indicators)
{
    static const char *const measures[KOH_HEALTH_YEAR_MEASURES] = { "crude", "crude_low", "crude_high", "series" };
    const koh_plan_health *health = f->plan->health;
    size_t most = 0;
    for (size_t k = 0; k < health->n; k++) {
        most += health->indicators[k].n_rows;
    }
    int *years = KOH_TAKE(f->result->arena, most, int);
    const koh_axis axis = { "year", years == NULL ? 0 : years_of(health, years), years, NULL };
    const koh_cube form = { .path = "health/series",
                            .unit = "per person, number of the series",
                            .time = "year",
                            .basis = "own",
                            .n_axes = 4,
                            .axes = { *indicators,
                                      { "area", KOH_HEALTH_AREAS, NULL, areas },
                                      axis,
                                      { "measure", KOH_HEALTH_YEAR_MEASURES, NULL, measures } } };
    koh_cube *cube = years == NULL ? NULL : koh__result_add(f->result, f->scenario, &form);
    for (size_t k = 0; cube != NULL && k < health->n; k++) {
        for (size_t area = 0; area < KOH_HEALTH_AREAS; area++) {
            fill_area(&health->indicators[k], (int) area, &axis,
                      cube->value + (k * KOH_HEALTH_AREAS + area) * axis.n * KOH_HEALTH_YEAR_MEASURES);
        }
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* own: the municipality's row of health/indicators. */
static void judge(const koh_plan_indicator *indicator, const double *own, double *parts)
{
    const koh_health_row *newest = koh__health_newest(indicator);
    const koh_health_row *then = row_of(indicator, KOH_AREA_MUNICIPALITY, indicator->target_year);
    const koh_health_row *judged = then != NULL ? then : newest;
    const double wanted = koh_quantity_at(indicator->target, indicator->target_year);
    double sum[2];
    koh__health_sum(indicator, KOH_AREA_MUNICIPALITY, judged->year, judged->series, sum);
    const double now = koh__health_crude(indicator, sum).value;
    const double missing = indicator->target_direction == KOH_AT_LEAST ? wanted - now : now - wanted;
    const double going_on = own[KOH_MEASURE_CRUDE] + own[KOH_MEASURE_TREND] * (indicator->target_year - newest->year);
    parts[KOH_HEALTH_WANTED] = wanted;
    parts[KOH_HEALTH_BY] = indicator->target_year;
    parts[KOH_HEALTH_NOW] = now;
    parts[KOH_HEALTH_OF] = judged->year;
    parts[KOH_HEALTH_MISSING] = isnan(missing) || missing > 0 ? missing : 0;
    parts[KOH_HEALTH_TREND] = isnan(going_on) || indicator->target_year <= newest->year ? (double) NAN
                              : indicator->is_rate                                      ? fmax(going_on, 0)
                                                                                        : fmin(fmax(going_on, 0), 1);
}

static koh_status add_targets(koh_frame *f)
{
    static const char *const labels[KOH_HEALTH_TARGET_PARTS] = { "wanted", "by", "now", "of", "missing", "by_trend" };
    const koh_plan_health *health = f->plan->health;
    const koh_cube *told = koh__result_cube(f->scenario, "health/indicators");
    const char **ids = KOH_TAKE(f->result->arena, health->n, const char *);
    size_t n = 0, at = 0;
    for (size_t k = 0; ids != NULL && k < health->n; k++) {
        if (health->indicators[k].target != NULL) {
            ids[n++] = health->indicators[k].id;
        }
    }
    if (ids == NULL || n == 0) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    koh_cube *cube = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = "health/targets",
                     .unit = "per person, year",
                     .time = "year",
                     .basis = "own",
                     .n_axes = 2,
                     .axes = { { "indicator", n, NULL, ids }, { "part", KOH_HEALTH_TARGET_PARTS, NULL, labels } } });
    for (size_t k = 0; cube != NULL && k < health->n; k++) {
        if (health->indicators[k].target != NULL) {
            judge(&health->indicators[k], told->value + k * KOH_HEALTH_AREAS * KOH_MEASURES,
                  cube->value + KOH_HEALTH_TARGET_PARTS * at++);
        }
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_health_series(koh_frame *f)
{
    const koh_cube *told = koh__result_cube(f->scenario, "health/indicators");
    const koh_status status = add_series(f, &told->axes[0]);
    return status == KOH_OK ? add_targets(f) : status;
}
