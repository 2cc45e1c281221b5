/* The layers of a specification: one for each kind of mark, one that is pointed at, one where lines are read. */
#include <string.h>

#include "report/vega_priv.h"

static size_t count(const koh_chapter_panel *panel, koh_chapter_mark mark)
{
    size_t n = 0;
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        n += panel->marks[c] == mark;
    }
    return n;
}

/* Names of the columns with a mark, for a filter and for the order of colours. */
static void put_names(const koh_chapter_panel *panel, koh_chapter_mark mark, koh_buffer *buffer)
{
    size_t n = 0;
    koh__buffer_char(buffer, '[');
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        if (panel->marks[c] == mark) {
            koh__buffer_text(buffer, n++ > 0 ? ", " : "");
            koh__vega_series(panel->table, c, buffer);
        }
    }
    koh__buffer_char(buffer, ']');
}

/* {"transform": [rows of the columns with the mark */
static void begin_layer(const koh_chapter_panel *panel, koh_chapter_mark mark, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "{\"transform\": [{\"filter\": {\"field\": \"series\", \"oneOf\": ");
    put_names(panel, mark, buffer);
    koh__buffer_text(buffer, "}}");
}

/* The years or weeks below, from the first to the last. */
static void put_x(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    koh__buffer_text(
        buffer,
        "\"x\": {\"field\": \"x\", \"type\": \"quantitative\", \"scale\": {\"zero\": false, "
        "\"nice\": false}, \"axis\": {\"format\": \"d\", \"tickMinStep\": 1, \"tickCount\": 5, \"grid\": false}, ");
    koh__vega_member(buffer, "title", figure->axis);
    koh__buffer_char(buffer, '}');
}

static void put_y(const koh_chapter_figure *figure, const char *field, koh_buffer *buffer)
{
    koh__buffer_format(buffer,
                       "\"y\": {\"field\": \"%s\", \"type\": \"quantitative\", \"scale\": {\"zero\": %s}, "
                       "\"axis\": {\"tickCount\": 6, \"format\": \",~f\"}, ",
                       field, figure->is_from_zero ? "true" : "false");
    koh__vega_member(buffer, "title", figure->unit);
    koh__buffer_char(buffer, '}');
}

/* , "color": {...}: all series of a figure, so that its layers and panels have one legend. */
static void put_scale(const koh_chapter_panel *panel, const char *channel, const char *(*look)(size_t),
                      const char *look_of_step, koh_buffer *buffer)
{
    const koh_chapter_table *table = panel->table;
    size_t n = 0, lines = 0;
    koh__buffer_format(buffer, ", \"%s\": {\"field\": \"series\", \"scale\": {\"domain\": [", channel);
    for (size_t c = 0; c < table->n_columns; c++) {
        if (panel->marks[c] != KOH_MARK_EDGE) {
            koh__buffer_text(buffer, n++ > 0 ? ", " : "");
            koh__vega_series(table, c, buffer);
        }
    }
    koh__buffer_text(buffer, "], \"range\": [");
    for (size_t c = n = 0; c < table->n_columns; c++) {
        if (panel->marks[c] != KOH_MARK_EDGE) {
            koh__buffer_format(buffer, "%s%s", n++ > 0 ? ", " : "",
                               panel->marks[c] == KOH_MARK_STEP ? look_of_step : look(lines++));
        }
    }
    koh__buffer_text(buffer, "]}");
    if (n == 1 && panel->marks[0] == KOH_MARK_BAR) {
        koh__buffer_text(buffer, ", \"legend\": null");
    }
    koh__buffer_char(buffer, '}');
}

static const char *colour(size_t i)
{
    static const char *const colours[] = { "\"#0F2080\"", "\"#1A9D49\"", "\"#A3136C\"", "\"#C78800\"", "\"#075745\"" };
    return colours[i % 5];
}

static const char *dashes(size_t i)
{
    static const char *const lengths[] = { "[1, 0]", "[8, 4]", "[2, 3]", "[10, 3, 2, 3]", "[5, 2]" };
    return lengths[i % 5];
}

/* Colours and, of lines, dashes by name, so that neither alone tells the series. */
static void put_scales(const koh_chapter_panel *panel, koh_buffer *buffer)
{
    put_scale(panel, "color", colour, "\"#162327\"", buffer);
    if (panel->marks[0] != KOH_MARK_BAR) {
        put_scale(panel, "strokeDash", dashes, "[1, 0]", buffer);
    }
}

/* A text as an expression: a literal in quotes. */
static void put_literal(const char *text, koh_buffer *buffer)
{
    koh_buffer literal = { 0 };
    koh__buffer_json(&literal, text);
    koh__buffer_char(&literal, '\0');
    koh__buffer_json(buffer, literal.failed ? "" : literal.data);
    buffer->failed |= literal.failed;
    koh__buffer_free(&literal);
}

