/* Horizontal bars: a label, and beside it a bar of each column from 0, or one span between two columns. */
#include <math.h>
#include <string.h>

#include "report/svg_priv.h"

enum {
    LABELS = 290,
    RIGHT = 70,
    BAR = 15,
    ROW_GAP = 9,
    TITLE_ROOM = 44,
    AXIS_ROOM = 44,
    LABEL_MOST = 38,
    LEGEND_ROW = 24
};

typedef struct plot {
    double from, to, step; /* of the axis */
    double top;
} plot;

static double x_of(const plot *p, double value)
{
    return LABELS + (value - p->from) / (p->to - p->from) * (KOH_SVG_WIDTH - LABELS - RIGHT);
}

static int is_span(const koh_chapter_panel *panel)
{
    return panel->marks[0] == KOH_MARK_SPAN;
}

/* Bars of one row, above one another. */
static size_t bars_of(const koh_chapter_panel *panel)
{
    return is_span(panel) ? 1 : panel->table->n_columns;
}

static double row_height(const koh_chapter_panel *panel)
{
    return (double) (bars_of(panel) * BAR + ROW_GAP);
}

static double height_of(const koh_chapter_panel *panel)
{
    return TITLE_ROOM + (double) panel->table->n_rows * row_height(panel) + AXIS_ROOM;
}

/* From 0, or for spans from somewhat below the least. */
static void set_axis(const koh_chapter_panel *panel, plot *p)
{
    const koh_chapter_table *table = panel->table;
    double least = is_span(panel) ? INFINITY : 0, most = is_span(panel) ? -INFINITY : 0;
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        const double value = table->rows[i / table->n_columns].cells[i % table->n_columns].value;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    p->step = koh__svg_scale(most > least ? most - least : 1).step;
    p->from = p->step * floor(least / p->step);
    p->to = p->step * ceil(most / p->step);
    if (!(p->to > p->from)) {
        p->to = p->from + p->step;
    }
}

static void draw_axis(const koh_chapter *chapter, const koh_chapter_figure *figure, const plot *p, double bottom,
                      koh_buffer *buffer)
{
    char text[KOH_NUMBER_TEXT];
    const size_t n = (size_t) ((p->to - p->from) / p->step + 0.5);
    for (size_t i = 0; i <= n; i++) {
        const double value = p->from + (double) i * p->step, x = x_of(p, value);
        koh__svg_line(buffer, x, p->top, x, bottom, fabs(value) < p->step / 2 ? "axis" : "grid");
        koh__number_text(value, p->step < 1 ? 1 : 0, chapter->language, text);
        koh__svg_text(buffer, x, bottom + 16, "middle", text);
    }
    koh__svg_text(buffer, KOH_SVG_WIDTH - RIGHT, bottom + 34, "end", figure->unit);
}

static void draw_bar(double x1, double x2, double y, size_t colour, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "<rect fill=\"%s\"", koh__svg_colour(colour));
    koh__svg_number(buffer, "x", fmin(x1, x2));
    koh__svg_number(buffer, "y", y);
    koh__svg_number(buffer, "width", fabs(x2 - x1));
    koh__svg_number(buffer, "height", BAR - 2);
    koh__buffer_text(buffer, "/>");
}

/* What does not fit is cut; the table has the whole. */
static void put_label(const char *label, double y, koh_buffer *buffer)
{
    char text[4 * LABEL_MOST + sizeof "\xE2\x80\xA6"];
    const size_t length = strlen(label), cut = koh__utf8_cut(label, length, 4 * LABEL_MOST);
    size_t at = 0, letters = 0;
    for (; at < cut && letters < LABEL_MOST; at++) {
        letters += ((unsigned char) label[at + 1] & 0xC0) != 0x80;
        text[at] = label[at];
    }
    text[at] = '\0';
    if (at < length) {
        strcpy(text + at, "\xE2\x80\xA6");
    }
    koh__svg_text(buffer, LABELS - 8, y, "end", text);
}

static void draw_row(const koh_chapter *chapter, const koh_chapter_panel *panel, const plot *p, size_t r,
                     koh_buffer *buffer)
{
    const koh_chapter_row *row = &panel->table->rows[r];
    const double y = p->top + (double) r * row_height(panel) + ROW_GAP / 2.0;
    char text[KOH_NUMBER_TEXT];
    put_label(row->label, y + (double) bars_of(panel) * BAR / 2.0 + 4, buffer);
    if (is_span(panel)) {
        if (!isnan(row->cells[0].value) && !isnan(row->cells[1].value)) {
            draw_bar(x_of(p, row->cells[0].value), x_of(p, row->cells[1].value), y, 0, buffer);
        }
        return;
    }
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        const double value = row->cells[c].value, bar = y + (double) (c * BAR);
        if (!isnan(value)) {
            draw_bar(x_of(p, 0), x_of(p, value), bar, c, buffer);
            koh__number_text(value, row->cells[c].decimals, chapter->language, text);
            koh__svg_text(buffer, fmax(x_of(p, value), x_of(p, 0)) + 5, bar + 11, "start", text);
        }
    }
}

static void draw_legend(const koh_chapter_table *table, koh_buffer *buffer)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const double x = LABELS + (double) c * (KOH_SVG_WIDTH - LABELS) / 2.0;
        draw_bar(x, x + 22, 6, c, buffer);
        koh__svg_text(buffer, x + 30, 18, "start", table->heads[c].text);
    }
}

void koh__svg_bars(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const int has_legend = !is_span(&figure->panels[0]) && figure->panels[0].table->n_columns > 1;
    double height = has_legend ? LEGEND_ROW : 0, top = height;
    for (size_t i = 0; i < figure->n_panels; i++) {
        height += height_of(&figure->panels[i]);
    }
    koh__svg_begin(figure, height, buffer);
    if (has_legend) {
        draw_legend(figure->panels[0].table, buffer);
    }
    for (size_t i = 0; i < figure->n_panels; i++) {
        const koh_chapter_panel *panel = &figure->panels[i];
        plot p = { .top = top + TITLE_ROOM };
        set_axis(panel, &p);
        if (panel->table->title != NULL) {
            koh__buffer_text(buffer, "<g class=\"panel\">");
            koh__svg_text(buffer, 8, top + TITLE_ROOM - 16, "start", panel->table->title);
            koh__buffer_text(buffer, "</g>");
        }
        draw_axis(chapter, figure, &p, p.top + (double) panel->table->n_rows * row_height(panel), buffer);
        for (size_t r = 0; r < panel->table->n_rows; r++) {
            draw_row(chapter, panel, &p, r, buffer);
        }
        top += height_of(panel);
    }
    koh__buffer_text(buffer, "</svg>\n");
}
