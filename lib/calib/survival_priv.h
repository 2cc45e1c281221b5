/* Survival of birth cohorts from the death rates of periods, and who is there at the end of a year. */
#ifndef KOH_SURVIVAL_PRIV_H
#define KOH_SURVIVAL_PRIV_H

#include "kohort/calibrate.h"
#include "kohort/projection.h"
#include "kohort/register.h"

#define KOH_BOYS_PER_GIRL 1.056 /* live births in Norway, Statistics Norway */

/* Adds deaths and person-years of a year to sum[2], of cell sex * n_age + age, those from the last age on together. */
void koh__deaths_at(const koh_vital_register *deaths, int year, size_t cell, size_t n_age, double sum[2]);

/* Death rates [2][n_age] of the calendar years first..last taken together; ages from n_age - 1 are one open group. The
 * register must hold the years and at least n_age ages. */
void koh__death_rates(const koh_vital_register *deaths, int first, int last, size_t n_age, double *rate);

/* Survival [2][n_age] to each age at the end of a year, as koh_proj_year has it, from death rates [2][n_age]. */
void koh__survival(size_t n_age, const double *rate, double *survival);

/* Yearly fall of the log death rate, [2][n_age], from the years up to `last`. The register must reach KOH_TREND_YEARS
 * back and have KOH_CALIB_MIN_AGES ages. Statuses of koh_leecarter_fit and koh_walk_fit. */
enum { KOH_TREND_YEARS = 30, KOH_RATE_YEARS = 3 };
koh_status koh__improvement(const koh_vital_register *deaths, int last, size_t n_age, koh_calib_mortality method,
                            koh_error *error, double *improvement) KOH_NODISCARD;

/* Survivors [2][n_age] by age at the end of the year; age 0 is left at 0. */
void koh__survivors(size_t n_age, const double *persons, const double *survival, double *aged);

/* Fills age 0 of `aged`: births to women [n_age] there on average of the start and the end of the year, alive at its
 * end. */
void koh__newborn(size_t n_age, const double *women_start, const double *women_end, const double *fertility,
                  const double *survival, double *aged);

#endif
