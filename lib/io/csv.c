/* CSV in.
 *
 * libcsv takes the cells apart, one record at a time and in its strictest form; csv_record.c finds the records and says
 * where a cell lies, since libcsv knows neither lines nor columns. Spaces belong to a cell, so that a number with a
 * space is an error and a text keeps it. */
#include "io/csv_priv.h"

#include <csv.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "io/csv_record_priv.h"
#include "io/file_priv.h"
#include "io/place_priv.h"

enum { RECORD_LIMIT = 1 << 20, SHOWN = 40, SHOWN_SIZE = SHOWN + 8, LIST_SIZE = 240 };
#define FILE_LIMIT ((size_t) 1 << 30)
#define ABSENT SIZE_MAX

typedef union values {
    void *any;
    double *numbers;
    int *ints;
    const char **texts;
} values;

struct koh_csv {
    char *file, *bytes; /* owns both */
    size_t length, n_columns, n_cells, n_rows, size_rows;
    koh_csv_column *columns; /* [n_columns], owns; its texts are borrowed */
    size_t *cells;           /* [n_columns]: the cell of a record that holds the column, or ABSENT */
    size_t *described;       /* [n_cells]: the column that a cell holds */
    values *values;          /* [n_columns][size_rows], owns */
    size_t *starts;          /* [size_rows]: offset of the record */
    koh_arena *texts;
};

/* What libcsv's call-backs work on. */
typedef struct reader {
    koh_csv *csv;
    koh_error *error;
    koh_status status;
    koh_csv_record record;
    size_t cell;
    int in_header;
} reader;

static int never_a_space(unsigned char c)
{
    (void) c;
    return 0;
}

static void *grow_bytes(void *block, size_t size)
{
    return koh__grow(block, size, 1);
}

/* The start of a cell as a message shows it. */
static const char *shown(const char *text, size_t length, char out[SHOWN_SIZE])
{
    size_t cut = koh__utf8_cut(text, length, SHOWN);
    (void) snprintf(out, SHOWN_SIZE, "%.*s%s", (int) cut, text, cut < length ? "..." : "");
    return out;
}

static koh_status fail_at(reader *r, size_t offset, koh_status status)
{
    r->status = status;
    koh__place(r->error, r->csv->file, r->csv->bytes, offset);
    return status;
}

static void fail_cell(reader *r, koh_status status)
{
    const koh_csv *csv = r->csv;
    (void) fail_at(r, koh__csv_cell_at(csv->bytes, csv->length, r->record.start, r->cell), status);
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
    return ABSENT;
}

static void fail_unknown_column(reader *r, const char *name, size_t length)
{
    const koh_csv *csv = r->csv;
    char out[SHOWN_SIZE], list[LIST_SIZE];
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
        (void) koh_error_set(r->error, KOH_ESCHEMA, "unknown column \"%s\": did you mean %s?", shown(name, length, out),
                             nearest);
    } else {
        (void) koh_error_set(r->error, KOH_ESCHEMA, "unknown column \"%s\": expected %s", shown(name, length, out),
                             column_list(csv, list));
    }
    fail_cell(r, KOH_ESCHEMA);
}

static void take_header(reader *r, const char *name, size_t length)
{
    koh_csv *csv = r->csv;
    size_t column = column_named(csv, name);
    if (column == ABSENT) {
        fail_unknown_column(r, name, length);
    } else if (csv->cells[column] != ABSENT) {
        (void) koh_error_set(r->error, KOH_EDUPLICATE, "column %s is given twice", name);
        fail_cell(r, KOH_EDUPLICATE);
    } else {
        csv->cells[column] = r->cell;
        csv->described[r->cell] = column;
    }
}

static void fail_domain(reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    char out[SHOWN_SIZE];
    if (column->what != NULL) {
        (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is %s: expected %s", column->name, shown(text, length, out),
                             column->what);
    } else {
        (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is %s: expected a number from %g to %g", column->name,
                             shown(text, length, out), column->min, column->max);
    }
    fail_cell(r, KOH_EDOMAIN);
}

static void fail_number(reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    char out[SHOWN_SIZE];
    const char *hint = "";
    if (memchr(text, ',', length) != NULL) {
        hint = "; decimals are written with a point";
    } else if (memchr(text, ' ', length) != NULL || memchr(text, '\t', length) != NULL) {
        hint = "; no spaces around or inside a number";
    }
    (void) koh_error_set(r->error, KOH_ESYNTAX, "%s is \"%s\": not a %s%s", column->name, shown(text, length, out),
                         column->kind == KOH_CSV_INT ? "whole number" : "number", hint);
    fail_cell(r, KOH_ESYNTAX);
}

