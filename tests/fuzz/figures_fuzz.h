/* What the fuzz targets of the three readers of statistics do with figures that were read. */
#ifndef KOH_FIGURES_FUZZ_H
#define KOH_FIGURES_FUZZ_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "io/encoding_priv.h"
#include "io/tidy_priv.h"

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
static void koh_fuzz_use(koh_figures *figures, const koh_division *division, koh_import_options options)
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

#endif
