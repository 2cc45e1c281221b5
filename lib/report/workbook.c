/* A workbook by libxlsxwriter. Every text is written as a text, never as a formula; charts take the names of their
 * series from cells. */
#include "report/workbook_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

enum { TITLE_ROW = 0, MARK_ROW = 1, FIRST_ROW = 3, LABEL_WIDTH = 46, COLUMN_WIDTH = 14, TEXT_WIDTH = 34 };
enum { TEXT_LIMIT = 32767 }; /* of one cell, by the format */

enum { PLAIN, BOLD, HEAD, HEAD_TEXT, WRAP, MARK, WHOLE, ONE, TWO, SIDES, YEAR, FORMATS };

typedef struct book {
    const koh_chapter *chapter;
    lxw_workbook *workbook;
    lxw_format *formats[FORMATS];
    lxw_error error;
} book;

static void keep(book *b, lxw_error error)
{
    b->error = b->error != LXW_NO_ERROR ? b->error : error;
}

static void put_text(book *b, lxw_worksheet *sheet, size_t row, size_t column, const char *text, int format)
{
    size_t length = strlen(text);
    koh_buffer cut = { 0 };
    if (length > TEXT_LIMIT) {
        koh__buffer_bytes(&cut, text, koh__utf8_cut(text, length, TEXT_LIMIT - 3));
        koh__buffer_text(&cut, "\xE2\x80\xA6");
        koh__buffer_char(&cut, '\0');
        text = cut.failed ? "" : cut.data;
        keep(b, cut.failed ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR);
    }
    keep(b, worksheet_write_string(sheet, (lxw_row_t) row, (lxw_col_t) column, text, b->formats[format]));
    koh__buffer_free(&cut);
}

static void put_cell(book *b, lxw_worksheet *sheet, size_t row, size_t column, const koh_chapter_cell *cell)
{
    static const int by_decimals[] = { WHOLE, ONE, TWO };
    if (cell->kind == KOH_CHAPTER_TEXT) {
        put_text(b, sheet, row, column, cell->text == NULL ? "" : cell->text, WRAP);
    } else if (isnan(cell->value)) {
        put_text(b, sheet, row, column, koh_is_withheld(cell->value) ? ":" : "..", HEAD);
    } else {
        keep(b, worksheet_write_number(sheet, (lxw_row_t) row, (lxw_col_t) column, cell->value,
                                       b->formats[cell->decimals < 0 ? YEAR : by_decimals[cell->decimals]]));
    }
}

/* "Table T02": not "T02" alone, which would be a cell where formulas name the sheet. */
enum { NAME_SIZE = 64 };
static void name_sheet(const book *b, koh_label_id word, const char *id, char name[NAME_SIZE])
{
    (void) snprintf(name, NAME_SIZE, "%s %s", koh__label(word, b->chapter->language), id);
}

/* A sheet with its title and the mark. */
static lxw_worksheet *add_sheet(book *b, const char *name, const char *title)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, name);
    if (sheet == NULL) {
        keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    put_text(b, sheet, TITLE_ROW, 0, title, BOLD);
    put_text(b, sheet, MARK_ROW, 0, b->chapter->mark, MARK);
    keep(b, worksheet_set_column(sheet, 0, 0, LABEL_WIDTH, NULL));
    keep(b, worksheet_set_footer(sheet, b->chapter->mark));
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
}

static void put_heads(book *b, lxw_worksheet *sheet, const koh_chapter_table *table, size_t row)
{
    size_t lines = 1;
    put_text(b, sheet, row, 0, table->stub, HEAD_TEXT);
    for (size_t c = 0; c < table->n_columns; c++) {
        const koh_chapter_head *head = &table->heads[c];
        koh_buffer text = { 0 };
        koh__buffer_format(&text, "%s%s%s", head->text, head->under != NULL ? ", " : "",
                           head->under != NULL ? head->under : "");
        koh__buffer_char(&text, '\0');
        put_text(b, sheet, row, 1 + c, text.failed ? "" : text.data, koh__chapter_is_text(table, c) ? HEAD_TEXT : HEAD);
        const size_t width = koh__chapter_is_text(table, c) ? TEXT_WIDTH : COLUMN_WIDTH - 3,
                     n = text.length / width + 1;
        lines = n > lines ? n : lines;
        koh__buffer_free(&text);
    }
    keep(b, worksheet_set_row(sheet, (lxw_row_t) row, LXW_DEF_ROW_HEIGHT * (double) lines, NULL)); /* else it is cut */
}

