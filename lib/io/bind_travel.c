/* What a plan says of distance between its zones, and of users by zone. */
#include <math.h>
#include <string.h>

#include "io/area_binder_priv.h"

enum { FROM, TO, MINUTES, TRAVEL_COLUMNS };
enum { ZONE, SERVICE, AGE_FROM, USERS, USERS_COLUMNS };
enum { LIMITS_MAX = 20, MAX_BASES = 3 };

static const koh_csv_column travel_columns[TRAVEL_COLUMNS] = {
    [FROM] = { .name = "from", .what = "a zone" },
    [TO] = { .name = "to", .what = "a zone" },
    [MINUTES] = { .name = "minutes", .kind = KOH_CSV_NUMBER, .max = 10000, .what = "minutes >= 0" },
};
static const koh_csv_column users_columns[USERS_COLUMNS] = {
    [ZONE] = { .name = "zone", .what = "a zone" },
    [SERVICE] = { .name = "service", .what = "a service of the catalogue" },
    [AGE_FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
    [USERS] = { .name = "users", .kind = KOH_CSV_NUMBER, .max = 1e7, .what = "persons >= 0" },
};

/* The zone in a cell, or an error there. */
static koh_status zone_in(const koh_csv *csv, size_t row, size_t column, const koh_plan_area *area, size_t *z,
                          koh_error *error)
{
    *z = koh__zone_named(area, koh__csv_text(csv, row, column));
    return *z < area->n_zones
               ? KOH_OK
               : koh__csv_fail(csv, row, column, KOH_EUNKNOWN, error, "'%.60s' is no zone of /area/population",
                               koh__csv_text(csv, row, column));
}

static koh_status read_minutes(const koh_csv *csv, const koh_plan_area *area, double *minutes, koh_error *error)
{
    const size_t n = area->n_zones;
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        size_t from = 0, to = 0;
        koh_status status = zone_in(csv, row, FROM, area, &from, error);
        status = status == KOH_OK ? zone_in(csv, row, TO, area, &to, error) : status;
        if (status != KOH_OK) {
            return status;
        }
        if (!isnan(minutes[from * n + to])) {
            return koh__csv_fail(csv, row, FROM, KOH_EDUPLICATE, error,
                                 "the way from '%.60s' to '%.60s' is given twice", area->zones[from].id,
                                 area->zones[to].id);
        }
        minutes[from * n + to] = koh__csv_number(csv, row, MINUTES);
    }
    for (size_t i = 0; i < n * n; i++) {
        if (isnan(minutes[i])) {
            const koh_status status = koh_error_set(
                error, KOH_ESHAPE, "the matrix is not square: there are no minutes from '%.60s' to '%.60s'",
                area->zones[i / n].id, area->zones[i % n].id);
            koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
            return status;
        }
    }
    return KOH_OK;
}

static void bind_minutes(koh_binder *b, const cJSON *item, koh_plan_area *area)
{
    static const char pointer[] = "/area/travel";
    const size_t n = area->n_zones;
    koh_csv *csv = koh__bind_file(b, item, pointer, TRAVEL_COLUMNS, travel_columns);
    double *minutes = KOH_TAKE(b->arena, n * n, double);
    koh_error error = { 0 };
    b->failed |= minutes == NULL;
    for (size_t i = 0; !b->failed && i < n * n; i++) {
        minutes[i] = (double) NAN;
    }
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : read_minutes(csv, area, minutes, &error);
    if (csv != NULL && status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    koh__bind_note_file(b, pointer, item);
    area->minutes = status == KOH_OK ? minutes : NULL;
}

/* The users of a row's service, made when they are new. */
static koh_status users_of(koh_binder *b, const koh_csv *csv, size_t row, koh_plan_area *area, koh_zone_users **found,
                           koh_error *error)
{
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    const char *id = koh__csv_text(csv, row, SERVICE);
    const int from = koh__csv_int(csv, row, AGE_FROM);
    size_t k = 0, i = 0;
    while (k < services->n && strcmp(services->names[k], id) != 0) {
        k++;
    }
    if (k == services->n) {
        return koh__csv_fail(csv, row, SERVICE, KOH_EUNKNOWN, error, "unknown service '%.60s'", id);
    }
    while (i < area->n_users && area->users[i].service != k) {
        i++;
    }
    *found = &area->users[i];
    if (i < area->n_users) {
        return (*found)->age_from == from
                   ? KOH_OK
                   : koh__csv_fail(csv, row, AGE_FROM, KOH_EDOMAIN, error,
                                   "the users of '%.60s' above are of %d years and over", id, (*found)->age_from);
    }
    **found = (koh_zone_users){ .service = k, .age_from = from, .users = KOH_TAKE(b->arena, area->n_zones, double) };
    b->failed |= (*found)->users == NULL;
    for (size_t z = 0; !b->failed && z < area->n_zones; z++) {
        (*found)->users[z] = (double) NAN;
    }
    area->n_users++;
    return b->failed ? KOH_ENOMEM : KOH_OK;
}

static koh_status read_users(koh_binder *b, const koh_csv *csv, koh_plan_area *area, koh_error *error)
{
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        koh_zone_users *users = NULL;
        size_t z = 0;
        koh_status status = zone_in(csv, row, ZONE, area, &z, error);
        status = status == KOH_OK ? users_of(b, csv, row, area, &users, error) : status;
        if (status != KOH_OK) {
            return status;
        }
        if (users == NULL || !isnan(users->users[z])) {
            return koh__csv_fail(csv, row, ZONE, KOH_EDUPLICATE, error, "zone '%.60s' is given twice for this service",
                                 area->zones[z].id);
        }
        users->users[z] = koh__csv_number(csv, row, USERS);
    }
    for (size_t i = 0; i < area->n_users * area->n_zones; i++) {
        const koh_zone_users *users = &area->users[i / area->n_zones];
        if (isnan(users->users[i % area->n_zones])) {
            const koh_status status = koh_error_set(
                error, KOH_EMISSING, "there are no users of '%.60s' for zone '%.60s': 0 must be said",
                b->source->lists[KOH_NAMES_SERVICES].names[users->service], area->zones[i % area->n_zones].id);
            koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
            return status;
        }
    }
    return KOH_OK;
}

