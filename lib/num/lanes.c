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

#include "num/flags_priv.h"
#include "num/inverse_priv.h"
#include "num/sample_priv.h"
#include "num/thresholds_priv.h"

static int32_t draw_binomial(const koh_lanes *lanes, size_t d, int32_t n, const koh_binomial_law *law)
{
    if (n * law->p < KOH_LANES_MEAN) {
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
    const koh_range trials = koh__range_of(lanes->n, n);
    const double none = koh__binomial_none(&law, trials.high);
    if (1 - none < KOH_LANES_RARE) {
        fill(lanes->n, 0, x);
        koh__flag_from(lanes->n, lanes->u, (uint16_t) koh__threshold(none), room->flag);
        for (size_t d = koh__next_flagged(room->flag, 0, lanes->n); d < lanes->n;
             d = koh__next_flagged(room->flag, d + 1, lanes->n)) {
            x[d] = koh__inverse_binomial(lanes, d, n[d], &law);
        }
        return;
    }
    koh_thresholds table;
    if (trials.high * p < KOH_LANES_MEAN && trials.high - trials.low < KOH_LANES_ROWS &&
        koh__thresholds_binomial(room, trials.low, trials.high, &law, &table)) {
        if (koh__thresholds_search(&table, lanes, n, x)) {
            koh__flag_equal(lanes->n, x, KOH_TIED, room->flag);
            for (size_t d = koh__next_flagged(room->flag, 0, lanes->n); d < lanes->n;
                 d = koh__next_flagged(room->flag, d + 1, lanes->n)) {
                x[d] = koh__inverse_binomial(lanes, d, n[d], &law);
            }
        }
        return;
    }
    for (size_t d = 0; d < lanes->n; d++) {
        x[d] = draw_binomial(lanes, d, n[d], &law);
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
        koh__flag_equal(lanes->n, x, KOH_TIED, room->flag);
        for (size_t d = koh__next_flagged(room->flag, 0, lanes->n); d < lanes->n;
             d = koh__next_flagged(room->flag, d + 1, lanes->n)) {
            x[d] = koh__inverse_poisson(lanes, d, mean);
        }
    }
}
