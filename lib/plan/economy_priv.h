/* Money as the model sees it: the default prices, and what a plan says of its own. NULL quantities mean: the default,
 * or unknown where there is none. */
#ifndef KOH_ECONOMY_PRIV_H
#define KOH_ECONOMY_PRIV_H

#include <stddef.h>

#include "core/language_priv.h"
#include "kohort/quantity.h"
#include "plan/plan_priv.h"

/* A default figure. */
typedef struct koh_default {
    double value;
    int year; /* of the price level; 0 = none */
    const char *source, *assumption;
} koh_default;

/* A zone of the payroll tax. */
typedef struct koh_tax_zone {
    const char *id;
    koh_default rate;
} koh_tax_zone;

/* The zone that a municipality is in, and who says so. */
typedef struct koh_region_zone {
    const char *region;
    size_t zone;
    const char *source, *assumption;
} koh_region_zone;

/* A function of the municipal accounts. */
typedef struct koh_function {
    const char *id, *name[KOH_LANGUAGES];
} koh_function;

/* Default prices: of any municipality. Filled by io. */
struct koh_economy_data {
    const koh_default *earnings; /* [n_professions] NOK per FTE and year */
    size_t n_zones;
    const koh_tax_zone *zones; /* the first is that of a municipality of which nothing is known */
    size_t n_region_zones;
    const koh_region_zone *region_zones;
    size_t n_functions;
    const koh_function *functions;
    const size_t *function; /* [n_services] */
    koh_default pension, other_cost_ratio, discount_rate;
};

/* What a service costs beside its staff, all in NOK per user-year. */
typedef struct koh_plan_cost {
    const koh_quantity *unit_cost;    /* gross, instead of staff and other cost */
    const koh_quantity *other_cost;   /* beside staff, instead of the ratio */
    const koh_quantity *user_payment; /* NULL = unknown */
} koh_plan_cost;

/* Persons of an age band and what one of them costs a year. */
typedef struct koh_plan_cost_band {
    const char *id;
    int from, to; /* completed years; to = -1: open */
    const koh_quantity *cost;
} koh_plan_cost_band;

/* Recipients of costly services of one kind. */
typedef struct koh_plan_refund_group {
    const char *id;
    const koh_quantity *recipients, *cost;
} koh_plan_refund_group;

/* A municipality to be held against, with the figures that the plan gives of it. */
typedef struct koh_plan_peer {
    const char *id, *label[KOH_LANGUAGES];
    const koh_quantity **unit_cost; /* [n_services] NOK per user-year, NULL entries: unknown */
} koh_plan_peer;

struct koh_plan_economy {
    int price_year;                                 /* KOH_YEAR_NONE: that of the default earnings */
    size_t zone;                                    /* index */
    int zone_named;                                 /* by the plan */
    const koh_region_zone *region_zone;             /* where the plan names none: what is known, or NULL */
    const koh_quantity *wage_growth, *price_growth; /* NULL = unknown */
    const koh_quantity *pension, *other_cost_ratio, *payroll_tax;
    const koh_quantity **earnings; /* [n_professions], NULL entries, or NULL */
    const koh_plan_cost *services; /* [n_services] or NULL */
    size_t n_bands;
    const koh_plan_cost_band *bands;
    const koh_quantity *free_revenue; /* NOK a year */
    size_t n_groups;
    const koh_plan_refund_group *groups;
    size_t n_peers;
    const koh_plan_peer *peers;
    const koh_quantity *refund_threshold, *refund_share;
};

/* Is there a rate of the payroll tax: the plan's, or that of a zone that the plan or the data name? */
static inline int koh__tax_is_known(const koh_plan_economy *economy)
{
    return economy->payroll_tax != NULL || economy->zone_named || economy->region_zone != NULL;
}

#endif
