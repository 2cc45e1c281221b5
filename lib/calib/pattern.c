/* The age pattern of net migration of a municipality, against the country's.
 *
 * Method: for sixteen groups of ages at the end of the year, sexes together, d_t is the residual of a year less what
 * the country's rates by sex and age would give, per person expected. It is a mean plus a part that stays plus chance:
 *   d_t = mu + x_t + e_t,  var x = lasting_g with memory, var e_t = chance_g / persons.
 * The two variances of a group are estimated from all municipalities by moments: lasting from products of deviations 1
 * to 4 years apart, weighted by the root of persons; chance from the variance within municipalities less what x adds.
 * The mean is the precision-weighted one of the country, from age 67 with an effect of the county. x is predicted as in
 * level.c: deviation(h) = mu + now memory^h.
 * Source: as level.c; moment estimator, R. Prasad & J. N. K. Rao (1990), JASA 85, 163-171.
 * Assumptions: a group's ages and the sexes deviate alike; groups independent of each other; children's deviations do
 * not fade. Limits: institutions and campuses that open or close are seen only afterwards. Constants: chosen on
 * hindcasts whose outcomes were known before 1 January 2016, see docs/accuracy.md. */
#include "calib/pattern_priv.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "num/ar1_priv.h"

enum { PATTERN_YEARS = 10, MAX_LAG = 4, YOUNG_AGE = 16, OLD_AGE = 67 };

#define MEMORY_YOUNG 1.0 /* correlation from year to year below YOUNG_AGE: error of 0-19 2.55 %, with 0.95 2.80 % */
#define MEMORY 0.95      /* from YOUNG_AGE on */
#define COUNTY_SHARE 0.3 /* variance of a county's effect over that of a municipality's, from OLD_AGE */
#define LASTING_MIN                                                                                                    \
    1e-7                /* (per person and year)^2: a trace, so that a group without a lasting part divides by no 0    \
                         */
#define CHANCE_MIN 0.01 /* persons (per person and year)^2: a tenth of the smallest estimates */
#define PERSONS_MIN 0.5 /* a group without anybody counts as half a person */

static const int group_from[KOH_CALIB_GROUPS] = { 0, 1, 6, 13, 16, 19, 22, 25, 28, 31, 35, 40, 50, 60, 67, 75 };

const int *koh_calib_group_from(void)
{
    return group_from;
}

void koh__pattern_ages(size_t group, size_t n_age, size_t *from, size_t *end)
{
    *from = (size_t) group_from[group];
    *end = group + 1 < KOH_CALIB_GROUPS ? (size_t) group_from[group + 1] : n_age;
}

size_t koh__pattern_group(size_t age)
{
    size_t group = KOH_CALIB_GROUPS - 1;
    while (age < (size_t) group_from[group]) {
        group--;
    }
    return group;
}

double koh__pattern_memory(size_t group)
{
    return group_from[group] < YOUNG_AGE ? MEMORY_YOUNG : MEMORY;
}

void koh__pattern_at(const koh_calib_region *region, size_t step, double *deviation)
{
    for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
        deviation[g] = region->group_mean[g] + region->group_now[g] * pow(koh__pattern_memory(g), (double) step);
    }
}

void koh__national_net_rate(const koh_history *history, size_t year, double *rate)
{
    double aged[2 * KOH_CALIB_MAX_AGES] = { 0 };
    const size_t size = 2 * history->n_age;
    memset(rate, 0, size * sizeof *rate);
    for (size_t r = 0; r < history->n_regions; r++) {
        const double *x = koh__history_at(history, history->aged, year, r);
        const double *residual = koh__history_at(history, history->residual, year, r);
        for (size_t i = 0; i < size; i++) {
            rate[i] += residual[i];
            aged[i] += x[i];
        }
    }
    for (size_t i = 0; i < size; i++) {
        rate[i] /= fmax(aged[i], 1);
    }
}

/* One group over the years: n years of R regions. */
typedef struct deviations {
    size_t n, n_regions;
    double memory;
    double *persons;      /* [n][R] expected */
    double *rate;         /* [n][R] deviation, per person and year */
    double *mean_persons; /* [R] */
    double *mean_rate;    /* [R] */
    double *centre;       /* [R] mu */
} deviations;

/* The deviation of a group's ages in a municipality and year. */
static void deviate(const koh_history *history, size_t year, size_t group, const double *national, deviations *d,
                    size_t t)
{
    size_t from, end;
    koh__pattern_ages(group, history->n_age, &from, &end);
    for (size_t r = 0; r < d->n_regions; r++) {
        const double *aged = koh__history_at(history, history->aged, year, r);
        const double *residual = koh__history_at(history, history->residual, year, r);
        double persons = 0, deviation = 0;
        for (size_t sex = 0; sex < 2; sex++) {
            for (size_t i = sex * history->n_age + from; i < sex * history->n_age + end; i++) {
                persons += aged[i];
                deviation += residual[i] - national[i] * aged[i];
            }
        }
        d->persons[t * d->n_regions + r] = fmax(persons, PERSONS_MIN);
        d->rate[t * d->n_regions + r] = deviation / fmax(persons, PERSONS_MIN);
    }
}

static void average(deviations *d)
{
    for (size_t r = 0; r < d->n_regions; r++) {
        d->mean_persons[r] = d->mean_rate[r] = 0;
        for (size_t t = 0; t < d->n; t++) {
            d->mean_persons[r] += d->persons[t * d->n_regions + r] / (double) d->n;
            d->mean_rate[r] += d->rate[t * d->n_regions + r] / (double) d->n;
        }
    }
}

