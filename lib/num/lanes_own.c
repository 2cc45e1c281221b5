/* Method: as inverse.c, where every draw has a law of its own. Single precision decides nearly all of them side by side
 * (lanes_narrow.c); those it leaves open are summed in double precision one by one, p > 1/2 and large means are settled
 * by sampling.
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
#include "num/own_priv.h"
#include "num/sample_priv.h"

/* A bound that is to hold for numbers computed in another way. */
static const double below_rounding = 1 - 1e-12;

/* The law of a draw, if it is summed: P(0), and P(k+1) = P(k) (count - k step) ratio / (k + 1). */
typedef struct law {
    int is_summed;
    double none, count, ratio;
    double step; /* 1 = binomial of `count` trials with odds `ratio`; 0 = Poisson of mean `count` */
} law;

/* With y = -log q = hazard x power: p/q = e^y - 1, P(0) = e^(-n y). */
static law hazard_law(int32_t n, double hazard, double power)
{
    const double y = n > 0 ? hazard * power : 0, odds = koh__expm1_up(y < KOH_LOG_TWO ? y : KOH_LOG_TWO);
    const int fits = y <= KOH_LOG_TWO && n * odds < KOH_LANES_OWN_MEAN * (1 + odds);
    return (law){ .is_summed = fits, .none = koh__exp_down(-y * n), .count = n, .ratio = odds, .step = 1 };
}

static law probability_law(int32_t n, double p)
{
    const int fits = n == 0 || (p <= 0.5 && n * p < KOH_LANES_OWN_MEAN);
    const double small = fits && n > 0 ? p : 0;
    return (law){ .is_summed = fits,
                  .none = koh__exp_down(-koh__minus_log1m(small) * n),
                  .count = n,
                  .ratio = small / (1 - small),
                  .step = 1 };
}

static law mean_law(double mean)
{
    return (law){ .is_summed = mean < KOH_LANES_OWN_MEAN, .none = koh__exp_down(-mean), .count = mean, .ratio = 1 };
}

static law law_of(const koh_own *own, size_t d)
{
    if (own->kind == KOH_OWN_HAZARDS) {
        return hazard_law(own->n[d], own->hazard, own->value[d]);
    }
    return own->kind == KOH_OWN_SIGNED && own->value[d] < 0 ? probability_law(own->n[d], -own->value[d])
                                                            : mean_law(own->value[d]);
}

/* One draw's sum, with u in full where it ties. */
static int32_t sum_one(const koh_lanes *lanes, size_t d, const law *of)
{
    double pmf = of->none, cdf = pmf;
    int32_t k = 0;
    while (cdf + pmf > cdf && koh__is_above(lanes, d, cdf)) {
        pmf *= (of->count - k * of->step) * (of->ratio * (1.0 / (k + 1)));
        cdf += pmf;
        k++;
    }
    return k;
}

/* p > 1/2: the failures are counted, by the inverse if their mean is small. */
static int32_t draw_likely(const koh_lanes *lanes, size_t d, int32_t n, double q)
{
    if (q > 0 && n * q < KOH_LANES_OWN_MEAN) {
        const koh_binomial_law failures = koh__binomial_law(q);
        return n - koh__inverse_binomial(lanes, d, n, &failures);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    return n - koh__binomial(&stream, n, q);
}

/* A draw by itself. */
static int32_t settle(const koh_lanes *lanes, size_t d, const koh_own *own)
{
    const law of = law_of(own, d);
    if (of.is_summed) {
        return sum_one(lanes, d, &of);
    }
    koh_stream stream = koh__lane_stream(lanes, d);
    if (own->kind != KOH_OWN_HAZARDS && !(own->value[d] < 0)) {
        return koh__poisson(&stream, own->value[d]);
    }
    const double log_q = -own->hazard * own->value[d];
    const double p = own->kind == KOH_OWN_HAZARDS ? -expm1(log_q) : -own->value[d];
    const double q = own->kind == KOH_OWN_HAZARDS ? exp(log_q) : 1 - p;
    return p > 0.5 ? draw_likely(lanes, d, own->n[d], q) : koh__binomial(&stream, own->n[d], p);
}

/* expected: no draw's -log P(0) is larger. */
static void draw_all(const koh_lanes *lanes, const koh_own *own, double expected, koh_lanes_room *room, int32_t *x)
{
    if (expected < KOH_LANES_RARE) {
        koh__flag_from(lanes->n, lanes->u, (uint16_t) koh__threshold(exp(-expected) * below_rounding), room->flag);
        memset(x, 0, lanes->n * sizeof *x);
    } else {
        koh__own_narrow(lanes, own, expected, x);
        koh__flag_equal(lanes->n, x, KOH_OWN_OPEN, room->flag);
    }
    for (size_t d = koh__next_flagged(room->flag, 0, lanes->n); d < lanes->n;
         d = koh__next_flagged(room->flag, d + 1, lanes->n)) {
        x[d] = settle(lanes, d, own);
    }
}

typedef struct extremes {
    double least, most;
} extremes;

KOH_CLONES
static extremes extremes_of(size_t n, const double *value)
{
    double least = 0, most = 0;
#pragma omp simd reduction(min : least) reduction(max : most)
    for (size_t d = 0; d < n; d++) {
        least = value[d] < least ? value[d] : least;
        most = value[d] > most ? value[d] : most;
    }
    return (extremes){ least, most };
}

KOH_CLONES
static void put_signs(size_t n, const double *restrict value, int32_t *restrict x)
{
#pragma omp simd
    for (size_t d = 0; d < n; d++) {
        x[d] = value[d] < 0 ? -x[d] : x[d];
    }
}

void koh__lanes_binomial_power(const koh_lanes *lanes, const int32_t *n, double log_q, const double *power,
                               koh_lanes_room *room, int32_t *x)
{
    const koh_own own = { .kind = KOH_OWN_HAZARDS, .n = n, .value = power, .hazard = -log_q };
    const extremes of = extremes_of(lanes->n, power);
    assert(of.least >= 0);
    draw_all(lanes, &own, koh__range_of(lanes->n, n).high * own.hazard * of.most, room, x);
}

void koh__lanes_signed(const koh_lanes *lanes, const int32_t *n, const double *value, koh_lanes_room *room, int32_t *x)
{
    const koh_own own = { .kind = KOH_OWN_SIGNED, .n = n, .value = value };
    const extremes of = extremes_of(lanes->n, value);
    assert(of.least >= -1 && of.most <= 1e9);
    const double leaving = of.least < 0 ? -log1p(of.least) * koh__range_of(lanes->n, n).high : 0;
    draw_all(lanes, &own, leaving > of.most ? leaving : of.most, room, x);
    put_signs(lanes->n, value, x);
}

void koh__lanes_poisson_each(const koh_lanes *lanes, const double *mean, koh_lanes_room *room, int32_t *x)
{
    const koh_own own = { .kind = KOH_OWN_MEANS, .value = mean };
    const extremes of = extremes_of(lanes->n, mean);
    assert(of.least >= 0 && of.most <= 1e9);
    draw_all(lanes, &own, of.most, room, x);
}
