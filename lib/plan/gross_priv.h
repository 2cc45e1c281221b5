/* Gross migration in the plan. */
#ifndef KOH_GROSS_PRIV_H
#define KOH_GROSS_PRIV_H

#include "kohort/projection.h"
#include "plan/model_priv.h"

/* Estimates frame->gross from the plan's flows; NULL where the plan has none. Statuses of koh_flows_estimate. */
koh_status koh__gross_estimate(koh_frame *frame) KOH_NODISCARD;

/* Enters a year's flows, kept in scratch [KOH_FLOWS][2][n_age], into rates. Their net, persons, when the survivors and
 * births are `aged` [2][n_age]; 0 without flows. */
double koh__gross_year(const koh_frame *frame, int year, const double *aged, double *scratch, koh_proj_year *rates);

#endif
