/* Zones of a plan's municipality: who lives there, and what distance does. */
#ifndef KOH_AREA_PRIV_H
#define KOH_AREA_PRIV_H

#include "kohort/zone.h"
#include "plan/model_priv.h"

typedef struct koh_plan_zone {
    const char *id, *label[KOH_LANGUAGES];
    const koh_quantity *attraction; /* weight of the zone among those who come; NULL: 1 */
} koh_plan_zone;

typedef struct koh_plan_area {
    size_t n_zones;
    koh_plan_zone *zones;
    size_t n_counts;
    koh_zone_count *counts;      /* in the base year; disclosure control spreads small ones anew */
    size_t n_projects;           /* of the housing programme as the plan has it */
    const size_t *project_zones; /* [n_projects] its zone, or n_zones = not told */
} koh_plan_area;

/* Persons by zone of one scenario, of the arena. */
typedef struct koh_zones {
    size_t n;
    double *persons; /* [n_steps + 1][n][2][n_age] */
} koh_zones;

/* Persons by zone through the years: cubes area/population [year][zone][sex][age] in whole persons and area/persons
 * [year][zone][age_group]. Needs the rates kept in the frame. */
koh_status koh__model_zones(koh_frame *frame, koh_zones *zones) KOH_NODISCARD;

/* The section `area` of a plan; nothing where it has none. After the draws, which it does not follow. */
koh_status koh__model_area(koh_frame *frame) KOH_NODISCARD;

/* The axis of zones of a plan. KOH_ENOMEM. */
koh_status koh__zone_axis(const koh_frame *frame, koh_axis *axis) KOH_NODISCARD;

#endif
