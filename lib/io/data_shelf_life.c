/* How often hindcasts were within 10 per cent, by size of municipality, age band and years ahead. */
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "plan/model_priv.h"
#include "plan/shelf_life_priv.h"

enum { FROM, BELOW, BAND, HORIZON, FIRST, LAST, FIGURES, WITHIN, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [FROM] = { .name = "persons_from", .kind = KOH_CSV_NUMBER, .max = 1e10, .what = "persons" },
    [BELOW] = { .name = "persons_below", .kind = KOH_CSV_NUMBER, .max = 1e10, .optional = 2, .what = "persons" },
    [BAND] = { .name = "age_band", .what = "an age band" },
    [HORIZON] = { .name = "horizon", .kind = KOH_CSV_INT, .min = 1, .max = KOH_SHELF_HORIZONS, .what = "years" },
    [FIRST] = { .name = "origin_from", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [LAST] = { .name = "origin_to", .kind = KOH_CSV_INT, .min = 1900, .max = 2300, .what = "a year" },
    [FIGURES] = { .name = "figures", .kind = KOH_CSV_NUMBER, .min = 1, .max = 1e9, .what = "a number" },
    [WITHIN] = { .name = "within_10", .kind = KOH_CSV_NUMBER, .max = 1e9, .what = "a number" },
};

/* The group of a size and a band; a new one behind the others where there is none yet. */
static koh_shelf_group *group_of(double from, double below, size_t band, size_t *n, koh_shelf_group *groups)
{
    size_t i = 0;
    while (i < *n && !(groups[i].from == from && groups[i].below == below && groups[i].group == band)) {
        i++;
    }
    if (i == *n) {
        groups[(*n)++] = (koh_shelf_group){ .from = from, .below = below, .group = band };
        for (size_t h = 0; h < KOH_SHELF_HORIZONS; h++) {
            groups[i].within[h] = (double) NAN;
        }
    }
    return &groups[i];
}

/* The planner group of a name; -1 = none. */
static size_t planner_group(const char *name)
{
    size_t n, i = 0;
    const koh_planner_group *groups = koh__planner_groups(&n);
    while (i < n && strcmp(groups[i].label, name) != 0) {
        i++;
    }
    return i < n ? i : (size_t) -1;
}

static koh_status fill(const koh_csv *csv, koh_shelf_life *life, koh_shelf_group *groups, koh_error *error)
{
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        const double figures = koh__csv_number(csv, row, FIGURES), within = koh__csv_number(csv, row, WITHIN);
        const double open = koh__csv_number(csv, row, BELOW), below = isnan(open) ? (double) INFINITY : open;
        const size_t band = planner_group(koh__csv_text(csv, row, BAND));
        const int first = koh__csv_int(csv, row, FIRST), last = koh__csv_int(csv, row, LAST);
        if (within > figures || band == (size_t) -1) {
            return koh__csv_fail(csv, row, within > figures ? WITHIN : BAND, KOH_EDOMAIN, error, "%s",
                                 within > figures ? "more than the figures there are" : "unknown age band");
        }
        koh_shelf_group *group = group_of(koh__csv_number(csv, row, FROM), below, band, &life->n, groups);
        group->within[koh__csv_int(csv, row, HORIZON) - 1] = within / figures;
        life->first = row == 0 || first < life->first ? first : life->first;
        life->last = row == 0 || last > life->last ? last : life->last;
    }
    life->groups = groups;
    return KOH_OK;
}

koh_status koh__data_shelf_life(koh_data *data, koh_error *error)
{
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "national/shelf_life.csv", COLUMNS, columns, &csv, error);
    koh_shelf_life *life = KOH_TAKE(data->arena, 1, koh_shelf_life);
    koh_shelf_group *groups = status == KOH_OK ? KOH_TAKE(data->arena, koh__csv_rows(csv) + 1, koh_shelf_group) : NULL;
    if (status == KOH_OK) {
        status = life == NULL || groups == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                                : fill(csv, life, groups, error);
    }
    koh__csv_free(csv);
    data->catalogue.shelf_life = life;
    return status;
}
