/* Ages of those who move into a dwelling: shares by sex and band of ages to single ages. */
#ifndef KOH_MOVERS_PRIV_H
#define KOH_MOVERS_PRIV_H

#include "io/csv_priv.h"
#include "kohort/register.h"

/* Columns of a file of shares, in this order; further ones may stand before and after. */
enum { KOH_MOVERS_SEX, KOH_MOVERS_FROM, KOH_MOVERS_TO, KOH_MOVERS_SHARE, KOH_MOVERS_COLUMNS };
extern const koh_csv_column koh__movers_columns[KOH_MOVERS_COLUMNS];

/* Rows first .. end - 1 of a read file, whose column KOH_MOVERS_SEX is the one at `column`. */
typedef struct koh_movers_rows {
    const koh_csv *csv;
    size_t first, end, column;
} koh_movers_rows;

/* Adds rows to profile [2][n_age] of zeros, and checks that they sum to 1. Within a band the country's persons of the
 * newest year say who. KOH_EDOMAIN, KOH_EDUPLICATE at the cell that is wrong; profile is then partly filled. */
koh_status koh__movers_spread(const koh_movers_rows *rows, const koh_register *nation, double *profile,
                              koh_error *error) KOH_NODISCARD;

#endif