static int outside(const koh_csv_column *column, double value)
{
    return (column->min != 0 || column->max != 0) && !(value >= column->min && value <= column->max);
}

static void take_number(reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    values *to = &r->csv->values[column - r->csv->columns];
    size_t row = r->csv->n_rows;
    double value = 0;
    koh_status status;
    if (column->kind == KOH_CSV_INT) {
        status = koh__int_read(text, length, &to->ints[row]);
        value = to->ints[row];
    } else {
        status = koh__number_read(text, length, &value);
        to->numbers[row] = value;
    }
    if (status == KOH_ESYNTAX) {
        fail_number(r, column, text, length);
    } else if (status == KOH_EDOMAIN || (status == KOH_OK && outside(column, value))) {
        fail_domain(r, column, text, length);
    } else if (status != KOH_OK) {
        r->status = koh_error_set(r->error, status, "out of memory");
    }
}

static void take_sex(reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    for (int i = 0; i < (column->both ? 3 : 2); i++) {
        if (strcmp(text, koh__csv_sex_name(i)) == 0) {
            r->csv->values[column - r->csv->columns].ints[r->csv->n_rows] = i;
            return;
        }
    }
    char out[SHOWN_SIZE];
    (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is \"%s\": expected %s", column->name, shown(text, length, out),
                         column->both ? "female, male or both" : "female or male");
    fail_cell(r, KOH_EDOMAIN);
}

static void take_empty(reader *r, const koh_csv_column *column)
{
    values *to = &r->csv->values[column - r->csv->columns];
    if (!column->optional) {
        (void) koh_error_set(r->error, KOH_EMISSING, "%s is empty%s%s", column->name,
                             column->what != NULL ? ": expected " : "", column->what != NULL ? column->what : "");
        fail_cell(r, KOH_EMISSING);
    } else if (column->kind == KOH_CSV_NUMBER) {
        to->numbers[r->csv->n_rows] = (double) NAN;
    } else if (column->kind != KOH_CSV_TEXT) {
        to->ints[r->csv->n_rows] = INT_MIN;
    }
}

static void take_cell(reader *r, const char *text, size_t length)
{
    koh_csv *csv = r->csv;
    size_t index = csv->described[r->cell];
    const koh_csv_column *column = &csv->columns[index];
    if (length == 0) {
        take_empty(r, column);
    } else if (column->kind == KOH_CSV_TEXT) {
        const char *copy = koh__arena_text_n(csv->texts, text, length);
        csv->values[index].texts[csv->n_rows] = copy;
        if (copy == NULL) {
            r->status = koh_error_set(r->error, KOH_ENOMEM, "out of memory");
        }
    } else if (column->kind == KOH_CSV_SEX) {
        take_sex(r, column, text, length);
    } else {
        take_number(r, column, text, length);
    }
}

static void on_cell(void *text, size_t length, void *data)
{
    reader *r = data;
    if (r->status != KOH_OK || r->cell >= r->csv->n_cells) {
        return;
    }
    if (r->in_header) {
        take_header(r, text, length);
    } else {
        take_cell(r, text, length);
    }
    r->cell++;
}

/* The record as such: closed quotes, ended lines, not endless, the right number of cells. */
static koh_status check_record(reader *r)
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
    return fail_at(r, offset, status);
}

/* Gives libcsv one record. It must take all of it: a short count is a stray quote. */
static koh_status parse_record(reader *r, struct csv_parser *parser)
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
    return fail_at(r, r->record.start + taken, KOH_ESYNTAX);
}

static koh_status read_header(reader *r, struct csv_parser *parser)
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
        return fail_at(r, (size_t) (other - csv->bytes), KOH_ESCHEMA);
    }
    r->in_header = 1;
    koh_status status = parse_record(r, parser);
    r->in_header = 0;
    for (size_t i = 0; status == KOH_OK && i < csv->n_columns; i++) {
        if (csv->cells[i] == ABSENT && csv->columns[i].optional != 1) {
            (void) koh_error_set(r->error, KOH_EMISSING, "column %s is missing: expected %s", csv->columns[i].name,
                                 column_list(csv, list));
            status = fail_at(r, r->record.start, KOH_EMISSING);
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
        if (csv->cells[i] == ABSENT) {
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

static koh_status read_records(reader *r, struct csv_parser *parser)
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
        return fail_at(r, at, KOH_EMISSING);
    }
    return status;
}

static koh_status parse(koh_csv *csv, koh_error *error)
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
    reader r = { .csv = csv, .error = error };
    status = read_records(&r, &parser);
    if (status == KOH_OK && csv_fini(&parser, on_cell, NULL, &r) != 0) {
        status = koh_error_set(error, KOH_EINTERNAL, "the CSV parser does not end");
    }
    csv_free(&parser);
    return status;
}

