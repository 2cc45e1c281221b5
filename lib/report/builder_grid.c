/* Tables whose rows are labels of cubes and whose columns are figures of a year. */
#include <math.h>
#include <string.h>

#include "report/builder_priv.h"
#include "report/code_priv.h"
#include "report/column_priv.h"
#include "report/tables_priv.h"

/* The axis of labels: the second, or the first of a cube without years. */
static size_t label_axis(const koh_cube *cube)
{
    return strcmp(cube->axes[0].name, "year") == 0 && cube->n_axes > 1;
}

static int has_years(const koh_cube *cube)
{
    return strcmp(cube->axes[0].name, "year") == 0;
}

/* Cells of one label, items and deeper axes together. */
static size_t items_of(const koh_cube *cube)
{
    size_t n = 1;
    for (size_t a = label_axis(cube) + 1; a < cube->n_axes; a++) {
        n *= cube->axes[a].n;
    }
    return n;
}

koh_series koh__series(const koh_builder *b, const char *path, const char *label, size_t item)
{
    const koh_cube *cube = koh__cube(b, path);
    koh_series series = { .path = path };
    if (cube == NULL) {
        return series;
    }
    size_t axis = label_axis(cube), m = items_of(cube),
           i = label == NULL ? 0 : koh_axis_find_label(&cube->axes[axis], label);
    if (i == (size_t) -1 || (item != KOH_ALL_ITEMS && item >= m)) {
        return series;
    }
    series.row = has_years(cube) ? koh_cube_size(cube) / cube->axes[0].n : 0;
    series.n_blocks = 1;
    series.offset[0] = i * m + (item == KOH_ALL_ITEMS ? 0 : item);
    series.n = item == KOH_ALL_ITEMS ? m : 1;
    series.step = 1;
    return series;
}

/* Over all labels of the axis. */
static koh_series over_labels(const koh_builder *b, koh_series series, size_t item)
{
    const koh_cube *cube = koh__cube(b, series.path);
    if (cube != NULL && series.n_blocks > 0) {
        size_t n = cube->axes[label_axis(cube)].n, m = items_of(cube);
        series.n = item == KOH_ALL_ITEMS ? n * m : n;
        series.step = item == KOH_ALL_ITEMS ? 1 : m;
    }
    return series;
}

/* Over the years of the plan period; rows of several labels follow one another without a gap. */
static koh_series over_years(const koh_builder *b, koh_series series)
{
    if (series.n_blocks > 0 && series.row > 0) {
        size_t n = b->end > 0 ? b->end : 1;
        if (series.n == 1) {
            series.n = n;
            series.step = series.row;
        } else {
            series.n *= n;
        }
    }
    return series;
}

static size_t when_of(const koh_builder *b, koh_when when)
{
    return when == KOH_WHEN_END ? b->end : when == KOH_WHEN_LAST ? b->last : 0;
}

static koh_series series_of(const koh_builder *b, const koh_grid_column *column, const char *path, size_t item,
                            const char *label, int is_total)
{
    koh_series series = koh__series(b, path, label, item);
    series.scale = column->scale;
    series.decimals = column->decimals;
    series = is_total ? over_labels(b, series, item) : series;
    return column->when == KOH_WHEN_PERIOD ? over_years(b, series) : series;
}

static koh_chapter_cell cell_of(const koh_builder *b, const koh_grid_column *column, const char *label, int is_total)
{
    const koh_series series = series_of(b, column, column->path, column->item, label, is_total);
    koh_chapter_cell cell = koh__cell_at(b, &series, when_of(b, column->when));
    if (column->by == NULL || cell.kind == KOH_CHAPTER_TEXT) {
        return cell;
    }
    koh_series by = series_of(b, column, column->by, column->by_item, label, is_total);
    const koh_chapter_cell other = koh__cell_at(b, &by, when_of(b, column->when));
    if (other.kind == KOH_CHAPTER_TEXT) {
        return koh__cell_text("");
    }
    cell.kind = column->how;
    cell.b = other.a;
    if (column->how == KOH_CHAPTER_DIFFERENCE) {
        cell.value -= other.value;
    } else { /* the scale stands outside the fraction */
        cell.scale = column->scale == 0 ? 1 : column->scale;
        cell.value = other.value > 0 ? 100 * cell.scale * cell.value / other.value : (double) NAN;
    }
    return cell;
}

const char *koh__code_text(koh_builder *b, const char *column, const char *code)
{
    koh_buffer buffer = { 0 };
    koh__code_write(b->result, b->language, column, code, &buffer);
    const char *text = buffer.failed ? NULL : koh__arena_text_n(b->arena, buffer.data, buffer.length);
    b->failed |= text == NULL;
    koh__buffer_free(&buffer);
    return text == NULL ? "" : text;
}

const char *koh__form_title(const koh_builder *b, const char *id)
{
    size_t n;
    const koh_table_form *forms = koh__table_forms(&n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(forms[i].id, id) == 0) {
            return forms[i].title[b->language];
        }
    }
    return id;
}

koh_chapter_table *koh__form_of_years(koh_builder *b, const char *id, koh_label_id unit, koh_label_id stub)
{
    koh_chapter_table *table =
        koh__table_of_years(b, id, koh__form_title(b, id), koh__say(b, unit), KOH_LABEL_BASE_YEAR);
    if (table != NULL) {
        table->stub = koh__say(b, stub);
    }
    return table;
}

