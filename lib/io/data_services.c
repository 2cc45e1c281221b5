/* The catalogue of services. */
#include <string.h>

#include "io/data_priv.h"

enum { ID, NB, NN, EN, AREA, IN_SCOPE, KIND, PART_OF, ADDS, PLACE_TYPE, SORT, COLUMNS };

static koh_status kind_of(const koh_csv *csv, size_t row, koh_service_kind *kind, koh_error *error)
{
    static const char *const words[] = { "users", "place", "dwelling", "hours", "day_place" };
    const char *text = koh__csv_text(csv, row, KIND);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], text) == 0) {
            *kind = (koh_service_kind) i;
            return KOH_OK;
        }
    }
    return koh__csv_fail(csv, row, KIND, KOH_ESCHEMA, error,
                         "kind '%.40s', expected users, place, dwelling, hours or day_place", text);
}

/* Whether a service is a part of itself by way of its wholes. */
static int is_own_part(const koh_service *services, size_t n, size_t i)
{
    size_t whole = services[i].parent;
    for (size_t up = 0; up < n && whole != (size_t) -1 && whole != i; up++) {
        whole = services[whole].parent;
    }
    return whole == i;
}

/* Links parts to their wholes, and marks wholes that are the sum of parts. */
static koh_status link_parts(const koh_csv *csv, size_t n, koh_service *services, koh_error *error)
{
    for (size_t i = 0; i < n; i++) {
        const char *whole = koh__csv_text(csv, i, PART_OF);
        size_t j = 0;
        services[i].parent = (size_t) -1;
        while (whole != NULL && j < n && strcmp(services[j].id, whole) != 0) {
            j++;
        }
        if (whole != NULL && (j == n || j == i)) {
            return koh__csv_fail(csv, i, PART_OF, KOH_EUNKNOWN, error, "'%.40s' is no other service", whole);
        }
        if (whole == NULL && services[i].adds) {
            return koh__csv_fail(csv, i, ADDS, KOH_EDOMAIN, error, "'%.40s' adds to no service", services[i].id);
        }
        if (whole != NULL) {
            services[i].parent = j;
            services[j].sum_of_parts |= services[i].adds;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (is_own_part(services, n, i)) {
            return koh__csv_fail(csv, i, PART_OF, KOH_EDOMAIN, error, "'%.40s' is a part of itself", services[i].id);
        }
    }
    return KOH_OK;
}

koh_status koh__data_services(koh_data *data, koh_error *error)
{
    static const koh_csv_column columns[COLUMNS] = {
        [ID] = { .name = "id", .what = "a short name" },
        [NB] = { .name = "name_nb", .what = "a name" },
        [NN] = { .name = "name_nn", .what = "a name" },
        [EN] = { .name = "name_en", .what = "a name" },
        [AREA] = { .name = "area", .what = "an area" },
        [IN_SCOPE] = { .name = "in_scope", .what = "yes or no" },
        [KIND] = { .name = "kind", .what = "a kind" },
        [PART_OF] = { .name = "part_of", .optional = 1, .what = "a service" },
        [ADDS] = { .name = "adds", .what = "yes or no" },
        [PLACE_TYPE] = { .name = "place_type", .optional = 1, .what = "a type" },
        [SORT] = { .name = "sort", .kind = KOH_CSV_INT, .what = "an order" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "services/catalogue.csv", COLUMNS, columns, &csv, error);
    size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_service *services = KOH_TAKE(data->arena, n, koh_service);
    const char **ids = KOH_TAKE(data->arena, n, const char *);
    int failed = services == NULL || ids == NULL;
    for (size_t i = 0; status == KOH_OK && !failed && i < n; i++) {
        services[i].id = ids[i] = koh__data_text(data, csv, i, ID, &failed);
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            services[i].name[language] = koh__data_text(data, csv, i, NB + language, &failed);
        }
        services[i].area = koh__data_text(data, csv, i, AREA, &failed);
        services[i].in_scope = strcmp(koh__csv_text(csv, i, IN_SCOPE), "yes") == 0;
        services[i].adds = strcmp(koh__csv_text(csv, i, ADDS), "yes") == 0;
        status = kind_of(csv, i, &services[i].kind, error);
    }
    if (status == KOH_OK && !failed) {
        status = link_parts(csv, n, services, error);
    }
    koh__csv_free(csv);
    data->catalogue.n_services = n;
    data->catalogue.services = services;
    data->lists[KOH_NAMES_SERVICES] = (koh_name_list){ n, ids };
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}