/* Variance of the lasting part: products of deviations some years apart, in which chance drops out. */
static double lasting_variance(const deviations *d)
{
    double centre = 0, persons = 0, weights = 0, products = 0, expected = 0;
    for (size_t r = 0; r < d->n_regions; r++) {
        centre += d->mean_rate[r] * d->mean_persons[r];
        persons += d->mean_persons[r];
        weights += sqrt(d->mean_persons[r]);
    }
    centre /= persons;
    for (size_t lag = 1; lag < d->n && lag <= MAX_LAG; lag++) {
        for (size_t t = 0; t + lag < d->n; t++) {
            const double *then = d->rate + t * d->n_regions, *later = d->rate + (t + lag) * d->n_regions;
            for (size_t r = 0; r < d->n_regions; r++) {
                products += sqrt(d->mean_persons[r]) / weights * (then[r] - centre) * (later[r] - centre);
            }
            expected += pow(d->memory, (double) lag);
        }
    }
    return fmax(products / expected, LASTING_MIN);
}

/* Mean correlation of the lasting part between two different years. */
static double mean_correlation(const deviations *d)
{
    double sum = 0;
    for (size_t lag = 1; lag < d->n; lag++) {
        sum += 2 * (double) (d->n - lag) * pow(d->memory, (double) lag);
    }
    return sum / (double) (d->n * (d->n - 1));
}

/* Variance of chance times persons: variance within municipalities less the lasting part's. */
static double chance_variance(const deviations *d, double lasting)
{
    const double within = lasting * (1 - mean_correlation(d));
    double sum = 0;
    for (size_t r = 0; r < d->n_regions; r++) {
        double squares = 0;
        for (size_t t = 0; t < d->n; t++) {
            const double gap = d->rate[t * d->n_regions + r] - d->mean_rate[r];
            squares += gap * gap;
        }
        sum += (squares / (double) (d->n - 1) - within) * d->mean_persons[r];
    }
    return fmax(sum / (double) d->n_regions, CHANCE_MIN);
}

/* Fills centre: the precision-weighted mean, with the effect of the county where county is not NULL. */
static koh_status centre_of(deviations *d, koh_pattern_group v, const int *county)
{
    double sum = 0, weights = 0;
    int n_counties = 1;
    for (size_t r = 0; r < d->n_regions; r++) {
        const double weight = 1 / (v.lasting + v.chance / d->mean_persons[r] / (double) d->n);
        sum += weight * d->mean_rate[r];
        weights += weight;
        n_counties = county != NULL && county[r] >= n_counties ? county[r] + 1 : n_counties;
    }
    const double mean = sum / weights;
    double *effect = KOH_NEW(2 * (size_t) n_counties, double);
    if (effect == NULL) {
        return KOH_ENOMEM;
    }
    double *precision = effect + n_counties;
    for (size_t r = 0; county != NULL && r < d->n_regions; r++) {
        const double weight = 1 / (v.lasting + v.chance / d->mean_persons[r] / (double) d->n);
        effect[county[r]] += weight * (d->mean_rate[r] - mean);
        precision[county[r]] += weight;
    }
    for (size_t r = 0; r < d->n_regions; r++) {
        d->centre[r] = mean;
        if (county != NULL) {
            d->centre[r] += effect[county[r]] / (precision[county[r]] + 1 / (COUNTY_SHARE * v.lasting));
        }
    }
    koh__free(effect);
    return KOH_OK;
}

static void predict(const deviations *d, koh_pattern_group v, size_t group, koh_calib_region *regions)
{
    const koh_ar1 process = { v.lasting, d->memory };
    for (size_t r = 0; r < d->n_regions; r++) {
        double own[PATTERN_YEARS], noise[PATTERN_YEARS];
        for (size_t t = 0; t < d->n; t++) {
            own[t] = d->rate[t * d->n_regions + r] - d->centre[r];
            noise[t] = v.chance / d->persons[t * d->n_regions + r];
        }
        regions[r].group_mean[group] = d->centre[r];
        const koh_ar1_state state = koh__ar1_predict(process, d->n, own, noise);
        regions[r].group_now[group] = state.mean;
        regions[r].group_sd[group] = sqrt(state.variance);
        regions[r].group_persons[group] = d->mean_persons[r];
    }
}

koh_status koh__pattern_estimate(const koh_history *history, const int *county, koh_calib_region *regions,
                                 koh_pattern_group groups[KOH_CALIB_GROUPS])
{
    const size_t n = history->n_years < PATTERN_YEARS ? history->n_years : PATTERN_YEARS;
    const size_t n_regions = history->n_regions, size = 2 * history->n_age;
    double *national = KOH_NEW(n * size, double), *block = KOH_NEW((2 * n + 3) * n_regions, double);
    koh_status status = national == NULL || block == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t t = 0; status == KOH_OK && t < n; t++) {
        koh__national_net_rate(history, history->n_years - n + t, national + t * size);
    }
    for (size_t g = 0; status == KOH_OK && g < KOH_CALIB_GROUPS; g++) {
        double *means = block + 2 * n * n_regions;
        deviations d = { n,     n_regions,         koh__pattern_memory(g), block, block + n * n_regions,
                         means, means + n_regions, means + 2 * n_regions };
        for (size_t t = 0; t < n; t++) {
            deviate(history, history->n_years - n + t, g, national + t * size, &d, t);
        }
        average(&d);
        koh_pattern_group v = { lasting_variance(&d), 0 };
        v.chance = chance_variance(&d, v.lasting);
        status = centre_of(&d, v, group_from[g] >= OLD_AGE ? county : NULL);
        if (status == KOH_OK) {
            predict(&d, v, g, regions);
        }
        if (groups != NULL) {
            groups[g] = v;
        }
    }
    koh__free(block);
    koh__free(national);
    return status;
}
