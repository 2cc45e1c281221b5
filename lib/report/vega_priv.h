/* Specifications of figures: what the frame and the layers share. */
#ifndef KOH_VEGA_PRIV_H
#define KOH_VEGA_PRIV_H

#include "report/svg_priv.h"

enum { KOH_VEGA_WIDTH = 600, KOH_VEGA_PANEL = 270 }; /* of the plot of lines, alone and of one panel */

/* "key": "text" */
void koh__vega_member(koh_buffer *buffer, const char *key, const char *text);

/* The name of a column among the series, in quotes: no two columns share one. */
void koh__vega_series(const koh_chapter_table *table, size_t column, koh_buffer *buffer);

/* Appends the layers of a figure, separated by commas. */
void koh__vega_layers(const koh_chapter_figure *figure, koh_buffer *buffer);

/* The decimals that a figure's numbers are told with: the most that any of its columns has. */
int koh__vega_decimals(const koh_chapter_figure *figure);

#endif