/* The range between the edges of the draws, or between all lines, with its name in the legend. */
static void put_band(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const koh_chapter_panel *panel = &figure->panels[0];
    if (panel->band == NULL) {
        return;
    }
    begin_layer(panel, count(panel, KOH_MARK_EDGE) > 0 ? KOH_MARK_EDGE : KOH_MARK_LINE, buffer);
    koh__buffer_text(buffer, ", {\"filter\": \"isValid(datum.value)\"}, {\"aggregate\": [{\"op\": \"min\", \"field\": "
                             "\"value\", \"as\": \"low\"}, {\"op\": \"max\", \"field\": \"value\", \"as\": \"high\"}], "
                             "\"groupby\": [\"x\"]}, {\"as\": \"band\", \"calculate\": ");
    put_literal(panel->band, buffer);
    koh__buffer_text(buffer, "}],\n     \"mark\": {\"type\": \"area\", \"opacity\": 0.65}, \"encoding\": {");
    put_x(figure, buffer);
    koh__buffer_text(buffer, ", ");
    put_y(figure, "low", buffer);
    koh__buffer_text(buffer, ", \"y2\": {\"field\": \"high\"}, \"fill\": {\"field\": \"band\", \"type\": \"nominal\", "
                             "\"scale\": {\"range\": [\"#C3DCDC\"]}, \"legend\": {\"orient\": \"bottom\", "
                             "\"symbolType\": \"square\"}}}},\n    ");
}

static void put_line(const koh_chapter_figure *figure, koh_chapter_mark mark, koh_buffer *buffer)
{
    const koh_chapter_panel *panel = &figure->panels[0];
    if (count(panel, mark) == 0) {
        return;
    }
    begin_layer(panel, mark, buffer);
    koh__buffer_format(buffer, "],\n     \"mark\": {\"type\": \"line\", %s}, \"encoding\": {",
                       mark == KOH_MARK_STEP ? "\"interpolate\": \"step-after\", \"strokeWidth\": 3"
                                             : "\"strokeWidth\": 2.4");
    put_x(figure, buffer);
    koh__buffer_text(buffer, ", ");
    put_y(figure, "value", buffer);
    put_scales(panel, buffer);
    koh__buffer_text(buffer, "}},\n    ");
}

/* Strips from year to year that are pointed at, and the line where the figure is read. */
static void put_reading(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const size_t years = figure->panels[0].table->n_rows;
    const int is_panel = figure->n_panels > 1;
    const char *by = is_panel ? "\"panel\", \"x\"" : "\"x\"";
    koh__buffer_format(buffer,
                       "{\"transform\": [{\"pivot\": \"series\", \"value\": \"value\", \"groupby\": [%s]}],\n"
                       "     \"mark\": {\"type\": \"rule\", \"strokeWidth\": %d, \"opacity\": 0, \"tooltip\": "
                       "{\"content\": \"data\"}}, \"encoding\": {",
                       by, (is_panel ? KOH_VEGA_PANEL : KOH_VEGA_WIDTH) / (int) (years > 1 ? years - 1 : 1) + 1);
    put_x(figure, buffer);
    koh__buffer_format(buffer,
                       "}},\n    {\"transform\": [{\"aggregate\": [], \"groupby\": [%s]}],\n"
                       "     \"mark\": {\"type\": \"rule\", \"strokeWidth\": 1.5, \"color\": \"#162327\"}, "
                       "\"encoding\": {\"opacity\": {\"condition\": {\"test\": \"datum.x == at\", \"value\": 1}, "
                       "\"value\": 0}, ",
                       by);
    put_x(figure, buffer);
    koh__buffer_text(buffer, "}}");
}

static void put_lines(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    put_band(figure, buffer);
    put_line(figure, KOH_MARK_LINE, buffer);
    put_line(figure, KOH_MARK_STEP, buffer);
    put_reading(figure, buffer);
}

static void put_row_axis(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "\"y\": {\"field\": \"x\", \"type\": \"nominal\", \"sort\": null, ");
    koh__vega_member(buffer, "title", figure->axis);
    koh__buffer_text(buffer, ", \"axis\": {\"title\": null}}");
}

