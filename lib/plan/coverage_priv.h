/* Coverage: paths to another, and how the base year's compares. */
#ifndef KOH_COVERAGE_PRIV_H
#define KOH_COVERAGE_PRIV_H

#include "plan/model_priv.h"
#include "plan/need_priv.h"

/* Brings users and bands [n_bands] of every service to the path that the plan has for its coverage. KOH_EDOMAIN: a norm
 * in places for a service whose users never become places. */
koh_status koh__coverage_follow(koh_frame *frame, size_t n_bands, double *bands) KOH_NODISCARD;

/* Takes off the users whom prevention avoids and adds those of new tasks, bands [n_bands] alike. */
koh_status koh__effects_follow(koh_frame *frame, size_t n_bands, double *bands) KOH_NODISCARD;

/* Stays a year that the hospital hands over in the streams of service k at year index t, or their days. Work
 * [4][n_age]. */
double koh__events_of(const koh_frame *frame, size_t k, size_t t, int in_days, double *work);

#endif
