/* Import: bytes to text, text to figures or counted records, figures to tidy rows, and what was understood. */
#include "kohort/import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/session_priv.h"
#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "io/digest_priv.h"
#include "io/division_priv.h"
#include "io/encoding_priv.h"
#include "io/figures_priv.h"
#include "io/file_priv.h"
#include "io/home_priv.h"
#include "io/jsonstat_priv.h"
#include "io/px_priv.h"
#include "io/records_priv.h"
#include "io/statbank_priv.h"
#include "io/table_csv_priv.h"
#include "io/tidy_priv.h"

enum { FILE_LIMIT = 256 << 20, FIRST_YEAR = 1900, LAST_YEAR = 2199 };

struct koh_import {
    koh_figures *figures;
    koh_buffer csv, report;
    const char *encoding;
    koh_records_counted counted; /* instead of figures */
    char sha256[KOH_DIGEST_SIZE];
    size_t n_rows, n_unknown;
};

koh_import_options koh_import_options_defaults(void)
{
    return (koh_import_options){ .dash = KOH_DASH_AS_SOURCE,
                                 .decimal = KOH_DECIMAL_SEEN,
                                 .totals = KOH_TOTALS_LEAVE_OUT,
                                 .division = KOH_DIVISION_DEFAULT };
}

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static koh_status read_figures(koh_import *import, const char *path, const koh_import_options *options,
                               const koh_buffer *text, koh_error *error)
{
    const char *start = text->data + strspn(text->data, " \t\r\n");
    if (*start == '\0') {
        (void) koh_error_set(error, KOH_EMISSING, "the file is empty");
        koh_error_at(error, path, 0, 0, NULL);
        return KOH_EMISSING;
    }
    if (*start == '<') {
        (void) koh_error_set(error, KOH_ESCHEMA, "a page or XML: fetch the table as CSV, JSON-stat or PX");
        koh_error_at(error, path, 0, 0, NULL);
        return KOH_ESCHEMA;
    }
    if (*start == '{' || *start == '[') {
        return koh__jsonstat_read(path, text->data, text->length, &import->figures, error);
    }
    if (koh__px_is(start)) {
        return koh__px_read(path, text->data, text->length, &import->figures, error);
    }
    return koh__statbank_read(path, text->data, text->length, options, &import->figures, error);
}

static koh_status read_division(const koh_import_options *options, koh_division **division, koh_error *error)
{
    if (options->division == KOH_DIVISION_AS_IT_IS) {
        return KOH_OK;
    }
    koh_arena *arena = koh__arena_new();
    const char *folder = arena == NULL ? NULL : koh__home_data(arena, options->data);
    koh_status status = folder == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                       : koh__division_read(folder, division, error);
    koh__arena_free(arena);
    return status;
}

static void write_fact(koh_buffer *report, const char *heading, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        koh__buffer_format(report, "  %-11s %s\n", heading, text);
    }
}

static void write_report(koh_import *import, const char *path)
{
    const koh_figures *figures = import->figures;
    koh_buffer *report = &import->report;
    koh__buffer_format(report, "import of %s\n", path);
    write_fact(report, "format", figures->format);
    write_fact(report, "encoding", import->encoding);
    write_fact(report, "table", figures->table);
    write_fact(report, "title",
               figures->title == NULL || figures->table == NULL || strcmp(figures->title, figures->table) != 0
                   ? figures->title
                   : NULL);
    write_fact(report, "unit", figures->unit);
    koh__buffer_bytes(report, figures->notes.data, figures->notes.length);
    write_fact(report, "source", figures->source);
    write_fact(report, "updated", figures->updated);
    write_fact(report, "sha256", import->sha256);
    koh__buffer_char(report, '\0');
}

static koh_status make_rows(koh_import *import, const char *path, const koh_import_options *options, koh_error *error)
{
    koh_division *division = NULL;
    koh_table table;
    koh_status status = read_division(options, &division, error);
    if (status == KOH_OK) {
        status = koh__tidy(import->figures, options, division, &table, error);
    }
    koh__division_free(division);
    if (status != KOH_OK) {
        return status;
    }
    koh__table_write_csv(&table, KOH_CSV_INTERNATIONAL, &import->csv);
    import->n_rows = table.n_rows;
    for (size_t i = 0; i < table.n_rows; i++) {
        import->n_unknown += isnan(table.cells[(i + 1) * table.n_columns - 1].number) != 0;
    }
    koh_table_free(&table);
    write_report(import, path);
    koh__buffer_char(&import->csv, '\0');
    return import->csv.failed || import->report.failed ? no_memory(error) : KOH_OK;
}