static void put_spans(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    begin_layer(&figure->panels[0], KOH_MARK_SPAN, buffer);
    koh__buffer_format(buffer,
                       ", {\"filter\": \"isValid(datum.value)\"}, {\"aggregate\": [{\"op\": \"min\", \"field\": "
                       "\"value\", \"as\": \"low\"}, {\"op\": \"max\", \"field\": \"value\", \"as\": \"high\"}], "
                       "\"groupby\": [%s\"x\"]}],\n     \"mark\": {\"type\": \"bar\", \"color\": \"%s\", \"tooltip\": "
                       "{\"content\": \"data\"}}, \"encoding\": {\"x\": {\"field\": \"low\", \"type\": "
                       "\"quantitative\", \"scale\": {\"zero\": false}, \"axis\": {\"format\": \",~f\"}, ",
                       figure->n_panels > 1 ? "\"panel\", " : "", koh__svg_colour(0));
    koh__vega_member(buffer, "title", figure->unit);
    koh__buffer_text(buffer, "}, \"x2\": {\"field\": \"high\"}, ");
    put_row_axis(figure, buffer);
    koh__buffer_text(buffer, "}}");
}

static void put_bars(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    static const char *const marks[] = {
        "{\"type\": \"bar\", \"tooltip\": {\"content\": \"data\"}}",
        "{\"type\": \"text\", \"fontSize\": 13, \"align\": {\"expr\": \"datum.value < 0 ? 'right' : 'left'\"}, \"dx\": "
        "{\"expr\": \"datum.value < 0 ? -4 : 4\"}}"
    };
    const koh_chapter_panel *panel = &figure->panels[0];
    for (size_t i = 0; i < 2; i++) {
        begin_layer(panel, KOH_MARK_BAR, buffer);
        koh__buffer_format(buffer,
                           "],\n     \"mark\": %s, \"encoding\": {\"x\": {\"field\": \"value\", \"type\": "
                           "\"quantitative\", \"axis\": {\"format\": \",~f\"}, ",
                           marks[i]);
        koh__vega_member(buffer, "title", figure->unit);
        koh__buffer_text(buffer, "}, ");
        put_row_axis(figure, buffer);
        if (count(panel, KOH_MARK_BAR) > 1) {
            koh__buffer_text(buffer, ", \"yOffset\": {\"field\": \"series\", \"sort\": ");
            put_names(panel, KOH_MARK_BAR, buffer);
            koh__buffer_char(buffer, '}');
        }
        if (i == 0) {
            put_scales(panel, buffer);
            koh__buffer_text(buffer, "}},\n    ");
        } else {
            koh__buffer_format(buffer,
                               ", \"text\": {\"field\": \"value\", \"type\": \"quantitative\", \"format\": "
                               "\",.%df\"}}}",
                               koh__vega_decimals(figure));
        }
    }
}

static void put_pyramid(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const char *const axes =
        "\"x\": {\"field\": \"value\", \"type\": \"quantitative\", \"stack\": null, \"axis\": {\"labelExpr\": "
        "\"format(abs(datum.value), ',~f')\"}, \"title\": ";
    for (size_t i = 0; i < 2; i++) {
        koh__buffer_format(
            buffer,
            "%s{\"transform\": [{\"filter\": \"datum.year == %s\"}],\n     \"mark\": {\"type\": \"bar\", %s}, "
            "\"encoding\": {%s",
            i == 0 ? "" : ",\n    ", i == 0 ? "year" : figure->base,
            i == 0 ? "\"tooltip\": {\"content\": \"data\"}" : "\"fill\": null, \"strokeWidth\": 1.4", axes);
        koh__buffer_json(buffer, figure->unit);
        koh__buffer_text(
            buffer,
            "}, \"y\": {\"field\": \"x\", \"type\": \"ordinal\", \"sort\": null, \"scale\": {\"reverse\": true}, ");
        koh__vega_member(buffer, "title", figure->axis);
        koh__buffer_text(buffer, i == 0 ? "}, \"color\": {\"field\": \"series\", \"scale\": {\"domain\": ["
                                        : "}, \"stroke\": {");
        if (i == 0) {
            koh__buffer_json(buffer, figure->sides[0]);
            koh__buffer_text(buffer, ", ");
            koh__buffer_json(buffer, figure->sides[1]);
            koh__buffer_text(buffer, "], \"range\": [\"#7482BA\", \"#B8679C\"]}}}}");
        } else {
            koh__buffer_text(buffer,
                             "\"field\": \"year\", \"type\": \"nominal\", \"scale\": {\"range\": [\"#162327\"]}}}}");
        }
    }
}

void koh__vega_layers(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    if (figure->is_pyramid) {
        put_pyramid(figure, buffer);
    } else if (!figure->is_bars) {
        put_lines(figure, buffer);
    } else if (figure->panels[0].marks[0] == KOH_MARK_SPAN) {
        put_spans(figure, buffer);
    } else {
        put_bars(figure, buffer);
    }
}
