/* Words of the columns of the tables on what is aimed at with the staff. */
#ifndef KOH_COLUMN_STAFF_AIMS_PRIV_H
#define KOH_COLUMN_STAFF_AIMS_PRIV_H

#include "report/column_priv.h"

/* The words [*n]. Static. */
const koh_column_word *koh__staff_aims_words(size_t *n);

#endif
