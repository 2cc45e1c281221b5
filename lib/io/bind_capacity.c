/* The section `capacity` of a plan, but for the register and the target occupancy. The document has been checked. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"

/* The place of a choice among its words; 0 where nothing is said. */
static int choice_of(const cJSON *object, const char *key, const char *second)
{
    const cJSON *item = koh__bind_member(object, key);
    return cJSON_IsString(item) && strcmp(item->valuestring, second) == 0;
}

static void bind_type(koh_binder *b, const cJSON *item, koh_plan_type *type)
{
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "/capacity/types/%s", item->string);
    type->service_level = koh__bind_quantity(b, item, place, "service_level");
    type->unit_size = koh__bind_quantity(b, item, place, "unit_size");
    type->stay_years = koh__bind_quantity(b, item, place, "stay_years");
    type->arrivals = koh__bind_quantity(b, item, place, "arrivals_per_year");
    type->waiting = koh__bind_quantity(b, item, place, "waiting");
    type->rate_death = koh__bind_quantity(b, item, place, "waiting_death_rate");
    type->rate_withdraw = koh__bind_quantity(b, item, place, "waiting_withdrawal_rate");
    type->share_ready = koh__bind_quantity(b, item, place, "discharge_ready_share");
}

/* A stay of the plan's own needs to be told how many die waiting; unknown is not nobody. */
static void check_type(koh_binder *b, const char *service, const koh_plan_type *type, const koh_stay *known)
{
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "/capacity/types/%s", service);
    if (type->stay_years != NULL && type->rate_death == NULL && isnan(known->rate_death)) {
        koh__findings_add(b->findings, KOH_EMISSING, place,
                          "'stay_years' needs 'waiting_death_rate': there is no default of this type");
    }
}

/* Nobody comes back to a type that he has left: chains end. */
static void check_chains(koh_binder *b, size_t n, const koh_plan_type *types)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    for (size_t k = 0; k < n; k++) {
        size_t at = k;
        for (size_t i = 0; i <= n && at < n && types[at].share_on != NULL; i++) {
            at = types[at].on;
            if (at == k) {
                char place[KOH_POINTER_SIZE];
                (void) snprintf(place, sizeof place, "/capacity/types/%s/goes_on", services->names[k]);
                koh__findings_add(b->findings, KOH_EDOMAIN, place, "people would come round to '%s' again",
                                  services->names[k]);
                return;
            }
        }
    }
}

static void bind_on(koh_binder *b, const cJSON *item, const char *service, koh_plan_type *type)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "/capacity/types/%s/goes_on", service);
    const char *to = koh__bind_text(b, item, "to");
    if (to != NULL) {
        type->on = koh__bind_name(b, services, "service", to, place);
        type->share_on = koh__bind_quantity(b, item, place, "share");
    }
    if (type->share_on != NULL && type->on < services->n) {
        const koh_service_kind kind = b->source->inputs->services[type->on].kind;
        if (kind != KOH_SERVICE_PLACE && kind != KOH_SERVICE_DWELLING) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "'%s' has no places", to);
        }
    }
}

/* The types by service; only what takes up places has places. */
static const koh_plan_type *bind_types(koh_binder *b, const cJSON *map)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    koh_plan_type *types = KOH_TAKE(b->arena, services->n, koh_plan_type);
    b->failed |= types == NULL;
    for (size_t k = 0; k < services->n && !b->failed; k++) {
        const cJSON *item = koh__bind_member(map, services->names[k]);
        koh_service_kind kind = b->source->inputs->services[k].kind;
        if (item != NULL && kind != KOH_SERVICE_PLACE && kind != KOH_SERVICE_DWELLING) {
            char place[KOH_POINTER_SIZE];
            (void) snprintf(place, sizeof place, "/capacity/types/%s", item->string);
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "'%s' takes up neither places nor dwellings",
                              item->string);
        } else if (item != NULL) {
            bind_type(b, item, &types[k]);
            bind_on(b, koh__bind_member(item, "goes_on"), services->names[k], &types[k]);
            check_type(b, services->names[k], &types[k], &b->source->inputs->stays[k]);
        }
    }
    if (!b->failed) {
        check_chains(b, services->n, types);
    }
    return types;
}

void koh__bind_capacity(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    static const char *const of_level[] = { "/service_level", "/unit_size" };
    const size_t first = b->n_figures;
    koh_plan_capacity *capacity = KOH_TAKE(b->arena, 1, koh_plan_capacity);
    b->failed |= capacity == NULL;
    if (b->failed || tree == NULL) {
        return;
    }
    capacity->sizing = choice_of(tree, "sizing", "service_level") ? KOH_SIZING_LEVEL : KOH_SIZING_OCCUPANCY;
    capacity->reserve = choice_of(tree, "reserve", "largest_unit") ? KOH_RESERVE_LARGEST_UNIT : KOH_RESERVE_NONE;
    capacity->service_level = koh__bind_quantity(b, tree, "/capacity", "service_level");
    capacity->ready_day_cost = koh__bind_quantity(b, tree, "/capacity", "discharge_ready_day_cost");
    capacity->n_simulations = koh__bind_int(koh__bind_member(tree, "simulation"), "runs", 0);
    capacity->types = bind_types(b, koh__bind_member(tree, "types"));
    for (size_t i = 0; capacity->sizing != KOH_SIZING_LEVEL && i < sizeof of_level / sizeof of_level[0]; i++) {
        koh__ranges_refuse(b, first, "/capacity/", of_level[i],
                           "a range of this figure is drawn only where 'sizing' is service_level");
    }
    koh__bind_buildings(b, tree, plan, capacity);
    koh__bind_steps(b, tree, plan, capacity);
    plan->capacity = capacity;
}
