/* Import: bytes to text, text to figures, figures to tidy rows, and what was understood. */
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
#include "io/statbank_priv.h"
#include "io/table_csv_priv.h"
#include "io/tidy_priv.h"

enum { FILE_LIMIT = 256 << 20 };

struct koh_import {
    koh_figures *figures;
    koh_buffer csv, report;
    const char *encoding;
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

static koh_status check_options(const koh_import_options *options, koh_error *error)
{
    if (options->division != KOH_DIVISION_AS_IT_IS &&
        (options->division < KOH_DIVISION_FIRST || options->division > KOH_DIVISION_DEFAULT)) {
        return koh_error_set(error, KOH_EUSAGE, "division %d: expected %d to %d, or 0 = codes as they are",
                             options->division, KOH_DIVISION_FIRST, KOH_DIVISION_DEFAULT);
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
    if (status == KOH_OK) {
        status = read_figures(made, path, options, &text, error);
    }
    koh__buffer_free(&text);
    koh__free(bytes);
    if (status == KOH_OK) {
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
