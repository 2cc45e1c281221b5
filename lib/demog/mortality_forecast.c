/* Forecasts of a mortality index, and schedules at a level that is given.
 *
 * Equations: random walk with drift, for k_1..k_n:
 *   drift = (k_n - k_1)/(n - 1),  sigma^2 = sum (k_t - k_(t-1) - drift)^2/(n - 2),  se_drift = sigma/sqrt(n - 1),
 *   k_(n+h): mean k_n + h drift, variance h sigma^2 + h^2 se_drift^2.
 * First-order autoregression, c and s by least squares, m = c/(1 - s):
 *   k_(n+h): mean m + s^h (k_n - m), variance sigma^2 (1 - s^(2h))/(1 - s^2).
 * Rates: m(x,t) = m(x, jump-off) exp(b_x (k_t - k_jump)), where the jump-off rates are those observed. A life
 * expectancy is met by the zero in k of e0(k) - target.
 * Sources: R. D. Lee & L. R. Carter (1992), Journal of the American Statistical Association 87, 659-671 (walk); N.
 * Li & R. Lee (2005), Coherent mortality forecasts for a group of populations, Demography 42, 575-594
 * (autoregression); R. Lee & T. Miller (2001), Evaluating the performance of the Lee-Carter method for forecasting
 * mortality, Demography 38, 537-549 (observed jump-off rates).
 * Assumptions: what drove the index goes on. Limits: intervals without the errors of a and b; no breaks of trend. */
#include "demog/mortality_forecast_priv.h"

#include <math.h>

#include "kohort/mortality.h"
#include "kohort/mortality_forecast.h"

#define E0_TOLERANCE 1e-9   /* years, as the header promises */
#define LOG_RATE_LIMIT 20.0 /* change of the log rate that moves most: a factor of 5e8 leaves no human mortality */
#define FIRST_STEP 0.05     /* change of the log rate that moves most: about half a year of life */

static koh_status check_series(size_t n, const double *k, size_t least, koh_error *error)
{
    if (n < least) {
        return koh_error_set(error, KOH_EDOMAIN, "a series of %zu years: %zu are needed", n, least);
    }
    for (size_t t = 0; t < n; t++) {
        if (!isfinite(k[t])) {
            return koh_error_set(error, KOH_EDOMAIN, "year %zu of the series is not a number", t);
        }
    }
    return KOH_OK;
}

koh_status koh_walk_fit(size_t n, const double *k, koh_error *error, koh_walk *walk)
{
    koh_status status = check_series(n, k, 3, error);
    if (status != KOH_OK) {
        return status;
    }
    const double steps = (double) (n - 1), drift = (k[n - 1] - k[0]) / steps;
    double squares = 0;
    for (size_t t = 1; t < n; t++) {
        squares += (k[t] - k[t - 1] - drift) * (k[t] - k[t - 1] - drift);
    }
    const double sigma = sqrt(squares / (steps - 1));
    *walk = (koh_walk){ .last = k[n - 1], .drift = drift, .sigma = sigma, .se_drift = sigma / sqrt(steps) };
    return KOH_OK;
}

double koh_walk_at(const koh_walk *walk, double years, double *variance)
{
    if (variance != NULL) {
        const double of_drift = years * walk->se_drift;
        *variance = years * walk->sigma * walk->sigma + of_drift * of_drift;
    }
    return walk->last + years * walk->drift;
}

koh_status koh_reversion_fit(size_t n, const double *k, koh_error *error, koh_reversion *reversion)
{
    koh_status status = check_series(n, k, 4, error);
    if (status != KOH_OK) {
        return status;
    }
    const double pairs = (double) (n - 1);
    double before = 0, after = 0, covariance = 0, variance = 0, squares = 0;
    for (size_t t = 1; t < n; t++) {
        before += k[t - 1] / pairs;
        after += k[t] / pairs;
    }
    for (size_t t = 1; t < n; t++) {
        covariance += (k[t - 1] - before) * (k[t] - after);
        variance += (k[t - 1] - before) * (k[t - 1] - before);
    }
    if (!(variance > 0) || !(fabs(covariance) < variance)) {
        return koh_error_set(error, KOH_ENOSOLUTION, "the series does not return to a mean");
    }
    const double slope = covariance / variance, constant = after - slope * before;
    for (size_t t = 1; t < n; t++) {
        const double rest = k[t] - constant - slope * k[t - 1];
        squares += rest * rest;
    }
    *reversion = (koh_reversion){ k[n - 1], constant, slope, sqrt(squares / (pairs - 2)) };
    return KOH_OK;
}

