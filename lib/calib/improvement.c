/* How fast the country's death rates fall: m_x(year) = m_x exp(-improvement_x (year - rate_year)).
 *
 * Method LEE_CARTER: ln m(x,t) = a_x + b_x k_t of both sexes together, by maximum Poisson likelihood over 30 years and
 * the ages to 95, k a random walk with drift: improvement_x = -drift b_x, that of 95 also above it. The forecast starts
 * at observed rates, which is the jump-off that the article on it advises, and the ratio of the sexes stays as it is
 * there, so that they do not drift apart.
 * Method TREND: the least-squares slope of the log rate of a band of ages, by sex, standardised on the newest
 * exposures, over the same years; spread on single ages by a moving average over five, and halved from age 90. Both are
 * kept between 0 and 3 % a year. Sources: N. Brouhns, M. Denuit & J. K. Vermunt (2002), Insurance: Mathematics and
 * Economics 31, 373-393 (likelihood); R. D. Lee & L. R. Carter (1992), Journal of the American Statistical Association
 * 87, 659-671 (the walk); N. Li & R. Lee (2005), Demography 42, 575-594 (the factor that groups have in common); R. Lee
 * & T. Miller (2001), Demography 38, 537-549 (jump-off). S. Tuljapurkar & C. Boe (1998), North American Actuarial
 * Journal 2(4), 13-47 (trends by age). Assumptions: the drift of 30 years goes on; the sexes' own factors, which return
 * to their mean, are left out. Limits: no cohort effects, no pandemics. Constants: hindcasts of the country and of
 * municipalities before 2016, docs/accuracy.md. */
#include "kohort/leecarter.h"

#include <assert.h>
#include <math.h>

#include "base/memory_priv.h"
#include "calib/survival_priv.h"
#include "kohort/calibrate.h"
#include "kohort/mortality_forecast.h"

#define IMPROVEMENT_MAX 0.03 /* per year, a bound: faster have only been the young, of whom hardly anyone dies now */
#define OLDEST_FACTOR 0.5    /* of the trend from OLDEST_AGE: the least errors of 90+ in hindcasts of the country */
enum { OLDEST_AGE = 90, SMOOTH_REACH = 2, BANDS = 10 };
enum { FITTED_AGES = 96 }; /* above them too few die for a b of their own */

/* First ages of the bands of the trend. */
static const size_t band_from[BANDS] = { 0, 20, 40, 60, 70, 75, 80, 85, 90, 95 };

#define NO_DEATHS 1e-9 /* added to a band's rate before its logarithm, deaths per person-year */

static double bounded(double improvement)
{
    return fmin(fmax(improvement, 0), IMPROVEMENT_MAX);
}

/* The log of a band's death rate in a year, standardised on weights by age. */
static double log_rate(const koh_vital_register *deaths, int year, size_t n_age, const size_t cells[2],
                       const double *weight)
{
    double events = 0, sum = 0;
    for (size_t i = cells[0]; i < cells[1]; i++) {
        double cell[2] = { 0, 0 };
        koh__deaths_at(deaths, year, i, n_age, cell);
        events += cell[0] / fmax(cell[1], NO_DEATHS) * weight[i];
        sum += weight[i];
    }
    return log(events / sum + NO_DEATHS);
}

/* Minus the least-squares slope of a band's log rate over the KOH_TREND_YEARS up to `last`. */
static double band_trend(const koh_vital_register *deaths, int last, size_t n_age, const size_t cells[2],
                         const double *weight)
{
    double covariance = 0, variance = 0;
    for (int k = 0; k < KOH_TREND_YEARS; k++) {
        const double from_mean = k - (KOH_TREND_YEARS - 1) / 2.0;
        covariance += from_mean * log_rate(deaths, last - KOH_TREND_YEARS + 1 + k, n_age, cells, weight);
        variance += from_mean * from_mean;
    }
    return -covariance / variance;
}

static double smoothed(size_t n_age, const double *trend, size_t age)
{
    double sum = 0;
    for (int k = -SMOOTH_REACH; k <= SMOOTH_REACH; k++) {
        const long at = (long) age + k, last = (long) n_age - 1;
        sum += trend[at < 0 ? 0 : at > last ? last : at];
    }
    return sum / (2 * SMOOTH_REACH + 1);
}

