/* Method: the sums of inverse.c in single precision, every draw with a law of its own, side by side until u is below
 * the sum of every draw of a chunk. A sum that may be on either side of u for its error leaves the draw open, to be
 * decided in double precision: so what is decided here is what double precision decides, in half of the time.
 * Error, in units of 2^-24: -log P(0) = y has 8 y of the logarithm and 2 y of the product with n, P(0) 8 more of exp;
 * each factor of the recursion has 14, so the sum of P(j) over j <= k has 14 times the sum of j P(j), which is the mean
 * and at most y, and its additions 1 each: (10 + 14) y + 8 + k, and some for the comparison. A sum is 65536 of a
 * threshold, and 65536 / 2^24 = 1/256. Sources: as lanes.c; N. J. Higham (2002), Accuracy and Stability of Numerical
 * Algorithms, 3.1, for the bounds. Assumptions: as inverse.c. Limits: means just below KOH_LANES_OWN_MEAN are left open
 * too. */
#include "num/own_priv.h"

#include "base/clones_priv.h"
#include "num/elementary_priv.h"

enum { CHUNK = 32, MOST_STEPS = 400 };

static const float thresholds = 65536, unit = 1.0F / 256;
static const float most_mean = 0.999F * (float) KOH_LANES_OWN_MEAN; /* clear of what rounding may do to it */
static const float most_prob = 0.499F, most_hazard = 0.69F;         /* likewise: 1/2 and log(2) */
static const float beyond = 1e9F;                                   /* for P(0) of a law that is not summed */
static const float least = 1e-30F; /* stands for smaller probabilities, which are slow to reckon with */

/* The laws of a chunk: thresholds x P(0), and P(k+1) = P(k) (count - k step) ratio / (k + 1). */
typedef struct laws {
    float none[CHUNK], count[CHUNK], ratio[CHUNK];
    float step[CHUNK]; /* 1 = binomial of `count` trials with odds `ratio`; 0 = Poisson of mean `count` */
} laws;

/* P(0), unless the law is beyond either limit. One comparison for both: gcc then makes vectors of it. */
KOH_INLINE float none_or_beyond(float none, float over_mean, float over_prob)
{
    return (over_mean > over_prob ? over_mean : over_prob) < 0 ? none : beyond;
}

KOH_INLINE void put_hazards(const koh_own *own, size_t at, laws *of)
{
    const double hazard = own->hazard, *restrict power = own->value + at;
    const int32_t *restrict n = own->n + at;
#pragma omp simd
    for (size_t i = 0; i < CHUNK; i++) {
        const float trials = (float) n[i], y = (float) (hazard * power[i]) * (trials < 1 ? trials : 1);
        const float odds = koh__expm1_up_narrow(y < (float) KOH_LOG_TWO ? y : (float) KOH_LOG_TWO);
        const float none = thresholds * koh__exp_down_narrow(-y * trials);
        of->count[i] = trials;
        of->ratio[i] = odds;
        of->step[i] = 1;
        of->none[i] = none_or_beyond(none, trials * odds - most_mean * (1 + odds), y - most_hazard);
    }
}

KOH_INLINE void put_signed(const koh_own *own, size_t at, laws *of)
{
    const double *restrict value = own->value + at;
    const int32_t *restrict n = own->n + at;
#pragma omp simd
    for (size_t i = 0; i < CHUNK; i++) {
        const float given = (float) value[i], trials = (float) n[i];
        const float come = given > 0 ? given : 0, prob = (come - given) * (trials < 1 ? trials : 1);
        const float p = prob < 0.5F ? prob : 0.5F, odds = p / (1 - p);
        const float none = thresholds * koh__exp_down_narrow(-come - trials * koh__minus_log1m_narrow(p));
        const float step = given < 0 ? 1.0F : 0.0F;
        of->step[i] = step;
        of->count[i] = come + step * trials;
        of->ratio[i] = (1 - step) + step * odds;
        of->none[i] = none_or_beyond(none, come + trials * prob - most_mean, prob - most_prob);
    }
}

KOH_INLINE void put_means(const koh_own *own, size_t at, laws *of)
{
    const double *restrict mean = own->value + at;
#pragma omp simd
    for (size_t i = 0; i < CHUNK; i++) {
        const float given = (float) mean[i];
        of->count[i] = given;
        of->ratio[i] = 1;
        of->step[i] = 0;
        const float none = thresholds * koh__exp_down_narrow(-given);
        of->none[i] = given < most_mean ? none : beyond;
    }
}

/* bound: units that a sum may be off before its additions. */
KOH_INLINE void sum_chunk(const laws *of, float bound, const uint16_t *restrict u, int32_t *restrict x)
{
    float pmf[CHUNK], cdf[CHUNK], own[CHUNK];
    int32_t below[CHUNK], open[CHUNK], any = 1;
    for (size_t i = 0; i < CHUNK; i++) {
        pmf[i] = cdf[i] = of->none[i];
        own[i] = u[i];
        below[i] = 0;
        open[i] = of->none[i] >= beyond;
    }
    for (int k = 0; any && k < MOST_STEPS; k++) {
        const float gone = (float) k, inverse = 1 / (gone + 1), slack = unit * (bound + gone);
        any = 0;
        for (size_t i = 0; i < CHUNK; i++) {
            const int32_t above = own[i] > cdf[i] + slack, near = own[i] + (1 + slack) >= cdf[i];
            below[i] += above;
            open[i] |= near & ~above;
            any |= above;
            const float next = pmf[i] * ((of->count[i] - gone * of->step[i]) * (of->ratio[i] * inverse));
            pmf[i] = next > least ? next : least;
            cdf[i] += pmf[i];
        }
    }
    for (size_t i = 0; i < CHUNK; i++) {
        x[i] = open[i] || any ? KOH_OWN_OPEN : below[i];
    }
}

KOH_CLONES
static void sum_hazards(const koh_lanes *lanes, const koh_own *own, float bound, int32_t *x)
{
    laws of;
    for (size_t at = 0; at < lanes->n; at += CHUNK) {
        put_hazards(own, at, &of);
        sum_chunk(&of, bound, lanes->u + at, x + at);
    }
}

KOH_CLONES
static void sum_signed(const koh_lanes *lanes, const koh_own *own, float bound, int32_t *x)
{
    laws of;
    for (size_t at = 0; at < lanes->n; at += CHUNK) {
        put_signed(own, at, &of);
        sum_chunk(&of, bound, lanes->u + at, x + at);
    }
}

KOH_CLONES
static void sum_means(const koh_lanes *lanes, const koh_own *own, float bound, int32_t *x)
{
    laws of;
    for (size_t at = 0; at < lanes->n; at += CHUNK) {
        put_means(own, at, &of);
        sum_chunk(&of, bound, lanes->u + at, x + at);
    }
}

void koh__own_narrow(const koh_lanes *lanes, const koh_own *own, double expected, int32_t *x)
{
    const double most = 2 * KOH_LOG_TWO * KOH_LANES_OWN_MEAN; /* -log P(0) of a law that is summed, p <= 1/2 */
    const float y = (float) (expected < most ? expected : most), bound = 24 * y + 16;
    if (own->kind == KOH_OWN_HAZARDS) {
        sum_hazards(lanes, own, bound, x);
    } else if (own->kind == KOH_OWN_SIGNED) {
        sum_signed(lanes, own, bound, x);
    } else {
        sum_means(lanes, own, bound, x);
    }
}
