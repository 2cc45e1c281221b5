/* PX to figures.
 *
 * STUB and HEADING name the variables in the order of the cells, the last fastest. VALUES are labels, CODES codes,
 * TIMEVAL the times. Cells are numbers, "-" (nothing) or dots in quotes; DATASYMBOL1 to 6 say how as many dots are
 * printed. Source: PC-Axis file format, version 2013 (Statistics Sweden). */
#include "io/px_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CELL_SIZE = 40, SYMBOLS = 7, YEARS_LIMIT = 500, SHOWN_NOTES = 5 };

typedef struct reader {
    koh_px px;
    koh_error *error;
    size_t size[KOH_FIGURES_VARIABLES], n_cells;
    koh_reason symbol[SYMBOLS]; /* of 1 to 6 dots */
} reader;

static koh_status no_memory(reader *r)
{
    return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
}

/* TIMEVAL("år")=TLIST(A1),"2023","2024" or =TLIST(A1,"2020"-"2024"): the time at place i, or NULL. */
static const char *time_at(reader *r, const koh_px_entry *timeval, size_t n, size_t i)
{
    if (timeval == NULL) {
        return NULL;
    }
    if (timeval->n_values == n && strchr(timeval->bare, '-') == NULL) {
        return timeval->values[i];
    }
    int from, to;
    if (timeval->n_values == 2 && strncmp(timeval->bare, "TLIST(A1", 8) == 0 &&
        koh__int_read(timeval->values[0], strlen(timeval->values[0]), &from) == KOH_OK &&
        koh__int_read(timeval->values[1], strlen(timeval->values[1]), &to) == KOH_OK && from <= to &&
        to - from < YEARS_LIMIT && (size_t) (to - from) + 1 == n) {
        return koh__arena_format(r->px.figures->arena, "%d", from + (int) i);
    }
    return NULL;
}

static koh_status read_variable(reader *r, const char *name)
{
    const koh_px *px = &r->px;
    koh_figures *figures = px->figures;
    const koh_px_entry *values = koh__px_find(px, "VALUES", name), *codes = koh__px_find(px, "CODES", name);
    const koh_px_entry *timeval = koh__px_find(px, "TIMEVAL", name);
    const koh_px_entry *source = values != NULL ? values : codes;
    if (source == NULL || source->n_values == 0) {
        return koh__px_fail(px, 0, KOH_EMISSING, r->error, "variable \"%.60s\" has neither VALUES nor CODES", name);
    }
    size_t n = source->n_values, k = figures->n_variables;
    if (codes != NULL && codes->n_values != n) {
        return koh__px_fail(px, codes->at, KOH_ESHAPE, r->error, "%zu CODES for %zu VALUES of \"%.60s\"",
                            codes->n_values, n, name);
    }
    if (n > KOH_FIGURES_CATEGORIES || r->n_cells > KOH_FIGURES_CELLS / n) {
        return koh__px_fail(px, source->at, KOH_ELIMIT, r->error, "more than %d cells", KOH_FIGURES_CELLS);
    }
    koh_variable *variable = koh__figures_variable(figures, koh__px_text(px, "VARIABLECODE", name), name);
    if (variable == NULL && k < KOH_FIGURES_VARIABLES) {
        return no_memory(r);
    }
    if (variable == NULL) {
        return koh__px_fail(px, 0, KOH_ELIMIT, r->error, "more than %d variables", KOH_FIGURES_VARIABLES);
    }
    r->size[k] = n;
    r->n_cells *= n;
    const char *contents = koh__px_text(px, "CONTVARIABLE", NULL);
    variable->role = timeval != NULL                                   ? KOH_ROLE_TIME
                     : contents != NULL && strcmp(contents, name) == 0 ? KOH_ROLE_CONTENTS
                                                                       : KOH_ROLE_OTHER;
    for (size_t i = 0; i < n; i++) {
        const char *code = codes != NULL ? codes->values[i] : time_at(r, timeval, n, i);
        koh_category *category =
            koh__figures_category(figures, variable, code, values == NULL ? NULL : values->values[i]);
        if (category == NULL) {
            return no_memory(r);
        }
    }
    return KOH_OK;
}

