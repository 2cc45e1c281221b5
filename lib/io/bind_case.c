/* The files of a case folder: what each must hold, and how they fit together. */
#include "io/bind_case_priv.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <sys/stat.h>

#include "io/csv_priv.h"
#include "kohort/projection.h"

/* Years people were counted in or will be. */
enum { FIRST_YEAR = 1500, LAST_YEAR = 3000, MAX_AGE = KOH_PROJ_MAX_AGES - 1, MIN_AGES = 3 };

/* Boys per girl where no file says (contract, "Native CSV"). */
static const double default_boys_per_girl = 1.056;

typedef enum column { YEAR, SEX, AGE, VALUE, AX } column;

#define YEAR_COLUMN                                                                                                    \
    {                                                                                                                  \
        .name = "year", .kind = KOH_CSV_INT, .min = FIRST_YEAR, .max = LAST_YEAR, .what = "a year"                     \
    }
#define SEX_COLUMN                                                                                                     \
    {                                                                                                                  \
        .name = "sex", .kind = KOH_CSV_SEX                                                                             \
    }
#define AGE_COLUMN                                                                                                     \
    {                                                                                                                  \
        .name = "age", .kind = KOH_CSV_INT, .min = 0, .max = MAX_AGE, .what = "completed years"                        \
    }
#define NUMBER_COLUMN(title, least, words)                                                                             \
    {                                                                                                                  \
        .name = title, .kind = KOH_CSV_NUMBER, .min = least, .max = DBL_MAX, .what = words                             \
    }

/* A file of the folder. */
typedef struct source {
    const char *name;
    int optional;
    size_t n_columns;
    const koh_csv_column *columns;
    size_t n_keys;
    size_t keys[3], value;
} source;

static const koh_csv_column population_columns[] = { YEAR_COLUMN, SEX_COLUMN, AGE_COLUMN,
                                                     NUMBER_COLUMN("value", 0, "persons >= 0") };
static const koh_csv_column mortality_columns[] = {
    YEAR_COLUMN,
    SEX_COLUMN,
    AGE_COLUMN,
    NUMBER_COLUMN("mx", 0, "deaths per person-year, >= 0"),
    { .name = "ax", .kind = KOH_CSV_NUMBER, .min = 0, .max = DBL_MAX, .optional = 1, .what = "years, >= 0" }
};
static const koh_csv_column fertility_columns[] = { YEAR_COLUMN, AGE_COLUMN,
                                                    NUMBER_COLUMN("value", 0, "births per woman, >= 0") };
static const koh_csv_column ratio_columns[] = { YEAR_COLUMN, NUMBER_COLUMN("value", DBL_MIN, "boys per girl, > 0") };
static const koh_csv_column net_columns[] = { YEAR_COLUMN, SEX_COLUMN, AGE_COLUMN,
                                              NUMBER_COLUMN("value", -DBL_MAX, "persons") };

static const source population = { "population.csv", 0, 4, population_columns, 3, { YEAR, SEX, AGE }, VALUE };
static const source mortality = { "mortality.csv", 0, 5, mortality_columns, 3, { YEAR, SEX, AGE }, VALUE };
static const source fertility = { "fertility.csv", 0, 3, fertility_columns, 2, { YEAR, 1 }, 2 };
static const source sex_ratio = { "sex_ratio_at_birth.csv", 1, 2, ratio_columns, 1, { YEAR }, 1 };
static const source net_migration = { "net_migration.csv", 1, 4, net_columns, 3, { YEAR, SEX, AGE }, VALUE };

typedef struct reader {
    const char *folder;
    koh_case *data;
    koh_error *error;
} reader;

/* The years and cells of a file. */
typedef struct series {
    int from;
    size_t n;
    double *value;
} series;

static koh_status out_of_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

/* Reads a file; *csv stays NULL when it may be absent and is. */
static koh_status open_source(const reader *r, const source *file, koh_csv **csv)
{
    char *path = koh__arena_format(r->data->arena, "%s/%s", r->folder, file->name);
    if (path == NULL) {
        return out_of_memory(r->error);
    }
    struct stat facts;
    koh_status status = KOH_OK;
    if (stat(path, &facts) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        if (file->optional) {
            return KOH_OK;
        }
        status = koh_error_set(r->error, KOH_EMISSING, "there is no such file: a case has one");
    } else if (S_ISDIR(facts.st_mode)) {
        status = koh_error_set(r->error, KOH_ESCHEMA, "is a folder: a file is expected");
    }
    if (status != KOH_OK) {
        koh_error_at(r->error, path, 0, 0, NULL);
        return status;
    }
    return koh__csv_read_file(path, file->n_columns, file->columns, csv, r->error);
}

