/* Structure alternatives of a plan: units of its register merged and split. */
#ifndef KOH_STRUCTURES_PRIV_H
#define KOH_STRUCTURES_PRIV_H

#include "plan/model_priv.h"

/* Units of the register that become `into` units. */
typedef struct koh_plan_group {
    size_t n_units, into;
    const size_t *units; /* [n_units] of the plan's */
} koh_plan_group;

typedef struct koh_plan_structure {
    const char *id, *label[KOH_LANGUAGES];
    size_t n_groups;
    const koh_plan_group *groups; /* units that no group has stay as they are */
} koh_plan_structure;

typedef struct koh_plan_structures {
    const koh_quantity *places_per_post, *least_posts, *fte_per_post, *fte_per_unit, *cost_per_fte;
    size_t n;
    const koh_plan_structure *structures; /* [n]; the first is today's: no groups */
} koh_plan_structures;

/* What is told of a structure in a year. */
typedef enum koh_structure_figure {
    KOH_STRUCTURE_UNITS = 0,
    KOH_STRUCTURE_PLACES,
    KOH_STRUCTURE_RESIDENTS,
    KOH_STRUCTURE_POSTS,
    KOH_STRUCTURE_FTE,
    KOH_STRUCTURE_COST, /* NOK a year */
    KOH_STRUCTURE_FIGURES
} koh_structure_figure;

/* The cube of a figure: capacity/structure_units and so on, by year and structure; NULL = the plan has no structures.
 */
const koh_cube *koh__structure_cube(const koh_scenario_result *scenario, koh_structure_figure figure);

/* Adds the cubes. Needs the occupied places. */
koh_status koh__model_structures(koh_frame *frame) KOH_NODISCARD;

#endif
