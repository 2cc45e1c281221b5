/* The types of dwellings: persons in them by the register, and by assumption who fills new ones. */
#include <string.h>

#include "io/data_priv.h"
#include "io/movers_priv.h"

enum { TYPE, NB, NN, EN, LOCAL, FREED, CHAIN, FREED_TYPE, ASSUMPTION, COLUMNS, TYPES_MAX = 32 };

static const koh_csv_column type_columns[COLUMNS] = {
    [TYPE] = { .name = "dwelling_type", .what = "a short name" },
    [NB] = { .name = "name_nb", .what = "a name" },
    [NN] = { .name = "name_nn", .what = "a name" },
    [EN] = { .name = "name_en", .what = "a name" },
    [LOCAL] = { .name = "local_share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
    [FREED] = { .name = "freed_share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
    [CHAIN] = { .name = "chain_share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
    [FREED_TYPE] = { .name = "freed_type", .what = "a dwelling type" },
    [ASSUMPTION] = { .name = "assumption", .what = "a text" },
};

/* The row with a type, or the number of rows. */
static size_t row_of(const koh_csv *csv, const char *type)
{
    size_t row = 0;
    while (row < koh__csv_rows(csv) && strcmp(koh__csv_text(csv, row, TYPE), type) != 0) {
        row++;
    }
    return row;
}

static koh_status read_types(koh_data *data, koh_dwelling_type *types, size_t *n, koh_error *error)
{
    koh_csv *csv = NULL;
    int failed = 0;
    koh_status status = koh__data_read(data, "households/dwelling_types.csv", COLUMNS, type_columns, &csv, error);
    *n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    if (*n > TYPES_MAX) {
        status = koh__csv_fail(csv, TYPES_MAX, TYPE, KOH_ELIMIT, error, "more than %d types", TYPES_MAX);
    }
    for (size_t row = 0; status == KOH_OK && row < *n; row++) {
        koh_dwelling_type *type = &types[row];
        type->id = koh__data_text(data, csv, row, TYPE, &failed);
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            type->name[language] = koh__data_text(data, csv, row, NB + language, &failed);
        }
        type->local_share = koh__csv_number(csv, row, LOCAL);
        type->freed_share = koh__csv_number(csv, row, FREED);
        type->chain_share = koh__csv_number(csv, row, CHAIN);
        type->assumption = koh__data_text(data, csv, row, ASSUMPTION, &failed);
        type->freed_type = row_of(csv, koh__csv_text(csv, row, FREED_TYPE));
        if (type->freed_type == *n || row_of(csv, koh__csv_text(csv, row, TYPE)) != row) {
            status = koh__csv_fail(csv, row, FREED_TYPE, KOH_EUNKNOWN, error, "a type of the file, each once");
        }
        type->profile = KOH_TAKE(data->arena, 2 * data->catalogue.national.n_age, double);
        failed |= type->profile == NULL;
        status = failed ? KOH_ENOMEM : status;
    }
    koh__csv_free(csv);
    return status;
}

/* Persons per dwelling of the newest year that has the type. */
static koh_status read_persons(const koh_data *data, koh_dwelling_type *types, size_t n, koh_error *error)
{
    enum { YEAR, KIND, PERSONS, HOUSEHOLDS, RATIO, SOURCE, N };
    static const koh_csv_column columns[N] = {
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
        [KIND] = { .name = "dwelling_type", .what = "a short name" },
        [PERSONS] = { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons" },
        [HOUSEHOLDS] = { .name = "households", .kind = KOH_CSV_NUMBER, .min = 1, .max = 1e8, .what = "households" },
        [RATIO] = { .name = "persons_per_household", .kind = KOH_CSV_NUMBER, .max = 20, .what = "persons" },
        [SOURCE] = { .name = "source", .what = "a text" },
    };
    koh_csv *csv = NULL;
    int failed = 0;
    koh_status status = koh__data_read(data, "households/persons_per_dwelling.csv", N, columns, &csv, error);
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        int newest = 0;
        for (size_t row = 0; row < koh__csv_rows(csv); row++) {
            if (strcmp(koh__csv_text(csv, row, KIND), types[i].id) == 0 && koh__csv_int(csv, row, YEAR) > newest) {
                newest = koh__csv_int(csv, row, YEAR);
                types[i].persons = koh__csv_number(csv, row, PERSONS) / koh__csv_number(csv, row, HOUSEHOLDS);
                types[i].year = newest;
                types[i].households = koh__csv_number(csv, row, HOUSEHOLDS);
                types[i].source = koh__data_text(data, csv, row, SOURCE, &failed);
            }
        }
        status = newest == 0 ? koh_error_set(error, KOH_EMISSING, "%s: no persons per dwelling of type '%s'",
                                             koh__csv_file(csv), types[i].id)
                 : failed    ? KOH_ENOMEM
                             : KOH_OK;
    }
    koh__csv_free(csv);
    return status;
}

/* The rows of a type stand together. */
static koh_status read_profiles(const koh_data *data, koh_dwelling_type *types, size_t n, koh_error *error)
{
    enum { SOURCE = 1 + KOH_MOVERS_COLUMNS, WHY, N };
    koh_csv_column columns[N] = { { .name = "dwelling_type", .what = "a short name" } };
    memcpy(columns + 1, koh__movers_columns, sizeof koh__movers_columns);
    columns[SOURCE] = (koh_csv_column){ .name = "source", .optional = 2, .what = "a text" };
    columns[WHY] = (koh_csv_column){ .name = "assumption", .optional = 2, .what = "a text" };
    koh_csv *csv = NULL;
    int failed = 0;
    koh_status status = koh__data_read(data, "households/mover_profiles.csv", N, columns, &csv, error);
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        const size_t first = row_of(csv, types[i].id);
        size_t end = first;
        while (end < koh__csv_rows(csv) && strcmp(koh__csv_text(csv, end, 0), types[i].id) == 0) {
            end++;
        }
        const koh_movers_rows rows = { csv, first, end, 1 };
        status = koh__movers_spread(&rows, &data->catalogue.national, types[i].profile, error);
        if (status == KOH_OK) {
            types[i].profile_source = koh__data_text(data, csv, first, SOURCE, &failed);
            types[i].profile_assumption = koh__data_text(data, csv, first, WHY, &failed);
            status = failed ? KOH_ENOMEM : KOH_OK;
        }
    }
    koh__csv_free(csv);
    return status;
}

/* The path of the share of accessible dwellings: measured, then projected. */
static koh_status read_accessible(koh_data *data, koh_error *error)
{
    enum { YEAR, INDICATOR, GROUP, VALUE, UNIT, SOURCE, N, POINTS = 8 };
    static const char measured[] = "share_dwellings_accessible", projected[] = "share_dwellings_accessible_projected";
    static const koh_csv_column columns[N] = {
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
        [INDICATOR] = { .name = "indicator", .what = "a short name" },
        [GROUP] = { .name = "group", .what = "a short name" },
        [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        [UNIT] = { .name = "unit", .what = "a unit" },
        [SOURCE] = { .name = "source", .what = "a text" },
    };
    koh_quantity *q = &data->catalogue.accessible;
    int *year = KOH_TAKE(data->arena, POINTS, int), failed = 0;
    double *value = KOH_TAKE(data->arena, POINTS, double);
    koh_csv *csv = NULL;
    koh_status status = year == NULL || value == NULL ? KOH_ENOMEM : KOH_OK;
    status = status == KOH_OK ? koh__data_read(data, "households/accessibility.csv", N, columns, &csv, error) : status;
    *q = (koh_quantity){ .year = year, .value = value, .unit = "share" };
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv) && q->n < POINTS; row++) {
        const char *indicator = koh__csv_text(csv, row, INDICATOR);
        if (strcmp(indicator, measured) == 0 || strcmp(indicator, projected) == 0) {
            year[q->n] = koh__csv_int(csv, row, YEAR);
            value[q->n++] = koh__csv_number(csv, row, VALUE);
            q->source = koh__data_text(data, csv, row, SOURCE, &failed);
        }
    }
    int ascends = q->n > 0;
    for (size_t i = 1; i < q->n; i++) {
        ascends = ascends && year[i] > year[i - 1];
    }
    if (status == KOH_OK && !ascends) {
        status = koh_error_set(error, KOH_EMISSING, "no ascending years of '%s'", measured);
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    }
    koh__csv_free(csv);
    return failed ? KOH_ENOMEM : status;
}

koh_status koh__data_dwellings(koh_data *data, koh_error *error)
{
    koh_dwelling_type *types = KOH_TAKE(data->arena, TYPES_MAX, koh_dwelling_type);
    size_t n = 0;
    koh_status status = types == NULL ? KOH_ENOMEM : read_types(data, types, &n, error);
    if (status == KOH_OK) {
        status = read_persons(data, types, n, error);
    }
    if (status == KOH_OK) {
        status = read_profiles(data, types, n, error);
    }
    if (status == KOH_OK) {
        status = read_accessible(data, error);
    }
    data->catalogue.n_dwelling_types = n;
    data->catalogue.dwelling_types = types;
    return status;
}
