/* How a municipality's total net migration differs from the country's, and how that fades. */
#ifndef KOH_LEVEL_PRIV_H
#define KOH_LEVEL_PRIV_H

#include "calib/residual_priv.h"

/* Sets level_mean, level_now, level_sd and mean_persons of every region. */
void koh__level_estimate(const koh_history *history, koh_calib_region *regions);

/* Standard deviation of the log of the country's total after some years, >= 0. */
double koh__national_sd(double years);

/* The level in a step, net migrants per person and year against the country. */
double koh__level_at(const koh_calib_region *region, size_t step);

#endif
