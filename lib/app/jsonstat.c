/* Tables as JSON-stat: which columns are dimensions and which are figures, and the cells by their place. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/report_priv.h"
#include "io/jsonstat_write_priv.h"
#include "report/chapter_label_priv.h"
#include "report/code_priv.h"
#include "report/tables_priv.h"

enum { FIGURES = 7, COLUMNS = 5 };

/* Dimensions beside region and figure, and the figures with their units and decimals. T01 is a list, not a cube. */
typedef struct cube_form {
    const char *id, *dimensions[COLUMNS], *figures[FIGURES], *units[FIGURES];
    int decimals[FIGURES];
    koh_label_id source;
} cube_form;

static const cube_form cube_forms[] = {
    { "T02",
      { "scenario", "year", "age_band" },
      { "female", "male", "persons" },
      { "persons", "persons", "persons" },
      { 0, 0, 0 },
      KOH_LABEL_SRC_POPULATION },
    { "T03",
      { "scenario", "year", "age_band" },
      { "change_persons", "change_percent" },
      { "persons", "per cent" },
      { 0, 1 },
      KOH_LABEL_SRC_POPULATION },
    { "T04",
      { "scenario", "year", "age_group" },
      { "persons", "share_percent", "index" },
      { "persons", "per cent", "index" },
      { 0, 1, 1 },
      KOH_LABEL_SRC_POPULATION },
    { "T05", { "scenario", "year", "component" }, { "persons" }, { "persons" }, { 0 }, KOH_LABEL_SRC_POPULATION },
    { "T06", { "scenario", "year", "indicator" }, { "ratio" }, { "ratio" }, { 2 }, KOH_LABEL_SRC_POPULATION },
    { "T08",
      { "scenario", "year", "service" },
      { "users", "users_0_17", "users_18_49", "users_50_66", "users_67_79", "users_80_89", "users_90plus" },
      { "persons", "persons", "persons", "persons", "persons", "persons", "persons" },
      { 0, 0, 0, 0, 0, 0, 0 },
      KOH_LABEL_SRC_PLAN },
    { "T10",
      { "scenario", "year", "area", "service" },
      { "hours_per_year", "fte" },
      { "hours per year", "fte" },
      { 0, 1 },
      KOH_LABEL_SRC_PLAN },
    { "T11",
      { "scenario", "year", "type" },
      { "occupied", "need", "places", "gap" },
      { "places", "places", "places", "places" },
      { 1, 1, 1, 1 },
      KOH_LABEL_SRC_PLAN },
    { "T13",
      { "scenario", "year", "profession" },
      { "fte_demand", "fte_supply", "fte_gap", "fte_supply_without_hires", "persons" },
      { "fte", "fte", "fte", "fte", "persons" },
      { 1, 1, 1, 1, 1 },
      KOH_LABEL_SRC_PLAN },
    { "T14",
      { "scenario", "year", "profession" },
      { "gap_at_start", "demand_change", "deaths", "retirements", "turnover", "surplus", "hires" },
      { "persons", "persons", "persons", "persons", "persons", "persons", "persons" },
      { 1, 1, 1, 1, 1, 1, 1 },
      KOH_LABEL_SRC_PLAN },
    { "T12",
      { "scenario", "year", "condition", "sex" },
      { "persons" },
      { "persons" },
      { 0 },
      KOH_LABEL_SRC_PREVALENCE },
};

typedef struct builder {
    const koh_result *result;
    koh_arena *arena;
    size_t language;
    const koh_table *table;
    size_t column[COLUMNS], figure[FIGURES], n_columns, n_figures;
    size_t *index[COLUMNS]; /* [n_rows] category of each row */
    koh_stat_dataset set;
} builder;

static size_t find_column(const koh_table *table, const char *name)
{
    size_t c = 0;
    while (strcmp(table->columns[c].name, name) != 0) {
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

/* Categories of a column in the order of their first row. */
static koh_status add_dimension(builder *b, size_t d, const char *name)
{
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
            if (code == NULL || (i == n && (labels[n] = label_of(b, name, code)) == NULL)) {
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

static koh_status add_figures(builder *b, const cube_form *form)
{
    const char **labels = KOH_TAKE(b->arena, FIGURES, const char *);
    for (size_t i = 0; labels != NULL && i < b->n_figures; i++) {
        labels[i] = label_of(b, "figure", form->figures[i]);
        if (labels[i] == NULL) {
            return KOH_ENOMEM;
        }
    }
    b->set.dimensions[b->set.n_dimensions++] =
        (koh_stat_dimension){ "figure",      koh__column_label("figure", b->language),
                              "metric",      b->n_figures,
                              form->figures, labels,
                              form->units,   form->decimals };
    return labels == NULL ? KOH_ENOMEM : KOH_OK;
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
static koh_status build(builder *b, const cube_form *form)
{
    koh_status status = add_region(b);
    for (; b->n_columns < COLUMNS && form->dimensions[b->n_columns] != NULL && status == KOH_OK; b->n_columns++) {
        b->column[b->n_columns] = find_column(b->table, form->dimensions[b->n_columns]);
        status = add_dimension(b, b->n_columns, form->dimensions[b->n_columns]);
    }
    for (; b->n_figures < FIGURES && form->figures[b->n_figures] != NULL; b->n_figures++) {
        b->figure[b->n_figures] = find_column(b->table, form->figures[b->n_figures]);
    }
    if (status == KOH_OK) {
        status = add_figures(b, form);
    }
    return status == KOH_OK ? add_cells(b) : status;
}

koh_status koh__jsonstat_store(const koh_stat_source *source, const koh_table *table, koh_store *store,
                               koh_error *error)
{
    size_t i = 0, n = sizeof cube_forms / sizeof cube_forms[0];
    while (i < n && strcmp(cube_forms[i].id, source->form->id) != 0) {
        i++;
    }
    if (i == n) {
        return KOH_OK;
    }
    builder b = { .result = source->result, .language = source->language, .table = table, .arena = koh__arena_new() };
    koh_buffer buffer = { 0 };
    char name[96];
    b.set.label = source->form->title[source->language];
    b.set.source = koh__label(cube_forms[i].source, source->language);
    koh_status status = b.arena == NULL ? KOH_ENOMEM : build(&b, &cube_forms[i]);
    if (status == KOH_OK) {
        koh__jsonstat_write(&b.set, source->result, source->provenance, &buffer);
        (void) snprintf(name, sizeof name, "jsonstat/%s_%s.json", source->form->id, source->form->name);
        status = koh__store_buffer(store, name, &buffer, error);
    } else {
        status = koh_error_set(error, status, "out of memory");
    }
    koh__buffer_free(&buffer);
    koh__arena_free(b.arena);
    return status;
}
