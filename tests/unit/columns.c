/* Columns side by side against qsort, one after the other, at every length and with equal values. */
#include "num/columns_priv.h"

#include <stdlib.h>

#include "../draw.h"
#include "../test.h"

enum { MOST = 300 };

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static void sorts_like_qsort(void **state)
{
    (void) state;
    uint64_t stream = 2385;
    static double values[MOST * KOH_COLUMNS], column[KOH_COLUMNS][MOST];
    for (size_t n = 1; n <= MOST; n++) {
        for (size_t i = 0; i < n * KOH_COLUMNS; i++) {
            const double value = draw(&stream, -3.7, 11.3);
            values[i] = n % 3 == 0 ? (double) (int) value : value; /* a third have many equal ones */
            column[i % KOH_COLUMNS][i / KOH_COLUMNS] = values[i];
        }
        koh__columns_sort(n, values);
        for (size_t j = 0; j < KOH_COLUMNS; j++) {
            qsort(column[j], n, sizeof column[j][0], ascending);
            for (size_t i = 0; i < n; i++) {
                assert_true(values[i * KOH_COLUMNS + j] == column[j][i]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sorts_like_qsort) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
