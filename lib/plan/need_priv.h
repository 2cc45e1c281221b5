/* What a plan says of the levels of need of its users. NULL quantities mean: not said. */
#ifndef KOH_NEED_PRIV_H
#define KOH_NEED_PRIV_H

#include "core/language_priv.h"
#include "kohort/quantity.h"
#include "plan/age_rates_priv.h"

/* Levels of need as Norwegian statistics have them. */
enum { KOH_LEVELS = 4 }; /* some_limited, medium_large, extensive, unspecified */

/* The ids of the levels in their order. */
extern const char *const koh__level_ids[KOH_LEVELS];

/* The levels of one service. */
typedef struct koh_plan_levels {
    const double *shares;                   /* [KOH_LEVELS] in the base year; NULL: the country's */
    const double *hours;                    /* [KOH_LEVELS] a week per user, NaN = not told; NULL: none told */
    const double *drift;                    /* [KOH_LEVELS][KOH_LEVELS] from, to, a year; NULL: nobody drifts */
    const koh_quantity *const *hours_drawn; /* [KOH_LEVELS] those with a range, NULL entries */
    const koh_quantity *const *drift_drawn; /* [KOH_LEVELS][KOH_LEVELS] likewise */
} koh_plan_levels;

/* Ages of the bands that users are told by, those of KOH_BANDS_IPLOS. */
enum { KOH_NEED_BANDS = 6 };

/* What a plan says of the users of one band of a service. */
typedef struct koh_plan_band {
    const koh_quantity *users, *trend_per_year, *trend_fade_years;
} koh_plan_band;

/* Where the coverage of a service goes. */
typedef enum koh_coverage_path {
    KOH_COVERAGE_CONSTANT = 0, /* of the base year, by single age */
    KOH_COVERAGE_TARGET,       /* users per 100 inhabitants */
    KOH_COVERAGE_NORM,         /* places per 100 inhabitants */
    KOH_COVERAGE_PEERS,        /* the mean of the peers that have a figure */
    KOH_COVERAGE_EVENTS        /* of the base year, in proportion to what hospitals hand over */
} koh_coverage_path;

typedef struct koh_plan_coverage {
    koh_coverage_path path;
    int age_from, age_to; /* of the inhabitants, both included; to < 0: open */
    int reached;          /* the year in which the way is gone */
    const koh_quantity *share, *target, *norm;
} koh_plan_coverage;

/* A municipality that coverage is held against. */
typedef struct koh_coverage_peer {
    const char *id, *label[KOH_LANGUAGES];
    const koh_quantity **coverage; /* [n_services] users per 100 inhabitants, NULL entries: not known */
} koh_coverage_peer;

/* States of care of the ladder, and death as the column after the last. */
enum { KOH_CARE_NONE = 0, KOH_CARE_HOME, KOH_CARE_HOUSING, KOH_CARE_INSTITUTION, KOH_CARE_STATES };
extern const char *const koh__care_ids[KOH_CARE_STATES + 1];

/* Where persons of an age in each state are a year later. */
typedef struct koh_ladder_band {
    int from, to;                                           /* completed ages; to = -1: open */
    double chance[KOH_CARE_STATES * (KOH_CARE_STATES + 1)]; /* rows sum to 1 */
    const koh_quantity *const *drawn;                       /* as many: those with a range, NULL entries */
} koh_ladder_band;

/* The chances [n][m] (m >= n) that hold: `plain`, with those that have a range (NULL: none has) at their value and what
 * they leave in the row's own column. */
void koh__chances_fill(size_t n, size_t m, const double *plain, const koh_quantity *const *told, double *chances);

/* Bands that hold every age once; n = 0: the plan has no ladder. */
typedef struct koh_plan_ladder {
    size_t n;
    const koh_ladder_band *bands;
} koh_plan_ladder;

/* Prevention or reablement. */
typedef struct koh_plan_prevention {
    const char *id, *label[KOH_LANGUAGES];
    size_t service;
    const koh_quantity *participants, *effect, *lag_years, *lasts_years, *cost; /* cost NULL: not told */
} koh_plan_prevention;

/* A task that the municipality takes over. */
typedef struct koh_plan_task {
    const char *id, *label[KOH_LANGUAGES];
    size_t service;
    int from_year;
    const koh_quantity *users, *ramp_years, *hours_per_week; /* NULL: at once; the service's own hours */
} koh_plan_task;

/* Patients of one kind whom the hospital hands over. */
typedef struct koh_plan_stream {
    const char *id, *label[KOH_LANGUAGES];
    size_t service; /* whose places they take */
    koh_age_rates admissions, follow_up;
    const koh_quantity *days, *ready_days; /* ready_days NULL: not told */
} koh_plan_stream;

/* General practitioners. NULL quantities: not told. */
typedef struct koh_plan_gp {
    koh_age_rates consultations;
    const koh_quantity *per_gp, *list_size, *gps, *list_places;
} koh_plan_gp;

/* Palliative care at the end of life. */
typedef struct koh_plan_palliative {
    koh_age_rates share; /* of those who die */
    const koh_quantity *days, *institution_share;
} koh_plan_palliative;

/* Day places of a service. */
typedef struct koh_plan_day {
    size_t service;
    const koh_quantity *visits, *open_days, *attendance, *places; /* attendance, places NULL: 1, not told */
} koh_plan_day;

/* The section `need` but its levels. */
typedef struct koh_plan_need {
    size_t n_streams, n_days;
    const koh_plan_stream *streams;
    const koh_plan_day *days;
    const koh_plan_gp *gp;                 /* NULL: not told */
    const koh_plan_palliative *palliative; /* NULL: not told */
    size_t n_preventions, n_tasks;
    const koh_plan_prevention *preventions;
    const koh_plan_task *tasks;
    koh_plan_ladder ladder;
    size_t n_peers;
    const koh_coverage_peer *peers;
    const koh_quantity **prevalence; /* [n_conditions] factors, NULL entries: 1 */
} koh_plan_need;

#endif
