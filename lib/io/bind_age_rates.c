/* Figures by age band. The document has been checked. */
#include <stdlib.h>

#include "io/age_rates_priv.h"

static int by_age(const void *a, const void *b)
{
    const int x = ((const koh_age_rate *) a)->from, y = ((const koh_age_rate *) b)->from;
    return (x > y) - (x < y);
}

static void bind_band(koh_binder *b, const cJSON *item, const char *place, koh_age_rate *band)
{
    static const char *const sexes[2] = { "female", "male" };
    const koh_quantity *both = koh__bind_quantity(b, item, place, "both");
    band->from = koh__bind_int(item, "age_from", 0);
    band->to = koh__bind_int(item, "age_to", -1);
    for (size_t sex = 0; sex < 2; sex++) {
        band->rate[sex] = both != NULL ? both : koh__bind_quantity(b, item, place, sexes[sex]);
        const int twice = both != NULL && koh__bind_member(item, sexes[sex]) != NULL;
        if (!b->failed && (band->rate[sex] == NULL || twice)) {
            koh__findings_add(b->findings, twice ? KOH_EDOMAIN : KOH_EMISSING, place,
                              "expected 'both', or 'female' and 'male'");
        }
    }
}

/* Every age once: the bands follow each other from 0 to the open one. */
static void check_ages(koh_binder *b, const koh_age_rates *rates, const char *place)
{
    int next = 0;
    for (size_t i = 0; i < rates->n; i++) {
        const koh_age_rate *band = &rates->bands[i];
        if (next < 0 || band->from != next || (band->to >= 0 && band->to < band->from)) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place,
                              "a band has ages from %d, expected from %d: bands hold every age once, the last is open",
                              band->from, next < 0 ? band->from + 1 : next);
            return;
        }
        next = band->to < 0 ? -1 : band->to + 1;
    }
    if (next >= 0) {
        koh__findings_add(b->findings, KOH_EMISSING, place,
                          "no band has the ages from %d: bands hold every age once, the last is open", next);
    }
}

koh_age_rates koh__bind_age_rates(koh_binder *b, const cJSON *map, const char *place)
{
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), before = b->findings->n;
    koh_age_rate *bands = KOH_TAKE(b->arena, n, koh_age_rate);
    koh_age_rates rates = { 0, bands };
    const cJSON *item;
    b->failed |= bands == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *here = koh__arena_format(b->arena, "%s/%s", place, item->string);
        b->failed |= here == NULL;
        if (b->failed) {
            return (koh_age_rates){ 0, NULL };
        }
        bind_band(b, item, here, &bands[rates.n++]);
    }
    if (n > 0) {
        qsort(bands, n, sizeof *bands, by_age);
    }
    if (b->findings->n == before) {
        check_ages(b, &rates, place);
    }
    return rates;
}
