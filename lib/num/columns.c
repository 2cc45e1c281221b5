/* Method: Batcher's odd-even merge sort, a network: which rows are compared does not depend on what stands in them, so
 * that all columns go through it together.
 * Source: K. E. Batcher (1968), Sorting networks and their applications, AFIPS Spring Joint Computing Conference;
 * D. E. Knuth (1998), The Art of Computer Programming 3, algorithm 5.2.2M.
 * Assumptions: no NaN. Limits: equal values keep no order among themselves. */
#include "num/columns_priv.h"

#include "base/clones_priv.h"

/* Rows [count][KOH_COLUMNS] against others that do not overlap: the smaller first. */
static inline void exchange(size_t count, double *restrict row, double *restrict other)
{
#pragma omp simd
    for (size_t i = 0; i < count * KOH_COLUMNS; i++) {
        const double a = row[i], b = other[i], smaller = b < a ? b : a, larger = b < a ? a : b;
        row[i] = smaller;
        other[i] = larger;
    }
}

KOH_CLONES static void sort(size_t n, double *values)
{
    size_t highest = 1; /* the largest power of 2 below n */
    while (2 * highest < n) {
        highest *= 2;
    }
    for (size_t p = n < 2 ? 0 : highest; p > 0; p /= 2) {
        size_t apart = p, from = 0;
        for (size_t q = highest;; q /= 2) {
            /* rows i with i & p == from, i + apart < n: runs of p rows each 2 p */
            for (size_t i = from; i + apart < n; i += 2 * p) {
                const size_t left = n - apart - i;
                exchange(p < left ? p : left, values + i * KOH_COLUMNS, values + (i + apart) * KOH_COLUMNS);
            }
            if (q == p) {
                break;
            }
            apart = q - p;
            from = p;
        }
    }
}

void koh__columns_sort(size_t n, double *values)
{
    sort(n, values);
}
