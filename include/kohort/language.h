/* The languages of readers. */
#ifndef KOH_LANGUAGE_H
#define KOH_LANGUAGE_H

#include "kohort/api.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum koh_language { KOH_BOKMAAL = 0, KOH_NYNORSK, KOH_ENGLISH } koh_language;

enum { KOH_LANGUAGES = 3 }; /* texts are arrays [KOH_LANGUAGES] */

/* "nb", "nn", "en" (RFC 5646), or NULL for a number that is no language. Static. */
KOH_API const char *koh_language_tag(koh_language language);

#ifdef __cplusplus
}
#endif
#endif