/* Takes over `bytes`, also when it fails. */
static koh_status read_owned(const char *file, char *bytes, size_t length, size_t n_columns,
                             const koh_csv_column *columns, koh_csv **csv, koh_error *error)
{
    koh_csv *made = KOH_NEW(1, koh_csv);
    if (made == NULL) {
        koh__free(bytes);
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    *made = (koh_csv){ .file = koh__text_copy(file),
                       .bytes = bytes,
                       .length = length,
                       .n_columns = n_columns,
                       .columns = KOH_NEW(n_columns, koh_csv_column),
                       .cells = KOH_NEW(n_columns, size_t),
                       .values = KOH_NEW(n_columns, values),
                       .texts = koh__arena_new() };
    koh_status status = KOH_OK;
    if (made->file == NULL || made->columns == NULL || made->cells == NULL || made->values == NULL ||
        made->texts == NULL) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    } else {
        memcpy(made->columns, columns, n_columns * sizeof *columns);
        for (size_t i = 0; i < n_columns; i++) {
            made->cells[i] = ABSENT;
        }
        status = parse(made, error);
    }
    if (status != KOH_OK) {
        koh_error_at(error, file, 0, 0, NULL);
        koh__csv_free(made);
        return status;
    }
    *csv = made;
    return KOH_OK;
}

koh_status koh__csv_read(const char *file, const char *bytes, size_t length, size_t n_columns,
                         const koh_csv_column *columns, koh_csv **csv, koh_error *error)
{
    char *copy = koh__new(length, 1);
    if (copy == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return read_owned(file, copy, length, n_columns, columns, csv, error);
}

koh_status koh__csv_read_file(const char *path, size_t n_columns, const koh_csv_column *columns, koh_csv **csv,
                              koh_error *error)
{
    char *bytes;
    size_t length;
    koh_status status = koh__file_read(path, FILE_LIMIT, &bytes, &length, error);
    return status == KOH_OK ? read_owned(path, bytes, length, n_columns, columns, csv, error) : status;
}

void koh__csv_free(koh_csv *csv)
{
    if (csv == NULL) {
        return;
    }
    for (size_t i = 0; csv->values != NULL && i < csv->n_columns; i++) {
        koh__free(csv->values[i].any);
    }
    koh__arena_free(csv->texts);
    koh__free(csv->values);
    koh__free(csv->starts);
    koh__free(csv->described);
    koh__free(csv->cells);
    koh__free(csv->columns);
    koh__free(csv->bytes);
    koh__free(csv->file);
    koh__free(csv);
}

size_t koh__csv_rows(const koh_csv *csv)
{
    return csv->n_rows;
}

int koh__csv_has(const koh_csv *csv, size_t column)
{
    return csv->cells[column] != ABSENT;
}

const char *koh__csv_text(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? csv->values[column].texts[row] : NULL;
}

int koh__csv_int(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? csv->values[column].ints[row] : INT_MIN;
}

double koh__csv_number(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? csv->values[column].numbers[row] : (double) NAN;
}

const koh_csv_column *koh__csv_column(const koh_csv *csv, size_t column)
{
    return &csv->columns[column];
}

const char *koh__csv_file(const koh_csv *csv)
{
    return csv->file;
}

const char *koh__csv_sex_name(int sex)
{
    static const char *const names[] = { "female", "male", "both" };
    return names[sex];
}

size_t koh__csv_line(const koh_csv *csv, size_t row)
{
    size_t start;
    return koh__place_line(csv->bytes, csv->starts[row], &start);
}

koh_status koh__csv_fail(const koh_csv *csv, size_t row, size_t column, koh_status status, koh_error *error,
                         const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    (void) koh_error_set(error, status, "%s", message);
    size_t cell = koh__csv_has(csv, column) ? csv->cells[column] : 0;
    koh__place(error, csv->file, csv->bytes, koh__csv_cell_at(csv->bytes, csv->length, csv->starts[row], cell));
    return status;
}
