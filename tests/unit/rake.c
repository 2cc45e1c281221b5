/* Proportional fitting and controlled rounding. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "num/rake_priv.h"
#include "num/round_priv.h"

enum { ROWS = 7, COLUMNS = 11, CELLS = ROWS * COLUMNS };

typedef struct margins {
    size_t row[CELLS], column[CELLS];
    double rows[ROWS], columns[COLUMNS], work[COLUMNS];
    koh_rake_margin list[2];
} margins;

static void lay_out(margins *m)
{
    for (size_t i = 0; i < CELLS; i++) {
        m->row[i] = i / COLUMNS;
        m->column[i] = i % COLUMNS;
    }
    m->list[0] = (koh_rake_margin){ ROWS, m->row, m->rows };
    m->list[1] = (koh_rake_margin){ COLUMNS, m->column, m->columns };
}

static void sum_up(const double *cells, double *rows, double *columns)
{
    memset(rows, 0, ROWS * sizeof *rows);
    memset(columns, 0, COLUMNS * sizeof *columns);
    for (size_t i = 0; i < CELLS; i++) {
        rows[i / COLUMNS] += cells[i];
        columns[i % COLUMNS] += cells[i];
    }
}

/* Deming & Stephan's case of two margins by hand: start 1 2 / 3 4, rows 6 and 8, columns 5 and 9. The odds ratio
 * stays 4/6, so that x in 1: x (x + 3) / ((6 - x)(5 - x)) = 2/3 has the root below. */
static void two_by_two(void **state)
{
    (void) state;
    const size_t rows[] = { 0, 0, 1, 1 }, columns[] = { 0, 1, 0, 1 };
    const double row_totals[] = { 6, 8 }, column_totals[] = { 5, 9 };
    const koh_rake_margin both[] = { { 2, rows, row_totals }, { 2, columns, column_totals } };
    double cells[] = { 1, 2, 3, 4 }, work[2];
    koh_rake_report report;
    assert_int_equal(koh__rake(4, cells, 2, both, work, &report), KOH_OK);
    const double x = (-31 + sqrt(31 * 31 + 4 * 60.0)) / 2; /* x^2 + 31 x - 60 = 0 */
    KOH_ASSERT_NEAR(cells[0], x, 1e-9);
    KOH_ASSERT_NEAR(cells[3], 8 - (5 - x), 1e-9);
    KOH_ASSERT_NEAR(cells[0] * cells[3] / (cells[1] * cells[2]), 4.0 / 6, 1e-9);
    assert_true(report.iterations > 1 && report.residual <= KOH_RAKE_ENOUGH);
}

static void margins_are_met_and_zeros_kept(void **state)
{
    (void) state;
    uint64_t seed = 20260101;
    margins m;
    lay_out(&m);
    for (int round = 0; round < 50; round++) {
        double cells[CELLS], truth[CELLS], rows[ROWS], columns[COLUMNS];
        for (size_t i = 0; i < CELLS; i++) {
            const int zero = draw(&seed, 0, 1) < 0.3 && i % (COLUMNS + 1) != 0;
            truth[i] = zero ? 0 : draw(&seed, 0.5, 37.3);
            cells[i] = zero ? 0 : draw(&seed, 0.1, 90.7);
        }
        sum_up(truth, m.rows, m.columns);
        koh_rake_report report;
        assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_OK);
        sum_up(cells, rows, columns);
        for (size_t i = 0; i < CELLS; i++) {
            assert_true((cells[i] == 0) == (truth[i] == 0));
            KOH_ASSERT_NEAR(rows[i / COLUMNS], m.rows[i / COLUMNS], 1e-9);
            KOH_ASSERT_NEAR(columns[i % COLUMNS], m.columns[i % COLUMNS], 1e-9);
        }
    }
}

/* A free group is left alone; what is already right is not touched. */
static void free_groups(void **state)
{
    (void) state;
    margins m;
    lay_out(&m);
    double cells[CELLS], before[CELLS];
    for (size_t i = 0; i < CELLS; i++) {
        cells[i] = before[i] = 1.7 + (double) (i % 5);
    }
    sum_up(cells, m.rows, m.columns);
    koh_rake_report report;
    assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_OK);
    assert_int_equal(report.iterations, 0);
    assert_memory_equal(cells, before, sizeof cells);
    for (size_t r = 0; r < ROWS; r++) {
        m.rows[r] = r == 3 ? 2 * m.rows[r] : (double) NAN;
    }
    assert_int_equal(koh__rake(CELLS, cells, 1, m.list, m.work, &report), KOH_OK);
    for (size_t i = 0; i < CELLS; i++) {
        KOH_ASSERT_NEAR(cells[i], i / COLUMNS == 3 ? 2 * before[i] : before[i], 1e-12);
    }
}

static void statuses(void **state)
{
    (void) state;
    margins m;
    lay_out(&m);
    double cells[CELLS], before[CELLS];
    koh_rake_report report;
    for (size_t i = 0; i < CELLS; i++) {
        cells[i] = i / COLUMNS == 4 ? 0 : 2.385;
    }
    memcpy(before, cells, sizeof cells);
    sum_up(cells, m.rows, m.columns);
    m.rows[4] = 3;
    assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_ENOSOLUTION);
    assert_true(report.margin == 0 && report.group == 4 && report.residual == 1);
    assert_memory_equal(cells, before, sizeof cells);
    m.rows[4] = 0;
    m.columns[2] *= 1.5; /* the margins contradict each other */
    assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_ENOCONVERGENCE);
    assert_true(report.iterations == KOH_RAKE_ROUNDS && report.residual > 0.01);
    m.columns[2] = -1;
    assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_EDOMAIN);
    assert_true(report.margin == 1 && report.group == 2);
    m.columns[2] = 5;
    cells[9] = (double) NAN;
    assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_EDOMAIN);
    cells[9] = -0.1;
    assert_int_equal(koh__rake(CELLS, cells, 2, m.list, m.work, &report), KOH_EDOMAIN);
}

