/* Mortality of the country: rates, their trend, and the survival of those who are a years old at 1 January.
 *
 * Equations: m_x = D_x / E_x of some years taken together. Those of completed age x - 1 at 1 January live, in the mean,
 * half of the year at age x - 1 and half at age x (a Lexis parallelogram cut in two), so S_x = exp(-(m_{x-1} + m_x)/2);
 * S_0 = exp(-0.9 m_0) from birth to 1 January; open group exp(-m_A). The trend of a band of ages is the least-squares
 * slope of the log of its rate, standardised on the newest exposures, over 30 years; spread on single ages by a moving
 * average over five, kept between 0 and 3 % a year, and halved from age 90, where gains have come later and slower.
 *   m_x(year) = m_x exp(-improvement_x (year - rate_year)).
 * Sources: S. H. Preston, P. Heuveline & M. Guillot (2001), Demography, sections 3.2 and 6.3; the extrapolation of log
 * rates by age is reviewed in S. Tuljapurkar & C. Boe (1998), North American Actuarial Journal 2(4), 13-47.
 * Assumptions: birthdays and deaths even over the year of age; the trend of 30 years goes on.
 * Limits: no cohort effects, no pandemics; the sexes are not held together, so not for more than about 40 years.
 * Constants: hindcasts of the country from 1990-2011, docs/accuracy.md. */
#include "calib/survival_priv.h"

#include <assert.h>
#include <math.h>

#include "kohort/calibrate.h"

/* Deaths per person-year where fewer than FEW person-years were lived: the plateau of hazards above 105, about 0.65
 * (E. Barbi, F. Lagona, M. Marsili, J. W. Vaupel & K. W. Wachter 2018, Science 360, 1459-1461), rounded down since
 * such cells also occur below it. */
#define PLATEAU_RATE 0.6
#define FEW_YEARS 5.0 /* person-years: a rate of fewer is chance */

/* Share of infant deaths that falls in the year of birth, 1 - their mean age when births are even over the year. The
 * mean age is 0.14 years where few infants die (E. M. Andreev & W. W. Kingkade 2015, Demographic Research 33, 363-390);
 * 0.1 was used in tuning and leaves 1 in 10 000 newborn more to die. */
#define INFANT_SHARE 0.9

#define IMPROVEMENT_MAX 0.03 /* per year, a bound: faster have only been the young, of whom hardly anyone dies now */
#define OLDEST_FACTOR 0.5    /* of the trend from OLDEST_AGE: the least errors of 90+ in hindcasts of the country */
enum { OLDEST_AGE = 90, SMOOTH_REACH = 2, BANDS = 10 };

/* First ages of the bands of the trend. */
static const size_t band_from[BANDS] = { 0, 20, 40, 60, 70, 75, 80, 85, 90, 95 };

#define NO_DEATHS 1e-9 /* added to a band's rate before its logarithm, deaths per person-year */

/* Deaths and person-years of a year, sex and age, those from the last age on together. */
static void vital(const koh_vital_register *deaths, int year, size_t cell, size_t n_age, double sum[2])
{
    assert(n_age > 0);
    const size_t sex = cell / n_age, age = cell % n_age;
    const size_t row = ((size_t) (year - deaths->first_year) * KOH_SEXES + sex) * deaths->n_age;
    const size_t end = age + 1 < n_age ? age + 1 : deaths->n_age;
    for (size_t x = age; x < end; x++) {
        sum[0] += deaths->deaths[row + x];
        sum[1] += deaths->exposure[row + x];
    }
}

void koh__death_rates(const koh_vital_register *deaths, int first, int last, size_t n_age, double *rate)
{
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        double sum[2] = { 0, 0 };
        for (int year = first; year <= last; year++) {
            vital(deaths, year, i, n_age, sum);
        }
        rate[i] = sum[1] < FEW_YEARS ? PLATEAU_RATE : sum[0] / sum[1];
    }
}

void koh__survival(size_t n_age, const double *rate, double *survival)
{
    assert(n_age >= 2);
    for (size_t sex = 0; sex < KOH_SEXES; sex++, rate += n_age, survival += n_age) {
        survival[0] = exp(-INFANT_SHARE * rate[0]);
        for (size_t age = 1; age + 1 < n_age; age++) {
            survival[age] = exp(-(rate[age - 1] + rate[age]) / 2);
        }
        survival[n_age - 1] = exp(-rate[n_age - 1]);
    }
}

