/* The staff of a plan: who works, and what is assumed of those who stay, leave and come. */
#ifndef KOH_WORKFORCE_PRIV_H
#define KOH_WORKFORCE_PRIV_H

#include "kohort/quantity.h"
#include "kohort/staff.h"
#include "plan/inputs_priv.h"

/* A profession. NULL = the default, or not registered. */
typedef struct koh_plan_profession {
    const koh_quantity *supply[KOH_SUPPLY_N];
    const koh_quantity *graduates, *hires; /* persons a year; both NULL = as many as hold today's staff */
    const koh_quantity *vacant;            /* FTE of vacant posts in the base year */
    double *ages;                          /* [KOH_STAFF_AGES] persons, or NULL = as steady recruitment holds them */
    double file_share;                     /* mean position share in the staff file; NaN = not there */
} koh_plan_profession;

typedef struct koh_plan_workforce {
    const koh_plan_profession *professions; /* [n_professions] */
} koh_plan_workforce;

/* The default of a parameter for a profession: a value and where it is from. */
const koh_supply_default *koh__supply_default(const koh_inputs *inputs, koh_supply_parameter parameter,
                                              size_t profession);

/* The parameter of a plan's profession in a year: the plan's, or the default. */
double koh__supply_at(const koh_inputs *inputs, const koh_plan_workforce *workforce, size_t profession,
                      koh_supply_parameter parameter, int year);

#endif
