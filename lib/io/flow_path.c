/* A path of the country's immigration and emigration from a CSV file. */
#include <math.h>
#include <string.h>

#include "base/text_priv.h"
#include "io/flows_priv.h"

enum { YEAR, FLOW, VALUE, COLUMNS, PATHS = 2 };

static const char *const names[PATHS] = { "immigration", "emigration" };

static const koh_csv_column columns[COLUMNS] = {
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1800, .max = 2300, .what = "a calendar year" },
    [FLOW] = { .name = "flow", .what = "immigration or emigration" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "persons >= 0" },
};

static koh_status enter(const koh_csv *csv, size_t row, int from, size_t n, double *const paths[PATHS],
                        koh_error *error)
{
    const char *name = koh__csv_text(csv, row, FLOW);
    size_t flow = 0;
    while (flow < PATHS && strcmp(name, names[flow]) != 0) {
        flow++;
    }
    if (flow == PATHS) {
        const char *nearest = koh__text_nearest(name, names, PATHS);
        return koh__csv_fail(csv, row, FLOW, KOH_EUNKNOWN, error, "unknown flow '%.40s', expected %s%s%s", name,
                             columns[FLOW].what, nearest != NULL ? "; did you mean " : "",
                             nearest != NULL ? nearest : "");
    }
    const int year = koh__csv_int(csv, row, YEAR);
    if (year < from || (size_t) (year - from) >= n) {
        return KOH_OK;
    }
    double *value = &paths[flow][year - from];
    if (!isnan(*value)) {
        return koh__csv_fail(csv, row, VALUE, KOH_EDUPLICATE, error, "%s of %d is given twice", name, year);
    }
    *value = koh__csv_number(csv, row, VALUE);
    return KOH_OK;
}

/* Is the path there? Then all of its years must be. */
static koh_status check(const koh_csv *csv, size_t flow, int from, size_t n, const double *path, int *there,
                        koh_error *error)
{
    size_t known = 0, lacking = n;
    for (size_t t = 0; t < n; t++) {
        known += isnan(path[t]) ? 0 : 1;
        lacking = isnan(path[t]) && lacking == n ? t : lacking;
    }
    *there = known > 0;
    if (known == 0 || known == n) {
        return KOH_OK;
    }
    koh_status status = koh_error_set(error, KOH_EMISSING, "there is no %s of %d, expected every year from %d to %d",
                                      names[flow], from + (int) lacking, from, from + (int) n - 1);
    koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    return status;
}

koh_status koh__flow_path_read(const char *path, int from, size_t n, koh_arena *arena, koh_error *error,
                               const double **immigration, const double **emigration)
{
    koh_csv *csv = NULL;
    double *const paths[PATHS] = { KOH_TAKE(arena, n, double), KOH_TAKE(arena, n, double) };
    if (paths[0] == NULL || paths[1] == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < PATHS * n; i++) {
        paths[i / n][i % n] = (double) NAN;
    }
    koh_status status = koh__csv_read_file(path, COLUMNS, columns, &csv, error);
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = enter(csv, row, from, n, paths, error);
    }
    int there[PATHS] = { 0, 0 };
    for (size_t flow = 0; status == KOH_OK && flow < PATHS; flow++) {
        status = check(csv, flow, from, n, paths[flow], &there[flow], error);
    }
    if (status == KOH_OK && !there[0] && !there[1]) {
        status = koh_error_set(error, KOH_EMISSING, "no row is of %d to %d", from, from + (int) n - 1);
        koh_error_at(error, path, 0, 0, NULL);
    }
    koh__csv_free(csv);
    *immigration = there[0] ? paths[0] : NULL;
    *emigration = there[1] ? paths[1] : NULL;
    return status;
}