static koh_status read_variables(reader *r)
{
    static const char *const lists[] = { "STUB", "HEADING" };
    const koh_px_entry *keys = koh__px_find(&r->px, "KEYS", NULL);
    if (keys != NULL) {
        return koh__px_fail(&r->px, keys->at, KOH_ESCHEMA, r->error,
                            "KEYS: rows with keys of their own are not supported; save the table with all its cells");
    }
    r->n_cells = 1;
    for (size_t k = 0; k < 2; k++) {
        const koh_px_entry *list = koh__px_find(&r->px, lists[k], NULL);
        for (size_t i = 0; list != NULL && i < list->n_values; i++) {
            koh_status status = read_variable(r, list->values[i]);
            if (status != KOH_OK) {
                return status;
            }
        }
    }
    return r->px.figures->n_variables > 0
               ? KOH_OK
               : koh__px_fail(&r->px, 0, KOH_EMISSING, r->error, "neither STUB nor HEADING names a variable");
}

/* What dots mean here. */
static void read_symbols(reader *r)
{
    static const koh_reason usual[SYMBOLS] = { KOH_REASON_NOT_AVAILABLE, KOH_REASON_NOT_APPLICABLE,
                                               KOH_REASON_NOT_AVAILABLE, KOH_REASON_NOT_YET,
                                               KOH_REASON_NOT_AVAILABLE, KOH_REASON_NOT_AVAILABLE,
                                               KOH_REASON_NOT_AVAILABLE };
    for (int i = 0; i < SYMBOLS; i++) {
        char name[CELL_SIZE];
        (void) snprintf(name, sizeof name, "DATASYMBOL%d", i);
        const char *text = i == 0 ? NULL : koh__px_text(&r->px, name, NULL);
        koh_reason said = text == NULL || text[0] == '\0' ? KOH_REASON_NONE : koh__reason_read(text);
        r->symbol[i] = said == KOH_REASON_NONE ? usual[i] : said;
    }
}

/* A cell without its quotes. 0 when it is nothing known. */
static int read_cell(const reader *r, const char *cell, size_t length, double *value, koh_reason *reason)
{
    size_t dots = strspn(cell, ".");
    *value = NAN;
    *reason = KOH_REASON_NONE;
    if (dots == length && dots > 0 && dots < SYMBOLS) {
        *reason = r->symbol[dots];
        return 1;
    }
    if (length == 1 && (cell[0] == '-' || cell[0] == ':')) {
        *reason = cell[0] == '-' ? KOH_REASON_DASH : KOH_REASON_CONFIDENTIAL;
        return 1;
    }
    return koh__number_read(cell, length, value) == KOH_OK;
}

static koh_status add_cell(reader *r, size_t i, double value, koh_reason reason, uint32_t *category)
{
    koh_status status = koh__figures_cell(r->px.figures, category, value, reason, 0);
    if (status != KOH_OK) {
        return koh_error_set(r->error, status, "%s", koh_status_text(status));
    }
    for (size_t k = r->px.figures->n_variables; k-- > 0 && i < r->n_cells;) {
        if (++category[k] < r->size[k]) {
            break;
        }
        category[k] = 0;
    }
    return KOH_OK;
}

