/* The buildings of a plan and the further renewals of its units, from CSV files. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"

enum { CRITERIA_MAX = 16 };
enum { ID, NAME, BUILT, CLOSES, GRADE, AREA, PLACES, SINGLE, ACCESSIBLE, SOURCE, ASSUMPTION, COLUMNS };
enum { UNIT, FROM, TO, RENEWAL_COLUMNS };

static const char pointer[] = "/capacity/buildings";

static const koh_csv_column columns[COLUMNS] = {
    [ID] = { .name = "id", .what = "a short name" },
    [NAME] = { .name = "name", .optional = 1, .what = "a name" },
    [BUILT] = { .name = "built", .kind = KOH_CSV_INT, .min = 1600, .max = 2300, .optional = 1, .what = "a year" },
    [CLOSES] = { .name = "closes", .kind = KOH_CSV_INT, .min = 1600, .max = 2300, .optional = 1, .what = "a year" },
    [GRADE] = { .name = "condition",
                .kind = KOH_CSV_INT,
                .max = KOH_BUILDING_GRADES - 1,
                .optional = 1,
                .what = "a condition grade, 0 to 3" },
    [AREA] = { .name = "area_m2", .kind = KOH_CSV_NUMBER, .max = 1e7, .optional = 1, .what = "m2" },
    [PLACES] = { .name = "places", .kind = KOH_CSV_NUMBER, .max = 1e6, .optional = 1, .what = "places" },
    [SINGLE] = { .name = "single_rooms", .kind = KOH_CSV_NUMBER, .max = 1e6, .optional = 1, .what = "places" },
    [ACCESSIBLE] = { .name = "accessible", .kind = KOH_CSV_NUMBER, .max = 1e6, .optional = 1, .what = "places" },
    [SOURCE] = { .name = "source", .optional = 1, .what = "a text" },
    [ASSUMPTION] = { .name = "assumption", .optional = 1, .what = "a text" },
};

static int year_of(const koh_csv *csv, size_t row, size_t column)
{
    int year = koh__csv_has(csv, column) ? koh__csv_int(csv, row, column) : INT_MIN;
    return year == INT_MIN ? KOH_YEAR_NONE : year;
}

static double number_of(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? koh__csv_number(csv, row, column) : (double) NAN;
}

static const char *text_of(koh_binder *b, const koh_csv *csv, size_t row, size_t column)
{
    const char *text = koh__csv_has(csv, column) ? koh__csv_text(csv, row, column) : NULL;
    char *copy = text == NULL ? NULL : koh__arena_text(b->arena, text);
    b->failed |= text != NULL && copy == NULL;
    return copy;
}

/* One row of the file; what is wrong with it is told with its line. */
static koh_status read_building(koh_binder *b, const koh_csv *csv, size_t row, koh_building *list, koh_error *error)
{
    int grade = koh__csv_has(csv, GRADE) ? koh__csv_int(csv, row, GRADE) : INT_MIN;
    koh_building *building = &list[row];
    *building = (koh_building){ .id = text_of(b, csv, row, ID),
                                .name = text_of(b, csv, row, NAME),
                                .built = year_of(csv, row, BUILT),
                                .closes = year_of(csv, row, CLOSES),
                                .grade = grade == INT_MIN ? KOH_GRADE_UNKNOWN : grade,
                                .area = number_of(csv, row, AREA),
                                .places = number_of(csv, row, PLACES),
                                .n_single = number_of(csv, row, SINGLE),
                                .n_accessible = number_of(csv, row, ACCESSIBLE),
                                .source = text_of(b, csv, row, SOURCE),
                                .assumption = text_of(b, csv, row, ASSUMPTION) };
    if (b->failed || building->id == NULL) {
        b->failed = 1;
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < row; i++) {
        if (strcmp(list[i].id, building->id) == 0) {
            return koh__csv_fail(csv, row, ID, KOH_EDUPLICATE, error, "building '%.60s' is given twice", building->id);
        }
    }
    if (building->source == NULL && building->assumption == NULL) {
        return koh__csv_fail(csv, row, ID, KOH_EMISSING, error, "building '%.60s' has neither source nor assumption",
                             building->id);
    }
    if (koh_building_check(building, error) != KOH_OK) {
        char message[KOH_MESSAGE_SIZE];
        (void) snprintf(message, sizeof message, "%s", error->message);
        return koh__csv_fail(csv, row, ID, error->status, error, "%s", message);
    }
    return KOH_OK;
}

