/* Users by age band, as a plan tells them. */
#ifndef KOH_BANDS_PRIV_H
#define KOH_BANDS_PRIV_H

#include "plan/model_priv.h"
#include "plan/need_priv.h"

/* Scales the rates [2][n_age] of service k, which has bands, so that the base year has the plan's users by band, and
 * `registered` users in all. KOH_EDOMAIN: users of a band in which nobody lives. */
koh_status koh__bands_level(const koh_frame *frame, size_t k, double registered, double *rates) KOH_NODISCARD;

/* Gives the users by_age [n_age] at year index t, which have the service's trend, the trends of their bands; returns
 * their sum. */
double koh__bands_follow(const koh_frame *frame, size_t k, size_t t, double service_trend, double *by_age);

#endif
