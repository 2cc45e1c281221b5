/* Iterative proportional fitting: cells scaled until sums over groups of them meet their targets. */
#ifndef KOH_RAKE_PRIV_H
#define KOH_RAKE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* Every cell in one of n groups, and what each group is to sum to. One margin of a table is such a division. */
typedef struct koh_rake_margin {
    size_t n;
    const size_t *group; /* [n_cells] < n */
    const double *total; /* [n] >= 0, or NaN = free */
} koh_rake_margin;

typedef struct koh_rake_report {
    int iterations;       /* rounds through all margins */
    double residual;      /* the largest |sum - total| / max(total, 1) of any group when it ended */
    size_t margin, group; /* where it was */
} koh_rake_report;

/* Scales cells [n_cells] >= 0 to the margins, one after the other, until all are met to KOH_RAKE_ENOUGH or
 * KOH_RAKE_ROUNDS have passed. A cell of 0 stays 0; within a group cells keep their proportions in every scaling, so
 * that a single margin is exactly proportional. work [largest n]. *report is always set.
 * KOH_EDOMAIN: a cell or total is negative or not finite. KOH_ENOSOLUTION: a group without anybody has a total above 0
 * (cells are unchanged). KOH_ENOCONVERGENCE: the margins contradict each other or the zeros; cells are as after the
 * last round. O(rounds x margins x cells). */
#define KOH_RAKE_ENOUGH 1e-10 /* relative to the total, which it never takes below one person: a tenth of 1e-9 */
enum { KOH_RAKE_ROUNDS = 1000 };
koh_status koh__rake(size_t n_cells, double *cells, size_t n_margins, const koh_rake_margin *margins, double *work,
                     koh_rake_report *report) KOH_NODISCARD;

#endif
