/* The main job: plan and data to result, tables, folder. */
#include "kohort/run.h"

#include <string.h>

#include "app/report_priv.h"
#include "app/run_batch_priv.h"
#include "app/run_write_priv.h"
#include "app/session_priv.h"
#include "disclosure/small_count_priv.h"
#include "io/result_json_priv.h"
#include "plan/model_priv.h"
#include "report/summary_priv.h"

koh_run_options koh_run_options_defaults(void)
{
    return (koh_run_options){ .formats = KOH_FORMAT_JSON | KOH_FORMAT_CSV, .seed = 1 };
}

/* Keeps the reference and the scenarios asked for, in the plan's order. */
static void select_scenarios(koh_session *session, const koh_run_options *options)
{
    koh_plan_set *set = &session->set;
    size_t kept = options->n_scenarios == 0 ? set->n : 1;
    for (size_t i = 1; options->n_scenarios > 0 && i < set->n; i++) {
        for (size_t j = 0; j < options->n_scenarios; j++) {
            if (strcmp(set->plans[i].id, options->scenarios[j]) == 0) {
                set->plans[kept++] = set->plans[i];
                break;
            }
        }
    }
    set->n = kept;
}

static koh_status run_plans(koh_session *session, const koh_run_options *options, size_t threads, koh_error *error,
                            koh_result *result)
{
    const size_t n = session->set.n;
    koh_arena *arena = session->arena;
    koh_disclosure *disclosure = options->publish ? KOH_TAKE(arena, 1, koh_disclosure) : NULL;
    koh_status status = options->publish && disclosure == NULL ? KOH_ENOMEM : KOH_OK;
    if (disclosure != NULL) {
        status = koh__disclosure_prepare(n, session->set.plans, &session->inputs, arena, disclosure);
    }
    if (status != KOH_OK) {
        return koh_error_set(error, status, "out of memory");
    }
    result->watch = (koh_watch){ options->tell, options->context };
    result->draws = (koh_draws){ .n = options->draws, .threads = threads, .seed = options->seed };
    status = options->draws > 0 ? koh__session_copies(session, &result->draws, error) : KOH_OK;
    for (size_t i = 0; status == KOH_OK && disclosure != NULL && result->draws.copies != NULL && i < threads; i++) {
        koh_disclosure same; /* as of the plans that the copies are of */
        status = koh__disclosure_prepare(n, result->draws.copies[i], &session->inputs, arena, &same);
        status = status == KOH_OK ? status : koh_error_set(error, status, "out of memory");
    }
    if (status != KOH_OK) {
        return status;
    }
    status = koh__plans_run(n, session->set.plans, &session->inputs, arena, error, result);
    if (status != KOH_OK && status != KOH_ENOMEM && status != KOH_ECANCELLED) {
        koh_error_at(error, session->file, 0, 0, NULL); /* what only shows when all of a plan is put together */
    }
    if (status == KOH_OK && disclosure != NULL && koh__disclosure_finish(disclosure, result) != KOH_OK) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    return status;
}

koh_status koh__run_session(koh_session *session, const koh_run_options *options, size_t threads, koh_error *error,
                            koh_result *result)
{
    koh_status status = koh__standard_add(session, options->n_scenarios, options->scenarios, error);
    if (status == KOH_OK) {
        status = koh__session_bind(session, error);
    }
    if (status == KOH_OK) {
        status = koh__session_first(session, error);
    }
    if (status == KOH_OK) {
        select_scenarios(session, options);
        status = run_plans(session, options, threads, error, result);
    }
    return status;
}

static koh_status write_folder(const koh_session *session, const koh_result *result, const koh_run_options *options,
                               koh_error *error)
{
    koh_store *store = NULL;
    koh_status status = koh__store_begin(options->output, &store, error);
    if (status != KOH_OK) {
        return status;
    }
    status = koh__run_write(session, result, options, "", store, error);
    if (status == KOH_OK) {
        status = koh__run_manifest(session, options, session->inputs.region, store, error);
    }
    if (status != KOH_OK) {
        koh__store_abort(store);
        return status;
    }
    return koh__store_commit(store, error);
}

koh_status koh_run(const koh_run_options *options, koh_error *error, koh_text *summary)
{
    koh_status status = koh__bundles_check(options, error);
    if (status != KOH_OK) {
        return status;
    }
    if (options->plan == NULL && koh__is_batch(options->region)) {
        return koh__run_batch(options, error, summary);
    }
    koh_session session = { 0 };
    koh_result result = { 0 };
    koh_text text = { NULL, 0 };
    koh_buffer buffer = { 0 };
    status = koh__report_check(options, error);
    if (status == KOH_OK && (options->plan == NULL) == (options->region == NULL)) {
        status = koh_error_set(error, KOH_EUSAGE, "expected a plan file or a region, and not both");
    }
    if (status == KOH_OK) {
        status = koh__session_open(options->data, &session, error);
    }
    if (status == KOH_OK) {
        status = options->plan != NULL ? koh__session_read_file(&session, options->plan, error)
                                       : koh__session_read_region(&session, options->region, error);
    }
    if (status == KOH_OK) {
        status = koh__run_session(&session, options, koh__run_threads(options), error, &result);
    }
    if (status == KOH_OK && summary != NULL) {
        koh__summary_write(&result, options->language, &buffer);
        status = koh__text_take(&buffer, error, &text);
    }
    if (status == KOH_OK && options->output != NULL) { /* last: nothing fails once the new result stands */
        status = write_folder(&session, &result, options, error);
    }
    koh__session_close(&session);
    if (status != KOH_OK) {
        koh_text_free(&text);
    } else if (summary != NULL) {
        *summary = text;
    }
    return status;
}

koh_status koh_run_text(const char *plan, const char *folder, const koh_run_options *options, koh_error *error,
                        koh_text *text)
{
    koh_session session;
    koh_result result = { 0 };
    koh_buffer buffer = { 0 };
    koh_status status = koh__session_open(options->data, &session, error);
    session.file = "plan";
    session.folder = folder;
    if (status == KOH_OK) {
        status = koh__session_read_text(&session, plan, strlen(plan), error);
    }
    if (status == KOH_OK) {
        status = koh__run_session(&session, options, koh__run_threads(options), error, &result);
    }
    if (status == KOH_OK) {
        const koh_provenance provenance = { NULL, session.digest, &session.set, options->seed, options->draws, NULL };
        koh__result_write(&result, &provenance, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh__session_close(&session);
    return status;
}

koh_status koh_run_json(const char *plan, const char *folder, const char *data, koh_error *error, koh_text *text)
{
    koh_run_options options = koh_run_options_defaults();
    options.data = data;
    return koh_run_text(plan, folder, &options, error, text);
}
