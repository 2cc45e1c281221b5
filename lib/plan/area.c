/* The section `area` of a plan: its parts in the order in which they need each other. */
#include "plan/area_priv.h"
#include "plan/preparedness_priv.h"

/* A way that another zone makes shorter is a slip of the matrix, or a ferry: it is told and kept. */
static koh_status warn_roads(koh_frame *f)
{
    const koh_plan_area *area = f->plan->area;
    koh_travel_detour worst;
    const koh_status status = koh_travel_check(area->n_zones, area->minutes, f->error, &worst);
    if (status != KOH_OK || worst.saved == 0 || f->plan->based_on != NULL) {
        return status;
    }
    return koh__result_warn(
        f->result, (koh_warning){ "triangle_inequality", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
        "the way from '%s' to '%s' is %.6g minutes longer than by '%s': the matrix is kept as it is",
        area->zones[worst.from].id, area->zones[worst.to].id, worst.saved, area->zones[worst.over].id);
}

/* What distance does to persons and users by zone, and what a disaster does. */
static koh_status follow(koh_frame *f, const koh_zones *zones)
{
    const int has_roads = f->plan->area->minutes != NULL;
    koh_status status = has_roads ? koh__model_travel(f, zones) : KOH_OK;
    status = status == KOH_OK && has_roads ? koh__model_nearness(f, zones) : status;
    return status == KOH_OK ? koh__model_evacuation(f) : status;
}

koh_status koh__model_area(koh_frame *f, koh_zones *zones)
{
    const koh_plan_area *area = f->plan->area;
    koh_status status = area == NULL ? KOH_OK : koh__model_cooperation(f);
    if (area == NULL || area->n_zones == 0) {
        return status;
    }
    status = status == KOH_OK ? koh__model_zones(f, zones) : status;
    status = status == KOH_OK ? koh__model_zone_users(f, zones) : status;
    status = status == KOH_OK && area->minutes != NULL ? warn_roads(f) : status;
    return status == KOH_OK ? follow(f, zones) : status;
}

koh_status koh__model_area_drawn(koh_frame *f)
{
    koh_zones zones = { 0 };
    koh_status status = koh__model_cooperation(f);
    if (status != KOH_OK || f->zone_split->zones->n == 0) {
        return status;
    }
    status = koh__draw_zones(f, &zones);
    return status == KOH_OK ? follow(f, &zones) : status;
}

koh_status koh__model_area_plain(koh_frame *f, koh_zones *zones)
{
    if (f->zone_split != NULL) {
        koh__zones_meet(f, zones);
    }
    const koh_status status = koh__model_zone_counts(f, zones);
    return status == KOH_OK && f->plan->area->minutes != NULL ? koh__model_bases(f, zones) : status;
}
