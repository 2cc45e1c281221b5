/* Which columns of a table span its JSON-stat cube. */
#ifndef KOH_STAT_FORM_PRIV_H
#define KOH_STAT_FORM_PRIV_H

#include "report/chapter_label_priv.h"

enum { KOH_STAT_COLUMNS = 6, KOH_STAT_FIGURES = 16 };

/* Dimensions beside region and figure, in order; a column of the words of each, or NULL; the unit of all figures, or
 * NULL where each column has its own. */
typedef struct koh_stat_form {
    const char *id, *dimensions[KOH_STAT_COLUMNS], *labels[KOH_STAT_COLUMNS], *unit;
    koh_label_id source;
} koh_stat_form;

/* The form of a table, or NULL: the table is a list. Static. */
const koh_stat_form *koh__stat_form(const char *id);

#endif
