/* A population pyramid: men to the left, women to the right, the later year filled, the base year as an outline. */
#include <math.h>

#include "report/svg_priv.h"

enum { ROW = 17, TOP = 58, MIDDLE = 96, MARGIN = 16 };

typedef struct plot {
    double half, bottom; /* width of one side, y of the axis */
    koh_svg_scale scale;
} plot;

static double x_of(const plot *p, size_t side, double value)
{
    double centre = KOH_SVG_WIDTH / 2.0, length = value / p->scale.most * p->half;
    return side == 0 ? centre - MIDDLE / 2.0 - length : centre + MIDDLE / 2.0 + length;
}

static void draw_bar(const plot *p, const koh_chapter_row *row, size_t r, size_t c, koh_buffer *buffer)
{
    size_t side = c % 2;
    double value = row->cells[c].value, from = x_of(p, side, 0), to = x_of(p, side, value);
    if (isnan(value)) {
        return;
    }
    koh__buffer_format(buffer, "<rect class=\"%s\"", c < 2 ? (side == 0 ? "men" : "women") : "outline");
    koh__svg_number(buffer, "x", from < to ? from : to);
    koh__svg_number(buffer, "y", p->bottom - (double) (r + 1) * ROW + 1.5);
    koh__svg_number(buffer, "width", fabs(to - from));
    koh__svg_number(buffer, "height", ROW - 3);
    koh__buffer_text(buffer, "/>");
}

static void draw_axes(const koh_chapter *chapter, const koh_chapter_figure *figure, const plot *p, koh_buffer *buffer)
{
    char text[KOH_NUMBER_TEXT];
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i <= koh__svg_ticks(p->scale); i++) {
            double x = x_of(p, side, (double) i * p->scale.step);
            koh__svg_line(buffer, x, TOP, x, p->bottom, "grid");
            koh__svg_tick_text(chapter, p->scale, i, text);
            koh__svg_text(buffer, x, p->bottom + 16, "middle", text);
        }
        koh__svg_text(buffer, x_of(p, side, p->scale.most / 2), p->bottom + 34, "middle", figure->unit);
    }
}

/* What the filled bars and the outlines are. */
static void draw_legend(const koh_chapter_table *table, koh_buffer *buffer)
{
    static const char *const classes[] = { "men", "women", "outline", "outline" };
    for (size_t c = 0; c < 4; c++) {
        size_t below = c / 2;
        double x = c % 2 == 0 ? 120 : KOH_SVG_WIDTH / 2.0 + MIDDLE / 2.0 + 60, y = 12 + (double) below * 20;
        koh__buffer_format(buffer, "<rect class=\"%s\"", classes[c]);
        koh__svg_number(buffer, "x", x);
        koh__svg_number(buffer, "y", y);
        koh__buffer_text(buffer, " width=\"22\" height=\"12\"/>");
        koh__svg_text(buffer, x + 30, y + 11, "start", table->heads[c].text);
    }
}

/* One scale for all years that can be shown. */
static plot plot_of(const koh_chapter_figure *figure)
{
    const koh_chapter_table *table = figure->panels[0].table;
    double largest = 0;
    for (size_t i = 0; i < 4 * table->n_rows; i++) {
        largest = fmax(largest, table->rows[i / 4].cells[i % 4].value);
    }
    for (size_t i = 0; i < figure->n_years * 2 * table->n_rows; i++) {
        largest = fmax(largest, figure->years[i]);
    }
    return (plot){ (KOH_SVG_WIDTH - MIDDLE) / 2.0 - MARGIN, TOP + (double) table->n_rows * ROW,
                   koh__svg_scale(largest) };
}

void koh__svg_pyramid_scale(const koh_chapter_figure *figure, double zero[2], double *scale)
{
    const plot p = plot_of(figure);
    zero[0] = x_of(&p, 0, 0);
    zero[1] = x_of(&p, 1, 0);
    *scale = p.half / p.scale.most;
}

void koh__svg_pyramid(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const koh_chapter_table *table = figure->panels[0].table;
    const plot p = plot_of(figure);
    koh__svg_begin(figure, p.bottom + 42, buffer);
    draw_axes(chapter, figure, &p, buffer);
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < 4; c++) {
            draw_bar(&p, &table->rows[r], r, c, buffer);
        }
        koh__svg_text(buffer, KOH_SVG_WIDTH / 2.0, p.bottom - (double) r * ROW - 4.5, "middle", table->rows[r].label);
    }
    draw_legend(table, buffer);
    koh__buffer_text(buffer, "</svg>\n");
}
