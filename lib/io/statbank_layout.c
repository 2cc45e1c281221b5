/* The layout of a CSV file of statistics.
 *
 * Long: a column for each variable, figures in the last. Wide: times stand in the header, merged with contents or sex
 * ("Personer 2024"). Above the header there may be a title, below the figures there may be footnotes; a spreadsheet may
 * have merged header cells into two rows. */
#include <stdio.h>
#include <string.h>

#include "io/statbank_priv.h"

enum { COLUMNS_LIMIT = 4096 };

static size_t filled(const koh_rows *rows, size_t row)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->row[row].n_cells; i++) {
        n += koh__rows_cell(rows, row, i)[0] != '\0';
    }
    return n;
}

static int has_time(const koh_rows *rows, size_t row)
{
    koh_time_label time;
    const char *rest;
    size_t length;
    for (size_t i = 1; i < rows->row[row].n_cells; i++) {
        if (koh__label_header(koh__rows_cell(rows, row, i), &time, &rest, &length) == 1) {
            return 1;
        }
    }
    return 0;
}

/* The number of cells that most rows have (of two or more). */
static koh_status count_columns(const koh_rows *rows, koh_statbank_layout *layout, koh_error *error)
{
    size_t *n_rows = KOH_NEW(COLUMNS_LIMIT + 1, size_t), best = 0;
    if (n_rows == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < rows->n; i++) {
        size_t n = rows->row[i].n_cells;
        if (n >= 2 && n <= COLUMNS_LIMIT) {
            n_rows[n]++;
        }
    }
    for (size_t n = 2; n <= COLUMNS_LIMIT; n++) {
        best = n_rows[n] >= n_rows[best] && n_rows[n] > 0 ? n : best;
    }
    koh__free(n_rows);
    layout->n_columns = best;
    layout->header = rows->n;
    for (size_t i = rows->n; best > 0 && i-- > 0;) {
        if (rows->row[i].n_cells == best && (filled(rows, i) >= 2 || has_time(rows, i))) {
            layout->header = i;
        }
    }
    if (layout->header == rows->n) {
        (void) koh_error_set(error, KOH_ESCHEMA, "no header row with two or more columns (at most %d)", COLUMNS_LIMIT);
        koh_error_at(error, rows->file, 1, 1, NULL);
        return KOH_ESCHEMA;
    }
    return KOH_OK;
}

static koh_status read_title(const koh_rows *rows, koh_figures *figures, koh_statbank_layout *layout, koh_error *error)
{
    for (size_t i = 0; i < layout->header; i++) {
        size_t n = filled(rows, i);
        if (n > 1 && rows->row[i].n_cells != layout->n_columns && layout->title != NULL) {
            return koh__rows_fail(rows, i, 0, KOH_ESCHEMA, error,
                                  "cells in a row above the header: %zu, the header has %zu", rows->row[i].n_cells,
                                  layout->n_columns);
        }
        if (n > 0 && layout->title == NULL) {
            const struct koh_row *row = &rows->row[i];
            koh_buffer whole = { 0 };
            for (size_t j = 0; j < row->n_cells; j++) {
                koh__buffer_format(&whole, "%s%s", j > 0 && *koh__rows_cell(rows, i, j) != '\0' ? ", " : "",
                                   koh__rows_cell(rows, i, j));
            }
            layout->title = whole.failed ? NULL : koh__arena_text_n(figures->arena, whole.data, whole.length);
            koh__buffer_free(&whole);
            if (layout->title == NULL) {
                return koh_error_set(error, KOH_ENOMEM, "out of memory");
            }
        } else if (n > 0) {
            koh__figures_note(figures, "skipped", "line %zu above the header: %s", rows->row[i].line,
                              koh__rows_cell(rows, i, 0));
        }
    }
    return KOH_OK;
}

/* Is the header's second row one too? Its first has empty cells behind a filled one, and each of these has its name
 * below; a row of figures would have numbers there that are no times. */
static int has_second_header(const koh_rows *rows, const koh_statbank_layout *layout, size_t *first)
{
    size_t header = layout->header, row = header + 1, n_empty = 0;
    if (row >= rows->n || rows->row[row].n_cells != layout->n_columns) {
        return 0;
    }
    *first = layout->n_columns;
    for (size_t i = layout->n_columns; i-- > 0;) {
        if (koh__rows_cell(rows, header, i)[0] != '\0' && koh__rows_cell(rows, row, i)[0] != '\0') {
            *first = i;
        }
    }
    koh_printed printed = { 0 };
    for (size_t i = *first; i < layout->n_columns; i++) {
        const char *below = koh__rows_cell(rows, row, i);
        koh_time_label time;
        n_empty += koh__rows_cell(rows, header, i)[0] == '\0';
        if (below[0] == '\0' || (koh__printed_look(&printed, below, 0, 0) && !koh__label_time(below, &time))) {
            return 0;
        }
    }
    return n_empty > 0;
}

