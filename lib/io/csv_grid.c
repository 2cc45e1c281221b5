/* Rows of a CSV file spread over a full grid: every cell once. */
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/memory_priv.h"
#include "io/csv_priv.h"

enum { LABEL_SIZE = 160 };

/* "year 2026, sex female, age 3" of a grid cell. */
static const char *cell_label(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, size_t cell,
                              char label[LABEL_SIZE])
{
    size_t stride = 1, used = 0;
    for (size_t k = 1; k < n_keys; k++) {
        stride *= keys[k].n;
    }
    label[0] = '\0';
    for (size_t k = 0; k < n_keys && used < LABEL_SIZE; k++) {
        const koh_csv_column *column = koh__csv_column(csv, keys[k].column);
        long long value = keys[k].from + (long long) (cell / stride % keys[k].n);
        int n;
        if (column->kind == KOH_CSV_SEX) {
            n = snprintf(label + used, LABEL_SIZE - used, "%s%s %s", k > 0 ? ", " : "", column->name,
                         koh__csv_sex_name((int) value));
        } else {
            n = snprintf(label + used, LABEL_SIZE - used, "%s%s %lld", k > 0 ? ", " : "", column->name, value);
        }
        used += n > 0 ? (size_t) n : 0;
        stride /= k + 1 < n_keys ? keys[k + 1].n : 1;
    }
    return label;
}

static koh_status place_row(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, size_t row, size_t *cell,
                            koh_error *error)
{
    *cell = 0;
    for (size_t k = 0; k < n_keys; k++) {
        const koh_csv_column *column = koh__csv_column(csv, keys[k].column);
        int value = koh__csv_int(csv, row, keys[k].column);
        long long last = keys[k].from + (long long) keys[k].n - 1;
        if (value < keys[k].from || value > last) {
            if (column->kind == KOH_CSV_SEX) {
                return koh__csv_fail(csv, row, keys[k].column, KOH_EDOMAIN, error, "%s is %s: not expected here",
                                     column->name, value == INT_MIN ? "empty" : koh__csv_sex_name(value));
            }
            if (value == INT_MIN) {
                return koh__csv_fail(csv, row, keys[k].column, KOH_EDOMAIN, error, "%s is empty: expected %d to %lld",
                                     column->name, keys[k].from, last);
            }
            return koh__csv_fail(csv, row, keys[k].column, KOH_EDOMAIN, error, "%s is %d: expected %d to %lld",
                                 column->name, value, keys[k].from, last);
        }
        *cell = *cell * keys[k].n + (size_t) ((long long) value - keys[k].from);
    }
    return KOH_OK;
}

/* rows[cell]: 1 + the row that fills it. */
static koh_status spread(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, size_t value, size_t *rows,
                         double *grid, koh_error *error)
{
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        size_t cell;
        koh_status status = place_row(csv, n_keys, keys, row, &cell, error);
        if (status != KOH_OK) {
            return status;
        }
        if (rows[cell] != 0) {
            char label[LABEL_SIZE];
            return koh__csv_fail(csv, row, keys[0].column, KOH_EDUPLICATE, error,
                                 "%s is given twice, first in line %zu", cell_label(csv, n_keys, keys, cell, label),
                                 koh__csv_line(csv, rows[cell] - 1));
        }
        rows[cell] = row + 1;
        grid[cell] = koh__csv_number(csv, row, value);
    }
    return KOH_OK;
}

koh_status koh__csv_grid(const koh_csv *csv, size_t n_keys, const koh_csv_key *keys, size_t value, double *grid,
                         koh_error *error)
{
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
    koh_status status = spread(csv, n_keys, keys, value, rows, grid, error);
    for (size_t cell = 0; status == KOH_OK && cell < n_cells; cell++) {
        if (rows[cell] == 0) {
            char label[LABEL_SIZE];
            status = koh_error_set(error, KOH_EMISSING, "there is no row for %s",
                                   cell_label(csv, n_keys, keys, cell, label));
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
