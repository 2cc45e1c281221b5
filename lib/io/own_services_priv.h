/* What a plan adds to the catalogues. */
#ifndef KOH_OWN_SERVICES_PRIV_H
#define KOH_OWN_SERVICES_PRIV_H

#include <cJSON.h>

#include "io/schema_priv.h"
#include "plan/inputs_priv.h"

/* Adds the plan's own services (need.own_services, ids from "own_"), age patterns (need.patterns) and conditions
 * (need.conditions) to copies in the arena, and the names of its services to the list. KOH_ENOMEM. */
koh_status koh__own_extend(const cJSON *tree, koh_arena *arena, koh_inputs *inputs,
                           koh_name_list *services) KOH_NODISCARD;

#endif
