/* Measures, focus areas and studies to a koh_plan_measures. The document has been checked against its description. */
#include <math.h>
#include <string.h>

#include "io/binder_priv.h"
#include "kohort/measure.h"
#include "kohort/portfolio.h"
#include "plan/measures_priv.h"

enum { ACTION_YEARS = 4, GRANT_YEARS = 10 };

/* The names of the members of a map. */
static koh_name_list names_of(koh_binder *b, const cJSON *map)
{
    size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), i = 0;
    const char **names = KOH_TAKE(b->arena, n, const char *);
    const cJSON *item;
    b->failed |= names == NULL;
    cJSON_ArrayForEach(item, map)
    {
        char *copy = b->failed ? NULL : koh__arena_text(b->arena, item->string);
        b->failed |= copy == NULL;
        if (!b->failed) {
            names[i++] = copy;
        }
    }
    return (koh_name_list){ i, names };
}

/* Where a name stands in a list; one that does not is a finding, and gives n. */
static size_t find(koh_binder *b, const koh_name_list *list, const char *name, const char *what, const char *place)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->names[i], name) == 0) {
            return i;
        }
    }
    const char *nearest = koh__text_nearest(name, list->names, list->n);
    koh__findings_add(b->findings, KOH_EUNKNOWN, place, "unknown %s '%.64s'%s%s%s", what, name,
                      nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                      nearest != NULL ? "'?" : "");
    return list->n;
}

static const char *below(koh_binder *b, const char *map, const char *id, const char *key)
{
    const char *place = key == NULL ? koh__arena_format(b->arena, "%s/%s", map, id)
                                    : koh__arena_format(b->arena, "%s/%s/%s", map, id, key);
    b->failed |= place == NULL;
    return place == NULL ? "" : place;
}

static koh_progress progress_of(const cJSON *item)
{
    const cJSON *status = koh__bind_member(item, "status");
    for (int i = 0; status != NULL && i < KOH_PROGRESS_N; i++) {
        if (strcmp(koh__progress_names[i], status->valuestring) == 0) {
            return (koh_progress) i;
        }
    }
    return KOH_PROGRESS_PROPOSED;
}

static const char *area_of(koh_binder *b, const cJSON *item, const koh_name_list *areas, const char *map)
{
    const char *id = koh__bind_text(b, item, "focus_area");
    if (id != NULL) {
        (void) find(b, areas, id, "focus area", below(b, map, item->string, "focus_area"));
    }
    return id;
}

static void name(koh_binder *b, const cJSON *item, const char *id, const char *label[KOH_LANGUAGES])
{
    const char *const fallback[KOH_LANGUAGES] = { id, id, id };
    koh__bind_label(b, item, "label", fallback, label);
}

static koh_plan_grant bind_grant(koh_binder *b, const cJSON *item, const char *place)
{
    const cJSON *grant = koh__bind_member(item, "grant"), *condition = koh__bind_member(grant, "requires");
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    koh_plan_grant bound = { .type = (size_t) -1 };
    if (grant == NULL) {
        return bound;
    }
    bound.amount = koh__bind_quantity(b, grant, below(b, place, "grant", NULL), "amount");
    if (condition != NULL) {
        const char *type = koh__bind_member(condition, "type")->valuestring;
        bound.type = find(b, services, type, "service", below(b, place, "grant/requires", "type"));
        bound.places = koh__bind_int(condition, "places", 0);
        bound.years = koh__bind_int(condition, "years", GRANT_YEARS);
    }
    return bound;
}

static void bind_measure(koh_binder *b, const cJSON *item, const koh_name_list *areas, const char *id,
                         koh_plan_measure *m)
{
    const char *place = below(b, "/measures", id, NULL);
    m->id = id;
    name(b, item, id, m->label);
    m->focus_area = area_of(b, item, areas, "/measures");
    m->owner = koh__bind_text(b, item, "owner");
    m->due = koh__bind_text(b, item, "due");
    m->progress = progress_of(item);
    m->start_year = koh__bind_int(item, "start_year", 0);
    m->start_month = koh__bind_int(item, "start_month", 1);
    m->ramp_months = koh__bind_int(item, "ramp_months", 0);
    m->effect = koh__bind_quantity(b, item, place, "full_year_effect");
    m->one_off = koh__bind_quantity(b, item, place, "one_off_cost");
    m->investment = koh__bind_quantity(b, item, place, "investment");
    m->upkeep = koh__bind_quantity(b, item, place, "upkeep");
    m->benefit = koh__bind_quantity(b, item, place, "benefit");
    m->lifetime = koh__bind_int(item, "lifetime_years", 0);
    m->grant = bind_grant(b, item, place);
    if (m->grant.amount != NULL && m->investment == NULL) {
        koh__findings_add(b->findings, KOH_EMISSING, place, "a grant without an 'investment'");
    }
}

/* Marks the measures that a list names. */
static void link_to(koh_binder *b, const cJSON *item, const koh_name_list *ids, const char *key, unsigned char *row)
{
    const cJSON *name_item;
    cJSON_ArrayForEach(name_item, koh__bind_member(item, key))
    {
        size_t j = find(b, ids, name_item->valuestring, "measure", below(b, "/measures", item->string, key));
        if (j < ids->n) {
            row[j] = 1;
        }
    }
}

