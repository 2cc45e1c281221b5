/* An official projection of municipal totals. */
#include <math.h>

#include "io/csv_priv.h"
#include "io/official_priv.h"

enum { REGION, YEAR, PROJECTED, REGISTERED, BORDER_OK, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [REGION] = { .name = "region", .what = "a municipality number" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [PROJECTED] = { .name = "projected_total", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "persons >= 0" },
    [REGISTERED] = { .name = "registered_total",
                     .kind = KOH_CSV_NUMBER,
                     .max = 1e9,
                     .optional = 2,
                     .what = "persons >= 0" },
    [BORDER_OK] = { .name = "border_ok", .kind = KOH_CSV_INT, .max = 1, .what = "0 or 1" },
};

static koh_status enter(const koh_csv *csv, const koh_registers *registers, koh_official *official, koh_error *error)
{
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        const size_t region = koh__registers_find(registers, koh__csv_text(csv, row, REGION));
        if (region == (size_t) -1) {
            return koh__csv_fail(csv, row, REGION, KOH_EUNKNOWN, error, "unknown region '%.40s'",
                                 koh__csv_text(csv, row, REGION));
        }
        const size_t year = (size_t) (koh__csv_int(csv, row, YEAR) - official->first_year);
        double *total = &official->total[year * registers->n + region];
        if (!isnan(*total)) {
            return koh__csv_fail(csv, row, YEAR, KOH_EDUPLICATE, error, "the same region and year twice");
        }
        *total = koh__csv_number(csv, row, PROJECTED);
        official->followed[region] &= koh__csv_int(csv, row, BORDER_OK);
    }
    return KOH_OK;
}

koh_status koh__official_read(const char *path, const koh_registers *registers, koh_arena *arena,
                              koh_official *official, koh_error *error)
{
    koh_csv *csv = NULL;
    koh_official found = { 0 };
    int last = 0;
    koh_status status = koh__csv_read_file(path, COLUMNS, columns, &csv, error);
    if (status == KOH_OK) {
        status = koh__csv_range(csv, YEAR, &found.first_year, &last, error);
    }
    if (status == KOH_OK) {
        found.n_years = (size_t) (last - found.first_year) + 1;
        found.total = KOH_TAKE(arena, found.n_years * registers->n, double);
        found.followed = KOH_TAKE(arena, registers->n, int);
        status =
            found.total == NULL || found.followed == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
    }
    for (size_t i = 0; status == KOH_OK && i < found.n_years * registers->n; i++) {
        found.total[i] = (double) NAN;
        found.followed[i % registers->n] = 1;
    }
    status = status == KOH_OK ? enter(csv, registers, &found, error) : status;
    koh__csv_free(csv);
    if (status == KOH_OK) {
        *official = found;
    }
    return status;
}
