/* The section `area` of a plan: its parts in the order in which they need each other. */
#include "plan/area_priv.h"

koh_status koh__model_area(koh_frame *f)
{
    koh_zones zones = { 0 };
    koh_status status = KOH_OK;
    if (f->plan->area != NULL && f->plan->area->n_zones > 0) {
        status = koh__model_zones(f, &zones);
    }
    return status;
}
