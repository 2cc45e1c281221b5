/* Words of the columns of the tables on structures, schedules of steps, surveys and targets of indicators. */
#ifndef KOH_COLUMN_ALTERNATIVES_PRIV_H
#define KOH_COLUMN_ALTERNATIVES_PRIV_H

#include "report/column_priv.h"

/* The words, *n of them. Static. */
const koh_column_word *koh__alternative_words(size_t *n);

#endif
