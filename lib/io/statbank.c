/* CSV of statistics to figures. */
#include "io/statbank_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/names_priv.h"

/* What reading works on. */
typedef struct reader {
    const koh_rows *rows;
    const koh_statbank_layout *layout;
    koh_figures *figures;
    koh_error *error;
    koh_printed printed;
    koh_names *names;           /* [n_columns]: categories met with in a key column */
    size_t *variable_of;        /* [n_columns]: of a key column */
    uint32_t *category;         /* [n_variables]: of the row */
    uint32_t *of_header;        /* [n_columns][3]: time, sex, contents of a column of figures */
    size_t time, sex, contents; /* variables of the header, SIZE_MAX = none */
    size_t *n_merged;           /* [n_columns]: blank cells read as the one above */
} reader;

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static const void *label_of(const void *keys, uint32_t number)
{
    const koh_variable *variable = keys;
    return variable->categories[number].label;
}

/* The category with a text, made when it is new. SIZE_MAX when there is no memory. */
static size_t intern(reader *r, size_t variable, koh_names *names, const char *text, size_t row, size_t column)
{
    koh_variable *v = &r->figures->variables[variable];
    size_t found = koh__names_find(names, label_of, v, text);
    if (found != SIZE_MAX && found == v->n) {
        koh_category *category =
            v->n < KOH_FIGURES_CATEGORIES ? koh__figures_category(r->figures, v, NULL, text) : NULL;
        if (category == NULL) {
            return SIZE_MAX;
        }
        koh__rows_place(r->rows, row, column, &category->line, &category->column);
    }
    return found;
}

/* Variables: one for each key column, then those of a wide header. */
static koh_status make_variables(reader *r)
{
    const koh_statbank_layout *layout = r->layout;
    int failed = 0, with_sex = 0, without_sex = 0, with_contents = 0;
    for (size_t i = 0; i < layout->n_columns; i++) {
        const koh_statbank_column *column = &layout->columns[i];
        if (column->kind == KOH_STATBANK_KEY) {
            r->variable_of[i] = r->figures->n_variables;
            failed |= koh__figures_variable(r->figures, NULL, column->name) == NULL;
        } else if (column->kind == KOH_STATBANK_VALUE) {
            with_sex |= column->sex != NULL;
            without_sex |= column->sex == NULL;
            with_contents |= column->contents != NULL;
        }
    }
    if (with_sex && without_sex) {
        return koh__rows_fail(r->rows, layout->header, 0, KOH_EAMBIGUOUS, r->error,
                              "some columns of figures have a sex in their header, others none");
    }
    r->sex = r->contents = r->time = SIZE_MAX;
    static const struct {
        const char *name;
        koh_role role;
    } made[] = { { "sex", KOH_ROLE_SEX }, { "contents", KOH_ROLE_CONTENTS }, { "year", KOH_ROLE_TIME } };
    const int wanted[] = { with_sex, with_contents, layout->wide };
    size_t *const where[] = { &r->sex, &r->contents, &r->time };
    for (size_t k = 0; k < 3 && !failed; k++) {
        koh_variable *variable = NULL;
        if (wanted[k]) {
            *where[k] = r->figures->n_variables;
            variable = koh__figures_variable(r->figures, NULL, made[k].name);
            failed |= variable == NULL;
        }
        if (variable != NULL) {
            variable->role = made[k].role;
        }
    }
    if (failed && r->figures->n_variables < KOH_FIGURES_VARIABLES) {
        return no_memory(r->error);
    }
    if (failed) {
        return koh__rows_fail(r->rows, layout->header, 0, KOH_ELIMIT, r->error, "more than %d variables",
                              KOH_FIGURES_VARIABLES);
    }
    return KOH_OK;
}

static koh_status read_header(reader *r)
{
    koh_names names[3] = { { 0 } };
    const size_t variables[] = { r->time, r->sex, r->contents };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < r->layout->n_columns; i++) {
        const koh_statbank_column *column = &r->layout->columns[i];
        const char *const texts[] = { column->time, column->sex, column->contents };
        for (size_t k = 0; k < 3 && column->kind == KOH_STATBANK_VALUE && status == KOH_OK; k++) {
            if (variables[k] != SIZE_MAX) {
                const char *text = texts[k] == NULL ? "" : texts[k];
                size_t found = intern(r, variables[k], &names[k], text, r->layout->header, i);
                r->of_header[3 * i + k] = (uint32_t) found;
                status = found == SIZE_MAX ? no_memory(r->error) : KOH_OK;
            }
        }
    }
    for (size_t k = 0; k < 3; k++) {
        koh__names_free(&names[k]);
    }
    return status;
}

