/* Controlled rounding: whole numbers that still add up. */
#ifndef KOH_ROUND_PRIV_H
#define KOH_ROUND_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* n values >= 0 to whole numbers that sum to `total`, each the whole number below or above its value: the largest
 * remainders are rounded up, among equals the first. `total` is the sum of the values rounded down or up. rounded [n]
 * may be the values themselves. KOH_EDOMAIN: a value is negative or not finite, or no such numbers sum to `total`.
 * O(n^2) at worst, in the number of values rounded up. */
koh_status koh__round_parts(size_t n, const double *values, double total, double *rounded) KOH_NODISCARD;

/* Rounds a table of rows and columns, and its sums with it. Every cell, the sum of every row, the sum of every group of
 * rows in every column, the sum of every column and the whole become the whole number below or above what they were,
 * and add up. Rows that share a group are summed by column: counties, with municipalities as rows. */
typedef struct koh_round_table {
    size_t n_rows, n_columns, n_groups;
    const size_t *group; /* [n_rows] < n_groups */
} koh_round_table;

typedef struct koh_round_workspace koh_round_workspace;

/* Caller frees. KOH_ENOMEM; KOH_ELIMIT for more than 2^29 cells. */
koh_status koh__round_workspace_new(const koh_round_table *table, koh_round_workspace **workspace) KOH_NODISCARD;
void koh__round_workspace_free(koh_round_workspace *workspace); /* takes NULL */

/* cells [n_rows][n_columns] >= 0, rounded in place. KOH_EDOMAIN: a cell is negative or not finite (cells are
 * unchanged). KOH_EINTERNAL: the rounded table does not add up. */
koh_status koh__round_table(const koh_round_table *table, koh_round_workspace *workspace, double *cells) KOH_NODISCARD;

#endif