/* The log of a band's death rate in a year, standardised on weights by age. */
static double log_rate(const koh_vital_register *deaths, int year, size_t n_age, const size_t cells[2],
                       const double *weight)
{
    double events = 0, sum = 0;
    for (size_t i = cells[0]; i < cells[1]; i++) {
        double cell[2] = { 0, 0 };
        vital(deaths, year, i, n_age, cell);
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

void koh__improvement(const koh_vital_register *deaths, int last, size_t n_age, double *improvement)
{
    assert(n_age <= KOH_CALIB_MAX_AGES && n_age > band_from[BANDS - 1]);
    double weight[KOH_SEXES * KOH_CALIB_MAX_AGES] = { 0 }, trend[KOH_CALIB_MAX_AGES] = { 0 };
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        double sum[2] = { 0, 0 };
        for (int year = last - KOH_RATE_YEARS + 1; year <= last; year++) {
            vital(deaths, year, i, n_age, sum);
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
            const double kept = fmin(fmax(smoothed(n_age, trend, age), 0), IMPROVEMENT_MAX);
            improvement[sex * n_age + age] = age < OLDEST_AGE ? kept : OLDEST_FACTOR * kept;
        }
    }
}

void koh__survivors(size_t n_age, const double *persons, const double *survival, double *aged)
{
    for (size_t sex = 0; sex < KOH_SEXES; sex++, persons += n_age, survival += n_age, aged += n_age) {
        aged[0] = 0;
        for (size_t age = 1; age + 1 < n_age; age++) {
            aged[age] = persons[age - 1] * survival[age];
        }
        aged[n_age - 1] = (persons[n_age - 2] + persons[n_age - 1]) * survival[n_age - 1];
    }
}

void koh__newborn(size_t n_age, const double *women_start, const double *women_end, const double *fertility,
                  const double *survival, double *aged)
{
    double births = 0;
    for (size_t age = 0; age < n_age; age++) {
        births += fertility[age] * (women_start[age] + women_end[age]) / 2;
    }
    aged[0] = births / (1 + KOH_BOYS_PER_GIRL) * survival[0];
    aged[n_age] = births * KOH_BOYS_PER_GIRL / (1 + KOH_BOYS_PER_GIRL) * survival[n_age];
}

/* Survivors and person-years of one newborn who is subject to the rates, each constant within its age. */
static void life_table(size_t n_age, const double *rate, double *lx, double *Lx)
{
    lx[0] = 1;
    for (size_t age = 0; age + 1 < n_age; age++) {
        lx[age + 1] = lx[age] * exp(-rate[age]);
        Lx[age] = rate[age] > 0 ? (lx[age] - lx[age + 1]) / rate[age] : lx[age];
    }
    Lx[n_age - 1] = lx[n_age - 1] / rate[n_age - 1];
}

static double life_expectancy_of(size_t n_age, const double *rate)
{
    double lx[KOH_CALIB_MAX_AGES], Lx[KOH_CALIB_MAX_AGES], years = 0;
    life_table(n_age, rate, lx, Lx);
    for (size_t age = 0; age < n_age; age++) {
        years += Lx[age];
    }
    return years;
}

/* Death rates [2][n_age] of a step. */
static koh_status rates_at(const koh_calib_nation *nation, size_t step, double level, double improvement, double *rate)
{
    const size_t n_age = nation->n_age;
    if (step >= nation->n_steps || n_age < 2 || n_age > KOH_CALIB_MAX_AGES || !(level > 0) || !isfinite(level) ||
        !isfinite(improvement)) {
        return KOH_EDOMAIN;
    }
    const double years = nation->origin + (double) step - nation->rate_year;
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        rate[i] = nation->death_rate[i] * level * exp(-nation->improvement[i] * improvement * years);
    }
    return KOH_OK;
}

koh_status koh_calib_survival(const koh_calib_nation *nation, size_t step, double level, double improvement,
                              double *survival, double *life_expectancy)
{
    double rate[KOH_SEXES * KOH_CALIB_MAX_AGES] = { 0 };
    const koh_status status = rates_at(nation, step, level, improvement, rate);
    if (status != KOH_OK) {
        return status;
    }
    koh__survival(nation->n_age, rate, survival);
    if (life_expectancy != NULL) {
        life_expectancy[KOH_FEMALE] = life_expectancy_of(nation->n_age, rate);
        life_expectancy[KOH_MALE] = life_expectancy_of(nation->n_age, rate + nation->n_age);
    }
    return KOH_OK;
}

koh_status koh_calib_life_table(const koh_calib_nation *nation, size_t step, double level, double improvement,
                                double *lx, double *Lx)
{
    double rate[KOH_SEXES * KOH_CALIB_MAX_AGES] = { 0 };
    const koh_status status = rates_at(nation, step, level, improvement, rate);
    for (size_t i = 0; status == KOH_OK && i < KOH_SEXES * nation->n_age; i += nation->n_age) {
        life_table(nation->n_age, rate + i, lx + i, Lx + i);
    }
    return status;
}
