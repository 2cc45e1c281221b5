/* The files that a plan refers to: series, registers of population and of units. They are looked up beside the plan and
 * below it only. */
#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "io/digest_priv.h"
#include "io/file_priv.h"
#include "io/plan_schema_priv.h"

enum { FILE_LIMIT = 64 * 1024 * 1024, FILES_MAX = 256 };

static const char *text_member(const cJSON *item, const char *key)
{
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(item, key);
    return cJSON_IsString(text) ? text->valuestring : NULL;
}

/* Relative, and never upwards. */
static int is_below(const char *path)
{
    if (path[0] == '/' || path[0] == '\0') {
        return 0;
    }
    for (const char *part = path; part != NULL; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL) {
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
            return 0;
        }
    }
    return 1;
}

/* Remembers a file, its digest and what the plan says of it, once. */
static void note_file(koh_binder *b, const cJSON *item, const char *bytes, size_t length)
{
    koh_plan_set *set = b->set;
    const char *name = text_member(item, "file");
    char digest[KOH_DIGEST_SIZE];
    for (size_t i = 0; i < set->n_files; i++) {
        if (strcmp(set->files[i].file, name) == 0) {
            return;
        }
    }
    if (set->files == NULL) {
        set->files = KOH_TAKE(b->arena, FILES_MAX, koh_plan_file);
    }
    if (set->files == NULL || set->n_files == FILES_MAX) {
        b->failed |= set->files == NULL;
        return;
    }
    koh__digest(bytes, length, digest);
    koh_plan_file *file = &set->files[set->n_files++];
    *file = (koh_plan_file){ koh__bind_text(b, item, "file"), koh__arena_text(b->arena, digest),
                             koh__bind_text(b, item, "source"), koh__bind_text(b, item, "assumption") };
    b->failed |= file->file == NULL || file->digest == NULL;
}

