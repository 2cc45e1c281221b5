/* Mean and quantiles of the cells of a cube over the draws, KOH_COLUMNS cells side by side (num/columns.c). */
#include "plan/chance_cells_priv.h"

#include <math.h>

#include "num/parallel_priv.h"

enum { QUANTILES = 7 };

static const double orders[QUANTILES] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };

/* One cell: its column in ascending order, and the sum that was taken in the order of the draws. */
static void put_cell(const koh_cells *s, size_t i, const double *column, double sum)
{
    const size_t n = s->chance->draws->n, size = koh_cube_size(s->cube);
    const double mean = sum / (double) n, least = column[0], most = column[(n - 1) * KOH_COLUMNS];
    s->cube->value[i] = least == most ? least : mean;
    for (size_t q = 0; q < QUANTILES; q++) {
        const double at = orders[q] * (double) (n - 1);
        const size_t below = (size_t) at, next = below + 1 < n ? below + 1 : below;
        const double low = column[below * KOH_COLUMNS], high = column[next * KOH_COLUMNS];
        s->cube->quantile[q * size + i] = isnan(mean) ? mean : low + (at - (double) below) * (high - low);
    }
}

/* Up to KOH_COLUMNS cells from `first`, in rows [n][KOH_COLUMNS]. */
static void summarise(const koh_cells *s, size_t first, size_t count, double *rows)
{
    const size_t n = s->chance->draws->n;
    double sum[KOH_COLUMNS] = { 0 };
    int varies = 0;
    for (size_t d = 0; d < n; d++) {
        const double *row = rows + d * KOH_COLUMNS;
        for (size_t j = 0; j < KOH_COLUMNS; j++) {
            sum[j] += row[j];
            varies |= row[j] != rows[j];
        }
    }
    if (varies) {
        koh__columns_sort(n, rows);
    }
    for (size_t j = 0; j < count; j++) {
        put_cell(s, first + j, rows + j, sum[j]);
    }
}

static void run_task(void *context, size_t task, size_t thread)
{
    const koh_cells *s = context;
    const size_t n = s->chance->draws->n, size = koh_cube_size(s->cube), first = task * KOH_CELLS_OF_A_TASK;
    const size_t count = size - first < KOH_CELLS_OF_A_TASK ? size - first : KOH_CELLS_OF_A_TASK;
    double *rows = s->rows + thread * KOH_CELLS_OF_A_TASK * n;
    for (size_t i = 0; i < KOH_CELLS_OF_A_TASK * n; i++) {
        rows[i] = 0;
    }
    s->fill(s, first, count, rows);
    for (size_t i = 0; i < count; i += KOH_COLUMNS) {
        summarise(s, first + i, count - i < KOH_COLUMNS ? count - i : KOH_COLUMNS, rows + i * n);
    }
}

void koh__cells_of_value(const koh_cells *s, size_t first, size_t count, double *rows)
{
    const size_t n = s->chance->draws->n;
    for (size_t d = 0; d < n; d++) {
        const double *value = s->value + d * s->chance->n_cells + first;
        for (size_t i = 0; i < count; i++) {
            rows[(i / KOH_COLUMNS * n + d) * KOH_COLUMNS + i % KOH_COLUMNS] = value[i];
        }
    }
}

static koh_status take_quantiles(koh_frame *f, koh_cube *cube)
{
    cube->n_quantiles = QUANTILES;
    cube->quantile_p = orders;
    cube->quantile = KOH_TAKE(f->result->arena, QUANTILES * koh_cube_size(cube), double);
    return cube->quantile == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__cells_summarise(const koh_cells *s)
{
    const size_t tasks = (koh_cube_size(s->cube) + KOH_CELLS_OF_A_TASK - 1) / KOH_CELLS_OF_A_TASK;
    koh_status status = take_quantiles(s->chance->frame, s->cube);
    if (status == KOH_OK) {
        koh_cells context = *s;
        koh__parallel(tasks, s->chance->draws->threads, run_task, &context);
    }
    return status;
}

koh_status koh__cells_certain(koh_frame *f, koh_cube *cube)
{
    const size_t size = koh_cube_size(cube);
    koh_status status = take_quantiles(f, cube);
    for (size_t i = 0; status == KOH_OK && i < QUANTILES * size; i++) {
        cube->quantile[i] = cube->value[i % size];
    }
    return status;
}
