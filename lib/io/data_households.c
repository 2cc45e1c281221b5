/* Who lives in private households, and in couples, and the share of the others that stands for a household: found so
 * that the country's households are met in the newest year that counts them. */
#include <string.h>

#include "io/data_priv.h"
#include "kohort/household.h"

enum { ADULT = 18 };

/* Puts a share on the ages of a row of both files: sex, age_from, age_to (-1 = open). */
static void spread(size_t n_age, int sex, int from, int to, double share, double *shares)
{
    for (int age = from; age < (int) n_age && (to < 0 || age <= to); age++) {
        shares[(size_t) sex * n_age + (size_t) age] = share;
    }
}

/* 1 less those outside private households, from the newest year that counts them. */
static koh_status read_private(koh_data *data, double *in_private, koh_error *error)
{
    enum { YEAR, SEX, FROM, TO, PERSONS, ALONE, OUTSIDE, SHARE, SOURCE, N };
    static const koh_csv_column columns[N] = {
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
        [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .what = "female, male or both" },
        [FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
        [TO] = { .name = "age_to", .kind = KOH_CSV_INT, .max = 130, .optional = 2, .what = "completed years" },
        [PERSONS] = { .name = "population", .kind = KOH_CSV_NUMBER, .max = 1e8, .optional = 2, .what = "persons" },
        [ALONE] = { .name = "living_alone", .kind = KOH_CSV_NUMBER, .max = 1e8, .optional = 2, .what = "persons" },
        [OUTSIDE] = { .name = "not_in_private_household",
                      .kind = KOH_CSV_NUMBER,
                      .max = 1e8,
                      .optional = 2,
                      .what = "persons" },
        [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        [SOURCE] = { .name = "source", .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "households/living_alone.csv", N, columns, &csv, error);
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        const double outside = koh__csv_number(csv, row, OUTSIDE) / koh__csv_number(csv, row, PERSONS);
        const int to = koh__csv_int(csv, row, TO);
        if (outside >= 0 && outside <= 1 && koh__csv_int(csv, row, SEX) < 2) { /* years ascend */
            spread(data->catalogue.national.n_age, koh__csv_int(csv, row, SEX), koh__csv_int(csv, row, FROM),
                   to < 0 ? -1 : to, 1 - outside, in_private);
        }
    }
    koh__csv_free(csv);
    return status;
}

static koh_status read_couples(koh_data *data, double *couple, koh_error *error)
{
    enum { YEAR, SEX, FROM, TO, PERSONS, WITHOUT, SHARE, SOURCE, N };
    static const koh_csv_column columns[N] = {
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
        [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
        [FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
        [TO] = { .name = "age_to", .kind = KOH_CSV_INT, .max = 130, .optional = 2, .what = "completed years" },
        [PERSONS] = { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons" },
        [WITHOUT] = { .name = "not_in_couple", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons" },
        [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        [SOURCE] = { .name = "source", .what = "a text" },
    };
    koh_csv *csv = NULL;
    int failed = 0;
    koh_status status = koh__data_read(data, "households/not_in_couple.csv", N, columns, &csv, error);
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        const int to = koh__csv_int(csv, row, TO);
        const double without = koh__csv_number(csv, row, WITHOUT) / koh__csv_number(csv, row, PERSONS);
        if (!(without <= 1)) {
            status = koh__csv_fail(csv, row, WITHOUT, KOH_EDOMAIN, error, "not a part of the persons");
            break;
        }
        spread(data->catalogue.national.n_age, koh__csv_int(csv, row, SEX), koh__csv_int(csv, row, FROM),
               to < 0 ? -1 : to, 1 - without, couple);
        data->catalogue.households.source = koh__data_text(data, csv, row, SOURCE, &failed);
    }
    koh__csv_free(csv);
    return failed ? KOH_ENOMEM : status;
}

koh_status koh__data_households(koh_data *data, koh_error *error)
{
    const koh_register *nation = &data->catalogue.national;
    const size_t size = 2 * nation->n_age;
    koh_household_data *households = &data->catalogue.households;
    double *in_private = KOH_TAKE(data->arena, size, double), *couple = KOH_TAKE(data->arena, size, double);
    int *is_adult = KOH_TAKE(data->arena, size, int);
    double counted = 0;
    if (in_private == NULL || couple == NULL || is_adult == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < size; i++) {
        in_private[i] = 1;
        is_adult[i] = i % nation->n_age >= ADULT;
    }
    *households = (koh_household_data){ .in_private = in_private, .couple = couple, .is_adult = is_adult };
    koh_status status = read_private(data, in_private, error);
    status = status == KOH_OK ? read_couples(data, couple, error) : status;
    for (size_t i = 0; i < data->catalogue.n_dwelling_types; i++) {
        counted += data->catalogue.dwelling_types[i].households;
        households->year = data->catalogue.dwelling_types[i].year;
    }
    const double *persons = koh_register_year(nation, households->year);
    const koh_household_shares shares = { in_private, data->catalogue.living_alone.share, couple };
    if (status == KOH_OK) {
        status = persons == NULL ? KOH_EMISSING
                                 : koh_household_other(size, &shares, is_adult, persons, counted, &households->other);
        if (status != KOH_OK) {
            status = koh_error_set(error, KOH_EDOMAIN, "the country's households of %d cannot be met: %s",
                                   households->year, koh_status_text(status));
            koh_error_at(error, data->folder, 0, 0, NULL);
        }
    }
    return status;
}
