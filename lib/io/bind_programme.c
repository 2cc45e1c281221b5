/* Projects of new dwellings from a CSV file: a row for each year in which some are completed. */
#include <string.h>

#include "io/binder_priv.h"

enum { PROJECT, NAME, TYPE, ZONE, YEAR, DWELLINGS, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [PROJECT] = { .name = "project", .what = "a short name" },
    [NAME] = { .name = "name", .optional = 1, .what = "a name" },
    [TYPE] = { .name = "type", .what = "a type of dwelling" },
    [ZONE] = { .name = "zone", .optional = 1, .what = "a part of the municipality" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a year" },
    [DWELLINGS] = { .name = "dwellings", .kind = KOH_CSV_NUMBER, .max = 1e6, .what = "dwellings >= 0" },
};

/* A file being read into the projects after the first n_before. */
typedef struct reader {
    koh_binder *b;
    const koh_csv *csv;
    const koh_plan *plan;
    const koh_plan_housing *housing;
    const char *source, *assumption;
    size_t n_before, n;
    koh_project *projects;
    double *standing[KOH_PROJECTS_MAX]; /* the values of the projects of the file */
    koh_error error;
} reader;

static const char *copy(reader *r, size_t row, size_t column)
{
    const char *text = koh__csv_has(r->csv, column) ? koh__csv_text(r->csv, row, column) : NULL;
    const char *kept = text != NULL ? koh__arena_text(r->b->arena, text) : NULL;
    r->b->failed |= text != NULL && kept == NULL;
    return kept;
}

/* A path of dwellings that stand, for all years of the plan, with none so far. */
static const koh_quantity *no_dwellings(reader *r)
{
    const size_t n = (size_t) (r->plan->end_year - r->plan->base_year) + 1;
    koh_quantity *q = KOH_TAKE(r->b->arena, 1, koh_quantity);
    int *years = KOH_TAKE(r->b->arena, n, int);
    double *values = KOH_TAKE(r->b->arena, n, double);
    r->b->failed |= q == NULL || years == NULL || values == NULL;
    if (r->b->failed) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        years[i] = r->plan->base_year + (int) i;
    }
    r->standing[r->n] = values;
    *q = (koh_quantity){
        .n = n, .year = years, .value = values, .unit = "dwellings", .source = r->source, .assumption = r->assumption
    };
    return q;
}

/* The project of a row, made when it is new. */
static koh_status project_of(reader *r, size_t row, size_t *found)
{
    const char *id = koh__csv_text(r->csv, row, PROJECT);
    const size_t type = koh__dwelling_type(r->housing, koh__csv_text(r->csv, row, TYPE));
    if (type == r->housing->n_types) {
        return koh__csv_fail(r->csv, row, TYPE, KOH_EUNKNOWN, &r->error, "unknown type of dwelling '%.60s'",
                             koh__csv_text(r->csv, row, TYPE));
    }
    for (*found = 0; *found < r->n && strcmp(r->projects[*found].id, id) != 0;) {
        ++*found;
    }
    if (*found < r->n_before || strcmp(id, "all") == 0) {
        return koh__csv_fail(r->csv, row, PROJECT, KOH_EDUPLICATE, &r->error,
                             "project '%.60s' has its name from elsewhere already; choose another", id);
    }
    if (*found < r->n) {
        return type == r->projects[*found].type
                   ? KOH_OK
                   : koh__csv_fail(r->csv, row, TYPE, KOH_EDOMAIN, &r->error,
                                   "project '%.60s' has another type above: expected one", id);
    }
    if (r->n == KOH_PROJECTS_MAX) {
        return koh__csv_fail(r->csv, row, PROJECT, KOH_ELIMIT, &r->error, "more than %d projects", KOH_PROJECTS_MAX);
    }
    const char *own = copy(r, row, PROJECT), *name = copy(r, row, NAME);
    name = name != NULL ? name : own;
    r->projects[r->n] = (koh_project){
        .id = own, .label = { name, name, name }, .zone = copy(r, row, ZONE), .type = type, .dwellings = no_dwellings(r)
    };
    r->n++;
    return r->b->failed ? KOH_ENOMEM : KOH_OK;
}

static koh_status read_row(reader *r, size_t row)
{
    const int year = koh__csv_int(r->csv, row, YEAR), from = r->plan->base_year, to = r->plan->end_year - 1;
    size_t p = 0;
    koh_status status = project_of(r, row, &p);
    if (status != KOH_OK) {
        return status;
    }
    if (year < from || year > to) {
        return koh__csv_fail(r->csv, row, YEAR, KOH_EDOMAIN, &r->error,
                             "%d lies outside the years of the plan, %d to %d", year, from, to);
    }
    for (int later = year + 1; later <= r->plan->end_year; later++) {
        r->standing[p][later - from] += koh__csv_number(r->csv, row, DWELLINGS);
    }
    return KOH_OK;
}

size_t koh__bind_programme(koh_binder *b, const cJSON *item, const koh_plan *plan, const koh_plan_housing *housing,
                           size_t n, koh_project *projects)
{
    static const char pointer[] = "/housing/programme";
    koh_csv *csv = plan->end_year > plan->base_year ? koh__bind_file(b, item, pointer, COLUMNS, columns) : NULL;
    reader r = { .b = b,
                 .csv = csv,
                 .plan = plan,
                 .housing = housing,
                 .source = koh__bind_text(b, item, "source"),
                 .assumption = koh__bind_text(b, item, "assumption"),
                 .n_before = n,
                 .n = n,
                 .projects = projects };
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = read_row(&r, row);
    }
    if (csv != NULL && status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &r.error, pointer);
    }
    koh__bind_note_file(b, pointer, item);
    koh__csv_free(csv);
    return r.n;
}
