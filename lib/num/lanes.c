/* Method: inversion for many draws at once. Where hardly anybody has an event, the first bits of u single out those who
 * may, and only they are looked at. Otherwise a table holds the first 16 bits of F(k | n), for every number of trials
 * that occurs, and a binary search over k counts the thresholds below u; a Poisson law has one row, and its thresholds
 * are counted one by one. Draws that tie with a threshold are settled one by one (inverse.c).
 * Sources: L. Devroye (1986), Non-Uniform Random Variate Generation, III.2 (inversion by search in a table);
 * D. E. Knuth & A. C. Yao (1976) for bits drawn only where they decide.
 * Assumptions: the draws of a cell have numbers of trials close together.
 * Limits: where a table would be too large, and for the largest means, draws are made one by one. */
#include "num/lanes_priv.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/clones_priv.h"
#include "num/inverse_priv.h"
#include "num/sample_priv.h"
#include "num/thresholds_priv.h"

/* Below this share of draws with an event, looking at them one by one is faster than a table. */
#define RARE 0.06

/* A bound that is to hold for numbers computed in another way. */
static const double below_rounding = 1 - 1e-12;

typedef struct range {
    int32_t low, high;
} range;

KOH_CLONES
static range range_of(size_t n, const int32_t *x)
{
    int32_t low = x[0], high = x[0];
#pragma omp simd reduction(min : low) reduction(max : high)
    for (size_t d = 0; d < n; d++) {
        low = x[d] < low ? x[d] : low;
        high = x[d] > high ? x[d] : high;
    }
    return (range){ low, high };
}

/* Marks the draws whose u is at or above a threshold's first bits. */
KOH_CLONES_16
static void flag_from(size_t n, const uint16_t *restrict u, uint16_t threshold, uint8_t *restrict flag)
{
#pragma omp simd
    for (size_t d = 0; d < n; d++) {
        flag[d] = u[d] >= threshold;
    }
}

KOH_CLONES_16
static void flag_tied(size_t n, const int32_t *restrict x, uint8_t *restrict flag)
{
#pragma omp simd
    for (size_t d = 0; d < n; d++) {
        flag[d] = x[d] == KOH_TIED;
    }
}

/* The first flagged draw from d on, or n. */
static size_t next_flagged(const uint8_t *flag, size_t d, size_t n)
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

/* Means below `limit` by inversion, others by rejection. */
static int32_t draw_binomial(const koh_lanes *lanes, size_t d, int32_t n, const koh_binomial_law *law, double limit)
{
    if (n * law->p < limit) {
        return koh__inverse_binomial(lanes, d, n, law);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    return koh__binomial(&stream, n, law->p);
}

static void fill(size_t n, int32_t value, int32_t *x)
{
    for (size_t d = 0; d < n; d++) {
        x[d] = value;
    }
}

static void complement(size_t count, const int32_t *n, int32_t *x)
{
    for (size_t d = 0; d < count; d++) {
        x[d] = n[d] - x[d];
    }
}

/* p in (0, 1/2], somebody at risk. */
static void binomial_small_p(const koh_lanes *lanes, const int32_t *n, double p, koh_lanes_room *room, int32_t *x)
{
    const koh_binomial_law law = koh__binomial_law(p);
    const range trials = range_of(lanes->n, n);
    const double none = koh__binomial_none(&law, trials.high);
    if (1 - none < RARE) {
        fill(lanes->n, 0, x);
        flag_from(lanes->n, lanes->u, (uint16_t) koh__threshold(none), room->flag);
        for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
             d = next_flagged(room->flag, d + 1, lanes->n)) {
            x[d] = koh__inverse_binomial(lanes, d, n[d], &law);
        }
        return;
    }
    koh_thresholds table;
    if (trials.high * p < KOH_LANES_MEAN && trials.high - trials.low < KOH_LANES_ROWS &&
        koh__thresholds_binomial(room, trials.low, trials.high, &law, &table)) {
        if (koh__thresholds_search(&table, lanes, n, x)) {
            flag_tied(lanes->n, x, room->flag);
            for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
                 d = next_flagged(room->flag, d + 1, lanes->n)) {
                x[d] = koh__inverse_binomial(lanes, d, n[d], &law);
            }
        }
        return;
    }
    for (size_t d = 0; d < lanes->n; d++) {
        x[d] = draw_binomial(lanes, d, n[d], &law, KOH_LANES_MEAN);
    }
}

