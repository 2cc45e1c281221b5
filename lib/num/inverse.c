/* Method: inversion by summing the probability function from 0, the recursions being
 *   binomial P(0) = q^n, P(k+1) = P(k) (n - k)/(k + 1) p/q;  Poisson P(0) = e^-m, P(k+1) = P(k) m/(k + 1).
 * Source: L. Devroye (1986), Non-Uniform Random Variate Generation, III.2.1 (sequential search), X.4 and X.3.
 * Assumptions: a mean below 480, so that P(0) does not underflow.
 * Limits: u has 53 bits and thresholds are rounded as doubles: tails below 1e-16 are not reached. */
#include "num/inverse_priv.h"

#include <math.h>

/* Blocks of a stream: fields come first, then the rest of u, then streams of 2^16 blocks to each cell. */
#define REST_OF_U UINT32_C(0x40000000)
#define OWN_STREAM UINT32_C(0x80000000)

koh_binomial_law koh__binomial_law(double p)
{
    koh_binomial_law law = { .p = p, .odds = p / (1 - p), .log_q = log1p(-p), .q_power = { 1 } };
    for (int i = 1; i < KOH_POWERS; i++) {
        law.q_power[i] = law.q_power[i - 1] * (1 - p);
    }
    return law;
}

double koh__binomial_none(const koh_binomial_law *law, int32_t n)
{
    const int32_t rest = n % KOH_POWERS;
    return exp((n - rest) * law->log_q) * law->q_power[rest];
}

static koh_stream_id id_of(const koh_lanes *lanes, size_t d)
{
    koh_stream_id id = lanes->id;
    id.draw += (uint32_t) d;
    return id;
}

koh_stream koh__lane_stream(const koh_lanes *lanes, size_t d)
{
    return koh__stream(id_of(lanes, d), OWN_STREAM | lanes->cell << 16);
}

/* u in full, in the open interval (0, 1). */
static double whole_u(const koh_lanes *lanes, size_t d)
{
    koh_stream stream = koh__stream(id_of(lanes, d), REST_OF_U | lanes->cell);
    const uint64_t bits = (uint64_t) lanes->u[d] << 48 | koh__stream_word64(&stream) >> 16;
    return (double) (bits >> 11 | 1) * 0x1p-53;
}

/* Whether u lies at or above a threshold. */
static int is_above(const koh_lanes *lanes, size_t d, double cdf)
{
    const int32_t threshold = koh__threshold(cdf), first = lanes->u[d];
    return first == threshold ? whole_u(lanes, d) >= cdf : first > threshold;
}

int32_t koh__inverse_binomial(const koh_lanes *lanes, size_t d, int32_t n, const koh_binomial_law *law)
{
    double pmf = koh__binomial_none(law, n), cdf = pmf;
    int32_t k = 0;
    while (k < n && cdf + pmf > cdf && is_above(lanes, d, cdf)) {
        pmf *= (n - k) * (law->odds / (k + 1));
        cdf += pmf;
        k++;
    }
    return k;
}

int32_t koh__inverse_poisson(const koh_lanes *lanes, size_t d, double mean)
{
    double pmf = exp(-mean), cdf = pmf;
    int32_t k = 0;
    while (cdf + pmf > cdf && is_above(lanes, d, cdf)) {
        pmf *= mean / (k + 1);
        cdf += pmf;
        k++;
    }
    return k;
}