/* Every cell of figures is a number or a sign. */
static koh_status look_at_cells(reader *r, koh_decimal decimal)
{
    for (size_t row = r->layout->first; row < r->layout->end; row++) {
        for (size_t i = 0; i < r->layout->n_columns; i++) {
            const char *cell = koh__rows_cell(r->rows, row, i);
            if (r->layout->columns[i].kind != KOH_STATBANK_VALUE || cell[0] == '\0') {
                continue;
            }
            if (!koh__printed_look(&r->printed, cell, r->rows->row[row].line, i + 1)) {
                return koh__rows_fail(r->rows, row, i, KOH_ESYNTAX, r->error,
                                      "\"%.40s\" is neither a number nor a sign for what is missing (. .. ... : - *)",
                                      cell);
            }
        }
    }
    koh_status status = koh__printed_settle(&r->printed, r->rows->file, decimal, r->error);
    if (status != KOH_OK && r->error != NULL && r->error->line > 0) {
        size_t row = r->layout->first;
        while (row + 1 < r->layout->end && r->rows->row[row].line < r->error->line) {
            row++;
        }
        koh__rows_place(r->rows, row, r->error->column - 1, &r->error->line, &r->error->column);
    }
    return status;
}

/* The keys of a row. A blank cell is the one above when a spreadsheet merged them: only left of a filled one. */
static koh_status read_keys(reader *r, size_t row)
{
    int filled = 0;
    for (size_t i = 0; i < r->layout->n_columns; i++) {
        if (r->layout->columns[i].kind != KOH_STATBANK_KEY) {
            continue;
        }
        const char *cell = koh__rows_cell(r->rows, row, i);
        if (cell[0] == '\0' && !filled && row > r->layout->first) {
            r->n_merged[i]++;
            continue;
        }
        if (cell[0] == '\0') {
            return koh__rows_fail(r->rows, row, i, KOH_EMISSING, r->error, "column \"%s\" is empty",
                                  r->layout->columns[i].name);
        }
        filled = 1;
        size_t found = intern(r, r->variable_of[i], &r->names[i], cell, row, i);
        if (found == SIZE_MAX && r->figures->variables[r->variable_of[i]].n < KOH_FIGURES_CATEGORIES) {
            return no_memory(r->error);
        }
        if (found == SIZE_MAX) {
            return koh__rows_fail(r->rows, row, i, KOH_ELIMIT, r->error, "more than %d categories",
                                  KOH_FIGURES_CATEGORIES);
        }
        r->category[r->variable_of[i]] = (uint32_t) found;
    }
    return KOH_OK;
}

/* The reason that files of our own name beside a figure; it must go with the figure. */
static koh_status read_named_reason(const reader *r, size_t row, double value, koh_reason *reason)
{
    for (size_t i = 0; i < r->layout->n_columns; i++) {
        const char *cell = koh__rows_cell(r->rows, row, i);
        if (r->layout->columns[i].kind != KOH_STATBANK_REASON || cell[0] == '\0') {
            continue;
        }
        koh_reason named = KOH_REASON_NOT_APPLICABLE;
        while (named < KOH_REASON_DASH && strcmp(cell, koh__reason_name(named)) != 0) {
            named++;
        }
        if (named == KOH_REASON_DASH) {
            return koh__rows_fail(
                r->rows, row, i, KOH_EUNKNOWN, r->error,
                "\"%.40s\" is no reason: not_applicable, not_available, confidential, not_yet, zero or "
                "provisional",
                cell);
        }
        int fits = named == KOH_REASON_PROVISIONAL || (named == KOH_REASON_ZERO ? value == 0 : isnan(value));
        if (!fits) {
            return koh__rows_fail(r->rows, row, i, KOH_EAMBIGUOUS, r->error,
                                  "the reason %s and the figure of this row contradict each other", cell);
        }
        *reason = named;
    }
    return KOH_OK;
}

static koh_status read_values(reader *r, size_t row)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < r->layout->n_columns && status == KOH_OK; i++) {
        if (r->layout->columns[i].kind != KOH_STATBANK_VALUE) {
            continue;
        }
        const size_t variables[] = { r->time, r->sex, r->contents };
        for (size_t k = 0; k < 3; k++) {
            if (variables[k] != SIZE_MAX) {
                r->category[variables[k]] = r->of_header[3 * i + k];
            }
        }
        double value;
        koh_reason reason;
        const char *cell = koh__rows_cell(r->rows, row, i);
        if (koh__printed_read(&r->printed, cell, &value, &reason) != KOH_OK) {
            return koh__rows_fail(r->rows, row, i, KOH_EDOMAIN, r->error, "\"%.40s\" is too large a number", cell);
        }
        status = read_named_reason(r, row, value, &reason);
        if (status != KOH_OK) {
            return status;
        }
        status = koh__figures_cell(r->figures, r->category, value, reason, r->rows->row[row].line);
        if (status != KOH_OK) {
            return koh__rows_fail(r->rows, row, i, status, r->error,
                                  status == KOH_ELIMIT ? "more than %d cells of figures" : "no memory for %d cells",
                                  KOH_FIGURES_CELLS);
        }
    }
    return status;
}

