/* Sections, tables, figures and cells of the chapter. */
#include "report/builder_priv.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "report/sentence_priv.h"
#include "report/source_priv.h"

const char *koh__say(const koh_builder *b, koh_label_id label)
{
    return koh__label(label, b->language);
}

const char *koh__say_source(koh_builder *b, koh_label_id label)
{
    const char *text = koh__source_text(b->result, label, b->language, b->arena);
    b->failed |= text == NULL;
    return text == NULL ? "" : text;
}

const char *koh__say_gaps(koh_builder *b, koh_label_id label, size_t n, const koh_gap *gaps)
{
    koh_buffer buffer = { 0 };
    koh__sentence_write(koh__say(b, label), n, gaps, &buffer);
    const char *text = buffer.failed ? NULL : koh__arena_text_n(b->arena, buffer.data, buffer.length);
    koh__buffer_free(&buffer);
    b->failed |= text == NULL;
    return text == NULL ? "" : text;
}

const char *koh__say_with(koh_builder *b, koh_label_id label, char name, const char *text)
{
    return koh__say_gaps(b, label, 1, &(koh_gap){ name, text });
}

const char *koh__say_years(koh_builder *b, koh_label_id label, int y, int z)
{
    const koh_gap gaps[] = { { 'y', koh__format(b, "%d", y) }, { 'z', koh__format(b, "%d", z) } };
    return koh__say_gaps(b, label, 2, gaps);
}

const char *koh__format(koh_builder *b, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *kept = koh__arena_text_n(b->arena, text, koh__utf8_valid_length(text, strlen(text)));
    b->failed |= kept == NULL;
    return kept == NULL ? "" : kept;
}

const char *koh__lower(koh_builder *b, const char *text)
{
    enum { CASE = 'a' - 'A' };
    char *copy = koh__arena_text(b->arena, text);
    b->failed |= copy == NULL;
    if (copy == NULL) {
        return text;
    }
    size_t at = (unsigned char) copy[0] == 0xC3; /* the letters from À to Þ, among them Æ, Ø and Å */
    unsigned char c = (unsigned char) copy[at], next = copy[at] == '\0' ? 0 : (unsigned char) copy[at + 1];
    int is_capital = at == 1 ? c >= 0x80 && c <= 0x9E : c >= 'A' && c <= 'Z';
    if (is_capital && !(next >= 'A' && next <= 'Z')) {
        copy[at] = (char) (c + CASE);
    }
    return copy;
}

const koh_scenario_result *koh__scenario(const koh_builder *b)
{
    return &b->result->scenarios[b->scenario];
}

const koh_cube *koh__cube(const koh_builder *b, const char *path)
{
    return koh__result_cube(koh__scenario(b), path);
}

int koh__year(const koh_builder *b, size_t t)
{
    return b->chapter->base_year + (int) t;
}

const char *koh__service_name(const koh_builder *b, const char *id)
{
    for (size_t k = 0; k < b->result->inputs->n_services; k++) {
        if (strcmp(b->result->inputs->services[k].id, id) == 0) {
            return b->result->inputs->services[k].name[b->language];
        }
    }
    return id;
}

int koh__is_unknown(double value)
{
    return isnan(value) && !koh_is_withheld(value);
}

koh_chapter_cell koh__cell_text(const char *text)
{
    return (koh_chapter_cell){ .kind = KOH_CHAPTER_TEXT, .text = text };
}

size_t koh__cube_place(const koh_builder *b, const char *path)
{
    koh_chapter *chapter = b->chapter;
    for (size_t i = chapter->n_cubes; i-- > 0;) { /* the newest first: rows repeat their path */
        if (chapter->cubes[i] == path || strcmp(chapter->cubes[i], path) == 0) {
            return i + 1;
        }
    }
    assert(chapter->n_cubes < chapter->size_cubes);
    chapter->cubes[chapter->n_cubes++] = path;
    return chapter->n_cubes;
}