void koh__lanes_binomial(const koh_lanes *lanes, const int32_t *n, double p, koh_lanes_room *room, int32_t *x)
{
    assert(lanes->n <= KOH_LANES_MAX && lanes->n % KOH_STREAM_LANES == 0 && lanes->cell < KOH_LANES_CELLS);
    assert(p >= 0 && p <= 1);
    if (p == 0) {
        fill(lanes->n, 0, x);
    } else if (p == 1) {
        memcpy(x, n, lanes->n * sizeof *x);
    } else if (p > 0.5) {
        binomial_small_p(lanes, n, 1 - p, room, x);
        complement(lanes->n, n, x);
    } else {
        binomial_small_p(lanes, n, p, room, x);
    }
}

static int32_t draw_own_binomial(const koh_lanes *lanes, size_t d, int32_t n, double p)
{
    if (p == 0 || n == 0) {
        return 0;
    }
    if (p == 1) {
        return n;
    }
    const koh_binomial_law law = koh__binomial_law(p > 0.5 ? 1 - p : p);
    const int32_t x = draw_binomial(lanes, d, n, &law, KOH_LANES_OWN_MEAN);
    return p > 0.5 ? n - x : x;
}

void koh__lanes_binomial_each(const koh_lanes *lanes, const int32_t *n, const double *p, koh_lanes_room *room,
                              int32_t *x)
{
    double largest = 0;
    for (size_t d = 0; d < lanes->n; d++) {
        assert(p[d] >= 0 && p[d] <= 1);
        largest = p[d] > largest ? p[d] : largest;
    }
    uint16_t from = 0;
    if (largest <= 0.5) { /* below this nobody has an event, whatever his own n and p */
        const koh_binomial_law law = koh__binomial_law(largest);
        const int32_t most = range_of(lanes->n, n).high;
        from = most * largest < KOH_LANES_OWN_MEAN ? (uint16_t) koh__threshold(koh__binomial_none(&law, most)) : 0;
    }
    fill(lanes->n, 0, x);
    flag_from(lanes->n, lanes->u, from, room->flag);
    for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
         d = next_flagged(room->flag, d + 1, lanes->n)) {
        x[d] = draw_own_binomial(lanes, d, n[d], p[d]);
    }
}

void koh__lanes_binomial_power(const koh_lanes *lanes, const int32_t *n, double log_q, const double *power,
                               koh_lanes_room *room, int32_t *x)
{
    double largest = 0;
    for (size_t d = 0; d < lanes->n; d++) {
        assert(power[d] >= 0);
        largest = power[d] > largest ? power[d] : largest;
    }
    const double none = exp(range_of(lanes->n, n).high * largest * log_q);
    fill(lanes->n, 0, x);
    flag_from(lanes->n, lanes->u, (uint16_t) koh__threshold(none * below_rounding), room->flag);
    for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
         d = next_flagged(room->flag, d + 1, lanes->n)) {
        x[d] = draw_own_binomial(lanes, d, n[d], -expm1(power[d] * log_q));
    }
}

void koh__lanes_poisson(const koh_lanes *lanes, double mean, koh_lanes_room *room, int32_t *x)
{
    assert(lanes->n <= KOH_LANES_MAX && lanes->n % KOH_STREAM_LANES == 0 && lanes->cell < KOH_LANES_CELLS);
    assert(mean >= 0 && mean <= 1e9);
    if (mean == 0) {
        fill(lanes->n, 0, x);
        return;
    }
    if (mean >= KOH_LANES_MEAN) {
        for (size_t d = 0; d < lanes->n; d++) {
            koh_stream stream = koh__lane_stream(lanes, d);
            x[d] = koh__poisson(&stream, mean);
        }
        return;
    }
    const koh_thresholds table = koh__thresholds_poisson(room, mean);
    if (koh__thresholds_search(&table, lanes, NULL, x)) {
        flag_tied(lanes->n, x, room->flag);
        for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
             d = next_flagged(room->flag, d + 1, lanes->n)) {
            x[d] = koh__inverse_poisson(lanes, d, mean);
        }
    }
}

static int32_t draw_own_poisson(const koh_lanes *lanes, size_t d, double mean)
{
    if (mean < KOH_LANES_OWN_MEAN) {
        return mean > 0 ? koh__inverse_poisson(lanes, d, mean) : 0;
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    return koh__poisson(&stream, mean);
}

void koh__lanes_poisson_each(const koh_lanes *lanes, const double *mean, koh_lanes_room *room, int32_t *x)
{
    double largest = 0;
    for (size_t d = 0; d < lanes->n; d++) {
        assert(mean[d] >= 0 && mean[d] <= 1e9);
        largest = mean[d] > largest ? mean[d] : largest;
    }
    fill(lanes->n, 0, x);
    flag_from(lanes->n, lanes->u, largest < KOH_LANES_OWN_MEAN ? (uint16_t) koh__threshold(exp(-largest)) : 0,
              room->flag);
    for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
         d = next_flagged(room->flag, d + 1, lanes->n)) {
        x[d] = draw_own_poisson(lanes, d, mean[d]);
    }
}
