/* The rows of a CSV file.
 *
 * libcsv takes the cells apart, one record at a time and in its strictest form; csv_record.c finds the records and says
 * where a cell lies, since libcsv knows neither lines nor columns. Spaces belong to a cell, so that a number with a
 * space is an error and a text keeps it. */
#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "base/text_priv.h"
#include "io/csv_reader_priv.h"
#include "io/place_priv.h"

enum { RECORD_LIMIT = 1 << 20, LIST_SIZE = 240 };

static int never_a_space(unsigned char c)
{
    (void) c;
    return 0;
}

static void *grow_bytes(void *block, size_t size)
{
    return koh__grow(block, size, 1);
}

/* "year, sex, age" */
static const char *column_list(const koh_csv *csv, char list[LIST_SIZE])
{
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < csv->n_columns && used < LIST_SIZE; i++) {
        int n = snprintf(list + used, LIST_SIZE - used, "%s%s", i > 0 ? ", " : "", csv->columns[i].name);
        used += n > 0 ? (size_t) n : 0;
    }
    return list;
}

static size_t column_named(const koh_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->n_columns; i++) {
        if (strcmp(csv->columns[i].name, name) == 0) {
            return i;
        }
    }
    return KOH_CSV_ABSENT;
}

static void fail_unknown_column(koh_csv_reader *r, const char *name, size_t length)
{
    const koh_csv *csv = r->csv;
    char out[KOH_CSV_SHOWN], list[LIST_SIZE];
    const char *nearest = NULL;
    const char **names = KOH_NEW(csv->n_columns, const char *);
    if (names != NULL) {
        for (size_t i = 0; i < csv->n_columns; i++) {
            names[i] = csv->columns[i].name;
        }
        nearest = koh__text_nearest(name, names, csv->n_columns);
    }
    koh__free(names);
    if (nearest != NULL) {
        (void) koh_error_set(r->error, KOH_ESCHEMA, "unknown column \"%s\": did you mean %s?",
                             koh__csv_shown(name, length, out), nearest);
    } else {
        (void) koh_error_set(r->error, KOH_ESCHEMA, "unknown column \"%s\": expected %s",
                             koh__csv_shown(name, length, out), column_list(csv, list));
    }
    koh__csv_fail_cell(r, KOH_ESCHEMA);
}

static void take_header(koh_csv_reader *r, const char *name, size_t length)
{
    koh_csv *csv = r->csv;
    size_t column = column_named(csv, name);
    if (column == KOH_CSV_ABSENT) {
        fail_unknown_column(r, name, length);
    } else if (csv->cells[column] != KOH_CSV_ABSENT) {
        (void) koh_error_set(r->error, KOH_EDUPLICATE, "column %s is given twice", name);
        koh__csv_fail_cell(r, KOH_EDUPLICATE);
    } else {
        csv->cells[column] = r->cell;
        csv->described[r->cell] = column;
    }
}

static void on_cell(void *text, size_t length, void *data)
{
    koh_csv_reader *r = data;
    if (r->status != KOH_OK || r->cell >= r->csv->n_cells) {
        return;
    }
    if (r->in_header) {
        take_header(r, text, length);
    } else {
        koh__csv_take_cell(r, text, length);
    }
    r->cell++;
}

/* The record as such: closed quotes, ended lines, not endless, the right number of cells. */
static koh_status check_record(koh_csv_reader *r)
{
    const koh_csv *csv = r->csv;
    const koh_csv_record *record = &r->record;
    size_t offset = record->start;
    koh_status status = KOH_ESYNTAX;
    if (record->open_quote != SIZE_MAX) {
        offset = record->open_quote;
        (void) koh_error_set(r->error, status, "quotes that are never closed");
    } else if (record->lone_return != SIZE_MAX) {
        offset = record->lone_return;
        (void) koh_error_set(r->error, status, "a carriage return without a line feed: lines end in LF or CRLF");
    } else if (record->end - record->start > RECORD_LIMIT) {
        status = koh_error_set(r->error, KOH_ELIMIT, "a line of %zu bytes: at most %d are read",
                               record->end - record->start, RECORD_LIMIT);
    } else if (record->end == record->start) {
        (void) koh_error_set(r->error, status, "an empty line");
    } else if (!r->in_header && record->n_cells != csv->n_cells) {
        offset = koh__csv_cell_at(csv->bytes, csv->length, record->start, csv->n_cells);
        status =
            koh_error_set(r->error, KOH_ESCHEMA, "%zu cells where the header has %zu%s", record->n_cells, csv->n_cells,
                          record->n_cells > csv->n_cells ? "; decimals are written with a point, texts with "
                                                           "commas in quotes"
                                                         : "");
    } else {
        return KOH_OK;
    }
    return koh__csv_fail_at(r, offset, status);
}

/* Gives libcsv one record. It must take all of it: a short count is a stray quote. */
static koh_status parse_record(koh_csv_reader *r, struct csv_parser *parser)
{
    static const char line_feed = '\n';
    size_t length = r->record.end - r->record.start;
    const char *start = r->csv->bytes + r->record.start;
    r->cell = 0;
    size_t taken = csv_parse(parser, start, length, on_cell, NULL, r);
    if (taken == length && r->status == KOH_OK) {
        taken += csv_parse(parser, &line_feed, 1, on_cell, NULL, r);
    }
    if (r->status != KOH_OK) {
        return r->status;
    }
    if (taken == length + 1) {
        return KOH_OK;
    }
    if (csv_error(parser) != CSV_EPARSE) {
        return r->status = koh_error_set(r->error, KOH_ENOMEM, "out of memory");
    }
    (void) koh_error_set(r->error, KOH_ESYNTAX,
                         "quotes in the middle of a cell: a cell is in quotes as a whole, quotes inside are doubled");
    return koh__csv_fail_at(r, r->record.start + taken, KOH_ESYNTAX);
}

