/* The search for the index that meets a life expectancy. */
#ifndef KOH_MORTALITY_FORECAST_PRIV_H
#define KOH_MORTALITY_FORECAST_PRIV_H

#include "kohort/status.h"
#include "num/root_priv.h"

/* Starts the search at `index`, where life expectancy is `gap` years above the one that is sought; log rates change by
 * bx[n_age] per index. The caller tells the gap at root->x until koh__root_next ends. KOH_EDOMAIN when b is not finite,
 * KOH_ENOSOLUTION when it is 0. */
koh_status koh__mortality_seek(size_t n_age, const double *bx, double index, double gap, koh_root *root) KOH_NODISCARD;

#endif
