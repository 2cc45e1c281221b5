/* Vega-Lite 5: one layer per kind of mark, the data inline in long form. */
#include <math.h>
#include <string.h>

#include "report/svg_priv.h"

static void put_member(koh_buffer *buffer, const char *key, const char *text)
{
    koh__buffer_json(buffer, key);
    koh__buffer_text(buffer, ": ");
    koh__buffer_json(buffer, text);
}

static void put_value(koh_buffer *buffer, double value)
{
    if (isnan(value)) {
        koh__buffer_text(buffer, "null");
    } else {
        koh__buffer_number(buffer, value);
    }
}

/* Rows {panel, x, series, value}; men to the left are below 0. */
static void put_data(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "  \"data\": {\"values\": [");
    int first = 1;
    for (size_t p = 0; p < figure->n_panels; p++) {
        const koh_chapter_table *table = figure->panels[p].table;
        for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
            const koh_chapter_row *row = &table->rows[i / table->n_columns];
            size_t c = i % table->n_columns;
            double value = row->cells[c].value;
            koh__buffer_text(buffer, first ? "\n    {" : ",\n    {");
            first = 0;
            if (table->title != NULL) {
                put_member(buffer, "panel", table->title);
                koh__buffer_text(buffer, ", ");
            }
            if (figure->is_pyramid || figure->is_bars) {
                put_member(buffer, "x", row->label);
            } else {
                koh__buffer_text(buffer, "\"x\": ");
                koh__buffer_int(buffer, row->year);
            }
            koh__buffer_text(buffer, ", ");
            put_member(buffer, "series", table->heads[c].text);
            koh__buffer_text(buffer, ", \"value\": ");
            put_value(buffer, figure->is_pyramid && c % 2 == 0 ? -value : value);
            koh__buffer_char(buffer, '}');
        }
    }
    koh__buffer_text(buffer, "\n  ]},\n");
}

/* A list of the names of the columns with a mark, for a filter and for the order of colours. */
static size_t put_names(const koh_chapter_panel *panel, koh_chapter_mark mark, koh_buffer *buffer)
{
    size_t n = 0;
    koh__buffer_char(buffer, '[');
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        if (panel->marks[c] == mark) {
            koh__buffer_text(buffer, n++ > 0 ? ", " : "");
            koh__buffer_json(buffer, panel->table->heads[c].text);
        }
    }
    koh__buffer_char(buffer, ']');
    return n;
}

static void put_axes(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    if (figure->is_pyramid) {
        koh__buffer_text(buffer, "\"x\": {\"field\": \"value\", \"type\": \"quantitative\", \"stack\": null, "
                                 "\"axis\": {\"labelExpr\": \"format(abs(datum.value), 'd')\"}, ");
        put_member(buffer, "title", figure->unit);
        koh__buffer_text(buffer, "}, \"y\": {\"field\": \"x\", \"type\": \"ordinal\", \"sort\": null, "
                                 "\"scale\": {\"reverse\": true}, ");
    } else if (figure->is_bars) {
        koh__buffer_text(buffer, "\"x\": {\"field\": \"value\", \"type\": \"quantitative\", \"scale\": {\"zero\": ");
        koh__buffer_text(buffer, figure->is_from_zero ? "true}, " : "false}, ");
        put_member(buffer, "title", figure->unit);
        koh__buffer_text(buffer, "}, \"y\": {\"field\": \"x\", \"type\": \"nominal\", \"sort\": null, ");
    } else {
        koh__buffer_text(buffer, "\"y\": {\"field\": \"value\", \"type\": \"quantitative\", \"scale\": {\"zero\": ");
        koh__buffer_text(buffer, figure->is_from_zero ? "true}, " : "false}, ");
        put_member(buffer, "title", figure->unit);
        koh__buffer_text(buffer, "}, \"x\": {\"field\": \"x\", \"type\": \"quantitative\", "
                                 "\"scale\": {\"zero\": false, \"nice\": false}, \"axis\": {\"format\": \"d\"}, ");
    }
    put_member(buffer, "title", figure->axis);
    koh__buffer_char(buffer, '}');
}

