/* The main job: plan and data to result, tables, folder. */
#include "kohort/run.h"

#include <stdio.h>
#include <string.h>

#include "app/report_priv.h"
#include "app/session_priv.h"
#include "io/json_priv.h"
#include "io/result_json_priv.h"
#include "io/store_priv.h"
#include "io/table_csv_priv.h"
#include "kohort/version.h"
#include "plan/model_priv.h"
#include "report/summary_priv.h"
#include "report/tables_priv.h"

koh_run_options koh_run_options_defaults(void)
{
    return (koh_run_options){ .formats = KOH_FORMAT_JSON | KOH_FORMAT_CSV, .seed = 1 };
}

/* Keeps the reference and the scenarios asked for, in the plan's order. */
static koh_status select_scenarios(koh_session *session, const koh_run_options *options, koh_error *error)
{
    koh_plan_set *set = &session->set;
    size_t kept = options->n_scenarios == 0 ? set->n : 1;
    for (size_t j = 0; j < options->n_scenarios; j++) {
        const char *names[128];
        size_t i = 0;
        for (; i < set->n && i < 128; i++) {
            names[i] = set->plans[i].id;
        }
        i = 0;
        while (i < set->n && strcmp(set->plans[i].id, options->scenarios[j]) != 0) {
            i++;
        }
        if (i == set->n) {
            const char *nearest = koh__text_nearest(options->scenarios[j], names, set->n);
            return koh_error_set(error, KOH_EUSAGE, "the plan has no scenario '%.60s'%s%s%s", options->scenarios[j],
                                 nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                                 nearest != NULL ? "'?" : "");
        }
    }
    for (size_t i = 1; options->n_scenarios > 0 && i < set->n; i++) {
        for (size_t j = 0; j < options->n_scenarios; j++) {
            if (strcmp(set->plans[i].id, options->scenarios[j]) == 0) {
                set->plans[kept++] = set->plans[i];
                break;
            }
        }
    }
    set->n = kept;
    return KOH_OK;
}

static koh_status compute(koh_session *session, koh_result *result, koh_error *error)
{
    koh_status status = koh__session_bind(session, error);
    if (status == KOH_OK) {
        status = koh__session_first(session, error);
    }
    return status == KOH_OK
               ? koh__plans_run(session->set.n, session->set.plans, &session->inputs, session->arena, error, result)
               : status;
}

static koh_status store_table(const koh_result *result, const koh_table_form *form, const koh_run_options *options,
                              const koh_provenance *provenance, koh_store *store, koh_error *error)
{
    static const struct {
        koh_format format;
        koh_csv_profile profile;
        const char *folder;
    } profiles[] = { { KOH_FORMAT_CSV, KOH_CSV_INTERNATIONAL, "tables" },
                     { KOH_FORMAT_CSV_NO, KOH_CSV_NORWEGIAN, "tables-no" } };
    koh_table table;
    koh_buffer buffer = { 0 };
    char name[96];
    koh_table_init(&table, form->id, form->name, form->n_columns, form->columns);
    koh_status status = form->fill(result, options->language, &table);
    if (status != KOH_OK) {
        status = koh_error_set(error, status, "table %s: %s", form->id, koh_status_text(status));
    }
    for (size_t i = 0; i < 2 && status == KOH_OK; i++) {
        if (options->formats & profiles[i].format) {
            koh__table_write_csv(&table, profiles[i].profile, &buffer);
            (void) snprintf(name, sizeof name, "%s/%s_%s.csv", profiles[i].folder, form->id, form->name);
            status = koh__store_buffer(store, name, &buffer, error);
        }
    }
    if (status == KOH_OK && (options->formats & KOH_FORMAT_JSONSTAT)) {
        const koh_stat_source source = { result, form, provenance, options->language };
        status = koh__jsonstat_store(&source, &table, store, error);
    }
    koh__buffer_free(&buffer);
    koh_table_free(&table);
    return status;
}