/* Fills the cells of one number column; all years of the file, both sexes, all ages of the population. */
static koh_status fill(const reader *r, const source *file, const koh_csv *csv, size_t value, series *out)
{
    const size_t lengths[] = { [YEAR] = out->n, [SEX] = KOH_SEXES, [AGE] = r->data->n_age };
    koh_csv_key keys[3];
    size_t n = 1;
    for (size_t k = 0; k < file->n_keys; k++) {
        const size_t axis = file->columns[file->keys[k]].kind == KOH_CSV_SEX ? SEX : k == 0 ? YEAR : AGE;
        keys[k] = (koh_csv_key){ file->keys[k], axis == YEAR ? out->from : 0, lengths[axis] };
        n *= lengths[axis];
    }
    out->value = KOH_TAKE(r->data->arena, n, double);
    if (out->value == NULL) {
        return out_of_memory(r->error);
    }
    return koh__csv_grid(csv, file->n_keys, keys, value, out->value, r->error);
}

/* Reads the years of a file, which must contain the first year of the projection. */
static koh_status read_series(const reader *r, const source *file, const koh_csv *csv, series *out)
{
    int from = 0, to = 0;
    koh_status status = koh__csv_range(csv, YEAR, &from, &to, r->error);
    if (status != KOH_OK) {
        return status;
    }
    *out = (series){ .from = from, .n = (size_t) (to - from) + 1 };
    status = fill(r, file, csv, file->value, out);
    if (status == KOH_OK && (r->data->start_year < from || r->data->start_year > to)) {
        status =
            koh_error_set(r->error, KOH_EMISSING, "has the years %d to %d: expected %d, the population's, among them",
                          from, to, r->data->start_year);
        koh_error_at(r->error, koh__csv_file(csv), 0, 0, NULL);
    }
    return status;
}

/* From the population's year on, as many years as all files before this one have. */
static double *from_start(const reader *r, const series *all, size_t cells)
{
    const size_t offset = (size_t) (r->data->start_year - all->from), n = all->n - offset;
    r->data->n_years = r->data->n_years < n ? r->data->n_years : n;
    return all->value + offset * cells;
}

static koh_status read_population(const reader *r)
{
    koh_csv *csv = NULL;
    int from = 0, to = 0, youngest = 0, oldest = 0;
    series people = { .n = 1 };
    koh_status status = open_source(r, &population, &csv);
    if (status != KOH_OK) {
        return status;
    }
    status = koh__csv_range(csv, YEAR, &from, &to, r->error);
    if (status == KOH_OK) {
        status = koh__csv_range(csv, AGE, &youngest, &oldest, r->error);
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        const int year = koh__csv_int(csv, row, YEAR), first = koh__csv_int(csv, 0, YEAR);
        if (year != first) {
            status = koh__csv_fail(csv, row, YEAR, KOH_EDOMAIN, r->error,
                                   "year is %d: expected one year only, %d as above", year, first);
        }
    }
    if (status == KOH_OK && oldest + 1 < MIN_AGES) {
        status = koh_error_set(r->error, KOH_EDOMAIN, "the open age is %d: expected 2 or more", oldest);
        koh_error_at(r->error, koh__csv_file(csv), 0, 0, NULL);
    }
    if (status == KOH_OK) {
        r->data->start_year = people.from = from;
        r->data->n_age = (size_t) oldest + 1;
        status = fill(r, &population, csv, VALUE, &people);
        r->data->start = people.value;
    }
    koh__csv_free(csv);
    return status;
}

