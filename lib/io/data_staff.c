/* Professions and norms; prevalence of conditions and of living alone. */
#include <stdio.h>
#include <string.h>

#include "io/data_priv.h"

enum { PREVALENCE_AGES = 106 }; /* 0..105+, as the registers of population */

static koh_status read_professions(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "id", .what = "a short name" },   { .name = "name_nb", .what = "a name" },
        { .name = "name_nn", .what = "a name" },    { .name = "name_en", .what = "a name" },
        { .name = "education", .what = "a level" }, { .name = "source", .optional = 1, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "staff/professions.csv", 6, columns, &csv, error);
    size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_profession *professions = KOH_TAKE(data->arena, n, koh_profession);
    const char **ids = KOH_TAKE(data->arena, n, const char *);
    int failed = professions == NULL || ids == NULL;
    for (size_t i = 0; !failed && i < n; i++) {
        professions[i].id = ids[i] = koh__data_text(data, csv, i, 0, &failed);
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            professions[i].name[language] = koh__data_text(data, csv, i, 1 + language, &failed);
        }
        professions[i].education = koh__data_text(data, csv, i, 4, &failed);
        professions[i].is_higher = !failed && strcmp(professions[i].education, "higher") == 0;
    }
    koh__csv_free(csv);
    data->catalogue.n_professions = n;
    data->catalogue.professions = professions;
    data->lists[KOH_NAMES_PROFESSIONS] = (koh_name_list){ n, ids };
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

static size_t find(const koh_name_list *list, const char *name)
{
    size_t i = 0;
    while (i < list->n && strcmp(list->names[i], name) != 0) {
        i++;
    }
    return i;
}

static koh_status add_norm(const koh_data *data, const koh_csv *csv, size_t row, koh_norm *norm, koh_error *error)
{
    static const char *const words[] = { "place", "dwelling", "weekly_hour", "day_place", "user" };
    const koh_name_list per = { 5, words };
    const koh_name_list *lists[] = { &data->lists[KOH_NAMES_SERVICES], &data->lists[KOH_NAMES_PROFESSIONS], &per };
    size_t index[3];
    int failed = 0;
    for (size_t column = 0; column < 3; column++) {
        const char *text = koh__csv_text(csv, row, column);
        index[column] = find(lists[column], text);
        if (index[column] == lists[column]->n) {
            return koh__csv_fail(csv, row, column, KOH_EUNKNOWN, error, "unknown name '%.40s'", text);
        }
    }
    *norm = (koh_norm){ .service = index[0],
                        .profession = index[1],
                        .per = (koh_norm_per) index[2],
                        .fte = koh__csv_number(csv, row, 3),
                        .source = koh__data_text(data, csv, row, 4, &failed),
                        .assumption = koh__data_text(data, csv, row, 5, &failed) };
    return failed ? KOH_ENOMEM : KOH_OK;
}

static koh_status read_norms(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "service", .what = "a service" },
        { .name = "profession", .what = "a profession" },
        { .name = "per", .what = "a unit" },
        { .name = "fte", .kind = KOH_CSV_NUMBER, .max = 100, .what = "FTE per unit" },
        { .name = "source", .optional = 1, .what = "a text" },
        { .name = "assumption", .optional = 1, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "staff/norms.csv", 6, columns, &csv, error);
    size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_norm *norms = KOH_TAKE(data->arena, n, koh_norm);
    if (status == KOH_OK && norms == NULL) {
        status = KOH_ENOMEM;
    }
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        status = add_norm(data, csv, row, &norms[row], error);
    }
    koh__csv_free(csv);
    data->catalogue.n_norms = n;
    data->catalogue.norms = norms;
    return status;
}

/* Spreads a share over the ages of a row. */
static void spread(koh_prevalence *prevalence, int sex, int from, int to, double share)
{
    for (int age = from; age < PREVALENCE_AGES && (to < 0 || age <= to); age++) {
        prevalence->share[sex * PREVALENCE_AGES + age] = share;
    }
}

static koh_status read_conditions(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "condition", .what = "a short name" },
        { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
        { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
        { .name = "age_to", .kind = KOH_CSV_INT, .max = 130, .optional = 1, .what = "completed years" },
        { .name = "rate", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        { .name = "source", .optional = 1, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "health/prevalence.csv", 6, columns, &csv, error);
    size_t rows = status == KOH_OK ? koh__csv_rows(csv) : 0, n = 0;
    koh_prevalence *conditions = KOH_TAKE(data->arena, rows, koh_prevalence);
    int failed = conditions == NULL;
    for (size_t row = 0; !failed && row < rows; row++) {
        const char *id = koh__csv_text(csv, row, 0);
        size_t i = 0;
        while (i < n && strcmp(conditions[i].id, id) != 0) {
            i++;
        }
        if (i == n) {
            conditions[n].id = koh__data_text(data, csv, row, 0, &failed);
            conditions[n].source = koh__data_text(data, csv, row, 5, &failed);
            conditions[n].share = KOH_TAKE(data->arena, 2 * PREVALENCE_AGES, double);
            failed |= conditions[n++].share == NULL;
        }
        if (!failed) {
            spread(&conditions[i], koh__csv_int(csv, row, 1), koh__csv_int(csv, row, 2), koh__csv_int(csv, row, 3),
                   koh__csv_number(csv, row, 4));
        }
    }
    koh__csv_free(csv);
    data->catalogue.n_conditions = n;
    data->catalogue.conditions = conditions;
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

static koh_status read_living_alone(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
        { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
        { .name = "age_to", .kind = KOH_CSV_INT, .max = 130, .optional = 1, .what = "completed years" },
        { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
        { .name = "source", .optional = 1, .what = "a text" },
        { .name = "assumption", .optional = 1, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "households/living_alone_by_sex.csv", 6, columns, &csv, error);
    koh_prevalence *alone = &data->catalogue.living_alone;
    int failed = 0;
    *alone = (koh_prevalence){ .id = "living_alone", .share = KOH_TAKE(data->arena, 2 * PREVALENCE_AGES, double) };
    failed |= alone->share == NULL;
    for (size_t row = 0; status == KOH_OK && !failed && row < koh__csv_rows(csv); row++) {
        alone->source = koh__data_text(data, csv, row, 4, &failed);
        spread(alone, koh__csv_int(csv, row, 0), koh__csv_int(csv, row, 1), koh__csv_int(csv, row, 2),
               koh__csv_number(csv, row, 3));
    }
    koh__csv_free(csv);
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

koh_status koh__data_staff(koh_data *data, koh_error *error)
{
    koh_status status = read_professions(data, error);
    if (status == KOH_OK) {
        status = read_norms(data, error);
    }
    if (status == KOH_OK) {
        status = read_conditions(data, error);
    }
    return status == KOH_OK ? read_living_alone(data, error) : status;
}
