/* Tables as JSON-stat: which columns are dimensions and which are figures, and the cells by their place. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/report_priv.h"
#include "app/stat_form_priv.h"
#include "io/jsonstat_write_priv.h"
#include "report/chapter_label_priv.h"
#include "report/code_priv.h"
#include "report/column_priv.h"
#include "report/source_priv.h"
#include "report/tables_priv.h"

typedef struct builder {
    const koh_result *result;
    koh_arena *arena;
    size_t language;
    const koh_table *table;
    size_t column[KOH_STAT_COLUMNS], figure[KOH_STAT_FIGURES], n_columns, n_figures;
    size_t *index[KOH_STAT_COLUMNS]; /* [n_rows] category of each row */
    koh_stat_dataset set;
} builder;

static size_t find_column(const koh_table *table, const char *name)
{
    size_t c = 0;
    while (c < table->n_columns && strcmp(table->columns[c].name, name) != 0) {
        c++;
    }
    return c;
}

/* The code of a cell: its text, or its year. */
static const char *code_of(builder *b, size_t row, size_t column)
{
    const koh_cell *cell = &b->table->cells[row * b->table->n_columns + column];
    return b->table->columns[column].kind == KOH_COLUMN_TEXT ? cell->text
                                                             : koh__arena_format(b->arena, "%d", (int) cell->number);
}

static const char *label_of(builder *b, const char *column, const char *code)
{
    koh_buffer buffer = { 0 };
    koh__code_write(b->result, b->language, column, code, &buffer);
    const char *text = buffer.failed ? NULL : koh__arena_text_n(b->arena, buffer.data, buffer.length);
    koh__buffer_free(&buffer);
    return text;
}

/* What people call the code of a row: the table's own words where it has a column of them. */
static const char *words_of(builder *b, const koh_stat_form *form, size_t d, size_t row, const char *code)
{
    const size_t c = form->labels[d] == NULL ? b->table->n_columns : find_column(b->table, form->labels[d]);
    const char *own = c < b->table->n_columns ? b->table->cells[row * b->table->n_columns + c].text : NULL;
    return own != NULL ? own : label_of(b, form->dimensions[d], code);
}

/* Categories of a column in the order of their first row. */
static koh_status add_dimension(builder *b, const koh_stat_form *form, size_t d)
{
    const char *name = form->dimensions[d];
    size_t n_rows = b->table->n_rows, n = 0;
    const char **codes = KOH_TAKE(b->arena, n_rows, const char *), **labels = KOH_TAKE(b->arena, n_rows, const char *);
    b->index[d] = KOH_TAKE(b->arena, n_rows, size_t);
    if (codes == NULL || labels == NULL || b->index[d] == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t r = 0; r < n_rows; r++) {
        const koh_cell *cell = &b->table->cells[r * b->table->n_columns + b->column[d]];
        size_t i = r > 0 ? b->index[d][r - 1] : 0;
        const koh_cell *before = r > 0 ? cell - b->table->n_columns : cell;
        int is_text = b->table->columns[b->column[d]].kind == KOH_COLUMN_TEXT;
        int is_known = r > 0 && (is_text ? cell->text == before->text : cell->number == before->number);
        if (!is_known) {
            const char *code = code_of(b, r, b->column[d]);
            for (i = 0; code != NULL && i < n && strcmp(codes[i], code) != 0; i++) {
            }
            if (code == NULL || (i == n && (labels[n] = words_of(b, form, d, r, code)) == NULL)) {
                return KOH_ENOMEM;
            }
            codes[i] = code;
            n += i == n;
        }
        b->index[d][r] = i;
    }
    b->set.dimensions[b->set.n_dimensions++] = (koh_stat_dimension){
        .id = name,
        .label = koh__column_label(name, b->language),
        .role = strcmp(name, "year") == 0 ? "time" : NULL,
        .n = n,
        .codes = codes,
        .labels = labels,
    };
    return KOH_OK;
}

static koh_status add_region(builder *b)
{
    const char **texts = KOH_TAKE(b->arena, 2, const char *);
    if (texts == NULL) {
        return KOH_ENOMEM;
    }
    texts[0] = b->result->inputs->region;
    texts[1] = b->result->inputs->region_name;
    b->set.dimensions[b->set.n_dimensions++] = (koh_stat_dimension){
        "region", koh__column_label("region", b->language), "geo", 1, texts, texts + 1, NULL, NULL
    };
    return KOH_OK;
}

static int is_dimension(const koh_stat_form *form, const char *column)
{
    for (size_t d = 0; d < KOH_STAT_COLUMNS && form->dimensions[d] != NULL; d++) {
        if (strcmp(form->dimensions[d], column) == 0) {
            return 1;
        }
    }
    return strcmp(column, "from_year") == 0;
}

