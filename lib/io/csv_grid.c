/* Rows of a CSV file spread over a full grid: every cell once. */
#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

#include "base/memory_priv.h"
#include "io/csv_priv.h"

enum { LABEL_SIZE = 160 };

typedef struct shape {
    const koh_csv *csv;
    size_t n_keys;
    const koh_csv_key *keys;
} shape;

/* "year 2026, sex female, age 3" of a grid cell. */
static const char *cell_label(const shape *g, size_t cell, char label[LABEL_SIZE])
{
    size_t stride = 1, used = 0;
    for (size_t k = 1; k < g->n_keys; k++) {
        stride *= g->keys[k].n;
    }
    label[0] = '\0';
    for (size_t k = 0; k < g->n_keys && used < LABEL_SIZE; k++) {
        assert(stride > 0 && g->keys[k].n > 0);
        const koh_csv_column *column = koh__csv_column(g->csv, g->keys[k].column);
        long long value = g->keys[k].from + (long long) (cell / stride % g->keys[k].n);
        const char *comma = k > 0 ? ", " : "";
        int n = column->kind == KOH_CSV_SEX
                    ? snprintf(label + used, LABEL_SIZE - used, "%s%s %s", comma, column->name,
                               koh__csv_sex_name((int) value))
                    : snprintf(label + used, LABEL_SIZE - used, "%s%s %lld", comma, column->name, value);
        used += n > 0 ? (size_t) n : 0;
        stride /= k + 1 < g->n_keys ? g->keys[k + 1].n : 1;
    }
    return label;
}

static koh_status fail_outside(const koh_csv *csv, size_t row, const koh_csv_key *key, koh_error *error)
{
    const koh_csv_column *column = koh__csv_column(csv, key->column);
    int value = koh__csv_int(csv, row, key->column);
    long long last = key->from + (long long) key->n - 1;
    if (column->kind == KOH_CSV_SEX) {
        return koh__csv_fail(csv, row, key->column, KOH_EDOMAIN, error, "%s is %s: not expected here", column->name,
                             value == INT_MIN ? "empty" : koh__csv_sex_name(value));
    }
    if (value == INT_MIN) {
        return koh__csv_fail(csv, row, key->column, KOH_EDOMAIN, error, "%s is empty: expected %d to %lld",
                             column->name, key->from, last);
    }
    return koh__csv_fail(csv, row, key->column, KOH_EDOMAIN, error, "%s is %d: expected %d to %lld", column->name,
                         value, key->from, last);
}

static koh_status place_row(const shape *g, size_t row, size_t *cell, koh_error *error)
{
    *cell = 0;
    for (size_t k = 0; k < g->n_keys; k++) {
        const koh_csv_key *key = &g->keys[k];
        long long offset = (long long) koh__csv_int(g->csv, row, key->column) - key->from;
        if (offset < 0 || (size_t) offset >= key->n) {
            return fail_outside(g->csv, row, key, error);
        }
        *cell = *cell * key->n + (size_t) offset;
    }
    return KOH_OK;
}

/* rows[cell] becomes 1 + the row that fills it. */
static koh_status spread(const shape *g, size_t value, size_t *rows, double *grid, koh_error *error)
{
    char label[LABEL_SIZE];
    for (size_t row = 0; row < koh__csv_rows(g->csv); row++) {
        size_t cell;
        koh_status status = place_row(g, row, &cell, error);
        if (status != KOH_OK) {
            return status;
        }
        if (rows[cell] != 0) {
            return koh__csv_fail(g->csv, row, g->keys[0].column, KOH_EDUPLICATE, error,
                                 "%s is given twice, first in line %zu", cell_label(g, cell, label),
                                 koh__csv_line(g->csv, rows[cell] - 1));
        }
        rows[cell] = row + 1;
        grid[cell] = koh__csv_number(g->csv, row, value);
    }
    return KOH_OK;
}

koh_status koh__csv_grid(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, size_t value, double *grid,
                         koh_error *error)
{
    const shape g = { csv, n_keys, keys };
    size_t n_cells = 1;
    for (size_t k = 0; k < n_keys; k++) {
        if (keys[k].n != 0 && n_cells > SIZE_MAX / keys[k].n) {
            return koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
        n_cells *= keys[k].n;
    }
    size_t *rows = KOH_NEW(n_cells, size_t);
    if (rows == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = spread(&g, value, rows, grid, error);
    for (size_t cell = 0; status == KOH_OK && cell < n_cells; cell++) {
        if (rows[cell] == 0) {
            char label[LABEL_SIZE];
            status = koh_error_set(error, KOH_EMISSING, "there is no row for %s", cell_label(&g, cell, label));
            koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
        }
    }
    koh__free(rows);
    return status;
}

koh_status koh__csv_range(const koh_csv *csv, size_t column, int *from, int *to, koh_error *error)
{
    int least = INT_MAX, most = INT_MIN;
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        int value = koh__csv_int(csv, row, column);
        if (value != INT_MIN) {
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
    }
    if (least > most) {
        koh_status status = koh_error_set(error, KOH_EMISSING, "there are no rows with a %s below the header",
                                          koh__csv_column(csv, column)->name);
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
        return status;
    }
    *from = least;
    *to = most;
    return KOH_OK;
}
