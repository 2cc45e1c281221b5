/* Method: as inverse.c, where every draw has a law of its own: the sums from P(0) on run side by side, until u is below
 * the sum of every draw of a chunk. Ties, p > 1/2 and large means are settled one by one.
 * Sources: as lanes.c and inverse.c.
 * Assumptions: as inverse.c. Limits: means from KOH_LANES_OWN_MEAN on are drawn by rejection. */
#include "num/lanes_priv.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/clones_priv.h"
#include "num/elementary_priv.h"
#include "num/flags_priv.h"
#include "num/inverse_priv.h"
#include "num/sample_priv.h"

enum { CHUNK = 32, OPEN = -1 };

/* For P(0) of a law that is not summed: beyond every u. */
#define NOT_SUMMED 2.0

/* A bound that is to hold for numbers computed in another way. */
static const double below_rounding = 1 - 1e-12;

/* The laws of all draws, in the room: P(0), and P(k+1) = P(k) (count - k step) ratio / (k + 1). */
typedef struct laws {
    double *none, *count, *ratio;
    double step; /* 1 = binomial of `count` trials with odds `ratio`; 0 = Poisson of mean `count` */
} laws;

/* Counts of a chunk: OPEN where u ties with a threshold. */
KOH_INLINE void sum_chunk(const laws *of, size_t at, const uint16_t *restrict u, int32_t *restrict x)
{
    double pmf[CHUNK], cdf[CHUNK];
    int32_t below[CHUNK], tied[CHUNK], any = 1;
    for (size_t i = 0; i < CHUNK; i++) {
        pmf[i] = cdf[i] = of->none[at + i];
        below[i] = tied[i] = 0;
    }
    for (int32_t k = 0; any; k++) {
        const double inverse = 1.0 / (k + 1), gone = k * of->step;
        any = 0;
        for (size_t i = 0; i < CHUNK; i++) {
            const int32_t threshold = koh__threshold(cdf[i]), own = u[at + i];
            below[i] += own > threshold;
            tied[i] |= own == threshold;
            any |= own > threshold;
            pmf[i] *= (of->count[at + i] - gone) * (of->ratio[at + i] * inverse);
            cdf[i] += pmf[i];
        }
    }
    for (size_t i = 0; i < CHUNK; i++) {
        x[at + i] = tied[i] || of->none[at + i] > 1 ? OPEN : below[i];
    }
}

KOH_CLONES
static void sum_all(const koh_lanes *lanes, const laws *of, int32_t *x)
{
    for (size_t at = 0; at < lanes->n; at += CHUNK) {
        sum_chunk(of, at, lanes->u, x);
    }
}

/* Of what kind the draws' own laws are, and their parameters. */
typedef struct own {
    enum { HAZARDS, PROBABILITIES, MEANS } kind;
    const int32_t *n;
    const double *value; /* power of the hazard, probability, mean */
    double hazard;       /* -log q */
    laws of;
} own;

/* With y = -log q = hazard x power: p/q = e^y - 1, P(0) = e^(-n y). */
KOH_CLONES
static void put_hazards(const own *o, size_t first, size_t end)
{
    double *restrict none = o->of.none, *restrict count = o->of.count, *restrict ratio = o->of.ratio;
    const double *restrict power = o->value, hazard = o->hazard;
    const int32_t *restrict n = o->n;
#pragma omp simd
    for (size_t d = first; d < end; d++) {
        const double y = n[d] > 0 ? hazard * power[d] : 0, odds = koh__expm1_up(y < KOH_LOG_TWO ? y : KOH_LOG_TWO);
        const int fits = y <= KOH_LOG_TWO && n[d] * odds < KOH_LANES_OWN_MEAN * (1 + odds);
        count[d] = n[d];
        ratio[d] = odds;
        none[d] = fits ? koh__exp_down(-y * n[d]) : NOT_SUMMED;
    }
}

KOH_CLONES
static void put_probabilities(const own *o, size_t first, size_t end)
{
    double *restrict none = o->of.none, *restrict count = o->of.count, *restrict ratio = o->of.ratio;
    const double *restrict p = o->value;
    const int32_t *restrict n = o->n;
#pragma omp simd
    for (size_t d = first; d < end; d++) {
        const int fits = n[d] == 0 || (p[d] <= 0.5 && n[d] * p[d] < KOH_LANES_OWN_MEAN);
        const double small = fits && n[d] > 0 ? p[d] : 0;
        count[d] = n[d];
        ratio[d] = small / (1 - small);
        none[d] = fits ? koh__exp_down(-koh__minus_log1m(small) * n[d]) : NOT_SUMMED;
    }
}

KOH_CLONES
static void put_means(const own *o, size_t first, size_t end)
{
    double *restrict none = o->of.none, *restrict count = o->of.count, *restrict ratio = o->of.ratio;
    const double *restrict mean = o->value;
#pragma omp simd
    for (size_t d = first; d < end; d++) {
        const int fits = mean[d] < KOH_LANES_OWN_MEAN;
        count[d] = mean[d];
        ratio[d] = 1;
        none[d] = fits ? koh__exp_down(-mean[d]) : NOT_SUMMED;
    }
}

