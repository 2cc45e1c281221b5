/* The registers of the data folder. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/csv_priv.h"
#include "io/registers_priv.h"

enum { PATH_SIZE = 4096 };

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

/* Reads folder/name. */
static koh_status open_file(const char *folder, const char *name, size_t n_columns, const koh_csv_column *columns,
                            koh_csv **csv, koh_error *error)
{
    char path[PATH_SIZE];
    if ((size_t) snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path) {
        return koh_error_set(error, KOH_ELIMIT, "the path of the data folder is too long");
    }
    return koh__csv_read_file(path, n_columns, columns, csv, error);
}

static const koh_csv_column region_columns[] = {
    { .name = "region", .what = "a municipality number" },     { .name = "name", .what = "a name" },
    { .name = "county", .what = "a county number" },           { .name = "county_name", .what = "a name" },
    { .name = "name_other", .optional = 1, .what = "a name" },
};

/* The index of row i's county: that of the first row with the same, or the next one. */
static int county_of(const char *const *county, const int *index, size_t i)
{
    int next = 0;
    for (size_t k = 0; k < i; k++) {
        if (strcmp(county[k], county[i]) == 0) {
            return index[k];
        }
        next = index[k] >= next ? index[k] + 1 : next;
    }
    return next;
}

static koh_status read_regions(const char *folder, koh_arena *arena, koh_registers *registers, koh_error *error)
{
    koh_csv *csv = NULL;
    koh_status status = open_file(folder, "regions.csv", 5, region_columns, &csv, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t n = koh__csv_rows(csv);
    const char **id = KOH_TAKE(arena, n, const char *), **name = KOH_TAKE(arena, n, const char *);
    const char **county = KOH_TAKE(arena, n, const char *);
    int *index = KOH_TAKE(arena, n, int);
    int failed = id == NULL || name == NULL || county == NULL || index == NULL;
    for (size_t i = 0; !failed && i < n; i++) {
        id[i] = koh__arena_text(arena, koh__csv_text(csv, i, 0));
        name[i] = koh__arena_text(arena, koh__csv_text(csv, i, 1));
        county[i] = koh__arena_text(arena, koh__csv_text(csv, i, 2));
        failed = id[i] == NULL || name[i] == NULL || county[i] == NULL;
        index[i] = failed ? 0 : county_of(county, index, i);
    }
    koh__csv_free(csv);
    registers->n = n;
    registers->id = id;
    registers->name = name;
    registers->county = county;
    registers->county_index = index;
    return failed ? no_memory(error) : KOH_OK;
}

static const koh_csv_column population_columns[] = {
    { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
    { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
    { .name = "age", .kind = KOH_CSV_INT, .max = 150, .what = "completed years" },
    { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "persons >= 0" },
};

/* Years and ages of a file whose first three columns are year, sex and age, or first two year and age. */
typedef struct extent {
    int first_year, first_age;
    size_t n_years, n_age;
} extent;

static koh_status measure(const koh_csv *csv, size_t age_column, extent *found, koh_error *error)
{
    int last_year = 0, last_age = 0;
    koh_status status = koh__csv_range(csv, 0, &found->first_year, &last_year, error);
    if (status == KOH_OK) {
        status = koh__csv_range(csv, age_column, &found->first_age, &last_age, error);
    }
    found->n_years = (size_t) (last_year - found->first_year) + 1;
    found->n_age = (size_t) (last_age - found->first_age) + 1;
    return status;
}

/* A grid [year][sex][age] of one column in the arena. */
static koh_status take_grid(const koh_csv *csv, extent size, size_t column, koh_arena *arena, const double **grid,
                            koh_error *error)
{
    const koh_csv_key keys[] = { { 0, size.first_year, size.n_years }, { 1, 0, 2 }, { 2, 0, size.n_age } };
    double *values = KOH_TAKE(arena, size.n_years * 2 * size.n_age, double);
    *grid = values;
    return values == NULL ? no_memory(error) : koh__csv_grid(csv, 3, keys, column, values, error);
}

static koh_status read_population(const char *folder, const char *id, koh_arena *arena, koh_register *population,
                                  koh_error *error)
{
    char name[64];
    koh_csv *csv = NULL;
    extent size = { 0 };
    (void) snprintf(name, sizeof name, "population/%.32s.csv", id);
    koh_status status = open_file(folder, name, 4, population_columns, &csv, error);
    if (status == KOH_OK) {
        status = measure(csv, 2, &size, error);
    }
    if (status == KOH_OK) {
        *population = (koh_register){ .first_year = size.first_year, .n_years = size.n_years, .n_age = size.n_age };
        status = take_grid(csv, size, 3, arena, &population->persons, error);
    }
    koh__csv_free(csv);
    return status;
}

static koh_status read_deaths(const char *folder, koh_arena *arena, koh_vital_register *deaths, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "year", .kind = KOH_CSV_INT, .min = 1700, .max = 2300, .what = "a year" },
        { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
        { .name = "age", .kind = KOH_CSV_INT, .max = 150, .what = "completed years" },
        { .name = "exposure", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "person-years >= 0" },
        { .name = "deaths", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "persons >= 0" },
    };
    koh_csv *csv = NULL;
    extent size = { 0 };
    koh_status status = open_file(folder, "national/mortality.csv", 5, columns, &csv, error);
    if (status == KOH_OK) {
        status = measure(csv, 2, &size, error);
    }
    if (status == KOH_OK) {
        *deaths = (koh_vital_register){ .first_year = size.first_year, .n_years = size.n_years, .n_age = size.n_age };
        status = take_grid(csv, size, 3, arena, &deaths->exposure, error);
    }
    if (status == KOH_OK) {
        status = take_grid(csv, size, 4, arena, &deaths->deaths, error);
    }
    koh__csv_free(csv);
    return status;
}

static koh_status read_fertility(const char *folder, koh_arena *arena, koh_fertility_register *fertility,
                                 koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "year", .kind = KOH_CSV_INT, .min = 1700, .max = 2300, .what = "a year" },
        { .name = "age", .kind = KOH_CSV_INT, .max = 70, .what = "completed years" },
        { .name = "value", .kind = KOH_CSV_NUMBER, .max = 5, .what = "births per woman and year" },
    };
    koh_csv *csv = NULL;
    extent size = { 0 };
    koh_status status = open_file(folder, "national/fertility.csv", 3, columns, &csv, error);
    if (status == KOH_OK) {
        status = measure(csv, 1, &size, error);
    }
    if (status == KOH_OK) {
        const koh_csv_key keys[] = { { 0, size.first_year, size.n_years }, { 1, size.first_age, size.n_age } };
        double *rate = KOH_TAKE(arena, size.n_years * size.n_age, double);
        *fertility = (koh_fertility_register){ size.first_year, size.first_age, size.n_years, size.n_age, rate };
        status = rate == NULL ? no_memory(error) : koh__csv_grid(csv, 2, keys, 2, rate, error);
    }
    koh__csv_free(csv);
    return status;
}

