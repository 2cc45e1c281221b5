/* Prevention and new tasks. The document has been checked. */
#include "io/binder_priv.h"
#include "plan/need_priv.h"

/* The service of an item; a sum of parts has its users from them. */
static size_t service_of(koh_binder *b, const cJSON *item, const char *place)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    const char *name = koh__bind_text(b, item, "service");
    const size_t k = b->failed ? services->n : koh__bind_name(b, services, "service", name, place);
    if (k < services->n && b->source->inputs->services[k].sum_of_parts) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "'%s' is the sum of its parts: name one of them", name);
    }
    return k;
}

static void bind_prevention(koh_binder *b, const cJSON *item, const char *place, koh_plan_prevention *p)
{
    p->id = koh__arena_text(b->arena, item->string);
    b->failed |= p->id == NULL;
    if (b->failed) {
        return;
    }
    koh__bind_label(b, item, "label", (const char *const[]){ p->id, p->id, p->id }, p->label);
    p->service = service_of(b, item, place);
    p->participants = koh__bind_quantity(b, item, place, "participants");
    p->effect = koh__bind_quantity(b, item, place, "effect");
    p->lag_years = koh__bind_quantity(b, item, place, "lag_years");
    p->lasts_years = koh__bind_quantity(b, item, place, "lasts_years");
    p->cost = koh__bind_quantity(b, item, place, "cost");
}

static void bind_task(koh_binder *b, const cJSON *item, const char *place, koh_plan_task *task)
{
    task->id = koh__arena_text(b->arena, item->string);
    b->failed |= task->id == NULL;
    if (b->failed) {
        return;
    }
    koh__bind_label(b, item, "label", (const char *const[]){ task->id, task->id, task->id }, task->label);
    task->service = service_of(b, item, place);
    task->users = koh__bind_quantity(b, item, place, "users");
    task->from_year = koh__bind_int(item, "from_year", 0);
    task->ramp_years = koh__bind_quantity(b, item, place, "ramp_years");
    task->hours_per_week = koh__bind_quantity(b, item, place, "hours_per_week");
}

static size_t size_of(const cJSON *map)
{
    return map == NULL ? 0 : (size_t) cJSON_GetArraySize(map);
}

void koh__bind_effects(koh_binder *b, const cJSON *tree, koh_plan_need *need)
{
    const cJSON *section = koh__bind_member(tree, "need"), *item;
    const cJSON *prevention = koh__bind_member(section, "prevention"), *tasks = koh__bind_member(section, "new_tasks");
    koh_plan_prevention *p = KOH_TAKE(b->arena, size_of(prevention), koh_plan_prevention);
    koh_plan_task *t = KOH_TAKE(b->arena, size_of(tasks), koh_plan_task);
    if (p == NULL || t == NULL) {
        b->failed = 1;
        return;
    }
    cJSON_ArrayForEach(item, prevention)
    {
        const char *place = koh__arena_format(b->arena, "/need/prevention/%s", item->string);
        b->failed |= place == NULL;
        if (!b->failed) {
            bind_prevention(b, item, place, &p[need->n_preventions++]);
        }
    }
    cJSON_ArrayForEach(item, tasks)
    {
        const char *place = koh__arena_format(b->arena, "/need/new_tasks/%s", item->string);
        b->failed |= place == NULL;
        if (!b->failed) {
            bind_task(b, item, place, &t[need->n_tasks++]);
        }
    }
    need->preventions = p;
    need->tasks = t;
}