static koh_chapter_ref ref_at(const koh_builder *b, const koh_series *series, size_t t)
{
    koh_chapter_ref ref = { .scenario = b->scenario,
                            .path = series->path,
                            .n_blocks = series->n_blocks,
                            .n = series->n,
                            .step = series->step,
                            .cube = koh__cube_place(b, series->path) };
    for (size_t i = 0; i < series->n_blocks; i++) {
        ref.from[i] = series->offset[i] + t * series->row;
    }
    return ref;
}

static double sum_of(const koh_builder *b, const koh_chapter_ref *ref)
{
    const koh_cube *cube = koh__result_cube(&b->result->scenarios[ref->scenario], ref->path);
    double sum = 0;
    for (size_t i = 0; i < ref->n_blocks * ref->n; i++) {
        sum += cube->value[ref->from[i / ref->n] + i % ref->n * ref->step];
    }
    return sum;
}

/* A flow has no last year, and a cube that is not there no cells. */
static int is_there(const koh_builder *b, const koh_series *series, size_t t)
{
    const koh_cube *cube = koh__cube(b, series->path);
    return cube != NULL && series->n_blocks > 0 && series->n > 0 &&
           series->offset[series->n_blocks - 1] + t * series->row + (series->n - 1) * series->step <
               koh_cube_size(cube);
}

koh_chapter_cell koh__cell_at(const koh_builder *b, const koh_series *series, size_t t)
{
    double scale = series->scale == 0 ? 1 : series->scale;
    if (!is_there(b, series, t)) {
        return koh__cell_text("");
    }
    koh_chapter_ref ref = ref_at(b, series, t);
    return (koh_chapter_cell){ .kind = KOH_CHAPTER_SUM,
                               .value = scale * sum_of(b, &ref),
                               .scale = scale,
                               .decimals = series->decimals,
                               .a = ref };
}

koh_chapter_cell koh__cell_change(const koh_builder *b, const koh_series *series, size_t t, koh_chapter_kind kind)
{
    if (!is_there(b, series, t)) {
        return koh__cell_text("");
    }
    koh_chapter_ref ref = ref_at(b, series, t), base = ref_at(b, series, 0);
    double scale = series->scale == 0 ? 1 : series->scale, now = sum_of(b, &ref), then = sum_of(b, &base);
    int relative = kind != KOH_CHAPTER_DIFFERENCE;
    double value = kind == KOH_CHAPTER_PERCENT ? 100 * (now - then) / then
                   : relative                  ? 100 * now / then
                                               : scale * (now - then);
    return (koh_chapter_cell){ .kind = kind,
                               .value = relative && then <= 0 ? (double) NAN : value,
                               .scale = relative ? 1 : scale,
                               .decimals = relative ? 1 : series->decimals,
                               .a = ref,
                               .b = base };
}

koh_chapter_cell koh__cell_absolute(koh_chapter_cell change)
{
    if (change.value < 0) {
        change.value = -change.value;
        change.scale = -change.scale;
    }
    return change;
}

koh_series koh__persons_of(const koh_builder *b, size_t sex, int from, int to)
{
    size_t n_age = koh__cube(b, "population")->axes[2].n,
           last = to < 0 || (size_t) to >= n_age ? n_age - 1 : (size_t) to;
    return (koh_series){ .path = "population",
                         .row = 2 * n_age,
                         .n_blocks = 1,
                         .offset = { sex * n_age + (size_t) from },
                         .n = last + 1 - (size_t) from,
                         .step = 1 };
}

koh_series koh__persons(const koh_builder *b, int from, int to)
{
    koh_series series = koh__persons_of(b, 0, from, to);
    series.n_blocks = 2;
    series.offset[1] = koh__persons_of(b, 1, from, to).offset[0];
    return series;
}

const char *koh__age_text(koh_builder *b, int from, int to)
{
    const koh_gap gaps[] = { { 'a', koh__format(b, "%d", from) }, { 'b', koh__format(b, "%d", to) } };
    return koh__say_gaps(b, to < 0 ? KOH_LABEL_YEARS_AND_OVER : KOH_LABEL_YEARS_FROM_TO, 2, gaps);
}

void koh__each_scenario(koh_builder *b, void (*build)(koh_builder *))
{
    for (b->scenario = 0; b->scenario < b->result->n_scenarios && !b->failed; b->scenario++) {
        build(b);
    }
    b->scenario = 0;
}

