/* Vintages of a plan: a plan that is revised is rolled forward. */
#ifndef KOH_VINTAGE_H
#define KOH_VINTAGE_H

#include "kohort/run.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is rolled, and where to. */
typedef struct koh_roll_options {
    const char *data;    /* as in koh_run_options */
    const char *plan;    /* plan file */
    const char *figures; /* a JSON Merge Patch of figures registered since, quantities replaced whole; NULL = none */
    const char *output;  /* folder of the new plan */
    int to;              /* the new base year; 0 = the year after the old one */
    int with_period;     /* not 0: the plan period and the last year move as well */
} koh_roll_options;

/* Writes the plan as it stands some years later into a new folder, with the files that it refers to: the base year and,
 * where the plan names it, the first year of the action plan move; the plan period and the last year when asked to;
 * crises that would lie in the past begin in the new base year; targets whose year has passed are left out; figures
 * replace those of the patch. Rolled by a and then by b years is rolled by a + b. *message: what has changed, and what
 * is to be judged by people (caller frees). The new plan is checked before anything is written: the statuses of
 * koh_run, its place in the rolled plan; KOH_EUSAGE: no plan or output, or a year before the base year; KOH_EREFUSED as
 * koh_new.
 */
KOH_API koh_status koh_roll(const koh_roll_options *options, koh_error *error, koh_text *message) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
