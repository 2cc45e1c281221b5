/* Rotas: from the posts of each shift to hours, full-time equivalents and persons, when nobody works weekends too
 * often. */
#ifndef KOH_ROTA_H
#define KOH_ROTA_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A shift of every day: paid hours, in (0, 24], and posts on each of the five weekdays and the two weekend days, >= 0.
 */
typedef struct koh_rota_shift {
    double hours, posts_weekday, posts_weekend;
} koh_rota_shift;

/* Terms of work. */
typedef struct koh_rota_terms {
    double hours_per_week;     /* of a full position: 37.5, 35.5, 33.6; 20..48 */
    double weekend_every;      /* a person works at most every n-th weekend, n >= 1 */
    double shifts_per_weekend; /* that a person takes on a weekend on: 1..2, one a day */
    double position_share;     /* mean, in (0, 1] */
    double holiday_weeks;      /* a year, 0..20 */
    double absence;            /* share of the time that is not holiday, 0..0.9 */
    double training_hours;     /* a year per full position, >= 0 */
} koh_rota_terms;

/* What a rota takes. */
typedef struct koh_rota {
    double hours;            /* a week */
    double weekend_shifts;   /* person-shifts a weekend */
    double fte_on_duty;      /* hours / hours_per_week: what stands in the rota */
    double gross_factor;     /* contracted hours per hour on duty, >= 1 */
    double fte;              /* fte_on_duty * gross_factor: with those who stand in for the absent */
    double persons_hours;    /* whole persons that the FTE gives at the mean position share */
    double persons_weekends; /* whole persons below whom some weekend is short */
    double persons;          /* the larger of the two */
    double mean_position;    /* fte / persons: what weekends leave of the positions; NaN without posts */
    double weekend_short;    /* person-shifts a weekend without anyone if all had full positions; >= 0 */
} koh_rota;

/* KOH_EMISSING without shifts; KOH_EDOMAIN with the place in the message: a figure outside its range, or holiday,
 * absence and training that leave no time for work. */
KOH_API koh_status koh_rota_check(size_t n, const koh_rota_shift *shifts, const koh_rota_terms *terms,
                                  koh_error *error) KOH_NODISCARD;

/* Checks (the statuses of koh_rota_check, KOH_EMISSING and KOH_EDOMAIN), then fills *rota for the shifts [n]; untouched
 * when the check fails. O(n), allocates nothing. */
KOH_API koh_status koh_rota_compute(size_t n, const koh_rota_shift *shifts, const koh_rota_terms *terms,
                                    koh_error *error, koh_rota *rota) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
