/* Vega-Lite 6: a figure as a specification that stands alone, its data inline in long form. */
#include <math.h>
#include <string.h>

#include "core/language_priv.h"
#include "report/vega_priv.h"

void koh__vega_member(koh_buffer *buffer, const char *key, const char *text)
{
    koh__buffer_json(buffer, key);
    koh__buffer_text(buffer, ": ");
    koh__buffer_json(buffer, text);
}

/* A name that no other of its kind has: what stands for the second of two alike has its number behind it. */
static void put_name(const char *name, size_t n_alike, koh_buffer *buffer)
{
    koh_buffer text = { 0 };
    koh__buffer_text(&text, name);
    if (n_alike > 0) {
        koh__buffer_format(&text, " (%zu)", n_alike + 1);
    }
    koh__buffer_char(&text, '\0');
    koh__buffer_json(buffer, text.failed ? "" : text.data);
    buffer->failed |= text.failed;
    koh__buffer_free(&text);
}

/* 1 or 0, to be counted. */
static size_t is_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

void koh__vega_series(const koh_chapter_table *table, size_t column, koh_buffer *buffer)
{
    size_t n_alike = 0;
    for (size_t c = 0; c < column; c++) {
        n_alike += is_same(table->heads[c].text, table->heads[column].text);
    }
    put_name(table->heads[column].text, n_alike, buffer);
}

static void put_row_name(const koh_chapter_table *table, size_t row, koh_buffer *buffer)
{
    size_t n_alike = 0;
    for (size_t r = 0; r < row; r++) {
        n_alike += is_same(table->rows[r].label, table->rows[row].label);
    }
    put_name(table->rows[row].label, n_alike, buffer);
}

static void put_panel_name(const koh_chapter_figure *figure, size_t panel, koh_buffer *buffer)
{
    size_t n_alike = 0;
    const char *title = figure->panels[panel].table->title;
    for (size_t p = 0; p < panel; p++) {
        n_alike += is_same(figure->panels[p].table->title, title);
    }
    put_name(title, n_alike, buffer);
}

/* Lines of a text, broken between words: a picture has no room for long ones. What goes beyond the last line is cut. */
static void put_lines(const char *text, int is_first, koh_buffer *buffer)
{
    enum { BYTES = 88, LINES = 4 };
    char line[BYTES + sizeof "\xE2\x80\xA6"];
    size_t left = strlen(text);
    for (size_t i = 0; i < LINES && left > 0; i++) {
        size_t length = koh__utf8_cut(text, left, BYTES), room = length;
        while (length < left && length > 0 && text[length] != ' ') {
            length--;
        }
        length = length > 0 ? length : room;
        memcpy(line, text, length);
        line[length] = '\0';
        text += length + (text[length] == ' ');
        left = strlen(text);
        if (i + 1 == LINES && left > 0) {
            memcpy(line + length, "\xE2\x80\xA6", sizeof "\xE2\x80\xA6");
        }
        koh__buffer_text(buffer, is_first && i == 0 ? "" : ", ");
        koh__buffer_json(buffer, line);
    }
}

static void put_title(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    koh_buffer source = { 0 };
    koh__buffer_format(&source, "%s: %s", koh__label(KOH_LABEL_SOURCE, chapter->language), figure->source);
    koh__buffer_char(&source, '\0');
    koh__buffer_text(buffer, "\"title\": {\"text\": [");
    put_lines(figure->title, 1, buffer);
    koh__buffer_text(buffer, "], \"subtitle\": [");
    put_lines(source.failed ? "" : source.data, 1, buffer);
    put_lines(chapter->mark, 0, buffer);
    koh__buffer_text(buffer, "]}");
    buffer->failed |= source.failed;
    koh__buffer_free(&source);
}

