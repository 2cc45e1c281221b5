/* Measures, focus areas and studies as a plan has them. */
#ifndef KOH_MEASURES_PRIV_H
#define KOH_MEASURES_PRIV_H

#include <stddef.h>

#include "kohort/quantity.h"
#include "plan/plan_priv.h"

typedef enum koh_progress {
    KOH_PROGRESS_PROPOSED = 0,
    KOH_PROGRESS_IDEA,
    KOH_PROGRESS_DECIDED, /* from here on it counts whatever else could be chosen */
    KOH_PROGRESS_RUNNING,
    KOH_PROGRESS_DONE,
    KOH_PROGRESS_REJECTED,
    KOH_PROGRESS_N
} koh_progress;

/* The words of a plan, by progress. */
extern const char *const koh__progress_names[KOH_PROGRESS_N];

typedef struct koh_plan_grant {
    const koh_quantity *amount; /* NOK, in the year of the start; NULL = no grant */
    size_t type;                /* service whose places must grow; (size_t) -1: no condition */
    double places;              /* net, from 1 January of the start */
    int years;                  /* for so long */
} koh_plan_grant;

typedef struct koh_plan_measure {
    const char *id, *label[KOH_LANGUAGES];
    const char *focus_area, *owner, *due; /* or NULL */
    koh_progress progress;
    int start_year, start_month; /* month 1..12 */
    int ramp_months;
    const koh_quantity *effect;               /* NOK a year at full effect, < 0 saves; NULL = unknown */
    const koh_quantity *one_off, *investment; /* NOK in the year of the start; NULL = none */
    const koh_quantity *upkeep;               /* NOK a year from the start, of what was invested in; NULL = none */
    const koh_quantity *benefit;              /* NOK a year that it is worth beside money; NULL = none */
    int lifetime;                             /* years of what was invested in; 0 = not given */
    koh_plan_grant grant;
} koh_plan_measure;

typedef struct koh_plan_focus_area {
    const char *id, *label[KOH_LANGUAGES];
} koh_plan_focus_area;

typedef struct koh_plan_study {
    const char *id, *label[KOH_LANGUAGES];
    const char *where, *focus_area, *owner, *due, *result; /* or NULL */
    koh_progress progress;
} koh_plan_study;

struct koh_plan_measures {
    size_t n, n_areas, n_studies;
    const koh_plan_measure *items;
    const koh_plan_focus_area *areas;
    const koh_plan_study *studies;
    const unsigned char *depends, *excludes; /* [n][n] */
    int from, years;                         /* of the action plan */
    const koh_quantity *required;            /* NOK a year to be saved; NULL = none */
    const koh_quantity *budget;              /* NOK of outlays that may be chosen; NULL = no limit */
    const koh_quantity *discount_rate, *interest_rate;
    int horizon; /* years of appraisal; 0 = those of the plan */
};

#endif
