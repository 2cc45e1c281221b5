/* The housing section of a plan: types of dwellings and projects. The document has been checked. */
#include <string.h>

#include "io/binder_priv.h"
#include "io/movers_priv.h"

enum { TYPES_MAX = 64 };

size_t koh__dwelling_type(const koh_plan_housing *housing, const char *id)
{
    size_t i = 0;
    while (i < housing->n_types && strcmp(housing->types[i].id, id) != 0) {
        i++;
    }
    return i;
}

static const char *place_of(koh_binder *b, const char *map, const char *id, const char *key)
{
    const char *place = koh__arena_format(b->arena, "/housing/%s/%s%s%s", map, id, key[0] != '\0' ? "/" : "", key);
    b->failed |= place == NULL;
    return place != NULL ? place : "";
}

/* The type that a text names; a finding and the first type where there is none. */
static size_t type_named(koh_binder *b, const koh_plan_housing *housing, const char *id, const char *place)
{
    const size_t found = koh__dwelling_type(housing, id);
    const char *names[TYPES_MAX];
    if (found < housing->n_types) {
        return found;
    }
    for (size_t i = 0; i < housing->n_types; i++) {
        names[i] = housing->types[i].id;
    }
    const char *nearest = koh__text_nearest(id, names, housing->n_types);
    koh__findings_add(b->findings, KOH_EUNKNOWN, place, "unknown type of dwelling '%.60s'%s%s%s", id,
                      nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                      nearest != NULL ? "'?" : "");
    return 0;
}

static const double *bind_profile(koh_binder *b, const cJSON *item, const char *place)
{
    const koh_register *nation = &b->source->inputs->national;
    double *profile = KOH_TAKE(b->arena, 2 * nation->n_age, double);
    koh_csv *csv = koh__bind_file(b, item, place, KOH_MOVERS_COLUMNS, koh__movers_columns);
    koh_error error = { 0 };
    b->failed |= profile == NULL;
    if (csv != NULL && !b->failed) {
        const koh_movers_rows rows = { csv, 0, koh__csv_rows(csv), 0 };
        if (koh__movers_spread(&rows, nation, profile, &error) != KOH_OK) {
            koh__findings_add_error(b->findings, &error, place);
        }
    }
    koh__bind_note_file(b, place, item);
    koh__csv_free(csv);
    return profile;
}

/* What the plan says of a type; an own one must say who lives there and who moves in. */
static void bind_type(koh_binder *b, const cJSON *item, koh_plan_dwelling_type *type)
{
    const char *place = place_of(b, "types", type->id, "");
    const char *const fallback[KOH_LANGUAGES] = { type->name[0], type->name[1], type->name[2] };
    const cJSON *profile = koh__bind_member(item, "mover_profile");
    koh__bind_label(b, item, "label", fallback, type->name);
    type->persons = koh__bind_quantity(b, item, place, "persons_per_dwelling");
    type->local = koh__bind_quantity(b, item, place, "local_share");
    type->freed = koh__bind_quantity(b, item, place, "freed_share");
    type->chain = koh__bind_quantity(b, item, place, "chain_share");
    if (profile != NULL) {
        type->profile = bind_profile(b, profile, place_of(b, "types", type->id, "mover_profile"));
    }
    if (type->standard == NULL && (koh__bind_member(item, "persons_per_dwelling") == NULL || profile == NULL)) {
        koh__findings_add(b->findings, KOH_EMISSING, place,
                          "a type of the plan's own needs 'persons_per_dwelling' and 'mover_profile'");
    }
}

static void bind_types(koh_binder *b, const cJSON *map, koh_plan_housing *housing)
{
    const koh_inputs *inputs = b->source->inputs;
    koh_plan_dwelling_type *types = KOH_TAKE(b->arena, TYPES_MAX, koh_plan_dwelling_type);
    const cJSON *item;
    b->failed |= types == NULL;
    if (!b->failed) {
        koh__dwelling_types(inputs, types);
    }
    housing->types = types;
    housing->n_types = b->failed ? 0 : inputs->n_dwelling_types;
    cJSON_ArrayForEach(item, map)
    {
        size_t i = koh__dwelling_type(housing, item->string);
        if (i == TYPES_MAX || b->failed) {
            koh__findings_add(b->findings, KOH_ELIMIT, "/housing/types", "more than %d types", TYPES_MAX);
            return;
        }
        if (i == housing->n_types) {
            const char *id = koh__arena_text(b->arena, item->string);
            if (id == NULL) {
                b->failed = 1;
                return;
            }
            types[i] = (koh_plan_dwelling_type){ .id = id, .name = { id, id, id }, .freed_type = i };
            housing->n_types++;
        }
        if (!b->failed) {
            bind_type(b, item, &types[i]);
        }
    }
    cJSON_ArrayForEach(item, map) /* may name a type that stands further down */
    {
        const cJSON *freed = koh__bind_member(item, "freed_type");
        const size_t i = koh__dwelling_type(housing, item->string);
        if (freed != NULL && i < housing->n_types && !b->failed) {
            types[i].freed_type =
                type_named(b, housing, freed->valuestring, place_of(b, "types", item->string, "freed_type"));
        }
    }
}