/* Colours and dashes by name, so that neither alone tells the series. */
static void put_scales(const koh_chapter_panel *panel, koh_chapter_mark mark, koh_buffer *buffer)
{
    koh__buffer_text(buffer, ", \"color\": {\"field\": \"series\", \"title\": null, \"scale\": {\"domain\": ");
    size_t n = put_names(panel, mark, buffer);
    koh__buffer_text(buffer, ", \"range\": [");
    for (size_t i = 0; i < n; i++) {
        koh__buffer_text(buffer, i > 0 ? ", " : "");
        koh__buffer_json(buffer, mark == KOH_MARK_STEP ? "#162327" : koh__svg_colour(i));
    }
    koh__buffer_text(buffer, "]}}");
    if (mark != KOH_MARK_LINE) {
        return;
    }
    static const char *const dashes[] = { "[1, 0]", "[8, 4]", "[2, 3]", "[10, 3, 2, 3]", "[5, 2]" };
    koh__buffer_text(buffer, ", \"strokeDash\": {\"field\": \"series\", \"title\": null, \"scale\": {\"domain\": ");
    (void) put_names(panel, mark, buffer);
    koh__buffer_text(buffer, ", \"range\": [");
    for (size_t i = 0; i < n; i++) {
        koh__buffer_text(buffer, i > 0 ? ", " : "");
        koh__buffer_text(buffer, dashes[i % 5]);
    }
    koh__buffer_text(buffer, "]}}");
}

/* A layer, if any column has the mark. */
static int put_layer(const koh_chapter_figure *figure, koh_chapter_mark mark, int first, koh_buffer *buffer)
{
    static const char *const marks[] = {
        [KOH_MARK_LINE] = "{\"type\": \"line\", \"strokeWidth\": 2}",
        [KOH_MARK_STEP] = "{\"type\": \"line\", \"interpolate\": \"step-after\", \"strokeWidth\": 3}",
        [KOH_MARK_BAR] = "{\"type\": \"bar\", \"opacity\": 0.75}",
        [KOH_MARK_OUTLINE] = "{\"type\": \"bar\", \"filled\": false, \"stroke\": \"#162327\"}",
        [KOH_MARK_SPAN] = "{\"type\": \"line\", \"strokeWidth\": 12, \"color\": \"#0F2080\"}",
        [KOH_MARK_EDGE] = "{\"type\": \"line\", \"strokeWidth\": 1, \"strokeDash\": [1, 2], \"color\": \"#274247\"}"
    };
    const koh_chapter_panel *panel = &figure->panels[0];
    size_t c = 0;
    while (c < panel->table->n_columns && panel->marks[c] != mark) {
        c++;
    }
    if (c == panel->table->n_columns) {
        return first;
    }
    koh__buffer_format(buffer,
                       "%s{\"transform\": [{\"filter\": {\"field\": \"series\", \"oneOf\": ", first ? "" : ",\n    ");
    (void) put_names(panel, mark, buffer);
    koh__buffer_format(buffer, "}}], \"mark\": %s, \"encoding\": {", marks[mark]);
    put_axes(figure, buffer);
    if (mark == KOH_MARK_SPAN) { /* a stroke from the lower to the upper end of each row */
        koh__buffer_text(buffer, ", \"detail\": {\"field\": \"x\"}");
    } else if (mark != KOH_MARK_OUTLINE && mark != KOH_MARK_EDGE) {
        put_scales(panel, mark, buffer);
        koh__buffer_text(buffer, figure->is_bars ? ", \"yOffset\": {\"field\": \"series\"}" : "");
    } else {
        koh__buffer_text(buffer, ", \"detail\": {\"field\": \"series\"}");
    }
    koh__buffer_text(buffer, "}}");
    return 0;
}

void koh__vega_write(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    int has_panels = figure->n_panels > 1, first = 1;
    koh__buffer_text(buffer, "{\n  \"$schema\": \"https://vega.github.io/schema/vega-lite/v5.json\",\n  \"title\": {");
    put_member(buffer, "text", figure->title);
    koh__buffer_text(buffer, ", ");
    koh_buffer source = { 0 };
    koh__buffer_format(&source, "%s: %s", koh__label(KOH_LABEL_SOURCE, chapter->language), figure->source);
    koh__buffer_char(&source, '\0');
    put_member(buffer, "subtitle", source.failed ? "" : source.data);
    buffer->failed |= source.failed;
    koh__buffer_free(&source);
    koh__buffer_text(buffer, "},\n  ");
    put_member(buffer, "description", figure->what);
    koh__buffer_text(buffer, ",\n");
    put_data(figure, buffer);
    if (has_panels) {
        koh__buffer_text(
            buffer, "  \"facet\": {\"field\": \"panel\", \"type\": \"nominal\", \"title\": null, \"sort\": null},\n"
                    "  \"columns\": 2,\n  \"resolve\": {\"scale\": {\"y\": \"independent\"}},\n  \"spec\": {");
    } else {
        koh__buffer_text(buffer, "  ");
    }
    koh__buffer_text(
        buffer,
        "\"width\": 520, \"height\": 300, \"resolve\": {\"scale\": {\"color\": \"independent\"}}, \"layer\": [\n    ");
    for (int mark = KOH_MARK_LINE; mark <= KOH_MARK_SPAN; mark++) {
        first = put_layer(figure, (koh_chapter_mark) mark, first, buffer);
    }
    koh__buffer_text(buffer, has_panels ? "\n  ]}\n}\n" : "\n  ]\n}\n");
}