/* What the folder was made from and what it holds: equal manifests, equal bytes. */
static void write_manifest(const koh_session *session, const koh_run_options *options, const koh_store *store,
                           koh_buffer *buffer)
{
    koh_json_writer w = { .buffer = buffer, .first = 1 };
    static const char *const languages[] = { "nb", "nn", "en" };
    koh__json_open(&w, '{');
    koh__json_key(&w, "kohort");
    koh__json_text(&w, koh_version());
    koh__json_key(&w, "region");
    koh__json_text(&w, session->inputs.region);
    koh__json_key(&w, "plan_sha256");
    koh__json_text(&w, session->digest);
    koh__json_key(&w, "language");
    koh__json_text(&w, languages[options->language]);
    koh__json_key(&w, "formats");
    koh__json_number(&w, options->formats);
    koh__json_key(&w, "seed");
    koh__json_number(&w, (double) options->seed);
    koh__json_key(&w, "scenarios");
    koh__json_open(&w, '[');
    for (size_t i = 0; i < session->set.n; i++) {
        koh__json_text(&w, session->set.plans[i].id);
    }
    koh__json_close(&w, ']');
    koh__json_key(&w, "files");
    koh__json_open(&w, '[');
    for (size_t i = 0; i < koh__store_files(store); i++) {
        koh__json_open(&w, '{');
        koh__json_key(&w, "name");
        koh__json_text(&w, koh__store_name(store, i));
        koh__json_key(&w, "sha256");
        koh__json_text(&w, koh__store_digest(store, i));
        koh__json_close(&w, '}');
    }
    koh__json_close(&w, ']');
    koh__json_close(&w, '}');
    koh__buffer_char(buffer, '\n');
}

static koh_status store_all(const koh_session *session, const koh_result *result, const koh_run_options *options,
                            koh_store *store, koh_error *error)
{
    size_t n_forms;
    const koh_table_form *forms = koh__table_forms(&n_forms);
    const koh_provenance provenance = { options->plan, session->digest, &session->set, options->seed, 0 };
    koh_buffer buffer = { 0 };
    koh_status status = KOH_OK;
    if (options->formats & KOH_FORMAT_JSON) {
        koh__result_write(result, &provenance, &buffer);
        status = koh__store_buffer(store, "result.json", &buffer, error);
    }
    int has_tables = (options->formats & (KOH_FORMAT_CSV | KOH_FORMAT_CSV_NO | KOH_FORMAT_JSONSTAT)) != 0;
    for (size_t i = 0; i < n_forms && has_tables && status == KOH_OK; i++) {
        status = store_table(result, &forms[i], options, &provenance, store, error);
    }
    if (status == KOH_OK) {
        status = koh__report_store(result, options, store, error);
    }
    if (status == KOH_OK) {
        write_manifest(session, options, store, &buffer);
        status = koh__store_buffer(store, "manifest.json", &buffer, error);
    }
    koh__buffer_free(&buffer);
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
    status = store_all(session, result, options, store, error);
    if (status != KOH_OK) {
        koh__store_abort(store);
        return status;
    }
    return koh__store_commit(store, error);
}

koh_status koh_run(const koh_run_options *options, koh_error *error, koh_text *summary)
{
    koh_session session = { 0 };
    koh_result result;
    koh_buffer buffer = { 0 };
    koh_status status = koh__report_check(options, error);
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
        status = koh__session_bind(&session, error);
    }
    if (status == KOH_OK) {
        status = koh__session_first(&session, error);
    }
    if (status == KOH_OK) {
        status = select_scenarios(&session, options, error);
    }
    if (status == KOH_OK) {
        status = koh__plans_run(session.set.n, session.set.plans, &session.inputs, session.arena, error, &result);
    }
    if (status == KOH_OK && options->output != NULL) {
        status = write_folder(&session, &result, options, error);
    }
    if (status == KOH_OK && summary != NULL) {
        koh__summary_write(&result, options->language, &buffer);
        status = koh__text_take(&buffer, error, summary);
    }
    koh__session_close(&session);
    return status;
}

koh_status koh_run_json(const char *plan, const char *folder, const char *data, koh_error *error, koh_text *text)
{
    koh_session session;
    koh_result result;
    koh_buffer buffer = { 0 };
    koh_status status = koh__session_open(data, &session, error);
    session.file = "plan";
    session.folder = folder;
    if (status == KOH_OK) {
        status = koh__session_read_text(&session, plan, strlen(plan), error);
    }
    if (status == KOH_OK) {
        status = compute(&session, &result, error);
    }
    if (status == KOH_OK) {
        const koh_provenance provenance = { NULL, session.digest, &session.set, 1, 0 };
        koh__result_write(&result, &provenance, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh__session_close(&session);
    return status;
}
