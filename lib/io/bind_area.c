/* The section `area` of a plan. The document has been checked. */
#include "io/area_binder_priv.h"

void koh__bind_area(koh_binder *b, const cJSON *section, koh_plan *plan)
{
    koh_plan_area *area = KOH_TAKE(b->arena, 1, koh_plan_area);
    b->failed |= area == NULL;
    if (b->failed) {
        return;
    }
    koh__bind_zones(b, section, plan, area);
    koh__bind_travel(b, section, area);
    plan->area = area;
}
