/* Rows and cells of a CSV file of any delimiter, and where they stand. */
#ifndef KOH_STATBANK_ROWS_PRIV_H
#define KOH_STATBANK_ROWS_PRIV_H

#include <stddef.h>

#include "base/text_priv.h"
#include "kohort/status.h"

/* Starts zeroed; koh__rows_free ends it, also after a failure. */
typedef struct koh_rows {
    const char *file, *text; /* borrow (must outlive) */
    size_t length;
    char delimiter;
    size_t n, size;
    struct koh_row {
        size_t first, n_cells; /* of `offset` */
        size_t start, line;    /* of the row in the text */
    } * row;                   /* [n], owns */
    size_t n_cells, size_cells;
    size_t *offset; /* [n_cells] of the cell in cells.data, owns */
    koh_buffer cells;
    size_t n_blank;
} koh_rows;

/* Parts a text (valid UTF-8, ended) into rows. The delimiter is the one of ; , and tab that parts most lines alike
 * outside quotes, or what a first line "sep=;" says. KOH_EAMBIGUOUS where two do equally well, KOH_ESCHEMA where none
 * does, KOH_ESYNTAX for quotes that are misplaced or never close, KOH_ENOMEM. */
koh_status koh__rows_read(const char *file, const char *text, size_t length, koh_rows *rows,
                          koh_error *error) KOH_NODISCARD;
void koh__rows_free(koh_rows *rows);

/* A cell, trimmed of outer spaces; "" beyond the row's end. */
const char *koh__rows_cell(const koh_rows *rows, size_t row, size_t cell);

/* Line and column (in characters) of a cell, from 1. */
void koh__rows_place(const koh_rows *rows, size_t row, size_t cell, size_t *line, size_t *column);

/* Sets an error at a cell and returns its status. */
koh_status koh__rows_fail(const koh_rows *rows, size_t row, size_t cell, koh_status status, koh_error *error,
                          const char *format, ...) KOH_PRINTF(6, 7);

#endif
