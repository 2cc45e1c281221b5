/* Defaults of the supply of staff. */
#include <string.h>

#include "io/data_priv.h"

enum { PROFESSION, PARAMETER, YEAR, VALUE, UNIT, SOURCE, ASSUMPTION, COLUMNS };

static koh_status find(const koh_csv *csv, size_t row, size_t column, const koh_name_list *list, size_t *found,
                       koh_error *error)
{
    const char *text = koh__csv_text(csv, row, column);
    *found = 0;
    while (text != NULL && *found < list->n && strcmp(list->names[*found], text) != 0) {
        ++*found;
    }
    if (text == NULL) {
        *found = list->n;
    }
    return text == NULL || *found < list->n
               ? KOH_OK
               : koh__csv_fail(csv, row, column, KOH_EUNKNOWN, error, "unknown name '%.40s'", text);
}

/* Every parameter has a row for all professions, or some profession would have none. */
static koh_status check(const koh_data *data, const koh_csv *csv, size_t n, const koh_supply_default *rows,
                        koh_error *error)
{
    for (size_t p = 0; p < KOH_SUPPLY_N; p++) {
        size_t i = 0;
        while (i < n && !(rows[i].parameter == p && rows[i].profession == data->catalogue.n_professions)) {
            i++;
        }
        if (i == n) {
            koh_status status =
                koh_error_set(error, KOH_EMISSING, "no row of %s for all professions", koh__supply_names[p]);
            koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
            return status;
        }
    }
    return KOH_OK;
}

koh_status koh__data_supply(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[COLUMNS] = {
        [PROFESSION] = { .name = "profession", .optional = 2, .what = "a profession" },
        [PARAMETER] = { .name = "parameter", .what = "a parameter" },
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .what = "a year" },
        [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 100, .what = "a number" },
        [UNIT] = { .name = "unit", .what = "a unit" },
        [SOURCE] = { .name = "source", .optional = 2, .what = "a text" },
        [ASSUMPTION] = { .name = "assumption", .optional = 2, .what = "a text" },
    };
    const koh_name_list parameters = { KOH_SUPPLY_N, koh__supply_names };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "staff/supply.csv", COLUMNS, columns, &csv, error);
    size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_supply_default *rows = KOH_TAKE(data->arena, n, koh_supply_default);
    int failed = rows == NULL;
    for (size_t i = 0; i < n && !failed && status == KOH_OK; i++) {
        size_t parameter = 0;
        status = find(csv, i, PROFESSION, &data->lists[KOH_NAMES_PROFESSIONS], &rows[i].profession, error);
        status = status == KOH_OK ? find(csv, i, PARAMETER, &parameters, &parameter, error) : status;
        rows[i].parameter = (koh_supply_parameter) parameter;
        rows[i].year = koh__csv_int(csv, i, YEAR);
        rows[i].value = koh__csv_number(csv, i, VALUE);
        rows[i].unit = koh__data_text(data, csv, i, UNIT, &failed);
        rows[i].source = koh__data_text(data, csv, i, SOURCE, &failed);
        rows[i].assumption = koh__data_text(data, csv, i, ASSUMPTION, &failed);
    }
    status = failed && status == KOH_OK ? KOH_ENOMEM : status;
    status = status == KOH_OK ? check(data, csv, n, rows, error) : status;
    koh__csv_free(csv);
    data->catalogue.n_supply = n;
    data->catalogue.supply = rows;
    return status;
}