static koh_status read_header(koh_csv_reader *r, struct csv_parser *parser)
{
    koh_csv *csv = r->csv;
    char list[LIST_SIZE];
    csv->n_cells = r->record.n_cells;
    csv->described = KOH_NEW(csv->n_cells, size_t);
    if (csv->described == NULL) {
        return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
    }
    const char *start = csv->bytes + r->record.start;
    size_t length = r->record.end - r->record.start;
    const char *other = memchr(start, ';', length);
    other = other != NULL ? other : memchr(start, '\t', length);
    if (csv->n_cells == 1 && other != NULL) {
        (void) koh_error_set(r->error, KOH_ESCHEMA,
                             "columns are separated by %s here: expected commas, and a decimal point",
                             *other == ';' ? "semicolons" : "tabs");
        return koh__csv_fail_at(r, (size_t) (other - csv->bytes), KOH_ESCHEMA);
    }
    r->in_header = 1;
    koh_status status = parse_record(r, parser);
    r->in_header = 0;
    for (size_t i = 0; status == KOH_OK && i < csv->n_columns; i++) {
        if (csv->cells[i] == KOH_CSV_ABSENT && csv->columns[i].optional != 1) {
            (void) koh_error_set(r->error, KOH_EMISSING, "column %s is missing: expected %s", csv->columns[i].name,
                                 column_list(csv, list));
            status = koh__csv_fail_at(r, r->record.start, KOH_EMISSING);
        }
    }
    return status;
}

static size_t cell_size(koh_csv_kind kind)
{
    return kind == KOH_CSV_NUMBER ? sizeof(double) : kind == KOH_CSV_TEXT ? sizeof(char *) : sizeof(int);
}

static koh_status make_room(koh_csv *csv, koh_error *error)
{
    if (csv->n_rows < csv->size_rows) {
        return KOH_OK;
    }
    size_t size = csv->size_rows == 0 ? 256 : 2 * csv->size_rows;
    size_t *starts = koh__grow(csv->starts, size, sizeof *starts);
    if (starts == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    csv->starts = starts;
    for (size_t i = 0; i < csv->n_columns; i++) {
        size_t wide = cell_size(csv->columns[i].kind);
        if (csv->cells[i] == KOH_CSV_ABSENT) {
            continue;
        }
        void *grown = koh__grow(csv->values[i].any, size, wide);
        if (grown == NULL) {
            return koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
        memset((char *) grown + csv->size_rows * wide, 0, (size - csv->size_rows) * wide);
        csv->values[i].any = grown;
    }
    csv->size_rows = size;
    return KOH_OK;
}

static int only_line_breaks(const char *bytes, size_t from, size_t length)
{
    while (from < length && (bytes[from] == '\n' || bytes[from] == '\r')) {
        from++;
    }
    return from == length;
}

static koh_status read_records(koh_csv_reader *r, struct csv_parser *parser)
{
    koh_csv *csv = r->csv;
    size_t at = koh__place_bom(csv->bytes, csv->length);
    int header_read = 0;
    koh_status status = KOH_OK;
    while (status == KOH_OK && at < csv->length && !(header_read && only_line_breaks(csv->bytes, at, csv->length))) {
        r->record = koh__csv_record_at(csv->bytes, csv->length, at);
        at = r->record.next;
        r->in_header = !header_read;
        status = check_record(r);
        if (status == KOH_OK && !header_read) {
            status = read_header(r, parser);
            header_read = 1;
            continue;
        }
        if (status == KOH_OK) {
            status = make_room(csv, r->error);
        }
        if (status == KOH_OK) {
            csv->starts[csv->n_rows] = r->record.start;
            status = parse_record(r, parser);
            csv->n_rows += status == KOH_OK;
        }
    }
    if (status == KOH_OK && !header_read) {
        char list[LIST_SIZE];
        (void) koh_error_set(r->error, KOH_EMISSING, "the file is empty: expected a header row %s",
                             column_list(csv, list));
        return koh__csv_fail_at(r, at, KOH_EMISSING);
    }
    return status;
}

koh_status koh__csv_parse(koh_csv *csv, koh_error *error)
{
    koh_status status = koh__place_check(csv->file, csv->bytes, csv->length, error);
    if (status != KOH_OK) {
        return status;
    }
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        return koh_error_set(error, KOH_EINTERNAL, "the CSV parser does not start");
    }
    csv_set_space_func(&parser, never_a_space);
    csv_set_realloc_func(&parser, grow_bytes);
    csv_set_free_func(&parser, koh__free);
    koh_csv_reader r = { .csv = csv, .error = error };
    status = read_records(&r, &parser);
    if (status == KOH_OK && csv_fini(&parser, on_cell, NULL, &r) != 0) {
        status = koh_error_set(error, KOH_EINTERNAL, "the CSV parser does not end");
    }
    csv_free(&parser);
    return status;
}
