/* Vintages of a plan: it is rolled forward, and what it said is kept and held against what came. */
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

/* What is kept in a ledger, or held against it. */
typedef struct koh_ledger_options {
    const char *data;   /* as in koh_run_options */
    const char *ledger; /* the file; made by the first koh_ledger_add */
    const char *plan;   /* plan file */
    const char *made;   /* when the vintage was made, as text such as "2026-11-22"; NULL = not told */
} koh_ledger_options;

/* Runs a plan and adds what it expects, by scenario and year, to the ledger: persons by age band, users of the services
 * whose users the plan registers, staff of the professions that it registers. The file is replaced in one step: it
 * holds the vintage or does not, whenever the process is killed, and what stood in it stays, byte for byte. *message: a
 * line (caller frees). KOH_EDOMAIN and KOH_ESYNTAX with line and column: a ledger that is cut short or changed, which
 * is then left as it is; the statuses of koh_run; KOH_EUSAGE. */
KOH_API koh_status koh_ledger_add(const koh_ledger_options *options, koh_error *error, koh_text *message) KOH_NODISCARD;

/* Holds what the ledger's vintages expected against what the plan has registered by now, as CSV (T25b): each figure
 * with its error, the mean of the errors by vintage, scenario and item, and by years ahead over all vintages. A figure
 * registered in a year, or at its end, is held against 1 January of the next. KOH_EDOMAIN: vintages of another
 * municipality; the statuses of koh_ledger_add. *text: caller frees. */
KOH_API koh_status koh_ledger_score(const koh_ledger_options *options, koh_error *error, koh_text *text) KOH_NODISCARD;

/* The vintages of a ledger, as CSV; of the options only the ledger is read. *text: caller frees. KOH_EUSAGE without
 * one; the statuses of reading it. */
KOH_API koh_status koh_ledger_list(const koh_ledger_options *options, koh_error *error, koh_text *text) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
