/* The official projection's high, main and low paths. */
#include <limits.h>
#include <string.h>

#include "io/data_priv.h"

enum { VINTAGE, INDICATOR, ALTERNATIVE, YEAR, VALUE, UNIT, SOURCE, COLUMNS };

/* The points of one path, in the file's order, which ascends. */
static koh_status read_path(const koh_data *data, const koh_csv *csv, const char *indicator, const char *alternative,
                            koh_quantity *path)
{
    const int vintage = 2024; /* the newest that is shipped */
    size_t rows = koh__csv_rows(csv), n = 0;
    int *years = KOH_TAKE(data->arena, rows, int), failed = 0;
    double *values = KOH_TAKE(data->arena, rows, double);
    if (years == NULL || values == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t row = 0; row < rows; row++) {
        if (koh__csv_int(csv, row, VINTAGE) != vintage || koh__csv_int(csv, row, YEAR) == INT_MIN ||
            strcmp(koh__csv_text(csv, row, INDICATOR), indicator) != 0 ||
            strcmp(koh__csv_text(csv, row, ALTERNATIVE), alternative) != 0) {
            continue;
        }
        size_t at = n++;
        for (; at > 0 && years[at - 1] > koh__csv_int(csv, row, YEAR); at--) {
            years[at] = years[at - 1];
            values[at] = values[at - 1];
        }
        years[at] = koh__csv_int(csv, row, YEAR);
        values[at] = koh__csv_number(csv, row, VALUE);
        path->source = koh__data_text(data, csv, row, SOURCE, &failed);
        path->unit = koh__data_text(data, csv, row, UNIT, &failed);
    }
    path->n = n;
    path->year = years;
    path->value = values;
    return failed ? KOH_ENOMEM : n == 0 ? KOH_EMISSING : KOH_OK;
}

koh_status koh__data_alternatives(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[COLUMNS] = {
        [VINTAGE] = { .name = "vintage", .kind = KOH_CSV_INT, .what = "a year" },
        [INDICATOR] = { .name = "indicator", .what = "a short name" },
        [ALTERNATIVE] = { .name = "alternative", .what = "low, main or high" },
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .optional = 1, .what = "a year" },
        [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .what = "a number" },
        [UNIT] = { .name = "unit", .what = "a unit" },
        [SOURCE] = { .name = "source", .what = "a text" },
    };
    static const char *const alternatives[] = { "low", "main", "high" };
    koh_csv *csv = NULL;
    koh_inputs *inputs = &data->catalogue;
    koh_status status = koh__data_read(data, "national/projection_assumptions.csv", COLUMNS, columns, &csv, error);
    for (size_t i = 0; i < 3 && status == KOH_OK; i++) {
        status = read_path(data, csv, "tfr", alternatives[i], &inputs->tfr[i]);
        if (status == KOH_OK) {
            status = read_path(data, csv, "life_expectancy_both", alternatives[i], &inputs->life_expectancy[i]);
        }
        if (status == KOH_OK) {
            status = read_path(data, csv, "net_migration", alternatives[i], &inputs->national_net[i]);
        }
        if (status == KOH_EMISSING) {
            status =
                koh_error_set(error, status, "the %s paths of the projection of 2024 are not there", alternatives[i]);
            koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
        }
    }
    koh__csv_free(csv);
    return status;
}
