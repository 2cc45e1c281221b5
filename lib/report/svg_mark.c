/* Attributes, texts and scales of drawings. */
#include <math.h>

#include "report/sentence_priv.h"
#include "report/svg_priv.h"

koh_svg_scale koh__svg_scale(double largest)
{
    enum { STEPS = 5 };
    static const double leads[] = { 1, 2, 5, 10 };
    double rough = largest > 0 ? largest / STEPS : 1, power = pow(10, floor(log10(rough))), step = 10 * power;
    for (size_t i = 4; i-- > 0;) {
        step = leads[i] * power >= rough ? leads[i] * power : step;
    }
    return (koh_svg_scale){ step * ceil(largest > 0 ? largest / step : 1), step };
}

const char *koh__svg_colour(size_t i)
{
    static const char *const colours[] = { "#0F2080", "#1A9D49", "#A3136C", "#C78800", "#075745" };
    return colours[i % 5];
}

const char *koh__svg_dashes(size_t i)
{
    static const char *const dashes[] = { "none", "8 4", "2 3", "10 3 2 3", "5 2" };
    return dashes[i % 5];
}

void koh__svg_number(koh_buffer *buffer, const char *attribute, double value)
{
    char digits[KOH_NUMBER_SIZE];
    size_t length = koh__number_write_fixed(value, 1, digits);
    if (length > 2 && digits[length - 1] == '0') {
        length -= 2;
    }
    koh__buffer_format(buffer, " %s=\"", attribute);
    koh__buffer_bytes(buffer, digits, length);
    koh__buffer_char(buffer, '"');
}

void koh__svg_text(koh_buffer *buffer, double x, double y, const char *anchor, const char *text)
{
    koh__buffer_text(buffer, "<text");
    koh__svg_number(buffer, "x", x);
    koh__svg_number(buffer, "y", y);
    koh__buffer_format(buffer, " text-anchor=\"%s\">", anchor);
    koh__html_text(text, buffer);
    koh__buffer_text(buffer, "</text>");
}

void koh__svg_line(koh_buffer *buffer, double x1, double y1, double x2, double y2, const char *class_name)
{
    koh__buffer_format(buffer, "<line class=\"%s\"", class_name);
    koh__svg_number(buffer, "x1", x1);
    koh__svg_number(buffer, "y1", y1);
    koh__svg_number(buffer, "x2", x2);
    koh__svg_number(buffer, "y2", y2);
    koh__buffer_text(buffer, "/>");
}

void koh__svg_begin(const koh_chapter_figure *figure, double height, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "<svg class=\"chart\" role=\"img\" aria-labelledby=\"%s-t %s-d\" viewBox=\"0 0 %d %d\">",
                       figure->id, figure->id, KOH_SVG_WIDTH, (int) height);
    koh__buffer_format(buffer, "<title id=\"%s-t\">", figure->id);
    koh__html_text(figure->title, buffer);
    koh__buffer_format(buffer, "</title><desc id=\"%s-d\">", figure->id);
    koh__html_text(figure->what, buffer);
    koh__buffer_text(buffer, "</desc>\n");
}

size_t koh__svg_ticks(koh_svg_scale scale)
{
    return (size_t) (scale.most / scale.step + 0.5);
}

void koh__svg_tick_text(const koh_chapter *chapter, koh_svg_scale scale, size_t i, char text[KOH_NUMBER_TEXT])
{
    koh__number_text((double) i * scale.step, scale.step < 1 ? 1 : 0, chapter->language, text);
}
