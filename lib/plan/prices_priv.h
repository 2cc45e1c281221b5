/* Prices of a run. */
#ifndef KOH_PRICES_PRIV_H
#define KOH_PRICES_PRIV_H

#include "plan/economy_priv.h"
#include "plan/model_priv.h"

/* Years of the indices: all that a plan may name. */
enum { KOH_PRICE_FIRST = 1800, KOH_PRICE_YEARS = 651 };

typedef enum koh_price_kind {
    KOH_PRICE_WAGE = 0,
    KOH_PRICE_OTHER,
    KOH_PRICE_MIXED /* wages and other prices as staff and other running cost stand to each other */
} koh_price_kind;

typedef struct koh_prices {
    int year; /* of the level of fixed kroner, where every index is 1 */
    double other_cost_ratio;
    double wage[KOH_PRICE_YEARS], other[KOH_PRICE_YEARS]; /* NaN = unknown */
    double *staff;                                        /* [n_steps + 1][n_professions] NOK per FTE and year */
} koh_prices;

/* The prices of a scenario. KOH_ENOMEM, and the statuses of koh_price_index. */
koh_status koh__prices(const koh_frame *frame, koh_prices *prices) KOH_NODISCARD;

/* Current kroner of a year per krone of the plan's level. */
double koh__wage_index(const koh_prices *prices, int year);
double koh__price_index(const koh_prices *prices, int year);
double koh__mixed_index(const koh_prices *prices, int year);

/* A price in a year, at the plan's level. */
double koh__price_at(const koh_prices *prices, const koh_quantity *quantity, koh_price_kind kind, int year);

/* The cost of the base year held against the peers that the plan names. Needs economy/unit_cost. KOH_ENOMEM. */
koh_status koh__model_peers(koh_frame *frame, const koh_prices *prices) KOH_NODISCARD;

/* What demography alone costs, where the plan has costs by age; `unit` is that of the kroner. The statuses of
 * koh_cost_demographic. */
koh_status koh__model_age_costs(koh_frame *frame, const koh_prices *prices, const char *unit) KOH_NODISCARD;

#endif
