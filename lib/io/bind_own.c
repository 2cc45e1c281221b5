/* Services, age patterns and conditions of the plan's own: their figures are noted and checked. They are the plan's, so
 * that a scenario cannot change them. The document has been checked. */
#include <string.h>

#include "io/age_rates_priv.h"
#include "plan/need_priv.h"

/* A figure that stands outside the scenarios has one value and no range. */
static void check_figure(koh_binder *b, const koh_quantity *q, const char *place)
{
    if (q != NULL && (q->n > 1 || q->range != NULL)) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "expected one 'value' without path or range: %s",
                          "a pattern holds in all years, scenarios and draws; what varies is its level, under "
                          "/services/ID/coverage_factor or /need/prevalence/ID");
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

static void bind_prevalence(koh_binder *b, const cJSON *map, koh_plan_need *need)
{
    const koh_inputs *inputs = b->source->inputs;
    const koh_quantity **factors = KOH_TAKE(b->arena, inputs->n_conditions, const koh_quantity *);
    const cJSON *item;
    b->failed |= factors == NULL;
    cJSON_ArrayForEach(item, map)
    {
        size_t i = 0;
        while (i < inputs->n_conditions && strcmp(inputs->conditions[i].id, item->string) != 0) {
            i++;
        }
        if (i < inputs->n_conditions && !b->failed) {
            factors[i] = koh__bind_quantity(b, map, "/need/prevalence", item->string);
        } else if (!b->failed) {
            koh__findings_add(b->findings, KOH_EUNKNOWN, "/need/prevalence", "unknown condition '%.60s'", item->string);
        }
    }
    need->prevalence = factors;
}

void koh__bind_own(koh_binder *b, const cJSON *tree, koh_plan_need *need)
{
    static const char *const maps[] = { "own_services", "patterns", "conditions" };
    const cJSON *section = koh__bind_member(tree, "need"), *item;
    bind_prevalence(b, koh__bind_member(section, "prevalence"), need);
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        const cJSON *map = koh__bind_member(section, maps[i]);
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
