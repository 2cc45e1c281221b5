/* Method: counting. The k-th smallest of n values is where the running count passes k; a quantile lies between two of
 * them, x = x_(j) + (h - j)(x_(j+1) - x_(j)), h = (n - 1) p, j = floor(h), counted from 0.
 * Source: R. J. Hyndman & Y. Fan (1996), Sample quantiles in statistical packages, The American Statistician 50,
 * 361-365, definition 7.
 * Assumptions: whole numbers with a range that fits into memory. Exact, and the same in any order of arrival.
 * Limits: at most 2^32 - 1 equal values. A range that grows again and again leaves its old bins unused. */
#include "num/tally_priv.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "num/flags_priv.h"

/* Bins of one quantity: values low .. low + n_bins - 1. */
typedef struct window {
    size_t offset, n_bins;
    int64_t low;
    uint64_t count;
} window;

struct koh_tally {
    size_t n_quantities, n_bins, used;
    window *windows;
    uint32_t *bins; /* the first `used` are set */
};

enum { MARGIN = 8 }; /* bins beside the range seen, besides half of it on either side */

koh_status koh__tally_new(size_t n_quantities, size_t n_bins, koh_tally **tally)
{
    koh_tally *new = KOH_NEW(1, koh_tally);
    window *windows = KOH_NEW(n_quantities, window);
    uint32_t *bins = KOH_NEW_UNSET(n_bins > 0 ? n_bins : 1, uint32_t);
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
    memset(tally->bins + offset, 0, n_bins * sizeof *tally->bins);
    if (w->n_bins > 0) {
        memcpy(tally->bins + offset + (w->low - (low - margin)), tally->bins + w->offset,
               w->n_bins * sizeof *tally->bins);
    }
    w->offset = offset;
    w->n_bins = n_bins;
    w->low = low - margin;
    return KOH_OK;
}

koh_status koh__tally_add(koh_tally *tally, size_t quantity, size_t n, const int32_t *value)
{
    if (n == 0) {
        return KOH_OK;
    }
    window *w = &tally->windows[quantity];
    const koh_range seen = koh__range_of(n, value);
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

/* Where counting has come to in a window: `below` values are counted, those of bin i included. */
typedef struct cursor {
    const uint32_t *bin;
    size_t i;
    uint64_t below;
} cursor;

static cursor begin(const koh_tally *tally, const window *w)
{
    const uint32_t *bin = tally->bins + w->offset;
    return (cursor){ bin, 0, bin[0] };
}

/* The value of rank k, 0 <= k < count; no smaller than the last one asked for. */
static double go_to(cursor *c, const window *w, uint64_t k)
{
    while (c->below <= k) {
        c->below += c->bin[++c->i];
    }
    return (double) (w->low + (int64_t) c->i);
}

void koh__tally_quantiles(const koh_tally *tally, size_t quantity, size_t n, const double *p, size_t stride,
                          double *quantile)
{
    const window *w = &tally->windows[quantity];
    if (w->count == 0) {
        for (size_t k = 0; k < n; k++) {
            quantile[k * stride] = NAN;
        }
        return;
    }
    cursor c = begin(tally, w);
    for (size_t k = 0; k < n; k++) {
        const double h = (double) (w->count - 1) * p[k], j = floor(h);
        if (k > 0 && p[k] < p[k - 1]) {
            c = begin(tally, w);
        }
        cursor lower = c;
        const double value = go_to(&lower, w, (uint64_t) j);
        c = lower; /* the next order may lie between the same two */
        quantile[k * stride] = h > j ? value + (h - j) * (go_to(&lower, w, (uint64_t) j + 1) - value) : value;
    }
}
