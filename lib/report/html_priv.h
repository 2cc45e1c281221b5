/* The page's style. */
#ifndef KOH_HTML_PRIV_H
#define KOH_HTML_PRIV_H

extern const char *const koh__html_style;

#endif
