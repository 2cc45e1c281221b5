/* Public-health indicators: the municipality's newest year beside the county's and the country's, standardised on the
 * persons of the country in the same strata, with the interval of chance and the trend of the newest series.
 *
 * Trend: least squares of the crude figure on the year, three years or more. What is unknown in a stratum makes the
 * whole unknown; years of another series (a change of definition) are not joined. */
#include "plan/health_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "kohort/indicator.h"

#define CONFIDENCE 0.95
enum { STRATA_MAX = 512, TREND_YEARS_MIN = 3 };

static const char *const areas[KOH_HEALTH_AREAS] = { "municipality", "county", "country" };
static const char *const measures[KOH_MEASURES] = { "crude", "crude_low",      "crude_high", "standardised", "low",
                                                    "high",  "trend_per_year", "cases",      "persons" };

const koh_health_row *koh__health_newest(const koh_plan_indicator *indicator)
{
    const koh_health_row *found = NULL;
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        if (row->area == KOH_AREA_MUNICIPALITY && (found == NULL || row->year > found->year)) {
            found = row;
        }
    }
    return found;
}

void koh__health_sum(const koh_plan_indicator *indicator, int area, int year, int series, double sum[2])
{
    sum[0] = sum[1] = 0;
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        if (row->area == area && row->year == year && row->series == series) {
            sum[0] += row->cases;
            sum[1] += row->persons;
        }
    }
}

/* Persons of the country in the stratum of a row; NaN = the country has no such stratum. */
static double standard_of(const koh_plan_indicator *indicator, const koh_health_row *like)
{
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        if (row->area == KOH_AREA_COUNTRY && row->year == like->year && row->sex == like->sex &&
            row->from == like->from && row->to == like->to) {
            return row->persons;
        }
    }
    return (double) NAN;
}

/* The directly standardised figure; unknown unless every stratum of the country is there and known. */
static koh_interval standardise(const koh_plan_indicator *indicator, int area, int year)
{
    double cases[STRATA_MAX], persons[STRATA_MAX], standard[STRATA_MAX];
    koh_interval estimate = { (double) NAN, (double) NAN, (double) NAN };
    size_t n = 0, strata = 0;
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        strata += row->area == KOH_AREA_COUNTRY && row->year == year;
        if (row->area == area && row->year == year && n < STRATA_MAX) {
            cases[n] = row->cases;
            persons[n] = row->persons;
            standard[n++] = standard_of(indicator, row);
        }
    }
    const koh_strata of_area = { n, cases, persons, standard };
    return n == 0 || n != strata || koh_standardise_direct(&of_area, CONFIDENCE, &estimate) != KOH_OK
               ? (koh_interval){ (double) NAN, (double) NAN, (double) NAN }
               : estimate;
}

/* Change of the crude figure a year over the years of the series. */
static double trend(const koh_plan_indicator *indicator, int area, const koh_health_row *last)
{
    double n = 0, year_sum = 0, value_sum = 0, products = 0, squares = 0;
    for (int year = last->year; year > last->year - 100; year--) {
        double sum[2];
        koh__health_sum(indicator, area, year, last->series, sum);
        if (sum[1] > 0 && !isnan(sum[0])) {
            const double x = year - last->year, y = sum[0] / sum[1];
            n++;
            year_sum += x;
            value_sum += y;
            products += x * y;
            squares += x * x;
        }
    }
    return n < TREND_YEARS_MIN ? (double) NAN
                               : (products - year_sum * value_sum / n) / (squares - year_sum * year_sum / n);
}

koh_interval koh__health_crude(const koh_plan_indicator *indicator, const double sum[2])
{
    koh_interval crude = { (double) NAN, (double) NAN, (double) NAN };
    if (sum[1] > 0 && !isnan(sum[0]) &&
        (indicator->is_rate ? koh_rate_interval : koh_share_interval)(sum[0], sum[1], CONFIDENCE, &crude) != KOH_OK) {
        crude = (koh_interval){ (double) NAN, (double) NAN, (double) NAN };
    }
    return crude;
}

static void tell(const koh_plan_indicator *indicator, int area, const koh_health_row *last, double *row)
{
    double sum[2];
    koh__health_sum(indicator, area, last->year, last->series, sum);
    const koh_interval crude = koh__health_crude(indicator, sum);
    for (size_t m = 0; m < KOH_MEASURES; m++) {
        row[m] = (double) NAN;
    }
    if (isnan(crude.value)) {
        return;
    }
    const koh_interval standardised = standardise(indicator, area, last->year);
    const double told[KOH_MEASURES] = { crude.value,
                                        crude.low,
                                        crude.high,
                                        standardised.value,
                                        standardised.low,
                                        standardised.high,
                                        trend(indicator, area, last),
                                        sum[0],
                                        sum[1] };
    memcpy(row, told, sizeof told);
}

koh_status koh__model_health(koh_frame *f)
{
    const koh_plan_health *health = f->plan->health;
    if (health == NULL || health->n == 0) {
        return KOH_OK;
    }
    const char **ids = KOH_TAKE(f->result->arena, health->n, const char *);
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < health->n; i++) {
        ids[i] = health->indicators[i].id;
    }
    const koh_axis indicator = { "indicator", health->n, NULL, ids };
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "health/indicators",
                                                  .unit = "per person, persons",
                                                  .time = "year",
                                                  .basis = "own",
                                                  .n_axes = 3,
                                                  .axes = { indicator,
                                                            { "area", KOH_HEALTH_AREAS, NULL, areas },
                                                            { "measure", KOH_MEASURES, NULL, measures } } });
    koh_cube *years = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = "health/year", .unit = "year", .time = "year", .n_axes = 1, .axes = { indicator } });
    if (cube == NULL || years == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < health->n; i++) {
        const koh_health_row *last = koh__health_newest(&health->indicators[i]);
        years->value[i] = last->year;
        for (int area = 0; area < KOH_HEALTH_AREAS; area++) {
            tell(&health->indicators[i], area, last,
                 cube->value + (i * KOH_HEALTH_AREAS + (size_t) area) * KOH_MEASURES);
        }
    }
    const koh_status status = koh__model_health_series(f);
    return status == KOH_OK ? koh__model_health_inequality(f) : status;
}
