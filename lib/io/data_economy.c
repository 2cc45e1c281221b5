/* Default prices: earnings by profession, payroll tax by zone, functions of services, and single figures. */
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "plan/economy_priv.h"

static size_t find(const koh_name_list *list, const char *name)
{
    size_t i = 0;
    while (i < list->n && strcmp(list->names[i], name) != 0) {
        i++;
    }
    return i;
}

static koh_status unknown(const koh_csv *csv, size_t row, const char *what, koh_error *error)
{
    return koh__csv_fail(csv, row, 0, KOH_EUNKNOWN, error, "unknown %s '%.40s'", what, koh__csv_text(csv, row, 0));
}

static koh_status read_earnings(const koh_data *data, koh_economy_data *economy, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "profession", .what = "a profession" },
        { .name = "earnings_nok", .kind = KOH_CSV_NUMBER, .max = 1e7, .what = "NOK a year" },
        { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
        { .name = "source", .optional = 2, .what = "a text" },
        { .name = "assumption", .optional = 2, .what = "a text" },
    };
    const koh_name_list *list = &data->lists[KOH_NAMES_PROFESSIONS];
    koh_csv *csv = NULL;
    koh_default *earnings = KOH_TAKE(data->arena, list->n, koh_default);
    int failed = earnings == NULL;
    koh_status status = koh__data_read(data, "economy/wages.csv", 5, columns, &csv, error);
    for (size_t j = 0; !failed && j < list->n; j++) {
        earnings[j].value = (double) NAN;
    }
    for (size_t row = 0; status == KOH_OK && !failed && row < koh__csv_rows(csv); row++) {
        size_t j = find(list, koh__csv_text(csv, row, 0));
        if (j == list->n) {
            status = unknown(csv, row, "profession", error);
        } else {
            earnings[j] =
                (koh_default){ koh__csv_number(csv, row, 1), koh__csv_int(csv, row, 2),
                               koh__data_text(data, csv, row, 3, &failed), koh__data_text(data, csv, row, 4, &failed) };
        }
    }
    koh__csv_free(csv);
    economy->earnings = earnings;
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

static koh_status read_zones(const koh_data *data, koh_economy_data *economy, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "zone", .what = "a zone" },
        { .name = "rate", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        { .name = "rate_below_allowance", .kind = KOH_CSV_NUMBER, .max = 1, .optional = 2, .what = "a share" },
        { .name = "source", .optional = 2, .what = "a text" },
        { .name = "assumption", .optional = 2, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "economy/payroll_tax.csv", 5, columns, &csv, error);
    size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_tax_zone *zones = KOH_TAKE(data->arena, n, koh_tax_zone);
    int failed = zones == NULL;
    for (size_t row = 0; !failed && row < n; row++) {
        zones[row].id = koh__data_text(data, csv, row, 0, &failed);
        zones[row].rate = (koh_default){ koh__csv_number(csv, row, 1), 0, koh__data_text(data, csv, row, 3, &failed),
                                         koh__data_text(data, csv, row, 4, &failed) };
    }
    koh__csv_free(csv);
    economy->n_zones = n;
    economy->zones = zones;
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

/* The place of a row's function among those known; a new one is added. */
static size_t function_of(const koh_data *data, const koh_csv *csv, size_t row, koh_function *functions, size_t *n,
                          int *failed)
{
    const char *id = koh__csv_text(csv, row, 1);
    size_t i = 0;
    while (i < *n && strcmp(functions[i].id, id) != 0) {
        i++;
    }
    if (i == *n) {
        functions[i].id = koh__data_text(data, csv, row, 1, failed);
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            functions[i].name[language] = koh__data_text(data, csv, row, 2 + language, failed);
        }
        *n += !*failed;
    }
    return i;
}

static koh_status read_functions(const koh_data *data, koh_economy_data *economy, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "service", .what = "a service" },
        { .name = "function", .what = "a function" },
        { .name = "name_nb", .what = "a name" },
        { .name = "name_nn", .what = "a name" },
        { .name = "name_en", .what = "a name" },
        { .name = "source", .optional = 2, .what = "a text" },
        { .name = "assumption", .optional = 2, .what = "a text" },
    };
    const koh_name_list *list = &data->lists[KOH_NAMES_SERVICES];
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "economy/functions.csv", 7, columns, &csv, error);
    size_t rows = status == KOH_OK ? koh__csv_rows(csv) : 0, n = 0, given = 0;
    koh_function *functions = KOH_TAKE(data->arena, rows, koh_function);
    size_t *function = KOH_TAKE(data->arena, list->n, size_t);
    int failed = functions == NULL || function == NULL;
    for (size_t row = 0; status == KOH_OK && !failed && row < rows; row++) {
        size_t k = find(list, koh__csv_text(csv, row, 0));
        if (k == list->n) {
            status = unknown(csv, row, "service", error);
        } else {
            function[k] = function_of(data, csv, row, functions, &n, &failed);
            given++;
        }
    }
    if (status == KOH_OK && !failed && given != list->n) {
        status = koh_error_set(error, KOH_EMISSING, "%zu services have a function, expected %zu", given, list->n);
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    }
    koh__csv_free(csv);
    economy->n_functions = n;
    economy->functions = functions;
    economy->function = function;
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

static koh_status read_defaults(const koh_data *data, koh_economy_data *economy, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "figure", .what = "a short name" },
        { .name = "value", .kind = KOH_CSV_NUMBER, .min = -1e9, .max = 1e9, .what = "a number" },
        { .name = "unit", .what = "a unit" },
        { .name = "source", .optional = 2, .what = "a text" },
        { .name = "assumption", .optional = 2, .what = "a text" },
    };
    static const char *const names[] = { "pension", "other_cost_ratio", "discount_rate" };
    koh_default *figures[] = { &economy->pension, &economy->other_cost_ratio, &economy->discount_rate };
    koh_csv *csv = NULL;
    int failed = 0;
    koh_status status = koh__data_read(data, "economy/defaults.csv", 5, columns, &csv, error);
    for (size_t i = 0; i < 3; i++) {
        figures[i]->value = (double) NAN;
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        size_t i = find(&(koh_name_list){ 3, names }, koh__csv_text(csv, row, 0));
        if (i == 3) {
            status = unknown(csv, row, "figure", error);
        } else {
            *figures[i] = (koh_default){ koh__csv_number(csv, row, 1), 0, koh__data_text(data, csv, row, 3, &failed),
                                         koh__data_text(data, csv, row, 4, &failed) };
        }
    }
    koh__csv_free(csv);
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

koh_status koh__data_economy(koh_data *data, koh_error *error)
{
    koh_economy_data *economy = KOH_TAKE(data->arena, 1, koh_economy_data);
    data->catalogue.economy = economy;
    koh_status status = economy == NULL ? KOH_ENOMEM : read_earnings(data, economy, error);
    if (status == KOH_OK) {
        status = read_zones(data, economy, error);
    }
    if (status == KOH_OK) {
        status = koh__data_tax_zones(data, economy, error);
    }
    if (status == KOH_OK) {
        status = read_functions(data, economy, error);
    }
    return status == KOH_OK ? read_defaults(data, economy, error) : status;
}
