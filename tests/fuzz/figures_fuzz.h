/* The fuzz target of a reader of statistics: any bytes as a text, the first one choosing options, are refused with a
 * message, or read and made rows. The reader is what a target brings. */
#ifndef KOH_FIGURES_FUZZ_H
#define KOH_FIGURES_FUZZ_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/encoding_priv.h"
#include "io/tidy_priv.h"

/* Reads a text in UTF-8. */
static koh_status read_figures(const koh_buffer *text, const koh_import_options *options, koh_figures **figures,
                               koh_error *error);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static koh_division *division;

/* A number that is not there has a reason, and never one that goes with a number. */
static void koh_fuzz_check(const koh_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const koh_cell *row = table->cells + i * table->n_columns;
        const char *reason = row[table->n_columns - 2].text;
        double value = row[table->n_columns - 1].number;
        int with_number = reason == NULL || strcmp(reason, "zero") == 0 || strcmp(reason, "provisional") == 0;
        if ((isnan(value) && (reason == NULL || strcmp(reason, "zero") == 0)) || (!isnan(value) && !with_number)) {
            abort();
        }
    }
}

/* Makes rows of figures in the default division and in their own; frees them. */
static void koh_fuzz_use(koh_figures *figures, koh_import_options options)
{
    koh_table table;
    koh_error error = { 0 };
    koh_status status = koh__tidy(figures, &options, division, &table, &error);
    if (status == KOH_OK) {
        koh_fuzz_check(&table);
        koh_table_free(&table);
    } else if (status == KOH_ENOMEM || error.message[0] == '\0') {
        abort();
    }
    koh__figures_free(figures);
}

/* The options that a first byte chooses. */
static koh_import_options koh_fuzz_options(uint8_t byte)
{
    return (koh_import_options){ .dash = (koh_dash) (byte % 3),
                                 .decimal = (koh_decimal) (byte / 3 % 3),
                                 .totals = (koh_totals) (byte / 9 % 2),
                                 .division = byte / 18 % 3 == 0   ? 0
                                             : byte / 18 % 3 == 1 ? 2020
                                                                  : 2024,
                                 .table = byte / 54 % 2 == 0 ? NULL : "12882" };
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void) argc;
    (void) argv;
    return koh__division_read(KOH_TEST_DATA, &division, NULL) == KOH_OK ? 0 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    koh_buffer text = { 0 };
    koh_figures *figures = NULL;
    koh_error error = { 0 };
    koh_import_options options = koh_fuzz_options(bytes[0]);
    const char *name = NULL;
    koh_status status = koh__encoding_read("f", (const char *) bytes + 1, length - 1, &name, &text, &error);
    if (status == KOH_OK) {
        status = read_figures(&text, &options, &figures, &error);
    }
    if (status == KOH_OK) {
        koh_fuzz_use(figures, options);
    } else if (status == KOH_ENOMEM || figures != NULL || error.message[0] == '\0') {
        abort();
    }
    koh__buffer_free(&text);
    return 0;
}

#endif