static void bind_users(koh_binder *b, const cJSON *item, koh_plan_area *area)
{
    static const char pointer[] = "/area/users";
    koh_csv *csv = koh__bind_file(b, item, pointer, USERS_COLUMNS, users_columns);
    koh_error error = { 0 };
    area->users = KOH_TAKE(b->arena, b->source->lists[KOH_NAMES_SERVICES].n, koh_zone_users);
    b->failed |= area->users == NULL;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : read_users(b, csv, area, &error);
    if (csv != NULL && status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    koh__bind_note_file(b, pointer, item);
    area->n_users = status == KOH_OK ? area->n_users : 0;
}

/* The zones that a list names, each once. */
static const size_t *bind_list(koh_binder *b, const cJSON *list, const char *place, const koh_plan_area *area,
                               size_t *n)
{
    size_t *zones = KOH_TAKE(b->arena, (size_t) cJSON_GetArraySize(list), size_t);
    const cJSON *item;
    size_t i = 0;
    b->failed |= zones == NULL;
    cJSON_ArrayForEach(item, list)
    {
        const char *pointer = koh__arena_format(b->arena, "%s/%zu", place, i);
        b->failed |= pointer == NULL;
        if (b->failed) {
            return NULL;
        }
        zones[i] = koh__bind_zone(b, area, item->valuestring, pointer);
        for (size_t k = 0; k < i; k++) {
            if (zones[k] == zones[i] && zones[i] < area->n_zones) {
                koh__findings_add(b->findings, KOH_EDUPLICATE, pointer, "zone '%.60s' stands there twice",
                                  item->valuestring);
            }
        }
        i++;
    }
    *n = i;
    return zones;
}

static void bind_visits(koh_binder *b, const cJSON *section, koh_plan_area *area)
{
    const cJSON *map = koh__bind_member(section, "visits"), *item;
    koh_plan_visits *visits = KOH_TAKE(b->arena, (size_t) cJSON_GetArraySize(map), koh_plan_visits);
    b->failed |= visits == NULL;
    area->visits_per_tour = koh__bind_quantity(b, section, "/area", "visits_per_tour");
    area->hours_per_fte = koh__bind_quantity(b, section, "/area", "hours_per_fte");
    cJSON_ArrayForEach(item, map)
    {
        const char *place = koh__arena_format(b->arena, "/area/visits/%s", item->string);
        b->failed |= place == NULL;
        if (b->failed) {
            return;
        }
        const size_t k = koh__bind_name(b, &b->source->lists[KOH_NAMES_SERVICES], "service", item->string, place);
        const koh_quantity *per_week = koh__bind_quantity(b, item, place, "per_week");
        if (k < b->source->inputs->n_services && b->source->inputs->services[k].kind != KOH_SERVICE_HOURS) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "the users of '%s' are not visited by the hour",
                              item->string);
        } else if (per_week != NULL) {
            visits[area->n_visits++] = (koh_plan_visits){ k, per_week };
        }
    }
    area->visits = visits;
    const int complete = area->n_bases > 0 && area->visits_per_tour != NULL && area->hours_per_fte != NULL;
    if (map != NULL && (!complete || koh__bind_member(section, "travel") == NULL)) {
        koh__findings_add(b->findings, KOH_EMISSING, "/area/visits",
                          "needs 'travel', 'bases', 'visits_per_tour' and 'hours_per_fte' beside it");
        area->n_visits = 0;
    }
}

