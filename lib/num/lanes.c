/* Method: inversion for many draws at once. Where hardly anybody has an event, the first bits of u single out those who
 * may, and only they are looked at. Otherwise a table holds the first 16 bits of F(k | n), for every number of trials
 * that occurs, and a binary search over k counts the thresholds below u; a Poisson law has one row, and its thresholds
 * are counted one by one. Draws that tie with a threshold are settled one by one (inverse.c).
 * Sources: L. Devroye (1986), Non-Uniform Random Variate Generation, III.2 (inversion by search in a table);
 * D. E. Knuth & A. C. Yao (1976) for bits drawn only where they decide.
 * Assumptions: the draws of a cell have numbers of trials close together.
 * Limits: rows beyond KOH_LANES_ROWS and means from KOH_LANES_MEAN on are drawn one by one. */
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

static int32_t draw_binomial(const koh_lanes *lanes, size_t d, int32_t n, const koh_binomial_law *law)
{
    if (n * law->p < KOH_LANES_MEAN) {
        return koh__inverse_binomial(lanes, d, n, law);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    return koh__binomial(&stream, n, law->p);
}

static int32_t draw_poisson(const koh_lanes *lanes, size_t d, double mean)
{
    if (mean < KOH_LANES_MEAN) {
        return koh__inverse_poisson(lanes, d, mean);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    return koh__poisson(&stream, mean);
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
    } else if (trials.high * p < KOH_LANES_MEAN && trials.high - trials.low < KOH_LANES_ROWS) {
        const koh_thresholds table = koh__thresholds_binomial(room, trials.low, trials.high, &law);
        if (koh__thresholds_search(&table, lanes, n, x)) {
            for (size_t d = 0; d < lanes->n; d++) {
                x[d] = x[d] == KOH_TIED ? koh__inverse_binomial(lanes, d, n[d], &law) : x[d];
            }
        }
    } else {
        for (size_t d = 0; d < lanes->n; d++) {
            x[d] = draw_binomial(lanes, d, n[d], &law);
        }
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
    const int32_t x = draw_binomial(lanes, d, n, &law);
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
        from = most * largest < KOH_LANES_MEAN ? (uint16_t) koh__threshold(koh__binomial_none(&law, most)) : 0;
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

enum { WORDS = 32 };

typedef uint16_t words __attribute__((vector_size(WORDS * sizeof(uint16_t)), aligned(sizeof(uint16_t)), may_alias));

/* How many of the thresholds are below each u; 0xffff where one equals it. Whether any is tied. */
KOH_CLONES_16
static int count_below(const koh_lanes *lanes, int32_t n, const uint16_t *threshold, int32_t first, int32_t *restrict x)
{
    words any = { 0 };
    for (size_t d = 0; d < lanes->n; d += WORDS) {
        const words u = *(const words *) (lanes->u + d);
        words below = { 0 }, tied = { 0 };
        for (int32_t k = 0; k < n; k++) {
            const words t = (words){ 0 } + threshold[k];
            below -= (words) (u > t);
            tied |= (words) (u == t);
        }
        any |= tied;
        for (size_t i = 0; i < WORDS; i++) {
            x[d + i] = tied[i] ? KOH_TIED : first + below[i];
        }
    }
    int found = 0;
    for (size_t i = 0; i < WORDS; i++) {
        found |= any[i] != 0;
    }
    return found;
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
            x[d] = draw_poisson(lanes, d, mean);
        }
        return;
    }
    double pmf = exp(-mean), cdf = 0;
    int32_t n = 0, first = 0, last = 0;
    for (int32_t k = 0; last < 65535; k++) {
        cdf += pmf;
        last = koh__threshold(cdf);
        n = n == 1 && last == 0 ? 0 : n;
        first = n == 0 ? k : first;
        assert(n < KOH_LANES_STEPS);
        room->threshold[n++] = (uint16_t) last;
        pmf *= mean / (k + 1);
    }
    if (count_below(lanes, n, room->threshold, first, x)) {
        for (size_t d = 0; d < lanes->n; d++) {
            x[d] = x[d] == KOH_TIED ? koh__inverse_poisson(lanes, d, mean) : x[d];
        }
    }
}

void koh__lanes_poisson_each(const koh_lanes *lanes, const double *mean, koh_lanes_room *room, int32_t *x)
{
    double largest = 0;
    for (size_t d = 0; d < lanes->n; d++) {
        assert(mean[d] >= 0 && mean[d] <= 1e9);
        largest = mean[d] > largest ? mean[d] : largest;
    }
    fill(lanes->n, 0, x);
    flag_from(lanes->n, lanes->u, largest < KOH_LANES_MEAN ? (uint16_t) koh__threshold(exp(-largest)) : 0, room->flag);
    for (size_t d = next_flagged(room->flag, 0, lanes->n); d < lanes->n;
         d = next_flagged(room->flag, d + 1, lanes->n)) {
        x[d] = mean[d] > 0 ? draw_poisson(lanes, d, mean[d]) : 0;
    }
}