void koh__begin_section(koh_builder *b, const char *id, koh_label_id heading)
{
    if (!b->failed) {
        b->section = &b->chapter->sections[b->chapter->n++];
        *b->section = (koh_chapter_section){ .id = id, .heading = koh__say(b, heading) };
    }
}

void koh__end_section(koh_builder *b, koh_label_id heading)
{
    if (!b->failed && b->section->n == 0) {
        b->chapter->n--;
        b->absent[b->n_absent++] = heading;
    }
}

static koh_chapter_item *next_item(koh_builder *b)
{
    koh_chapter_section *section = b->section;
    if (section->n == section->size) {
        size_t size = section->size == 0 ? 16 : 2 * section->size;
        koh_chapter_item *grown = KOH_TAKE(b->arena, size, koh_chapter_item);
        if (grown == NULL) {
            b->failed = 1;
            return NULL;
        }
        if (section->n > 0) {
            memcpy(grown, section->items, section->n * sizeof *grown);
        }
        section->items = grown;
        section->size = size;
    }
    return &section->items[section->n++];
}

void koh__add_sentence(koh_builder *b, koh_chapter_item_kind kind, const unsigned char *of, const char *text, size_t n,
                       const koh_chapter_gap *gaps)
{
    for (size_t i = 0; i < n; i++) {
        if (koh_is_withheld(gaps[i].cell.value)) {
            return;
        }
    }
    koh_chapter_sentence *sentence = b->failed ? NULL : KOH_TAKE(b->arena, 1, koh_chapter_sentence);
    koh_chapter_item *item = sentence == NULL ? NULL : next_item(b);
    b->failed |= item == NULL;
    if (item != NULL) {
        *item = (koh_chapter_item){ .kind = kind, .of = of, .n_sentences = 1, .sentences = sentence };
        sentence->text = text;
        sentence->n = n;
        for (size_t i = 0; i < n; i++) {
            sentence->gaps[i] = gaps[i];
        }
    }
}

void koh__add_label(koh_builder *b, koh_label_id label)
{
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL, koh__say(b, label), 0, NULL);
}

unsigned char *koh__only(koh_builder *b, size_t scenario)
{
    unsigned char *of = KOH_TAKE(b->arena, b->result->n_scenarios, unsigned char);
    b->failed |= of == NULL;
    if (of != NULL) {
        of[scenario] = 1;
    }
    return of;
}

koh_chapter_table *koh__table_begin(koh_builder *b, const char *id, const char *title, const char *unit,
                                    size_t n_columns)
{
    koh_chapter_table *table = b->failed ? NULL : KOH_TAKE(b->arena, 1, koh_chapter_table);
    koh_chapter_head *heads = table == NULL ? NULL : KOH_TAKE(b->arena, n_columns, koh_chapter_head);
    unsigned char *of = heads == NULL ? NULL : koh__only(b, b->scenario);
    b->failed |= of == NULL;
    if (b->failed) {
        return NULL;
    }
    *table = (koh_chapter_table){ .id = id,
                                  .title = title,
                                  .unit = unit,
                                  .source = koh__say_source(b, KOH_LABEL_SRC_PLAN),
                                  .stub = koh__say(b, KOH_LABEL_GROUP),
                                  .of = of,
                                  .n_columns = n_columns,
                                  .heads = heads };
    return table;
}

koh_chapter_table *koh__table_of_years(koh_builder *b, const char *id, const char *title, const char *unit,
                                       koh_label_id first)
{
    const koh_plan *plan = b->result->scenarios[0].plan;
    koh_chapter_table *table = koh__table_begin(b, id, title, unit, b->n_years + 2);
    if (table == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < b->n_years; i++) {
        int year = koh__year(b, b->years[i]);
        const char *under = year == plan->base_year     ? koh__say(b, first)
                            : year == plan->period_from ? koh__say(b, KOH_LABEL_PLAN_START)
                            : year == plan->period_to   ? koh__say(b, KOH_LABEL_PLAN_END)
                                                        : NULL;
        table->heads[i] = (koh_chapter_head){ koh__format(b, "%d", year), under };
    }
    const char *change = koh__say_years(b, KOH_LABEL_CHANGE, plan->base_year, koh__year(b, b->end));
    table->heads[b->n_years] = (koh_chapter_head){ change, koh__say(b, KOH_LABEL_IN_NUMBERS) };
    table->heads[b->n_years + 1] = (koh_chapter_head){ change, koh__say(b, KOH_LABEL_IN_PERCENT) };
    return table;
}

