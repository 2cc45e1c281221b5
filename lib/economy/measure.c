/* Measures through time.
 *
 * Method: the effect at time u after the start, in months, is min(1, u / ramp) of the full effect; a year has the
 *   integral over its 12 months: with G(x) = integral of min(1, u / ramp) from 0 to x, share = (G(b) - G(a)) / 12.
 * Links: premises are followed to the end (Warshall 1962, "A theorem on Boolean matrices", J. ACM 9).
 * Assumption: months are equally long, as budgets have them. */
#include "kohort/measure.h"

#include <stdint.h>

static double accumulated(double months, double ramp)
{
    if (months <= 0) {
        return 0;
    }
    return months < ramp ? months * months / (2 * ramp) : months - ramp / 2;
}

double koh_measure_share(int start, int ramp, int from)
{
    enum { MONTHS = 12 };
    double first = (double) from - start;
    return (accumulated(first + MONTHS, ramp) - accumulated(first, ramp)) / MONTHS;
}

/* What each measure needs, directly or through others: premises [n], a bit per measure. */
static void follow(size_t n, const unsigned char *depends, uint64_t *premises)
{
    for (size_t i = 0; i < n; i++) {
        premises[i] = 0;
        for (size_t j = 0; j < n; j++) {
            premises[i] |= (uint64_t) (depends[i * n + j] != 0) << j;
        }
    }
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n; i++) {
            premises[i] |= (premises[i] >> k & 1) != 0 ? premises[k] : 0;
        }
    }
}

/* Do two of a set of measures exclude each other, or one itself? */
static int is_at_odds(size_t n, const unsigned char *excludes, uint64_t set)
{
    for (size_t i = 0; i < n * n; i++) {
        if (excludes[i] && (set >> (i / n) & 1) != 0 && (set >> (i % n) & 1) != 0) {
            return 1;
        }
    }
    return 0;
}

koh_status koh_measure_check(size_t n, const unsigned char *depends, const unsigned char *excludes, koh_error *error,
                             size_t *at)
{
    uint64_t premises[KOH_MEASURES_MAX];
    if (n > KOH_MEASURES_MAX) {
        return koh_error_set(error, KOH_ELIMIT, "%zu measures, at most %d", n, KOH_MEASURES_MAX);
    }
    follow(n, depends, premises);
    for (size_t i = 0; i < n; i++) {
        const uint64_t self = (uint64_t) 1 << i;
        if ((premises[i] & self) != 0) {
            *at = i;
            return koh_error_set(error, KOH_ECYCLE, "depends on itself, at once or through others");
        }
        if (is_at_odds(n, excludes, premises[i] | self)) {
            *at = i;
            return koh_error_set(error, KOH_EDOMAIN, "excludes itself or what it depends on");
        }
    }
    return KOH_OK;
}

void koh_measure_begins(size_t n, const int *start, const unsigned char *depends, int *begins)
{
    for (size_t i = 0; i < n; i++) {
        begins[i] = start[i];
    }
    for (size_t round = 0; round < n; round++) { /* a chain is at most n long */
        for (size_t i = 0; i < n * n; i++) {
            if (depends[i] && begins[i % n] > begins[i / n]) {
                begins[i / n] = begins[i % n];
            }
        }
    }
}
