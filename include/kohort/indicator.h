/* Public-health indicators: rates that can be compared between areas, with what chance alone would give. */
#ifndef KOH_INDICATOR_H
#define KOH_INDICATOR_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A figure and its interval at a confidence such as 0.95. NaN = it cannot be told. */
typedef struct koh_interval {
    double value, low, high;
} koh_interval;

/* Share of `persons` who are among `cases`, 0 <= cases <= persons, by Wilson's score (1927; E. B. Wilson, Journal of
 * the American Statistical Association 22, 209-212). KOH_EDOMAIN for cases outside it, no persons, or a confidence that
 * is not between 0 and 1. */
KOH_API koh_status koh_share_interval(double cases, double persons, double confidence,
                                      koh_interval *estimate) KOH_NODISCARD;

/* Events per person-year; cases >= 0 of a Poisson law, exact (F. Garwood 1936, Biometrika 28, 437-442). KOH_EDOMAIN as
 * for shares. */
KOH_API koh_status koh_rate_interval(double cases, double person_years, double confidence,
                                     koh_interval *estimate) KOH_NODISCARD;

/* Strata, such as sexes and ages, of an area. Borrowed. */
typedef struct koh_strata {
    size_t n;
    const double *cases;    /* [n] >= 0 */
    const double *persons;  /* [n] > 0: persons or person-years */
    const double *standard; /* [n] >= 0, their sum > 0. Direct: persons of the standard population; indirect: cases
                               expected per person in each stratum */
} koh_strata;

/* Direct standardisation, sum of s_i c_i / p_i over sum of s_i, with the gamma interval of M. P. Fay & E. J. Feuer
 * (1997), Statistics in Medicine 16, 791-801. KOH_EDOMAIN for numbers outside their bounds. */
KOH_API koh_status koh_standardise_direct(const koh_strata *strata, double confidence,
                                          koh_interval *estimate) KOH_NODISCARD;

/* Indirect standardisation: cases over those expected, sum of s_i p_i, exact as koh_rate_interval. KOH_EDOMAIN as
 * there. */
KOH_API koh_status koh_standardise_indirect(const koh_strata *strata, double confidence,
                                            koh_interval *estimate) KOH_NODISCARD;

/* How an area stands against another. */
typedef enum koh_standing {
    KOH_STANDING_UNKNOWN = 0,
    KOH_STANDING_LOWER, /* its interval lies below the other's value */
    KOH_STANDING_HIGHER,
    KOH_STANDING_ALIKE /* chance may be all there is between them */
} koh_standing;

/* How the interval of an area stands against another's value, on the same scale. */
KOH_API koh_standing koh_standing_of(const koh_interval *area, double other);

/* Inequality over groups in order from the lowest rank to the highest (education, income). */
typedef struct koh_inequality {
    double slope;    /* slope index (SII): rate at the bottom less rate at the top of the ranks, on the rate's scale */
    double relative; /* relative index (RII): the one over the other; NaN where the line falls to 0 or below */
} koh_inequality;

/* Least squares of rate[n] on the middle rank of each group, weighted by persons[n] > 0 (S. J. Pamuk 1985, Population
 * Studies 39, 17-31; J. P. Mackenbach & A. E. Kunst 1997, Social Science & Medicine 44, 757-771). n >= 2. KOH_EDOMAIN.
 */
KOH_API koh_status koh_inequality_of(size_t n, const double *rate, const double *persons,
                                     koh_inequality *inequality) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
