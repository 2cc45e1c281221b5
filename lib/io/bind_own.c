/* Services, age patterns and conditions of the plan's own: their figures are noted and checked. They are the plan's, so
 * that a scenario cannot change them. The document has been checked. */
#include <string.h>

#include "io/age_rates_priv.h"

/* A figure that stands outside the scenarios has one value and no range. */
static void check_figure(koh_binder *b, const koh_quantity *q, const char *place)
{
    if (q != NULL && (q->n > 1 || q->range != NULL)) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "expected one 'value' without path or range: %s",
                          "a pattern holds in all years, scenarios and draws");
    }
}

static void bind_item(koh_binder *b, const cJSON *item, const char *map)
{
    const char *place = koh__arena_format(b->arena, "/need/%s/%s/ages", map, item->string);
    b->failed |= place == NULL;
    if (b->failed) {
        return;
    }
    const koh_age_rates rates = koh__bind_age_rates(b, koh__bind_member(item, "ages"), place);
    for (size_t i = 0; i < rates.n && !b->failed; i++) {
        check_figure(b, rates.bands[i].rate[0], place);
        check_figure(b, rates.bands[i].rate[1], place);
    }
}

void koh__bind_own(koh_binder *b, const cJSON *tree)
{
    static const char *const maps[] = { "own_services", "patterns", "conditions" };
    const cJSON *need = koh__bind_member(tree, "need"), *item;
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        const cJSON *map = koh__bind_member(need, maps[i]);
        const cJSON *base = koh__bind_member(koh__bind_member(b->source->tree, "need"), maps[i]);
        if ((map != NULL || base != NULL) && !cJSON_Compare(map, base, 1)) {
            const char *place = koh__arena_format(b->arena, "/need/%s", maps[i]);
            b->failed |= place == NULL;
            koh__findings_add(b->findings, KOH_EDOMAIN, place != NULL ? place : "",
                              "is the plan's: a scenario changes it; change 'services' there");
            continue;
        }
        cJSON_ArrayForEach(item, map)
        {
            bind_item(b, item, maps[i]);
            if (i == 0 && strncmp(item->string, "own_", 4) != 0) {
                const char *place = koh__arena_format(b->arena, "/need/own_services/%s", item->string);
                b->failed |= place == NULL;
                koh__findings_add(b->findings, KOH_EDOMAIN, place != NULL ? place : "",
                                  "ids of own services begin with own_");
            }
        }
    }
}
