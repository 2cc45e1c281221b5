/* What changes the demand for staff in a plan: tasks that move, technology, informal care; and who is served first. */
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "plan/workforce_priv.h"

static const char *place_of(koh_binder *b, const char *map, const char *id)
{
    const char *place = koh__arena_format(b->arena, "/workforce/%s/%s", map, id);
    b->failed |= place == NULL;
    return place == NULL ? "" : place;
}

/* The name under a key of an object, in a list. */
static size_t bind_name(koh_binder *b, const cJSON *item, const char *pointer, const char *key, koh_node_names list)
{
    const char *name = koh__bind_text(b, item, key), *place = koh__arena_format(b->arena, "%s/%s", pointer, key);
    b->failed |= place == NULL || name == NULL;
    return b->failed ? 0 : koh__bind_name(b, &b->source->lists[list], key, name, place);
}

/* Shares and efficiencies that hold together in every year of the plan. */
static void check_task_shifts(koh_binder *b, const koh_plan *plan, size_t n, const koh_plan_task_shift *shifts)
{
    koh_task_shift *now = KOH_TAKE(b->arena, n, koh_task_shift);
    koh_error error = { .status = KOH_OK };
    koh_status status = KOH_OK;
    b->failed |= now == NULL;
    for (int year = plan->base_year; year <= plan->end_year && status == KOH_OK && !b->failed; year++) {
        for (size_t i = 0; i < n; i++) {
            now[i] = (koh_task_shift){ shifts[i].from, shifts[i].to, koh_quantity_at(shifts[i].share, year),
                                       koh_quantity_at(shifts[i].efficiency, year) };
        }
        status = koh_task_shift_check(b->source->lists[KOH_NAMES_PROFESSIONS].n, n, now, &error);
    }
    if (status != KOH_OK) {
        koh__findings_add(b->findings, status, "/workforce/task_shifts", "%s", error.message);
    }
}

static void bind_task_shifts(koh_binder *b, const cJSON *map, const koh_plan *plan, koh_plan_workforce *workforce)
{
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), before = b->findings->n;
    koh_plan_task_shift *shifts = KOH_TAKE(b->arena, n, koh_plan_task_shift);
    const cJSON *item;
    size_t i = 0;
    b->failed |= shifts == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = place_of(b, "task_shifts", item->string);
        if (b->failed) {
            return;
        }
        shifts[i].id = koh__arena_text(b->arena, item->string);
        shifts[i].from = bind_name(b, item, place, "from", KOH_NAMES_PROFESSIONS);
        shifts[i].to = bind_name(b, item, place, "to", KOH_NAMES_PROFESSIONS);
        shifts[i].share = koh__bind_quantity(b, item, place, "share");
        shifts[i].efficiency = koh__bind_quantity(b, item, place, "efficiency");
        b->failed |= shifts[i].id == NULL;
        i++;
    }
    workforce->n_task_shifts = n;
    workforce->task_shifts = shifts;
    if (n > 0 && !b->failed && b->findings->n == before) {
        check_task_shifts(b, plan, n, shifts);
    }
}

/* Has a service or one of its parts a norm, whose staff technology could spare? */
static int is_staffed(const koh_binder *b, const koh_plan *plan, size_t service)
{
    const koh_inputs *inputs = b->source->inputs;
    int staffed = plan->services[service].fte_per_unit != NULL;
    for (size_t i = 0; i < inputs->n_norms; i++) {
        const size_t k = inputs->norms[i].service;
        staffed |= k == service || inputs->services[k].parent == service;
    }
    return staffed;
}