static void note_reading(reader *r)
{
    static const char *const delimiters[] = { "\";\"", "\",\"", "tab" };
    const koh_printed *printed = &r->printed;
    koh_figures *figures = r->figures;
    koh__figures_note(figures, "delimiter", "%s",
                      delimiters[r->rows->delimiter == ';'   ? 0
                                 : r->rows->delimiter == ',' ? 1
                                                             : 2]);
    int decimals = printed->decimal[printed->point].n + printed->either[printed->point].n > 0;
    int thousands = printed->thousands[1 - printed->point].n + printed->either[1 - printed->point].n > 0;
    koh__figures_note(figures, "numbers", "%s%s%s%s",
                      !decimals                               ? "whole"
                      : printed->point == KOH_SEPARATOR_COMMA ? "decimal comma"
                                                              : "decimal point",
                      thousands && printed->point == KOH_SEPARATOR_COMMA ? ", points between thousands"
                      : thousands                                        ? ", commas between thousands"
                                                                         : "",
                      printed->n_spaced > 0 ? ", spaces between thousands" : "",
                      printed->n_percent > 0 ? ", per cent" : "");
    for (size_t i = 0; i < r->layout->n_columns; i++) {
        if (r->n_merged[i] > 0) {
            koh__figures_note(figures, "assumed", "column \"%s\": blank cells are merged with the one above (%zu)",
                              r->layout->columns[i].name, r->n_merged[i]);
        }
    }
    if (r->rows->n_blank > 0) {
        koh__figures_note(figures, "skipped", "blank lines (%zu)", r->rows->n_blank);
    }
    figures->not_additive = printed->n_percent > 0 ? "they are percentages" : NULL;
}

static koh_status read_cells(reader *r, const koh_import_options *options)
{
    koh_arena *arena = r->figures->arena;
    size_t n = r->layout->n_columns;
    r->names = KOH_TAKE(arena, n, koh_names);
    r->variable_of = KOH_TAKE(arena, n, size_t);
    r->n_merged = KOH_TAKE(arena, n, size_t);
    r->of_header = KOH_TAKE(arena, 3 * n, uint32_t);
    r->category = KOH_TAKE(arena, KOH_FIGURES_VARIABLES, uint32_t);
    if (r->names == NULL || r->variable_of == NULL || r->n_merged == NULL || r->of_header == NULL ||
        r->category == NULL) {
        return no_memory(r->error);
    }
    koh_status status = make_variables(r);
    if (status == KOH_OK) {
        status = read_header(r);
    }
    if (status == KOH_OK) {
        status = look_at_cells(r, options->decimal);
    }
    size_t n_keys = 0;
    for (size_t i = 0; i < n; i++) {
        n_keys += r->layout->columns[i].kind == KOH_STATBANK_KEY;
    }
    for (size_t row = r->layout->first; row < r->layout->end && status == KOH_OK; row++) {
        size_t last = 0;
        for (size_t i = 0; i < n; i++) {
            last = koh__rows_cell(r->rows, row, i)[0] != '\0' ? i + 1 : last;
        }
        if (last == 0) {
            continue;
        }
        status = n_keys > 0 ? read_keys(r, row) : KOH_OK;
        status = status == KOH_OK ? read_values(r, row) : status;
    }
    for (size_t i = 0; i < n; i++) {
        koh__names_free(&r->names[i]);
    }
    return status;
}

koh_status koh__statbank_read(const char *file, const char *text, size_t length, const koh_import_options *options,
                              koh_figures **figures, koh_error *error)
{
    koh_rows rows;
    koh_statbank_layout layout;
    koh_figures *made = NULL;
    koh_status status = koh__rows_read(file, text, length, &rows, error);
    if (status == KOH_OK && koh__figures_new(file, &made) != KOH_OK) {
        status = no_memory(error);
    }
    if (status == KOH_OK) {
        status = koh__statbank_layout(&rows, options->value_column, made, &layout, error);
    }
    if (status == KOH_OK) {
        reader r = { .rows = &rows, .layout = &layout, .figures = made, .error = error };
        status = read_cells(&r, options);
        if (status == KOH_OK) {
            note_reading(&r);
        }
    }
    if (status == KOH_OK) {
        int failed = 0;
        made->format = layout.wide ? "CSV, times in the header" : "CSV, one figure a row";
        made->title = koh__figures_text(made, layout.title, &failed);
        made->table = koh__figures_table_id(made, made->title);
        status = failed ? no_memory(error) : koh__figures_roles(made, error);
    }
    if (status == KOH_OK) {
        status = koh__figures_name(made, error);
    }
    if (status == KOH_OK && koh__figures_split_codes(made) != KOH_OK) {
        status = no_memory(error);
    }
    koh__rows_free(&rows);
    if (status != KOH_OK) {
        koh__figures_free(made);
        return status;
    }
    *figures = made;
    return KOH_OK;
}