/* The whole header of a column, of both rows where there are two. */
static const char *header_of(const koh_rows *rows, koh_figures *figures, const koh_statbank_layout *layout, size_t i,
                             size_t first)
{
    const char *above = koh__rows_cell(rows, layout->header, i);
    if (layout->n_header == 1) {
        return above;
    }
    const char *below = koh__rows_cell(rows, layout->header + 1, i);
    if (i < first) {
        return above[0] != '\0' ? above : below;
    }
    while (above[0] == '\0' && i > first) {
        above = koh__rows_cell(rows, layout->header, --i);
    }
    return koh__arena_format(figures->arena, "%s %s", above, below);
}

/* Rows of figures end where footnotes begin: rows with a text in their first cell alone. */
static koh_status find_end(const koh_rows *rows, koh_figures *figures, koh_statbank_layout *layout, koh_error *error)
{
    layout->first = layout->end = layout->header + layout->n_header;
    size_t n_notes = 0, first_note = 0;
    for (size_t i = layout->first; i < rows->n; i++) {
        const struct koh_row *row = &rows->row[i];
        int alone = filled(rows, i) <= 1 && (row->n_cells == 1 || layout->n_columns > 2) &&
                    (row->n_cells == 1 || koh__label_region(koh__rows_cell(rows, i, 0)).kind == KOH_REGION_NONE);
        if (alone && koh__rows_cell(rows, i, 0)[0] != '\0') {
            first_note = n_notes++ == 0 ? i : first_note;
        } else if (filled(rows, i) > 0 && n_notes > 0) {
            return koh__rows_fail(rows, i, 0, KOH_ESCHEMA, error, "a row of figures below the text of line %zu",
                                  rows->row[first_note].line);
        } else if (row->n_cells != layout->n_columns) {
            return koh__rows_fail(rows, i, 0, KOH_ESCHEMA, error, "%zu cells, expected %zu as in the header (line %zu)",
                                  row->n_cells, layout->n_columns, rows->row[layout->header].line);
        } else if (filled(rows, i) > 0) {
            layout->end = i + 1;
        }
    }
    if (layout->end == layout->first) {
        return koh__rows_fail(rows, layout->header, 0, KOH_EMISSING, error, "no row of figures below this header");
    }
    if (n_notes > 0) {
        koh__figures_note(figures, "skipped", "footnotes (%zu): %s", n_notes, koh__rows_cell(rows, first_note, 0));
    }
    return KOH_OK;
}

/* "Personer, Menn" -> sex "Menn", contents "Personer". */
static void part_sex(koh_figures *figures, const char *rest, size_t length, koh_statbank_column *column)
{
    size_t last = length, head = 0;
    while (last > 0 && rest[last - 1] != ' ') {
        last--;
    }
    while (head < length && rest[head] != ' ' && rest[head] != ',') {
        head++;
    }
    char word[32] = "";
    (void) snprintf(word, sizeof word, "%.*s", (int) (length - last), rest + last);
    size_t from = 0, to = last;
    if (koh__label_sex(word) == KOH_SEX_LABEL_NONE || strspn(word, "0123456789") > 0) {
        (void) snprintf(word, sizeof word, "%.*s", (int) head, rest);
        from = head;
        to = length;
    }
    if (koh__label_sex(word) != KOH_SEX_LABEL_NONE && strspn(word, "0123456789") == 0 && length - last < sizeof word) {
        column->sex = koh__arena_text(figures->arena, word);
        while (to > from && (rest[to - 1] == ' ' || rest[to - 1] == ',')) {
            to--;
        }
        while (from < to && (rest[from] == ' ' || rest[from] == ',')) {
            from++;
        }
    } else {
        from = 0;
        to = length;
    }
    column->contents = to > from ? koh__arena_text_n(figures->arena, rest + from, to - from) : NULL;
}

