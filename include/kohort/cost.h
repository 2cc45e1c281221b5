/* Costs: volumes times unit costs, what demography alone costs, and what the state refunds. Money is in one unit
 * throughout a call, such as NOK of one year; NaN = unknown. */
#ifndef KOH_COST_H
#define KOH_COST_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Staff cost of a year: the sum over professions of fte [n] times cost_per_fte [n]. A profession without staff (0 FTE)
 * costs nothing, whatever its price; one with staff and an unknown price makes the sum NaN. */
KOH_API double koh_cost_staff(size_t n, const double *fte, const double *cost_per_fte);

/* Cost of demography: persons [n_years][n_bands] at a yearly cost per person, unit_cost [n_bands] >= 0, held constant.
 *   change [n_years][n_bands] = (persons of the year - persons of year `base`) * unit_cost
 *   index [n_years]           = cost of the year / cost of year `base`
 * KOH_EDOMAIN: base outside, a negative number, or no cost at all in year `base`; change and index are then
 * untouched. */
KOH_API koh_status koh_cost_demographic(size_t n_years, size_t n_bands, const double *persons, const double *unit_cost,
                                        size_t base, koh_error *error, double *change, double *index) KOH_NODISCARD;

/* State refund of costly services: over n groups, recipients [n] times share times what their yearly cost [n] per
 * recipient exceeds the threshold by. 0 for a group at or below it; NaN where anything of a group is unknown. */
KOH_API double koh_cost_refund(size_t n, const double *recipients, const double *cost, double threshold, double share);

/* Hours a week of care at `cost_per_hour` > 0 that cost as much in a year as one user-year elsewhere at `unit_cost`, in
 * the same unit of money: whoever needs fewer hours is served at less cost by the hour. Weeks are 1 / 7 of days, a year
 * has 365.2425 of them. NaN where a cost is unknown or cost_per_hour is 0 or less. */
KOH_API double koh_cost_breakeven_hours(double unit_cost, double cost_per_hour);

#ifdef __cplusplus
}
#endif
#endif
