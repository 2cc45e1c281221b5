/* CSV in: one declarative reader for every native file. Files are UTF-8 (a BOM and CRLF are read as if they were not
 * there), comma, decimal point, one header row. */
#ifndef KOH_CSV_PRIV_H
#define KOH_CSV_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

typedef enum koh_csv_kind {
    KOH_CSV_TEXT = 0, /* non-empty unless optional */
    KOH_CSV_INT,
    KOH_CSV_NUMBER, /* finite; an empty cell is KOH_EMISSING unless optional, then NaN */
    KOH_CSV_SEX     /* female, male -> int 0, 1; with `both` allowed -> 2 */
} koh_csv_kind;

/* What a column must be. */
typedef struct koh_csv_column {
    const char *name;
    koh_csv_kind kind;
    double min, max;  /* of INT and NUMBER, inclusive, finite; both 0 = any */
    int optional;     /* 0 = must be there and filled; 1 = may lack; 2 = column must be there, cells may be empty */
    int both;         /* SEX only */
    const char *what; /* "persons >= 0": for the message */
} koh_csv_column;

/* A read file. Owns everything; texts are ended and live as long as it. */
typedef struct koh_csv koh_csv;

/* Reads bytes that were `file`. The texts of `columns` are borrowed (must outlive). Columns may come in any order; a
 * column that is not described, a missing one, a wrong number of cells, a bad cell: KOH_ESCHEMA, KOH_EMISSING,
 * KOH_ESYNTAX, KOH_EDOMAIN, KOH_EENCODING with FILE:LINE:COL (COL counts characters of the line from 1); a column
 * twice: KOH_EDUPLICATE; a record above 1 MiB or a file above 1 GiB: KOH_ELIMIT. Spaces belong to their cell. Empty
 * lines are an error except at the end. A header that only makes sense with ';' says so. No rows below the header is no
 * error here: koh__csv_range says it. */
koh_status koh__csv_read(const char *file, const char *bytes, size_t length, size_t n_columns,
                         const koh_csv_column *columns, koh_csv **csv, koh_error *error) KOH_NODISCARD;

/* The same from a path. KOH_EIO too. */
koh_status koh__csv_read_file(const char *path, size_t n_columns, const koh_csv_column *columns, koh_csv **csv,
                              koh_error *error) KOH_NODISCARD;
void koh__csv_free(koh_csv *csv); /* takes NULL */

size_t koh__csv_rows(const koh_csv *csv);
int koh__csv_has(const koh_csv *csv, size_t column);                      /* is an optional column there? */
const char *koh__csv_text(const koh_csv *csv, size_t row, size_t column); /* TEXT; NULL = empty */
int koh__csv_int(const koh_csv *csv, size_t row, size_t column);          /* INT, SEX; INT_MIN = empty */
double koh__csv_number(const koh_csv *csv, size_t row, size_t column);    /* NUMBER; NaN = empty */

/* What stands behind the values: the description of a column, the line (from 1) of a row, the name of the file. */
const koh_csv_column *koh__csv_column(const koh_csv *csv, size_t column);
size_t koh__csv_line(const koh_csv *csv, size_t row);
const char *koh__csv_file(const koh_csv *csv);
const char *koh__csv_sex_name(int sex); /* 0 female, 1 male, 2 both */

/* Sets an error at a cell of a read file and returns its status. */
koh_status koh__csv_fail(const koh_csv *csv, size_t row, size_t column, koh_status status, koh_error *error,
                         const char *format, ...) KOH_PRINTF(6, 7);

/* Spreads column `value` over a full grid of up to three key columns (INT or SEX). Key k runs from keys[k].from in
 * keys[k].n steps. A row outside: KOH_EDOMAIN; twice the same cell: KOH_EDUPLICATE with both lines; a cell without a
 * row: KOH_EMISSING naming the cell. */
typedef struct koh_csv_key {
    size_t column;
    int from;
    size_t n;
} koh_csv_key;
koh_status koh__csv_grid(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, size_t value, double *grid,
                         koh_error *error) KOH_NODISCARD;

/* Smallest and largest filled value of an INT column; KOH_EMISSING when there are no rows. */
koh_status koh__csv_range(const koh_csv *csv, size_t column, int *from, int *to, koh_error *error) KOH_NODISCARD;

#endif