static koh_status look_at_header(const koh_rows *rows, koh_figures *figures, koh_statbank_layout *layout, size_t first,
                                 koh_error *error)
{
    for (size_t i = 0; i < layout->n_columns; i++) {
        koh_statbank_column *column = &layout->columns[i];
        const char *header = header_of(rows, figures, layout, i, first), *rest;
        char written[KOH_TIME_SIZE];
        koh_time_label time;
        size_t length;
        if (header == NULL) {
            return koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
        column->name = header;
        switch (koh__label_header(header, &time, &rest, &length)) {
        case 0:
            break;
        case 1:
            column->kind = KOH_STATBANK_VALUE;
            koh__label_time_write(&time, written);
            column->time = koh__arena_text(figures->arena, written);
            part_sex(figures, rest, length, column);
            layout->wide = 1;
            break;
        default:
            return koh__rows_fail(rows, layout->header, i, KOH_EAMBIGUOUS, error,
                                  "the header \"%s\" begins and ends with a time: either may be that of the figures",
                                  header);
        }
    }
    return KOH_OK;
}

/* Are all cells of a column numbers or signs for what is missing, none with a leading zero that only codes have? */
static int is_numeric(const koh_rows *rows, const koh_statbank_layout *layout, size_t column)
{
    koh_printed printed = { 0 };
    for (size_t i = layout->first; i < layout->end; i++) {
        const char *cell = koh__rows_cell(rows, i, column);
        if (!koh__printed_look(&printed, cell, 0, 0) || (cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9')) {
            return 0;
        }
    }
    return 1;
}

static int is_value_name(koh_figures *figures, const char *name)
{
    return koh__label_is(name, "value") || koh__label_is(name, "verdi") || koh__figures_table_id(figures, name) != NULL;
}

static int is_empty(const koh_rows *rows, const koh_statbank_layout *layout, size_t column)
{
    for (size_t i = layout->header; i < layout->end; i++) {
        if (koh__rows_cell(rows, i, column)[0] != '\0') {
            return 0;
        }
    }
    return 1;
}

/* The columns of figures of a long file: the one asked for, the last when its name says so, else the last ones that
 * hold numbers and have no variable's name. Two such columns may be a variable and its figures. */
static koh_status find_values(const koh_rows *rows, const char *wanted, koh_figures *figures,
                              koh_statbank_layout *layout, koh_error *error)
{
    koh_statbank_column *columns = layout->columns;
    size_t n = layout->n_columns, from = n;
    while (n > 1 && columns[n - 1].kind == KOH_STATBANK_EMPTY) {
        from = --n;
    }
    if (wanted != NULL) {
        for (size_t i = 0; i < n; i++) {
            if (strcmp(columns[i].name, wanted) == 0) {
                columns[i].kind = KOH_STATBANK_VALUE;
                columns[i].contents = columns[i].name;
                return KOH_OK;
            }
        }
        return koh__rows_fail(rows, layout->header, 0, KOH_EMISSING, error, "no column is called \"%s\"", wanted);
    }
    if (is_value_name(figures, columns[n - 1].name)) {
        columns[n - 1].kind = KOH_STATBANK_VALUE;
        layout->title = layout->title == NULL && columns[n - 1].name[0] <= '9' ? columns[n - 1].name : layout->title;
        return KOH_OK;
    }
    while (from > 0 && columns[from - 1].kind == KOH_STATBANK_KEY &&
           koh__label_role(columns[from - 1].name) == KOH_ROLE_OTHER && is_numeric(rows, layout, from - 1)) {
        from--;
    }
    if (from == n) {
        return koh__rows_fail(rows, layout->header, n - 1, KOH_ESCHEMA, error,
                              "no column of figures: the header has no times, and column \"%s\" is no numbers",
                              columns[n - 1].name);
    }
    if (n - from > 1) {
        return koh__rows_fail(
            rows, layout->header, from, KOH_EAMBIGUOUS, error,
            "\"%s\" may be a variable with codes or a column of figures as \"%s\" is: say which column "
            "alone has the figures (--value COLUMN)",
            columns[from].name, columns[n - 1].name);
    }
    columns[from].kind = KOH_STATBANK_VALUE;
    columns[from].contents = columns[from].name;
    return KOH_OK;
}

koh_status koh__statbank_layout(const koh_rows *rows, const char *value_column, koh_figures *figures,
                                koh_statbank_layout *layout, koh_error *error)
{
    *layout = (koh_statbank_layout){ .n_header = 1 };
    koh_status status = count_columns(rows, layout, error);
    if (status == KOH_OK) {
        status = read_title(rows, figures, layout, error);
    }
    if (status != KOH_OK) {
        return status;
    }
    layout->columns = KOH_TAKE(figures->arena, layout->n_columns, koh_statbank_column);
    if (layout->columns == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    size_t first = 0;
    layout->n_header = has_second_header(rows, layout, &first) ? 2 : 1;
    if (layout->n_header == 2) {
        koh__figures_note(figures, "header", "two rows with merged cells");
    }
    status = find_end(rows, figures, layout, error);
    if (status == KOH_OK) {
        status = look_at_header(rows, figures, layout, first, error);
    }
    for (size_t i = 0; status == KOH_OK && i < layout->n_columns; i++) {
        koh_statbank_column *column = &layout->columns[i];
        if (column->name[0] == '\0' && is_empty(rows, layout, i)) {
            column->kind = KOH_STATBANK_EMPTY;
        } else if (strcmp(column->name, "missing_reason") == 0) {
            column->kind = KOH_STATBANK_REASON;
        }
    }
    return status == KOH_OK && !layout->wide ? find_values(rows, value_column, figures, layout, error) : status;
}
