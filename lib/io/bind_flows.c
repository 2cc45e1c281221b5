/* Registered moves of the plan's region from a CSV file. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"

static const char pointer[] = "/migration/flows";

enum { REGION, YEAR, SEX, AGE, FLOW, REASON, VALUE, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [REGION] = { .name = "region", .optional = 1, .what = "a municipality number" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a calendar year" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .what = "female or male" },
    [AGE] = { .name = "age", .kind = KOH_CSV_INT, .max = 130, .what = "completed years at the end of the year" },
    [FLOW] = { .name = "flow", .what = "in_migration, out_migration, immigration or emigration" },
    [REASON] = { .name = "missing_reason", .optional = 1, .what = "why a value is missing, or nothing" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e8, .optional = 2, .what = "persons" },
};

static const char *const names[KOH_FLOWS] = { "in_migration", "out_migration", "immigration", "emigration" };

/* A file being read. */
typedef struct reader {
    const koh_csv *csv;
    const char *region;
    koh_flow_register found;
    double *moves; /* [KOH_FLOWS][n_years][2][n_age] */
    size_t cells;  /* of one flow */
} reader;

static int is_wanted(const reader *r, size_t row)
{
    const char *region = koh__csv_has(r->csv, REGION) ? koh__csv_text(r->csv, row, REGION) : r->region;
    return region != NULL && strcmp(region, r->region) == 0;
}

static koh_status fail_file(const reader *r, koh_status status, koh_error *error)
{
    koh_error_at(error, koh__csv_file(r->csv), 0, 0, NULL);
    return status;
}

/* The years and ages of the region's rows. */
static koh_status measure(reader *r, koh_error *error)
{
    int from = INT_MAX, to = INT_MIN, oldest = -1;
    for (size_t row = 0; row < koh__csv_rows(r->csv); row++) {
        if (is_wanted(r, row)) {
            const int year = koh__csv_int(r->csv, row, YEAR), age = koh__csv_int(r->csv, row, AGE);
            from = year < from ? year : from;
            to = year > to ? year : to;
            oldest = age > oldest ? age : oldest;
        }
    }
    if (from > to) {
        return fail_file(r, koh_error_set(error, KOH_EMISSING, "no row is of region %s", r->region), error);
    }
    r->found.first_year = from;
    r->found.n_years = (size_t) (to - from) + 1;
    r->found.n_age = (size_t) oldest + 1;
    r->cells = r->found.n_years * KOH_SEXES * r->found.n_age;
    return KOH_OK;
}

static koh_status enter(const reader *r, size_t row, koh_error *error)
{
    const char *name = koh__csv_text(r->csv, row, FLOW);
    size_t flow = 0;
    while (flow < KOH_FLOWS && (name == NULL || strcmp(name, names[flow]) != 0)) {
        flow++;
    }
    if (flow == KOH_FLOWS) {
        const char *nearest = name == NULL ? NULL : koh__text_nearest(name, names, KOH_FLOWS);
        return koh__csv_fail(r->csv, row, FLOW, KOH_EUNKNOWN, error, "unknown flow '%.40s', expected %s%s%s",
                             name == NULL ? "" : name, columns[FLOW].what, nearest != NULL ? "; did you mean " : "",
                             nearest != NULL ? nearest : "");
    }
    const size_t year = (size_t) (koh__csv_int(r->csv, row, YEAR) - r->found.first_year);
    const size_t sex = (size_t) koh__csv_int(r->csv, row, SEX), age = (size_t) koh__csv_int(r->csv, row, AGE);
    double *cell = &r->moves[flow * r->cells + (KOH_SEXES * year + sex) * r->found.n_age + age];
    if (!isnan(*cell)) {
        return koh__csv_fail(r->csv, row, VALUE, KOH_EDUPLICATE, error, "%s of %d, %s, age %zu is given twice",
                             names[flow], koh__csv_int(r->csv, row, YEAR), koh__csv_sex_name((int) sex), age);
    }
    *cell = koh__csv_number(r->csv, row, VALUE);
    return isnan(*cell)
               ? koh__csv_fail(r->csv, row, VALUE, KOH_EMISSING, error, "the value is missing: rates need every cell")
               : KOH_OK;
}

static koh_status check_full(const reader *r, koh_error *error)
{
    for (size_t i = 0; i < KOH_FLOWS * r->cells; i++) {
        if (isnan(r->moves[i])) {
            const size_t cell = i % r->cells, n_age = r->found.n_age;
            return fail_file(r,
                             koh_error_set(error, KOH_EMISSING, "there is no %s of %d, %s, age %zu: 0 where none moved",
                                           names[i / r->cells], r->found.first_year + (int) (cell / n_age / KOH_SEXES),
                                           koh__csv_sex_name((int) (cell / n_age % KOH_SEXES)), cell % n_age),
                             error);
        }
    }
    return KOH_OK;
}

static koh_status read_rows(koh_binder *b, reader *r, koh_error *error)
{
    koh_status status = measure(r, error);
    if (status != KOH_OK) {
        return status;
    }
    r->moves = KOH_TAKE(b->arena, KOH_FLOWS * r->cells, double);
    if (r->moves == NULL) {
        b->failed = 1;
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < KOH_FLOWS * r->cells; i++) {
        r->moves[i] = (double) NAN;
    }
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(r->csv); row++) {
        status = is_wanted(r, row) ? enter(r, row, error) : KOH_OK;
    }
    for (size_t flow = 0; flow < KOH_FLOWS; flow++) {
        r->found.moves[flow] = r->moves + flow * r->cells;
    }
    return status == KOH_OK ? check_full(r, error) : status;
}

static const koh_flow_register *read_flows(koh_binder *b, const cJSON *item)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    koh_flow_register *flows = KOH_TAKE(b->arena, 1, koh_flow_register);
    koh_error error = { 0 };
    b->failed |= flows == NULL;
    if (csv == NULL || b->failed) {
        koh__csv_free(csv);
        return NULL;
    }
    reader r = { .csv = csv, .region = b->source->inputs->region };
    koh_status status = read_rows(b, &r, &error);
    if (status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    *flows = r.found;
    return status == KOH_OK ? flows : NULL;
}

void koh__bind_flows(koh_binder *b, const cJSON *migration, koh_plan *plan)
{
    static const char *const factors[KOH_FLOWS] = { "in_factor", "out_factor", "immigration_factor",
                                                    "emigration_factor" };
    const cJSON *item = koh__bind_member(migration, "flows");
    for (size_t flow = 0; flow < KOH_FLOWS; flow++) {
        plan->flow_factor[flow] = koh__bind_quantity(b, migration, "/migration", factors[flow]);
        if (plan->flow_factor[flow] != NULL && plan->migration_method != KOH_MIGRATION_GROSS) {
            char place[KOH_POINTER_SIZE];
            (void) snprintf(place, sizeof place, "/migration/%s", factors[flow]);
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "is for method 'gross', which knows the flows apart");
        }
    }
    if (plan->migration_method != KOH_MIGRATION_GROSS) {
        return;
    }
    if (item == NULL) {
        koh__findings_add(b->findings, KOH_EMISSING, "/migration", "'flows' is missing: method 'gross' needs moves");
        return;
    }
    plan->flows = read_flows(b, item);
    koh__bind_note(b, pointer, NULL, koh__bind_text(b, item, "file"));
    if (plan->alternative != NULL || plan->projection != NULL || plan->migration_national_net != NULL) {
        koh__findings_add(b->findings, KOH_EDOMAIN, "/migration/method",
                          "'gross' does not go with an alternative, a projection or national_net, which are net");
    }
}
