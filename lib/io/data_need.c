/* The country's prevalence of need: persons who have any care service of the municipality, at one time.
 *
 * Users through the newest year that has them by sex and age band (services/groups_by_age.csv) are brought to one time
 * by the same year's ratio of users at 31 December (services/groups.csv), and graduated to single ages
 * (num/graduate.c). Limit: the ratio is one for all ages. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "num/graduate_priv.h"

static const char group_name[] = "any_municipal_care_service";

enum { GROUP, YEAR, BASIS, SEX, FROM, TO, USERS, SHARE, SOURCE, COLUMNS };
enum { TOTAL_USERS = 3, TOTAL_SOURCE, TOTAL_COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [GROUP] = { .name = "group", .what = "a short name" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [BASIS] = { .name = "basis", .what = "stock_31dec or through_year" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .what = "female, male or both" },
    [FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
    [TO] = { .name = "age_to", .kind = KOH_CSV_INT, .max = 130, .optional = 2, .what = "completed years" },
    [USERS] = { .name = "users", .kind = KOH_CSV_NUMBER, .max = 1e7, .optional = 2, .what = "persons >= 0" },
    [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .optional = 2, .what = "a share" },
    [SOURCE] = { .name = "source", .what = "a text" },
};

static const koh_csv_column total_columns[TOTAL_COLUMNS] = {
    [GROUP] = { .name = "group", .what = "a short name" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [BASIS] = { .name = "basis", .what = "stock_31dec or through_year" },
    [TOTAL_USERS] = { .name = "users", .kind = KOH_CSV_NUMBER, .max = 1e7, .what = "persons >= 0" },
    [TOTAL_SOURCE] = { .name = "source", .what = "a text" },
};

static int is(const koh_csv *csv, size_t row, size_t column, const char *text)
{
    return strcmp(koh__csv_text(csv, row, column), text) == 0;
}

static int is_row(const koh_csv *csv, size_t row)
{
    return is(csv, row, GROUP, group_name) && is(csv, row, BASIS, "through_year") && koh__csv_int(csv, row, SEX) < 2;
}

static koh_status fail(const koh_csv *csv, koh_error *error, const char *what)
{
    const koh_status status = koh_error_set(error, KOH_EMISSING, "%s of %s", what, group_name);
    koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    return status;
}

/* Users at 31 December per user through a year. */
static koh_status read_ratio(const koh_data *data, int year, double *ratio, koh_error *error)
{
    koh_csv *csv = NULL;
    double stock = (double) NAN, through = (double) NAN;
    koh_status status = koh__data_read(data, "services/groups.csv", TOTAL_COLUMNS, total_columns, &csv, error);
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        if (is(csv, row, GROUP, group_name) && koh__csv_int(csv, row, YEAR) == year) {
            *(is(csv, row, BASIS, "through_year") ? &through : &stock) = koh__csv_number(csv, row, TOTAL_USERS);
        }
    }
    *ratio = stock / through;
    if (status == KOH_OK && !(*ratio > 0 && *ratio <= 1)) {
        status = fail(csv, error, "no users at 31 December and through the same year");
    }
    koh__csv_free(csv);
    return status;
}

/* Graduates the bands of one sex, which stand in the file in order of age. */
static koh_status graduate(const koh_data *data, const koh_csv *csv, int year, int sex, double ratio)
{
    const koh_register *national = &data->catalogue.national;
    const int newest = national->first_year + (int) national->n_years - 1;
    const double *persons = koh_register_year(national, year + 1 < newest ? year + 1 : newest);
    double count[KOH_GRADUATE_BANDS];
    int from[KOH_GRADUATE_BANDS];
    size_t n = 0;
    for (size_t row = 0; row < koh__csv_rows(csv) && n < KOH_GRADUATE_BANDS; row++) {
        if (is_row(csv, row) && koh__csv_int(csv, row, YEAR) == year && koh__csv_int(csv, row, SEX) == sex) {
            from[n] = koh__csv_int(csv, row, FROM);
            count[n++] = ratio * koh__csv_number(csv, row, USERS);
        }
    }
    return persons == NULL ? KOH_EMISSING
                           : koh__graduate(national->n_age, persons + (size_t) sex * national->n_age, n, from, count,
                                           data->catalogue.need.share + (size_t) sex * national->n_age);
}

koh_status koh__data_need(koh_data *data, koh_error *error)
{
    koh_csv *csv = NULL;
    koh_prevalence *need = &data->catalogue.need;
    int year = INT_MIN, failed = 0;
    double ratio = 1;
    koh_status status = koh__data_read(data, "services/groups_by_age.csv", COLUMNS, columns, &csv, error);
    *need =
        (koh_prevalence){ .id = "need", .share = KOH_TAKE(data->arena, 2 * data->catalogue.national.n_age, double) };
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        if (is_row(csv, row) && koh__csv_int(csv, row, YEAR) >= year) {
            year = koh__csv_int(csv, row, YEAR);
            need->source = koh__data_text(data, csv, row, SOURCE, &failed);
        }
    }
    if (need->share == NULL || failed) {
        status = KOH_ENOMEM;
    } else if (status == KOH_OK) {
        status = year == INT_MIN ? fail(csv, error, "no users by sex and age") : read_ratio(data, year, &ratio, error);
    }
    for (int sex = 0; status == KOH_OK && sex < 2; sex++) {
        status = graduate(data, csv, year, sex, ratio);
        status = status == KOH_OK ? status : fail(csv, error, "bands of ages that do not fit the country");
    }
    koh__csv_free(csv);
    return status;
}
