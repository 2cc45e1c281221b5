/* What the models of local mortality ask of their data. */
#ifndef KOH_MORTALITY_PRIV_H
#define KOH_MORTALITY_PRIV_H

#include "kohort/mortality.h"

/* Numbers finite and >= 0, no deaths without exposure, and somebody died: *died is how many. KOH_EMISSING, KOH_EDOMAIN
 * with the age in the message. */
koh_status koh__deaths_check(const koh_deaths *data, koh_error *error, double *died) KOH_NODISCARD;

#endif