static void trends_by_band(const koh_vital_register *deaths, int last, size_t n_age, double *improvement)
{
    assert(n_age <= KOH_CALIB_MAX_AGES && n_age > band_from[BANDS - 1]);
    double weight[KOH_SEXES * KOH_CALIB_MAX_AGES] = { 0 }, trend[KOH_CALIB_MAX_AGES] = { 0 };
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        double sum[2] = { 0, 0 };
        for (int year = last - KOH_RATE_YEARS + 1; year <= last; year++) {
            koh__deaths_at(deaths, year, i, n_age, sum);
        }
        weight[i] = sum[1];
    }
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        for (size_t band = 0; band < BANDS; band++) {
            const size_t from = band_from[band], end = band + 1 < BANDS ? band_from[band + 1] : n_age;
            const size_t cells[2] = { sex * n_age + from, sex * n_age + end };
            const double slope = band_trend(deaths, last, n_age, cells, weight);
            for (size_t age = from; age < end; age++) {
                trend[age] = slope;
            }
        }
        for (size_t age = 0; age < n_age; age++) {
            const double kept = bounded(smoothed(n_age, trend, age));
            improvement[sex * n_age + age] = age < OLDEST_AGE ? kept : OLDEST_FACTOR * kept;
        }
    }
}

/* Deaths and exposure [KOH_TREND_YEARS][FITTED_AGES] of both sexes together. */
static void both_sexes(const koh_vital_register *deaths, int last, size_t n_age, double *events, double *exposure)
{
    for (size_t t = 0; t < KOH_TREND_YEARS; t++) {
        for (size_t age = 0; age < FITTED_AGES; age++) {
            double sum[2] = { 0, 0 };
            for (size_t sex = 0; sex < KOH_SEXES; sex++) {
                koh__deaths_at(deaths, last - KOH_TREND_YEARS + 1 + (int) t, sex * n_age + age, n_age, sum);
            }
            events[t * FITTED_AGES + age] = sum[0];
            exposure[t * FITTED_AGES + age] = sum[1];
        }
    }
}

static koh_status lee_carter(const koh_vital_register *deaths, int last, size_t n_age, koh_error *error,
                             double *improvement)
{
    enum { CELLS = KOH_TREND_YEARS * FITTED_AGES };
    assert(n_age > FITTED_AGES);
    double ax[FITTED_AGES], bx[FITTED_AGES], kt[KOH_TREND_YEARS];
    double *cells = KOH_NEW(2 * CELLS, double);
    koh_leecarter_workspace *workspace = NULL;
    koh_status status =
        cells == NULL ? KOH_ENOMEM : koh_leecarter_workspace_new(KOH_TREND_YEARS, FITTED_AGES, &workspace);
    if (status != KOH_OK) {
        koh__free(cells);
        return koh_error_set(error, status, "out of memory");
    }
    both_sexes(deaths, last, n_age, cells, cells + CELLS);
    const koh_leecarter_options options = koh_leecarter_options_defaults();
    const koh_leecarter_input input = {
        .n_year = KOH_TREND_YEARS, .n_age = FITTED_AGES, .deaths = cells, .exposure = cells + CELLS
    };
    koh_leecarter model = { .ax = ax, .bx = bx, .kt = kt };
    koh_walk walk = { 0 };
    status = koh_leecarter_fit(&input, &options, workspace, error, &model);
    status = status == KOH_OK ? koh_walk_fit(KOH_TREND_YEARS, kt, error, &walk) : status;
    for (size_t i = 0; status == KOH_OK && i < KOH_SEXES * n_age; i++) {
        const size_t age = i % n_age;
        improvement[i] = bounded(-walk.drift * bx[age < FITTED_AGES ? age : FITTED_AGES - 1]);
    }
    koh_leecarter_workspace_free(workspace);
    koh__free(cells);
    return status;
}

koh_status koh__improvement(const koh_vital_register *deaths, int last, size_t n_age, koh_calib_mortality method,
                            koh_error *error, double *improvement)
{
    if (method == KOH_CALIB_TREND) {
        trends_by_band(deaths, last, n_age, improvement);
        return KOH_OK;
    }
    return lee_carter(deaths, last, n_age, error, improvement);
}
