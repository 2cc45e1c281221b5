/* The section `targets` of a plan: its description, and binding. */
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "io/plan_schema_priv.h"
#include "plan/targets_priv.h"

static const koh_node target[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "quantity",
      .kind = KOH_NODE_TEXT,
      .required = 1,
      .help = "population, users_SERVICE, places_TYPE (needed), gap_TYPE, fte, ... (docs/report.md)" },
    { .key = "year", .kind = KOH_NODE_INT, .required = 1, .min = 1900, .max = 2300, .help = "at whose 1 January" },
    KOH_DIRECTION,
    { .key = "goal", .kind = KOH_NODE_QUANTITY, .required = 1, .help = "what is aimed at, in the quantity's own unit" },
};
const char *const koh__directions[2] = { "at_least", "at_most" };
const koh_node koh__target_member[1] = { KOH_OBJECT(NULL, target, "a figure to be met in a year") };

/* A figure of a service: "users_long_stay". */
static int find_service(const koh_name_list *services, const char *name, koh_key_figure *figure)
{
    static const koh_key_figure kinds[] = { { "users_", "persons", "demand/users", "service", NULL, 0 },
                                            { "places_", "places", "capacity/need", "type", NULL, 0 },
                                            { "gap_", "places", "capacity/gap", "type", NULL, 0 } };
    for (size_t k = 0; k < KOH_NODES(kinds); k++) {
        size_t length = strlen(kinds[k].id);
        for (size_t i = 0; strncmp(name, kinds[k].id, length) == 0 && i < services->n; i++) {
            if (strcmp(services->names[i], name + length) == 0) {
                *figure = kinds[k];
                figure->label = services->names[i];
                return 1;
            }
        }
    }
    return 0;
}

static void bind_quantity_name(koh_binder *b, const cJSON *item, const char *pointer, koh_key_figure *figure)
{
    enum { NAMES = 64 };
    const char *name = koh__bind_text(b, item, "quantity"), *names[NAMES];
    size_t n;
    const koh_key_figure *figures = koh__key_figures(&n);
    if (name == NULL) {
        return;
    }
    for (size_t i = 0; i < n && i < NAMES; i++) {
        names[i] = figures[i].id;
        if (strcmp(figures[i].id, name) == 0) {
            *figure = figures[i];
            return;
        }
    }
    if (!find_service(&b->source->lists[KOH_NAMES_SERVICES], name, figure)) {
        char place[KOH_POINTER_SIZE];
        const char *nearest = koh__text_nearest(name, names, n < NAMES ? n : NAMES);
        (void) snprintf(place, sizeof place, "%s/quantity", pointer);
        koh__findings_add(b->findings, KOH_EUNKNOWN, place, "unknown quantity '%.60s'%s%s%s", name,
                          nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                          nearest != NULL ? "'?" : "");
    }
    figure->id = name;
}

static void bind_target(koh_binder *b, const cJSON *item, const koh_plan *plan, koh_target *made)
{
    char *pointer = koh__arena_format(b->arena, "/targets/%s", item->string);
    made->id = koh__arena_text(b->arena, item->string);
    b->failed |= pointer == NULL || made->id == NULL;
    if (b->failed) {
        return;
    }
    const char *const fallback[KOH_LANGUAGES] = { made->id, made->id, made->id };
    koh__bind_label(b, item, "label", fallback, made->label);
    bind_quantity_name(b, item, pointer, &made->figure);
    made->year = koh__bind_int(item, "year", plan->base_year);
    made->direction =
        strcmp(koh__bind_member(item, "direction")->valuestring, "at_most") == 0 ? KOH_AT_MOST : KOH_AT_LEAST;
    made->value = koh__bind_quantity(b, item, pointer, "goal");
    if (made->year < plan->base_year || made->year > plan->end_year) {
        char place[KOH_POINTER_SIZE];
        (void) snprintf(place, sizeof place, "%s/year", pointer);
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "%d is outside the years %d to %d of the plan", made->year,
                          plan->base_year, plan->end_year);
    }
}

void koh__bind_targets(koh_binder *b, const cJSON *map, koh_plan *plan)
{
    size_t n = (size_t) cJSON_GetArraySize(map), i = 0;
    koh_target *targets = KOH_TAKE(b->arena, n, koh_target);
    koh_plan_targets *made = KOH_TAKE(b->arena, 1, koh_plan_targets);
    const cJSON *item;
    if (n > KOH_TARGETS_MAX) {
        koh__findings_add(b->findings, KOH_ELIMIT, "/targets", "more than %d targets", KOH_TARGETS_MAX);
        return;
    }
    if (targets == NULL || made == NULL) {
        b->failed = 1;
        return;
    }
    cJSON_ArrayForEach(item, map)
    {
        bind_target(b, item, plan, &targets[i++]);
    }
    *made = (koh_plan_targets){ n, targets };
    plan->targets = made;
}
