/* Passes over a row of draws that pick out the few. The variants stay in this file: a function that is built in several
 * is exported whatever its visibility. */
#include "num/flags_priv.h"

#include <string.h>

#include "base/clones_priv.h"

KOH_CLONES_16
static void flag_from(size_t n, const uint16_t *restrict u, uint16_t threshold, uint8_t *restrict flag)
{
#pragma omp simd
    for (size_t d = 0; d < n; d++) {
        flag[d] = u[d] >= threshold;
    }
}

KOH_CLONES_16
static void flag_equal(size_t n, const int32_t *restrict x, int32_t value, uint8_t *restrict flag)
{
#pragma omp simd
    for (size_t d = 0; d < n; d++) {
        flag[d] = x[d] == value;
    }
}

size_t koh__next_flagged(const uint8_t *flag, size_t d, size_t n)
{
    while (d < n) {
        uint64_t eight;
        if (d % 8 == 0) {
            memcpy(&eight, flag + d, sizeof eight);
            if (eight == 0) {
                d += 8;
                continue;
            }
        }
        if (flag[d] != 0) {
            return d;
        }
        d++;
    }
    return n;
}

KOH_CLONES
static koh_range range_of(size_t n, const int32_t *x)
{
    int32_t low = x[0], high = x[0];
#pragma omp simd reduction(min : low) reduction(max : high)
    for (size_t i = 0; i < n; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    return (koh_range){ low, high };
}

void koh__flag_from(size_t n, const uint16_t *u, uint16_t threshold, uint8_t *flag)
{
    flag_from(n, u, threshold, flag);
}

void koh__flag_equal(size_t n, const int32_t *x, int32_t value, uint8_t *flag)
{
    flag_equal(n, x, value, flag);
}

koh_range koh__range_of(size_t n, const int32_t *x)
{
    return range_of(n, x);
}
