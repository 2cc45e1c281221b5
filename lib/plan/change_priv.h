/* The components of change in a result. */
#ifndef KOH_CHANGE_PRIV_H
#define KOH_CHANGE_PRIV_H

#include "kohort/projection.h"
#include "plan/preparedness_priv.h"

/* The components that the plan tells apart: births, deaths, migration net or by flow, and what crises brought and took;
 * *sign [axis->n] is +1 or -1. Needs frame->gross. KOH_ENOMEM. */
koh_status koh__components_axis(const koh_frame *frame, koh_axis *axis, const int **sign) KOH_NODISCARD;

/* Enters a step's totals into its row of components [n_steps][axis->n]. What crises brought and took is no net
 * migration; net migrants beside gross flows count as moves from or to other municipalities. */
void koh__components_note(const koh_frame *frame, size_t t, const koh_proj_totals *total, double *components);

#endif
