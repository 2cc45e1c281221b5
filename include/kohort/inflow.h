/* Need that comes with an event instead of a coverage: admissions to hospital, consultations, days of care. */
#ifndef KOH_INFLOW_H
#define KOH_INFLOW_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Events a year: sum over sex and age of rate times share times persons, all [2][n_age]; share NULL: 1. NaN where a
 * figure is. */
KOH_API double koh_inflow_sum(size_t n_age, const double *rate, const double *share, const double *persons);

/* Places that so many days a year take at an occupancy (above 0): days / (365.2425 occupancy). */
KOH_API double koh_inflow_places(double days, double occupancy);

/* Day places that users take who each come `visits` days a week, where it is open `open_days` days a week and the share
 * `attendance` of those booked comes (both above 0). */
KOH_API double koh_inflow_day_places(double users, double visits, double open_days, double attendance);

#ifdef __cplusplus
}
#endif
#endif
