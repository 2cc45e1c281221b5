/* Prices: what a full-time equivalent costs its employer, and indices that carry kroner from one year to another. */
#ifndef KOH_PRICE_H
#define KOH_PRICE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What an employer pays a year for one full-time equivalent, in the unit of `earnings`: earnings and the pension
 * premium on them (a share), and payroll tax (a share) on both. NaN where any is unknown. */
KOH_API double koh_price_employer(double earnings, double pension, double payroll_tax);

/* An index of n >= 1 years that is 1 in the year at place `base` < n. growth [n]: growth[t] > -1 is the relative change
 * from year t - 1 to year t; growth[0] is not read. NaN = unknown, and so is every year on its far side from the base.
 * KOH_EDOMAIN: a growth of -1 or less, or a base outside; index [n] is then untouched. */
KOH_API koh_status koh_price_index(size_t n, const double *growth, size_t base, koh_error *error,
                                   double *index) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
