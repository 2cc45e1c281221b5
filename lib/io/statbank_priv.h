/* CSV of statistics: what its rows and columns are. */
#ifndef KOH_STATBANK_PRIV_H
#define KOH_STATBANK_PRIV_H

#include "io/figures_priv.h"
#include "io/label_priv.h"
#include "io/statbank_rows_priv.h"

typedef enum koh_statbank_kind {
    KOH_STATBANK_KEY = 0, /* categories of a variable */
    KOH_STATBANK_VALUE,
    KOH_STATBANK_REASON, /* names of reasons: files of our own */
    KOH_STATBANK_EMPTY   /* no name and no cell */
} koh_statbank_kind;

typedef struct koh_statbank_column {
    koh_statbank_kind kind;
    const char *name;     /* of a key: its header */
    const char *time;     /* of a value: its time as it stands, or NULL */
    const char *sex;      /* of a value: the sex in its header, or NULL */
    const char *contents; /* of a value: what is left of its header, or NULL */
} koh_statbank_column;

/* Where things stand. Texts are in the arena of the figures or in the rows. */
typedef struct koh_statbank_layout {
    size_t n_columns;
    koh_statbank_column *columns; /* [n_columns], in the arena */
    size_t header, n_header;      /* row of the header, number of its rows */
    size_t first, end;            /* rows of figures: first .. end - 1 */
    const char *title;
    int wide; /* times are in the header */
} koh_statbank_layout;

/* Finds title, header, figures and footnotes. value_column: name of the only column of figures, or NULL. KOH_ESCHEMA,
 * KOH_EAMBIGUOUS, KOH_ENOMEM. */
koh_status koh__statbank_layout(const koh_rows *rows, const char *value_column, koh_figures *figures,
                                koh_statbank_layout *layout, koh_error *error) KOH_NODISCARD;

/* Reads a whole CSV text (valid UTF-8, ended). */
koh_status koh__statbank_read(const char *file, const char *text, size_t length, const koh_import_options *options,
                              koh_figures **figures, koh_error *error) KOH_NODISCARD;

#endif
