/* What a plan says of places beyond its register and target occupancy. NULL quantities mean: not said. */
#ifndef KOH_CAPACITY_PRIV_H
#define KOH_CAPACITY_PRIV_H

#include <stddef.h>

#include "kohort/quantity.h"

/* What the need for places follows from. */
typedef enum koh_sizing {
    KOH_SIZING_OCCUPANCY = 0, /* the target occupancy */
    KOH_SIZING_LEVEL          /* the service level, where there is one */
} koh_sizing;

/* What is held free. */
typedef enum koh_reserve { KOH_RESERVE_NONE = 0, KOH_RESERVE_LARGEST_UNIT } koh_reserve;

/* One type of places. */
typedef struct koh_plan_type {
    const koh_quantity *service_level;              /* chance that a person must wait */
    const koh_quantity *unit_size;                  /* places of a unit with a waiting list of its own */
    const koh_quantity *stay_years, *arrivals;      /* mean stay; persons a year who ask for a place */
    const koh_quantity *waiting;                    /* persons on the list in the base year */
    const koh_quantity *rate_death, *rate_withdraw; /* per waiting person and year */
    const koh_quantity *share_ready;                /* of those waiting, in hospital and ready to be discharged */
} koh_plan_type;

typedef struct koh_plan_capacity {
    koh_sizing sizing;
    koh_reserve reserve;
    const koh_quantity *service_level;  /* of every type without one of its own */
    const koh_quantity *ready_day_cost; /* kroner for a day in hospital of someone ready to be discharged */
    const koh_plan_type *types;         /* [n_services] */
} koh_plan_capacity;

#endif