enum { VINTAGE, INDICATOR, ALTERNATIVE, YEAR, VALUE, UNIT, SOURCE, PATH_COLUMNS };

static int is_path_row(const koh_csv *csv, size_t row)
{
    return strcmp(koh__csv_text(csv, row, INDICATOR), "net_migration") == 0 &&
           strcmp(koh__csv_text(csv, row, ALTERNATIVE), "main") == 0 && koh__csv_int(csv, row, YEAR) != INT_MIN &&
           !isnan(koh__csv_number(csv, row, VALUE));
}

/* The main path of net migration of the newest vintage that has one; the file is in order of years. */
static koh_status read_path(const char *folder, koh_arena *arena, koh_registers *registers, koh_error *error)
{
    static const koh_csv_column columns[PATH_COLUMNS] = {
        [VINTAGE] = { .name = "vintage", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
        [INDICATOR] = { .name = "indicator", .what = "a name" },
        [ALTERNATIVE] = { .name = "alternative", .what = "low, main or high" },
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .optional = 2, .what = "a year" },
        [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .optional = 2, .what = "a number" },
        [UNIT] = { .name = "unit", .what = "a unit" },
        [SOURCE] = { .name = "source", .what = "a source" },
    };
    koh_csv *csv = NULL;
    koh_status status = open_file(folder, "national/projection_assumptions.csv", PATH_COLUMNS, columns, &csv, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t n = koh__csv_rows(csv);
    int *year = KOH_TAKE(arena, n, int);
    double *net = KOH_TAKE(arena, n, double);
    for (size_t i = 0; year != NULL && net != NULL && i < n; i++) {
        const int vintage = koh__csv_int(csv, i, VINTAGE);
        if (!is_path_row(csv, i) || vintage < registers->path_vintage) {
            continue;
        }
        registers->n_path = vintage > registers->path_vintage ? 0 : registers->n_path;
        registers->path_vintage = vintage;
        year[registers->n_path] = koh__csv_int(csv, i, YEAR);
        net[registers->n_path++] = koh__csv_number(csv, i, VALUE);
    }
    registers->path_year = year;
    registers->path_net = net;
    koh__csv_free(csv);
    return year == NULL || net == NULL ? no_memory(error) : KOH_OK;
}

koh_status koh__registers_read(const char *folder, koh_arena *arena, koh_registers *registers, koh_error *error)
{
    koh_registers found = { 0 };
    koh_status status = read_regions(folder, arena, &found, error);
    koh_register *population = KOH_TAKE(arena, found.n, koh_register);
    if (status == KOH_OK && population == NULL) {
        status = no_memory(error);
    }
    for (size_t i = 0; status == KOH_OK && i < found.n; i++) {
        status = read_population(folder, found.id[i], arena, &population[i], error);
    }
    found.population = population;
    status = status == KOH_OK ? read_deaths(folder, arena, &found.deaths, error) : status;
    status = status == KOH_OK ? read_fertility(folder, arena, &found.fertility, error) : status;
    status = status == KOH_OK ? read_path(folder, arena, &found, error) : status;
    if (status == KOH_OK) {
        *registers = found;
    }
    return status;
}

koh_calib_input koh__registers_input(const koh_registers *registers, int origin, size_t n_steps)
{
    return (koh_calib_input){ .origin = origin,
                              .n_regions = registers->n,
                              .n_steps = n_steps,
                              .regions = registers->population,
                              .county = registers->county_index,
                              .deaths = registers->deaths,
                              .fertility = registers->fertility,
                              .n_path = registers->path_vintage < origin ? registers->n_path : 0,
                              .path_year = registers->path_year,
                              .path_net = registers->path_net };
}

size_t koh__registers_find(const koh_registers *registers, const char *id)
{
    for (size_t i = 0; i < registers->n; i++) {
        if (strcmp(registers->id[i], id) == 0) {
            return i;
        }
    }
    return (size_t) -1;
}
