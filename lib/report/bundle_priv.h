/* Sister plans: what of a run is evidence for the plan of homes, of general practitioners, of competence and so on. */
#ifndef KOH_BUNDLE_PRIV_H
#define KOH_BUNDLE_PRIV_H

#include "report/chapter_priv.h"

typedef struct koh_bundle {
    const char *id, *title[KOH_LANGUAGES];
    const char *const *sections; /* of the chapter whose text stands in it; ended by NULL */
    const char *const *items;    /* ids of tables and figures, "T11*" with all of its letters; ended by NULL */
} koh_bundle;

/* All bundles. Static; *n their number. */
const koh_bundle *koh__bundles(size_t *n);

/* Is a table or figure part of a bundle? */
int koh__bundle_has(const koh_bundle *bundle, const char *id);

/* The part of a chapter that belongs to a bundle, under its title and with the run's id among the notes. The items are
 * the chapter's own. KOH_ENOMEM. */
koh_status koh__bundle_chapter(const koh_bundle *bundle, const koh_chapter *chapter, const char *run, koh_arena *arena,
                               koh_chapter *part) KOH_NODISCARD;

#endif
