/* The slider of a pyramid: every year of it as numbers, and the script that moves the bars. */
#include "report/svg_priv.h"

const char *const koh__svg_years_script =
    "(function(){'use strict';"
    "document.querySelectorAll('.years').forEach(function(box){"
    "var input=box.querySelector('input'),output=box.querySelector('output'),"
    "svg=box.parentNode.querySelector('svg'),men=svg.querySelectorAll('.men'),women=svg.querySelectorAll('.women'),"
    "zero=input.dataset.zero.split(' ').map(Number),scale=Number(input.dataset.scale),"
    "years=input.dataset.persons.split(';').map(function(year){return year.split(' ').map(Number)}),"
    "names=Array.prototype.filter.call(svg.querySelectorAll('text'),function(text){"
    "return text.textContent.endsWith(' '+input.max)});"
    "var said=names.map(function(text){return text.textContent.slice(0,-input.max.length)});"
    "function show(){years[input.value-input.min].forEach(function(persons,i){"
    "var row=i>>1,bar=(i%2?women:men)[row],width=persons*scale;"
    "bar.setAttribute('width',width.toFixed(1));"
    "bar.setAttribute('x',(i%2?zero[1]:zero[0]-width).toFixed(1))});"
    "names.forEach(function(text,i){text.textContent=said[i]+input.value});"
    "output.textContent=input.value}"
    "input.addEventListener('input',show);box.hidden=false})})();";

static void put_persons(const koh_chapter_figure *figure, koh_buffer *buffer)
{
    size_t width = 2 * figure->panels[0].table->n_rows;
    char digits[KOH_NUMBER_SIZE];
    for (size_t i = 0; i < figure->n_years * width; i++) {
        koh__buffer_text(buffer, i == 0 ? "" : i % width == 0 ? ";" : " ");
        koh__buffer_bytes(buffer, digits, koh__number_write_fixed(figure->years[i], 1, digits));
    }
}

void koh__svg_years(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    int first = chapter->base_year, last = chapter->base_year + (int) figure->n_years - 1;
    double zero[2], scale;
    if (figure->n_years == 0) {
        return;
    }
    koh__svg_pyramid_scale(figure, zero, &scale);
    koh__buffer_format(buffer, "<div class=\"years\" hidden><label for=\"%s-y\">", figure->id);
    koh__html_text(koh__label(KOH_LABEL_CHOOSE_YEAR, chapter->language), buffer);
    koh__buffer_format(buffer,
                       "</label><input type=\"range\" id=\"%s-y\" min=\"%d\" max=\"%d\" step=\"1\" value=\"%d\"",
                       figure->id, first, last, last);
    koh__buffer_text(buffer, " data-zero=\"");
    koh__buffer_number(buffer, zero[0]);
    koh__buffer_char(buffer, ' ');
    koh__buffer_number(buffer, zero[1]);
    koh__buffer_text(buffer, "\" data-scale=\"");
    koh__buffer_number(buffer, scale);
    koh__buffer_text(buffer, "\" data-persons=\"");
    put_persons(figure, buffer);
    koh__buffer_format(buffer, "\"><output for=\"%s-y\">%d</output></div>\n", figure->id, last);
}
