/* The folder of default data: municipalities, registers, calibration. */
#include "io/data_priv.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/division_priv.h"
#include "io/file_priv.h"

enum { FILE_LIMIT = 64 * 1024 * 1024, PATH = 4096 };

koh_status koh__data_read(const koh_data *data, const char *name, size_t n_columns, const koh_csv_column *columns,
                          koh_csv **csv, koh_error *error)
{
    char path[PATH];
    (void) snprintf(path, sizeof path, "%s/%s", data->folder, name);
    return koh__csv_read_file(path, n_columns, columns, csv, error);
}

const char *koh__data_text(const koh_data *data, const koh_csv *csv, size_t row, size_t column, int *failed)
{
    const char *text = koh__csv_has(csv, column) ? koh__csv_text(csv, row, column) : NULL;
    if (text == NULL) {
        return NULL;
    }
    char *copy = koh__arena_text(data->arena, text);
    *failed |= copy == NULL;
    return copy;
}

static koh_status read_regions(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "region", .what = "a municipality number" },     { .name = "name", .what = "a name" },
        { .name = "county", .what = "a county number" },           { .name = "county_name", .what = "a name" },
        { .name = "name_other", .optional = 1, .what = "a name" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "regions.csv", 5, columns, &csv, error);
    if (status != KOH_OK) {
        return status;
    }
    size_t n = koh__csv_rows(csv);
    koh_region *regions = KOH_TAKE(data->arena, n, koh_region);
    int failed = regions == NULL;
    for (size_t i = 0; !failed && i < n; i++) {
        regions[i].id = koh__data_text(data, csv, i, 0, &failed);
        regions[i].name = koh__data_text(data, csv, i, 1, &failed);
        regions[i].county = koh__data_text(data, csv, i, 2, &failed);
        regions[i].county_name = koh__data_text(data, csv, i, 3, &failed);
    }
    koh__csv_free(csv);
    data->n_regions = n;
    data->regions = regions;
    return failed ? KOH_ENOMEM : KOH_OK;
}

static koh_status read_register(const koh_data *data, const char *name, koh_register *population, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
        { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
        { .name = "age", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
        { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons" },
    };
    koh_csv *csv = NULL;
    int from = 0, to = 0, youngest = 0, oldest = 0;
    koh_status status = koh__data_read(data, name, 4, columns, &csv, error);
    if (status == KOH_OK) {
        status = koh__csv_range(csv, 0, &from, &to, error);
    }
    if (status == KOH_OK) {
        status = koh__csv_range(csv, 2, &youngest, &oldest, error);
    }
    if (status == KOH_OK) {
        size_t n_years = (size_t) (to - from) + 1, n_age = (size_t) oldest + 1;
        double *persons = KOH_TAKE(data->arena, n_years * 2 * n_age, double);
        const koh_csv_key keys[] = { { 0, from, n_years }, { 1, 0, 2 }, { 2, 0, n_age } };
        status = persons == NULL ? KOH_ENOMEM : koh__csv_grid(csv, 3, keys, 3, persons, error);
        *population = (koh_register){ from, n_years, n_age, persons };
    }
    koh__csv_free(csv);
    return status;
}

koh_status koh__data_open(const char *folder, koh_arena *arena, koh_data *data, koh_error *error)
{
    *data = (koh_data){ .folder = folder, .arena = arena };
    koh_status status = read_regions(data, error);
    if (status == KOH_OK) {
        status = koh__data_services(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_usage(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_stays(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_shelf_life(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_levels(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_staff(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_supply(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_alternatives(data, error);
    }
    if (status == KOH_OK) {
        status = read_register(data, "national/population.csv", &data->catalogue.national, error);
    }
    if (status == KOH_OK) {
        status = koh__data_need(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_economy(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_dwellings(data, error);
    }
    if (status == KOH_OK) {
        status = koh__data_households(data, error);
    }
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}

const koh_region *koh__data_find(const koh_data *data, const char *region)
{
    for (size_t i = 0; i < data->n_regions; i++) {
        if (strcmp(data->regions[i].id, region) == 0) {
            return &data->regions[i];
        }
    }
    return NULL;
}

/* Tells what a number of an older division is today; KOH_OK when it is none. */
static koh_status older_region(const koh_data *data, const char *region, koh_error *error)
{
    koh_division *division = NULL;
    koh_successor found[KOH_SUCCESSORS];
    koh_buffer names = { 0 };
    char *rest;
    const long code = strtol(region, &rest, 10);
    if (strlen(region) != 4 || *rest != '\0' || code <= 0 || code >= KOH_DIVISION_CODES ||
        koh__division_read(data->folder, &division, NULL) != KOH_OK) {
        return KOH_OK;
    }
    const size_t n = koh__division_carry(division, (int) code, INT_MAX, found);
    for (size_t i = 0; koh__division_knows(division, (int) code) && i < n; i++) {
        char id[16];
        (void) snprintf(id, sizeof id, "%04d", found[i].code);
        const koh_region *now = koh__data_find(data, id);
        if (now != NULL) {
            koh__buffer_format(&names, "%s%s %s", names.length > 0 ? ", " : "", id, now->name);
        }
    }
    koh__division_free(division);
    koh__buffer_char(&names, '\0');
    koh_status status = KOH_OK;
    if (!names.failed && names.length > 1) {
        status = koh_error_set(error, KOH_EUNKNOWN, "region '%s' is a number of an older division; today: %s", region,
                               names.data);
    }
    koh__buffer_free(&names);
    return status;
}

static koh_status unknown_region(const koh_data *data, const char *region, koh_error *error)
{
    const char *ids[1024] = { NULL };
    if (older_region(data, region, error) != KOH_OK) {
        return KOH_EUNKNOWN;
    }
    size_t n = data->n_regions < 1024 ? data->n_regions : 1024;
    for (size_t i = 0; i < n; i++) {
        ids[i] = data->regions[i].id;
    }
    const char *nearest = koh__text_nearest(region, ids, n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(data->regions[i].name, region) == 0) {
            nearest = ids[i];
        }
    }
    return koh_error_set(error, KOH_EUNKNOWN,
                         "unknown region '%.40s', expected one of the %zu municipality numbers of `kohort list "
                         "regions`%s%s%s",
                         region, data->n_regions, nearest != NULL ? "; did you mean '" : "",
                         nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

koh_status koh__data_region(const koh_data *data, const char *region, koh_inputs *inputs, koh_error *error)
{
    const koh_region *found = koh__data_find(data, region);
    char name[64];
    if (found == NULL) {
        return unknown_region(data, region, error);
    }
    *inputs = data->catalogue;
    inputs->region = found->id;
    inputs->region_name = found->name;
    inputs->county_name = found->county_name;
    (void) snprintf(name, sizeof name, "population/%.8s.csv", found->id);
    koh_status status = read_register(data, name, &inputs->local, error);
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}