koh_chapter_row *koh__row_add(koh_builder *b, koh_chapter_table *table, const char *label, int level)
{
    koh_chapter_cell *cells = b->failed ? NULL : KOH_TAKE(b->arena, table->n_columns, koh_chapter_cell);
    if (cells != NULL && table->n_rows == table->size_rows) {
        size_t size = table->size_rows == 0 ? 32 : 2 * table->size_rows;
        koh_chapter_row *grown = KOH_TAKE(b->arena, size, koh_chapter_row);
        if (grown != NULL && table->n_rows > 0) {
            memcpy(grown, table->rows, table->n_rows * sizeof *grown);
        }
        table->rows = grown;
        table->size_rows = size;
        cells = grown == NULL ? NULL : cells;
    }
    if (cells == NULL) {
        b->failed = 1;
        return NULL;
    }
    table->rows[table->n_rows] = (koh_chapter_row){ .label = label, .level = level, .cells = cells };
    return &table->rows[table->n_rows++];
}

void koh__row_of_years(koh_builder *b, koh_chapter_table *table, const char *label, int level, const koh_series *series)
{
    koh_chapter_row *row = table == NULL ? NULL : koh__row_add(b, table, label, level);
    if (row == NULL) {
        return;
    }
    for (size_t i = 0; i < b->n_years; i++) {
        row->cells[i] = koh__cell_at(b, series, b->years[i]);
    }
    static const koh_chapter_kind kinds[] = { KOH_CHAPTER_DIFFERENCE, KOH_CHAPTER_PERCENT };
    for (size_t i = 0; b->n_years + i < table->n_columns && i < 2; i++) {
        row->cells[b->n_years + i] = koh__cell_change(b, series, b->end, kinds[i]);
    }
}

koh_chapter_row *koh__year_row(koh_builder *b, koh_chapter_table *table, size_t t)
{
    koh_chapter_row *row = koh__row_add(b, table, koh__format(b, "%d", koh__year(b, t)), 0);
    if (row != NULL) {
        row->year = koh__year(b, t);
    }
    return row;
}

const char *koh__title_with(koh_builder *b, koh_label_id label, const char *what, const koh_chapter_cell *first,
                            const koh_chapter_cell *last)
{
    char a[KOH_NUMBER_TEXT] = "", z[KOH_NUMBER_TEXT] = "";
    if (first != NULL) {
        koh__number_text(first->value, first->decimals, b->language, a);
    }
    if (last != NULL) {
        koh__number_text(last->value, last->decimals, b->language, z);
    }
    const koh_gap gaps[] = { { 'a', a },
                             { 'b', z },
                             { 's', what },
                             { 'v', b->chapter->scenarios[b->scenario] },
                             { 'y', koh__format(b, "%d", b->chapter->base_year) },
                             { 'z', koh__format(b, "%d", koh__year(b, b->last)) } };
    return koh__say_gaps(b, label, 6, gaps);
}

const char *koh__title_of(koh_builder *b, koh_label_id label, const koh_chapter_cell *first,
                          const koh_chapter_cell *last)
{
    return koh__title_with(b, label, "", first, last);
}

static int is_same_cell(const koh_chapter_cell *a, const koh_chapter_cell *b)
{
    if (a->kind != b->kind) {
        return 0;
    }
    if (a->kind == KOH_CHAPTER_TEXT) {
        return strcmp(a->text == NULL ? "" : a->text, b->text == NULL ? "" : b->text) == 0;
    }
    return a->value == b->value || (isnan(a->value) && isnan(b->value));
}

