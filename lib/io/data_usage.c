/* Usage of services: age patterns, national totals, drift, hours. */
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "kohort/capacity.h"

static koh_status service_of(const koh_data *data, const koh_csv *csv, size_t row, size_t column, size_t *service,
                             koh_error *error)
{
    const koh_name_list *list = &data->lists[KOH_NAMES_SERVICES];
    const char *text = koh__csv_text(csv, row, column);
    for (*service = 0; *service < list->n; ++*service) {
        if (strcmp(list->names[*service], text) == 0) {
            return KOH_OK;
        }
    }
    return koh__csv_fail(csv, row, column, KOH_EUNKNOWN, error, "unknown service '%.40s'", text);
}

static koh_status basis_of(const koh_csv *csv, size_t row, size_t column, koh_usage_basis *basis, koh_error *error)
{
    static const char *const words[] = { "stock_31dec", "through_year", "bed_days" };
    const char *text = koh__csv_text(csv, row, column);
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(words[i], text) == 0) {
            *basis = (koh_usage_basis) i;
            return KOH_OK;
        }
    }
    return koh__csv_fail(csv, row, column, KOH_ESCHEMA, error,
                         "basis '%.40s', expected stock_31dec, through_year or bed_days", text);
}

/* Rows of one service stand together; the pattern is theirs. */
static koh_status add_band(const koh_data *data, const koh_csv *csv, size_t row, koh_shape_band *bands,
                           koh_age_shape *shapes, koh_error *error)
{
    size_t service;
    int failed = 0, to = koh__csv_int(csv, row, 5);
    koh_status status = service_of(data, csv, row, 0, &service, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_age_shape *shape = &shapes[service];
    if (shape->n == 0) {
        shape->bands = &bands[row];
        shape->year = koh__csv_int(csv, row, 1);
        shape->source = koh__data_text(data, csv, row, 8, &failed);
        shape->assumption = koh__data_text(data, csv, row, 9, &failed);
        status = basis_of(csv, row, 2, &shape->basis, error);
    } else if (&shape->bands[shape->n] != &bands[row] || shape->year != koh__csv_int(csv, row, 1)) {
        return koh__csv_fail(csv, row, 0, KOH_ESCHEMA, error, "the rows of a service must stand together, of one year");
    }
    shape->n++;
    bands[row] = (koh_shape_band){ .sex = koh__csv_int(csv, row, 3),
                                   .from = koh__csv_int(csv, row, 4),
                                   .to = to < 0 ? -1 : to,
                                   .users = koh__csv_number(csv, row, 6),
                                   .share = koh__csv_number(csv, row, 7) };
    return failed ? KOH_ENOMEM : status;
}

static koh_status read_shapes(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "service", .what = "a service" },
        { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .what = "a year" },
        { .name = "basis", .what = "a basis" },
        { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .what = "female, male or both" },
        { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
        { .name = "age_to", .kind = KOH_CSV_INT, .max = 130, .optional = 1, .what = "completed years" },
        { .name = "users", .kind = KOH_CSV_NUMBER, .max = 1e8, .optional = 1, .what = "persons" },
        { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        { .name = "source", .optional = 1, .what = "a text" },
        { .name = "assumption", .optional = 1, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "services/age_shapes.csv", 10, columns, &csv, error);
    size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_shape_band *bands = KOH_TAKE(data->arena, n, koh_shape_band);
    koh_age_shape *shapes = KOH_TAKE(data->arena, data->catalogue.n_services, koh_age_shape);
    if (status == KOH_OK && (bands == NULL || shapes == NULL)) {
        status = KOH_ENOMEM;
    }
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        status = add_band(data, csv, row, bands, shapes, error);
    }
    koh__csv_free(csv);
    data->catalogue.shapes = shapes;
    return status;
}

/* The newest total of a service; of one year a stock goes before a count through the year. */
static koh_status add_total(const koh_data *data, const koh_csv *csv, size_t row, koh_national_total *totals,
                            koh_error *error)
{
    size_t service;
    koh_usage_basis basis = KOH_BASIS_STOCK;
    int failed = 0, year = koh__csv_int(csv, row, 1);
    double users = koh__csv_number(csv, row, 3);
    koh_status status = service_of(data, csv, row, 0, &service, error);
    if (status == KOH_OK) {
        status = basis_of(csv, row, 2, &basis, error);
    }
    if (status != KOH_OK) {
        return status;
    }
    koh_national_total *total = &totals[service];
    int newer = total->year == KOH_YEAR_NONE || year > total->year || (year == total->year && basis < total->basis);
    if (!isnan(users) && newer) {
        *total = (koh_national_total){ .year = year,
                                       .basis = basis,
                                       .users = users,
                                       .source = koh__data_text(data, csv, row, 4, &failed),
                                       .assumption = koh__data_text(data, csv, row, 5, &failed) };
    }
    return failed ? KOH_ENOMEM : KOH_OK;
}

/* Users at 31 December per user through the year, of the newest year in which a service has both. */
static double stock_ratio(const koh_csv *csv, const char *service)
{
    int newest = 0;
    double ratio = NAN;
    for (size_t i = 0; i < koh__csv_rows(csv); i++) {
        for (size_t j = 0; j < koh__csv_rows(csv); j++) {
            int year = koh__csv_int(csv, i, 1);
            double stock = koh__csv_number(csv, i, 3), through = koh__csv_number(csv, j, 3);
            if (year == koh__csv_int(csv, j, 1) && year > newest && strcmp(koh__csv_text(csv, i, 0), service) == 0 &&
                strcmp(koh__csv_text(csv, j, 0), service) == 0 &&
                strcmp(koh__csv_text(csv, i, 2), "stock_31dec") == 0 &&
                strcmp(koh__csv_text(csv, j, 2), "through_year") == 0 && stock > 0 && through > 0) {
                newest = year;
                ratio = stock / through;
            }
        }
    }
    return ratio;
}

static koh_status read_totals(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "service", .what = "a service" },
        { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .optional = 2, .what = "a year" },
        { .name = "basis", .what = "a basis" },
        { .name = "users", .kind = KOH_CSV_NUMBER, .max = 1e8, .optional = 1, .what = "persons" },
        { .name = "source", .optional = 1, .what = "a text" },
        { .name = "assumption", .optional = 1, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "services/national_totals.csv", 6, columns, &csv, error);
    size_t n = data->catalogue.n_services;
    koh_national_total *totals = KOH_TAKE(data->arena, n, koh_national_total);
    if (status == KOH_OK && totals == NULL) {
        status = KOH_ENOMEM;
    }
    for (size_t k = 0; status == KOH_OK && k < n; k++) {
        totals[k] = (koh_national_total){ .year = KOH_YEAR_NONE, .users = NAN };
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = add_total(data, csv, row, totals, error);
    }
    double *ratios = KOH_TAKE(data->arena, n, double);
    for (size_t k = 0; status == KOH_OK && ratios != NULL && k < n; k++) {
        ratios[k] = stock_ratio(csv, data->catalogue.services[k].id);
    }
    status = status == KOH_OK && ratios == NULL ? KOH_ENOMEM : status;
    data->catalogue.stock_ratio = ratios;
    koh__csv_free(csv);
    data->catalogue.totals = totals;
    return status;
}

