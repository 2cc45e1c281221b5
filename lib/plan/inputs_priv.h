/* What the model starts from, whichever plan it runs: registers, rates and catalogues. Filled by io. */
#ifndef KOH_INPUTS_PRIV_H
#define KOH_INPUTS_PRIV_H

#include <stddef.h>

#include "core/language_priv.h"
#include "kohort/calibrate.h"
#include "kohort/quantity.h"
#include "kohort/register.h"
#include "kohort/service.h"

/* One band of a service's age pattern, as its source has it. */
typedef struct koh_shape_band {
    int sex; /* 0, 1, 2 = both */
    int from, to;
    double users; /* persons, or NaN when only the share is known */
    double share; /* users per person of the band, or a relative weight */
} koh_shape_band;

typedef struct koh_age_shape {
    int year;
    koh_usage_basis basis;
    size_t n;
    const koh_shape_band *bands;
    const char *source, *assumption;
    int is_own; /* the plan's, not the country's */
} koh_age_shape;

/* The newest national number of users of a service. */
typedef struct koh_national_total {
    int year; /* KOH_YEAR_NONE = there is none */
    koh_usage_basis basis;
    double users;
    const char *source, *assumption;
} koh_national_total;

typedef enum koh_norm_per {
    KOH_PER_PLACE = 0, /* occupied place */
    KOH_PER_DWELLING,
    KOH_PER_WEEKLY_HOUR,
    KOH_PER_DAY_PLACE,
    KOH_PER_USER
} koh_norm_per;

typedef struct koh_norm {
    size_t service, profession;
    koh_norm_per per;
    double fte; /* per unit */
    const char *source, *assumption;
} koh_norm;

typedef struct koh_profession {
    const char *id;
    const char *name[KOH_LANGUAGES];
    const char *education;
    int is_higher; /* education is usually that of a university or college */
} koh_profession;

/* What is assumed of the staff that a municipality has. */
typedef enum koh_supply_parameter {
    KOH_SUPPLY_POSITION_SHARE = 0, /* mean, 0..1 */
    KOH_SUPPLY_ABSENCE,            /* share of contracted time */
    KOH_SUPPLY_RETIREMENT_AGE,     /* mean exact age at exit of those who are there at 55 */
    KOH_SUPPLY_TURNOVER,           /* share of those below 55 who leave in a year */
    KOH_SUPPLY_HIRING_AGE,         /* the youngest who are hired */
    KOH_SUPPLY_SHARE_OF_WOMEN,
    KOH_SUPPLY_N
} koh_supply_parameter;

extern const char *const koh__supply_names[KOH_SUPPLY_N];

typedef struct koh_supply_default {
    size_t profession; /* n_professions = those without a row of their own */
    koh_supply_parameter parameter;
    int year;
    double value;
    const char *unit, *source, *assumption;
} koh_supply_default;

/* Shares by sex and single age: a condition, a living arrangement, a stratum. */
typedef struct koh_prevalence {
    const char *id;
    double *share; /* [2][n_age] */
    const char *source;
    int is_own;                      /* the plan's, not the country's */
    const char *name[KOH_LANGUAGES]; /* NULL = that of the words for its id */
} koh_prevalence;

/* What is known of stays in a type of places; NaN = unknown. */
typedef struct koh_stay {
    double years;       /* mean stay */
    double rate_death;  /* per waiting person and year */
    double share_ready; /* of those waiting, in hospital */
    const char *source, *assumption;
} koh_stay;

/* The price of a day in hospital of someone who is ready to be discharged. */
typedef struct koh_ready_price {
    int year; /* KOH_YEAR_NONE = unknown */
    double cost;
    const char *source;
} koh_ready_price;

typedef struct koh_economy_data koh_economy_data; /* plan/economy_priv.h */
typedef struct koh_shelf_life koh_shelf_life;     /* plan/shelf_life_priv.h */

/* A type of dwelling: who lives there and who fills a new one. */
typedef struct koh_dwelling_type {
    const char *id;
    const char *name[KOH_LANGUAGES];
    double persons;    /* per dwelling */
    double households; /* in the country, */
    int year;          /* in this year */
    double local_share, freed_share, chain_share;
    size_t freed_type;                           /* index: of the dwelling that a local household leaves */
    double *profile;                             /* [2][n_age] of those who move in, sums to 1 */
    const char *source, *profile_source;         /* of persons; of the profile */
    const char *assumption, *profile_assumption; /* of the shares; of the profile */
} koh_dwelling_type;

/* Positions in private households, [2][n_age] each. */
typedef struct koh_household_data {
    const double *in_private, *couple; /* of all persons; of those in private households */
    const int *is_adult;
    double other; /* households per adult who lives with others but in no couple, so that the country's */
    int year;     /* households of this year are met */
    const char *source;
} koh_household_data;

typedef struct koh_inputs {
    const char *region, *region_name, *county_name;
    koh_register local, national;
    koh_calib_nation nation; /* calibrated at the origin nation.origin */
    koh_calib_region calibration;

    koh_quantity tfr[3], life_expectancy[3], national_net[3]; /* official paths of the country: low, main, high */

    size_t n_services;
    const koh_service *services;
    const koh_age_shape *shapes;      /* [n_services], n = 0: none */
    const koh_national_total *totals; /* [n_services] */
    const double *drift;              /* [n_services] per year; 0 = none known */
    const double *hours_per_week;     /* [n_services] per user; NaN = unknown */
    const double *stock_ratio;        /* [n_services] national users at 31 December per user through the year of the
                                         newest year that has both; NaN = unknown */
    const double *level_shares;       /* [n_services][KOH_LEVELS] users by level of need; NaN = unknown */
    const koh_stay *stays;            /* [n_services], or NULL: nothing known */
    koh_ready_price ready_price;
    size_t n_professions;
    const koh_profession *professions;
    size_t n_norms;
    const koh_norm *norms;

    size_t n_supply;
    const koh_supply_default *supply;

    size_t n_conditions;
    const koh_prevalence *conditions;
    koh_prevalence living_alone;
    koh_household_data households;
    koh_quantity accessible; /* share of the country's dwellings that a wheelchair can be used in */
    size_t n_dwelling_types;
    const koh_dwelling_type *dwelling_types;
    koh_prevalence need; /* persons with any care service of the municipality at one time */

    const koh_economy_data *economy; /* default prices */
    const koh_shelf_life *shelf_life;
} koh_inputs;

#endif
