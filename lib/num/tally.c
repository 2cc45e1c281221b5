/* Method: counting. The k-th smallest of n values is where the running count passes k; a quantile lies between two of
 * them, x = x_(j) + (h - j)(x_(j+1) - x_(j)), h = (n - 1) p, j = floor(h), counted from 0.
 * Source: R. J. Hyndman & Y. Fan (1996), Sample quantiles in statistical packages, The American Statistician 50,
 * 361-365, definition 7.
 * Assumptions: whole numbers with a range that fits into memory. Exact, and the same in any order of arrival.
 * Limits: at most 2^32 - 1 equal values. A range that grows again and again leaves its old bins unused. */
#include "num/tally_priv.h"

#include <math.h>
#include <string.h>

#include "base/clones_priv.h"
#include "base/memory_priv.h"

/* Bins of one quantity: values low .. low + n_bins - 1. */
typedef struct window {
    size_t offset, n_bins;
    int64_t low;
    uint64_t count;
} window;

struct koh_tally {
    size_t n_quantities, n_bins, used;
    window *windows;
    uint32_t *bins;
};

enum { MARGIN = 8 }; /* bins beside the range seen, besides half of it on either side */

koh_status koh__tally_new(size_t n_quantities, size_t n_bins, koh_tally **tally)
{
    koh_tally *new = KOH_NEW(1, koh_tally);
    window *windows = KOH_NEW(n_quantities, window);
    uint32_t *bins = KOH_NEW(n_bins, uint32_t);
    if (new == NULL || windows == NULL || bins == NULL) {
        koh__free(new);
        koh__free(windows);
        koh__free(bins);
        return KOH_ENOMEM;
    }
    *new = (koh_tally){ .n_quantities = n_quantities, .n_bins = n_bins, .windows = windows, .bins = bins };
    *tally = new;
    return KOH_OK;
}

void koh__tally_free(koh_tally *tally)
{
    if (tally != NULL) {
        koh__free(tally->windows);
        koh__free(tally->bins);
        koh__free(tally);
    }
}

void koh__tally_clear(koh_tally *tally)
{
    memset(tally->windows, 0, tally->n_quantities * sizeof *tally->windows);
    memset(tally->bins, 0, tally->used * sizeof *tally->bins);
    tally->used = 0;
}

/* Makes the window hold low .. high. */
static koh_status widen(koh_tally *tally, window *w, int64_t low, int64_t high)
{
    const int64_t last = w->low + (int64_t) w->n_bins - 1;
    if (w->n_bins > 0) {
        if (low >= w->low && high <= last) {
            return KOH_OK;
        }
        low = low < w->low ? low : w->low;
        high = high > last ? high : last;
    }
    const int64_t margin = (high - low) / 2 + MARGIN;
    const size_t n_bins = (size_t) (high - low + 1 + 2 * margin);
    if (n_bins > tally->n_bins - tally->used) {
        return KOH_ELIMIT;
    }
    const size_t offset = tally->used;
    tally->used += n_bins;
    if (w->n_bins > 0) {
        memcpy(tally->bins + offset + (w->low - (low - margin)), tally->bins + w->offset,
               w->n_bins * sizeof *tally->bins);
    }
    w->offset = offset;
    w->n_bins = n_bins;
    w->low = low - margin;
    return KOH_OK;
}

typedef struct range {
    int32_t low, high;
} range;

KOH_CLONES
static range range_of(size_t n, const int32_t *value)
{
    int32_t low = value[0], high = value[0];
#pragma omp simd reduction(min : low) reduction(max : high)
    for (size_t i = 0; i < n; i++) {
        low = value[i] < low ? value[i] : low;
        high = value[i] > high ? value[i] : high;
    }
    return (range){ low, high };
}

koh_status koh__tally_add(koh_tally *tally, size_t quantity, size_t n, const int32_t *value)
{
    if (n == 0) {
        return KOH_OK;
    }
    window *w = &tally->windows[quantity];
    const range seen = range_of(n, value);
    koh_status status = widen(tally, w, seen.low, seen.high);
    if (status != KOH_OK) {
        return status;
    }
    uint32_t *bin = tally->bins + w->offset;
    for (size_t i = 0; i < n; i++) {
        bin[value[i] - w->low]++;
    }
    w->count += n;
    return KOH_OK;
}

koh_status koh__tally_merge(koh_tally *tally, const koh_tally *other)
{
    for (size_t q = 0; q < tally->n_quantities; q++) {
        const window *from = &other->windows[q];
        if (from->count == 0) {
            continue;
        }
        window *to = &tally->windows[q];
        koh_status status = widen(tally, to, from->low, from->low + (int64_t) from->n_bins - 1);
        if (status != KOH_OK) {
            return status;
        }
        uint32_t *bin = tally->bins + to->offset + (from->low - to->low);
        for (size_t i = 0; i < from->n_bins; i++) {
            bin[i] += other->bins[from->offset + i];
        }
        to->count += from->count;
    }
    return KOH_OK;
}

uint64_t koh__tally_count(const koh_tally *tally, size_t quantity)
{
    return tally->windows[quantity].count;
}

/* The value of rank k, 0 <= k < count. */
static double order_statistic(const koh_tally *tally, const window *w, uint64_t k)
{
    const uint32_t *bin = tally->bins + w->offset;
    uint64_t below = bin[0];
    size_t i = 0;
    while (below <= k) {
        below += bin[++i];
    }
    return (double) (w->low + (int64_t) i);
}

double koh__tally_quantile(const koh_tally *tally, size_t quantity, double p)
{
    const window *w = &tally->windows[quantity];
    if (w->count == 0) {
        return NAN;
    }
    const double h = (double) (w->count - 1) * p, j = floor(h);
    const double lower = order_statistic(tally, w, (uint64_t) j);
    return h > j ? lower + (h - j) * (order_statistic(tally, w, (uint64_t) j + 1) - lower) : lower;
}
