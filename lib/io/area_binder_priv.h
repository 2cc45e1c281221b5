/* What the parts of binding the section `area` share. */
#ifndef KOH_AREA_BINDER_PRIV_H
#define KOH_AREA_BINDER_PRIV_H

#include "io/binder_priv.h"
#include "plan/area_priv.h"

/* The index of a zone, or n_zones. */
size_t koh__zone_named(const koh_plan_area *area, const char *id);

/* The same, with a finding at the place that names the nearest where there is none. */
size_t koh__bind_zone(koh_binder *b, const koh_plan_area *area, const char *id, const char *place);

/* Zones and persons from the file of `population`, names and attraction from the map of zones. */
void koh__bind_zones(koh_binder *b, const cJSON *section, const koh_plan *plan, koh_plan_area *area);

/* Users by zone, and all that needs minutes between zones; the zones have been bound. */
void koh__bind_travel(koh_binder *b, const cJSON *section, koh_plan_area *area);

#endif
