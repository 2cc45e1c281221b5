/* The inside of a CSV file being read: shared by the files csv_*.c. */
#ifndef KOH_CSV_READER_PRIV_H
#define KOH_CSV_READER_PRIV_H

#include <stdint.h>

#include "base/memory_priv.h"
#include "io/csv_priv.h"
#include "io/csv_record_priv.h"

#define KOH_CSV_ABSENT SIZE_MAX

enum { KOH_CSV_SHOWN = 48 };

typedef union koh_csv_values {
    void *any;
    double *numbers;
    int *ints;
    const char **texts;
} koh_csv_values;

struct koh_csv {
    char *file, *bytes; /* owns both */
    size_t length, n_columns, n_cells, n_rows, size_rows;
    koh_csv_column *columns; /* [n_columns], owns; its texts are borrowed */
    size_t *cells;           /* [n_columns]: the cell of a record that holds the column, or KOH_CSV_ABSENT */
    size_t *described;       /* [n_cells]: the column that a cell holds */
    koh_csv_values *values;  /* [n_columns][size_rows], owns */
    size_t *starts;          /* [size_rows]: offset of the record */
    koh_arena *texts;
};

/* What libcsv's call-backs work on. */
typedef struct koh_csv_reader {
    koh_csv *csv;
    koh_error *error;
    koh_status status;
    koh_csv_record record;
    size_t cell;
    int in_header;
} koh_csv_reader;

/* Reads the rows of a file whose bytes and descriptions are set. */
koh_status koh__csv_parse(koh_csv *csv, koh_error *error) KOH_NODISCARD;

/* Takes a cell of a row; what is wrong with it becomes the reader's status. */
void koh__csv_take_cell(koh_csv_reader *reader, const char *text, size_t length);

/* Gives an error that is already worded its place: a byte, or the reader's cell. */
koh_status koh__csv_fail_at(koh_csv_reader *reader, size_t offset, koh_status status);
void koh__csv_fail_cell(koh_csv_reader *reader, koh_status status);

/* The start of a cell as a message shows it. */
const char *koh__csv_shown(const char *text, size_t length, char out[KOH_CSV_SHOWN]);

#endif