/* Links that cannot hold, and measures that count but exclude one another. */
static void check_links(koh_binder *b, const koh_plan_measures *measures)
{
    size_t n = measures->n, at = 0;
    double nothing[KOH_MEASURES_MAX] = { 0 };
    unsigned char fixed[KOH_MEASURES_MAX] = { 0 };
    koh_portfolio_point point;
    koh_error error;
    koh_status status = koh_measure_check(n, measures->depends, measures->excludes, &error, &at);
    if (status != KOH_OK) {
        koh__findings_add(
            b->findings, status,
            below(b, "/measures", measures->items[at].id, status == KOH_ECYCLE ? "depends_on" : "excludes"),
            "the measure %s", error.message);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const koh_progress progress = measures->items[i].progress;
        fixed[i] = progress >= KOH_PROGRESS_DECIDED && progress != KOH_PROGRESS_REJECTED;
        for (size_t j = 0; j < n; j++) {
            if (fixed[i] && measures->depends[i * n + j] && measures->items[j].progress == KOH_PROGRESS_REJECTED) {
                koh__findings_add(b->findings, KOH_EDOMAIN, below(b, "/measures", measures->items[i].id, "depends_on"),
                                  "'%.64s' is rejected, but this measure counts", measures->items[j].id);
            }
        }
    }
    const koh_portfolio_input input = {
        n, nothing, nothing, (double) INFINITY, measures->depends, measures->excludes, fixed
    };
    status = koh_portfolio_solve(&input, &error, &point);
    b->failed |= status == KOH_ENOMEM;
    if (status != KOH_OK && status != KOH_ENOMEM) {
        koh__findings_add(b->findings, KOH_EDOMAIN, "/measures", "decided measures: %s", error.message);
    }
}

static void bind_items(koh_binder *b, const cJSON *map, const koh_name_list *areas, koh_plan_measures *measures)
{
    const koh_name_list ids = names_of(b, map);
    const cJSON *item;
    size_t n = ids.n, i = 0;
    if (n > KOH_MEASURES_MAX) {
        koh__findings_add(b->findings, KOH_ELIMIT, "/measures", "%zu measures, at most %d", n, KOH_MEASURES_MAX);
        return;
    }
    koh_plan_measure *items = KOH_TAKE(b->arena, n, koh_plan_measure);
    unsigned char *depends = KOH_TAKE(b->arena, n * n, unsigned char);
    unsigned char *excludes = KOH_TAKE(b->arena, n * n, unsigned char);
    b->failed |= items == NULL || depends == NULL || excludes == NULL;
    cJSON_ArrayForEach(item, map)
    {
        if (b->failed) {
            return;
        }
        bind_measure(b, item, areas, ids.names[i], &items[i]);
        link_to(b, item, &ids, "depends_on", depends + i * n);
        link_to(b, item, &ids, "excludes", excludes + i * n);
        i++;
    }
    measures->n = n;
    measures->items = items;
    measures->depends = depends;
    measures->excludes = excludes;
    if (n > 0 && !b->failed) {
        check_links(b, measures);
    }
}

static void bind_studies(koh_binder *b, const cJSON *map, const koh_name_list *areas, koh_plan_measures *measures)
{
    const koh_name_list ids = names_of(b, map);
    koh_plan_study *studies = KOH_TAKE(b->arena, ids.n, koh_plan_study);
    const cJSON *item;
    size_t i = 0;
    b->failed |= studies == NULL;
    cJSON_ArrayForEach(item, map)
    {
        if (b->failed) {
            return;
        }
        koh_plan_study *study = &studies[i];
        study->id = ids.names[i++];
        name(b, item, study->id, study->label);
        study->where = koh__bind_text(b, item, "where");
        study->focus_area = area_of(b, item, areas, "/studies");
        study->owner = koh__bind_text(b, item, "owner");
        study->due = koh__bind_text(b, item, "due");
        study->result = koh__bind_text(b, item, "result");
        study->progress = progress_of(item);
    }
    measures->n_studies = ids.n;
    measures->studies = studies;
}

void koh__bind_measures(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *economy = koh__bind_member(tree, "economy"), *areas = koh__bind_member(tree, "focus_areas"), *item;
    const koh_name_list area_ids = names_of(b, areas);
    koh_plan_measures *measures = KOH_TAKE(b->arena, 1, koh_plan_measures);
    koh_plan_focus_area *bound = KOH_TAKE(b->arena, area_ids.n, koh_plan_focus_area);
    size_t i = 0;
    if (measures == NULL || bound == NULL || b->failed) {
        b->failed = 1;
        return;
    }
    plan->measures = measures;
    cJSON_ArrayForEach(item, areas)
    {
        bound[i].id = area_ids.names[i];
        name(b, item, bound[i].id, bound[i].label);
        i++;
    }
    measures->n_areas = area_ids.n;
    measures->areas = bound;
    bind_items(b, koh__bind_member(tree, "measures"), &area_ids, measures);
    bind_studies(b, koh__bind_member(tree, "studies"), &area_ids, measures);
    measures->from = koh__bind_int(economy, "action_plan_from", plan->base_year);
    measures->years = koh__bind_int(economy, "action_plan_years", ACTION_YEARS);
    measures->required = koh__bind_quantity(b, economy, "/economy", "savings_required");
    measures->budget = koh__bind_quantity(b, economy, "/economy", "measure_budget");
    measures->discount_rate = koh__bind_quantity(b, economy, "/economy", "discount_rate");
    measures->interest_rate = koh__bind_quantity(b, economy, "/economy", "interest_rate");
    measures->horizon = koh__bind_int(economy, "appraisal_years", 0);
}