/* What codes may stand for, out of the catalogue. 0 = no memory. */
static int find_targets(const koh_session *session, koh_record_options *options)
{
    const koh_inputs *catalogue = &session->data.catalogue;
    koh_record_target *professions = KOH_TAKE(session->arena, catalogue->n_professions, koh_record_target);
    koh_record_target *services = KOH_TAKE(session->arena, catalogue->n_services, koh_record_target);
    if (professions == NULL || services == NULL) {
        return 0;
    }
    for (size_t i = 0; i < catalogue->n_professions; i++) {
        const koh_profession *p = &catalogue->professions[i];
        professions[i] = (koh_record_target){ p->id, { p->name[0], p->name[1], p->name[2] }, SIZE_MAX };
    }
    for (size_t i = 0; i < catalogue->n_services; i++) {
        const koh_service *s = &catalogue->services[i];
        /* who has a part has the whole; where a whole is the sum of its parts the plan adds them up itself */
        const size_t whole =
            s->parent < catalogue->n_services && !catalogue->services[s->parent].sum_of_parts ? s->parent : SIZE_MAX;
        services[i] = (koh_record_target){ s->id, { s->name[0], s->name[1], s->name[2] }, whole };
    }
    options->n_targets[0] = catalogue->n_professions;
    options->n_targets[1] = catalogue->n_services;
    options->targets[0] = professions;
    options->targets[1] = services;
    return 1;
}

/* The years that are asked for; those of staff are one, the newest of the default data where none is given. */
static koh_status find_years(const koh_session *session, koh_records kind, const koh_import_options *wanted,
                             koh_record_options *options, koh_error *error)
{
    const koh_register *nation = &session->data.catalogue.national;
    options->first_year = wanted->first_year;
    options->last_year = wanted->last_year;
    if (kind == KOH_RECORDS_STAFF) {
        if (wanted->first_year != wanted->last_year) {
            return koh_error_set(error, KOH_EUSAGE, "staff is counted at the 1 January of one year");
        }
        options->last_year =
            wanted->last_year != 0 ? wanted->last_year : nation->first_year + (int) nation->n_years - 1;
    }
    return KOH_OK;
}

static koh_status read_codes(koh_session *session, const char *path, koh_record_options *options, koh_error *error)
{
    char *bytes = NULL;
    const char *encoding = NULL;
    size_t length;
    koh_buffer text = { 0 };
    koh_status status = koh__file_read(path, FILE_LIMIT, &bytes, &length, error);
    if (status == KOH_OK) {
        status = koh__encoding_read(path, bytes, length, &encoding, &text, error);
    }
    if (status == KOH_OK) {
        options->codes_file = path;
        options->codes = koh__arena_text_n(session->arena, text.data, text.length);
        options->codes_length = text.length;
        status = options->codes == NULL ? no_memory(error) : KOH_OK;
    }
    koh__buffer_free(&text);
    koh__free(bytes);
    return status;
}

static void write_counted(koh_import *import, const char *path)
{
    const koh_records_counted *counted = &import->counted;
    koh__table_write_csv(&counted->table, KOH_CSV_INTERNATIONAL, &import->csv);
    import->n_rows = counted->table.n_rows;
    koh__buffer_format(&import->report, "import of %s\n", path);
    write_fact(&import->report, "format", counted->format);
    write_fact(&import->report, "encoding", import->encoding);
    koh__buffer_bytes(&import->report, counted->notes.data, counted->notes.length);
    koh__buffer_char(&import->report, '\0');
    koh__buffer_char(&import->csv, '\0');
}

static koh_status count_records(koh_import *import, const char *path, const koh_import_options *wanted,
                                const koh_buffer *text, koh_error *error)
{
    koh_session session = { 0 };
    koh_record_options options = { .kind = wanted->records };
    const koh_records seen = koh__records_kind(path, text->data, text->length);
    koh_status status = koh__session_open(wanted->data, &session, error);
    if (status == KOH_OK) {
        status =
            find_years(&session, wanted->records == KOH_RECORDS_SEEN ? seen : wanted->records, wanted, &options, error);
    }
    if (status == KOH_OK && !find_targets(&session, &options)) {
        status = no_memory(error);
    }
    if (status == KOH_OK && wanted->codes != NULL) {
        status = read_codes(&session, wanted->codes, &options, error);
    }
    if (status == KOH_OK) {
        status = koh__records_read(path, text->data, text->length, &options, &import->counted, error);
    }
    if (status == KOH_OK) {
        write_counted(import, path);
        status = import->csv.failed || import->report.failed ? no_memory(error) : KOH_OK;
    }
    koh__session_close(&session);
    return status;
}

