/* How the languages of readers are written. */
#ifndef KOH_LANGUAGE_PRIV_H
#define KOH_LANGUAGE_PRIV_H

#include <stddef.h>

#include "kohort/language.h"

/* Tags, in the order of koh_language. */
extern const char *const koh__languages[KOH_LANGUAGES];

/* Does it write 1,234.5 and dates as they are stored? Others write 1 234,5 and 31.12.2026. */
int koh__writes_english(size_t language);

#endif
