/* Where records and cells lie in the bytes of a CSV file: what libcsv does not tell. */
#include <string.h>

#include "io/csv_record_priv.h"

/* The offset just behind the cell that starts at `at`; *open is set when its quotes never close. */
static size_t cell_end(const char *bytes, size_t length, size_t at, int *open)
{
    *open = 0;
    if (at < length && bytes[at] == '"') {
        for (at++;; at += 2) {
            const char *quote = memchr(bytes + at, '"', length - at);
            if (quote == NULL) {
                *open = 1;
                return length;
            }
            at = (size_t) (quote - bytes);
            if (at + 1 >= length || bytes[at + 1] != '"') {
                at++;
                break;
            }
        }
    }
    while (at < length && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    return at;
}

koh_csv_record koh__csv_record_at(const char *bytes, size_t length, size_t start)
{
    koh_csv_record record = { .start = start, .n_cells = 1, .open_quote = SIZE_MAX, .lone_return = SIZE_MAX };
    size_t at = start;
    for (;;) {
        int open;
        size_t cell = at;
        at = cell_end(bytes, length, at, &open);
        if (open) {
            record.open_quote = cell;
        }
        if (at >= length || bytes[at] != ',') {
            break;
        }
        record.n_cells++;
        at++;
    }
    record.end = record.next = at;
    if (at < length) {
        int pair = bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n';
        if (bytes[at] == '\r' && !pair) {
            record.lone_return = at;
        }
        record.next = at + 1 + (size_t) pair;
    }
    return record;
}

size_t koh__csv_cell_at(const char *bytes, size_t length, size_t start, size_t cell)
{
    size_t at = start;
    for (size_t i = 0; i < cell; i++) {
        int open;
        at = cell_end(bytes, length, at, &open);
        if (at >= length || bytes[at] != ',') {
            break;
        }
        at++;
    }
    return at;
}