/* Heads and rows from a row on; returns the row behind. */
static size_t put_rows(book *b, lxw_worksheet *sheet, const koh_chapter_table *table, size_t row)
{
    put_heads(b, sheet, table, row++);
    for (size_t r = 0; r < table->n_rows; r++, row++) {
        int format = table->rows[r].level == 2 ? BOLD : WRAP;
        put_text(b, sheet, row, 0, table->rows[r].label, format);
        for (size_t c = 0; c < table->n_columns; c++) {
            put_cell(b, sheet, row, 1 + c, &table->rows[r].cells[c]);
        }
    }
    return row;
}

static void set_widths(book *b, lxw_worksheet *sheet, const koh_chapter_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        keep(b, worksheet_set_column(sheet, (lxw_col_t) (1 + c), (lxw_col_t) (1 + c),
                                     koh__chapter_is_text(table, c) ? TEXT_WIDTH : COLUMN_WIDTH, NULL));
    }
}

/* "Label: text" in the first column. */
static void put_line(book *b, lxw_worksheet *sheet, size_t row, const char *label, const char *text)
{
    koh_buffer line = { 0 };
    koh__buffer_format(&line, "%s: ", label);
    koh__buffer_text(&line, text);
    koh__buffer_char(&line, '\0');
    put_text(b, sheet, row, 0, line.failed ? "" : line.data, PLAIN);
    koh__buffer_free(&line);
}

/* The names of the scenarios that a table holds for. */
static void put_scope(book *b, lxw_worksheet *sheet, size_t row, const unsigned char *of)
{
    koh_buffer names = { 0 };
    for (size_t s = 0; s < b->chapter->n_scenarios; s++) {
        if (of[s]) {
            koh__buffer_text(&names, names.length > 0 ? "; " : "");
            koh__buffer_text(&names, b->chapter->scenarios[s]);
        }
    }
    koh__buffer_char(&names, '\0');
    put_line(b, sheet, row, koh__label(KOH_LABEL_A_SCENARIO, b->chapter->language), names.failed ? "" : names.data);
    koh__buffer_free(&names);
}

/* A name for the numbers of the first variant of a table. */
static void define_name(book *b, const koh_chapter_table *table, size_t row)
{
    char name[32], sheet[NAME_SIZE], range[2 * NAME_SIZE], last[LXW_MAX_CELL_NAME_LENGTH];
    name_sheet(b, KOH_LABEL_TABLE, table->id, sheet);
    lxw_rowcol_to_cell_abs(last, (lxw_row_t) (row + table->n_rows), (lxw_col_t) table->n_columns, 1, 1);
    (void) snprintf(name, sizeof name, "kohort_%s", table->id);
    (void) snprintf(range, sizeof range, "='%s'!$B$%zu:%s", sheet, row + 2, last);
    keep(b, workbook_define_name(b->workbook, name, range));
}