koh_csv *koh__bind_file(koh_binder *b, const cJSON *item, const char *pointer, size_t n_columns,
                        const koh_csv_column *columns)
{
    const char *name = text_member(item, "file"), *folder = b->source->folder;
    char *bytes = NULL, path[4096];
    size_t length;
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    if (folder != NULL) {
        (void) snprintf(path, sizeof path, "%s/%s", folder, name);
    }
    if (folder == NULL || !is_below(name) || koh__file_is_below(folder, path) != 1) {
        koh__findings_add(
            b->findings, KOH_EDOMAIN, pointer,
            folder == NULL ? "this plan may not refer to files" : "'%.100s' is not beside the plan or below it", name);
        return NULL;
    }
    koh_status status = koh__file_read(path, FILE_LIMIT, &bytes, &length, &error);
    if (status == KOH_OK) {
        status = koh__csv_read(path, bytes, length, n_columns, columns, &csv, &error);
    }
    if (status == KOH_OK) {
        note_file(b, item, bytes, length);
    } else {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__free(bytes);
    return csv;
}

koh_status koh__bind_series(koh_binder *b, const cJSON *item, const char *pointer, koh_quantity *quantity)
{
    const char *column = text_member(item, "column");
    const koh_node *node = koh__schema_at(&koh__plan_schema, pointer);
    const koh_csv_column columns[] = {
        { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
        { .name = column != NULL ? column : "value",
          .kind = KOH_CSV_NUMBER,
          .min = node != NULL ? node->min : 0,
          .max = node != NULL ? node->max : 0 },
    };
    koh_csv *csv = koh__bind_file(b, item, pointer, 2, columns);
    size_t n = csv == NULL ? 0 : koh__csv_rows(csv);
    int *years = KOH_TAKE(b->arena, n, int);
    double *values = KOH_TAKE(b->arena, n, double);
    koh_status status = csv == NULL ? KOH_ESCHEMA : years == NULL || values == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        years[i] = koh__csv_int(csv, i, 0);
        values[i] = koh__csv_number(csv, i, 1);
        if (i > 0 && years[i] <= years[i - 1]) {
            koh_error error;
            (void) koh__csv_fail(csv, i, 0, KOH_EDOMAIN, &error, "years must ascend");
            koh__findings_add_error(b->findings, &error, pointer);
            status = KOH_ESCHEMA;
        }
    }
    if (status == KOH_OK && n == 0) {
        koh__findings_add(b->findings, KOH_EMISSING, pointer, "the file has no rows");
        status = KOH_ESCHEMA;
    }
    koh__csv_free(csv);
    quantity->n = n;
    quantity->year = years;
    quantity->value = values;
    return status;
}

/* Only rows of the plan's region, where the file has regions. */
static koh_status check_region(const koh_csv *csv, const char *region, koh_error *error)
{
    for (size_t i = 0; koh__csv_has(csv, 0) && i < koh__csv_rows(csv); i++) {
        const char *text = koh__csv_text(csv, i, 0);
        if (text == NULL || strcmp(text, region) != 0) {
            return koh__csv_fail(csv, i, 0, KOH_EDOMAIN, error, "region is \"%.40s\": expected the plan's, %s",
                                 text != NULL ? text : "", region);
        }
    }
    return KOH_OK;
}

const koh_register *koh__bind_register(koh_binder *b, const cJSON *item, const char *pointer)
{
    static const koh_csv_column columns[] = {
        { .name = "region", .kind = KOH_CSV_TEXT, .optional = 1, .what = "a municipality number" },
        { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
        { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
        { .name = "age", .kind = KOH_CSV_INT, .min = 0, .max = 130, .what = "completed years" },
        { .name = "value", .kind = KOH_CSV_NUMBER, .min = 0, .max = 1e8, .what = "persons" },
    };
    koh_csv *csv = koh__bind_file(b, item, pointer, 5, columns);
    koh_register *population = NULL;
    koh_error error = { 0 };
    int from, to, youngest, oldest;
    size_t n_age = b->source->inputs->local.n_age;
    if (csv == NULL) {
        return NULL;
    }
    if (check_region(csv, b->source->inputs->region, &error) != KOH_OK ||
        koh__csv_range(csv, 1, &from, &to, &error) != KOH_OK ||
        koh__csv_range(csv, 3, &youngest, &oldest, &error) != KOH_OK) {
        koh__findings_add_error(b->findings, &error, pointer);
    } else if (youngest != 0 || (size_t) oldest + 1 != n_age) {
        koh__findings_add(b->findings, KOH_EDOMAIN, pointer, "ages must run from 0 to %zu (open), found %d to %d",
                          n_age - 1, youngest, oldest);
    } else {
        size_t n_years = (size_t) (to - from) + 1;
        double *persons = KOH_TAKE(b->arena, n_years * 2 * n_age, double);
        population = KOH_TAKE(b->arena, 1, koh_register);
        const koh_csv_key keys[] = { { 1, from, n_years }, { 2, 0, 2 }, { 3, 0, n_age } };
        b->failed |= persons == NULL || population == NULL;
        if (!b->failed && koh__csv_grid(csv, 3, keys, 4, persons, &error) != KOH_OK) {
            koh__findings_add_error(b->findings, &error, pointer);
            population = NULL;
        } else if (!b->failed) {
            *population = (koh_register){ from, n_years, n_age, persons };
        }
    }
    koh__csv_free(csv);
    return population;
}

static int year_or_none(const koh_csv *csv, size_t row, size_t column)
{
    int year = koh__csv_has(csv, column) ? koh__csv_int(csv, row, column) : INT_MIN;
    return year == INT_MIN ? KOH_YEAR_NONE : year;
}

static const char *text_or_null(koh_binder *b, const koh_csv *csv, size_t row, size_t column)
{
    const char *text = koh__csv_has(csv, column) ? koh__csv_text(csv, row, column) : NULL;
    if (text == NULL) {
        return NULL;
    }
    char *copy = koh__arena_text(b->arena, text);
    b->failed |= copy == NULL;
    return copy;
}

enum {
    ID,
    NAME,
    TYPE,
    PLACES,
    OPENED,
    CLOSES,
    RENEWAL_FROM,
    RENEWAL_TO,
    SOURCE,
    ASSUMPTION,
    BUILDING,
    ZONE,
    UNIT_COLUMNS
};

/* One row of the register; findings name its line. */
static void bind_unit(koh_binder *b, const koh_csv *csv, size_t row, koh_unit *units, const char *pointer)
{
    koh_unit *unit = &units[row];
    koh_error error = { 0 };
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    const char *type_name = koh__csv_text(csv, row, TYPE);
    assert(type_name != NULL); /* the column must be filled */
    *unit = (koh_unit){ .id = text_or_null(b, csv, row, ID),
                        .name = text_or_null(b, csv, row, NAME),
                        .type = text_or_null(b, csv, row, TYPE),
                        .places = koh__csv_number(csv, row, PLACES),
                        .opens = year_or_none(csv, row, OPENED),
                        .closes = year_or_none(csv, row, CLOSES),
                        .renewal_from = year_or_none(csv, row, RENEWAL_FROM),
                        .renewal_to = year_or_none(csv, row, RENEWAL_TO),
                        .source = text_or_null(b, csv, row, SOURCE),
                        .assumption = text_or_null(b, csv, row, ASSUMPTION) };
    if (b->failed) {
        return;
    }
    size_t type = 0;
    while (type < services->n && strcmp(services->names[type], type_name) != 0) {
        type++;
    }
    koh_status status = KOH_OK;
    if (type == services->n) {
        const char *nearest = koh__text_nearest(unit->type, services->names, services->n);
        status = koh__csv_fail(csv, row, TYPE, KOH_EUNKNOWN, &error, "unknown type '%.60s', expected a service%s%s",
                               unit->type, nearest != NULL ? " such as " : "", nearest != NULL ? nearest : "");
    } else if (unit->source == NULL && unit->assumption == NULL) {
        status = koh__csv_fail(csv, row, ID, KOH_EMISSING, &error, "unit '%.60s' has neither source nor assumption",
                               unit->id);
    } else if (koh_unit_check(unit, &error) != KOH_OK) {
        char message[KOH_MESSAGE_SIZE];
        (void) snprintf(message, sizeof message, "%s", error.message);
        status = koh__csv_fail(csv, row, ID, error.status, &error, "%s", message);
    }
    for (size_t i = 0; status == KOH_OK && i < row; i++) {
        assert(units[i].id != NULL && unit->id != NULL); /* the column must be filled */
        if (strcmp(units[i].id, unit->id) == 0) {
            status = koh__csv_fail(csv, row, ID, KOH_EDUPLICATE, &error, "unit '%.60s' is given twice", unit->id);
        }
    }
    if (status != KOH_OK) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
}

void koh__bind_units(koh_binder *b, const cJSON *item, const char *pointer, koh_plan *plan)
{
    static const koh_csv_column columns[UNIT_COLUMNS] = {
        [ID] = { .name = "id", .kind = KOH_CSV_TEXT, .what = "a short name" },
        [NAME] = { .name = "name", .kind = KOH_CSV_TEXT, .optional = 1, .what = "a name" },
        [TYPE] = { .name = "type", .kind = KOH_CSV_TEXT, .what = "the id of a service" },
        [PLACES] = { .name = "places", .kind = KOH_CSV_NUMBER, .min = 0, .max = 1e6, .what = "places" },
        [OPENED] = { .name = "opened", .kind = KOH_CSV_INT, .min = 1600, .max = 2300, .optional = 1, .what = "a year" },
        [CLOSES] = { .name = "closes", .kind = KOH_CSV_INT, .min = 1600, .max = 2300, .optional = 1, .what = "a year" },
        [RENEWAL_FROM] = { .name = "renewal_from",
                           .kind = KOH_CSV_INT,
                           .min = 1600,
                           .max = 2300,
                           .optional = 1,
                           .what = "a year" },
        [RENEWAL_TO] = { .name = "renewal_to",
                         .kind = KOH_CSV_INT,
                         .min = 1600,
                         .max = 2300,
                         .optional = 1,
                         .what = "a year" },
        [SOURCE] = { .name = "source", .kind = KOH_CSV_TEXT, .optional = 1, .what = "a text" },
        [ASSUMPTION] = { .name = "assumption", .kind = KOH_CSV_TEXT, .optional = 1, .what = "a text" },
        [BUILDING] = { .name = "building", .kind = KOH_CSV_TEXT, .optional = 1, .what = "the id of a building" },
        [ZONE] = { .name = "zone", .kind = KOH_CSV_TEXT, .optional = 1, .what = "the id of a zone of the area" },
    };
    koh_csv *csv = koh__bind_file(b, item, pointer, UNIT_COLUMNS, columns);
    if (csv == NULL) {
        return;
    }
    size_t n = koh__csv_rows(csv);
    koh_unit *units = KOH_TAKE(b->arena, n, koh_unit);
    const char **buildings = KOH_TAKE(b->arena, n, const char *);
    const char **zones = KOH_TAKE(b->arena, n, const char *);
    size_t *groups = KOH_TAKE(b->arena, n, size_t);
    b->failed |= units == NULL || buildings == NULL || zones == NULL || groups == NULL;
    for (size_t row = 0; !b->failed && row < n; row++) {
        bind_unit(b, csv, row, units, pointer);
        buildings[row] = text_or_null(b, csv, row, BUILDING);
        zones[row] = text_or_null(b, csv, row, ZONE);
        groups[row] = row;
        for (size_t i = row; i > 0 && buildings[row] != NULL; i--) {
            int is_same = buildings[i - 1] != NULL && strcmp(buildings[i - 1], buildings[row]) == 0;
            groups[row] = is_same ? i - 1 : groups[row];
        }
    }
    koh__csv_free(csv);
    plan->units = units;
    plan->unit_buildings = buildings;
    plan->unit_zones = zones;
    plan->unit_groups = groups;
    plan->n_units = n;
}
