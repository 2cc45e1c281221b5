/* A plan as the model sees it: one scenario, every name resolved to its place in the catalogue. Built by io; all memory
 * belongs to the arena it was built in. NULL quantities mean: the embedded default. */
#ifndef KOH_PLAN_PRIV_H
#define KOH_PLAN_PRIV_H

#include <stddef.h>

#include "kohort/capacity.h"
#include "kohort/gross_migration.h"
#include "kohort/quantity.h"
#include "kohort/register.h"
#include "kohort/service.h"
#include "plan/capacity_priv.h"
#include "plan/housing_priv.h"
#include "plan/inputs_priv.h"
#include "plan/uncertainty_priv.h"

/* A share of one service's users who are served by another instead. */
typedef struct koh_shift {
    size_t to;                          /* index of the service */
    const koh_quantity *share;          /* of this service's users, 0..1 */
    const koh_quantity *hours_per_week; /* that a moved user takes there; NULL = that service's own */
} koh_shift;

/* Shares that add up to one in decimals may exceed it by this much in binary, whatever their number. */
#define KOH_SHARES_ROUNDING 1e-12

typedef struct koh_plan_service {
    int in_scope; /* -1 = as in the catalogue */
    const koh_quantity *users, *bed_days;
    const koh_quantity *coverage_factor, *age_shift_years, *trend_per_year, *trend_fade_years;
    const koh_quantity *hours_per_week, *target_occupancy, *staff_factor;
    const koh_quantity **fte_per_unit; /* [n_professions], NULL entries, or NULL */
    size_t n_shifts;
    const koh_shift *shifts;
    const struct koh_plan_coverage *coverage; /* need_priv.h; NULL: constant */
    const struct koh_plan_band *bands;        /* [KOH_NEED_BANDS] need_priv.h; NULL: nothing told by band */
} koh_plan_service;

/* A quantity of the plan and where it stands, for the table of assumptions. */
typedef struct koh_plan_figure {
    const char *pointer; /* "/services/long_stay/users" */
    koh_quantity *quantity;
    const char *file;                /* that it is read from, or NULL */
    const char *source, *assumption; /* of a figure without a quantity, which has its own; NULL = not said */
    size_t cause;                    /* of its range: index in koh_plan_uncertainty.causes */
    double *drawn; /* the quantity's own values where it has a range: a copy of the plan is drawn into; else NULL */
} koh_plan_figure;

typedef struct koh_plan_economy koh_plan_economy;   /* plan/economy_priv.h */
typedef struct koh_plan_measures koh_plan_measures; /* plan/measures_priv.h */
typedef struct koh_plan_health koh_plan_health;     /* plan/health_priv.h */
typedef struct koh_plan_economy koh_plan_economy;   /* plan/economy_priv.h */

/* What is withheld when a plan is published; the default is the strictest. */
typedef enum koh_disclosure_policy {
    KOH_DISCLOSURE_SSB_PLO = 0, /* counts below 5, as Statistics Norway does in care services */
    KOH_DISCLOSURE_SSB_3,       /* counts below 3, as in its other municipal statistics */
    KOH_DISCLOSURE_NONE
} koh_disclosure_policy;

typedef enum koh_migration_method {
    KOH_MIGRATION_RESIDUAL = 0, /* estimated from the registers */
    KOH_MIGRATION_GROSS,        /* by the flows of a file */
    KOH_MIGRATION_NONE
} koh_migration_method;

typedef struct koh_plan {
    const char *id, *based_on; /* of the scenario; based_on NULL for the reference */
    const char *label[KOH_LANGUAGES], *title[KOH_LANGUAGES];
    const char *region;
    int base_year, end_year, period_from, period_to;

    const char *alternative;        /* of the official projection, "HHMH"; NULL = the estimated rates */
    const koh_register *registered; /* NULL = the embedded register */
    const koh_register *projection; /* to be met where nothing is changed, base year to end year; NULL = none */
    size_t n_strata;
    const koh_prevalence *strata; /* [n_strata] shares of the persons of every sex and age, which sum to 1 */
    const koh_prevalence *need;   /* share with need of help; NULL = the country's */
    const koh_quantity *mortality_level, *mortality_improvement;
    const koh_quantity *mortality_local; /* level that the estimated net migration holds already; NULL = 1 */
    const koh_quantity *fertility_level, *fertility_tfr;
    koh_migration_method migration_method;
    int migration_from, migration_to;
    const koh_flow_register *flows; /* of GROSS */
    const koh_quantity *flow_factor[KOH_FLOWS];
    const koh_quantity
        *national_flow[KOH_FLOWS]; /* paths of the country, of immigration and emigration alone; or NULL */
    const koh_quantity *migration_net, *migration_extra, *migration_national_net;
    const koh_quantity *living_alone_factor, *households_registered;
    const koh_plan_housing *housing; /* NULL = no programme of dwellings */

    const koh_plan_service *services;            /* [n_services] of the catalogue */
    const struct koh_plan_need *care;            /* need_priv.h; never NULL */
    const struct koh_plan_levels *const *levels; /* [n_services] need_priv.h, NULL entries; NULL: of none */
    size_t n_units;
    const koh_unit *units;
    const char *const *unit_buildings; /* [n_units] ids, NULL entries: not told */
    const char *const *unit_zones;     /* [n_units] ids of zones of the area, NULL entries: not told */
    const size_t *unit_groups;         /* [n_units] the first unit of the same building, or itself; NULL = itself */
    const koh_quantity *target_occupancy;
    const koh_plan_capacity *capacity;          /* or NULL: the plan says no more of places */
    const koh_quantity **profession_fte;        /* [n_professions], NULL entries: not registered */
    const struct koh_plan_workforce *workforce; /* workforce_priv.h */

    const koh_plan_economy *economy;   /* never NULL */
    const koh_plan_measures *measures; /* never NULL */
    const koh_plan_health *health;     /* indicators; never NULL */
    koh_disclosure_policy disclosure;
    const char *text_language;              /* of its sources and assumptions: "nb", "nn", "en", or NULL = not said */
    const struct koh_plan_targets *targets; /* or NULL */
    const struct koh_plan_area *area;       /* area_priv.h; NULL = the plan has no such section */
    const struct koh_plan_preparedness *preparedness; /* NULL = the plan has no such section */

    const struct koh_plan_surveys *surveys;       /* survey_priv.h; NULL = none */
    const struct koh_plan_structures *structures; /* NULL = the plan has no such section */

    koh_plan_uncertainty uncertainty;
    size_t n_figures;
    const koh_plan_figure *figures;
} koh_plan;

#endif
