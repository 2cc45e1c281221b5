/* The social groups of an indicator, in order from the worst off, from a CSV file. The document has been checked. */
#include <limits.h>
#include <string.h>

#include "io/health_binder_priv.h"

enum { AREA, YEAR, RANK, GROUP, PERSONS, CASES, INDICATOR, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [AREA] = { .name = "area", .optional = 1, .what = "municipality, county or country" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .optional = 1, .what = "a year" },
    [RANK] = { .name = "rank",
               .kind = KOH_CSV_INT,
               .min = 1,
               .max = KOH_HEALTH_RANKS,
               .what = "1 for the worst off, 2, 3, ... to the best off" },
    [GROUP] = { .name = "group", .what = "the name of the group" },
    [PERSONS] = { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e8, .what = "persons or person-years" },
    [CASES] = { .name = "cases",
                .kind = KOH_CSV_NUMBER,
                .max = 1e8,
                .optional = 2,
                .what = "cases, or empty: unknown" },
    [INDICATOR] = { .name = "indicator", .optional = 1, .what = "an indicator of the plan" },
};

static int is_beside(const koh_health_group *a, const koh_health_group *b)
{
    return a->area == b->area && a->year == b->year;
}

/* The area and year of a row; a column that is not there: the municipality, the newest year of its figures. */
static koh_status read_place(const koh_csv *csv, size_t row, const koh_plan_indicator *indicator, koh_health_group *g,
                             koh_error *error)
{
    const koh_health_row *newest = koh__health_newest(indicator); /* NULL: the figures were refused */
    const char *area = koh__csv_has(csv, AREA) ? koh__csv_text(csv, row, AREA) : "municipality";
    g->area = koh__health_area(area == NULL ? "" : area);
    g->year = koh__csv_has(csv, YEAR) ? koh__csv_int(csv, row, YEAR) : newest != NULL ? newest->year : 0;
    if (g->area == KOH_HEALTH_AREAS) {
        return koh__csv_fail(csv, row, AREA, KOH_EUNKNOWN, error, "unknown area '%.40s', expected %s",
                             area == NULL ? "" : area, columns[AREA].what);
    }
    return g->year != INT_MIN ? KOH_OK : koh__csv_fail(csv, row, YEAR, KOH_EMISSING, error, "expected a year");
}

/* Adds a row of the file to the indicator's groups. */
static koh_status read_group(const koh_csv *csv, size_t row, koh_arena *arena, koh_plan_indicator *indicator,
                             koh_error *error)
{
    koh_health_group *groups = indicator->groups, *g = &groups[indicator->n_groups];
    *g = (koh_health_group){ .rank = koh__csv_int(csv, row, RANK),
                             .name = koh__arena_text(arena, koh__csv_text(csv, row, GROUP)),
                             .cases = koh__csv_number(csv, row, CASES),
                             .persons = koh__csv_number(csv, row, PERSONS) };
    const koh_status status = g->name == NULL ? KOH_ENOMEM : read_place(csv, row, indicator, g, error);
    if (status != KOH_OK) {
        return status;
    }
    for (const koh_health_group *other = groups; other < g; other++) {
        if (is_beside(other, g) && other->rank == g->rank) {
            return koh__csv_fail(csv, row, RANK, KOH_EDUPLICATE, error, "%d: rank %d is given twice", g->year, g->rank);
        }
        if (is_beside(other, g) && strcmp(other->name, g->name) == 0) {
            return koh__csv_fail(csv, row, GROUP, KOH_EDUPLICATE, error, "%d: '%.60s' is given twice", g->year,
                                 g->name);
        }
    }
    indicator->n_groups++;
    return koh__health_check_counts(csv, row, CASES, PERSONS, indicator->is_rate, error);
}

static int has_rank(const koh_plan_indicator *indicator, const koh_health_group *like, int rank)
{
    for (size_t i = 0; i < indicator->n_groups; i++) {
        if (is_beside(&indicator->groups[i], like) && indicator->groups[i].rank == rank) {
            return 1;
        }
    }
    return 0;
}

/* Ranks of an area's year run from 1 without a gap to 2 or more; the groups are still in the file's order. */
static koh_status check_ranks(const koh_csv *csv, const koh_plan_indicator *indicator, koh_error *error)
{
    size_t at = 0;
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        if (!koh__health_is_row_of(csv, row, INDICATOR, indicator->id)) {
            continue;
        }
        const koh_health_group *g = &indicator->groups[at++];
        const int other = g->rank == 1 ? 2 : g->rank - 1;
        if (!has_rank(indicator, g, other)) {
            return koh__csv_fail(csv, row, RANK, KOH_EMISSING, error,
                                 "rank %d of %d stands without rank %d: groups are ranked 1, 2, ... and two or more",
                                 g->rank, g->year, other);
        }
    }
    return KOH_OK;
}

static int stands_before(const koh_health_group *a, const koh_health_group *b)
{
    return a->area != b->area ? a->area < b->area : a->year != b->year ? a->year < b->year : a->rank < b->rank;
}

static void put_in_order(koh_plan_indicator *indicator)
{
    for (size_t i = 1; i < indicator->n_groups; i++) {
        const koh_health_group group = indicator->groups[i];
        size_t at = i;
        for (; at > 0 && stands_before(&group, &indicator->groups[at - 1]); at--) {
            indicator->groups[at] = indicator->groups[at - 1];
        }
        indicator->groups[at] = group;
    }
}

static koh_status read_groups(koh_binder *b, const koh_csv *csv, const cJSON *map, koh_plan_indicator *indicator,
                              koh_error *error)
{
    const size_t n = koh__csv_rows(csv);
    koh_status status = koh__health_check_ids(csv, INDICATOR, map, error);
    indicator->groups = KOH_TAKE(b->arena, n, koh_health_group);
    if (indicator->groups == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        if (koh__health_is_row_of(csv, row, INDICATOR, indicator->id)) {
            status = read_group(csv, row, b->arena, indicator, error);
        }
    }
    if (status == KOH_OK && indicator->n_groups == 0) {
        status = koh_error_set(error, KOH_EMISSING, "there is no group of the indicator");
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    }
    return status == KOH_OK ? check_ranks(csv, indicator, error) : status;
}

void koh__bind_health_groups(koh_binder *b, const cJSON *map, const cJSON *item, koh_plan_indicator *indicator)
{
    const cJSON *file = koh__bind_member(item, "strata");
    const char *pointer =
        file == NULL ? NULL : koh__arena_format(b->arena, "/health/indicators/%s/strata", indicator->id);
    koh_csv *csv = pointer == NULL ? NULL : koh__bind_file(b, file, pointer, COLUMNS, columns);
    koh_error error = { 0 };
    b->failed |= file != NULL && pointer == NULL;
    if (csv == NULL) {
        return;
    }
    const koh_status status = read_groups(b, csv, map, indicator, &error);
    b->failed |= status == KOH_ENOMEM;
    if (status != KOH_OK) {
        indicator->n_groups = 0;
        if (!b->failed) {
            koh__findings_add_error(b->findings, &error, pointer);
        }
    }
    koh__csv_free(csv);
    put_in_order(indicator);
    koh__bind_note_file(b, pointer, file);
}
