/* Hospital, general practitioners, palliative care and day places. The document has been checked. */
#include "io/age_rates_priv.h"
#include "plan/need_priv.h"

static koh_age_rates bind_ages(koh_binder *b, const cJSON *item, const char *place, const char *key)
{
    const char *here = koh__arena_format(b->arena, "%s/%s", place, key);
    b->failed |= here == NULL;
    return b->failed ? (koh_age_rates){ 0, NULL } : koh__bind_age_rates(b, koh__bind_member(item, key), here);
}

static void bind_stream(koh_binder *b, const cJSON *item, koh_plan_stream *stream)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    const char *place = koh__arena_format(b->arena, "/need/hospital/%s", item->string);
    const char *service = koh__bind_text(b, item, "service");
    stream->id = koh__arena_text(b->arena, item->string);
    b->failed |= place == NULL || stream->id == NULL;
    if (b->failed) {
        return;
    }
    koh__bind_label(b, item, "label", (const char *const[]){ stream->id, stream->id, stream->id }, stream->label);
    stream->service = koh__bind_name(b, services, "service", service == NULL ? "short_stay" : service, place);
    if (stream->service < services->n && b->source->inputs->services[stream->service].kind != KOH_SERVICE_PLACE) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "'%s' has no places",
                          b->source->inputs->services[stream->service].id);
    }
    stream->admissions = bind_ages(b, item, place, "admissions");
    stream->follow_up = bind_ages(b, item, place, "follow_up");
    stream->days = koh__bind_quantity(b, item, place, "days");
    stream->ready_days = koh__bind_quantity(b, item, place, "ready_days");
}

static void bind_hospital(koh_binder *b, const cJSON *map, koh_plan_need *need)
{
    koh_plan_stream *streams = KOH_TAKE(b->arena, map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), koh_plan_stream);
    const cJSON *item;
    b->failed |= streams == NULL;
    if (streams == NULL) {
        return;
    }
    cJSON_ArrayForEach(item, map)
    {
        if (!b->failed) {
            bind_stream(b, item, &streams[need->n_streams++]);
        }
    }
    need->streams = streams;
}

static void bind_days(koh_binder *b, const cJSON *map, koh_plan_need *need)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    koh_plan_day *days = KOH_TAKE(b->arena, services->n, koh_plan_day);
    b->failed |= days == NULL;
    for (size_t k = 0; k < services->n && !b->failed; k++) {
        const cJSON *item = koh__bind_member(map, services->names[k]);
        const char *place = koh__arena_format(b->arena, "/need/day_places/%s", services->names[k]);
        b->failed |= place == NULL;
        if (item == NULL || b->failed) {
            continue;
        }
        days[need->n_days++] = (koh_plan_day){ .service = k,
                                               .visits = koh__bind_quantity(b, item, place, "visits"),
                                               .open_days = koh__bind_quantity(b, item, place, "open_days"),
                                               .attendance = koh__bind_quantity(b, item, place, "attendance"),
                                               .places = koh__bind_quantity(b, item, place, "places") };
        if (b->source->inputs->services[k].kind != KOH_SERVICE_DAY_PLACE) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "the service has no day places");
        }
    }
    need->days = days;
}

static const koh_plan_gp *bind_gp(koh_binder *b, const cJSON *item)
{
    static const char place[] = "/need/gp";
    koh_plan_gp *gp = item == NULL ? NULL : KOH_TAKE(b->arena, 1, koh_plan_gp);
    b->failed |= item != NULL && gp == NULL;
    if (gp != NULL) {
        gp->consultations = bind_ages(b, item, place, "consultations");
        gp->per_gp = koh__bind_quantity(b, item, place, "per_gp");
        gp->list_size = koh__bind_quantity(b, item, place, "list_size");
        gp->gps = koh__bind_quantity(b, item, place, "gps");
        gp->list_places = koh__bind_quantity(b, item, place, "list_places");
    }
    return gp;
}

/* A service that follows events needs one. */
static void check_events(koh_binder *b, const koh_plan *plan, const koh_plan_need *need)
{
    for (size_t k = 0; k < b->source->lists[KOH_NAMES_SERVICES].n && !b->failed; k++) {
        const koh_plan_coverage *c = plan->services[k].coverage;
        int found = c == NULL || c->path != KOH_COVERAGE_EVENTS;
        for (size_t i = 0; i < need->n_streams; i++) {
            found |= need->streams[i].service == k;
        }
        if (!found) {
            const char *place = koh__arena_format(b->arena, "/services/%s/coverage", b->source->inputs->services[k].id);
            b->failed |= place == NULL;
            koh__findings_add(b->findings, KOH_EMISSING, place != NULL ? place : "",
                              "the path follows events, and none of /need/hospital takes places of the service");
        }
    }
}

void koh__bind_inflow(koh_binder *b, const cJSON *tree, const koh_plan *plan, koh_plan_need *need)
{
    const cJSON *section = koh__bind_member(tree, "need"), *item = koh__bind_member(section, "palliative");
    koh_plan_palliative *palliative = item == NULL ? NULL : KOH_TAKE(b->arena, 1, koh_plan_palliative);
    b->failed |= item != NULL && palliative == NULL;
    if (palliative != NULL) {
        palliative->share = bind_ages(b, item, "/need/palliative", "share");
        palliative->days = koh__bind_quantity(b, item, "/need/palliative", "days");
        palliative->institution_share = koh__bind_quantity(b, item, "/need/palliative", "institution_share");
    }
    need->palliative = palliative;
    need->gp = bind_gp(b, koh__bind_member(section, "gp"));
    bind_hospital(b, koh__bind_member(section, "hospital"), need);
    bind_days(b, koh__bind_member(section, "day_places"), need);
    check_events(b, plan, need);
}