static koh_status refuse_records(const char *path, const koh_buffer *text, koh_error *error)
{
    return koh__records_kind(path, text->data, text->length) == KOH_RECORDS_NONE
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "%s: records of persons are imported with --strip-ids only", path);
}

static koh_status check_options(const koh_import_options *options, koh_error *error)
{
    if (options->division != KOH_DIVISION_AS_IT_IS &&
        (options->division < KOH_DIVISION_FIRST || options->division > KOH_DIVISION_DEFAULT)) {
        return koh_error_set(error, KOH_EUSAGE, "division %d: expected %d to %d, or 0 = codes as they are",
                             options->division, KOH_DIVISION_FIRST, KOH_DIVISION_DEFAULT);
    }
    const int years = options->first_year != 0 || options->last_year != 0;
    if (years && (options->first_year < FIRST_YEAR || options->last_year > LAST_YEAR ||
                  options->last_year < options->first_year)) {
        return koh_error_set(error, KOH_EUSAGE, "years %d to %d: expected %d to %d in order", options->first_year,
                             options->last_year, FIRST_YEAR, LAST_YEAR);
    }
    return KOH_OK;
}

koh_status koh_import_file(const char *path, const koh_import_options *options, koh_import **import, koh_error *error)
{
    char *bytes = NULL, declared[KOH_PX_SIZE];
    size_t length = 0;
    koh_buffer text = { 0 };
    koh_import *made = NULL;
    koh_status status = check_options(options, error);
    if (status == KOH_OK) {
        made = KOH_NEW(1, koh_import);
        status = made == NULL ? no_memory(error) : koh__file_read(path, FILE_LIMIT, &bytes, &length, error);
    }
    if (status == KOH_OK) {
        koh__digest(bytes, length, made->sha256);
        int is_px = koh__px_is(bytes), says = is_px && koh__px_declared(bytes, length, declared);
        made->encoding = says ? declared : NULL;
        status = koh__encoding_read(path, bytes, length, &made->encoding, &text, error);
    }
    if (status == KOH_OK && options->records != KOH_RECORDS_NONE) {
        status = count_records(made, path, options, &text, error);
    } else if (status == KOH_OK) {
        status = refuse_records(path, &text, error);
        status = status == KOH_OK ? read_figures(made, path, options, &text, error) : status;
    }
    koh__buffer_free(&text);
    koh__free(bytes);
    if (status == KOH_OK && options->records == KOH_RECORDS_NONE) {
        status = make_rows(made, path, options, error);
    }
    if (status != KOH_OK) {
        koh_import_free(made);
        return status;
    }
    *import = made;
    return KOH_OK;
}

void koh_import_free(koh_import *import)
{
    if (import != NULL) {
        koh__figures_free(import->figures);
        koh__records_free(&import->counted);
        koh__buffer_free(&import->csv);
        koh__buffer_free(&import->report);
        koh__free(import);
    }
}

const char *koh_import_csv(const koh_import *import, size_t *length)
{
    *length = import->csv.length - 1;
    return import->csv.data;
}

koh_status koh_import_write(const koh_import *import, const char *path, koh_error *error)
{
    return koh__file_write(path, import->csv.data, import->csv.length - 1, error);
}

const char *koh_import_report(const koh_import *import)
{
    return import->report.data;
}

koh_import_facts koh_import_facts_get(const koh_import *import)
{
    const koh_figures *figures = import->figures;
    if (figures == NULL) {
        return (koh_import_facts){ .format = import->counted.format,
                                   .encoding = import->encoding,
                                   .sha256 = import->sha256,
                                   .n_rows = import->n_rows };
    }
    return (koh_import_facts){ .format = figures->format,
                               .encoding = import->encoding,
                               .table = figures->table,
                               .title = figures->title,
                               .source = figures->source,
                               .updated = figures->updated,
                               .sha256 = import->sha256,
                               .n_rows = import->n_rows,
                               .n_unknown = import->n_unknown };
}