/* All variants of a table on one sheet, from the first of them on in its section. */
static void add_table(book *b, const koh_chapter_section *section, size_t first)
{
    const koh_chapter_table *table = section->items[first].table;
    size_t language = b->chapter->language, row = FIRST_ROW;
    char name[NAME_SIZE];
    name_sheet(b, KOH_LABEL_TABLE, table->id, name);
    lxw_worksheet *sheet = add_sheet(b, name, table->title);
    for (size_t i = first; sheet != NULL && i < section->n; i++) {
        const koh_chapter_table *variant = section->items[i].table;
        if (variant == NULL || strcmp(variant->id, table->id) != 0) {
            continue;
        }
        if (b->chapter->n_scenarios > 1) {
            put_scope(b, sheet, row++, variant->of);
        }
        if (variant->unit != NULL) {
            put_line(b, sheet, row++, koh__label(KOH_LABEL_UNIT, language), variant->unit);
        }
        if (i == first) {
            define_name(b, variant, row);
            set_widths(b, sheet, variant);
        }
        row = put_rows(b, sheet, variant, row);
        if (variant->source != NULL) {
            put_line(b, sheet, row++, koh__label(KOH_LABEL_SOURCE, language), variant->source);
        }
        if (variant->note != NULL) {
            put_text(b, sheet, row++, 0, variant->note, PLAIN);
        }
        row++;
    }
}

static const lxw_color_t colours[] = { 0x0F2080, 0x1A9D49, 0xA3136C, 0xC78800, 0x075745 };
static const uint8_t dashes[] = { LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH, LXW_CHART_LINE_DASH_ROUND_DOT,
                                  LXW_CHART_LINE_DASH_DASH_DOT, LXW_CHART_LINE_DASH_LONG_DASH };

static void style_series(lxw_chart_series *series, koh_chapter_mark mark, size_t line)
{
    lxw_chart_line stroke = { .color = colours[line % 5], .width = 2.25F, .dash_type = dashes[line % 5] };
    lxw_chart_fill fill = { .color = colours[line % 5], .transparency = 40 };
    switch (mark) {
    case KOH_MARK_STEP:
        stroke = (lxw_chart_line){ .color = 0x162327, .width = 3 };
        break;
    case KOH_MARK_EDGE:
        stroke = (lxw_chart_line){ .color = 0x274247, .width = 0.75F };
        break;
    case KOH_MARK_OUTLINE:
        stroke = (lxw_chart_line){ .color = 0x162327, .width = 1 };
        fill = (lxw_chart_fill){ .none = 1 };
        break;
    case KOH_MARK_LINE:
    case KOH_MARK_BAR:
    case KOH_MARK_SPAN:
        break;
    }
    if (mark == KOH_MARK_BAR || mark == KOH_MARK_SPAN || mark == KOH_MARK_OUTLINE) {
        chart_series_set_fill(series, &fill);
    }
    if (mark != KOH_MARK_BAR && mark != KOH_MARK_SPAN) {
        chart_series_set_line(series, &stroke);
    }
}

static void add_series(lxw_chart *chart, const char *sheet, const koh_chapter_panel *panel, size_t row, size_t c)
{
    lxw_row_t first = (lxw_row_t) row + 1, last = (lxw_row_t) (row + panel->table->n_rows);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    size_t line = 0;
    for (size_t i = 0; i < c; i++) {
        line += panel->marks[i] == panel->marks[c];
    }
    chart_series_set_categories(series, sheet, first, 0, last, 0);
    chart_series_set_values(series, sheet, first, (lxw_col_t) (1 + c), last, (lxw_col_t) (1 + c));
    chart_series_set_name_range(series, sheet, (lxw_row_t) row, (lxw_col_t) (1 + c));
    style_series(series, panel->marks[c], line);
}

/* Men stand to the left: below 0, shown without the sign. */
static void turn_men(book *b, lxw_worksheet *sheet, const koh_chapter_table *table, size_t row)
{
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            double value = table->rows[r].cells[c].value;
            keep(b, worksheet_write_number(sheet, (lxw_row_t) (row + 1 + r), (lxw_col_t) (1 + c),
                                           c % 2 == 0 ? -value : value, b->formats[SIDES]));
        }
    }
}

#define CHART_ROWS 14.4    /* rows of a sheet that a chart of scale 1 covers: 288 of 20 pixels */
#define SCALE_OF_NONE 0.8  /* of a chart's height: names, axis and legend */
#define SCALE_OF_BAR 0.035 /* ... and each bar */

