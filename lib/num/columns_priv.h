/* Columns of numbers that are put in order side by side. */
#ifndef KOH_COLUMNS_PRIV_H
#define KOH_COLUMNS_PRIV_H

#include <stddef.h>

enum { KOH_COLUMNS = 8 }; /* side by side: as many doubles as the widest registers hold */

/* Puts each column of values [n][KOH_COLUMNS] in ascending order; no NaN. Cost: n log^2 n / 4 exchanges of a row,
 * whatever the values: about 5 us a column of 1000. */
void koh__columns_sort(size_t n, double *values);

#endif
