/* The description of a plan file. */
#ifndef KOH_PLAN_SCHEMA_PRIV_H
#define KOH_PLAN_SCHEMA_PRIV_H

#include "io/schema_priv.h"

extern const koh_node koh__plan_schema;

#endif
