/* Any bytes as a CSV file: read, or refused with a place inside them. */
#include <float.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "io/csv_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const koh_csv_column columns[] = {
    { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200 },
    { .name = "sex", .kind = KOH_CSV_SEX, .both = 1 },
    { .name = "value", .kind = KOH_CSV_NUMBER, .min = 0, .max = DBL_MAX, .optional = 2 },
    { .name = "note", .kind = KOH_CSV_TEXT, .optional = 1 },
};

static void use(koh_csv *csv)
{
    static const koh_csv_key keys[] = { { 0, 2026, 3 }, { 1, 0, 2 } };
    double grid[6];
    int from, to;
    koh_error error;
    (void) !koh__csv_grid(csv, 2, keys, 2, grid, &error);
    (void) !koh__csv_range(csv, 0, &from, &to, &error);
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        if (koh__csv_int(csv, row, 0) < 1900 || koh__csv_number(csv, row, 2) < 0) {
            abort();
        }
        (void) koh__csv_text(csv, row, 3);
    }
    if (koh__csv_rows(csv) > 0) {
        (void) koh__csv_fail(csv, koh__csv_rows(csv) - 1, 3, KOH_EDOMAIN, &error, "x");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    koh_status status = koh__csv_read("f", (const char *) bytes, length, 4, columns, &csv, &error);
    if (status == KOH_OK) {
        use(csv);
        koh__csv_free(csv);
    } else if (status == KOH_EINTERNAL || csv != NULL || error.line == 0 || error.column > length + 1) {
        abort();
    }
    return 0;
}
