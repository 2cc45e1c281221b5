/* Drawing: what lines, steps and pyramids share. */
#ifndef KOH_SVG_PRIV_H
#define KOH_SVG_PRIV_H

#include "report/markup_priv.h"
#include "report/sentence_priv.h"

enum { KOH_SVG_WIDTH = 720 };

/* An axis from 0 to `most` with steps of 1, 2 or 5 times a power of ten. */
typedef struct koh_svg_scale {
    double most, step;
} koh_svg_scale;

koh_svg_scale koh__svg_scale(double largest);

/* Line and fill of series i: contrast of at least 3:1 against white (Statistics Norway's palette, the darker ones). */
const char *koh__svg_colour(size_t i);
const char *koh__svg_dashes(size_t i);

/* Attributes and elements; numbers have one decimal and a point whatever the locale. */
void koh__svg_number(koh_buffer *buffer, const char *attribute, double value);
void koh__svg_text(koh_buffer *buffer, double x, double y, const char *anchor, const char *text);
void koh__svg_line(koh_buffer *buffer, double x1, double y1, double x2, double y2, const char *class_name);

/* The opening tag with title and description, up to what is drawn. */
void koh__svg_begin(const koh_chapter_figure *figure, double height, koh_buffer *buffer);

/* The number of steps of an axis, and the number at the end of step i. */
size_t koh__svg_ticks(koh_svg_scale scale);
void koh__svg_tick_text(const koh_chapter *chapter, koh_svg_scale scale, size_t i, char text[KOH_NUMBER_TEXT]);

/* Where the bars of men and women begin, and the length of a bar per person. */
void koh__svg_pyramid_scale(const koh_chapter_figure *figure, double zero[2], double *scale);

/* The slider of a pyramid, hidden until the script has shown it; nothing for other figures. */
void koh__svg_years(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer);
extern const char *const koh__svg_years_script; /* holds no text of a plan, and no '<' */

void koh__svg_bars(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer);
void koh__svg_pyramid(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer);

#endif
