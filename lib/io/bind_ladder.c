/* The care ladder. The document has been checked. */
#include <stdlib.h>

#include "io/binder_priv.h"
#include "kohort/care_ladder.h"
#include "plan/need_priv.h"

static int by_age(const void *a, const void *b)
{
    const int x = ((const koh_ladder_band *) a)->from, y = ((const koh_ladder_band *) b)->from;
    return (x > y) - (x < y);
}

static void bind_row(koh_binder *b, const cJSON *object, const char *place, size_t own, double *row,
                     const koh_quantity **drawn)
{
    for (size_t j = 0; j <= KOH_CARE_STATES && !b->failed; j++) {
        const koh_quantity *q = koh__bind_quantity(b, object, place, koh__care_ids[j]);
        row[j] = q == NULL ? 0 : q->value[0];
        drawn[j] = koh__bind_chance(b, q, place, koh__care_ids[j], j == own);
    }
}

/* Says which row it is by its place. */
static void check_row(koh_binder *b, const double *row, const char *place)
{
    double one[KOH_CARE_STATES * (KOH_CARE_STATES + 1)] = { 0 }, sum = 0;
    koh_error error = { 0 };
    for (size_t i = 0; i < KOH_CARE_STATES; i++) {
        for (size_t j = 0; j <= KOH_CARE_STATES; j++) {
            one[i * (KOH_CARE_STATES + 1) + j] = row[j];
        }
    }
    for (size_t j = 0; j <= KOH_CARE_STATES; j++) {
        sum += row[j];
    }
    if (koh_ladder_check(KOH_CARE_STATES, one, &error) != KOH_OK) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "sums to %.10g, expected 1", sum);
    }
}

static void bind_band(koh_binder *b, const cJSON *item, koh_ladder_band *band)
{
    band->from = koh__bind_int(item, "age_from", 0);
    band->to = koh__bind_int(item, "age_to", -1);
    const koh_quantity **drawn = KOH_TAKE(b->arena, KOH_CARE_STATES * (KOH_CARE_STATES + 1), const koh_quantity *);
    b->failed |= drawn == NULL;
    band->drawn = drawn;
    for (size_t i = 0; i < KOH_CARE_STATES && !b->failed; i++) {
        const char *place = koh__arena_format(b->arena, "/need/ladder/ages/%s/%s", item->string, koh__care_ids[i]);
        double *row = band->chance + i * (KOH_CARE_STATES + 1);
        b->failed |= place == NULL;
        if (!b->failed) {
            bind_row(b, koh__bind_member(item, koh__care_ids[i]), place, i, row, drawn + i * (KOH_CARE_STATES + 1));
            check_row(b, row, place);
        }
    }
}

static void check_ages(koh_binder *b, const koh_plan_ladder *ladder)
{
    int next = 0;
    for (size_t i = 0; i < ladder->n && next >= 0 && ladder->bands[i].from == next; i++) {
        const koh_ladder_band *band = &ladder->bands[i];
        next = band->to >= 0 && band->to >= band->from ? band->to + 1 : band->to < 0 && i + 1 == ladder->n ? -1 : next;
    }
    if (ladder->n > 0 && next >= 0) {
        koh__findings_add(b->findings, KOH_EDOMAIN, "/need/ladder/ages",
                          "no band follows for the ages from %d: bands hold every age once, the last is open", next);
    }
}

void koh__bind_ladder(koh_binder *b, const cJSON *tree, koh_plan_need *need)
{
    const cJSON *map = koh__bind_member(koh__bind_member(koh__bind_member(tree, "need"), "ladder"), "ages"), *item;
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map);
    koh_ladder_band *bands = KOH_TAKE(b->arena, n, koh_ladder_band);
    b->failed |= bands == NULL;
    if (bands == NULL) {
        return;
    }
    cJSON_ArrayForEach(item, map)
    {
        if (b->failed) {
            return;
        }
        bind_band(b, item, &bands[need->ladder.n++]);
    }
    if (n > 0) {
        qsort(bands, n, sizeof *bands, by_age);
    }
    need->ladder.bands = bands;
    check_ages(b, &need->ladder);
}
