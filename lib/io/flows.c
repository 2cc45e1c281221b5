/* Registered moves from a CSV file: of one region, or of all of them in one pass. */
#include "io/flows_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/text_priv.h"
#include "kohort/sex.h"

enum { REGION, YEAR, SEX, AGE, FLOW, REASON, VALUE };

const koh_csv_column koh__flow_columns[KOH_FLOW_COLUMNS] = {
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
    size_t n_regions;
    const char *const *regions;
    koh_flow_register found;
    double *moves; /* [n_regions][KOH_FLOWS][n_years][2][n_age] */
    size_t cells;  /* of one flow of a region */
} reader;

/* The place of a row's region, n_regions for none; `last` is where the row before it was. */
static size_t region_of(const reader *r, size_t row, size_t last)
{
    const char *name = koh__csv_has(r->csv, REGION) ? koh__csv_text(r->csv, row, REGION) : r->regions[0];
    if (name == NULL || (last < r->n_regions && strcmp(r->regions[last], name) == 0)) {
        return name == NULL ? r->n_regions : last;
    }
    size_t i = 0;
    while (i < r->n_regions && strcmp(r->regions[i], name) != 0) {
        i++;
    }
    return i;
}

static koh_status fail_file(const reader *r, koh_status status, koh_error *error)
{
    koh_error_at(error, koh__csv_file(r->csv), 0, 0, NULL);
    return status;
}

/* A row that is not used: of another region than the one asked for, or of the whole country. */
static koh_status skip(const reader *r, size_t row, koh_error *error)
{
    const char *name = koh__csv_has(r->csv, REGION) ? koh__csv_text(r->csv, row, REGION) : NULL;
    if (r->n_regions == 1 || (name != NULL && strcmp(name, "0") == 0)) {
        return KOH_OK;
    }
    return koh__csv_fail(r->csv, row, REGION, KOH_EUNKNOWN, error, "unknown region '%.40s', expected %s",
                         name == NULL ? "" : name, koh__flow_columns[REGION].what);
}

/* The years and ages of the regions' rows. */
static koh_status measure(reader *r, koh_error *error)
{
    int from = INT_MAX, to = INT_MIN, oldest = -1;
    size_t region = 0;
    for (size_t row = 0; row < koh__csv_rows(r->csv); row++) {
        region = region_of(r, row, region);
        if (region < r->n_regions) {
            const int year = koh__csv_int(r->csv, row, YEAR), age = koh__csv_int(r->csv, row, AGE);
            from = year < from ? year : from;
            to = year > to ? year : to;
            oldest = age > oldest ? age : oldest;
        } else {
            koh_status status = skip(r, row, error);
            if (status != KOH_OK) {
                return status;
            }
        }
    }
    if (from > to) {
        return fail_file(r, koh_error_set(error, KOH_EMISSING, "no row is of region %s", r->regions[0]), error);
    }
    r->found.first_year = from;
    r->found.n_years = (size_t) (to - from) + 1;
    r->found.n_age = (size_t) oldest + 1;
    r->cells = r->found.n_years * KOH_SEXES * r->found.n_age;
    return KOH_OK;
}

static koh_status enter(const reader *r, size_t region, size_t row, koh_error *error)
{
    const char *name = koh__csv_text(r->csv, row, FLOW);
    size_t flow = 0;
    while (flow < KOH_FLOWS && (name == NULL || strcmp(name, names[flow]) != 0)) {
        flow++;
    }
    if (flow == KOH_FLOWS) {
        const char *nearest = name == NULL ? NULL : koh__text_nearest(name, names, KOH_FLOWS);
        return koh__csv_fail(r->csv, row, FLOW, KOH_EUNKNOWN, error, "unknown flow '%.40s', expected %s%s%s",
                             name == NULL ? "" : name, koh__flow_columns[FLOW].what,
                             nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "");
    }
    const size_t year = (size_t) (koh__csv_int(r->csv, row, YEAR) - r->found.first_year);
    const size_t sex = (size_t) koh__csv_int(r->csv, row, SEX), age = (size_t) koh__csv_int(r->csv, row, AGE);
    const size_t at = (region * KOH_FLOWS + flow) * r->cells + (KOH_SEXES * year + sex) * r->found.n_age + age;
    if (!isnan(r->moves[at])) {
        return koh__csv_fail(r->csv, row, VALUE, KOH_EDUPLICATE, error, "%s of %d, %s, age %zu is given twice",
                             names[flow], koh__csv_int(r->csv, row, YEAR), koh__csv_sex_name((int) sex), age);
    }
    r->moves[at] = koh__csv_number(r->csv, row, VALUE);
    return isnan(r->moves[at])
               ? koh__csv_fail(r->csv, row, VALUE, KOH_EMISSING, error, "the value is missing: rates need every cell")
               : KOH_OK;
}

static koh_status check_full(const reader *r, koh_error *error)
{
    for (size_t i = 0; i < r->n_regions * KOH_FLOWS * r->cells; i++) {
        if (isnan(r->moves[i])) {
            const size_t cell = i % r->cells, n_age = r->found.n_age;
            return fail_file(r,
                             koh_error_set(error, KOH_EMISSING,
                                           "region %s: there is no %s of %d, %s, age %zu: 0 where none moved",
                                           r->regions[i / r->cells / KOH_FLOWS], names[i / r->cells % KOH_FLOWS],
                                           r->found.first_year + (int) (cell / n_age / KOH_SEXES),
                                           koh__csv_sex_name((int) (cell / n_age % KOH_SEXES)), cell % n_age),
                             error);
        }
    }
    return KOH_OK;
}

koh_status koh__flows_read(const koh_csv *csv, size_t n_regions, const char *const *regions, koh_arena *arena,
                           koh_error *error, koh_flow_register *flows)
{
    reader r = { .csv = csv, .n_regions = n_regions, .regions = regions };
    koh_status status = measure(&r, error);
    if (status != KOH_OK) {
        return status;
    }
    r.moves = KOH_TAKE(arena, n_regions * KOH_FLOWS * r.cells, double);
    if (r.moves == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < n_regions * KOH_FLOWS * r.cells; i++) {
        r.moves[i] = (double) NAN;
    }
    size_t region = 0;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        region = region_of(&r, row, region);
        status = region < n_regions ? enter(&r, region, row, error) : KOH_OK;
    }
    for (size_t i = 0; i < n_regions; i++) {
        flows[i] = r.found;
        for (size_t flow = 0; flow < KOH_FLOWS; flow++) {
            flows[i].moves[flow] = r.moves + (i * KOH_FLOWS + flow) * r.cells;
        }
    }
    return status == KOH_OK ? check_full(&r, error) : status;
}
