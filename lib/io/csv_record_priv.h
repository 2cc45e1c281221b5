/* Where records and cells lie in the bytes of a CSV file. */
#ifndef KOH_CSV_RECORD_PRIV_H
#define KOH_CSV_RECORD_PRIV_H

#include <stddef.h>
#include <stdint.h>

typedef struct koh_csv_record {
    size_t start, end, next; /* end: before the line break; next: behind it */
    size_t n_cells;
    size_t open_quote;  /* offset of quotes that never close, or SIZE_MAX */
    size_t lone_return; /* offset of a carriage return without line feed, or SIZE_MAX */
} koh_csv_record;

/* The record that starts at offset `start` < length. */
koh_csv_record koh__csv_record_at(const char *bytes, size_t length, size_t start);

/* The offset of a cell (from 0) of the record that starts at `start`; its end when it has fewer. */
size_t koh__csv_cell_at(const char *bytes, size_t length, size_t start, size_t cell);

#endif
