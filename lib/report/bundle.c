/* Sister plans: which tables, figures and sections of the chapter are evidence for each. */
#include "report/bundle_priv.h"

#include <string.h>

#include "report/sentence_priv.h"

typedef const char *const names;

/* Sources and notes go with every one of them. */
static names of_homes[] = { "population", "zones", "homes", "places", "buildings", NULL };
static names homes[] = { "T01", "T02",  "T03",  "T04", "T05",  "F01", "F02", "F03",  "T11*",
                         "F06", "T16*", "T19*", "T20", "T28*", "T29", "F11", "T24*", NULL };
static names of_doctors[] = { "population", NULL };
static names doctors[] = {
    "T01", "T02", "T03", "T04", "T05", "F01", "F02", "F03", "T08d", "T12*", "T27", "T24*", NULL
};
static names of_staff[] = { "carers", "staff", "workforce", NULL };
static names staff[] = { "T01", "T06", "F04", "T10*", "T13*", "T14*", "T33", "F07", "T24*", NULL };
static names of_money[] = { "carers", "economy", "measures", NULL };
static names money[] = { "T01",  "T02",  "T06", "F04", "F08", "F09",  "T10*", "T15*",
                         "T16*", "T17*", "T18", "T23", "F10", "T24*", "T31",  NULL };
static names of_crises[] = { "preparedness", NULL };
static names crises[] = { "T01", "T02", "T10*", "T11*", "T20", "T21*", "F12", "T24*", NULL };
static names of_health[] = { "population", "carers", "health", NULL };
static names health[] = { "T01",  "T02",  "T03", "T04", "T05",  "T06", "F01",  "F02",  "F03", "F04",  "T09*", "T12*",
                          "T22*", "F13*", "T26", "T27", "T28*", "T29", "T29c", "T29e", "T30", "T24*", NULL };

static const koh_bundle bundles[] = {
    { "housing",
      { "Grunnlag for boligplanen", "Grunnlag for bustadplanen", "Evidence for the housing plan" },
      of_homes,
      homes },
    { "gp",
      { "Grunnlag for fastlegeplanen", "Grunnlag for fastlegeplanen",
        "Evidence for the plan of general practitioners" },
      of_doctors,
      doctors },
    { "competence",
      { "Grunnlag for strategisk kompetanseplan", "Grunnlag for strategisk kompetanseplan",
        "Evidence for the strategic competence plan" },
      of_staff,
      staff },
    { "economy",
      { "Grunnlag for økonomiplanen", "Grunnlag for økonomiplanen", "Evidence for the financial plan" },
      of_money,
      money },
    { "preparedness",
      { "Grunnlag for beredskapsplanen", "Grunnlag for beredskapsplanen", "Evidence for the preparedness plan" },
      of_crises,
      crises },
    { "public_health",
      { "Grunnlag for folkehelseoversikten", "Grunnlag for folkehelseoversikta",
        "Evidence for the public health overview" },
      of_health,
      health },
};

const koh_bundle *koh__bundles(size_t *n)
{
    *n = sizeof bundles / sizeof bundles[0];
    return bundles;
}

/* "T11*" is T11 and T11b, but not T110. */
static int is_of(const char *id, const char *name)
{
    const size_t length = strcspn(name, "*");
    const char after = strncmp(id, name, length) == 0 ? id[length] : '*';
    return after == '\0' || (name[length] == '*' && after >= 'a' && after <= 'z');
}

int koh__bundle_has(const koh_bundle *bundle, const char *id)
{
    size_t i = 0;
    while (bundle->items[i] != NULL && !is_of(id, bundle->items[i])) {
        i++;
    }
    return bundle->items[i] != NULL;
}

static int has_text_of(const koh_bundle *bundle, const char *section)
{
    size_t i = 0;
    while (bundle->sections[i] != NULL && strcmp(bundle->sections[i], section) != 0) {
        i++;
    }
    return bundle->sections[i] != NULL || strcmp(section, "assumptions") == 0 || strcmp(section, "notes") == 0;
}

static int keeps(const koh_bundle *bundle, const char *section, const koh_chapter_item *item)
{
    return item->table != NULL    ? koh__bundle_has(bundle, item->table->id)
           : item->figure != NULL ? koh__bundle_has(bundle, item->figure->id)
                                  : has_text_of(bundle, section);
}

/* The first of the notes: which run the numbers are of. */
static koh_status tell_run(const koh_chapter *chapter, const char *run, koh_arena *arena, koh_chapter_item *item)
{
    koh_chapter_sentence *sentence = KOH_TAKE(arena, 1, koh_chapter_sentence);
    if (sentence == NULL) {
        return KOH_ENOMEM;
    }
    *sentence = (koh_chapter_sentence){ .text = koh__label(KOH_LABEL_BUNDLE_RUN, chapter->language), .n = 1 };
    sentence->gaps[0].name = 's';
    sentence->gaps[0].cell = (koh_chapter_cell){ .kind = KOH_CHAPTER_TEXT, .text = run };
    *item = (koh_chapter_item){ .kind = KOH_ITEM_BULLET, .n_sentences = 1, .sentences = sentence };
    return KOH_OK;
}

koh_status koh__bundle_chapter(const koh_bundle *bundle, const koh_chapter *chapter, const char *run, koh_arena *arena,
                               koh_chapter *part)
{
    *part = *chapter;
    part->title = bundle->title[chapter->language];
    part->n = 0;
    for (size_t s = 0; s < chapter->n; s++) {
        const koh_chapter_section *whole = &chapter->sections[s];
        koh_chapter_section *kept = &part->sections[part->n];
        koh_chapter_item *items = KOH_TAKE(arena, whole->n + 1, koh_chapter_item);
        if (items == NULL) {
            return KOH_ENOMEM;
        }
        *kept = (koh_chapter_section){ .id = whole->id, .heading = whole->heading, .items = items };
        if (strcmp(whole->id, "notes") == 0 && tell_run(chapter, run, arena, &items[kept->n++]) != KOH_OK) {
            return KOH_ENOMEM;
        }
        for (size_t i = 0; i < whole->n; i++) {
            if (keeps(bundle, whole->id, &whole->items[i])) {
                items[kept->n++] = whole->items[i];
            }
        }
        kept->size = kept->n;
        part->n += kept->n > 0;
    }
    return KOH_OK;
}
