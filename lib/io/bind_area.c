/* The section `area` of a plan. The document has been checked. */
#include "io/area_binder_priv.h"

static void bind_partners(koh_binder *b, const cJSON *map, const char *place, koh_plan_cooperation *cooperation)
{
    const koh_quantity **users = KOH_TAKE(b->arena, (size_t) cJSON_GetArraySize(map), const koh_quantity *);
    const cJSON *item;
    b->failed |= users == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *pointer = koh__arena_format(b->arena, "%s/partners/%s", place, item->string);
        b->failed |= pointer == NULL;
        const koh_quantity *told = b->failed ? NULL : koh__bind_quantity(b, item, pointer, "users");
        if (told != NULL) {
            users[cooperation->n_partners++] = told;
        }
    }
    if (map == NULL || map->child == NULL) {
        koh__findings_add(b->findings, KOH_EMISSING, place, "needs 'partners': one other municipality at least");
    }
    cooperation->users = users;
}

static void bind_cooperations(koh_binder *b, const cJSON *map, koh_plan_area *area)
{
    const size_t n = (size_t) cJSON_GetArraySize(map);
    koh_plan_cooperation *cooperations = KOH_TAKE(b->arena, n, koh_plan_cooperation);
    const cJSON *item;
    b->failed |= cooperations == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = koh__arena_format(b->arena, "/area/cooperation/%s", item->string);
        const char *id = koh__arena_text(b->arena, item->string), *service = koh__bind_text(b, item, "service");
        const char *pointer = koh__arena_format(b->arena, "/area/cooperation/%s/service", item->string);
        b->failed |= place == NULL || id == NULL || pointer == NULL;
        if (b->failed) {
            return;
        }
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        koh_plan_cooperation *one = &cooperations[area->n_cooperations++];
        one->id = id;
        one->service = koh__bind_name(b, &b->source->lists[KOH_NAMES_SERVICES], "service", service, pointer);
        one->level = koh__bind_quantity(b, item, place, "service_level");
        koh__bind_label(b, item, "label", fallback, one->label);
        bind_partners(b, koh__bind_member(item, "partners"), place, one);
    }
    area->cooperations = cooperations;
}

void koh__bind_area(koh_binder *b, const cJSON *section, koh_plan *plan)
{
    koh_plan_area *area = KOH_TAKE(b->arena, 1, koh_plan_area);
    b->failed |= area == NULL;
    if (b->failed) {
        return;
    }
    koh__bind_zones(b, section, plan, area);
    koh__bind_travel(b, section, area);
    bind_cooperations(b, koh__bind_member(section, "cooperation"), area);
    plan->area = area;
}