static void add_panel(book *b, lxw_worksheet *sheet, const koh_chapter_figure *figure, size_t p, size_t *row)
{
    const koh_chapter_panel *panel = &figure->panels[p];
    const char *title = panel->table->title != NULL ? panel->table->title : figure->title;
    char name[NAME_SIZE];
    name_sheet(b, KOH_LABEL_FIGURE, figure->id, name);
    const int is_bar = figure->is_pyramid || figure->is_bars;
    lxw_chart *chart = workbook_add_chart(b->workbook, is_bar ? LXW_CHART_BAR : LXW_CHART_LINE);
    if (chart == NULL) {
        keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    put_text(b, sheet, (*row)++, 0, title, BOLD);
    size_t head = *row;
    *row = put_rows(b, sheet, panel->table, head);
    if (figure->is_pyramid) {
        turn_men(b, sheet, panel->table, head);
        chart_set_series_overlap(chart, 100);
        chart_set_series_gap(chart, 15);
        chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
        chart_axis_set_num_format(chart->x_axis, "#,##0;#,##0");
    }
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        add_series(chart, name, panel, head, c);
    }
    chart_title_set_name_range(chart, name, (lxw_row_t) head - 1, 0);
    chart_axis_set_name(chart->x_axis, is_bar ? figure->unit : figure->axis);
    chart_axis_set_name(chart->y_axis, is_bar ? figure->axis : figure->unit);
    if (figure->is_bars) {
        chart_axis_set_reverse(chart->y_axis); /* the first row on top, as in the page */
    }
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    const lxw_col_t beside = (lxw_col_t) panel->table->n_columns + 2;
    const double bars = SCALE_OF_NONE + SCALE_OF_BAR * (double) (panel->table->n_rows * panel->table->n_columns);
    lxw_chart_options options = { .x_scale = 1.6,
                                  .y_scale = figure->is_pyramid ? 2.0
                                             : figure->is_bars  ? fmin(bars, 1.5)
                                                                : 1.5 };
    const size_t below = head + (size_t) (options.y_scale * CHART_ROWS) + 1;
    char what[256];
    size_t length = koh__utf8_cut(figure->what, strlen(figure->what), sizeof what - 1);
    memcpy(what, figure->what, length);
    what[length] = '\0';
    options.description = what;
    keep(b, worksheet_insert_chart_opt(sheet, (lxw_row_t) head, beside, chart, &options));
    *row = (*row > below ? *row : below) + 2; /* the next chart stands below this one */
}

static void add_figure(book *b, const koh_chapter_figure *figure)
{
    size_t row = FIRST_ROW;
    char name[NAME_SIZE];
    name_sheet(b, KOH_LABEL_FIGURE, figure->id, name);
    lxw_worksheet *sheet = add_sheet(b, name, figure->title);
    if (sheet == NULL) {
        return;
    }
    put_text(b, sheet, row++, 0, figure->what, PLAIN);
    put_line(b, sheet, row++, koh__label(KOH_LABEL_SOURCE, b->chapter->language), figure->source);
    row++;
    set_widths(b, sheet, figure->panels[0].table);
    for (size_t p = 0; p < figure->n_panels; p++) {
        add_panel(b, sheet, figure, p, &row);
    }
}

static void add_cover(book *b)
{
    const koh_chapter *chapter = b->chapter;
    size_t row = FIRST_ROW;
    lxw_worksheet *sheet = add_sheet(b, koh__label(KOH_LABEL_CONTENTS, chapter->language), chapter->title);
    if (sheet == NULL) {
        return;
    }
    put_text(b, sheet, row++, 0, chapter->mark_why, PLAIN);
    put_text(b, sheet, row++, 0, koh__label(KOH_LABEL_S_NO_PROPHECY, chapter->language), PLAIN);
    row++;
    keep(b, worksheet_set_column(sheet, 1, 1, 90, NULL));
    for (size_t s = 0; s < chapter->n; s++) {
        for (size_t i = 0; i < chapter->sections[s].n; i++) {
            const koh_chapter_item *item = &chapter->sections[s].items[i];
            const char *id = item->table != NULL ? item->table->id : item->figure != NULL ? item->figure->id : NULL;
            if (id != NULL && item->of[0]) {
                put_text(b, sheet, row, 0, id, PLAIN);
                put_text(b, sheet, row++, 1, item->table != NULL ? item->table->title : item->figure->title, PLAIN);
            }
        }
    }
}

