/* Coverage of services, their users by age band, and peers. The document has been checked. */
#include <math.h>
#include <string.h>

#include "io/binder_priv.h"
#include "kohort/age_band.h"
#include "plan/need_priv.h"

enum { AGE_FROM = 80 }; /* planners' coverage is per 100 inhabitants of 80 years and over */

#define SUM_ROUNDING 1e-9 /* of counts of persons */

static koh_coverage_path path_of(const char *name)
{
    static const char *const names[] = { "constant", "target", "norm", "peers", "events" };
    size_t i = 0;
    while (name != NULL && i < KOH_COVERAGE_EVENTS && strcmp(names[i], name) != 0) {
        i++;
    }
    return name == NULL ? KOH_COVERAGE_CONSTANT : (koh_coverage_path) i;
}

/* Where no year is told: the first after the base year of the figure's own path, or the next year. */
static int reached_of(const koh_plan_coverage *c, int base_year)
{
    const koh_quantity *goal = c->path == KOH_COVERAGE_TARGET ? c->target
                               : c->path == KOH_COVERAGE_NORM ? c->norm
                                                              : NULL;
    for (size_t i = 0; goal != NULL && goal->n > 1 && i < goal->n; i++) {
        if (goal->year[i] > base_year) {
            return goal->year[i];
        }
    }
    return base_year + 1;
}

static void check_coverage(koh_binder *b, const koh_plan_coverage *c, size_t k, int base_year, const char *place)
{
    const koh_service_kind kind = b->source->inputs->services[k].kind;
    if (c->age_to >= 0 && c->age_to < c->age_from) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "ages %d to %d, expected the lower first", c->age_from,
                          c->age_to);
    }
    if ((c->path == KOH_COVERAGE_TARGET && c->target == NULL) || (c->path == KOH_COVERAGE_NORM && c->norm == NULL)) {
        koh__findings_add(b->findings, KOH_EMISSING, place, "the path needs a '%s'",
                          c->path == KOH_COVERAGE_TARGET ? "target" : "norm");
    }
    if (c->norm != NULL && kind != KOH_SERVICE_PLACE && kind != KOH_SERVICE_DWELLING) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place,
                          "a norm is told in places: the service has none, expected a 'target'");
    }
    if (c->reached <= base_year) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "reached in %d, expected a year after the base year %d",
                          c->reached, base_year);
    }
}

static const koh_plan_coverage *bind_coverage(koh_binder *b, const cJSON *item, size_t k, int base_year,
                                              const char *place)
{
    koh_plan_coverage *c = KOH_TAKE(b->arena, 1, koh_plan_coverage);
    b->failed |= c == NULL;
    if (c == NULL) {
        return NULL;
    }
    c->path = path_of(koh__bind_text(b, item, "path"));
    c->age_from = koh__bind_int(item, "age_from", AGE_FROM);
    c->age_to = koh__bind_int(item, "age_to", -1);
    c->share = koh__bind_quantity(b, item, place, "share");
    c->target = koh__bind_quantity(b, item, place, "target");
    c->norm = koh__bind_quantity(b, item, place, "norm");
    c->reached = koh__bind_int(item, "reached", reached_of(c, base_year));
    check_coverage(b, c, k, base_year, place);
    return c;
}

/* Users of the bands are some or all of the users of the service. */
static void check_bands(koh_binder *b, const koh_plan_band *bands, const koh_plan_service *service, int base_year,
                        const char *place)
{
    double sum = 0, all = service->users == NULL ? (double) NAN : koh_quantity_mean(service->users, base_year);
    size_t told = 0;
    for (size_t i = 0; i < KOH_NEED_BANDS; i++) {
        if (bands[i].users != NULL) {
            told++;
            sum += koh_quantity_mean(bands[i].users, base_year);
            if (service->users != NULL && bands[i].users->basis != service->users->basis) {
                koh__findings_add(b->findings, KOH_EDOMAIN, place,
                                  "users of bands count otherwise than those of the "
                                  "service: expected the same basis");
            }
        }
    }
    if (told == 0) {
        return;
    }
    if (service->users == NULL || isnan(sum) || isnan(all)) {
        koh__findings_add(b->findings, KOH_EMISSING, place,
                          "users by band need the users of the service too, of %d or before", base_year);
    } else if (sum > all + SUM_ROUNDING * fmax(1, all) ||
               (told == KOH_NEED_BANDS && sum < all - SUM_ROUNDING * fmax(1, all))) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "the bands have %.6g users, expected %sthe service's %.6g",
                          sum, told == KOH_NEED_BANDS ? "" : "at most ", all);
    }
}

