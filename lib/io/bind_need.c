/* The section `need` of a plan. The document has been checked. */
#include <math.h>
#include <stdio.h>

#include "io/binder_priv.h"
#include "kohort/need_level.h"
#include "plan/need_priv.h"

#define SUM_ROUNDING 1e-9 /* of shares told in decimals */

const koh_quantity *koh__bind_chance(koh_binder *b, const koh_quantity *chance, const char *place, const char *name,
                                     int is_rest)
{
    if (chance != NULL && chance->n > 1) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "expected one 'value' of '%s', not a path", name);
    }
    if (chance != NULL && chance->range != NULL && is_rest) {
        koh__findings_add(
            b->findings, KOH_EDOMAIN, place,
            "a range of '%s' could not let the row sum to 1: expected ranges of the others, it takes what "
            "they leave",
            name);
    }
    return chance != NULL && chance->range != NULL ? chance : NULL;
}

/* What of a row takes what others leave: the level of this number, all (shares, which must sum to 1 as they stand), or
 * none (hours). */
enum { ALL = KOH_LEVELS, NONE };

/* A number per level; `missing` where none is told. NULL without an object. Those with a range stand in `drawn` too. */
static double *bind_row(koh_binder *b, const cJSON *object, const char *place, double missing, size_t rest,
                        const koh_quantity **drawn)
{
    double *row = object == NULL ? NULL : KOH_TAKE(b->arena, KOH_LEVELS, double);
    b->failed |= object != NULL && row == NULL;
    for (size_t i = 0; row != NULL && !b->failed && i < KOH_LEVELS; i++) {
        const koh_quantity *told = koh__bind_quantity(b, object, place, koh__level_ids[i]);
        row[i] = told == NULL ? missing : koh_quantity_at(told, 0);
        drawn[i] = koh__bind_chance(b, told, place, koh__level_ids[i], rest == i);
        if (rest == ALL && drawn[i] != NULL) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "a range of '%s' could not let the shares sum to 1",
                              koh__level_ids[i]);
        }
    }
    return row;
}

static void check_sum(koh_binder *b, const double *row, const char *place)
{
    double sum = 0;
    for (size_t i = 0; row != NULL && i < KOH_LEVELS; i++) {
        sum += row[i];
    }
    if (row != NULL && !(fabs(sum - 1) <= SUM_ROUNDING)) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "sums to %.10g, expected 1", sum);
    }
}

static const double *bind_drift(koh_binder *b, const cJSON *object, const char *place, const koh_quantity **drawn)
{
    double *matrix = object == NULL ? NULL : KOH_TAKE(b->arena, KOH_LEVELS * KOH_LEVELS, double);
    b->failed |= object != NULL && matrix == NULL;
    for (size_t i = 0; matrix != NULL && !b->failed && i < KOH_LEVELS; i++) {
        char *pointer = koh__arena_format(b->arena, "%s/%s", place, koh__level_ids[i]);
        b->failed |= pointer == NULL;
        const double *row =
            b->failed ? NULL
                      : bind_row(b, koh__bind_member(object, koh__level_ids[i]), pointer, 0, i, drawn + i * KOH_LEVELS);
        for (size_t j = 0; j < KOH_LEVELS; j++) {
            matrix[i * KOH_LEVELS + j] = row == NULL ? i == j : row[j];
        }
        if (row != NULL) {
            check_sum(b, row, pointer);
        }
    }
    return matrix;
}

static const koh_plan_levels *bind_levels(koh_binder *b, const cJSON *item, size_t k)
{
    koh_plan_levels *levels = KOH_TAKE(b->arena, 1, koh_plan_levels);
    char *place = koh__arena_format(b->arena, "/need/levels/%s", item->string);
    char *shares = koh__arena_format(b->arena, "/need/levels/%s/shares", item->string);
    char *hours = koh__arena_format(b->arena, "/need/levels/%s/hours", item->string);
    char *drift = koh__arena_format(b->arena, "/need/levels/%s/drift", item->string);
    const koh_quantity **drawn = KOH_TAKE(b->arena, (2 + KOH_LEVELS) * KOH_LEVELS, const koh_quantity *);
    b->failed |= levels == NULL || place == NULL || shares == NULL || hours == NULL || drift == NULL || drawn == NULL;
    if (b->failed) {
        return NULL;
    }
    levels->shares = bind_row(b, koh__bind_member(item, "shares"), shares, 0, ALL, drawn);
    levels->hours = bind_row(b, koh__bind_member(item, "hours"), hours, (double) NAN, NONE, drawn + KOH_LEVELS);
    levels->drift = bind_drift(b, koh__bind_member(item, "drift"), drift, drawn + 2 * KOH_LEVELS);
    levels->hours_drawn = drawn + KOH_LEVELS;
    levels->drift_drawn = drawn + 2 * KOH_LEVELS;
    check_sum(b, levels->shares, shares);
    for (size_t i = 0; levels->hours != NULL && levels->drift != NULL && i < KOH_LEVELS; i++) {
        if (isnan(levels->hours[i])) {
            koh__findings_add(b->findings, KOH_EMISSING, hours, "with drift, every level needs hours: '%s' has none",
                              koh__level_ids[i]);
        }
    }
    if (levels->shares == NULL && isnan(b->source->inputs->level_shares[k * KOH_LEVELS])) {
        koh__findings_add(b->findings, KOH_EMISSING, place, "needs 'shares': the country's are not known");
    }
    return levels;
}

static void bind_need_levels(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    const cJSON *map = koh__bind_member(koh__bind_member(tree, "need"), "levels");
    const koh_plan_levels **levels = map == NULL ? NULL : KOH_TAKE(b->arena, services->n, const koh_plan_levels *);
    b->failed |= map != NULL && levels == NULL;
    for (size_t k = 0; levels != NULL && !b->failed && k < services->n; k++) {
        const cJSON *item = koh__bind_member(map, services->names[k]);
        levels[k] = item == NULL ? NULL : bind_levels(b, item, k);
    }
    plan->levels = levels;
}

void koh__bind_need_section(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    koh_plan_need *need = KOH_TAKE(b->arena, 1, koh_plan_need);
    b->failed |= need == NULL;
    if (!b->failed) {
        bind_need_levels(b, tree, plan);
        koh__bind_peers(b, tree, plan, need);
        koh__bind_own(b, tree, need);
        koh__bind_ladder(b, tree, need);
        koh__bind_effects(b, tree, need);
        koh__bind_inflow(b, tree, plan, need);
    }
    plan->care = need;
}
