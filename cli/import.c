/* kohort import FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"
#include "kohort/import.h"

/* Options as popt leaves them. */
typedef struct given {
    char *to, *dash, *decimal, *totals, *division, *table, *value, *data, *records, *codes, *years;
    int strip;
} given;

/* The place of a word among n words; no word gives 0, the default. */
static koh_status read_word(const char *option, const char *text, size_t n, const char *const *words, int *place,
                            koh_error *error)
{
    *place = 0;
    for (size_t i = 0; i < n && text != NULL; i++) {
        if (strcmp(text, words[i]) == 0) {
            *place = (int) i + 1;
            return KOH_OK;
        }
    }
    return text == NULL ? KOH_OK
                        : koh_error_set(error, KOH_EUSAGE, "--%s %s: expected %s%s%s", option, text, words[0],
                                        n > 1 ? " or " : "", n > 1 ? words[1] : "");
}

static koh_status read_division(const char *text, int *division, koh_error *error)
{
    char *end = NULL;
    long year = text != NULL ? strtol(text, &end, 10) : KOH_DIVISION_DEFAULT;
    if (text != NULL && (*text == '\0' || *end != '\0' || year < 0 || year > 9999)) {
        return koh_error_set(error, KOH_EUSAGE, "--division %s: expected a year, or 0 for codes as they are", text);
    }
    *division = (int) year;
    return KOH_OK;
}

/* "2026" or "2023-2025". */
static koh_status read_years(const char *text, koh_import_options *options, koh_error *error)
{
    char *end = NULL;
    if (text == NULL) {
        return KOH_OK;
    }
    const long first = strtol(text, &end, 10);
    long last = first;
    if (end != text && *end == '-') {
        text = end + 1;
        last = strtol(text, &end, 10);
    }
    if (end == text || *end != '\0' || first < 1 || last < first || last > 9999) {
        return koh_error_set(error, KOH_EUSAGE, "--years: expected a year, or two such as 2023-2025");
    }
    options->first_year = (int) first;
    options->last_year = (int) last;
    return KOH_OK;
}

static koh_status read_records(const given *text, koh_import_options *options, koh_error *error)
{
    static const char *const kinds[] = { "staff", "care" };
    int kind = 0;
    koh_status status = read_word("records", text->records, 2, kinds, &kind, error);
    if (status == KOH_OK) {
        status = read_years(text->years, options, error);
    }
    options->records = kind == 1                    ? KOH_RECORDS_STAFF
                       : kind == 2                  ? KOH_RECORDS_CARE
                       : text->strip || text->codes ? KOH_RECORDS_SEEN
                                                    : KOH_RECORDS_NONE;
    options->codes = text->codes;
    return status;
}

static koh_status read_options(const given *text, koh_import_options *options, koh_error *error)
{
    static const char *const dashes[] = { "zero", "missing" }, *const decimals[] = { "comma", "point" },
                             *const totals[] = { "keep" };
    int dash = 0, decimal = 0, keep = 0;
    *options = koh_import_options_defaults();
    koh_status status = read_word("dash", text->dash, 2, dashes, &dash, error);
    if (status == KOH_OK) {
        status = read_word("decimal", text->decimal, 2, decimals, &decimal, error);
    }
    if (status == KOH_OK) {
        status = read_word("totals", text->totals, 1, totals, &keep, error);
    }
    if (status == KOH_OK) {
        status = read_division(text->division, &options->division, error);
    }
    if (status == KOH_OK) {
        status = read_records(text, options, error);
    }
    options->dash = dash == 0 ? KOH_DASH_AS_SOURCE : dash == 1 ? KOH_DASH_ZERO : KOH_DASH_MISSING;
    options->decimal = decimal == 0 ? KOH_DECIMAL_SEEN : decimal == 1 ? KOH_DECIMAL_COMMA : KOH_DECIMAL_POINT;
    options->totals = keep ? KOH_TOTALS_KEEP : KOH_TOTALS_LEAVE_OUT;
    options->table = text->table;
    options->value_column = text->value;
    options->data = text->data;
    return status;
}

static koh_status import(const char *path, const given *text, koh_error *error)
{
    koh_import_options options;
    koh_import *table = NULL;
    koh_status status = read_options(text, &options, error);
    if (status == KOH_OK) {
        status = koh_import_file(path, &options, &table, error);
    }
    if (status == KOH_OK) {
        (void) fputs(koh_import_report(table), stderr);
        status = koh_import_write(table, text->to != NULL ? text->to : "-", error);
    }
    koh_import_free(table);
    return status;
}

static koh_status run_parsed(poptContext context, const void *parsed, koh_error *error)
{
    const given *text = parsed;
    const char **arguments;
    size_t n;
    koh_status status = koh_cli_parse(context, "FILE", 1, 1, &arguments, &n, error);
    return status != KOH_OK || arguments == NULL ? status : import(arguments[0], text, error);
}

koh_status koh_cli_import(int argc, const char **argv, koh_error *error)
{
    given text = { .to = NULL };
    const struct poptOption options[] = {
        { "to", '\0', POPT_ARG_STRING, &text.to, 0, "Where the rows go (default: standard output)", "FILE" },
        { "dash", '\0', POPT_ARG_STRING, &text.dash, 0, "What \"-\" stands for", "zero|missing" },
        { "decimal", '\0', POPT_ARG_STRING, &text.decimal, 0, "What stands before decimals", "comma|point" },
        { "totals", '\0', POPT_ARG_STRING, &text.totals, 0, "Keep rows of totals beside their parts", "keep" },
        { "division", '\0', POPT_ARG_STRING, &text.division, 0,
          "Municipal division to carry codes to (default: 2024; 0: as they are)", "YEAR" },
        { "table", '\0', POPT_ARG_STRING, &text.table, 0, "Table id where the file does not say it", "ID" },
        { "value", '\0', POPT_ARG_STRING, &text.value, 0, "The only column with figures", "COLUMN" },
        { "strip-ids", '\0', POPT_ARG_NONE, &text.strip, 0,
          "Count records of persons (staff, care); no identifier is kept", NULL },
        { "records", '\0', POPT_ARG_STRING, &text.records, 0, "What the records are of (default: as their header says)",
          "staff|care" },
        { "codes", '\0', POPT_ARG_STRING, &text.codes, 0,
          "What their codes stand for: CSV of code,profession or code,service", "FILE" },
        { "years", '\0', POPT_ARG_STRING, &text.years, 0,
          "Years of decisions to count; of staff, the 1 January of the ages", "YEAR[-YEAR]" },
        KOH_CLI_DATA_OPTION(text.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, run_parsed, &text, error);
}
