/* A calibration as files. */
#include "io/calibration_priv.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calib/nation_priv.h"
#include "calib/survival_priv.h"

enum {
    REGIONS = KOH_CALIBRATION_REGIONS,
    NATION = KOH_CALIBRATION_NATION,
    TOTALS = KOH_CALIBRATION_TOTALS,
    MORTALITY = KOH_CALIBRATION_MORTALITY,
    FERTILITY = KOH_CALIBRATION_FERTILITY,
    PROFILE = KOH_CALIBRATION_PROFILE,
    MAX_COLUMNS = 6,
    PATH_SIZE = 4096
};

static const char *const names[KOH_CALIBRATION_FILES] = {
    [REGIONS] = "regions.csv",     [NATION] = "nation.csv",       [TOTALS] = "totals.csv",
    [MORTALITY] = "mortality.csv", [FERTILITY] = "fertility.csv", [PROFILE] = "profile.csv",
};

#define YEAR_COLUMN                                                                                                    \
    {                                                                                                                  \
        .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year"                                \
    }
#define SEX_COLUMN                                                                                                     \
    {                                                                                                                  \
        .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male"                                                   \
    }
#define AGE_COLUMN                                                                                                     \
    {                                                                                                                  \
        .name = "age", .kind = KOH_CSV_INT, .max = KOH_CALIB_MAX_AGES - 1, .what = "completed years"                   \
    }
#define FIGURE(column, unit)                                                                                           \
    {                                                                                                                  \
        .name = (column), .kind = KOH_CSV_NUMBER, .what = (unit)                                                       \
    }

static const koh_csv_column columns[KOH_CALIBRATION_FILES][MAX_COLUMNS] = {
    [REGIONS] = { { .name = "region", .what = "a municipality number" },
                  { .name = "age", .kind = KOH_CSV_INT, .optional = 2, .what = "the first age of a group" },
                  FIGURE("mean", "per person and year"),
                  FIGURE("now", "per person and year"),
                  { .name = "sd", .kind = KOH_CSV_NUMBER, .max = 10, .what = "per person and year" },
                  { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "persons >= 0" } },
    [NATION] = { YEAR_COLUMN, SEX_COLUMN, AGE_COLUMN, FIGURE("net_rate", "per person"), FIGURE("aged", "persons") },
    [TOTALS] = { YEAR_COLUMN, FIGURE("persons", "persons"), FIGURE("net_migration", "persons a year"),
                 FIGURE("level_shift", "per person and year") },
    [MORTALITY] = { YEAR_COLUMN, SEX_COLUMN, AGE_COLUMN, FIGURE("death_rate", "per person-year"),
                    FIGURE("improvement", "per year") },
    [FERTILITY] = { YEAR_COLUMN, AGE_COLUMN, FIGURE("value", "births per woman and year") },
    [PROFILE] = { SEX_COLUMN, AGE_COLUMN, FIGURE("share", "of national net migration") },
};

static const size_t n_columns[KOH_CALIBRATION_FILES] = { 6, 5, 4, 5, 3, 3 };

const char *koh__calibration_file(size_t i)
{
    return names[i];
}

const koh_csv_column *koh__calibration_columns(size_t i, size_t *n)
{
    *n = n_columns[i];
    return columns[i];
}

/* An open file of the folder. */
static koh_status open_file(const char *folder, size_t file, koh_csv **csv, koh_error *error)
{
    char path[PATH_SIZE];
    if ((size_t) snprintf(path, sizeof path, "%s/%s", folder, names[file]) >= sizeof path) {
        return koh_error_set(error, KOH_ELIMIT, "the path of the calibration is too long");
    }
    return koh__csv_read_file(path, n_columns[file], columns[file], csv, error);
}

/* Spreads one or two value columns of a file over keys that begin at column 0. */
static koh_status read_grids(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, double *const values[2],
                             koh_error *error)
{
    koh_status status = koh__csv_grid(csv, n_keys, keys, n_keys, values[0], error);
    if (status == KOH_OK && values[1] != NULL) {
        status = koh__csv_grid(csv, n_keys, keys, n_keys + 1, values[1], error);
    }
    return status;
}

/* The totals say which years there are, the mortality which ages; from both the nation is taken. */
static koh_status read_extent(const koh_csv *totals, const koh_csv *mortality, koh_arena *arena,
                              koh_calib_nation *nation, koh_error *error)
{
    int from = 0, to = 0, youngest = 0, oldest = 0, year = 0, last = 0;
    koh_status status = koh__csv_range(totals, 0, &from, &to, error);
    status = status == KOH_OK ? koh__csv_range(mortality, 2, &youngest, &oldest, error) : status;
    status = status == KOH_OK ? koh__csv_range(mortality, 0, &year, &last, error) : status;
    if (status != KOH_OK) {
        return status;
    }
    if (oldest + 1 < KOH_CALIB_MIN_AGES) {
        return koh__csv_fail(mortality, 0, 2, KOH_EDOMAIN, error, "ages up to %d, at least %d are needed", oldest,
                             KOH_CALIB_MIN_AGES - 1);
    }
    status = koh__nation_take(arena, (size_t) (to - from) + 1, (size_t) oldest + 1, nation);
    nation->origin = from;
    nation->rate_year = year;
    nation->boys_per_girl = KOH_BOYS_PER_GIRL;
    return status == KOH_OK ? KOH_OK : koh_error_set(error, status, "out of memory");
}

/* Fills the arrays of a nation whose extent is known. */
static koh_status read_arrays(koh_csv *const csv[KOH_CALIBRATION_FILES], koh_calib_nation *nation, koh_error *error)
{
    const koh_csv_key year = { 0, nation->origin, nation->n_steps }, rates = { 0, (int) nation->rate_year, 1 };
    const koh_csv_key origin = { 0, nation->origin, 1 }, sex = { 1, 0, 2 }, age = { 2, 0, nation->n_age };
    const koh_csv_key first_sex = { 0, 0, 2 }, second_age = { 1, 0, nation->n_age };
    const struct {
        size_t file, n_keys;
        koh_csv_key keys[3];
        double *values[2];
    } grids[] = {
        { NATION, 3, { year, sex, age }, { nation->net_rate, nation->aged } },
        { TOTALS, 1, { year }, { nation->persons, nation->net_total } },
        { MORTALITY, 3, { rates, sex, age }, { nation->death_rate, nation->improvement } },
        { FERTILITY, 2, { origin, second_age }, { nation->fertility, NULL } },
        { PROFILE, 2, { first_sex, second_age }, { nation->age_profile, NULL } },
    };
    koh_status status = koh__csv_grid(csv[TOTALS], 1, &year, 3, nation->level_shift, error);
    for (size_t i = 0; status == KOH_OK && i < sizeof grids / sizeof grids[0]; i++) {
        status = read_grids(csv[grids[i].file], grids[i].n_keys, grids[i].keys, grids[i].values, error);
    }
    return status;
}

/* Enters one row of a municipality: its level, or one of its groups. */
static koh_status read_row(const koh_csv *csv, size_t row, koh_calib_region *region, unsigned *seen, koh_error *error)
{
    const int age = koh__csv_int(csv, row, 1);
    size_t part = 0; /* 0 = the level, g + 1 = group g */
    while (age != INT_MIN && part < KOH_CALIB_GROUPS && koh_calib_group_from()[part] != age) {
        part++;
    }
    part += age != INT_MIN;
    if (part > KOH_CALIB_GROUPS) {
        return koh__csv_fail(csv, row, 1, KOH_EUNKNOWN, error, "no group of ages begins at %d", age);
    }
    if ((*seen >> part & 1U) != 0) {
        return koh__csv_fail(csv, row, 1, KOH_EDUPLICATE, error, "the same group of a municipality twice");
    }
    *seen |= 1U << part;
    *(part > 0 ? &region->group_mean[part - 1] : &region->level_mean) = koh__csv_number(csv, row, 2);
    *(part > 0 ? &region->group_now[part - 1] : &region->level_now) = koh__csv_number(csv, row, 3);
    *(part > 0 ? &region->group_sd[part - 1] : &region->level_sd) = koh__csv_number(csv, row, 4);
    *(part > 0 ? &region->group_persons[part - 1] : &region->mean_persons) = koh__csv_number(csv, row, 5);
    return KOH_OK;
}

static koh_status read_region(const koh_csv *csv, const char *id, koh_calib_region *region, koh_error *error)
{
    unsigned seen = 0;
    koh_status status = KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        if (strcmp(koh__csv_text(csv, row, 0), id) == 0) {
            status = read_row(csv, row, region, &seen, error);
        }
    }
    if (status == KOH_OK && seen == 0) {
        status = koh_error_set(error, KOH_EUNKNOWN, "there is no municipality %.40s", id);
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
        return status;
    }
    if (status == KOH_OK && seen != (2U << KOH_CALIB_GROUPS) - 1) {
        status = koh_error_set(error, KOH_EMISSING, "groups of ages of municipality %.40s are missing", id);
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    }
    return status;
}

koh_status koh__calibration_read_all(const char *folder, size_t n, const char *const *id, koh_arena *arena,
                                     koh_calibration *calibration, koh_error *error)
{
    koh_csv *csv[KOH_CALIBRATION_FILES] = { NULL };
    koh_calib_nation country = { 0 };
    koh_calib_region *regions = KOH_TAKE(arena, n, koh_calib_region);
    koh_status status = regions == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < KOH_CALIBRATION_FILES; i++) {
        status = open_file(folder, i, &csv[i], error);
    }
    status = status == KOH_OK ? read_extent(csv[TOTALS], csv[MORTALITY], arena, &country, error) : status;
    status = status == KOH_OK ? read_arrays(csv, &country, error) : status;
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        status = read_region(csv[REGIONS], id[i], &regions[i], error);
    }
    if (status == KOH_OK) {
        *calibration = (koh_calibration){ country, n, regions };
    }
    for (size_t i = 0; i < KOH_CALIBRATION_FILES; i++) {
        koh__csv_free(csv[i]);
    }
    return status;
}

koh_status koh__calibration_read(const char *folder, const char *id, koh_arena *arena, koh_calib_nation *nation,
                                 koh_calib_region *region, koh_error *error)
{
    koh_calibration one;
    koh_status status = koh__calibration_read_all(folder, 1, &id, arena, &one, error);
    if (status == KOH_OK) {
        *nation = one.nation;
        *region = one.regions[0];
    }
    return status;
}