static koh_status read_data(reader *r)
{
    const koh_px *px = &r->px;
    size_t at = px->entries[px->n - 1].data, n = 0;
    uint32_t category[KOH_FIGURES_VARIABLES] = { 0 };
    for (;;) {
        at += strspn(px->text + at, " \t\r\n,");
        if (px->text[at] == ';' || px->text[at] == '\0') {
            break;
        }
        size_t quoted = px->text[at] == '"';
        size_t length = strcspn(px->text + at + quoted, quoted ? "\"\r\n" : " \t\r\n,;\"");
        char cell[CELL_SIZE];
        double value;
        koh_reason reason;
        (void) snprintf(cell, sizeof cell, "%.*s", (int) (length < CELL_SIZE ? length : CELL_SIZE),
                        px->text + at + quoted);
        if (length >= CELL_SIZE || !read_cell(r, cell, length, &value, &reason)) {
            return koh__px_fail(px, at, KOH_ESYNTAX, r->error, "\"%s\" is neither a number nor dots in quotes", cell);
        }
        if (n == r->n_cells) {
            return koh__px_fail(px, at, KOH_ESHAPE, r->error, "more cells than the %zu that the variables make", n);
        }
        koh_status status = add_cell(r, n++, value, reason, category);
        if (status != KOH_OK) {
            return status;
        }
        at += quoted + length;
        at += quoted && px->text[at] == '"';
    }
    if (n != r->n_cells) {
        return koh__px_fail(px, at, KOH_ESHAPE, r->error, "cells: %zu, the variables make %zu", n, r->n_cells);
    }
    if (px->text[at] == '\0') {
        return koh__px_fail(px, at, KOH_ESYNTAX, r->error, "no semicolon ends DATA: the file may be cut off");
    }
    px->figures->n_unique = n;
    return KOH_OK;
}

static koh_status read_facts(reader *r)
{
    const koh_px *px = &r->px;
    koh_figures *figures = px->figures;
    int failed = 0;
    const char *table = koh__px_text(px, "TABLEID", NULL), *title = koh__px_text(px, "TITLE", NULL);
    table = table == NULL ? koh__px_text(px, "MATRIX", NULL) : table;
    figures->format = "PX";
    figures->title = koh__figures_text(figures, title == NULL ? koh__px_text(px, "DESCRIPTION", NULL) : title, &failed);
    figures->source = koh__figures_text(figures, koh__px_text(px, "SOURCE", NULL), &failed);
    const koh_px_entry *updated = koh__px_find(px, "LAST-UPDATED", NULL), *units = koh__px_find(px, "UNITS", NULL);
    figures->updated = updated != NULL && updated->n_values > 0 ? updated->values[0] : NULL;
    figures->unit = units != NULL && units->n_values == 1 ? units->values[0] : NULL;
    const char *id = koh__figures_table_id(figures, table);
    id = id == NULL ? koh__figures_table_id(figures, figures->title) : id;
    figures->table = id == NULL ? koh__figures_text(figures, table, &failed) : id;
    figures->statistics_norway = 1;
    const koh_px_entry *allowed = koh__px_find(px, "AGGREGALLOWED", NULL);
    if (allowed != NULL && strcmp(allowed->bare, "NO") == 0) {
        figures->not_additive = "it says AGGREGALLOWED=NO";
    }
    size_t n = 0;
    for (size_t i = 0; i < px->n; i++) {
        const koh_px_entry *entry = &px->entries[i];
        int note = strcmp(entry->name, "NOTE") == 0 || strcmp(entry->name, "NOTEX") == 0;
        if (note && entry->language[0] == '\0' && entry->n_values > 0 && n++ < SHOWN_NOTES) {
            koh__figures_note(figures, "note", "%.300s", entry->values[0]);
        }
    }
    return failed ? no_memory(r) : KOH_OK;
}

koh_status koh__px_read(const char *file, const char *text, size_t length, koh_figures **figures, koh_error *error)
{
    reader r = { .px = { .file = file, .text = text, .length = length }, .error = error };
    koh_status status = koh__figures_new(file, &r.px.figures);
    if (status != KOH_OK) {
        return no_memory(&r);
    }
    status = koh__px_parse(&r.px, error);
    if (status == KOH_OK) {
        status = read_variables(&r);
    }
    if (status == KOH_OK) {
        read_symbols(&r);
        status = read_data(&r);
    }
    if (status == KOH_OK) {
        status = read_facts(&r);
    }
    if (status == KOH_OK) {
        status = koh__figures_roles(r.px.figures, error);
    }
    koh__free(r.px.entries);
    if (status != KOH_OK) {
        koh__figures_free(r.px.figures);
        return status;
    }
    *figures = r.px.figures;
    return KOH_OK;
}
