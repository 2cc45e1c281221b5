/* The section `economy` to a koh_plan_economy. The document has been checked against its description. */
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "io/data_priv.h"
#include "plan/economy_priv.h"

/* The member of a map as an object, with its pointer; NULL = out of memory. */
static const char *place_of(koh_binder *b, const char *map, const char *id)
{
    const char *place = koh__arena_format(b->arena, "%s/%s", map, id);
    b->failed |= place == NULL;
    return place;
}

static void bind_zone(koh_binder *b, const cJSON *section, koh_plan_economy *economy)
{
    const koh_economy_data *data = b->source->inputs->economy;
    const cJSON *zone = koh__bind_member(section, "payroll_tax_zone");
    if (zone == NULL) {
        economy->region_zone = koh__data_region_zone(data, b->source->inputs->region);
        economy->zone = economy->region_zone == NULL ? 0 : economy->region_zone->zone;
        return;
    }
    economy->zone_named = 1;
    for (size_t i = 0; i < data->n_zones; i++) {
        if (strcmp(data->zones[i].id, zone->valuestring) == 0) {
            economy->zone = i;
            return;
        }
    }
    koh__findings_add(b->findings, KOH_EUNKNOWN, "/economy/payroll_tax_zone",
                      "unknown zone '%.20s', expected one of 1, 1a, 2, 3, 4, 4a, 5", zone->valuestring);
}

static void bind_earnings(koh_binder *b, const cJSON *section, koh_plan_economy *economy)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const cJSON *map = koh__bind_member(section, "earnings");
    if (map == NULL) {
        return;
    }
    economy->earnings = KOH_TAKE(b->arena, list->n, const koh_quantity *);
    b->failed |= economy->earnings == NULL;
    for (size_t j = 0; !b->failed && j < list->n; j++) {
        economy->earnings[j] = koh__bind_quantity(b, map, "/economy/earnings", list->names[j]);
    }
}

/* Does a service have a cost of its own: staff by a norm, or a cost that the plan gives? */
static int is_costed(const koh_binder *b, const koh_plan *plan, const koh_plan_cost *costs, size_t k)
{
    const koh_inputs *inputs = b->source->inputs;
    const koh_quantity **own = plan->services[k].fte_per_unit;
    int costed = costs[k].unit_cost != NULL || costs[k].other_cost != NULL;
    for (size_t i = 0; i < inputs->n_norms; i++) {
        costed |= inputs->norms[i].service == k;
    }
    for (size_t j = 0; own != NULL && j < inputs->n_professions; j++) {
        costed |= own[j] != NULL;
    }
    return costed;
}

/* A whole and its parts cannot both have costs: the total would hold them twice. */
static void check_wholes(koh_binder *b, const koh_plan *plan, const koh_plan_cost *costs)
{
    const koh_service *services = b->source->inputs->services;
    for (size_t k = 0; k < b->source->inputs->n_services; k++) {
        size_t whole = services[k].parent;
        if (whole != (size_t) -1 && (costs[whole].unit_cost != NULL || costs[whole].other_cost != NULL) &&
            is_costed(b, plan, costs, k)) {
            const char *place = place_of(b, "/economy/services", services[whole].id);
            koh__findings_add(b->findings, KOH_EDOMAIN, place != NULL ? place : "",
                              "its part '%s' has a cost of its own, which would count twice; give the cost there",
                              services[k].id);
        }
    }
}

static void bind_services(koh_binder *b, const cJSON *section, const koh_plan *plan, koh_plan_economy *economy)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_SERVICES];
    const cJSON *map = koh__bind_member(section, "services");
    koh_plan_cost *costs = map == NULL ? NULL : KOH_TAKE(b->arena, list->n, koh_plan_cost);
    if (map == NULL || costs == NULL) {
        b->failed |= map != NULL;
        return;
    }
    for (size_t k = 0; k < list->n; k++) {
        const cJSON *item = koh__bind_member(map, list->names[k]);
        const char *place = item == NULL ? NULL : place_of(b, "/economy/services", list->names[k]);
        if (place == NULL) {
            continue;
        }
        costs[k].unit_cost = koh__bind_quantity(b, item, place, "unit_cost");
        costs[k].other_cost = koh__bind_quantity(b, item, place, "other_cost");
        costs[k].user_payment = koh__bind_quantity(b, item, place, "user_payment");
        if (costs[k].unit_cost != NULL && costs[k].other_cost != NULL) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "'unit_cost' is gross: it holds 'other_cost' already");
        }
    }
    economy->services = costs;
    if (!b->failed) {
        check_wholes(b, plan, costs);
    }
}

