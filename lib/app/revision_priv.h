/* Two vintages of a plan side by side: what the parts of the comparison share. */
#ifndef KOH_REVISION_PRIV_H
#define KOH_REVISION_PRIV_H

#include "app/session_priv.h"
#include "kohort/table.h"
#include "plan/attribution_priv.h"

/* A plan that has been run, or a result that has been read. */
typedef struct koh_revision_side {
    const char *path;
    int is_plan;
    koh_session session; /* of a plan; then its tree is the session's */
    koh_result result;
    cJSON *tree; /* of a result */
} koh_revision_side;

/* sides[0] is the old vintage, sides[1] the new one. Rows are added to the table; texts live in the arena. */
typedef struct koh_revision_view {
    koh_arena *arena;
    koh_revision_side sides[2];
    koh_table table;
    int changed[KOH_GROUPS];
    int is_mixable; /* else the services differ, and the change of a figure is told as one */
} koh_revision_view;

/* One row; NaN and NULL = empty. */
typedef struct koh_revision_row {
    const char *part, *scenario, *item, *unit, *note;
    int year; /* 0 = none */
    double old_value, new_value, change;
} koh_revision_row;

koh_status koh__revision_add(koh_revision_view *view, const koh_revision_row *row) KOH_NODISCARD;

/* What was put in: every figure, text and file that differs; marks the groups that have changed. */
koh_status koh__revision_inputs(koh_revision_view *view) KOH_NODISCARD;

#endif