static void parts(void **state)
{
    (void) state;
    const double values[] = { 1.385, 0.7, 2.615, 0.0, 4.3, 0.3 };
    const double up[] = { 1, 1, 3, 0, 4, 0 }, down[] = { 1, 1, 3, 0, 5, 0 };
    double rounded[6];
    assert_int_equal(koh__round_parts(6, values, 9, rounded), KOH_OK);
    assert_memory_equal(rounded, up, sizeof up);
    assert_int_equal(koh__round_parts(6, (double[]){ 1.3, 0.7, 2.615, 0, 4.31, 0.3 }, 10, rounded), KOH_OK);
    assert_memory_equal(rounded, down, sizeof down);
    double same[] = { 0.5, 0.5, 0.5, 0.5 };
    assert_int_equal(koh__round_parts(4, same, 2, same), KOH_OK); /* in place; of equals the first */
    assert_true(same[0] == 1 && same[1] == 1 && same[2] == 0 && same[3] == 0);
    assert_int_equal(koh__round_parts(6, values, 6, rounded), KOH_EDOMAIN);
    assert_int_equal(koh__round_parts(6, values, 14, rounded), KOH_EDOMAIN);
    assert_int_equal(koh__round_parts(6, values, 9.5, rounded), KOH_EDOMAIN);
    assert_int_equal(koh__round_parts(1, (double[]){ -1 }, 1, rounded), KOH_EDOMAIN);
}

static void is_near(double rounded, double value)
{
    assert_true(rounded == round(rounded) && fabs(rounded - value) < 1 + 1e-6);
    if (fabs(value - round(value)) < 1e-9) {
        assert_true(rounded == round(value));
    }
}

/* Every cell and every sum becomes the whole number below or above it. */
static void table_rounds(void **state)
{
    (void) state;
    enum { R = 57, C = 43, G = 6 };
    static double cells[R * C], before[R * C];
    uint64_t seed = 3310;
    size_t group[R];
    for (size_t r = 0; r < R; r++) {
        group[r] = r * G / R;
    }
    const koh_round_table table = { R, C, G, group };
    koh_round_workspace *ws = NULL;
    assert_int_equal(koh__round_workspace_new(&table, &ws), KOH_OK);
    for (int round = 0; round < 20; round++) {
        double squares = 0, whole[2] = { 0, 0 };
        for (size_t i = 0; i < R * C; i++) {
            before[i] = i % 7 == 3 ? 0 : i % 13 == 5 ? floor(draw(&seed, 0, 9)) : draw(&seed, 0, round < 10 ? 1 : 40);
        }
        memcpy(cells, before, sizeof cells);
        assert_int_equal(koh__round_table(&table, ws, cells), KOH_OK);
        for (size_t i = 0; i < R * C; i++) {
            is_near(cells[i], before[i]);
            squares += (cells[i] - before[i]) * (cells[i] - before[i]);
            whole[0] += cells[i];
            whole[1] += before[i];
        }
        is_near(whole[0], whole[1]);
        for (size_t r = 0; r < R; r++) {
            double sum[2] = { 0, 0 };
            for (size_t c = 0; c < C; c++) {
                sum[0] += cells[r * C + c];
                sum[1] += before[r * C + c];
            }
            is_near(sum[0], sum[1]);
        }
        for (size_t c = 0; c < C; c++) {
            double column[2] = { 0, 0 };
            for (size_t g = 0; g < G; g++) {
                double sum[2] = { 0, 0 };
                for (size_t r = 0; r < R; r++) {
                    sum[0] += group[r] == g ? cells[r * C + c] : 0;
                    sum[1] += group[r] == g ? before[r * C + c] : 0;
                }
                is_near(sum[0], sum[1]);
                column[0] += sum[0];
                column[1] += sum[1];
            }
            is_near(column[0], column[1]);
        }
        assert_true(squares / (R * C) <
                    1.0 / 6); /* rounding at random would give 1/6 of the cells that are not whole */
    }
    koh__round_workspace_free(ws);
}

static void table_refuses(void **state)
{
    (void) state;
    const size_t group[] = { 0, 0 };
    const koh_round_table table = { 2, 2, 1, group };
    koh_round_workspace *ws = NULL;
    double cells[] = { 0.385, 1.2, -0.1, 3 };
    assert_int_equal(koh__round_workspace_new(&table, &ws), KOH_OK);
    assert_int_equal(koh__round_table(&table, ws, cells), KOH_EDOMAIN);
    assert_true(cells[0] == 0.385);
    cells[2] = INFINITY;
    assert_int_equal(koh__round_table(&table, ws, cells), KOH_EDOMAIN);
    koh__round_workspace_free(ws);
    koh__round_workspace_free(NULL);
    const koh_round_table large = { SIZE_MAX / 4, 1000, 1, group };
    assert_int_equal(koh__round_workspace_new(&large, &ws), KOH_ELIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_by_two),    cmocka_unit_test(margins_are_met_and_zeros_kept),
        cmocka_unit_test(free_groups),   cmocka_unit_test(statuses),
        cmocka_unit_test(parts),         cmocka_unit_test(table_rounds),
        cmocka_unit_test(table_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