/* Every column of numbers that is no dimension is a figure. */
static koh_status add_figures(builder *b, const koh_stat_form *form)
{
    const char **codes = KOH_TAKE(b->arena, KOH_STAT_FIGURES, const char *);
    const char **labels = KOH_TAKE(b->arena, KOH_STAT_FIGURES, const char *);
    const char **units = KOH_TAKE(b->arena, KOH_STAT_FIGURES, const char *);
    int *decimals = KOH_TAKE(b->arena, KOH_STAT_FIGURES, int);
    if (codes == NULL || labels == NULL || units == NULL || decimals == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t c = 0; c < b->table->n_columns && b->n_figures < KOH_STAT_FIGURES; c++) {
        const char *name = b->table->columns[c].name;
        if (b->table->columns[c].kind != KOH_COLUMN_NUMBER || is_dimension(form, name)) {
            continue;
        }
        const koh_column_word *word = koh__column_word(name);
        codes[b->n_figures] = name;
        labels[b->n_figures] = koh__column_label(name, b->language);
        units[b->n_figures] = form->unit != NULL ? form->unit : word == NULL ? NULL : word->unit;
        units[b->n_figures] = units[b->n_figures] == NULL ? "number" : units[b->n_figures];
        decimals[b->n_figures] = word == NULL ? 0 : word->decimals;
        b->figure[b->n_figures++] = c;
    }
    b->set.dimensions[b->set.n_dimensions++] = (koh_stat_dimension){
        "figure", koh__column_label("figure", b->language), "metric", b->n_figures, codes, labels, units, decimals
    };
    return KOH_OK;
}

typedef struct placed {
    size_t place;
    double value;
} placed;

static int by_place(const void *a, const void *b)
{
    const placed *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static koh_status add_cells(builder *b)
{
    size_t n = b->table->n_rows * b->n_figures;
    placed *cells = KOH_TAKE(b->arena, n, placed);
    size_t *place = KOH_TAKE(b->arena, n, size_t);
    double *value = KOH_TAKE(b->arena, n, double);
    if (cells == NULL || place == NULL || value == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        size_t r = i / b->n_figures, at = 0;
        for (size_t d = 0; d < b->n_columns; d++) {
            at = at * b->set.dimensions[1 + d].n + b->index[d][r];
        }
        cells[i] = (placed){ at * b->n_figures + i % b->n_figures,
                             b->table->cells[r * b->table->n_columns + b->figure[i % b->n_figures]].number };
    }
    qsort(cells, n, sizeof *cells, by_place);
    for (size_t i = 0; i < n; i++) {
        place[i] = cells[i].place;
        value[i] = cells[i].value;
    }
    b->set.n_cells = n;
    b->set.place = place;
    b->set.value = value;
    return KOH_OK;
}

/* Fills b->set from the table. */
static koh_status build(builder *b, const koh_stat_form *form)
{
    koh_status status = add_region(b);
    for (; b->n_columns < KOH_STAT_COLUMNS && form->dimensions[b->n_columns] != NULL && status == KOH_OK;
         b->n_columns++) {
        b->column[b->n_columns] = find_column(b->table, form->dimensions[b->n_columns]);
        assert(b->column[b->n_columns] < b->table->n_columns);
        status = add_dimension(b, form, b->n_columns);
    }
    if (status == KOH_OK) {
        status = add_figures(b, form);
    }
    return status == KOH_OK ? add_cells(b) : status;
}

koh_status koh__jsonstat_store(const koh_shelf *shelf, const koh_table_form *of, const koh_table *table,
                               koh_error *error)
{
    const koh_stat_form *form = koh__stat_form(of->id);
    const size_t language = shelf->options->language;
    if (form == NULL) {
        return KOH_OK;
    }
    builder b = { .result = shelf->result, .language = language, .table = table, .arena = koh__arena_new() };
    koh_buffer buffer = { 0 };
    char name[160];
    b.set.label = of->title[language];
    b.set.source = b.arena == NULL ? NULL : koh__source_text(b.result, form->source, language, b.arena);
    koh_status status = b.set.source == NULL ? KOH_ENOMEM : build(&b, form);
    if (status == KOH_OK) {
        koh__jsonstat_write(&b.set, shelf->result, shelf->provenance, &buffer);
        (void) snprintf(name, sizeof name, "%sjsonstat/%s_%s.json", shelf->prefix, of->id, of->name);
        status = koh__store_buffer(shelf->store, name, &buffer, error);
    } else {
        status = koh_error_set(error, status, "out of memory");
    }
    koh__buffer_free(&buffer);
    koh__arena_free(b.arena);
    return status;
}