/* Dwellings are built, and some of them in the plan's years. */
static void check_dwellings(koh_binder *b, const koh_plan *plan, const koh_quantity *q, const char *place)
{
    const double first = koh_quantity_at(q, plan->base_year), last = koh_quantity_at(q, plan->end_year);
    for (size_t i = 1; i < q->n; i++) {
        if (q->value[i] < q->value[i - 1]) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place,
                              "%g dwellings stand in %d and %g in %d: expected as many or more, year by year",
                              q->value[i - 1], q->year[i - 1], q->value[i], q->year[i]);
            return;
        }
    }
    if (q->n > 1 && q->year[0] > plan->base_year && q->value[0] > 0) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place,
                          "%g dwellings stand in %d, the path's first year: expected 0 or the number at the base "
                          "year %d first",
                          q->value[0], q->year[0], plan->base_year);
    } else if (q->value[q->n - 1] > 0 && !(last > first)) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place,
                          "no dwelling is completed from %d to %d: expected a path of the dwellings that stand, rising "
                          "within the plan's years",
                          plan->base_year, plan->end_year);
    }
}

static void bind_project(koh_binder *b, const cJSON *item, const koh_plan *plan, const koh_plan_housing *housing,
                         koh_project *project)
{
    const char *place = place_of(b, "projects", item->string, "");
    project->id = koh__arena_text(b->arena, item->string);
    b->failed |= project->id == NULL;
    const char *const fallback[KOH_LANGUAGES] = { project->id, project->id, project->id };
    koh__bind_label(b, item, "label", fallback, project->label);
    project->zone = koh__bind_text(b, item, "zone");
    project->type = type_named(b, housing, koh__bind_member(item, "type")->valuestring,
                               place_of(b, "projects", item->string, "type"));
    project->dwellings = koh__bind_quantity(b, item, place, "dwellings");
    project->slippage = koh__bind_quantity(b, item, place, "slippage_years");
    project->lapse = koh__bind_quantity(b, item, place, "lapse_share");
    project->local = koh__bind_quantity(b, item, place, "local_share");
    if (project->dwellings != NULL && plan->end_year > plan->base_year) {
        check_dwellings(b, plan, project->dwellings, place_of(b, "projects", item->string, "dwellings"));
    }
    if (strcmp(item->string, "all") == 0) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "'all' is all projects together; choose another id");
    }
}

void koh__bind_housing(koh_binder *b, const cJSON *item, koh_plan *plan)
{
    const cJSON *map = koh__bind_member(item, "projects"), *programme = koh__bind_member(item, "programme"), *member;
    koh_plan_housing *housing = KOH_TAKE(b->arena, 1, koh_plan_housing);
    koh_project *projects = KOH_TAKE(b->arena, KOH_PROJECTS_MAX, koh_project);
    size_t n = 0;
    b->failed |= housing == NULL || projects == NULL;
    if (b->failed) {
        return;
    }
    bind_types(b, koh__bind_member(item, "types"), housing);
    housing->slippage = koh__bind_quantity(b, item, "/housing", "slippage_years");
    housing->lapse = koh__bind_quantity(b, item, "/housing", "lapse_share");
    housing->in_trend = koh__bind_quantity(b, item, "/housing", "share_in_trend");
    cJSON_ArrayForEach(member, map)
    {
        if (n == KOH_PROJECTS_MAX) {
            koh__findings_add(b->findings, KOH_ELIMIT, "/housing/projects", "more than %d projects", KOH_PROJECTS_MAX);
            break;
        }
        if (!b->failed) {
            bind_project(b, member, plan, housing, &projects[n++]);
        }
    }
    if (programme != NULL && !b->failed) {
        n = koh__bind_programme(b, programme, plan, housing, n, projects);
    }
    if (!b->failed) {
        koh__bind_homes(b, item, housing);
    }
    housing->n_projects = n;
    housing->projects = projects;
    plan->housing = housing;
}
