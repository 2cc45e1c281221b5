/* The public-health indicators of a plan, each from a CSV file. The document has been checked. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "plan/health_priv.h"

enum { AREA, YEAR, SERIES, SEX, FROM, TO, CASES, PERSONS, COLUMNS };

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
};

static int is_stratum(const koh_health_row *a, const koh_health_row *b)
{
    return a->area == b->area && a->year == b->year && a->sex == b->sex && a->from == b->from && a->to == b->to;
}

static const char *series_text(const koh_csv *csv, size_t row)
{
    const char *text = koh__csv_has(csv, SERIES) ? koh__csv_text(csv, row, SERIES) : NULL;
    return text != NULL ? text : "";
}

/* The number of a row's series: that of the first row of the same name. */
static int series_of(const koh_csv *csv, size_t row, const koh_health_row *rows)
{
    for (size_t i = 0; i < row; i++) {
        if (strcmp(series_text(csv, i), series_text(csv, row)) == 0) {
            return rows[i].series;
        }
    }
    return (int) row;
}

static koh_status read_row(const koh_csv *csv, size_t row, int is_rate, koh_arena *arena, koh_health_row *rows,
                           koh_error *error)
{
    static const char *const areas[KOH_HEALTH_AREAS] = { "municipality", "county", "country" };
    const char *area = koh__csv_text(csv, row, AREA);
    koh_health_row *r = &rows[row];
    *r = (koh_health_row){ .year = koh__csv_int(csv, row, YEAR),
                           .sex = koh__csv_has(csv, SEX) ? koh__csv_int(csv, row, SEX) : KOH_SEXES,
                           .from = koh__csv_int(csv, row, FROM),
                           .to = koh__csv_int(csv, row, TO),
                           .cases = koh__csv_number(csv, row, CASES),
                           .persons = koh__csv_number(csv, row, PERSONS) };
    while (r->area < KOH_HEALTH_AREAS && strcmp(areas[r->area], area) != 0) {
        r->area++;
    }
    if (r->area == KOH_HEALTH_AREAS) {
        return koh__csv_fail(csv, row, AREA, KOH_EUNKNOWN, error, "unknown area '%.40s', expected %s", area,
                             columns[AREA].what);
    }
    if (!(r->persons > 0)) {
        return koh__csv_fail(csv, row, PERSONS, KOH_EDOMAIN, error, "expected more than 0 persons");
    }
    if (!is_rate && r->cases > r->persons) {
        return koh__csv_fail(csv, row, CASES, KOH_EDOMAIN, error, "%g cases among %g persons: a share is at most 1",
                             r->cases, r->persons);
    }
    for (size_t i = 0; i < row; i++) {
        if (is_stratum(&rows[i], r)) {
            return koh__csv_fail(csv, row, FROM, KOH_EDUPLICATE, error, "%s, %d, age %d is given twice", area, r->year,
                                 r->from);
        }
    }
    r->series = series_of(csv, row, rows);
    r->series_name = koh__arena_text(arena, series_text(csv, row));
    for (size_t i = 0; i < row; i++) {
        if (rows[i].area == r->area && rows[i].year == r->year && rows[i].series != r->series) {
            return koh__csv_fail(csv, row, SERIES, KOH_EDUPLICATE, error,
                                 "%s, %d is of the series '%.40s' too: a year is of one series", area, r->year,
                                 rows[i].series_name);
        }
    }
    return r->series_name == NULL ? KOH_ENOMEM : KOH_OK;
}

static void read_rows(koh_binder *b, const cJSON *item, const char *pointer, koh_plan_indicator *indicator)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    if (csv == NULL) {
        return;
    }
    const size_t n = koh__csv_rows(csv);
    koh_health_row *rows = KOH_TAKE(b->arena, n, koh_health_row);
    koh_error error = { 0 };
    int own = 0;
    b->failed |= rows == NULL;
    koh_status status = b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        status = read_row(csv, row, indicator->is_rate, b->arena, rows, &error);
        own |= rows[row].area == KOH_AREA_MUNICIPALITY;
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
    indicator->n_rows = status == KOH_OK ? n : 0;
    indicator->rows = rows;
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
        read_rows(b, figures, pointer, indicator);
        bind_target(b, item, indicator);
        koh__bind_note(b, pointer, NULL, koh__bind_text(b, figures, "file"));
    }
    if (!b->failed) {
        *health = (koh_plan_health){ n, indicators };
        plan->health = health;
    }
}