double koh_reversion_at(const koh_reversion *reversion, size_t years, double *variance)
{
    const double s = reversion->slope, mean = reversion->constant / (1 - s), kept = pow(s, (double) years);
    if (variance != NULL) {
        *variance = reversion->sigma * reversion->sigma * (1 - kept * kept) / (1 - s * s);
    }
    return mean + kept * (reversion->last - mean);
}

koh_status koh_leecarter_jump_off(const koh_leecarter_input *input, const koh_leecarter *model, size_t n_years,
                                  double *rate, double *k)
{
    if (n_years == 0 || n_years > input->n_year) {
        return KOH_EDOMAIN;
    }
    const size_t stride = input->stride == 0 ? input->n_age : input->stride, first = input->n_year - n_years;
    double index = 0;
    for (size_t t = first; t < input->n_year; t++) {
        index += model->kt[t] / (double) n_years;
    }
    for (size_t x = 0; x < input->n_age; x++) {
        double D = 0, E = 0, offset = 0;
        for (size_t t = first; t < input->n_year; t++) {
            D += input->deaths[t * stride + x];
            E += input->exposure[t * stride + x];
            offset += input->offset == NULL ? 0 : input->offset[t * input->n_age + x] / (double) n_years;
        }
        rate[x] = D > 0 ? D / E : exp(offset + model->ax[x] + model->bx[x] * index);
    }
    *k = index;
    return KOH_OK;
}

void koh_mortality_shift(size_t n_age, const double *rate, const double *bx, double change, double *shifted)
{
    for (size_t x = 0; x < n_age; x++) {
        shifted[x] = rate[x] * exp(bx[x] * change);
    }
}

/* A schedule, its pattern of change and the life expectancy that is sought. */
typedef struct target {
    size_t n_age;
    const double *rate, *bx;
    int sex;
    double e0;
} target;

static koh_status gap_at(const target *sought, double change, double *gap)
{
    double shifted[KOH_MORTALITY_AGES], e0;
    koh_mortality_shift(sought->n_age, sought->rate, sought->bx, change, shifted);
    koh_status status = koh_mortality_e0(sought->n_age, shifted, sought->sex, NULL, &e0);
    if (status == KOH_OK) {
        *gap = e0 - sought->e0;
    }
    return status;
}

koh_status koh__mortality_seek(size_t n_age, const double *bx, double index, double gap, koh_root *root)
{
    double sum = 0, largest = 0;
    for (size_t x = 0; x < n_age; x++) {
        if (!isfinite(bx[x])) {
            return KOH_EDOMAIN;
        }
        sum += bx[x];
        largest = fmax(largest, fabs(bx[x]));
    }
    if (!(largest > 0)) {
        return KOH_ENOSOLUTION;
    }
    const double step = (gap > 0) == (sum > 0) ? FIRST_STEP : -FIRST_STEP; /* to higher rates when it lives too long */
    koh_status status = koh__root_seek(index, gap, step / largest, LOG_RATE_LIMIT / largest, root);
    root->fx_tolerance = E0_TOLERANCE;
    return status;
}

koh_status koh_mortality_meet(size_t n_age, const double *rate, const double *bx, int sex, double e0, double *change)
{
    const target sought = { n_age, rate, bx, sex, e0 };
    if (n_age < 2 || n_age > KOH_MORTALITY_AGES || !isfinite(e0)) {
        return KOH_EDOMAIN;
    }
    double gap = 0;
    koh_root root;
    koh_status status = gap_at(&sought, 0, &gap);
    if (status == KOH_OK) {
        status = koh__mortality_seek(n_age, bx, 0, gap, &root);
    }
    while (status == KOH_OK && koh__root_next(&root)) {
        status = gap_at(&sought, root.x, &gap);
        koh__root_tell(&root, gap);
    }
    if (status == KOH_OK) {
        status = koh__root_end(&root);
    }
    if (status == KOH_OK) {
        *change = root.x;
    }
    return status;
}
