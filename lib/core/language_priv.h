/* The languages of readers. */
#ifndef KOH_LANGUAGE_PRIV_H
#define KOH_LANGUAGE_PRIV_H

enum { KOH_LANGUAGES = 3 };

/* Their tags (RFC 5646), in the order of koh_language. */
extern const char *const koh__languages[KOH_LANGUAGES];

#endif
