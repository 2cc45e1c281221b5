/* Fertility by age from totals: how many children, and at which ages. */
#ifndef KOH_FERTILITY_H
#define KOH_FERTILITY_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a schedule of yearly rates by completed age 0, 1, ... amounts to. */
typedef struct koh_fertility_totals {
    double tfr;      /* children per woman: the sum of the rates */
    double mean, sd; /* age at birth, years, births in the middle of their year of age */
} koh_fertility_totals;

/* KOH_EDOMAIN with the age for a rate below 0 or not finite, or when all are 0. */
KOH_API koh_status koh_fertility_sum(size_t n_age, const double *rate, koh_error *error,
                                     koh_fertility_totals *totals) KOH_NODISCARD;

/* Hadwiger's schedule rate[n_age] with these totals: births per woman and year at completed ages 0 to n_age - 1. The
 * rates sum to tfr; births that the curve puts above the ages given are spread over them. KOH_EDOMAIN for tfr below 0,
 * a mean or sd not above 0 or not finite, mean/sd above 15, or more than 1 % of births above the ages. */
KOH_API koh_status koh_fertility_hadwiger(const koh_fertility_totals *totals, size_t n_age, koh_error *error,
                                          double *rate) KOH_NODISCARD;

/* Schmertmann's quadratic spline: three ages that can be read off a graph. */
typedef struct koh_fertility_spline {
    double youngest; /* age at which fertility begins, years, >= 0 */
    double peak;     /* age of the highest rate */
    double half;     /* age above the peak at which the rate is half of the highest */
} koh_fertility_spline;

/* The schedule relative to its highest rate, solved: at most 1, from `youngest` to knot[5]. */
typedef struct koh_fertility_curve {
    double knot[6], theta[5];
} koh_fertility_curve;

/* KOH_EDOMAIN unless 0 <= youngest < peak < half <= 60. */
KOH_API koh_status koh_fertility_spline_solve(const koh_fertility_spline *spline, koh_error *error,
                                              koh_fertility_curve *curve) KOH_NODISCARD;

/* The curve at an exact age. */
KOH_API double koh_fertility_spline_at(const koh_fertility_curve *curve, double age);

/* The spline's schedule rate[n_age] that sums to tfr >= 0. KOH_EDOMAIN for another tfr, for ages that
 * koh_fertility_spline_solve refuses, and when the curve ends above n_age. */
KOH_API koh_status koh_fertility_quadratic(const koh_fertility_spline *spline, double tfr, size_t n_age,
                                           koh_error *error, double *rate) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
