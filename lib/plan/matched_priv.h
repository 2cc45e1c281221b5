/* A projection that somebody else made: met first, then moved. */
#ifndef KOH_MATCHED_PRIV_H
#define KOH_MATCHED_PRIV_H

#include "kohort/projection.h"
#include "plan/model_priv.h"

/* Net migrants [2][n_age] of step t, by age at its end, that lead the plan's projection from its own 1 January to its
 * next at the calibrated deaths and births; where more leave than come, in proportion to those who are there in this
 * run. aged: survivors and births of this run. scratch [4][n_age]. The statuses of koh_calib_survival and
 * koh_proj_step. */
koh_status koh__matched_net(const koh_frame *frame, size_t t, koh_proj_workspace *workspace, const double *aged,
                            double *scratch, double *net) KOH_NODISCARD;

/* Cells that are the projection's but for the last digits become the projection's. */
void koh__matched_cells(const koh_frame *frame, size_t t, double *persons);

/* Warns when the projection starts from other persons than the register has. KOH_ENOMEM. */
koh_status koh__matched_warn(koh_frame *frame) KOH_NODISCARD;

#endif
