/* A run as files: result, tables, manifest. */
#include "app/run_write_priv.h"
#include "core/language_priv.h"

#include <stdio.h>

#include "app/report_priv.h"
#include "io/digest_priv.h"
#include "io/disclosure_json_priv.h"
#include "io/json_priv.h"
#include "io/result_json_priv.h"
#include "io/table_csv_priv.h"
#include "kohort/version.h"
#include "report/tables_priv.h"

koh_status koh__table_store(const koh_shelf *shelf, const koh_table_form *form, koh_error *error, int *has_rows)
{
    static const struct {
        koh_format format;
        koh_csv_profile profile;
        const char *folder;
    } profiles[] = { { KOH_FORMAT_CSV, KOH_CSV_INTERNATIONAL, "tables" },
                     { KOH_FORMAT_CSV_NO, KOH_CSV_NORWEGIAN, "tables-no" } };
    const koh_run_options *options = shelf->options;
    koh_table table;
    koh_buffer buffer = { 0 };
    char name[160];
    koh_table_init(&table, form->id, form->name, form->n_columns, form->columns);
    koh_status status = form->fill(shelf->result, options->language, &table);
    if (status != KOH_OK) {
        status = koh_error_set(error, status, "table %s: %s", form->id, koh_status_text(status));
    }
    *has_rows = table.n_rows > 0; /* a plan without the table's section has none, and gets no file */
    for (size_t i = 0; i < 2 && status == KOH_OK && *has_rows; i++) {
        if (options->formats & profiles[i].format) {
            koh__table_write_csv(&table, profiles[i].profile, &buffer);
            (void) snprintf(name, sizeof name, "%s%s/%s_%s.csv", shelf->prefix, profiles[i].folder, form->id,
                            form->name);
            status = koh__store_buffer(shelf->store, name, &buffer, error);
        }
    }
    if (status == KOH_OK && *has_rows && (options->formats & KOH_FORMAT_JSONSTAT) != 0) {
        status = koh__jsonstat_store(shelf, form, &table, error);
    }
    koh__buffer_free(&buffer);
    koh_table_free(&table);
    return status;
}

/* What the folder was made from and what it holds: equal manifests, equal bytes. */
static void write_manifest(const koh_session *session, const koh_run_options *options, const char *region,
                           const koh_store *store, koh_buffer *buffer)
{
    koh_json_writer w = { .buffer = buffer, .first = 1 };
    koh__json_open(&w, '{');
    koh__json_key(&w, "kohort");
    koh__json_text(&w, koh_version());
    koh__json_key(&w, "region");
    koh__json_text(&w, region);
    if (options->publish) {
        koh__json_key(&w, "publish");
        koh__json_bool(&w, 1);
    } else { /* whoever can guess an unpublished plan could prove the guess by its digest */
        koh__json_key(&w, "plan_sha256");
        koh__json_text(&w, session->digest);
    }
    koh__json_key(&w, "language");
    koh__json_text(&w, koh__languages[options->language]);
    koh__json_key(&w, "formats");
    koh__json_number(&w, options->formats);
    koh__json_key(&w, "seed");
    koh__json_number(&w, (double) options->seed);
    koh__json_key(&w, "draws");
    koh__json_number(&w, (double) options->draws);
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

static int has_tables(const koh_run_options *options)
{
    return (options->formats & (KOH_FORMAT_CSV | KOH_FORMAT_CSV_NO | KOH_FORMAT_JSONSTAT)) != 0;
}

/* The chapter, and the bundles that are parts of it. */
static koh_status store_chapter(const koh_shelf *shelf, const char *run, koh_error *error)
{
    const unsigned pages = KOH_FORMAT_HTML | KOH_FORMAT_MARKDOWN | KOH_FORMAT_XLSX;
    koh_chapter chapter;
    if ((shelf->options->formats & pages) == 0 && shelf->options->n_bundles == 0) {
        return KOH_OK;
    }
    koh_status status = koh__chapter_new(shelf->result, shelf->options->language, &chapter);
    if (status != KOH_OK) {
        return koh_error_set(error, status, "out of memory");
    }
    status = koh__chapter_store(shelf, &chapter, error);
    return status == KOH_OK ? koh__bundles_store(shelf, &chapter, run, error) : status;
}

koh_status koh__run_write(const koh_session *session, const koh_result *result, const koh_run_options *options,
                          const char *prefix, koh_store *store, koh_error *error)
{
    size_t n_forms;
    const koh_table_form *forms = koh__table_forms(&n_forms);
    koh_provenance provenance = { options->plan, session->digest, &session->set, options->seed, options->draws, NULL };
    const koh_shelf shelf = { result, options, &provenance, prefix, store };
    koh_buffer buffer = { 0 };
    char name[64], run[KOH_DIGEST_SIZE] = "";
    koh_status status = KOH_OK;
    if ((options->formats & KOH_FORMAT_JSON) || options->n_bundles > 0) { /* whose digest is the run's id */
        koh__result_write(result, &provenance, &buffer);
        koh__digest(buffer.data, buffer.length, run);
        provenance.run = run;
        (void) snprintf(name, sizeof name, "%sresult.json", prefix);
        status = koh__store_buffer(store, name, &buffer, error);
    }
    if (status == KOH_OK && result->disclosure != NULL) {
        koh__disclosure_write(result, &buffer);
        (void) snprintf(name, sizeof name, "%sdisclosure_log.json", prefix);
        status = koh__store_buffer(store, name, &buffer, error);
    }
    for (size_t i = 0; i < n_forms && has_tables(options) && status == KOH_OK; i++) {
        status = koh__table_store(&shelf, &forms[i], error, &(int){ 0 });
    }
    if (status == KOH_OK) {
        status = store_chapter(&shelf, run, error);
    }
    koh__buffer_free(&buffer);
    return status;
}

koh_status koh__run_manifest(const koh_session *session, const koh_run_options *options, const char *region,
                             koh_store *store, koh_error *error)
{
    koh_buffer buffer = { 0 };
    koh__store_sort(store);
    write_manifest(session, options, region, store, &buffer);
    koh_status status = koh__store_buffer(store, "manifest.json", &buffer, error);
    koh__buffer_free(&buffer);
    return status;
}
