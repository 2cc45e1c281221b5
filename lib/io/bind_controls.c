/* Control totals from a file. */
#include "io/controls_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "io/csv_priv.h"

enum { REGION, YEAR, SEX, AGE, VALUE, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [REGION] = { .name = "region", .what = "0, a county number or a municipality number" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .what = "female, male or both" },
    [AGE] = { .name = "age", .kind = KOH_CSV_INT, .max = 150, .optional = 2, .what = "completed years, or empty" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "persons >= 0" },
};

/* What the reader works with: the groups of the three levels and the totals of the twelve kinds, NULL = not used. */
typedef struct reader {
    const koh_registers *registers;
    koh_arena *arena;
    const koh_csv *csv;
    size_t n_age, n_groups[KOH_CONTROL_LEVELS];
    const size_t *group[KOH_CONTROL_LEVELS];
    const char *const *names[KOH_CONTROL_LEVELS];
    koh_control kinds[KOH_CONTROLS_MAX];
    double *totals[KOH_CONTROLS_MAX];
} reader;

/* The regions of the levels, with the groups that municipalities belong to. */
static koh_status take_levels(reader *r)
{
    const size_t n = r->registers->n;
    size_t *whole = KOH_TAKE(r->arena, n, size_t), *county = KOH_TAKE(r->arena, n, size_t);
    size_t *own = KOH_TAKE(r->arena, n, size_t);
    const char **country_name = KOH_TAKE(r->arena, 1, const char *), **names = KOH_TAKE(r->arena, n, const char *);
    if (whole == NULL || county == NULL || own == NULL || country_name == NULL || names == NULL) {
        return KOH_ENOMEM;
    }
    *country_name = "0";
    r->n_groups[0] = 1;
    r->n_groups[2] = n;
    for (size_t i = 0; i < n; i++) {
        county[i] = (size_t) r->registers->county_index[i];
        own[i] = i;
        names[county[i]] = r->registers->county[i];
        r->n_groups[1] = county[i] >= r->n_groups[1] ? county[i] + 1 : r->n_groups[1];
    }
    const size_t *const groups[] = { whole, county, own };
    const char *const *const lists[] = { country_name, names, r->registers->id };
    for (size_t level = 0; level < KOH_CONTROL_LEVELS; level++) {
        r->group[level] = groups[level];
        r->names[level] = lists[level];
    }
    return KOH_OK;
}

/* The level of a region and its place there; KOH_CONTROL_LEVELS when there is no such region. */
static size_t level_of(const reader *r, const char *id, size_t *place)
{
    size_t level = 0;
    for (; level < KOH_CONTROL_LEVELS; level++) {
        for (*place = 0; *place < r->n_groups[level]; ++*place) {
            if (strcmp(r->names[level][*place], id) == 0) {
                return level;
            }
        }
    }
    return level;
}

/* Makes the totals of a kind, all free. */
static koh_status take_kind(reader *r, size_t kind, size_t n_steps)
{
    const size_t level = kind / 4;
    koh_control *control = &r->kinds[kind];
    *control = (koh_control){ .n_groups = r->n_groups[level],
                              .group = r->group[level],
                              .names = r->names[level],
                              .by_sex = kind / 2 % 2 != 0,
                              .by_age = kind % 2 != 0 };
    const size_t n = n_steps * koh__control_size(control, r->n_age);
    r->totals[kind] = KOH_TAKE(r->arena, n, double);
    for (size_t i = 0; r->totals[kind] != NULL && i < n; i++) {
        r->totals[kind][i] = (double) NAN;
    }
    control->total = r->totals[kind];
    return r->totals[kind] == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Enters a row of step `step`. */
static koh_status enter(reader *r, size_t row, size_t step, size_t n_steps, koh_error *error)
{
    const char *id = koh__csv_text(r->csv, row, REGION);
    const int sex = koh__csv_int(r->csv, row, SEX), age = koh__csv_int(r->csv, row, AGE);
    size_t place;
    const size_t level = level_of(r, id, &place);
    if (level == KOH_CONTROL_LEVELS) {
        return koh__csv_fail(r->csv, row, REGION, KOH_EUNKNOWN, error,
                             "unknown region '%.40s', expected 0, a county number or a municipality number", id);
    }
    if (age != INT_MIN && (size_t) age >= r->n_age) {
        return koh__csv_fail(r->csv, row, AGE, KOH_EDOMAIN, error, "age is %d: expected 0 to %zu (open)", age,
                             r->n_age - 1);
    }
    const int by_sex = sex < 2, by_age = age != INT_MIN;
    const size_t kind = level * 4 + (by_sex ? 2 : 0) + (by_age ? 1 : 0);
    if (r->totals[kind] == NULL && take_kind(r, kind, n_steps) != KOH_OK) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    size_t at = by_sex ? place * 2 + (size_t) sex : place;
    at = by_age ? at * r->n_age + (size_t) age : at;
    double *total = &r->totals[kind][step * koh__control_size(&r->kinds[kind], r->n_age) + at];
    if (!isnan(*total)) {
        return koh__csv_fail(r->csv, row, VALUE, KOH_EDUPLICATE, error, "this total is given twice");
    }
    *total = koh__csv_number(r->csv, row, VALUE);
    return KOH_OK;
}

static koh_status read_rows(reader *r, const koh_controls *controls, koh_error *error)
{
    size_t used = 0;
    koh_status status = KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(r->csv); row++) {
        const int ahead = koh__csv_int(r->csv, row, YEAR) - controls->origin;
        if (ahead >= 1 && (size_t) ahead <= controls->n_steps) {
            status = enter(r, row, (size_t) ahead - 1, controls->n_steps, error);
            used++;
        }
    }
    if (status == KOH_OK && used == 0) {
        status = koh_error_set(error, KOH_EMISSING, "no control total is of the years %d to %d", controls->origin + 1,
                               controls->origin + (int) controls->n_steps);
        koh_error_at(error, koh__csv_file(r->csv), 0, 0, NULL);
    }
    return status;
}

koh_status koh__controls_read(const char *path, const koh_registers *registers, koh_arena *arena,
                              koh_controls *controls, koh_error *error)
{
    reader r = { .registers = registers, .arena = arena };
    koh_csv *csv = NULL;
    koh_status status = koh__csv_read_file(path, COLUMNS, columns, &csv, error);
    if (status != KOH_OK) {
        return status;
    }
    r.csv = csv;
    r.n_age = registers->n > 0 ? registers->population[0].n_age : 0;
    status = take_levels(&r) == KOH_OK ? KOH_OK : koh_error_set(error, KOH_ENOMEM, "out of memory");
    status = status == KOH_OK ? read_rows(&r, controls, error) : status;
    koh__csv_free(csv);
    controls->n = 0;
    for (size_t kind = 0; status == KOH_OK && kind < KOH_CONTROLS_MAX; kind++) {
        if (r.totals[kind] != NULL) {
            controls->controls[controls->n++] = r.kinds[kind];
        }
    }
    return status;
}
