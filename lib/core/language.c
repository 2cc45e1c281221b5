/* The languages of readers. */
#include "core/language_priv.h"

const char *const koh__languages[KOH_LANGUAGES] = {
    [KOH_BOKMAAL] = "nb",
    [KOH_NYNORSK] = "nn",
    [KOH_ENGLISH] = "en",
};

const char *koh_language_tag(koh_language language)
{
    return (unsigned) language < KOH_LANGUAGES ? koh__languages[language] : NULL;
}

int koh__writes_english(size_t language)
{
    return language == KOH_ENGLISH;
}
