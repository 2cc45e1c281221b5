/* The page's figures on screen: a script that draws them from their specifications, where this build has one. */
#ifndef KOH_SCREEN_PRIV_H
#define KOH_SCREEN_PRIV_H

#include "report/markup_priv.h"

/* Vega, Vega-Lite and what uses them, packed by cmake/vega/bundle.mjs: base 64 in pieces, NULL after the last; nothing
 * but NULL where the build could not have them. */
extern const char *const koh__screen_bundle[];

int koh__screen_is_there(void);

/* The style of what the script puts into the page; empty where it is not there. */
const char *koh__screen_style(void);

/* Appends the scripts of the page: what moves the years of the pyramid, and where it is there, what draws the figures.
 */
void koh__screen_write(const koh_chapter *chapter, koh_buffer *buffer);

/* Appends a text of n bytes in zlib's form (RFC 1950) and base 64, as a browser unpacks it. */
void koh__screen_pack(const char *text, size_t n, koh_buffer *buffer);

#endif