/* A number with three decimals more than it is told with: more than an eye can see. */
static void put_value(double value, int decimals, koh_buffer *buffer)
{
    enum { MORE = 3 };
    char digits[KOH_NUMBER_SIZE];
    if (isnan(value)) {
        koh__buffer_text(buffer, "null");
        return;
    }
    size_t length = koh__number_write_fixed(value, (decimals > 0 ? decimals : 0) + MORE, digits);
    while (digits[length - 1] == '0') {
        length--;
    }
    koh__buffer_bytes(buffer, digits, length - (digits[length - 1] == '.'));
}

/* Rows {panel, x, series, value}. */
static void put_rows(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    int first = 1;
    for (size_t p = 0; p < figure->n_panels; p++) {
        const koh_chapter_table *table = figure->panels[p].table;
        for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
            const koh_chapter_row *row = &table->rows[i / table->n_columns];
            size_t c = i % table->n_columns;
            koh__buffer_text(buffer, first ? "\n    {" : ",\n    {");
            first = 0;
            if (table->title != NULL) {
                koh__buffer_text(buffer, "\"panel\": ");
                put_panel_name(figure, p, buffer);
                koh__buffer_text(buffer, ", ");
            }
            koh__buffer_text(buffer, "\"x\": ");
            if (figure->is_bars) {
                put_row_name(table, i / table->n_columns, buffer);
            } else {
                koh__buffer_int(buffer, row->year);
            }
            koh__buffer_text(buffer, ", \"series\": ");
            koh__vega_series(table, c, buffer);
            koh__buffer_text(buffer, ", \"value\": ");
            put_value(row->cells[c].value, row->cells[c].decimals, buffer);
            koh__buffer_char(buffer, '}');
        }
    }
}

/* Rows {x, series, year, value} of a pyramid; men to the left are below 0. */
static void put_people(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const koh_chapter_table *table = figure->panels[0].table;
    for (size_t i = 0; i < figure->n_years * table->n_rows * 2; i++) {
        koh__buffer_text(buffer, i == 0 ? "\n    {" : ",\n    {");
        koh__vega_member(buffer, "x", table->rows[i / 2 % table->n_rows].label);
        koh__buffer_text(buffer, ", ");
        koh__vega_member(buffer, "series", figure->sides[i % 2]);
        koh__buffer_format(buffer, ", \"year\": %d, \"value\": ", chapter->base_year + (int) (i / 2 / table->n_rows));
        put_value(i % 2 == 0 ? -figure->years[i] : figure->years[i], 0, buffer);
        koh__buffer_char(buffer, '}');
    }
}

/* What a reader can change: the year of a pyramid, and where lines are read. */
static void put_parameters(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    if (figure->is_pyramid) {
        int last = chapter->base_year + (int) figure->n_years - 1;
        koh__buffer_format(buffer,
                           "  \"params\": [{\"name\": \"year\", \"value\": %d, \"bind\": {\"input\": \"range\", "
                           "\"min\": %d, \"max\": %d, \"step\": 1}}],\n",
                           last, chapter->base_year, last);
    } else if (!figure->is_bars) {
        koh__buffer_text(buffer, "  \"params\": [{\"name\": \"at\", \"value\": null}],\n");
    }
}

int koh__vega_decimals(const koh_chapter_figure *figure)
{
    int most = 0;
    for (size_t p = 0; p < figure->n_panels; p++) {
        const koh_chapter_table *table = figure->panels[p].table;
        for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
            const int decimals = table->rows[i / table->n_columns].cells[i % table->n_columns].decimals;
            most = decimals > most ? decimals : most;
        }
    }
    return most;
}

