/* Columns of the tables as words. */
#ifndef KOH_COLUMN_PRIV_H
#define KOH_COLUMN_PRIV_H

#include <stddef.h>

#include "plan/plan_priv.h"

typedef struct koh_column_word {
    const char *column, *text[KOH_LANGUAGES];
    const char *unit; /* of its numbers; NULL = it has none, or the row tells */
    int decimals;
} koh_column_word;

/* The words for a column, or NULL. Static. */
const koh_column_word *koh__column_word(const char *column);

/* ... or the column's own name. */
const char *koh__column_label(const char *column, size_t language);

#endif