static const koh_plan_band *bind_bands(koh_binder *b, const cJSON *item, const koh_plan_service *service, int base_year,
                                       const char *place)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    koh_plan_band *bands = KOH_TAKE(b->arena, KOH_NEED_BANDS, koh_plan_band);
    b->failed |= bands == NULL;
    for (size_t i = 0; !b->failed && i < KOH_NEED_BANDS; i++) {
        const cJSON *band = koh__bind_member(item, groups->labels[i]);
        const char *here = koh__arena_format(b->arena, "%s/%s", place, groups->labels[i]);
        b->failed |= here == NULL;
        bands[i].users = koh__bind_quantity(b, band, here, "users");
        bands[i].trend_per_year = koh__bind_quantity(b, band, here, "trend_per_year");
        bands[i].trend_fade_years = koh__bind_quantity(b, band, here, "trend_fade_years");
    }
    if (!b->failed) {
        check_bands(b, bands, service, base_year, place);
    }
    return bands;
}

void koh__bind_coverage(koh_binder *b, const cJSON *item, size_t k, int base_year, koh_plan_service *service)
{
    const cJSON *coverage = koh__bind_member(item, "coverage"), *bands = koh__bind_member(item, "bands");
    const char *path = koh__arena_format(b->arena, "/services/%s/coverage", item->string);
    const char *ages = koh__arena_format(b->arena, "/services/%s/bands", item->string);
    b->failed |= path == NULL || ages == NULL;
    if (coverage != NULL && !b->failed) {
        service->coverage = bind_coverage(b, coverage, k, base_year, path);
    }
    if (bands != NULL && !b->failed) {
        service->bands = bind_bands(b, bands, service, base_year, ages);
        if (b->source->inputs->services[k].sum_of_parts) {
            koh__findings_add(b->findings, KOH_EDOMAIN, ages, "the service is the sum of its parts: tell their bands");
        }
    }
}

static void bind_peer(koh_binder *b, const cJSON *item, koh_coverage_peer *peer)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_SERVICES];
    const char *place = koh__arena_format(b->arena, "/need/peers/%s/coverage", item->string);
    peer->id = koh__arena_text(b->arena, item->string);
    peer->coverage = KOH_TAKE(b->arena, list->n, const koh_quantity *);
    b->failed |= place == NULL || peer->id == NULL || peer->coverage == NULL;
    if (b->failed) {
        return;
    }
    koh__bind_label(b, item, "label", (const char *const[]){ peer->id, peer->id, peer->id }, peer->label);
    for (size_t k = 0; k < list->n; k++) {
        peer->coverage[k] = koh__bind_quantity(b, koh__bind_member(item, "coverage"), place, list->names[k]);
    }
}

/* A whole and its parts cannot both have a path: the whole's would move its parts again. */
static void check_parts(koh_binder *b, const koh_plan *plan)
{
    const koh_service *services = b->source->inputs->services;
    for (size_t k = 0; k < b->source->inputs->n_services && !b->failed; k++) {
        const koh_plan_coverage *own = plan->services[k].coverage;
        const koh_plan_coverage *all = services[k].adds ? plan->services[services[k].parent].coverage : NULL;
        if (own != NULL && all != NULL && own->path != KOH_COVERAGE_CONSTANT && all->path != KOH_COVERAGE_CONSTANT) {
            const char *place = koh__arena_format(b->arena, "/services/%s/coverage", services[k].id);
            b->failed |= place == NULL;
            koh__findings_add(b->findings, KOH_EDOMAIN, place != NULL ? place : "",
                              "'%s', which the service is a part of, has a path too", services[services[k].parent].id);
        }
    }
}

/* A service that goes to its peers needs one. */
static void check_peers(koh_binder *b, const koh_plan *plan, const koh_plan_need *need)
{
    for (size_t k = 0; k < b->source->lists[KOH_NAMES_SERVICES].n; k++) {
        const koh_plan_coverage *c = plan->services[k].coverage;
        int found = 0;
        for (size_t i = 0; i < need->n_peers; i++) {
            found |= need->peers[i].coverage[k] != NULL;
        }
        if (c != NULL && c->path == KOH_COVERAGE_PEERS && !found) {
            const char *place = koh__arena_format(b->arena, "/services/%s/coverage", b->source->inputs->services[k].id);
            b->failed |= place == NULL;
            koh__findings_add(b->findings, KOH_EMISSING, place != NULL ? place : "",
                              "the path goes to the peers, and none of /need/peers has a figure of the service");
        }
    }
}

void koh__bind_peers(koh_binder *b, const cJSON *tree, const koh_plan *plan, koh_plan_need *need)
{
    const cJSON *map = koh__bind_member(koh__bind_member(tree, "need"), "peers"), *item;
    size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map);
    koh_coverage_peer *peers = KOH_TAKE(b->arena, n, koh_coverage_peer);
    b->failed |= peers == NULL;
    cJSON_ArrayForEach(item, map)
    {
        if (b->failed) {
            return;
        }
        bind_peer(b, item, &peers[need->n_peers++]);
    }
    need->peers = peers;
    if (!b->failed) {
        check_parts(b, plan);
        check_peers(b, plan, need);
    }
}
