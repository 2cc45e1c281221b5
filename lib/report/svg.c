/* Line charts and step charts: one panel, or panels in two columns. Series differ by colour, dashes and a letter or a
 * name at their end; unknown years are gaps. */
#include "report/svg_priv.h"

#include <math.h>
#include <string.h>

enum { GAP = 56, LEGEND_ROW = 20, NAMES_MAX = 22, MARKS_MAX = 8, LETTER_SPACE = 14, MEETING = 5 };

/* One panel on the page: its plot from x, y (above) to x + width, y + height. */
typedef struct plot {
    const koh_chapter *chapter;
    const koh_chapter_figure *figure;
    const koh_chapter_panel *panel;
    double x, y, width, height;
    koh_svg_scale scale;
    int first, last, has_names, every; /* years; a name or a letter at the end; years between ticks */
} plot;

static double x_of(const plot *p, double year)
{
    return p->x + (year - p->first) / (double) (p->last > p->first ? p->last - p->first : 1) * p->width;
}

static double y_of(const plot *p, double value)
{
    return p->y + p->height * (1 - value / p->scale.most);
}

/* Colours are told among the lines; the steps are black. */
static size_t line_number(const koh_chapter_panel *panel, size_t c)
{
    size_t n = 0;
    for (size_t i = 0; i < c; i++) {
        n += panel->marks[i] == KOH_MARK_LINE;
    }
    return n;
}

static void put_style(const koh_chapter_panel *panel, size_t c, koh_buffer *buffer)
{
    if (panel->marks[c] == KOH_MARK_STEP) {
        koh__buffer_text(buffer, " class=\"step\"");
        return;
    }
    size_t i = line_number(panel, c);
    koh__buffer_format(buffer, " class=\"series\" stroke=\"%s\" stroke-dasharray=\"%s\"", koh__svg_colour(i),
                       koh__svg_dashes(i));
}

static void put_tenths(long tenths, koh_buffer *buffer)
{
    char digits[KOH_NUMBER_SIZE];
    koh__buffer_bytes(buffer, digits, koh__number_write_fixed((double) tenths / 10, tenths % 10 == 0 ? 0 : 1, digits));
}

/* The pen goes to a point, in whole tenths: moved (M), or drawing (l) and told by how far, which is half as long. */
static void put_point(long pen[2], char command, double x, double y, koh_buffer *buffer)
{
    const long to[2] = { lround(10 * x), lround(10 * y) };
    const long down = command == 'l' ? to[1] - pen[1] : to[1];
    koh__buffer_char(buffer, command);
    put_tenths(command == 'l' ? to[0] - pen[0] : to[0], buffer);
    koh__buffer_text(buffer, down < 0 ? "" : " ");
    put_tenths(down, buffer);
    pen[0] = to[0];
    pen[1] = to[1];
}

static void draw_series(const plot *p, size_t c, koh_buffer *buffer)
{
    const koh_chapter_table *table = p->panel->table;
    long pen[2] = { 0, 0 };
    int drawn = 0;
    double before = 0;
    koh__buffer_text(buffer, "<path");
    put_style(p->panel, c, buffer);
    koh__buffer_text(buffer, " d=\"");
    for (size_t r = 0; r < table->n_rows; r++) {
        double value = table->rows[r].cells[c].value, x = x_of(p, table->rows[r].year);
        if (isnan(value)) {
            drawn = 0;
            continue;
        }
        if (drawn && p->panel->marks[c] == KOH_MARK_STEP) {
            put_point(pen, 'l', x, y_of(p, before), buffer);
        }
        put_point(pen, drawn ? 'l' : 'M', x, y_of(p, value), buffer);
        before = value;
        drawn = 1;
    }
    koh__buffer_text(buffer, "\"/>");
}

/* The mark that the shaded range lies between: the edges of the draws, or else all lines. */
static koh_chapter_mark edge_of(const koh_chapter_panel *panel)
{
    koh_chapter_mark mark = KOH_MARK_LINE;
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        mark = panel->marks[c] == KOH_MARK_EDGE ? KOH_MARK_EDGE : mark;
    }
    return mark;
}

/* The shaded range, over the years in which it is known. */
static void draw_band(const plot *p, koh_buffer *buffer)
{
    const koh_chapter_table *table = p->panel->table;
    const koh_chapter_mark mark = edge_of(p->panel);
    size_t n = table->n_rows;
    long pen[2] = { 0, 0 };
    int drawn = 0;
    koh__buffer_text(buffer, "<path class=\"band\" d=\"");
    for (size_t i = 0; i < 2 * n; i++) {
        const koh_chapter_row *row = &table->rows[i < n ? i : 2 * n - 1 - i];
        double edge = NAN;
        for (size_t c = 0; c < table->n_columns; c++) {
            if (p->panel->marks[c] == mark) {
                edge = i < n ? fmin(edge, row->cells[c].value) : fmax(edge, row->cells[c].value);
            }
        }
        if (!isnan(edge)) {
            put_point(pen, drawn ? 'l' : 'M', x_of(p, row->year), y_of(p, edge), buffer);
            drawn = 1;
        }
    }
    koh__buffer_text(buffer, drawn ? "Z\"/>" : "\"/>");
}