static void add_formats(book *b)
{
    static const char *const numbers[FORMATS] = {
        [WHOLE] = "#,##0", [ONE] = "#,##0.0", [TWO] = "#,##0.00", [SIDES] = "#,##0;#,##0", [YEAR] = "0"
    };
    for (size_t i = 0; i < FORMATS; i++) {
        lxw_format *format = b->formats[i] = workbook_add_format(b->workbook);
        if (format == NULL) {
            keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
            return;
        }
        if (numbers[i] != NULL) {
            format_set_num_format(format, numbers[i]);
        }
        if (i == BOLD || i == HEAD || i == HEAD_TEXT || i == MARK) {
            format_set_bold(format);
        }
        if (i == HEAD || i == HEAD_TEXT || i == WRAP) {
            format_set_text_wrap(format);
            format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        }
        if (i == HEAD) {
            format_set_align(format, LXW_ALIGN_RIGHT);
        }
        if (i == MARK) {
            format_set_font_color(format, 0xA3136C);
        }
    }
}

/* Seconds from 1970 to 1 January of a year from 1970 on, of the Gregorian calendar. */
static time_t start_of(int year)
{
    int before = year - 1, leaps = before / 4 - before / 100 + before / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
    return (time_t) 86400 * ((year - 1970) * 365 + leaps);
}

static void add_sheets(book *b)
{
    for (size_t s = 0; s < b->chapter->n; s++) {
        const koh_chapter_section *section = &b->chapter->sections[s];
        for (size_t i = 0; i < section->n && b->error == LXW_NO_ERROR; i++) {
            const koh_chapter_table *table = section->items[i].table;
            size_t j = 0;
            while (table != NULL && j < i &&
                   (section->items[j].table == NULL || strcmp(section->items[j].table->id, table->id) != 0)) {
                j++;
            }
            if (table != NULL && j == i) {
                add_table(b, section, i);
            }
            if (section->items[i].figure != NULL) {
                add_figure(b, section->items[i].figure);
            }
        }
    }
}

int koh__workbook_is_supported(void)
{
    return 1;
}

koh_status koh__workbook_write(const koh_chapter *chapter, const char *path, koh_error *error)
{
    koh_buffer folder = { 0 }, title = { 0 };
    const char *slash = strrchr(path, '/');
    koh__buffer_bytes(&folder, slash == NULL ? "." : path, slash == NULL ? 1 : (size_t) (slash - path));
    koh__buffer_char(&folder, '\0');
    koh__buffer_bytes(&title, chapter->title, koh__utf8_cut(chapter->title, strlen(chapter->title), 128));
    koh__buffer_char(&title, '\0');
    if (folder.failed || title.failed) {
        koh__buffer_free(&folder);
        koh__buffer_free(&title);
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = folder.data, .use_zip64 = LXW_FALSE };
    book b = { .chapter = chapter, .workbook = workbook_new_opt(path, &options) };
    if (b.workbook != NULL) {
        lxw_doc_properties properties = { .title = title.data, .created = start_of(chapter->base_year) };
        keep(&b, workbook_set_properties(b.workbook, &properties));
        add_formats(&b);
        if (b.error == LXW_NO_ERROR) {
            add_cover(&b);
            add_sheets(&b);
        }
        keep(&b, workbook_close(b.workbook));
    }
    koh__buffer_free(&folder);
    koh__buffer_free(&title);
    if (b.workbook == NULL || b.error == LXW_ERROR_MEMORY_MALLOC_FAILED) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    return b.error == LXW_NO_ERROR
               ? KOH_OK
               : koh_error_set(error, KOH_EIO, "the workbook cannot be written: %s", lxw_strerror(b.error));
}