/* What a life table can be made from (koh_lifetable_check), by row. */
static koh_status check_mortality(const reader *r, const koh_csv *csv)
{
    const int open = (int) r->data->n_age - 1, with_ax = koh__csv_has(csv, AX);
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        const int is_open = koh__csv_int(csv, row, AGE) == open;
        const double mx = koh__csv_number(csv, row, VALUE), ax = with_ax ? koh__csv_number(csv, row, AX) : 1;
        if (is_open && !(mx > 0 && isfinite(1 / mx))) {
            return koh__csv_fail(csv, row, VALUE, KOH_EDOMAIN, r->error, "mx of the open age: expected a rate above 0");
        }
        if (isnan(ax)) {
            return koh__csv_fail(csv, row, AX, KOH_EMISSING, r->error,
                                 "ax is empty: expected years, or no such column");
        }
        if (is_open && !(ax > 0)) {
            return koh__csv_fail(csv, row, AX, KOH_EDOMAIN, r->error,
                                 "ax of the open age: expected the remaining life expectancy, above 0");
        }
        if (with_ax && !is_open && (ax > 1 || ax * mx > 1)) {
            return koh__csv_fail(csv, row, AX, KOH_EDOMAIN, r->error, "ax: expected 0 to 1 year and at most 1/mx");
        }
    }
    return KOH_OK;
}

static koh_status read_mortality(const reader *r)
{
    koh_csv *csv = NULL;
    series rates = { 0 }, years = { 0 };
    koh_status status = open_source(r, &mortality, &csv);
    if (status == KOH_OK) {
        status = read_series(r, &mortality, csv, &rates);
    }
    if (status == KOH_OK && koh__csv_has(csv, AX)) {
        years = rates;
        status = fill(r, &mortality, csv, AX, &years);
    }
    if (status == KOH_OK) {
        status = check_mortality(r, csv);
    }
    if (status == KOH_OK) {
        (void) from_start(r, &rates, 0);
        r->data->mortality_from = rates.from;
        r->data->n_mortality = rates.n;
        r->data->mx = rates.value;
        r->data->ax = years.value;
    }
    koh__csv_free(csv);
    return status;
}

static koh_status read_fertility(const reader *r)
{
    koh_csv *csv = NULL;
    series rates = { 0 };
    koh_status status = open_source(r, &fertility, &csv);
    if (status == KOH_OK) {
        status = read_series(r, &fertility, csv, &rates);
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        if (koh__csv_int(csv, row, fertility.keys[1]) == 0 && koh__csv_number(csv, row, fertility.value) > 0) {
            status = koh__csv_fail(csv, row, fertility.value, KOH_EDOMAIN, r->error, "births at age 0: expected 0");
        }
    }
    if (status == KOH_OK) {
        r->data->fertility = from_start(r, &rates, r->data->n_age);
    }
    koh__csv_free(csv);
    return status;
}

/* A file that may be absent; then *value stays NULL. */
static koh_status read_optional(const reader *r, const source *file, size_t cells, double **value)
{
    koh_csv *csv = NULL;
    series all = { 0 };
    koh_status status = open_source(r, file, &csv);
    if (status == KOH_OK && csv != NULL) {
        status = read_series(r, file, csv, &all);
        if (status == KOH_OK) {
            *value = from_start(r, &all, cells);
        }
    }
    koh__csv_free(csv);
    return status;
}

static koh_status fill_boys_per_girl(const reader *r)
{
    if (r->data->boys_per_girl != NULL) {
        return KOH_OK;
    }
    r->data->boys_per_girl = KOH_TAKE(r->data->arena, r->data->n_years, double);
    if (r->data->boys_per_girl == NULL) {
        return out_of_memory(r->error);
    }
    for (size_t t = 0; t < r->data->n_years; t++) {
        r->data->boys_per_girl[t] = default_boys_per_girl;
    }
    return KOH_OK;
}

koh_status koh__case_read(const char *folder, koh_case *data, koh_error *error)
{
    const reader r = { folder, data, error };
    *data = (koh_case){ .n_years = (size_t) -1, .arena = koh__arena_new() };
    koh_status status = data->arena != NULL ? read_population(&r) : out_of_memory(error);
    if (status == KOH_OK) {
        status = read_mortality(&r);
    }
    if (status == KOH_OK) {
        status = read_fertility(&r);
    }
    if (status == KOH_OK) {
        status = read_optional(&r, &sex_ratio, 1, &data->boys_per_girl);
    }
    if (status == KOH_OK) {
        status = read_optional(&r, &net_migration, KOH_SEXES * data->n_age, &data->net);
    }
    if (status == KOH_OK) {
        status = fill_boys_per_girl(&r);
    }
    if (status != KOH_OK) {
        koh__case_free(data);
    }
    return status;
}

void koh__case_free(koh_case *data)
{
    koh__arena_free(data->arena);
    *data = (koh_case){ 0 };
}