static void draw_axes(const plot *p, koh_buffer *buffer)
{
    char text[KOH_NUMBER_TEXT];
    for (size_t i = 0; i <= koh__svg_ticks(p->scale); i++) {
        double y = y_of(p, (double) i * p->scale.step);
        koh__svg_line(buffer, p->x, y, p->x + p->width, y, i == 0 ? "axis" : "grid");
        koh__svg_tick_text(p->chapter, p->scale, i, text);
        koh__svg_text(buffer, p->x - 6, y + 4, "end", text);
    }
    for (int year = p->first; year <= p->last; year++) {
        if (year % p->every == 0) {
            (void) koh__number_write_fixed(year, 0, text);
            koh__svg_line(buffer, x_of(p, year), p->y + p->height, x_of(p, year), p->y + p->height + 5, "axis");
            koh__svg_text(buffer, x_of(p, year), p->y + p->height + 19, "middle", text);
        }
    }
}

/* Where a series ends. */
typedef struct tip {
    size_t column;
    double x, y;
} tip;

/* Names or letters at the ends: joined where lines meet, moved apart where they nearly do. */
static void draw_tips(const plot *p, koh_buffer *buffer)
{
    const koh_chapter_table *table = p->panel->table;
    tip tips[MARKS_MAX];
    size_t n = 0;
    for (size_t c = 0; c < table->n_columns && n < MARKS_MAX && table->n_columns > 1; c++) {
        size_t r = table->n_rows;
        while (r > 0 && isnan(table->rows[r - 1].cells[c].value)) {
            r--;
        }
        if (r > 0 && p->panel->marks[c] != KOH_MARK_EDGE) {
            const koh_chapter_row *row = &table->rows[r - 1];
            tip next = { c, x_of(p, row->year), y_of(p, row->cells[c].value) };
            size_t at = n++;
            for (; at > 0 && tips[at - 1].y > next.y; at--) {
                tips[at] = tips[at - 1];
            }
            tips[at] = next;
        }
    }
    for (size_t i = 0, next; i < n; i = next) {
        char letters[MARKS_MAX + 1] = { (char) ('A' + tips[i].column), '\0' };
        int inside = tips[i].x < p->x + p->width - 1;
        for (next = i + 1; !p->has_names && next < n && tips[next].y < tips[i].y + MEETING; next++) {
            const char more[2] = { (char) ('A' + tips[next].column), '\0' };
            strcat(letters, more);
        }
        if (next < n && tips[next].x == tips[i].x && tips[next].y < tips[i].y + LETTER_SPACE) {
            tips[next].y = tips[i].y + LETTER_SPACE;
        }
        koh__svg_text(buffer, tips[i].x + (inside ? 0 : 6), tips[i].y + (inside ? -10 : 4), inside ? "end" : "start",
                      p->has_names ? table->heads[tips[i].column].text : letters);
    }
}

static int has_short_names(const koh_chapter_figure *figure)
{
    const koh_chapter_table *table = figure->panels[0].table;
    int is_short = figure->n_panels == 1 && figure->panels[0].band == NULL;
    for (size_t c = 0; c < table->n_columns; c++) {
        is_short &= koh__utf8_count(table->heads[c].text, strlen(table->heads[c].text)) <= NAMES_MAX;
    }
    return is_short;
}

/* The row of the i-th of things in two columns. */
static size_t row_of(size_t i)
{
    return i / 2;
}

/* Columns that are drawn as lines or steps; the edges of the range come after them. */
static size_t series_of(const koh_chapter_panel *panel)
{
    size_t n = 0;
    for (size_t c = 0; c < panel->table->n_columns; c++) {
        n += panel->marks[c] != KOH_MARK_EDGE;
    }
    return n;
}

