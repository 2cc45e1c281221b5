/* Projections from an origin in the past, beside what was registered and what rivals would have said. */
#ifndef KOH_HINDCAST_PRIV_H
#define KOH_HINDCAST_PRIV_H

#include "base/memory_priv.h"
#include "calib/score_priv.h"
#include "kohort/calibrate.h"

typedef enum koh_method {
    KOH_METHOD_OURS = 0,
    KOH_METHOD_NO_CHANGE,
    KOH_METHOD_TREND,    /* of the last five years */
    KOH_METHOD_COHORT,   /* Hamilton-Perry: every fifth year */
    KOH_METHOD_OFFICIAL, /* totals only */
    KOH_METHODS
} koh_method;

/* Bands that are scored: the planner's, 80 and above, and all ages; at most KOH_HINDCAST_STEPS steps. */
enum { KOH_HINDCAST_BANDS = 9, KOH_HINDCAST_80 = 7, KOH_HINDCAST_TOTAL = 8, KOH_HINDCAST_STEPS = 60 };
const char *koh__hindcast_band(size_t band);

/* Classes of municipalities by persons at the origin; class 0 is all. */
enum { KOH_HINDCAST_CLASSES = 5 };
const char *koh__hindcast_class(size_t size);

/* Everything by step 0 (the origin) .. n_steps, band and municipality; NaN where a method says nothing, and from the
 * first year that no register reaches. */
typedef struct koh_hindcast {
    size_t n_steps, n_regions;
    double *predicted[KOH_METHODS]; /* [n_steps + 1][KOH_HINDCAST_BANDS][n_regions] */
    double *actual;
    int *counts; /* [KOH_HINDCAST_CLASSES][n_regions]: is it asked for, scored, and of the class? */
    int *scored; /* [n_regions]: whose sum the shares are of */
} koh_hindcast;

/* What is compared. */
typedef struct koh_hindcast_input {
    const koh_calib_input *calibration;
    const double *projected; /* [n_steps + 1][n_regions][2][n_age] */
    const double *official;  /* [n_steps + 1][n_regions] totals, NaN = none; or NULL */
    const int *scored;       /* [n_regions] 0 = borders changed: left out of all scores */
    const int *asked;        /* [n_regions] 0 = not in the tables, though in the shares */
} koh_hindcast_input;

/* Fills a hindcast whose arrays lie in the arena. KOH_EMISSING when a register does not reach five years back;
 * KOH_ENOMEM. */
koh_status koh__hindcast_make(const koh_hindcast_input *input, koh_arena *arena, koh_hindcast *hindcast,
                              koh_error *error) KOH_NODISCARD;

/* Raw and share scores of a method: share after its sum over the scored municipalities is scaled to the registered. */
typedef struct koh_hindcast_score {
    koh_score raw, share;
    double sum_error; /* of the sum over the class, percent */
} koh_hindcast_score;

/* work [n_regions]. n of the scores is 0 where there is nothing to compare. */
koh_hindcast_score koh__hindcast_score(const koh_hindcast *hindcast, koh_method method, size_t step, size_t band,
                                       size_t size, double *work);

/* Coverage in percent of the 80 % interval of the total, and CRPS in percent of what was registered. */
typedef struct koh_hindcast_interval {
    size_t n;
    double coverage, crps, share_coverage, share_crps;
} koh_hindcast_interval;

koh_hindcast_interval koh__hindcast_interval(const koh_hindcast *hindcast, const koh_calib_region *regions, size_t step,
                                             size_t size);

/* Intervals of every cell, [n_regions][n_steps][2][n_age]. */
typedef struct koh_hindcast_bounds {
    double *low, *high;
} koh_hindcast_bounds;

/* 80 % intervals of all municipalities (calib/spread.c) in the arena. KOH_ENOMEM. */
koh_status koh__hindcast_bounds(const koh_hindcast_input *input, const koh_calib_nation *nation,
                                const koh_calib_region *regions, koh_arena *arena,
                                koh_hindcast_bounds *bounds) KOH_NODISCARD;

/* Coverage in percent over the cells of a band in all municipalities that are asked for and scored; n = 0 where nothing
 * was registered. */
typedef struct koh_hindcast_cells {
    size_t n;
    double coverage;
} koh_hindcast_cells;

koh_hindcast_cells koh__hindcast_cells(const koh_hindcast_input *input, const koh_hindcast_bounds *bounds, size_t step,
                                       size_t band);

/* One method's figures of a band in a class of municipalities. */
typedef struct koh_hindcast_group {
    koh_method method;
    size_t band, size;
} koh_hindcast_group;

/* The last step up to which, without a gap, 80 % of the group's figures are within 10 %, raw or as shares. */
size_t koh__hindcast_shelf_life(const koh_hindcast *hindcast, koh_hindcast_group group, int share, double *work);

#endif
