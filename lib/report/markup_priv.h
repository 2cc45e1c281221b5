/* The chapter as files: Markdown, HTML, drawings, specifications of figures. Every text is text, whatever is in it. */
#ifndef KOH_MARKUP_PRIV_H
#define KOH_MARKUP_PRIV_H

#include "report/chapter_priv.h"

/* Appends a text that must not become markup: control characters become spaces. */
void koh__markdown_text(const char *text, koh_buffer *buffer);
void koh__html_text(const char *text, koh_buffer *buffer);

/* Appends the chapter as Markdown: the reference, and the comparison of scenarios. */
void koh__markdown_write(const koh_chapter *chapter, koh_buffer *buffer);

/* Appends the chapter as one page of HTML without anything outside it. */
void koh__html_write(const koh_chapter *chapter, koh_buffer *buffer);

/* Appends an inline SVG of a figure. */
void koh__svg_write(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer);

/* Appends a Vega-Lite specification of a figure with its data. */
void koh__vega_write(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer);

/* The figure at a position among all of the chapter, or NULL beyond the last. */
const koh_chapter_figure *koh__chapter_figure(const koh_chapter *chapter, size_t i);

#endif
