/* The public-health indicators of a plan, each from a CSV file. The document has been checked. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/health_binder_priv.h"

enum { AREA, YEAR, SERIES, SEX, FROM, TO, CASES, PERSONS, INDICATOR, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [AREA] = { .name = "area", .what = "municipality, county or country" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
    [SERIES] = { .name = "series", .optional = 1, .what = "a name that changes where the definition does" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .optional = 1, .what = "female, male or both" },
    [FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
    [TO] = { .name = "age_to",
             .kind = KOH_CSV_INT,
             .max = 130,
             .optional = 2,
             .what = "completed years, or empty: open" },
    [CASES] = { .name = "cases",
                .kind = KOH_CSV_NUMBER,
                .max = 1e8,
                .optional = 2,
                .what = "cases, or empty: unknown" },
    [PERSONS] = { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons or person-years" },
    [INDICATOR] = { .name = "indicator", .optional = 1, .what = "an indicator of the plan" },
};

int koh__health_area(const char *name)
{
    static const char *const areas[KOH_HEALTH_AREAS] = { "municipality", "county", "country" };
    int area = 0;
    while (area < KOH_HEALTH_AREAS && strcmp(areas[area], name) != 0) {
        area++;
    }
    return area;
}

koh_status koh__health_check_ids(const koh_csv *csv, size_t column, const cJSON *map, koh_error *error)
{
    for (size_t row = 0; koh__csv_has(csv, column) && row < koh__csv_rows(csv); row++) {
        const char *id = koh__csv_text(csv, row, column);
        if (id == NULL || koh__bind_member(map, id) == NULL) {
            return koh__csv_fail(csv, row, column, KOH_EUNKNOWN, error, "unknown indicator '%.60s'",
                                 id == NULL ? "" : id);
        }
    }
    return KOH_OK;
}

int koh__health_is_row_of(const koh_csv *csv, size_t row, size_t column, const char *id)
{
    return !koh__csv_has(csv, column) || strcmp(koh__csv_text(csv, row, column), id) == 0;
}

koh_status koh__health_check_counts(const koh_csv *csv, size_t row, size_t cases, size_t persons, int is_rate,
                                    koh_error *error)
{
    const double found = koh__csv_number(csv, row, cases), among = koh__csv_number(csv, row, persons);
    if (!(among > 0)) {
        return koh__csv_fail(csv, row, persons, KOH_EDOMAIN, error, "expected more than 0 persons");
    }
    return is_rate || !(found > among) ? KOH_OK
                                       : koh__csv_fail(csv, row, cases, KOH_EDOMAIN, error,
                                                       "%g cases among %g persons: a share is at most 1", found, among);
}

static int is_stratum(const koh_health_row *a, const koh_health_row *b)
{
    return a->area == b->area && a->year == b->year && a->sex == b->sex && a->from == b->from && a->to == b->to;
}

static const char *series_text(const koh_csv *csv, size_t row)
{
    const char *text = koh__csv_has(csv, SERIES) ? koh__csv_text(csv, row, SERIES) : NULL;
    return text != NULL ? text : "";
}

/* The number of row n's series: that of the first row of the same name. */
static int series_of(size_t n, const koh_health_row *rows)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].series_name, rows[n].series_name) == 0) {
            return rows[i].series;
        }
    }
    return (int) n;
}

/* Adds a row of the file to the indicator's. */
static koh_status read_row(const koh_csv *csv, size_t row, koh_arena *arena, koh_plan_indicator *indicator,
                           koh_error *error)
{
    const char *area = koh__csv_text(csv, row, AREA);
    const size_t n = indicator->n_rows;
    koh_health_row *rows = indicator->rows, *r = &rows[n];
    koh_status status = koh__health_check_counts(csv, row, CASES, PERSONS, indicator->is_rate, error);
    *r = (koh_health_row){ .area = koh__health_area(area),
                           .year = koh__csv_int(csv, row, YEAR),
                           .sex = koh__csv_has(csv, SEX) ? koh__csv_int(csv, row, SEX) : KOH_SEXES,
                           .from = koh__csv_int(csv, row, FROM),
                           .to = koh__csv_int(csv, row, TO),
                           .cases = koh__csv_number(csv, row, CASES),
                           .persons = koh__csv_number(csv, row, PERSONS) };
    if (r->area == KOH_HEALTH_AREAS) {
        return koh__csv_fail(csv, row, AREA, KOH_EUNKNOWN, error, "unknown area '%.40s', expected %s", area,
                             columns[AREA].what);
    }
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        if (is_stratum(&rows[i], r)) {
            return koh__csv_fail(csv, row, FROM, KOH_EDUPLICATE, error, "%s, %d, age %d is given twice", area, r->year,
                                 r->from);
        }
    }
    r->series_name = koh__arena_text(arena, series_text(csv, row));
    if (status != KOH_OK || r->series_name == NULL) {
        return status != KOH_OK ? status : KOH_ENOMEM;
    }
    r->series = series_of(n, rows);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].area == r->area && rows[i].year == r->year && rows[i].series != r->series) {
            return koh__csv_fail(csv, row, SERIES, KOH_EDUPLICATE, error,
                                 "%s, %d is of the series '%.40s' too: a year is of one series", area, r->year,
                                 rows[i].series_name);
        }
    }
    indicator->n_rows++;
    return KOH_OK;
}