/* Letters, lines and numbers as the page has them. */
static void put_config(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    static const char *const locales[] = {
        "{\"decimal\": \",\", \"thousands\": \"\\u00a0\", \"grouping\": [3], \"currency\": [\"\", \"\\u00a0kr\"], "
        "\"minus\": \"\\u2212\"}",
        "{\"decimal\": \".\", \"thousands\": \",\", \"grouping\": [3], \"currency\": [\"NOK\\u00a0\", \"\"], "
        "\"minus\": \"\\u2212\"}"
    };
    koh__buffer_format(buffer, "  \"config\": {\"locale\": {\"number\": %s},\n",
                       locales[koh__writes_english(chapter->language)]);
    koh__buffer_text(
        buffer,
        "    \"font\": \"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\", \"background\": \"#ffffff\", \"aria\": "
        "false,\n"
        "    \"axis\": {\"labelFontSize\": 13, \"titleFontSize\": 13, \"titleFontWeight\": \"normal\", \"labelColor\": "
        "\"#162327\", \"titleColor\": \"#162327\", \"gridColor\": \"#C3DCDC\", \"domainColor\": \"#274247\", "
        "\"tickColor\": \"#274247\", \"labelLimit\": 340},\n"
        "    \"legend\": {\"orient\": \"top\", \"direction\": \"vertical\", \"title\": null, \"labelFontSize\": 13, "
        "\"labelLimit\": 580, \"symbolSize\": 260, \"symbolStrokeWidth\": 2.5, \"labelColor\": \"#162327\"},\n"
        "    \"header\": {\"labelFontSize\": 13, \"labelFontWeight\": \"bold\", \"labelColor\": \"#162327\", "
        "\"labelLimit\": 320},\n"
        "    \"title\": {\"anchor\": \"start\", \"fontSize\": 15, \"subtitleFontSize\": 11, \"color\": \"#162327\", "
        "\"subtitleColor\": \"#274247\", \"frame\": \"group\", \"offset\": 12},\n");
    koh__buffer_format(buffer, "    \"view\": {\"stroke\": null}, \"numberFormat\": \",.%df\"},\n",
                       koh__vega_decimals(figure));
}

void koh__vega_write(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const char *form = figure->is_pyramid ? "pyramid" : figure->is_bars ? "bars" : "lines";
    int has_panels = figure->n_panels > 1;
    koh__buffer_text(buffer, "{\n  \"$schema\": \"https://vega.github.io/schema/vega-lite/v6.json\",\n  ");
    put_title(chapter, figure, buffer);
    koh__buffer_text(buffer, ",\n  ");
    koh__vega_member(buffer, "description", figure->what);
    koh__buffer_format(buffer, ",\n  \"usermeta\": {\"form\": \"%s\", \"decimals\": %d},\n", form,
                       koh__vega_decimals(figure));
    put_config(chapter, figure, buffer);
    put_parameters(chapter, figure, buffer);
    koh__buffer_text(buffer, "  \"data\": {\"values\": [");
    if (figure->is_pyramid) {
        put_people(chapter, figure, buffer);
    } else {
        put_rows(figure, buffer);
    }
    koh__buffer_text(buffer, "\n  ]},\n");
    if (has_panels) {
        koh__buffer_format(
            buffer,
            "  \"facet\": {\"field\": \"panel\", \"type\": \"nominal\", \"title\": null, \"sort\": null},\n"
            "  \"columns\": %d,\n  \"resolve\": {\"scale\": {\"x\": \"%s\", \"y\": \"independent\"}},\n"
            "  \"spec\": {",
            figure->is_bars ? 1 : 2, figure->is_bars ? "independent" : "shared");
    } else {
        koh__buffer_text(buffer, "  ");
    }
    koh__buffer_format(buffer,
                       "\"width\": %d, \"height\": %s, "
                       "\"layer\": [\n    ",
                       figure->is_bars ? 400
                       : has_panels    ? 270
                                       : 600,
                       figure->is_pyramid ? "{\"step\": 17}"
                       : figure->is_bars  ? "{\"step\": 17}"
                       : has_panels       ? "190"
                                          : "300");
    koh__vega_layers(figure, buffer);
    koh__buffer_text(buffer, has_panels ? "\n  ]}\n}\n" : "\n  ]\n}\n");
}
