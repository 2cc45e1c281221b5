/* The structure alternatives of a plan. The document has been checked; units are looked up here. */
#include <string.h>

#include "io/binder_priv.h"
#include "plan/structures_priv.h"

/* The unit of a name, or n_units with a finding. */
static size_t find_unit(koh_binder *b, const koh_plan *plan, const char *name, const char *place)
{
    const char **ids = KOH_TAKE(b->arena, plan->n_units, const char *);
    b->failed |= ids == NULL;
    for (size_t u = 0; !b->failed && u < plan->n_units; u++) {
        ids[u] = plan->units[u].id;
        if (strcmp(ids[u], name) == 0) {
            return u;
        }
    }
    if (!b->failed) {
        const char *nearest = koh__text_nearest(name, ids, plan->n_units);
        koh__findings_add(b->findings, KOH_EUNKNOWN, place, "the register of places has no unit '%.60s'%s%s%s", name,
                          nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                          nearest != NULL ? "'?" : "");
    }
    return plan->n_units;
}

/* The units of one group; `taken` [n_units] tells those that the structure has gathered already. */
static koh_plan_group bind_group(koh_binder *b, const cJSON *item, const char *place, const koh_plan *plan, int *taken)
{
    const cJSON *list = koh__bind_member(item, "units"), *name;
    koh_plan_group group = { .into = (size_t) koh__bind_int(item, "into", 1) };
    size_t *units = KOH_TAKE(b->arena, (size_t) cJSON_GetArraySize(list), size_t);
    b->failed |= units == NULL;
    if (cJSON_GetArraySize(list) == 0) {
        koh__findings_add(b->findings, KOH_EMISSING, place, "a group without units");
    }
    cJSON_ArrayForEach(name, list)
    {
        const char *at = koh__arena_format(b->arena, "%s/units/%zu", place, group.n_units);
        b->failed |= at == NULL;
        const size_t u = b->failed ? plan->n_units : find_unit(b, plan, name->valuestring, at);
        if (b->failed || u == plan->n_units) {
            break;
        }
        if (taken[u]++) {
            koh__findings_add(b->findings, KOH_EDUPLICATE, at, "unit '%.60s' is gathered twice in this structure",
                              name->valuestring);
        }
        units[group.n_units++] = u;
    }
    group.units = units;
    return group;
}

static void bind_alternative(koh_binder *b, const cJSON *item, const koh_plan *plan, koh_plan_structure *made)
{
    static const char *const today[] = { "today" };
    const cJSON *map = koh__bind_member(item, "groups"), *group;
    const char *const fallback[KOH_LANGUAGES] = { made->id, made->id, made->id };
    const int n_groups = plan->n_units > 0 ? cJSON_GetArraySize(map) : 0; /* without a register nothing is gathered */
    koh_plan_group *groups = KOH_TAKE(b->arena, (size_t) n_groups, koh_plan_group);
    int *taken = KOH_TAKE(b->arena, plan->n_units, int);
    const cJSON *gathered = n_groups > 0 ? map : NULL;
    koh__bind_label(b, item, "label", fallback, made->label);
    b->failed |= groups == NULL || taken == NULL;
    if (strcmp(made->id, today[0]) == 0) {
        koh__findings_add(b->findings, KOH_EDUPLICATE, "/structures/alternatives/today",
                          "'today' is the register as it is; choose another id");
    }
    cJSON_ArrayForEach(group, gathered)
    {
        const char *place =
            b->failed ? NULL
                      : koh__arena_format(b->arena, "/structures/alternatives/%s/groups/%s", made->id, group->string);
        b->failed |= place == NULL;
        if (b->failed) {
            return;
        }
        groups[made->n_groups++] = bind_group(b, group, place, plan, taken);
    }
    made->groups = groups;
}

void koh__bind_structures(koh_binder *b, const cJSON *section, koh_plan *plan)
{
    const cJSON *map = koh__bind_member(section, "alternatives"), *item;
    const size_t n = (size_t) cJSON_GetArraySize(map) + 1;
    koh_plan_structures *made = KOH_TAKE(b->arena, 1, koh_plan_structures);
    koh_plan_structure *structures = KOH_TAKE(b->arena, n, koh_plan_structure);
    size_t i = 1;
    b->failed |= made == NULL || structures == NULL;
    if (b->failed) {
        return;
    }
    structures[0] = (koh_plan_structure){ .id = "today", .label = { "Dagens struktur", "Strukturen i dag", "Today" } };
    cJSON_ArrayForEach(item, map)
    {
        structures[i].id = koh__arena_text(b->arena, item->string);
        b->failed |= structures[i].id == NULL;
        if (b->failed) {
            return;
        }
        bind_alternative(b, item, plan, &structures[i++]);
    }
    made->places_per_post = koh__bind_quantity(b, section, "/structures", "places_per_post");
    made->least_posts = koh__bind_quantity(b, section, "/structures", "least_posts");
    made->fte_per_post = koh__bind_quantity(b, section, "/structures", "fte_per_post");
    made->fte_per_unit = koh__bind_quantity(b, section, "/structures", "fte_per_unit");
    made->cost_per_fte = koh__bind_quantity(b, section, "/structures", "cost_per_fte");
    made->n = n;
    made->structures = structures;
    plan->structures = made;
}