static void put_laws(const own *o, size_t first, size_t end)
{
    if (o->kind == HAZARDS) {
        put_hazards(o, first, end);
    } else if (o->kind == PROBABILITIES) {
        put_probabilities(o, first, end);
    } else {
        put_means(o, first, end);
    }
}

/* One draw's sum, with u in full where it ties. */
static int32_t sum_one(const koh_lanes *lanes, size_t d, const laws *of)
{
    double pmf = of->none[d], cdf = pmf;
    int32_t k = 0;
    while (cdf + pmf > cdf && koh__is_above(lanes, d, cdf)) {
        pmf *= (of->count[d] - k * of->step) * (of->ratio[d] * (1.0 / (k + 1)));
        cdf += pmf;
        k++;
    }
    return k;
}

/* p > 1/2: the failures are counted, by the inverse if their mean is small. */
static int32_t draw_likely(const koh_lanes *lanes, size_t d, int32_t n, double q)
{
    if (q > 0 && n * q < KOH_LANES_OWN_MEAN) {
        const koh_binomial_law law = koh__binomial_law(q);
        return n - koh__inverse_binomial(lanes, d, n, &law);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    return n - koh__binomial(&stream, n, q);
}

/* A draw that the sums left open. */
static int32_t settle(const koh_lanes *lanes, size_t d, const own *o)
{
    if (o->of.none[d] <= 1) {
        return sum_one(lanes, d, &o->of);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    if (o->kind == MEANS) {
        return koh__poisson(&stream, o->value[d]);
    }
    const double log_q = -o->hazard * o->value[d];
    const double p = o->kind == HAZARDS ? -expm1(log_q) : o->value[d];
    const double q = o->kind == HAZARDS ? exp(log_q) : 1 - p;
    return p > 0.5 ? draw_likely(lanes, d, o->n[d], q) : koh__binomial(&stream, o->n[d], p);
}

/* expected: no draw's -log P(0) is larger. */
static void draw_all(const koh_lanes *lanes, const own *o, double expected, koh_lanes_room *room, int32_t *x)
{
    if (expected < KOH_LANES_RARE) {
        koh__flag_from(lanes->n, lanes->u, (uint16_t) koh__threshold(exp(-expected) * below_rounding), room->flag);
        memset(x, 0, lanes->n * sizeof *x);
        for (size_t d = koh__next_flagged(room->flag, 0, lanes->n); d < lanes->n;
             d = koh__next_flagged(room->flag, d + 1, lanes->n)) {
            put_laws(o, d, d + 1);
            x[d] = sum_one(lanes, d, &o->of);
        }
        return;
    }
    put_laws(o, 0, lanes->n);
    sum_all(lanes, &o->of, x);
    koh__flag_equal(lanes->n, x, OPEN, room->flag);
    for (size_t d = koh__next_flagged(room->flag, 0, lanes->n); d < lanes->n;
         d = koh__next_flagged(room->flag, d + 1, lanes->n)) {
        x[d] = settle(lanes, d, o);
    }
}

static own own_of(koh_lanes_room *room, double step)
{
    return (own){ .of = { room->own, room->own + KOH_LANES_MAX, room->own + 2 * (size_t) KOH_LANES_MAX, step } };
}

KOH_CLONES
static double largest_of(size_t n, const double *value)
{
    double largest = 0;
#pragma omp simd reduction(max : largest)
    for (size_t d = 0; d < n; d++) {
        assert(value[d] >= 0);
        largest = value[d] > largest ? value[d] : largest;
    }
    return largest;
}

void koh__lanes_binomial_power(const koh_lanes *lanes, const int32_t *n, double log_q, const double *power,
                               koh_lanes_room *room, int32_t *x)
{
    own o = own_of(room, 1);
    o.kind = HAZARDS;
    o.n = n;
    o.hazard = -log_q;
    o.value = power;
    draw_all(lanes, &o, koh__range_of(lanes->n, n).high * o.hazard * largest_of(lanes->n, power), room, x);
}

void koh__lanes_binomial_each(const koh_lanes *lanes, const int32_t *n, const double *p, koh_lanes_room *room,
                              int32_t *x)
{
    own o = own_of(room, 1);
    o.kind = PROBABILITIES;
    o.n = n;
    o.value = p;
    const double largest = largest_of(lanes->n, p);
    assert(largest <= 1);
    draw_all(lanes, &o, -log1p(-largest) * koh__range_of(lanes->n, n).high, room, x);
}

void koh__lanes_poisson_each(const koh_lanes *lanes, const double *mean, koh_lanes_room *room, int32_t *x)
{
    own o = own_of(room, 0);
    o.kind = MEANS;
    o.value = mean;
    const double largest = largest_of(lanes->n, mean);
    assert(largest <= 1e9);
    draw_all(lanes, &o, largest, room, x);
}