static int is_same_table(const koh_chapter_table *a, const koh_chapter_table *b)
{
    if (a->n_rows != b->n_rows || a->n_columns != b->n_columns) {
        return 0;
    }
    for (size_t i = 0; i < a->n_rows * a->n_columns; i++) {
        size_t r = i / a->n_columns, c = i % a->n_columns;
        if (strcmp(a->rows[r].label, b->rows[r].label) != 0 ||
            !is_same_cell(&a->rows[r].cells[c], &b->rows[r].cells[c])) {
            return 0;
        }
    }
    return 1;
}

/* A column in which nothing stands, as the last year of flows. */
static int is_empty_column(const koh_chapter_table *table, size_t c)
{
    for (size_t r = 0; r < table->n_rows; r++) {
        const koh_chapter_cell *cell = &table->rows[r].cells[c];
        if (cell->kind != KOH_CHAPTER_TEXT || (cell->text != NULL && cell->text[0] != '\0')) {
            return 0;
        }
    }
    return 1;
}

void koh__table_end(koh_builder *b, koh_chapter_table *table)
{
    if (b->failed || table == NULL || table->n_rows == 0) {
        return;
    }
    while (table->n_columns > 1 && is_empty_column(table, table->n_columns - 1)) {
        table->n_columns--;
    }
    for (size_t i = 0; i < b->section->n; i++) {
        koh_chapter_table *other = b->section->items[i].table;
        if (other != NULL && strcmp(other->id, table->id) == 0 && is_same_table(other, table)) {
            other->of[b->scenario] = 1;
            return;
        }
    }
    koh_chapter_item *item = next_item(b);
    if (item != NULL) {
        *item = (koh_chapter_item){ .kind = KOH_ITEM_TABLE, .of = table->of, .table = table };
    }
}

koh_chapter_figure *koh__figure_begin(koh_builder *b, const char *id, const char *title, const char *what,
                                      const char *unit)
{
    enum { PANELS = 6 };
    koh_chapter_figure *figure = b->failed ? NULL : KOH_TAKE(b->arena, 1, koh_chapter_figure);
    koh_chapter_panel *panels = figure == NULL ? NULL : KOH_TAKE(b->arena, PANELS, koh_chapter_panel);
    unsigned char *of = panels == NULL ? NULL : koh__only(b, b->scenario);
    b->failed |= of == NULL;
    if (b->failed) {
        return NULL;
    }
    *figure = (koh_chapter_figure){ .id = id,
                                    .title = title,
                                    .what = what,
                                    .unit = unit,
                                    .axis = koh__say(b, KOH_LABEL_YEAR),
                                    .source = koh__say_source(b, KOH_LABEL_SRC_POPULATION),
                                    .of = of,
                                    .panels = panels };
    return figure;
}

koh_chapter_panel *koh__panel_add(koh_builder *b, koh_chapter_figure *figure, const char *title, size_t n_columns)
{
    koh_chapter_table *table = figure == NULL ? NULL : koh__table_begin(b, NULL, title, figure->unit, n_columns);
    koh_chapter_mark *marks = table == NULL ? NULL : KOH_TAKE(b->arena, n_columns, koh_chapter_mark);
    b->failed |= marks == NULL;
    if (marks == NULL) {
        return NULL;
    }
    table->stub = koh__say(b, KOH_LABEL_YEAR_SHORT);
    koh_chapter_panel *panel = &figure->panels[figure->n_panels++];
    *panel = (koh_chapter_panel){ .table = table, .marks = marks };
    return panel;
}

void koh__figure_end(koh_builder *b, koh_chapter_figure *figure)
{
    if (b->failed || figure == NULL) {
        return;
    }
    for (size_t i = 0; i < b->section->n; i++) {
        koh_chapter_figure *other = b->section->items[i].figure;
        if (other != NULL && other->id[0] == figure->id[0] && strncmp(other->id, figure->id, 3) == 0 &&
            is_same_table(other->panels[0].table, figure->panels[0].table)) {
            other->of[b->scenario] = 1;
            return;
        }
    }
    if (b->scenario > 0 && !figure->of[0]) {
        figure->id = koh__format(b, "%s_s%zu", figure->id, b->scenario);
    }
    koh_chapter_item *item = next_item(b);
    if (item != NULL) {
        *item = (koh_chapter_item){ .kind = KOH_ITEM_FIGURE, .of = figure->of, .figure = figure };
    }
}