/* One number per service; a service without a row keeps what stands there. */
static koh_status read_numbers(koh_data *data, const char *name, size_t n_columns, const koh_csv_column *columns,
                               double *numbers, koh_error *error)
{
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, name, n_columns, columns, &csv, error);
    if (status == KOH_OK && numbers == NULL) {
        status = KOH_ENOMEM;
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        size_t service;
        status = service_of(data, csv, row, 0, &service, error);
        if (status == KOH_OK) {
            numbers[service] = koh__csv_number(csv, row, 1);
        }
    }
    koh__csv_free(csv);
    return status;
}

koh_status koh__data_usage(koh_data *data, koh_error *error)
{
    static const koh_csv_column drift_columns[] = {
        { .name = "service", .what = "a service" },
        { .name = "rate_per_year", .kind = KOH_CSV_NUMBER, .min = -0.5, .max = 0.5, .what = "a relative change" },
        { .name = "from_year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .optional = 1, .what = "a year" },
        { .name = "to_year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .optional = 1, .what = "a year" },
        { .name = "source", .optional = 1, .what = "a text" },
        { .name = "assumption", .optional = 1, .what = "a text" },
    };
    static const koh_csv_column hours_columns[] = {
        { .name = "service", .what = "a service" },
        { .name = "hours_per_week", .kind = KOH_CSV_NUMBER, .max = 168, .what = "hours a week" },
        { .name = "source", .optional = 1, .what = "a text" },
        { .name = "assumption", .optional = 1, .what = "a text" },
    };
    size_t n = data->catalogue.n_services;
    double *drift = KOH_TAKE(data->arena, n, double), *hours = KOH_TAKE(data->arena, n, double);
    for (size_t k = 0; hours != NULL && k < n; k++) {
        hours[k] = NAN;
    }
    data->catalogue.drift = drift;
    data->catalogue.hours_per_week = hours;
    koh_status status = read_shapes(data, error);
    if (status == KOH_OK) {
        status = read_totals(data, error);
    }
    if (status == KOH_OK) {
        status = read_numbers(data, "services/drift.csv", 6, drift_columns, drift, error);
    }
    if (status == KOH_OK) {
        status = read_numbers(data, "services/hours_per_user.csv", 4, hours_columns, hours, error);
    }
    return status;
}