static void bind_technologies(koh_binder *b, const cJSON *map, const koh_plan *plan, koh_plan_workforce *workforce)
{
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), before = b->findings->n;
    koh_plan_technology *technologies = KOH_TAKE(b->arena, n, koh_plan_technology);
    const cJSON *item;
    size_t i = 0;
    b->failed |= technologies == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = place_of(b, "technology", item->string), *id = koh__arena_text(b->arena, item->string);
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        b->failed |= id == NULL;
        if (b->failed) {
            return;
        }
        koh_plan_technology *t = &technologies[i++];
        t->id = id;
        koh__bind_label(b, item, "label", fallback, t->label);
        t->service = bind_name(b, item, place, "service", KOH_NAMES_SERVICES);
        if (b->findings->n == before && !is_staffed(b, plan, t->service)) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place,
                              "no norm for the staff of '%s': there is nothing to save",
                              b->source->lists[KOH_NAMES_SERVICES].names[t->service]);
        }
        t->midpoint = koh__bind_int(item, "midpoint", 0);
        t->years = koh__bind_quantity(b, item, place, "years");
        t->reach = koh__bind_quantity(b, item, place, "reach");
        t->coverage = koh__bind_quantity(b, item, place, "coverage");
        t->saved_share = koh__bind_quantity(b, item, place, "saved_share");
    }
    workforce->n_technologies = n;
    workforce->technologies = technologies;
}

static void bind_informal(koh_binder *b, const cJSON *item, koh_plan_workforce *workforce)
{
    static const char pointer[] = "/workforce/informal_care";
    koh_plan_informal *informal = &workforce->informal;
    if (item == NULL) {
        return;
    }
    informal->profession = bind_name(b, item, pointer, "profession", KOH_NAMES_PROFESSIONS);
    informal->change = koh__bind_quantity(b, item, pointer, "change");
    informal->substitution = koh__bind_quantity(b, item, pointer, "substitution");
    informal->hours_per_fte = koh__bind_quantity(b, item, pointer, "hours_per_fte");
    informal->hours = koh__bind_quantity(b, item, pointer, "hours");
}

/* Services that the plan does not name come last, alike. */
static void bind_order(koh_binder *b, const cJSON *map, koh_plan_workforce *workforce)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    int *order = KOH_TAKE(b->arena, services->n, int);
    b->failed |= order == NULL;
    for (size_t k = 0; k < services->n && !b->failed; k++) {
        order[k] = map == NULL ? KOH_ORDER_LAST : koh__bind_int(map, services->names[k], KOH_ORDER_LAST);
    }
    workforce->order = order;
}

/* From services whose users wait for a place to services that are given in hours, so that nobody is moved on. */
static void bind_moved(koh_binder *b, const cJSON *map, koh_plan_workforce *workforce)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    koh_plan_moved *moved = map == NULL ? NULL : KOH_TAKE(b->arena, services->n, koh_plan_moved);
    const cJSON *item;
    b->failed |= map != NULL && moved == NULL;
    for (size_t k = 0; moved != NULL && k < services->n && !b->failed; k++) {
        item = koh__bind_member(map, services->names[k]);
        const char *place = item == NULL ? NULL : place_of(b, "moved_when_short", item->string);
        if (item == NULL || b->failed) {
            continue;
        }
        const koh_service_kind kind = b->source->inputs->services[k].kind;
        moved[k].to = bind_name(b, item, place, "to", KOH_NAMES_SERVICES);
        moved[k].share = koh__bind_quantity(b, item, place, "share");
        if (kind != KOH_SERVICE_PLACE && kind != KOH_SERVICE_DWELLING) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place,
                              "users of a service of hours get fewer hours, not a place");
        } else if (moved[k].to < services->n && b->source->inputs->services[moved[k].to].kind != KOH_SERVICE_HOURS) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "'%s' is not given in hours",
                              services->names[moved[k].to]);
        }
    }
    workforce->moved = moved;
}

void koh__bind_staffing(koh_binder *b, const cJSON *section, const koh_plan *plan, koh_plan_workforce *workforce)
{
    bind_task_shifts(b, koh__bind_member(section, "task_shifts"), plan, workforce);
    bind_technologies(b, koh__bind_member(section, "technology"), plan, workforce);
    bind_informal(b, koh__bind_member(section, "informal_care"), workforce);
    bind_order(b, koh__bind_member(section, "served_first"), workforce);
    bind_moved(b, koh__bind_member(section, "moved_when_short"), workforce);
}
