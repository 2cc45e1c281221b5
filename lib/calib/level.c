/* The level of net migration of a municipality, against the country's.
 *
 * Method: d_t, the residual of a year per person less the same of the country, is a mean by size of municipality plus a
 * part of its own that stays for long plus chance of variance NOISE / persons:
 *   d_rt = mu_r + x_rt + e_rt,  x a process of variance VARIANCE and memory MEMORY a year,
 *   mu_r = b0 + b1 (ln N_r - mean), weighted least squares on the means of up to 11 years.
 * The part of its own is predicted from the years (kriging), and the mean by size, the pull of larger places, fades:
 *   level(h) = mu_r FADE^(h+1) + now_r MEMORY^h.
 * Source: empirical Bayes for small areas, R. E. Fay & R. A. Herriot (1979), JASA 74, 269-277; with autocorrelated area
 * effects, J. N. K. Rao & M. Yu (1994), Canadian Journal of Statistics 22, 511-528.
 * Assumptions: one variance and one memory for all municipalities; noise in proportion to 1/persons.
 * Limits: a cause that is known (a works that closes, a programme of housing) is not in it; neighbours do not share.
 * Constants: chosen on hindcasts whose outcomes were known before 1 January 2016, see docs/accuracy.md. */
#include "calib/level_priv.h"

#include <math.h>

#include "num/ar1_priv.h"

enum { LEVEL_YEARS = 11 }; /* at most; a longer memory than the registers of 2016 had was not tried */

#define VARIANCE 0.20e-4 /* (per person and year)^2 of the lasting part; 0.1 to 0.25 do as well */
#define MEMORY 0.94      /* correlation from year to year; maximum likelihood gives 0.936 to 0.943 */
#define NOISE 0.26       /* persons x (per person and year)^2; maximum likelihood gives 0.254 to 0.262 */
#define FADE 0.92        /* per year of the mean by size; 0.91 to 0.93 do as well */

/* The variance of intervals: that of VARIANCE shrinks harder than the data, which gives better means but intervals that
 * are too narrow; this gave 78 to 82 % of outcomes in the 80 % intervals of 2008-2013. */
#define VARIANCE_OF_INTERVALS 0.30e-4

#define NATIONAL_SD 0.0011 /* of the log of the country's total after one year, and */
#define NATIONAL_POWER 1.5 /* its growth with the years: errors of 1.2 % at 5 and 3.4 % at 10, hindcasts 1990-2011 */

/* Residual of a year in persons, summed over sex and age. */
static double net_of(const koh_history *history, size_t year, size_t region)
{
    const double *residual = koh__history_at(history, history->residual, year, region);
    double sum = 0;
    for (size_t i = 0; i < 2 * history->n_age; i++) {
        sum += residual[i];
    }
    return sum;
}

/* The country's net rate of a year. */
static double national_rate(const koh_history *history, size_t year)
{
    double net = 0, persons = 0;
    for (size_t r = 0; r < history->n_regions; r++) {
        net += net_of(history, year, r);
        persons += history->total[year * history->n_regions + r];
    }
    return net / persons;
}

static double origin_persons(const koh_history *history, size_t region)
{
    return history->total[history->n_years * history->n_regions + region];
}

/* Fills level_mean by weighted least squares of `mean` (held in level_now) on a constant and the log of the size. */
static void regress(const koh_history *history, size_t n, koh_calib_region *regions)
{
    double s = 0, sx = 0, sxx = 0, sy = 0, sxy = 0, centre = 0;
    for (size_t r = 0; r < history->n_regions; r++) {
        centre += log(origin_persons(history, r)) / (double) history->n_regions;
    }
    for (size_t r = 0; r < history->n_regions; r++) {
        const double persons = origin_persons(history, r), x = log(persons) - centre, y = regions[r].level_now;
        const double weight = 1 / (VARIANCE + NOISE / persons / (double) n);
        s += weight;
        sx += weight * x;
        sxx += weight * x * x;
        sy += weight * y;
        sxy += weight * x * y;
    }
    const double spread = sxx - sx * sx / s; /* 0 when all are of one size: no slope then */
    const double slope = spread > 1e-9 * s ? (sxy - sx * sy / s) / spread : 0;
    const double constant = (sy - slope * sx) / s;
    for (size_t r = 0; r < history->n_regions; r++) {
        regions[r].level_mean = constant + slope * (log(origin_persons(history, r)) - centre);
    }
}

void koh__level_estimate(const koh_history *history, koh_calib_region *regions)
{
    const size_t n = history->n_years < LEVEL_YEARS ? history->n_years : LEVEL_YEARS;
    const size_t first = history->n_years - n;
    double national[LEVEL_YEARS];
    for (size_t t = 0; t < n; t++) {
        national[t] = national_rate(history, first + t);
    }
    for (size_t r = 0; r < history->n_regions; r++) {
        regions[r].level_now = regions[r].mean_persons = 0;
        for (size_t t = 0; t < n; t++) {
            const double persons = history->total[(first + t) * history->n_regions + r];
            regions[r].mean_persons += persons / (double) n;
            regions[r].level_now += (net_of(history, first + t, r) / persons - national[t]) / (double) n;
        }
    }
    regress(history, n, regions);
    for (size_t r = 0; r < history->n_regions; r++) {
        double own[LEVEL_YEARS], noise[LEVEL_YEARS];
        for (size_t t = 0; t < n; t++) {
            const double persons = history->total[(first + t) * history->n_regions + r];
            own[t] = net_of(history, first + t, r) / persons - national[t] - regions[r].level_mean;
            noise[t] = NOISE / origin_persons(history, r);
        }
        const koh_ar1 process = { VARIANCE, MEMORY }, wider = { VARIANCE_OF_INTERVALS, MEMORY };
        regions[r].level_now = koh__ar1_predict(process, n, own, noise).mean;
        regions[r].level_sd = sqrt(koh__ar1_predict(wider, n, own, noise).variance);
    }
}

double koh__level_at(const koh_calib_region *region, size_t step)
{
    const double h = (double) step;
    return region->level_mean * pow(FADE, h + 1) + region->level_now * pow(MEMORY, h);
}

double koh__national_sd(double years)
{
    return NATIONAL_SD * pow(years, NATIONAL_POWER);
}

/* The log of the total after h steps sums h levels and h years of chance. Of the levels the years before the origin
 * tell a part, so cov(i, k) = VARIANCE MEMORY^|i-k| - (VARIANCE - level_sd^2) MEMORY^(i+k). */
void koh_calib_spread(const koh_calib_region *region, double persons, size_t n_steps, double *local, double *national)
{
    const double told = VARIANCE_OF_INTERVALS - region->level_sd * region->level_sd;
    double variance = 0;
    for (size_t h = 0; h < n_steps; h++) {
        double cross = 0;
        for (size_t k = 0; k < h; k++) {
            cross += VARIANCE_OF_INTERVALS * pow(MEMORY, (double) (h - k)) - told * pow(MEMORY, (double) (h + k));
        }
        variance += 2 * cross + VARIANCE_OF_INTERVALS - told * pow(MEMORY, 2 * (double) h) + NOISE / persons;
        if (local != NULL) {
            local[h] = sqrt(variance);
        }
        if (national != NULL) {
            national[h] = koh__national_sd((double) h + 1);
        }
    }
}
