/* Users of the country by level of need. */
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "plan/need_priv.h"

enum { SERVICE, YEAR, LEVEL, SHARE, USERS, SOURCE, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [SERVICE] = { .name = "service", .what = "a service" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [LEVEL] = { .name = "need_level", .what = "a level" },
    [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share" },
    [USERS] = { .name = "users", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons" },
    [SOURCE] = { .name = "source", .what = "a text" },
};

static size_t find(size_t n, const char *const *names, const char *name)
{
    size_t i = 0;
    while (i < n && strcmp(names[i], name) != 0) {
        i++;
    }
    return i;
}

/* Shares of the users, from the numbers of users: those printed are rounded. */
static void to_shares(double *users)
{
    double sum = 0;
    for (size_t i = 0; i < KOH_LEVELS; i++) {
        sum += users[i];
    }
    for (size_t i = 0; i < KOH_LEVELS; i++) {
        users[i] /= sum;
    }
}

koh_status koh__data_levels(koh_data *data, koh_error *error)
{
    const koh_name_list *list = &data->lists[KOH_NAMES_SERVICES];
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "services/need_levels.csv", COLUMNS, columns, &csv, error);
    double *shares = KOH_TAKE(data->arena, list->n * KOH_LEVELS, double);
    for (size_t i = 0; shares != NULL && i < list->n * KOH_LEVELS; i++) {
        shares[i] = (double) NAN;
    }
    for (size_t row = 0; status == KOH_OK && shares != NULL && row < koh__csv_rows(csv); row++) {
        size_t service = find(list->n, list->names, koh__csv_text(csv, row, SERVICE));
        size_t level = find(KOH_LEVELS, koh__level_ids, koh__csv_text(csv, row, LEVEL));
        if (service == list->n || level == KOH_LEVELS) {
            status = koh__csv_fail(csv, row, service == list->n ? SERVICE : LEVEL, KOH_EUNKNOWN, error, "unknown name");
        } else {
            shares[service * KOH_LEVELS + level] = koh__csv_number(csv, row, USERS);
        }
    }
    for (size_t k = 0; status == KOH_OK && shares != NULL && k < list->n; k++) {
        to_shares(shares + k * KOH_LEVELS);
    }
    koh__csv_free(csv);
    data->catalogue.level_shares = shares;
    return status == KOH_OK && shares == NULL ? KOH_ENOMEM : status;
}