/* Letter, line and name of every series, and the shaded band. */
static double draw_legend(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    const koh_chapter_panel *panel = &figure->panels[0];
    size_t n_series = series_of(panel), n = n_series + (panel->band != NULL);
    for (size_t c = 0; c < n; c++) {
        double x = c % 2 == 0 ? 8 : KOH_SVG_WIDTH / 2.0 + 8, y = 16 + (double) row_of(c) * LEGEND_ROW;
        if (c == n_series) {
            koh__buffer_text(buffer, "<rect class=\"band\"");
            koh__svg_number(buffer, "x", x + 16);
            koh__svg_number(buffer, "y", y - 10);
            koh__buffer_text(buffer, " width=\"34\" height=\"12\"/>");
            koh__svg_text(buffer, x + 58, y, "start", panel->band);
            continue;
        }
        const char letter[2] = { (char) ('A' + c), '\0' };
        koh__svg_text(buffer, x, y, "start", letter);
        koh__buffer_text(buffer, "<path");
        put_style(panel, c, buffer);
        koh__buffer_text(buffer, " d=\"");
        long pen[2] = { 0, 0 };
        put_point(pen, 'M', x + 16, y - 4, buffer);
        put_point(pen, 'l', x + 50, y - 4, buffer);
        koh__buffer_text(buffer, "\"/>");
        koh__svg_text(buffer, x + 58, y, "start", panel->table->heads[c].text);
    }
    return (double) row_of(n + 1) * LEGEND_ROW + 8;
}

static koh_svg_scale scale_of(const koh_chapter_table *table)
{
    double largest = 0;
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        largest = fmax(largest, table->rows[i / table->n_columns].cells[i % table->n_columns].value);
    }
    return koh__svg_scale(largest);
}

/* What is longer than the panel is cut; its table has the whole. */
static void put_title(const plot *p, const char *title, koh_buffer *buffer)
{
    enum {
        LETTER = 8,
        BEFORE = GAP - 8, /* it begins above the numbers of the axis */
        MOST = (KOH_SVG_WIDTH / 2 - GAP + BEFORE) / LETTER
    }; /* width of a bold letter; letters that there is room for */
    char text[MOST + sizeof "\xE2\x80\xA6"];
    size_t length = strlen(title);
    koh__buffer_text(buffer, "<g class=\"panel\">");
    if (p->width < KOH_SVG_WIDTH / 2.0 && koh__utf8_count(title, length) > MOST) {
        size_t cut = koh__utf8_cut(title, length, MOST);
        memcpy(text, title, cut);
        memcpy(text + cut, "\xE2\x80\xA6", sizeof "\xE2\x80\xA6");
        koh__svg_text(buffer, p->x - BEFORE, p->y - 26, "start", text);
    } else {
        koh__svg_text(buffer, p->x - BEFORE, p->y - 26, "start", title);
    }
    koh__buffer_text(buffer, "</g>");
}

static void draw_panel(plot *p, koh_buffer *buffer)
{
    const koh_chapter_table *table = p->panel->table;
    p->first = table->rows[0].year;
    p->last = table->rows[table->n_rows - 1].year;
    p->scale = scale_of(table);
    if (table->title != NULL) {
        put_title(p, table->title, buffer);
    }
    koh__svg_text(buffer, p->x, p->y - 10, "start", p->figure->unit);
    koh__svg_text(buffer, p->x + p->width, p->y + p->height + 36, "end", p->figure->axis);
    draw_axes(p, buffer);
    if (p->panel->band != NULL) {
        draw_band(p, buffer);
    }
    for (size_t c = 0; c < table->n_columns; c++) {
        if (p->panel->marks[c] != KOH_MARK_EDGE) {
            draw_series(p, c, buffer);
        }
    }
    draw_tips(p, buffer);
    koh__buffer_char(buffer, '\n');
}

void koh__svg_write(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    if (figure->is_pyramid || figure->is_bars) {
        (figure->is_bars ? koh__svg_bars : koh__svg_pyramid)(chapter, figure, buffer);
        return;
    }
    int is_single = figure->n_panels == 1, has_names = has_short_names(figure);
    double height = is_single ? 300 : 200, block = height + 50 + GAP;
    size_t n_marks = series_of(&figure->panels[0]) + (figure->panels[0].band != NULL);
    double legend = has_names || n_marks == 1 ? 0 : (double) row_of(n_marks + 1) * LEGEND_ROW + 8;
    koh__svg_begin(figure, legend + block * (double) row_of(figure->n_panels + 1), buffer);
    if (legend > 0) {
        (void) draw_legend(figure, buffer);
    }
    for (size_t i = 0; i < figure->n_panels; i++) {
        plot p = { .chapter = chapter, .figure = figure, .panel = &figure->panels[i], .height = height };
        p.x = is_single ? GAP : GAP + (double) (i % 2) * KOH_SVG_WIDTH / 2;
        p.y = legend + 46 + (double) row_of(i) * block;
        p.width = is_single ? KOH_SVG_WIDTH - GAP -
                                  (n_marks == 1 ? 30
                                   : has_names  ? 130
                                                : 70)
                            : KOH_SVG_WIDTH / 2.0 - GAP - 60;
        p.has_names = has_names;
        p.every = is_single ? 5 : 10;
        draw_panel(&p, buffer);
    }
    koh__buffer_text(buffer, "</svg>\n");
}