static void bind_nodes(koh_binder *b, const cJSON *map, koh_plan_area *area)
{
    koh_plan_node *nodes = KOH_TAKE(b->arena, (size_t) cJSON_GetArraySize(map), koh_plan_node);
    const cJSON *item;
    b->failed |= nodes == NULL;
    area->nodes = nodes;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = koh__arena_format(b->arena, "/area/nodes/%s/zones", item->string);
        const char *id = koh__arena_text(b->arena, item->string);
        b->failed |= place == NULL || id == NULL;
        if (b->failed) {
            return;
        }
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        koh_plan_node *node = &nodes[area->n_nodes++];
        node->id = id;
        koh__bind_label(b, item, "label", fallback, node->label);
        node->zones = bind_list(b, koh__bind_member(item, "zones"), place, area, &node->n_zones);
        if (node->n_zones == 0) {
            koh__findings_add(b->findings, KOH_EMISSING, place, "expected a zone at least");
        }
    }
}

static void bind_limits(koh_binder *b, const cJSON *list, koh_plan_area *area)
{
    static const int common[] = { 10, 20, 30, 60 };
    const size_t n = list == NULL ? sizeof common / sizeof common[0] : (size_t) cJSON_GetArraySize(list);
    int *limits = KOH_TAKE(b->arena, n, int);
    b->failed |= limits == NULL;
    if (n == 0 || n > LIMITS_MAX) {
        koh__findings_add(b->findings, KOH_ELIMIT, "/area/limits", "expected 1 to %d limits", LIMITS_MAX);
        return;
    }
    for (size_t i = 0; i < n && !b->failed; i++) {
        limits[i] = list == NULL ? common[i] : (int) cJSON_GetArrayItem(list, (int) i)->valuedouble;
        if (i > 0 && limits[i] <= limits[i - 1]) {
            koh__findings_add(b->findings, KOH_EDOMAIN, "/area/limits", "%d after %d: expected them to ascend",
                              limits[i], limits[i - 1]);
        }
    }
    area->limits = limits;
    area->n_limits = n;
}

static void bind_candidates(koh_binder *b, const cJSON *section, koh_plan_area *area)
{
    const cJSON *list = koh__bind_member(section, "candidates");
    area->response_minutes = koh__bind_quantity(b, section, "/area", "response_minutes");
    if (list == NULL) {
        return;
    }
    area->candidates = bind_list(b, list, "/area/candidates", area, &area->n_candidates);
    const size_t most = (size_t) koh__bind_int(section, "max_bases", MAX_BASES);
    area->max_bases = most < area->n_candidates ? most : area->n_candidates;
    if (area->n_candidates == 0 || area->n_candidates > KOH_SITES_MAX) {
        koh__findings_add(b->findings, KOH_ELIMIT, "/area/candidates",
                          "%zu candidates, expected 1 to %d: the best choice is found by trying all",
                          area->n_candidates, KOH_SITES_MAX);
    }
    if (area->response_minutes == NULL || koh__bind_member(section, "travel") == NULL) {
        koh__findings_add(b->findings, KOH_EMISSING, "/area/candidates",
                          "needs 'travel' and 'response_minutes' beside it");
    }
}

void koh__bind_travel(koh_binder *b, const cJSON *section, koh_plan_area *area)
{
    static const char *const keys[] = { "users", "travel", "bases", "visits", "candidates", "nodes" };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && koh__bind_member(section, "population") == NULL; i++) {
        if (koh__bind_member(section, keys[i]) != NULL) {
            char place[KOH_POINTER_SIZE] = "/area/";
            koh__findings_add(b->findings, KOH_EMISSING, strncat(place, keys[i], sizeof place - sizeof "/area/"),
                              "needs the zones of '/area/population'");
        }
    }
    if (area->n_zones == 0 || b->failed) {
        return;
    }
    if (koh__bind_member(section, "users") != NULL) {
        bind_users(b, koh__bind_member(section, "users"), area);
    }
    if (koh__bind_member(section, "travel") != NULL) {
        bind_minutes(b, koh__bind_member(section, "travel"), area);
    }
    area->bases = bind_list(b, koh__bind_member(section, "bases"), "/area/bases", area, &area->n_bases);
    bind_visits(b, section, area);
    bind_candidates(b, section, area);
    bind_nodes(b, koh__bind_member(section, "nodes"), area);
    bind_limits(b, koh__bind_member(section, "limits"), area);
    if (area->n_nodes > 0 && koh__bind_member(section, "travel") == NULL) {
        koh__findings_add(b->findings, KOH_EMISSING, "/area/nodes", "needs 'travel' beside it");
    }
}
