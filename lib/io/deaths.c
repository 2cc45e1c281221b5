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

/* A file being read. */
typedef struct reader {
    const koh_csv *csv;
    koh_local_deaths *found;
    double *deaths;      /* [n][n_years], -1 = nothing yet */
    unsigned char *seen; /* [n][n_years][SEXES][AGES] */
} reader;

static koh_status enter(const reader *r, size_t row, size_t region, koh_error *error)
{
    const int year = koh__csv_int(r->csv, row, YEAR);
    const int sex = koh__csv_has(r->csv, SEX) ? koh__csv_int(r->csv, row, SEX) : SEXES - 1;
    const int age = koh__csv_has(r->csv, AGE) ? koh__csv_int(r->csv, row, AGE) : AGES - 1;
    const size_t at = region * r->found->n_years + (size_t) (year - r->found->first_year);
    unsigned char *cell = r->seen + (at * SEXES + (size_t) sex) * AGES + (size_t) age;
    if (*cell) {
        return koh__csv_fail(r->csv, row, VALUE, KOH_EDUPLICATE, error, "deaths of %d are given twice", year);
    }
    *cell = 1;
    const double before = r->deaths[at] == -1 ? 0 : r->deaths[at];
    r->deaths[at] = before + koh__csv_number(r->csv, row, VALUE); /* an unknown part makes the year unknown */
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

static koh_status fill(const reader *r, const koh_registers *registers, koh_error *error)
{
    const size_t cells = registers->n * r->found->n_years;
    koh_status status = KOH_OK;
    size_t region = 0;
    for (size_t i = 0; i < cells; i++) {
        r->deaths[i] = -1;
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(r->csv); row++) {
        status = find(r->csv, registers, row, region, &region, error);
        if (status == KOH_OK && region < registers->n) {
            status = enter(r, row, region, error);
        }
    }
    for (size_t i = 0; i < cells; i++) {
        r->deaths[i] = r->deaths[i] == -1 ? (double) NAN : r->deaths[i];
    }
    return status;
}

static koh_status take(const koh_csv *csv, const koh_registers *registers, koh_arena *arena, koh_local_deaths *found,
                       koh_error *error)
{
    const size_t cells = registers->n * found->n_years;
    const reader r = { csv, found, KOH_TAKE(arena, cells, double), KOH_NEW(cells * SEXES * AGES, unsigned char) };
    koh_status status = KOH_ENOMEM;
    if (r.deaths != NULL && r.seen != NULL) {
        status = fill(&r, registers, error);
    } else {
        (void) koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh__free(r.seen);
    found->deaths = r.deaths;
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
    status = status == KOH_OK ? take(csv, registers, arena, deaths, error) : status;
    koh__csv_free(csv);
    return status;
}
