/* A calibration to files. */
#include <math.h>
#include <stdio.h>

#include "io/calibration_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"
#include "io/table_csv_priv.h"

enum { DIGITS = 10, PATH_SIZE = 4096, MAX_COLUMNS = 6 };

/* What is written. */
typedef struct calibration {
    const koh_calib_nation *nation;
    size_t n_regions;
    const char *const *id;
    const koh_calib_region *regions;
} calibration;

/* Rounded to DIGITS significant digits: more is noise of the last bits, which another compiler would change. */
static koh_cell figure(double value)
{
    if (value == 0 || isnan(value)) {
        return (koh_cell){ .number = value };
    }
    const int shift = DIGITS - 1 - (int) floor(log10(fabs(value)));
    const double scale = pow(10, fabs((double) shift));
    return (koh_cell){ .number = shift < 0 ? round(value / scale) * scale : round(value * scale) / scale };
}

static koh_cell whole(int value)
{
    return (koh_cell){ .number = value };
}

static koh_cell sex_name(size_t sex)
{
    return (koh_cell){ .text = koh__csv_sex_name((int) sex) };
}

static koh_status fill_regions(const calibration *c, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t r = 0; status == KOH_OK && r < c->n_regions; r++) {
        const koh_calib_region *region = &c->regions[r];
        const koh_cell level[] = { { .text = c->id[r] },      figure((double) NAN),     figure(region->level_mean),
                                   figure(region->level_now), figure(region->level_sd), figure(region->mean_persons) };
        status = koh_table_add(table, level);
        for (size_t g = 0; status == KOH_OK && g < KOH_CALIB_GROUPS; g++) {
            const koh_cell group[] = { { .text = c->id[r] },          whole(koh_calib_group_from()[g]),
                                       figure(region->group_mean[g]), figure(region->group_now[g]),
                                       figure(region->group_sd[g]),   figure(region->group_persons[g]) };
            status = koh_table_add(table, group);
        }
    }
    return status;
}

/* Rows year, sex, age and two figures of [n_years][2][n_age]. */
static koh_status fill_cells(koh_table *table, const koh_calib_nation *nation, int first_year, size_t n_years,
                             const double *const values[2])
{
    koh_status status = KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < n_years * 2 * nation->n_age; i++) {
        const size_t row = i / nation->n_age;
        const koh_cell cells[] = { whole(first_year + (int) (row / 2)), sex_name(row % 2),
                                   whole((int) (i % nation->n_age)), figure(values[0][i]), figure(values[1][i]) };
        status = koh_table_add(table, cells);
    }
    return status;
}

static koh_status fill_totals(const koh_calib_nation *nation, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t h = 0; status == KOH_OK && h < nation->n_steps; h++) {
        const koh_cell cells[] = { whole(nation->origin + (int) h), figure(nation->persons[h]),
                                   figure(nation->net_total[h]), figure(nation->level_shift[h]) };
        status = koh_table_add(table, cells);
    }
    return status;
}

static koh_status fill_fertility(const koh_calib_nation *nation, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t age = 0; status == KOH_OK && age < nation->n_age; age++) {
        const koh_cell cells[] = { whole(nation->origin), whole((int) age), figure(nation->fertility[age]) };
        status = koh_table_add(table, cells);
    }
    return status;
}

static koh_status fill_profile(const koh_calib_nation *nation, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < 2 * nation->n_age; i++) {
        const koh_cell cells[] = { sex_name(i / nation->n_age), whole((int) (i % nation->n_age)),
                                   figure(nation->age_profile[i]) };
        status = koh_table_add(table, cells);
    }
    return status;
}

static koh_status fill(const calibration *c, size_t file, koh_table *table)
{
    const koh_calib_nation *nation = c->nation;
    const double *const net[] = { nation->net_rate, nation->aged };
    const double *const mortality[] = { nation->death_rate, nation->improvement };
    switch (file) {
    case KOH_CALIBRATION_REGIONS:
        return fill_regions(c, table);
    case KOH_CALIBRATION_NATION:
        return fill_cells(table, nation, nation->origin, nation->n_steps, net);
    case KOH_CALIBRATION_TOTALS:
        return fill_totals(nation, table);
    case KOH_CALIBRATION_MORTALITY:
        return fill_cells(table, nation, (int) nation->rate_year, 1, mortality);
    case KOH_CALIBRATION_FERTILITY:
        return fill_fertility(nation, table);
    default:
        return fill_profile(nation, table);
    }
}

static koh_status write_file(const char *folder, const calibration *c, size_t file, koh_error *error)
{
    size_t n;
    const koh_csv_column *columns = koh__calibration_columns(file, &n);
    koh_column described[MAX_COLUMNS];
    char path[PATH_SIZE];
    koh_table table;
    koh_buffer text = { 0 };
    size_t n_made;
    for (size_t i = 0; i < n; i++) {
        const int is_text = columns[i].kind == KOH_CSV_TEXT || columns[i].kind == KOH_CSV_SEX;
        described[i] = (koh_column){ columns[i].name, is_text ? KOH_COLUMN_TEXT : KOH_COLUMN_NUMBER };
    }
    if ((size_t) snprintf(path, sizeof path, "%s/%s", folder, koh__calibration_file(file)) >= sizeof path) {
        return koh_error_set(error, KOH_ELIMIT, "the path of the calibration is too long");
    }
    const int number = koh__folder_make_parents(path, &n_made);
    if (number != 0) {
        return koh__file_fail(error, folder, "cannot be made", number);
    }
    koh_table_init(&table, "T00", "calibration", n, described);
    koh_status status = fill(c, file, &table);
    koh__table_write_csv(&table, KOH_CSV_INTERNATIONAL, &text);
    if (status != KOH_OK || text.failed) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    } else {
        status = koh__file_write(path, text.data, text.length, error);
    }
    koh__buffer_free(&text);
    koh_table_free(&table);
    return status;
}

koh_status koh__calibration_write(const char *folder, const koh_calib_nation *nation, size_t n_regions,
                                  const char *const *id, const koh_calib_region *regions, koh_error *error)
{
    const calibration c = { nation, n_regions, id, regions };
    koh_status status = KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < KOH_CALIBRATION_FILES; i++) {
        status = write_file(folder, &c, i, error);
    }
    return status;
}
