/* Mortality of the country: rates, and the survival of those who are a years old at 1 January.
 *
 * Equations: m_x = D_x / E_x of some years taken together. Those of completed age x - 1 at 1 January live, in the mean,
 * half of the year at age x - 1 and half at age x (a Lexis parallelogram cut in two), so S_x = exp(-(m_{x-1} + m_x)/2);
 * S_0 = exp(-0.9 m_0) from birth to 1 January; open group exp(-m_A). Rates of later years: improvement.c.
 * Source: S. H. Preston, P. Heuveline & M. Guillot (2001), Demography, sections 3.2 and 6.3.
 * Assumptions: birthdays and deaths even over the year of age. */
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

void koh__deaths_at(const koh_vital_register *deaths, int year, size_t cell, size_t n_age, double sum[2])
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
            koh__deaths_at(deaths, year, i, n_age, sum);
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
