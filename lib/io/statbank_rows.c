/* Rows of a CSV file.
 *
 * libcsv takes the cells apart, fed line by line, so that each row's start is known; it knows no lines of its own. */
#include "io/statbank_rows_priv.h"

#include <csv.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"
#include "io/place_priv.h"

enum { SNIFFED_LINES = 200, MOST_DELIMITERS = 4096, N_CANDIDATES = 3, FIRST_ROWS = 256 };

static const char candidates[N_CANDIDATES] = { ';', ',', '\t' };

void koh__rows_free(koh_rows *rows)
{
    koh__free(rows->row);
    koh__free(rows->offset);
    koh__buffer_free(&rows->cells);
    *rows = (koh_rows){ 0 };
}

/* How a candidate parts the lines: `lines` of them hold it `n` times, the most frequent number above 0. */
typedef struct parting {
    size_t n, lines;
} parting;

static parting judge(const char *text, size_t length, char delimiter, unsigned short *lines_with)
{
    size_t in_line = 0, line = 0;
    int quoted = 0;
    memset(lines_with, 0, (MOST_DELIMITERS + 1) * sizeof *lines_with);
    for (size_t i = 0; i < length && line < SNIFFED_LINES; i++) {
        quoted ^= text[i] == '"';
        if (!quoted && text[i] == delimiter) {
            in_line++;
        } else if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
            lines_with[in_line < MOST_DELIMITERS ? in_line : MOST_DELIMITERS]++;
            line++;
            in_line = 0;
        }
    }
    lines_with[in_line < MOST_DELIMITERS ? in_line : MOST_DELIMITERS]++;
    parting best = { 0, 0 };
    for (size_t n = 1; n <= MOST_DELIMITERS; n++) {
        if (lines_with[n] >= best.lines && lines_with[n] > 0) {
            best = (parting){ n, lines_with[n] };
        }
    }
    return best;
}

static const char *name_of(char delimiter)
{
    return delimiter == ';' ? "\";\"" : delimiter == ',' ? "\",\"" : "tab";
}

static koh_status sniff(koh_rows *rows, koh_error *error)
{
    unsigned short *lines_with = KOH_NEW(MOST_DELIMITERS + 1, unsigned short);
    if (lines_with == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    parting found[N_CANDIDATES];
    size_t best = 0;
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        found[i] = judge(rows->text, rows->length, candidates[i], lines_with);
        best = found[i].lines > found[best].lines ? i : best;
    }
    koh__free(lines_with);
    koh_status status = KOH_OK;
    if (found[best].lines == 0) {
        status = koh_error_set(error, KOH_ESCHEMA, "neither \";\" nor \",\" nor a tab parts the lines into cells");
    }
    for (size_t i = best + 1; i < N_CANDIDATES && status == KOH_OK; i++) {
        if (found[i].lines == found[best].lines) {
            status =
                koh_error_set(error, KOH_EAMBIGUOUS,
                              "cells may be parted by %s (%zu in a row) or by %s (%zu in a row): both part %zu lines",
                              name_of(candidates[best]), found[best].n + 1, name_of(candidates[i]), found[i].n + 1,
                              found[best].lines);
        }
    }
    koh_error_at(status == KOH_OK ? NULL : error, rows->file, 1, 1, NULL);
    rows->delimiter = candidates[best];
    return status;
}

/* What the call-backs of libcsv work on. */
typedef struct splitter {
    koh_rows *rows;
    size_t start, line; /* of the row that is open */
    int open, failed;
} splitter;

static void *grow_bytes(void *block, size_t size)
{
    return koh__grow(block, size, 1);
}

static void on_cell(void *bytes, size_t length, void *data)
{
    splitter *s = data;
    koh_rows *rows = s->rows;
    if (rows->n_cells == rows->size_cells) {
        size_t size = rows->size_cells == 0 ? FIRST_ROWS : rows->size_cells * 2;
        size_t *grown = koh__grow(rows->offset, size, sizeof *grown);
        if (grown == NULL) {
            s->failed = 1;
            return;
        }
        rows->offset = grown;
        rows->size_cells = size;
    }
    const char *cell = bytes;
    while (length > 0 && *cell == ' ') {
        cell++;
        length--;
    }
    while (length > 0 && cell[length - 1] == ' ') {
        length--;
    }
    rows->offset[rows->n_cells++] = rows->cells.length;
    koh__buffer_bytes(&rows->cells, cell, length);
    koh__buffer_char(&rows->cells, '\0');
}

