/* The table of labels. */
#include "report/chapter_label_priv.h"

static const char *const labels[KOH_LABEL_COUNT][KOH_LANGUAGES] = {
#define KOH_LABEL_ROW(name, nb, nn, en) [KOH_LABEL_##name] = { nb, nn, en },
    KOH_LABEL_LIST(KOH_LABEL_ROW)
#undef KOH_LABEL_ROW
};

const char *koh__label(koh_label_id label, size_t language)
{
    return labels[label][language];
}
