/* Targets of a plan: a figure, the year in which it is to be met, and which way. */
#ifndef KOH_TARGETS_PRIV_H
#define KOH_TARGETS_PRIV_H

#include "plan/key_figure_priv.h"

enum { KOH_TARGETS_MAX = 20 };

typedef enum koh_direction { KOH_AT_LEAST = 0, KOH_AT_MOST } koh_direction;

typedef struct koh_target {
    const char *id, *label[KOH_LANGUAGES];
    koh_key_figure figure;
    int year;
    koh_direction direction;
    const koh_quantity *value;
} koh_target;

typedef struct koh_plan_targets {
    size_t n;
    const koh_target *targets;
} koh_plan_targets;

/* Parts of the cube of a target, "targets/ID", in its year: what is aimed at, what is expected, what is missing. */
enum { KOH_TARGET_WANTED, KOH_TARGET_EXPECTED, KOH_TARGET_MISSING, KOH_TARGET_PARTS };

/* Parts of the cubes balance/places, balance/staff and balance/money by year. */
enum { KOH_BALANCE_NEED, KOH_BALANCE_THERE, KOH_BALANCE_GAP, KOH_BALANCE_PARTS };

#endif