koh_chapter_table *koh__grid(koh_builder *b, const char *id, koh_label_id stub, size_t n,
                             const koh_grid_column *columns)
{
    koh_chapter_table *table = koh__table_begin(b, id, koh__form_title(b, id), NULL, n);
    for (size_t c = 0; table != NULL && c < n; c++) {
        const koh_cube *cube = koh__cube(b, columns[c].path);
        const int year = koh__year(b, when_of(b, columns[c].when));
        table->heads[c].text = koh__column_label(columns[c].word, b->language);
        if (columns[c].when == KOH_WHEN_PERIOD) {
            table->heads[c].under = koh__format(b, "%d–%d", b->chapter->base_year, koh__year(b, b->end) - 1);
        } else if (cube != NULL && has_years(cube)) {
            table->heads[c].under = koh__format(b, "%d", year);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, stub);
    }
    return table;
}

static koh_chapter_row *add_row(koh_builder *b, koh_chapter_table *table, const char *name, const char *label,
                                int is_total, size_t n, const koh_grid_column *columns)
{
    int is_known = 0;
    for (size_t c = 0; c < n; c++) {
        const koh_chapter_cell cell = cell_of(b, &columns[c], label, is_total);
        is_known |= cell.kind != KOH_CHAPTER_TEXT && !koh__is_unknown(cell.value);
    }
    koh_chapter_row *row = is_known && table != NULL ? koh__row_add(b, table, name, is_total ? 2 : 0) : NULL;
    for (size_t c = 0; row != NULL && c < n; c++) {
        row->cells[c] = cell_of(b, &columns[c], label, is_total);
    }
    return row;
}

koh_chapter_row *koh__grid_row(koh_builder *b, koh_chapter_table *table, const char *name, const char *label, size_t n,
                               const koh_grid_column *columns)
{
    return add_row(b, table, name, label, 0, n, columns);
}

koh_chapter_row *koh__grid_total(koh_builder *b, koh_chapter_table *table, const char *name, size_t n,
                                 const koh_grid_column *columns)
{
    return add_row(b, table, name, NULL, 1, n, columns);
}

size_t koh__grid_texts(koh_builder *b, koh_chapter_table *table, size_t n, const koh_label_id *heads)
{
    const size_t first = table->n_columns;
    koh_chapter_head *grown = KOH_TAKE(b->arena, first + n, koh_chapter_head);
    b->failed |= grown == NULL;
    if (grown != NULL) {
        memcpy(grown, table->heads, first * sizeof *grown);
        for (size_t i = 0; i < n; i++) {
            grown[first + i] = (koh_chapter_head){ koh__say(b, heads[i]), NULL };
        }
        table->heads = grown;
        table->n_columns = first + n;
    }
    return first;
}

void koh__row_if_known(koh_builder *b, koh_chapter_table *table, const char *label, int level, const koh_series *series)
{
    const koh_chapter_cell first = koh__cell_at(b, series, 0);
    if (first.kind != KOH_CHAPTER_TEXT && !koh__is_unknown(first.value)) {
        koh__row_of_years(b, table, label, level, series);
    }
}

void koh__row_of_differences(koh_builder *b, koh_chapter_table *table, const char *label, int level,
                             const koh_series *series, const koh_series *less)
{
    const koh_chapter_cell first = koh__cell_at(b, series, 0), other = koh__cell_at(b, less, 0);
    const int is_there = first.kind != KOH_CHAPTER_TEXT && other.kind != KOH_CHAPTER_TEXT;
    koh_chapter_row *row = is_there && table != NULL ? koh__row_add(b, table, label, level) : NULL;
    for (size_t c = 0; row != NULL && c < table->n_columns; c++) {
        row->cells[c] = koh__cell_text("");
        if (c < b->n_years) {
            const koh_chapter_cell minus = koh__cell_at(b, less, b->years[c]);
            row->cells[c] = koh__cell_at(b, series, b->years[c]);
            row->cells[c].kind = KOH_CHAPTER_DIFFERENCE;
            row->cells[c].value -= minus.value;
            row->cells[c].b = minus.a;
        }
    }
}

void koh__say_end(koh_builder *b, koh_chapter_item_kind kind, koh_label_id label, const koh_saying *saying)
{
    koh_chapter_gap gaps[7];
    size_t n = 0;
    if (saying->series != NULL) {
        gaps[n++] = (koh_chapter_gap){ 'a', koh__cell_at(b, saying->series, 0) };
        gaps[n++] = (koh_chapter_gap){ 'b', koh__cell_at(b, saying->series, b->end) };
    }
    if (saying->cell != NULL) {
        gaps[n++] = (koh_chapter_gap){ 'c', *saying->cell };
    }
    for (size_t i = 0; i < n; i++) {
        if (gaps[i].cell.kind == KOH_CHAPTER_TEXT ? gaps[i].cell.a.path == NULL : koh__is_unknown(gaps[i].cell.value)) {
            return;
        }
    }
    gaps[n++] = (koh_chapter_gap){ 's', koh__cell_text(saying->s) };
    gaps[n++] = (koh_chapter_gap){ 't', koh__cell_text(saying->t) };
    gaps[n++] = (koh_chapter_gap){ 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) };
    gaps[n++] = (koh_chapter_gap){ 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, b->end))) };
    koh__add_sentence(b, kind, koh__only(b, b->scenario), koh__say(b, label), n, gaps);
}
