/* From a plan file and the default data to bound plans. */
#include "app/session_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/digest_priv.h"
#include "io/file_priv.h"
#include "io/home_priv.h"
#include "io/json_priv.h"
#include "io/own_services_priv.h"

enum { PLAN_LIMIT = 64 * 1024 * 1024 };

void koh_text_free(koh_text *text)
{
    koh__free(text->data);
    *text = (koh_text){ NULL, 0 };
}

koh_status koh__text_take(koh_buffer *buffer, koh_error *error, koh_text *text)
{
    size_t length = buffer->length;
    koh__buffer_char(buffer, '\0');
    if (buffer->failed) {
        koh__buffer_free(buffer);
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    *text = (koh_text){ buffer->data, length };
    *buffer = (koh_buffer){ 0 };
    return KOH_OK;
}

koh_status koh__session_open(const char *data, koh_session *session, koh_error *error)
{
    *session = (koh_session){ .arena = koh__arena_new() };
    session->findings.arena = session->arena;
    if (session->arena == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    const char *folder = koh__home_data(session->arena, data);
    return folder == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                          : koh__data_open(folder, session->arena, &session->data, error);
}

koh_status koh__session_share(const koh_session *open, koh_session *session, koh_error *error)
{
    *session = (koh_session){ .arena = koh__arena_new(), .data = open->data };
    session->findings.arena = session->data.arena = session->arena;
    return session->arena == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
}

void koh__session_close(koh_session *session)
{
    cJSON_Delete(session->tree);
    koh__arena_free(session->arena);
    *session = (koh_session){ 0 };
}

koh_status koh__session_read_text(koh_session *session, const char *text, size_t length, koh_error *error)
{
    koh__digest(text, length, session->digest);
    return koh__json_read(session->file, text, length, &session->tree, error);
}

/* The folder part of a path, "." where there is none. */
static const char *folder_of(koh_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? "." : koh__arena_text_n(arena, path, slash == path ? 1 : (size_t) (slash - path));
}

koh_status koh__session_read_file(koh_session *session, const char *path, koh_error *error)
{
    char *bytes = NULL;
    size_t length;
    session->file = path;
    session->folder = folder_of(session->arena, path);
    if (session->folder == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = koh__file_read(path, PLAN_LIMIT, &bytes, &length, error);
    if (status == KOH_OK) {
        status = koh__session_read_text(session, bytes, length, error);
    }
    koh__free(bytes);
    return status;
}

/* The catalogues and the registers of a municipality, which are not read again where the session has them. */
static koh_status load_region(koh_session *session, const char *region, koh_error *error)
{
    const koh_inputs had = session->inputs;
    session->inputs = session->data.catalogue;
    if (had.region == NULL || had.local.persons == NULL || strcmp(had.region, region) != 0) {
        return koh__data_region(&session->data, region, &session->inputs, error);
    }
    session->inputs.region = had.region;
    session->inputs.region_name = had.region_name;
    session->inputs.county_name = had.county_name;
    session->inputs.local = had.local;
    return KOH_OK;
}

koh_status koh__session_read_region(koh_session *session, const char *region, koh_error *error)
{
    const char *path = koh__arena_format(session->arena, "%s/default_plan.json", session->data.folder);
    koh_status status = load_region(session, region, error);
    if (path == NULL || status != KOH_OK) {
        return path == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
    }
    status = koh__session_read_file(session, path, error);
    session->folder = NULL;
    if (status != KOH_OK) {
        return status;
    }
    cJSON *here = cJSON_GetObjectItemCaseSensitive(session->tree, "region");
    if (!cJSON_IsString(here)) {
        status = koh_error_set(error, KOH_ESCHEMA, "expected a municipality number, which is replaced");
        koh_error_at(error, path, 0, 0, "/region");
        return status;
    }
    return cJSON_SetValuestring(here, region) != NULL ? KOH_OK : koh_error_set(error, KOH_ENOMEM, "out of memory");
}

koh_status koh__session_reach(koh_session *session, size_t years, koh_error *error)
{
    const koh_register *local = &session->inputs.local;
    const cJSON *base = cJSON_GetObjectItemCaseSensitive(session->tree, "base_year");
    const int from = cJSON_IsNumber(base) ? base->valueint : local->first_year + (int) local->n_years - 1;
    cJSON_DeleteItemFromObjectCaseSensitive(session->tree, "scenarios");
    cJSON_DeleteItemFromObjectCaseSensitive(session->tree, "end_year");
    return cJSON_AddNumberToObject(session->tree, "end_year", from + (double) years) != NULL
               ? KOH_OK
               : koh_error_set(error, KOH_ENOMEM, "out of memory");
}

/* All scenarios share one base year, and a register that reaches it. */
static koh_status check_years(koh_session *session, koh_error *error)
{
    const koh_plan *plan = &session->set.plans[0];
    int last = plan->end_year;
    for (size_t i = 1; i < session->set.n; i++) {
        const koh_plan *scenario = &session->set.plans[i];
        last = scenario->end_year > last ? scenario->end_year : last;
        if (scenario->base_year != plan->base_year) {
            char pointer[64];
            (void) snprintf(pointer, sizeof pointer, "/scenarios/%zu", i - 1);
            koh__findings_add(&session->findings, KOH_EDOMAIN, pointer,
                              "scenario '%s' changes the base year; all scenarios start from the plan's", scenario->id);
        }
    }
    const koh_register *registered = plan->registered != NULL ? plan->registered : &session->inputs.local;
    if (koh_register_year(registered, plan->base_year) == NULL) {
        koh__findings_add(&session->findings, KOH_EMISSING, "/base_year",
                          "no registered population at 1 January %d; the register has %d to %d", plan->base_year,
                          registered->first_year, registered->first_year + (int) registered->n_years - 1);
    }
    const int from = plan->migration_method == KOH_MIGRATION_RESIDUAL ? plan->migration_from : 0;
    if (from != 0 && plan->base_year - from < KOH_CALIB_MIN_YEARS) {
        koh__findings_add(&session->findings, KOH_EDOMAIN, "/migration/years",
                          "%d to the base year %d; migration is estimated from %d years at least", from,
                          plan->base_year, KOH_CALIB_MIN_YEARS);
    }
    if (session->findings.n > 0) {
        return KOH_OK;
    }
    return koh__data_calibrate(
        &session->data,
        (koh_wanted){ .origin = plan->base_year, .migration_from = from, .n_steps = (size_t) (last - plan->base_year) },
        &session->inputs, error);
}

static koh_plan_source source_of(const koh_session *session)
{
    return (koh_plan_source){ .file = session->file,
                              .folder = session->folder,
                              .tree = session->tree,
                              .inputs = &session->inputs,
                              .lists = session->lists };
}

koh_status koh__session_bind(koh_session *session, koh_error *error)
{
    const cJSON *region = cJSON_GetObjectItemCaseSensitive(session->tree, "region");
    koh_status status = KOH_OK;
    if (cJSON_IsString(region)) {
        status = load_region(session, region->valuestring, error);
    } else {
        session->inputs = session->data.catalogue;
    }
    if (status == KOH_EUNKNOWN) {
        koh__findings_add(&session->findings, status, "/region", "%s", error->message);
        session->inputs.region = region->valuestring;
    } else if (status != KOH_OK) {
        return status;
    }
    memcpy(session->lists, session->data.lists, sizeof session->lists);
    if (koh__own_extend(session->tree, session->arena, &session->inputs, &session->lists[KOH_NAMES_SERVICES]) !=
        KOH_OK) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    const koh_plan_source source = source_of(session);
    status = koh__plans_bind(&source, session->arena, &session->findings, &session->set);
    if (status == KOH_ENOMEM || session->findings.failed) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    return session->set.n == 0 || session->inputs.local.persons == NULL ? KOH_OK : check_years(session, error);
}

/* The plans of the session's set, in its order, bound once more; NULL = no memory, or the files have changed. */
static const koh_plan *bind_again(koh_session *session)
{
    const koh_plan_source source = source_of(session);
    koh_findings findings = { .arena = session->arena };
    koh_plan_set set;
    koh_plan *plans = KOH_TAKE(session->arena, session->set.n, koh_plan);
    if (plans == NULL || koh__plans_bind(&source, session->arena, &findings, &set) != KOH_OK) {
        return NULL;
    }
    for (size_t i = 0; i < session->set.n; i++) {
        size_t k = 0;
        while (k < set.n && strcmp(set.plans[k].id, session->set.plans[i].id) != 0) {
            k++;
        }
        if (k == set.n || set.plans[k].n_figures != session->set.plans[i].n_figures) {
            return NULL;
        }
        plans[i] = set.plans[k];
    }
    return plans;
}

koh_status koh__session_copies(koh_session *session, koh_draws *draws, koh_error *error)
{
    size_t n_causes = 0;
    for (size_t i = 0; i < session->set.n; i++) {
        n_causes += session->set.plans[i].uncertainty.n_causes;
    }
    if (n_causes == 0) {
        return KOH_OK;
    }
    const koh_plan **copies = KOH_TAKE(session->arena, draws->threads, const koh_plan *);
    for (size_t i = 0; copies != NULL && i < draws->threads; i++) {
        copies[i] = bind_again(session);
        if (copies[i] == NULL) {
            return koh_error_set(error, KOH_EIO,
                                 "the plan or its files changed while they were read, or out of memory");
        }
    }
    draws->copies = copies;
    draws->n_plans = session->set.n;
    return copies == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
}

koh_status koh__session_first(const koh_session *session, koh_error *error)
{
    koh_error first;
    if (session->findings.n == 0) {
        return KOH_OK;
    }
    koh__finding_error(&session->findings.items[0], session->file, &first);
    koh__standard_place(session, &first);
    if (error != NULL) {
        *error = first;
    }
    return first.status;
}
