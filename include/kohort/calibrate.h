/* Calibration: what the registers say, at 1 January of an origin year, about deaths, births and net migration of every
 * municipality, in a form in which one municipality can be projected without reading the others.
 *
 * Net migration of a municipality in step h (h = 0 leads from the origin to origin + 1), with `aged` = survivors of the
 * start by age at the end of the step and births at age 0:
 *   by cell  aged * (national rate + deviation of the age group - the mean deviation over the country),
 *   in total brought to  persons * (national mean + level - mean level over the country)
 * by an equal rate over ages 1-66. Levels and deviations are kriged residuals that fade (docs/accuracy.md). */
#ifndef KOH_CALIBRATE_H
#define KOH_CALIBRATE_H

#include <stddef.h>

#include "kohort/register.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    KOH_CALIB_GROUPS = 16,
    KOH_CALIB_MIN_AGES = 100,
    KOH_CALIB_MAX_AGES = 200,
    KOH_CALIB_MIN_YEARS = 3 /* of net migration: two lags and a variance */
};

/* First completed ages of the groups of the age pattern of net migration; the last is open. */
KOH_API const int *koh_calib_group_from(void);

/* One municipality: level(h) = level_mean * fade^(h+1) + level_now * memory^h, deviation(g, h) = group_mean[g] +
 * group_now[g] * group_memory[g]^h; the constants of the formulas are of the method, not of the municipality. */
typedef struct koh_calib_region {
    double level_mean, level_now; /* net rate against the country, per person and year */
    double group_mean[KOH_CALIB_GROUPS], group_now[KOH_CALIB_GROUPS];   /* per person and year */
    double group_persons[KOH_CALIB_GROUPS], group_sd[KOH_CALIB_GROUPS]; /* as mean_persons and level_sd */
    double mean_persons; /* mean size over the base period: the effective number of cases behind the level */
    double level_sd;     /* standard deviation of level_now, per person and year: what the years do not tell */
} koh_calib_region;

/* The country, by step from the origin. Arrays of the caller. */
typedef struct koh_calib_nation {
    int origin;
    size_t n_steps, n_age; /* KOH_CALIB_MIN_AGES <= n_age <= KOH_CALIB_MAX_AGES */
    double *death_rate;    /* [2][n_age] at `rate_year` */
    double *improvement;   /* [2][n_age] yearly fall of the log rate */
    double rate_year;
    double *fertility; /* [n_age] births per woman and year, held constant */
    double boys_per_girl;
    double *net_rate;    /* [n_steps][2][n_age] national rate less the mean deviation over the country */
    double *aged;        /* [n_steps][2][n_age] survivors and births in the whole country */
    double *persons;     /* [n_steps] in the whole country at the start of the step */
    double *age_profile; /* [2][n_age] of national net migration, sums to 1: for another national level */
    double *net_total;   /* [n_steps] national net migration, persons a year */
    double group_lasting[KOH_CALIB_GROUPS]; /* variance of the groups' deviations, (per person and year)^2, and of
                                               chance */
    double
        cell_chance[KOH_CALIB_MAX_AGES]; /* in a cell by age, that times persons; both 0 where a calibration was read */
    double *level_shift; /* [n_steps] national mean net rate less the mean level: added to every level, per person */
} koh_calib_nation;

/* Survival [2][n_age] by age at the end of step h (S_0 from birth), and period life expectancy at birth if wanted [2].
 * level: factor on death rates, > 0; improvement: factor on their yearly fall. KOH_EDOMAIN for these and for a step
 * that the nation does not reach; survival is then untouched. */
KOH_API koh_status koh_calib_survival(const koh_calib_nation *nation, size_t step, double level, double improvement,
                                      double *survival, double *life_expectancy) KOH_NODISCARD;

/* The period life table behind that life expectancy, of one newborn: survivors lx to each exact age and person-years Lx
 * lived from it to the next, [2][n_age] each, the last open. The statuses of koh_calib_survival. */
KOH_API koh_status koh_calib_life_table(const koh_calib_nation *nation, size_t step, double level, double improvement,
                                        double *lx, double *Lx) KOH_NODISCARD;

/* Net migrants [2][n_age] by age at the end of step h of a municipality of `persons` at its start whose survivors and
 * births are `aged` [2][n_age]. national_net: persons a year for the country instead of net_total[h], or NaN. The floor
 * keeps a tenth of every cell. KOH_EDOMAIN for a step that the nation does not reach and for persons below 0. */
KOH_API koh_status koh_calib_net(const koh_calib_nation *nation, const koh_calib_region *region, size_t step,
                                 double persons, const double *aged, double national_net, double *net) KOH_NODISCARD;

/* Standard deviation of the log of the total after 1..n_steps steps, of a municipality of `persons` at the origin:
 * local[n_steps] around its share of the country, national[n_steps] of the country itself; independent of each other,
 * so that the total's variance is their sum. For an interval multiply and divide by exp(z sd). Either may be NULL. */
KOH_API void koh_calib_spread(const koh_calib_region *region, double persons, size_t n_steps, double *local,
                              double *national);

/* How the fall of the country's death rates is found, from 30 years of them. */
typedef enum koh_calib_mortality {
    KOH_CALIB_LEE_CARTER = 0, /* of both sexes together, drift of the index (Brouhns, Denuit & Vermunt 2002) */
    KOH_CALIB_TREND           /* of bands of ages by sex, log-linear */
} koh_calib_mortality;

/* The registers of all municipalities, in one order. A register may begin a year after the first of them all; its first
 * year then stands for the year before. */
typedef struct koh_calib_input {
    int origin;
    int migration_from; /* the first year whose net migration counts; 0 = all years that the registers have */
    size_t n_regions, n_steps;
    const koh_register *regions; /* [n_regions] */
    const int *county;           /* [n_regions] index of the county, 0.. */
    koh_calib_mortality mortality;
    koh_vital_register deaths;        /* national; nothing dated origin or later is read */
    koh_fertility_register fertility; /* national; likewise */
    size_t n_path;                    /* a published national path of net migration, older than the origin; 0 = none */
    const int *path_year;
    const double *path_net;
    int fade_years; /* from the mean of the last years to the path; 0 = 5 */
} koh_calib_input;

/* Estimates everything: nation's arrays must be allocated for n_steps and n_age; regions [n_regions]. If `projected` is
 * not NULL it receives the joint projection [n_steps + 1][n_regions][2][n_age]. KOH_EMISSING names what a register
 * lacks; statuses of koh_leecarter_fit. Cost: about a second for 357 municipalities. */
KOH_API koh_status koh_calibrate(const koh_calib_input *input, koh_error *error, koh_calib_nation *nation,
                                 koh_calib_region *regions, double *projected) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