/* The criteria's weights; n_criteria stays 0 where they are wrong. */
static void bind_weights(koh_binder *b, const cJSON *map, koh_plan_buildings *bound)
{
    static const char place[] = "/capacity/suitability";
    size_t n = (size_t) cJSON_GetArraySize(map), i = 0;
    double *weights = KOH_TAKE(b->arena, n, double);
    koh_error error = { 0 };
    const cJSON *item;
    b->failed |= weights == NULL;
    if (n > CRITERIA_MAX) {
        koh__findings_add(b->findings, KOH_ELIMIT, place, "%zu criteria, at most %d", n, CRITERIA_MAX);
        return;
    }
    cJSON_ArrayForEach(item, map)
    {
        const koh_quantity *weight = koh__bind_quantity(b, map, place, item->string);
        if (weight == NULL || b->failed) {
            return;
        }
        weights[i++] = koh_quantity_at(weight, 0);
    }
    if (n > 0 && koh_weights_check(n, weights, &error) != KOH_OK) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "%s", error.message);
    }
    bound->weights = weights;
    bound->n_criteria = n;
}

/* Scores of the criteria, which stand in columns of their names behind the others. */
static const double *read_scores(koh_binder *b, const koh_csv *csv, size_t n, size_t n_criteria)
{
    double *scores = KOH_TAKE(b->arena, n * n_criteria, double);
    b->failed |= scores == NULL;
    for (size_t i = 0; !b->failed && i < n * n_criteria; i++) {
        scores[i] = number_of(csv, i / n_criteria, COLUMNS + i % n_criteria);
    }
    return scores;
}

static void read_buildings(koh_binder *b, const cJSON *item, const cJSON *criteria, koh_plan_buildings *bound)
{
    koh_csv_column all[COLUMNS + CRITERIA_MAX];
    size_t n_columns = COLUMNS;
    const cJSON *criterion;
    memcpy(all, columns, sizeof columns);
    cJSON_ArrayForEach(criterion, criteria)
    {
        if (n_columns < COLUMNS + bound->n_criteria) {
            all[n_columns++] = (koh_csv_column){
                .name = criterion->string, .kind = KOH_CSV_NUMBER, .max = 1, .optional = 2, .what = "a score, 0 to 1"
            };
        }
    }
    koh_csv *csv = koh__bind_file(b, item, pointer, n_columns, all);
    size_t n = csv == NULL ? 0 : koh__csv_rows(csv);
    koh_building *list = KOH_TAKE(b->arena, n, koh_building);
    b->failed |= list == NULL;
    for (size_t row = 0; row < n && !b->failed; row++) {
        koh_error error = { 0 };
        if (read_building(b, csv, row, list, &error) != KOH_OK && !b->failed) {
            koh__findings_add_error(b->findings, &error, pointer);
        }
    }
    bound->list = list;
    bound->n = n;
    bound->scores = csv == NULL ? NULL : read_scores(b, csv, n, bound->n_criteria);
    koh__csv_free(csv);
}

/* The building of every unit that names one. */
static void link_units(koh_binder *b, const koh_plan *plan, koh_plan_buildings *bound)
{
    size_t *of_unit = KOH_TAKE(b->arena, plan->n_units, size_t);
    b->failed |= of_unit == NULL;
    for (size_t i = 0; !b->failed && i < plan->n_units; i++) {
        const char *named = plan->unit_buildings[i];
        of_unit[i] = (size_t) -1;
        for (size_t k = 0; named != NULL && k < bound->n; k++) {
            of_unit[i] = strcmp(bound->list[k].id, named) == 0 ? k : of_unit[i];
        }
        if (named != NULL && of_unit[i] == (size_t) -1) {
            koh__findings_add(b->findings, KOH_EUNKNOWN, "/capacity/register",
                              "unit '%.60s' is in building '%.60s', which the buildings do not have", plan->units[i].id,
                              named);
        }
    }
    bound->of_unit = of_unit;
}