/* Bands may leave ages out; they may not overlap. */
static void check_bands(koh_binder *b, size_t n, const koh_plan_cost_band *bands)
{
    for (size_t i = 0; i < n; i++) {
        const char *place = place_of(b, "/economy/age_costs", bands[i].id);
        if (place != NULL && bands[i].to >= 0 && bands[i].to < bands[i].from) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "ages %d to %d, expected the lower first", bands[i].from,
                              bands[i].to);
        }
        for (size_t j = 0; place != NULL && j < i; j++) {
            const koh_plan_cost_band *x = &bands[i], *y = &bands[j];
            if ((y->to < 0 || x->from <= y->to) && (x->to < 0 || y->from <= x->to)) {
                koh__findings_add(b->findings, KOH_EDOMAIN, place, "shares ages with '%.64s'", y->id);
            }
        }
    }
}

static void bind_bands(koh_binder *b, const cJSON *section, koh_plan_economy *economy)
{
    const cJSON *map = koh__bind_member(section, "age_costs"), *item;
    size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), i = 0;
    koh_plan_cost_band *bands = KOH_TAKE(b->arena, n, koh_plan_cost_band);
    b->failed |= bands == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = place_of(b, "/economy/age_costs", item->string);
        if (b->failed) {
            return;
        }
        bands[i].id = strrchr(place, '/') + 1;
        bands[i].from = koh__bind_int(item, "age_from", 0);
        bands[i].to = koh__bind_int(item, "age_to", -1);
        bands[i].cost = koh__bind_quantity(b, item, place, "cost");
        if (bands[i++].cost == NULL) {
            return;
        }
    }
    if (!b->failed) {
        check_bands(b, n, bands);
        economy->n_bands = n;
        economy->bands = bands;
    }
}

static void bind_refund(koh_binder *b, const cJSON *section, koh_plan_economy *economy)
{
    const cJSON *refund = koh__bind_member(section, "state_refund"), *map = koh__bind_member(refund, "groups"), *item;
    size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), i = 0;
    koh_plan_refund_group *groups = KOH_TAKE(b->arena, n, koh_plan_refund_group);
    b->failed |= groups == NULL;
    if (refund == NULL || b->failed) {
        return;
    }
    economy->refund_threshold = koh__bind_quantity(b, refund, "/economy/state_refund", "threshold");
    economy->refund_share = koh__bind_quantity(b, refund, "/economy/state_refund", "share");
    cJSON_ArrayForEach(item, map)
    {
        const char *place = place_of(b, "/economy/state_refund/groups", item->string);
        if (b->failed) {
            return;
        }
        groups[i].id = strrchr(place, '/') + 1;
        groups[i].recipients = koh__bind_quantity(b, item, place, "recipients");
        groups[i].cost = koh__bind_quantity(b, item, place, "cost");
        if (groups[i].recipients == NULL || groups[i++].cost == NULL) {
            return; /* a file that cannot be read has a finding */
        }
    }
    economy->n_groups = n;
    economy->groups = groups;
}

static void bind_peers(koh_binder *b, const cJSON *section, koh_plan_economy *economy)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_SERVICES];
    const cJSON *map = koh__bind_member(section, "peers"), *item;
    size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), i = 0;
    koh_plan_peer *peers = KOH_TAKE(b->arena, n, koh_plan_peer);
    b->failed |= peers == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = place_of(b, "/economy/peers", item->string);
        const char *costs = place == NULL ? NULL : place_of(b, place, "unit_cost");
        const koh_quantity **unit_cost = b->failed ? NULL : KOH_TAKE(b->arena, list->n, const koh_quantity *);
        b->failed |= unit_cost == NULL;
        if (b->failed) {
            return;
        }
        peers[i].id = strrchr(place, '/') + 1;
        koh__bind_label(b, item, "label", (const char *const[]){ peers[i].id, peers[i].id, peers[i].id },
                        peers[i].label);
        for (size_t k = 0; k < list->n; k++) {
            unit_cost[k] = koh__bind_quantity(b, koh__bind_member(item, "unit_cost"), costs, list->names[k]);
        }
        peers[i++].unit_cost = unit_cost;
    }
    economy->n_peers = n;
    economy->peers = peers;
}

void koh__bind_economy(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *section = koh__bind_member(tree, "economy");
    koh_plan_economy *economy = KOH_TAKE(b->arena, 1, koh_plan_economy);
    if (economy == NULL || b->failed) {
        b->failed = 1;
        return;
    }
    plan->economy = economy;
    economy->price_year = koh__bind_int(section, "price_year", KOH_YEAR_NONE);
    bind_zone(b, section, economy);
    economy->payroll_tax = koh__bind_quantity(b, section, "/economy", "payroll_tax");
    economy->pension = koh__bind_quantity(b, section, "/economy", "pension");
    economy->wage_growth = koh__bind_quantity(b, section, "/economy", "wage_growth");
    economy->price_growth = koh__bind_quantity(b, section, "/economy", "price_growth");
    economy->other_cost_ratio = koh__bind_quantity(b, section, "/economy", "other_cost_ratio");
    bind_earnings(b, section, economy);
    bind_services(b, section, plan, economy);
    bind_bands(b, section, economy);
    economy->free_revenue = koh__bind_quantity(b, section, "/economy", "free_revenue");
    bind_refund(b, section, economy);
    bind_peers(b, section, economy);
}
