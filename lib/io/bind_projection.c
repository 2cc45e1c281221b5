/* A projection that a plan is to meet: of the rows of a file those of the plan's region and alternative. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "io/binder_priv.h"

static const char pointer[] = "/population/projection", main_alternative[] = "MMMM";

enum { REGION, YEAR, SEX, AGE, ALTERNATIVE, REASON, VALUE, COLUMNS };

/* What `kohort import` writes of a projection. */
static const koh_csv_column columns[COLUMNS] = {
    [REGION] = { .name = "region", .optional = 1, .what = "a municipality number" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
    [AGE] = { .name = "age", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
    [ALTERNATIVE] = { .name = "alternative", .optional = 1, .what = "four letters such as MMMM" },
    [REASON] = { .name = "missing_reason", .optional = 1, .what = "why a value is missing, or nothing" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e8, .optional = 2, .what = "persons" },
};

/* A file being read, and whose rows are wanted. */
typedef struct reader {
    const koh_csv *csv;
    const char *region, *alternative;
    size_t n_age;
    koh_register found;
    double *persons;
} reader;

static int is_text(const reader *r, size_t row, size_t column, const char *wanted)
{
    const char *text = koh__csv_has(r->csv, column) ? koh__csv_text(r->csv, row, column) : wanted;
    return text != NULL && strcmp(text, wanted) == 0;
}

static int is_wanted(const reader *r, size_t row)
{
    return is_text(r, row, REGION, r->region) && is_text(r, row, ALTERNATIVE, r->alternative);
}

static koh_status fail_file(const reader *r, koh_status status, koh_error *error)
{
    koh_error_at(error, koh__csv_file(r->csv), 0, 0, NULL);
    return status;
}

/* First and last year of the rows that are wanted. */
static koh_status measure(reader *r, koh_error *error)
{
    int from = INT_MAX, to = INT_MIN, has_region = 0;
    for (size_t row = 0; row < koh__csv_rows(r->csv); row++) {
        const int year = koh__csv_int(r->csv, row, YEAR);
        has_region |= is_text(r, row, REGION, r->region);
        if (is_wanted(r, row)) {
            from = year < from ? year : from;
            to = year > to ? year : to;
        }
    }
    if (from > to) {
        const koh_status status =
            has_region
                ? koh_error_set(error, KOH_EMISSING,
                                "no row is of alternative %s: name one of the file's under population/alternative",
                                r->alternative)
                : koh_error_set(error, KOH_EMISSING, "no row is of region %s", r->region);
        return fail_file(r, status, error);
    }
    r->found = (koh_register){ .first_year = from, .n_years = (size_t) (to - from) + 1, .n_age = r->n_age };
    return KOH_OK;
}

static koh_status enter(const reader *r, size_t row, koh_error *error)
{
    const size_t year = (size_t) (koh__csv_int(r->csv, row, YEAR) - r->found.first_year);
    const int sex = koh__csv_int(r->csv, row, SEX), age = koh__csv_int(r->csv, row, AGE);
    if ((size_t) age >= r->n_age) {
        return koh__csv_fail(r->csv, row, AGE, KOH_EDOMAIN, error, "age is %d: expected 0 to %zu (open)", age,
                             r->n_age - 1);
    }
    double *cell = &r->persons[(2 * year + (size_t) sex) * r->n_age + (size_t) age];
    if (!isnan(*cell)) {
        return koh__csv_fail(r->csv, row, VALUE, KOH_EDUPLICATE, error, "%d, %s, age %d is given twice",
                             koh__csv_int(r->csv, row, YEAR), koh__csv_sex_name(sex), age);
    }
    *cell = koh__csv_number(r->csv, row, VALUE);
    return isnan(*cell) ? koh__csv_fail(r->csv, row, VALUE, KOH_EMISSING, error,
                                        "the value is missing: a projection needs every cell")
                        : KOH_OK;
}

static koh_status check_full(const reader *r, koh_error *error)
{
    for (size_t i = 0; i < r->found.n_years * 2 * r->n_age; i++) {
        if (isnan(r->persons[i])) {
            return fail_file(r,
                             koh_error_set(error, KOH_EMISSING, "there is no row for year %d, %s, age %zu",
                                           r->found.first_year + (int) (i / r->n_age / 2),
                                           koh__csv_sex_name((int) (i / r->n_age % 2)), i % r->n_age),
                             error);
        }
    }
    return KOH_OK;
}

static koh_status read_rows(koh_binder *b, reader *r, koh_error *error)
{
    koh_status status = measure(r, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t cells = r->found.n_years * 2 * r->n_age;
    r->persons = KOH_TAKE(b->arena, cells, double);
    if (r->persons == NULL) {
        b->failed = 1;
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < cells; i++) {
        r->persons[i] = (double) NAN;
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(r->csv); row++) {
        status = is_wanted(r, row) ? enter(r, row, error) : KOH_OK;
    }
    r->found.persons = r->persons;
    return status == KOH_OK ? check_full(r, error) : status;
}

const koh_register *koh__bind_projection(koh_binder *b, const cJSON *item, const char *alternative)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    koh_register *projection = KOH_TAKE(b->arena, 1, koh_register);
    koh_error error = { 0 };
    b->failed |= projection == NULL;
    if (csv == NULL || b->failed) {
        koh__csv_free(csv);
        return NULL;
    }
    reader r = { .csv = csv,
                 .region = b->source->inputs->region,
                 .alternative = alternative != NULL ? alternative : main_alternative,
                 .n_age = b->source->inputs->local.n_age };
    koh_status status = KOH_OK;
    if (alternative != NULL && !koh__csv_has(csv, ALTERNATIVE)) {
        status = fail_file(&r,
                           koh_error_set(&error, KOH_EMISSING,
                                         "alternative %s is asked for: expected a column 'alternative'", alternative),
                           &error);
    }
    status = status == KOH_OK ? read_rows(b, &r, &error) : status;
    if (status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    *projection = r.found;
    return status == KOH_OK ? projection : NULL;
}
