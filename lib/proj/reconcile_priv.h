/* Agreement of many regions with control totals: whoever is too many or too few has moved. */
#ifndef KOH_RECONCILE_PRIV_H
#define KOH_RECONCILE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* Totals of one kind: of groups of regions, by sex or of both, by age or of all. */
typedef struct koh_control {
    size_t n_groups;
    const size_t *group;      /* [n_regions] < n_groups */
    const char *const *names; /* [n_groups] for messages */
    int by_sex, by_age;
    const double *total; /* [n_groups][by_sex ? 2 : 1][by_age ? n_age : 1] persons >= 0, NaN = free */
} koh_control;

/* Length of a control's totals. */
size_t koh__control_size(const koh_control *control, size_t n_age);

typedef struct koh_reconcile_workspace koh_reconcile_workspace;

/* For controls of the given form; their totals may change from call to call, the rest may not. Caller frees.
 * KOH_ENOMEM. */
koh_status koh__reconcile_workspace_new(size_t n_regions, size_t n_age, size_t n_controls, const koh_control *controls,
                                        koh_reconcile_workspace **workspace) KOH_NODISCARD;
void koh__reconcile_workspace_free(koh_reconcile_workspace *workspace); /* takes NULL */

/* What was done, or what stood in the way. */
typedef struct koh_reconcile_report {
    int iterations;
    double residual; /* of the total that is met worst, relative */
    size_t control, group;
    int sex;      /* -1 = both */
    size_t age;   /* n_age = all */
    double moved; /* sum of |change| over all cells, persons */
} koh_reconcile_report;

/* Scales persons [n_regions][2][n_age] at the end of a step to the totals and adds each cell's change to net migration
 * [n_regions][2][n_age], so that births, deaths and every balance stay as they are. Allocates nothing. The statuses of
 * koh__rake; on failure persons and net are unchanged and the report says where. */
koh_status koh__reconcile(const koh_control *controls, koh_reconcile_workspace *workspace, double *persons, double *net,
                          koh_reconcile_report *report) KOH_NODISCARD;

#endif
