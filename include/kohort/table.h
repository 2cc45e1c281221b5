/* Tables: columns of numbers and texts, as they are written to CSV and shown to people. */
#ifndef KOH_TABLE_H
#define KOH_TABLE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum koh_column_kind {
    KOH_COLUMN_NUMBER = 0, /* NaN = unknown, written as an empty cell */
    KOH_COLUMN_TEXT        /* NULL = empty */
} koh_column_kind;

typedef struct koh_column {
    const char *name; /* snake_case, a word of the glossary */
    koh_column_kind kind;
} koh_column;

typedef union koh_cell {
    double number;
    const char *text; /* borrows (must outlive the table) */
} koh_cell;

typedef struct koh_table {
    char id[8];       /* "T02" */
    const char *name; /* "population_by_age_band" */
    size_t n_columns;
    const koh_column *columns; /* borrows (must outlive the table) */
    size_t n_rows, size_rows;
    koh_cell *cells; /* [n_rows][n_columns], owns */
} koh_table;

/* An empty table over columns that outlive it. */
KOH_API void koh_table_init(koh_table *table, const char *id, const char *name, size_t n_columns,
                            const koh_column *columns);
KOH_API void koh_table_free(koh_table *table); /* leaves an empty table */

/* Appends a row of n_columns cells, copied. KOH_ENOMEM. */
KOH_API koh_status koh_table_add(koh_table *table, const koh_cell *cells) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