/* map: all indicators. */
static void read_rows(koh_binder *b, const cJSON *map, const cJSON *item, const char *pointer,
                      koh_plan_indicator *indicator)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    if (csv == NULL) {
        return;
    }
    const size_t n = koh__csv_rows(csv);
    koh_error error = { 0 };
    int own = 0;
    indicator->rows = KOH_TAKE(b->arena, n, koh_health_row);
    b->failed |= indicator->rows == NULL;
    koh_status status = b->failed ? KOH_ENOMEM : koh__health_check_ids(csv, INDICATOR, map, &error);
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        if (koh__health_is_row_of(csv, row, INDICATOR, indicator->id)) {
            status = read_row(csv, row, b->arena, indicator, &error);
            own |= status == KOH_OK && indicator->rows[indicator->n_rows - 1].area == KOH_AREA_MUNICIPALITY;
        }
    }
    if (status == KOH_OK && !own) {
        status = koh_error_set(&error, KOH_EMISSING, "there is no row of the municipality");
        koh_error_at(&error, koh__csv_file(csv), 0, 0, NULL);
    }
    b->failed |= status == KOH_ENOMEM;
    if (status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    indicator->n_rows = status == KOH_OK ? indicator->n_rows : 0;
}

static int is_choice(const cJSON *item, const char *key, const char *value)
{
    const cJSON *given = koh__bind_member(item, key);
    return cJSON_IsString(given) && strcmp(given->valuestring, value) == 0;
}

static void bind_target(koh_binder *b, const cJSON *item, koh_plan_indicator *indicator)
{
    const cJSON *target = koh__bind_member(item, "target");
    char *pointer = target == NULL ? NULL : koh__arena_format(b->arena, "/health/indicators/%s/target", item->string);
    if (pointer == NULL) {
        b->failed |= target != NULL;
        return;
    }
    indicator->target_year = koh__bind_int(target, "year", 0);
    indicator->target_direction = is_choice(target, "direction", "at_most") ? KOH_AT_MOST : KOH_AT_LEAST;
    indicator->target = koh__bind_quantity(b, target, pointer, "goal");
    if (indicator->target != NULL && !indicator->is_rate &&
        koh_quantity_at(indicator->target, indicator->target_year) > 1) {
        koh__findings_add(b->findings, KOH_EDOMAIN, koh__arena_format(b->arena, "%s/goal", pointer),
                          "%g: a share is at most 1", koh_quantity_at(indicator->target, indicator->target_year));
    }
}

void koh__bind_health(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *map = koh__bind_member(koh__bind_member(tree, "health"), "indicators"), *item;
    const size_t n = (size_t) cJSON_GetArraySize(map);
    koh_plan_health *health = KOH_TAKE(b->arena, 1, koh_plan_health);
    koh_plan_indicator *indicators = KOH_TAKE(b->arena, n, koh_plan_indicator);
    b->failed |= health == NULL || indicators == NULL;
    size_t i = 0;
    cJSON_ArrayForEach(item, map)
    {
        char *id = b->failed ? NULL : koh__arena_text(b->arena, item->string);
        const char *pointer =
            b->failed ? NULL : koh__arena_format(b->arena, "/health/indicators/%s/figures", item->string);
        b->failed |= id == NULL || pointer == NULL;
        if (b->failed) {
            return;
        }
        koh_plan_indicator *indicator = &indicators[i++];
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        const cJSON *figures = koh__bind_member(item, "figures");
        indicator->id = id;
        indicator->is_rate = is_choice(item, "kind", "rate");
        indicator->low_is_bad = is_choice(item, "worse", "low");
        koh__bind_label(b, item, "label", fallback, indicator->label);
        read_rows(b, map, figures, pointer, indicator);
        bind_target(b, item, indicator);
        koh__bind_note_file(b, pointer, figures);
        koh__bind_health_groups(b, map, item, indicator);
    }
    if (!b->failed) {
        *health = (koh_plan_health){ n, indicators };
        plan->health = health;
    }
}