static void on_row(int end, void *data)
{
    (void) end;
    splitter *s = data;
    koh_rows *rows = s->rows;
    if (rows->n == rows->size) {
        size_t size = rows->size == 0 ? FIRST_ROWS : rows->size * 2;
        struct koh_row *grown = koh__grow(rows->row, size, sizeof *grown);
        if (grown == NULL) {
            s->failed = 1;
            return;
        }
        rows->row = grown;
        rows->size = size;
    }
    size_t first = rows->n == 0 ? 0 : rows->row[rows->n - 1].first + rows->row[rows->n - 1].n_cells;
    rows->row[rows->n++] =
        (struct koh_row){ .first = first, .n_cells = rows->n_cells - first, .start = s->start, .line = s->line };
    s->open = 0;
}

/* Behind the line that starts at `start`: LF, CRLF or CR end it. */
static size_t line_end(const char *text, size_t length, size_t start)
{
    size_t end = start + strcspn(text + start, "\r\n");
    if (end >= length) {
        return length;
    }
    return end + 1 + (text[end] == '\r' && end + 1 < length && text[end + 1] == '\n');
}

static koh_status split_failed(const splitter *s, struct csv_parser *parser, size_t offset, koh_error *error)
{
    const koh_rows *rows = s->rows;
    if (csv_error(parser) == CSV_ENOMEM) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    (void) koh_error_set(error, KOH_ESYNTAX,
                         s->open ? "the quotes of this row never close"
                                 : "quotes inside a cell that does not begin with them, or text "
                                   "behind closing quotes");
    koh__place(error, rows->file, rows->text, offset);
    return KOH_ESYNTAX;
}

static koh_status split(splitter *s, struct csv_parser *parser, size_t from, koh_error *error)
{
    koh_rows *rows = s->rows;
    size_t line = from == 0 ? 1 : 2;
    for (size_t at = from; at < rows->length; line++) {
        size_t end = line_end(rows->text, rows->length, at);
        int blank = strspn(rows->text + at, " \t\r\n") >= end - at;
        rows->n_blank += (size_t) (blank && !s->open);
        if (!blank || s->open) {
            s->start = s->open ? s->start : at;
            s->line = s->open ? s->line : line;
            s->open = 1;
            size_t taken = csv_parse(parser, rows->text + at, end - at, on_cell, on_row, s);
            if (taken != end - at) {
                s->open = 0;
                return split_failed(s, parser, at + (taken > 0 ? taken - 1 : 0), error);
            }
        }
        at = end;
    }
    if (csv_fini(parser, on_cell, on_row, s) != 0) {
        return split_failed(s, parser, s->start, error);
    }
    return s->failed || rows->cells.failed ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
}

koh_status koh__rows_read(const char *file, const char *text, size_t length, koh_rows *rows, koh_error *error)
{
    *rows = (koh_rows){ .file = file, .text = text, .length = length };
    size_t from = 0;
    if (length > 5 && strncmp(text, "sep=", 4) == 0 && strchr(";,\t|", text[4]) != NULL && strcspn(text, "\r\n") == 5) {
        rows->delimiter = text[4];
        from = line_end(text, length, 0);
    } else {
        koh_status status = sniff(rows, error);
        if (status != KOH_OK) {
            return status;
        }
    }
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    csv_set_delim(&parser, (unsigned char) rows->delimiter);
    csv_set_realloc_func(&parser, grow_bytes);
    csv_set_free_func(&parser, koh__free);
    splitter s = { .rows = rows };
    koh_status status = split(&s, &parser, from, error);
    csv_free(&parser);
    return status;
}

const char *koh__rows_cell(const koh_rows *rows, size_t row, size_t cell)
{
    const struct koh_row *r = &rows->row[row];
    return cell < r->n_cells ? rows->cells.data + rows->offset[r->first + cell] : "";
}

void koh__rows_place(const koh_rows *rows, size_t row, size_t cell, size_t *line, size_t *column)
{
    size_t at = rows->row[row].start, start = at, left = cell;
    int quoted = 0;
    *line = rows->row[row].line;
    for (; left > 0 && at < rows->length; at++) {
        char c = rows->text[at];
        quoted ^= c == '"';
        if (!quoted && (c == '\n' || c == '\r')) {
            break;
        }
        if (c == '\n') {
            ++*line;
            start = at + 1;
        }
        left -= !quoted && c == rows->delimiter;
    }
    *column = 1 + koh__utf8_count(rows->text + start, at - start);
}

koh_status koh__rows_fail(const koh_rows *rows, size_t row, size_t cell, koh_status status, koh_error *error,
                          const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    size_t line, column;
    koh__rows_place(rows, row, cell, &line, &column);
    (void) koh_error_set(error, status, "%s", message);
    koh_error_at(error, rows->file, line, column, NULL);
    return status;
}
