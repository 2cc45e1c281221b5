/* Registered deaths of municipalities from a CSV file. */
#include "io/deaths_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "io/csv_priv.h"

enum { REGION, YEAR, SEX, AGE, REASON, VALUE, COLUMNS, SEXES = 3, AGES = 132 }; /* with both sexes, without an age */

static const koh_csv_column columns[COLUMNS] = {
    [REGION] = { .name = "region", .what = "a municipality number" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a calendar year" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .optional = 1, .both = 1, .what = "female, male or both" },
    [AGE] = { .name = "age", .kind = KOH_CSV_INT, .max = AGES - 2, .optional = 1, .what = "completed years" },
    [REASON] = { .name = "missing_reason", .optional = 1, .what = "why a value is missing, or nothing" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e7, .optional = 2, .what = "deaths" },
};

/* The place of a row's municipality, `last` being that of the row before; registers->n for the country and counties. */
static koh_status find(const koh_csv *csv, const koh_registers *registers, size_t row, size_t last, size_t *region,
                       koh_error *error)
{
    const char *name = koh__csv_text(csv, row, REGION);
    *region =
        last < registers->n && strcmp(registers->id[last], name) == 0 ? last : koh__registers_find(registers, name);
    if (*region != (size_t) -1) {
        return KOH_OK;
    }
    *region = registers->n;
    int known = strcmp(name, "0") == 0;
    for (size_t i = 0; i < registers->n; i++) {
        known |= strcmp(registers->county[i], name) == 0;
    }
    return known ? KOH_OK
                 : koh__csv_fail(csv, row, REGION, KOH_EUNKNOWN, error, "unknown region '%.40s', expected %s", name,
                                 columns[REGION].what);
}

/* What has been seen: by municipality, year, sex and age one bit each would do. */
typedef struct seen {
    unsigned char *cells; /* [n][n_years][SEXES][AGES] */
    size_t n_years;
} seen;

static koh_status enter(const koh_csv *csv, size_t row, size_t region, koh_local_deaths *found, double *deaths,
                        const seen *before, koh_error *error)
{
    const size_t t = (size_t) (koh__csv_int(csv, row, YEAR) - found->first_year);
    const int sex = koh__csv_has(csv, SEX) ? koh__csv_int(csv, row, SEX) : SEXES - 1;
    const int age = koh__csv_has(csv, AGE) ? koh__csv_int(csv, row, AGE) : AGES - 1;
    unsigned char *cell = &before->cells[((region * before->n_years + t) * SEXES + (size_t) sex) * AGES + (size_t) age];
    if (*cell) {
        return koh__csv_fail(csv, row, VALUE, KOH_EDUPLICATE, error, "deaths of %d are given twice",
                             koh__csv_int(csv, row, YEAR));
    }
    *cell = 1;
    double *sum = &deaths[region * found->n_years + t];
    const int first = *sum == -1;
    *sum = (first ? 0 : *sum) + koh__csv_number(csv, row, VALUE); /* an unknown part makes the year unknown */
    return KOH_OK;
}

static koh_status measure(const koh_csv *csv, const koh_registers *registers, koh_local_deaths *found, koh_error *error)
{
    int from = INT_MAX, to = INT_MIN;
    size_t region = 0;
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        koh_status status = find(csv, registers, row, region, &region, error);
        if (status != KOH_OK) {
            return status;
        }
        const int year = koh__csv_int(csv, row, YEAR);
        from = region < registers->n && year < from ? year : from;
        to = region < registers->n && year > to ? year : to;
    }
    if (from > to) {
        koh_status status = koh_error_set(error, KOH_EMISSING, "no row is of a municipality");
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
        return status;
    }
    found->first_year = from;
    found->n_years = (size_t) (to - from) + 1;
    return KOH_OK;
}

static koh_status fill(const koh_csv *csv, const koh_registers *registers, koh_arena *arena, koh_local_deaths *found,
                       koh_error *error)
{
    const size_t cells = registers->n * found->n_years;
    double *deaths = KOH_TAKE(arena, cells, double);
    const seen before = { KOH_NEW(cells * SEXES * AGES, unsigned char), found->n_years };
    koh_status status =
        deaths == NULL || before.cells == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < cells; i++) {
        deaths[i] = -1; /* nothing yet */
    }
    size_t region = 0;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = find(csv, registers, row, region, &region, error);
        if (status == KOH_OK && region < registers->n) {
            status = enter(csv, row, region, found, deaths, &before, error);
        }
    }
    for (size_t i = 0; status == KOH_OK && i < cells; i++) {
        deaths[i] = deaths[i] == -1 ? (double) NAN : deaths[i];
    }
    koh__free(before.cells);
    found->deaths = deaths;
    return status;
}

koh_status koh__local_deaths_read(const char *path, const koh_registers *registers, koh_arena *arena, koh_error *error,
                                  koh_local_deaths *deaths)
{
    koh_csv *csv;
    koh_status status = koh__csv_read_file(path, COLUMNS, columns, &csv, error);
    if (status != KOH_OK) {
        return status;
    }
    status = measure(csv, registers, deaths, error);
    status = status == KOH_OK ? fill(csv, registers, arena, deaths, error) : status;
    koh__csv_free(csv);
    return status;
}
