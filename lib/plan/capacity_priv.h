/* What a plan says of places beyond its register and target occupancy. NULL quantities mean: not said. */
#ifndef KOH_CAPACITY_PRIV_H
#define KOH_CAPACITY_PRIV_H

#include <stddef.h>

#include "core/language_priv.h"
#include "kohort/building.h"
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
    const koh_quantity *share_on; /* of those leaving a place, who then ask for one of type `on`; NULL = nobody */
    size_t on;
} koh_plan_type;

/* A further renewal of a unit of the register, whose places are closed at the 1 Januaries from..to. */
typedef struct koh_plan_renewal {
    size_t unit;
    int from, to;
} koh_plan_renewal;

/* A step of building, renewing or phasing out. */
typedef struct koh_plan_step {
    const char *id, *label[KOH_LANGUAGES];
    const double *places;      /* [n_services] change for good */
    const double *during;      /* [n_services] change while it is built, or NULL */
    int first_year, last_year; /* in which it may take effect */
    int years_lead, years_out, years_life, is_required;
    const koh_quantity *capex, *grant, *opex; /* kroner; opex a year */
} koh_plan_step;

/* Which steps to take, and when. */
typedef struct koh_plan_expansion {
    size_t n_steps;
    const koh_plan_step *steps;      /* [n_steps] */
    const koh_quantity *discount;    /* a year */
    const koh_quantity *shortage;    /* kroner per missing place and year */
    const koh_quantity *share_draws; /* of the draws in which the need is met */
    int growth_years;                /* that growth with a grant must hold */
} koh_plan_expansion;

/* The buildings behind the places. */
typedef struct koh_plan_buildings {
    size_t n, n_criteria;
    const koh_building *list;                      /* [n] */
    const double *weights;                         /* [n_criteria] of the suitability, sum to 1 */
    const double *scores;                          /* [n][n_criteria] 0..1, NaN = unknown */
    const koh_quantity *cost[KOH_BUILDING_GRADES]; /* kroner per m2 by grade; [0] NULL */
    const size_t *of_unit;                         /* [n_units] of the register: its building, or (size_t) -1 */
    const koh_quantity *life_years;                /* after which a building is due for renewal */
} koh_plan_buildings;

typedef struct koh_plan_capacity {
    koh_sizing sizing;
    koh_reserve reserve;
    const koh_quantity *service_level;  /* of every type without one of its own */
    const koh_quantity *ready_day_cost; /* kroner for a day in hospital of someone ready to be discharged */
    const koh_plan_type *types;         /* [n_services] */
    size_t n_renewals;
    const koh_plan_renewal *renewals;    /* [n_renewals] beside those of the register */
    const koh_plan_buildings *buildings; /* or NULL */
    const koh_plan_expansion *expansion; /* or NULL: no steps */
    int n_simulations;                   /* of units person by person; 0 = none */
} koh_plan_capacity;

#endif
