/* Words of the columns of the tables on need. */
#ifndef KOH_COLUMN_NEED_PRIV_H
#define KOH_COLUMN_NEED_PRIV_H

#include "report/column_priv.h"

/* The words, *n of them. Static. */
const koh_column_word *koh__need_words(size_t *n);

#endif