/* Does this renewal share a year with another of its unit: the register's, or an earlier row's? */
static koh_status check_renewal(const koh_csv *csv, size_t row, const koh_plan *plan, const koh_plan_renewal *renewals,
                                koh_error *error)
{
    const koh_plan_renewal *renewal = &renewals[row];
    koh_unit unit = plan->units[renewal->unit];
    if (unit.renewal_from != KOH_YEAR_NONE && renewal->from <= unit.renewal_to && renewal->to >= unit.renewal_from) {
        return koh__csv_fail(csv, row, FROM, KOH_EDOMAIN, error,
                             "renewal %d-%d of unit '%.60s' overlaps %d-%d of the "
                             "register",
                             renewal->from, renewal->to, unit.id, unit.renewal_from, unit.renewal_to);
    }
    for (size_t i = 0; i < row; i++) {
        if (renewals[i].unit == renewal->unit && renewal->from <= renewals[i].to && renewal->to >= renewals[i].from) {
            return koh__csv_fail(csv, row, FROM, KOH_EDOMAIN, error,
                                 "renewal %d-%d of unit '%.60s' overlaps %d-%d of line %zu", renewal->from, renewal->to,
                                 unit.id, renewals[i].from, renewals[i].to, koh__csv_line(csv, i));
        }
    }
    unit.renewal_from = renewal->from;
    unit.renewal_to = renewal->to;
    if (koh_unit_check(&unit, error) != KOH_OK) {
        char message[KOH_MESSAGE_SIZE];
        (void) snprintf(message, sizeof message, "%s", error->message);
        return koh__csv_fail(csv, row, FROM, KOH_EDOMAIN, error, "%s", message);
    }
    return KOH_OK;
}

static koh_status read_renewal(const koh_csv *csv, size_t row, const koh_plan *plan, koh_plan_renewal *renewals,
                               koh_error *error)
{
    const char *id = koh__csv_text(csv, row, UNIT);
    size_t unit = 0;
    while (unit < plan->n_units && strcmp(plan->units[unit].id, id) != 0) {
        unit++;
    }
    if (unit == plan->n_units) {
        return koh__csv_fail(csv, row, UNIT, KOH_EUNKNOWN, error, "unit '%.60s' is not in the register", id);
    }
    renewals[row] = (koh_plan_renewal){ unit, koh__csv_int(csv, row, FROM), koh__csv_int(csv, row, TO) };
    return check_renewal(csv, row, plan, renewals, error);
}

static void bind_renewals(koh_binder *b, const cJSON *item, const koh_plan *plan, koh_plan_capacity *bound)
{
    static const char place[] = "/capacity/renewals";
    static const koh_csv_column renewal_columns[RENEWAL_COLUMNS] = {
        [UNIT] = { .name = "unit", .what = "the id of a unit of the register" },
        [FROM] = { .name = "from", .kind = KOH_CSV_INT, .min = 1600, .max = 2300, .what = "a year" },
        [TO] = { .name = "to", .kind = KOH_CSV_INT, .min = 1600, .max = 2300, .what = "a year" },
    };
    koh_csv *csv = koh__bind_file(b, item, place, RENEWAL_COLUMNS, renewal_columns);
    size_t n = csv == NULL ? 0 : koh__csv_rows(csv);
    koh_plan_renewal *renewals = KOH_TAKE(b->arena, n, koh_plan_renewal);
    koh_error error = { 0 };
    koh_status status = KOH_OK;
    b->failed |= renewals == NULL;
    for (size_t row = 0; row < n && !b->failed && status == KOH_OK; row++) {
        status = read_renewal(csv, row, plan, renewals, &error);
    }
    if (status != KOH_OK) {
        koh__findings_add_error(b->findings, &error, place);
    }
    koh__csv_free(csv);
    bound->renewals = renewals;
    bound->n_renewals = status == KOH_OK ? n : 0;
}

void koh__bind_buildings(koh_binder *b, const cJSON *tree, koh_plan *plan, koh_plan_capacity *bound)
{
    const cJSON *renewals = koh__bind_member(tree, "renewals"), *file = koh__bind_member(tree, "buildings");
    const cJSON *criteria = koh__bind_member(tree, "suitability"), *cost = koh__bind_member(tree, "backlog_cost");
    koh_plan_buildings *buildings = KOH_TAKE(b->arena, 1, koh_plan_buildings);
    b->failed |= buildings == NULL;
    if (renewals != NULL && !b->failed) {
        bind_renewals(b, renewals, plan, bound);
        koh__bind_note_file(b, "/capacity/renewals", renewals);
    }
    if (file == NULL || b->failed) {
        return;
    }
    static const char *const grades[] = { "grade_0", "grade_1", "grade_2", "grade_3" };
    bind_weights(b, criteria, buildings);
    for (size_t grade = 1; grade < KOH_BUILDING_GRADES; grade++) {
        buildings->cost[grade] = koh__bind_quantity(b, cost, "/capacity/backlog_cost", grades[grade]);
    }
    buildings->life_years = koh__bind_quantity(b, tree, "/capacity", "building_life_years");
    koh__bind_note_file(b, pointer, file);
    if (!b->failed) {
        read_buildings(b, file, criteria, buildings);
        link_units(b, plan, buildings);
    }
    bound->buildings = buildings;
}
