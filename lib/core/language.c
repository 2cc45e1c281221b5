/* The languages of readers. */
#include "core/language_priv.h"

const char *const koh__languages[KOH_LANGUAGES] = { "nb", "nn", "en" };
