/* The building steps of a plan. The document has been checked. */
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "kohort/expansion.h"

/* Changes of places by service, 0 where none is told; NULL without a map. */
static const double *bind_changes(koh_binder *b, const cJSON *object, const char *place, const char *key)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    const cJSON *map = koh__bind_member(object, key);
    double *changes = map == NULL ? NULL : KOH_TAKE(b->arena, services->n, double);
    char *pointer = koh__arena_format(b->arena, "%s/%s", place, key);
    b->failed |= pointer == NULL || (map != NULL && changes == NULL);
    for (size_t k = 0; changes != NULL && !b->failed && k < services->n; k++) {
        const koh_quantity *change = koh__bind_quantity(b, map, pointer, services->names[k]);
        koh_service_kind kind = b->source->inputs->services[k].kind;
        if (change != NULL && kind != KOH_SERVICE_PLACE && kind != KOH_SERVICE_DWELLING) {
            koh__findings_add(b->findings, KOH_EDOMAIN, pointer, "'%s' takes up neither places nor dwellings",
                              services->names[k]);
        }
        changes[k] = change == NULL ? 0 : koh_quantity_at(change, 0);
    }
    return changes;
}

static double amount(const koh_quantity *quantity, int year)
{
    return quantity == NULL ? 0 : koh_quantity_at(quantity, year);
}

static void check_step(koh_binder *b, const koh_plan_step *step, const char *place, int base_year)
{
    if (step->last_year < step->first_year) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "may take effect from %d to %d, expected a year",
                          step->first_year, step->last_year);
    }
    if (amount(step->grant, base_year) > amount(step->capex, base_year)) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "the grant %g is more than the investment %g",
                          amount(step->grant, base_year), amount(step->capex, base_year));
    }
}

static void bind_step(koh_binder *b, const cJSON *item, const koh_plan *plan, koh_plan_step *step)
{
    char *id = koh__arena_text(b->arena, item->string);
    char *place = koh__arena_format(b->arena, "/capacity/steps/%s", item->string);
    b->failed |= id == NULL || place == NULL;
    if (b->failed) {
        return;
    }
    const char *const names[KOH_LANGUAGES] = { id, id, id };
    int first = koh__bind_int(item, "first_year", plan->base_year);
    *step =
        (koh_plan_step){ .id = id,
                         .first_year = first,
                         .last_year = koh__bind_int(item, "last_year", first > plan->end_year ? first : plan->end_year),
                         .years_lead = koh__bind_int(item, "lead_years", 0),
                         .years_out = koh__bind_int(item, "out_years", 0),
                         .years_life = koh__bind_int(item, "life_years", 0),
                         .is_required = cJSON_IsTrue(koh__bind_member(item, "required")) };
    koh__bind_label(b, item, "label", names, step->label);
    step->places = bind_changes(b, item, place, "places");
    step->during = bind_changes(b, item, place, "during");
    step->capex = koh__bind_quantity(b, item, place, "capex");
    step->grant = koh__bind_quantity(b, item, place, "grant");
    step->opex = koh__bind_quantity(b, item, place, "opex");
    check_step(b, step, place, plan->base_year);
}

void koh__bind_steps(koh_binder *b, const cJSON *tree, const koh_plan *plan, koh_plan_capacity *bound)
{
    const cJSON *map = koh__bind_member(tree, "steps"), *rules = koh__bind_member(tree, "expansion"), *item;
    size_t n = (size_t) cJSON_GetArraySize(map), i = 0;
    if (n > KOH_EXPANSION_STEPS) {
        koh__findings_add(b->findings, KOH_ELIMIT, "/capacity/steps", "%zu steps, at most %d", n, KOH_EXPANSION_STEPS);
        return;
    }
    koh_plan_step *steps = KOH_TAKE(b->arena, n, koh_plan_step);
    koh_plan_expansion *expansion = KOH_TAKE(b->arena, 1, koh_plan_expansion);
    b->failed |= steps == NULL || expansion == NULL;
    if (n == 0 || b->failed) {
        return;
    }
    cJSON_ArrayForEach(item, map)
    {
        bind_step(b, item, plan, &steps[i++]);
    }
    *expansion = (koh_plan_expansion){
        .n_steps = n,
        .steps = steps,
        .discount = koh__bind_quantity(b, rules, "/capacity/expansion", "discount_rate"),
        .shortage = koh__bind_quantity(b, rules, "/capacity/expansion", "shortage_cost"),
        .share_draws = koh__bind_quantity(b, rules, "/capacity/expansion", "share_of_draws"),
        .growth_years = koh__bind_int(rules, "growth_years", 0),
    };
    bound->expansion = expansion;
}
