/* Users and days of stay from a file of counts by service, year and age, as records of care are imported. A service
 * that tells its own in the plan keeps them. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"

enum { SERVICE, YEAR, AGE_FROM, AGE_TO, STOCK, THROUGH, DAYS, COLUMNS };

/* Counts of one service by year, summed over ages. */
typedef struct counted {
    size_t n;
    int *year;
    double *stock, *days;
} counted;

static const koh_csv_column columns[COLUMNS] = {
    [SERVICE] = { .name = "service", .what = "a service" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
    [AGE_FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .min = 0, .max = 130, .what = "completed years" },
    [AGE_TO] = { .name = "age_to",
                 .kind = KOH_CSV_INT,
                 .min = 0,
                 .max = 130,
                 .optional = 2,
                 .what = "completed years" },
    [STOCK] = { .name = "stock_31dec", .kind = KOH_CSV_NUMBER, .max = 1e7, .what = "users at 31 December" },
    [THROUGH] = { .name = "through_year",
                  .kind = KOH_CSV_NUMBER,
                  .max = 1e7,
                  .optional = 1,
                  .what = "users through the year" },
    [DAYS] = { .name = "person_days", .kind = KOH_CSV_NUMBER, .max = 1e9, .optional = 1, .what = "days of stay" },
};

/* Years ascend within a service, and bands of a year are apart. */
static koh_status check_order(const koh_csv *csv, size_t row, const counted *c, koh_error *error)
{
    const int year = koh__csv_int(csv, row, YEAR);
    if (c->n > 0 && year < c->year[c->n - 1]) {
        return koh__csv_fail(csv, row, YEAR, KOH_EDOMAIN, error, "years must ascend");
    }
    if (c->n > 0 && year == c->year[c->n - 1] &&
        koh__csv_int(csv, row, AGE_FROM) <= koh__csv_int(csv, row - 1, AGE_FROM)) {
        return koh__csv_fail(csv, row, AGE_FROM, KOH_EDOMAIN, error, "ages of a year must ascend");
    }
    return KOH_OK;
}

/* A row's users and days are of the row's ages. */
static koh_status check_most(const koh_csv *csv, size_t row, const koh_usage_limit *limit, koh_error *error)
{
    static const koh_usage_basis bases[] = {
        [STOCK] = KOH_BASIS_STOCK, [THROUGH] = KOH_BASIS_THROUGH_YEAR, [DAYS] = KOH_BASIS_BED_DAYS
    };
    const int to = koh__csv_has(csv, AGE_TO) ? koh__csv_int(csv, row, AGE_TO) : INT_MIN;
    char message[KOH_MESSAGE_SIZE];
    for (size_t column = STOCK; column <= DAYS; column++) {
        const koh_usage_count count = { bases[column],
                                        koh__csv_has(csv, column) ? koh__csv_number(csv, row, column) : (double) NAN,
                                        koh__csv_int(csv, row, YEAR), koh__csv_int(csv, row, AGE_FROM),
                                        to < 0 ? -1 : to };
        if (koh__is_too_many(limit, &count, message)) {
            return koh__csv_fail(csv, row, column, KOH_EDOMAIN, error, "%s", message);
        }
    }
    return KOH_OK;
}

/* The rows of one service, beginning with `row`; rows of a service stand together. */
static koh_status gather(const koh_csv *csv, const koh_usage_limit *limit, size_t row, counted *c, koh_error *error)
{
    const char *service = koh__csv_text(csv, row, SERVICE);
    koh_status status = KOH_OK;
    for (; row < koh__csv_rows(csv) && strcmp(koh__csv_text(csv, row, SERVICE), service) == 0; row++) {
        status = check_order(csv, row, c, error);
        status = status == KOH_OK ? check_most(csv, row, limit, error) : status;
        if (status != KOH_OK) {
            return status;
        }
        const int year = koh__csv_int(csv, row, YEAR);
        if (c->n == 0 || c->year[c->n - 1] != year) {
            c->year[c->n] = year;
            c->stock[c->n] = c->days[c->n] = 0;
            c->n++;
        }
        c->stock[c->n - 1] += koh__csv_number(csv, row, STOCK);
        c->days[c->n - 1] += koh__csv_has(csv, DAYS) ? koh__csv_number(csv, row, DAYS) : (double) NAN;
    }
    for (; row < koh__csv_rows(csv); row++) {
        if (strcmp(koh__csv_text(csv, row, SERVICE), service) == 0) {
            return koh__csv_fail(csv, row, SERVICE, KOH_EDUPLICATE, error,
                                 "rows of '%.40s' stand in two places: expected them together", service);
        }
    }
    return KOH_OK;
}

static const koh_quantity *make_quantity(koh_binder *b, const char *service, const char *key, const counted *c,
                                         const double *values, const cJSON *item)
{
    koh_quantity *q = KOH_TAKE(b->arena, 1, koh_quantity);
    const char *place = koh__arena_format(b->arena, "/services/%s/%s", service, key);
    if (q == NULL || place == NULL) {
        b->failed = 1;
        return NULL;
    }
    const int is_days = values == c->days;
    const char *file = koh__bind_text(b, item, "file"), *assumption = koh__bind_text(b, item, "assumption");
    const char *source = koh__bind_text(b, item, "source");
    *q = (koh_quantity){ .n = c->n,
                         .year = c->year,
                         .value = values,
                         .unit = is_days ? "days" : "persons",
                         .basis = is_days ? KOH_BASIS_BED_DAYS : KOH_BASIS_STOCK,
                         .source = source != NULL || assumption != NULL ? source : file,
                         .assumption = assumption };
    koh__bind_note(b, place, q, file);
    return q;
}

static koh_status bind_service(koh_binder *b, const koh_csv *csv, size_t row, const cJSON *item,
                               koh_plan_service *services, koh_error *error)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_SERVICES];
    const char *id = koh__csv_text(csv, row, SERVICE);
    const size_t n = koh__csv_rows(csv);
    counted c = { 0, KOH_TAKE(b->arena, n, int), KOH_TAKE(b->arena, n, double), KOH_TAKE(b->arena, n, double) };
    size_t k = 0;
    while (k < list->n && strcmp(list->names[k], id) != 0) {
        k++;
    }
    if (k == list->n) {
        return koh__csv_fail(csv, row, SERVICE, KOH_EUNKNOWN, error, "unknown service '%.40s'", id);
    }
    if (c.year == NULL || c.stock == NULL || c.days == NULL) {
        b->failed = 1;
        return KOH_ENOMEM;
    }
    const koh_status status = gather(csv, &b->limit, row, &c, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_plan_service *service = &services[k];
    const koh_service_kind kind = b->source->inputs->services[k].kind;
    if (service->users == NULL && service->bed_days == NULL) {
        service->users = make_quantity(b, id, "users", &c, c.stock, item);
        if (kind == KOH_SERVICE_PLACE && !isnan(c.days[0])) {
            service->bed_days = make_quantity(b, id, "bed_days", &c, c.days, item);
        }
    }
    return b->failed ? KOH_ENOMEM : KOH_OK;
}

void koh__bind_registered_users(koh_binder *b, const cJSON *tree, koh_plan_service *services)
{
    static const char pointer[] = "/need/registered";
    const cJSON *item = koh__bind_member(koh__bind_member(tree, "need"), "registered");
    koh_error error = { .status = KOH_OK };
    koh_csv *csv = item == NULL ? NULL : koh__bind_file(b, item, pointer, COLUMNS, columns);
    koh_status status = KOH_OK;
    for (size_t row = 0; csv != NULL && status == KOH_OK && row < koh__csv_rows(csv); row++) {
        const char *service = koh__csv_text(csv, row, SERVICE);
        if (row == 0 || strcmp(koh__csv_text(csv, row - 1, SERVICE), service) != 0) {
            status = bind_service(b, csv, row, item, services, &error);
        }
    }
    if (status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
}
