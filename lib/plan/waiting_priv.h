/* The months of a plan's waiting lists, as the flow and the simulation of units have them. */
#ifndef KOH_WAITING_PRIV_H
#define KOH_WAITING_PRIV_H

#include "kohort/flow.h"
#include "plan/model_priv.h"

enum { KOH_WAITING_MONTHS = 12 };

/* Types with a flow, those whose people go on to another one before it. */
typedef struct koh_waiting {
    size_t n, n_types;      /* months; types */
    const size_t *at;       /* [n_types] place among the types of the cubes */
    const size_t *services; /* [n_types] */
    koh_flow_type *types;
    double *places, *arrivals, *stay; /* [n_types][n]; arrivals from outside */
    koh_flow_result result;
} koh_waiting;

/* The types, their months and the flow through them, of the frame's need and places; n_types 0 = none. The statuses of
 * koh_flow_compute; KOH_ENOMEM. */
koh_status koh__waiting(koh_frame *frame, koh_waiting *waiting, koh_axis *types) KOH_NODISCARD;

#endif
