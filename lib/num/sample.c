/* Method: binomial and Poisson variates. Small means by inversion of the distribution function, summed from 0; larger
 * ones by transformed rejection with squeeze (BTRS, PTRS): K = floor((2a/(1/2 - |U|) + b) U + c), accepted against the
 * probability of K; both exact up to the rounding of doubles.
 * Sources: W. Hörmann (1993), The generation of binomial random variates, J. Statistical Computation and Simulation 46,
 * 101-110, algorithm BTRS; W. Hörmann (1993), The transformed rejection method for generating Poisson random variables,
 * Insurance: Mathematics and Economics 12, 39-45, algorithm PTRS. The constants are theirs.
 * Assumptions: n p >= 10 and p <= 1/2 for BTRS (others by symmetry and inversion), mean >= 10 for PTRS.
 * Limits: a uniform has 53 bits, so tails below 1e-16 are not reached by inversion. Logarithms of probabilities are
 * written so that what cancels is small: their error stays below 1e-8 at n = 10^7. */
#include "num/sample_priv.h"

#include <assert.h>
#include <math.h>

#include "num/special_priv.h"

#define HALF_LOG_TWO_PI 0.91893853320467274178

double koh__stirling_rest(double k)
{
    /* log k! minus Stirling's formula at k + 1, for k below 10 where the series is too short (Hörmann 1993, table). */
    static const double small[] = { 0.08106146679532726,  0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
                                    0.01664469118982119,  0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
                                    0.009255462182712733, 0.008330563433362871 };
    if (k < 10) {
        return small[(int) k];
    }
    const double x = 1 / (k + 1), xx = x * x;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - xx / 1680) * xx) * xx) * x;
}

/* q^n summed upwards; p <= 1/2, n p < 10. */
static int32_t binomial_inversion(koh_stream *stream, int32_t n, double p)
{
    const double odds = p / (1 - p);
    double pmf = exp(n * log1p(-p)), u = koh__stream_uniform(stream);
    int32_t k = 0;
    while (u > pmf && k < n && pmf > 0) {
        u -= pmf;
        pmf *= (double) (n - k) / (k + 1) * odds;
        k++;
    }
    return k;
}

/* log of P(k) / P(m), m the mode. */
static double binomial_log_ratio(double n, double odds, double m, double k)
{
    return (m + 0.5) * log((m + 1) / (odds * (n - m + 1))) + (n + 1) * log1p((k - m) / (n - k + 1)) +
           (k + 0.5) * log(odds * (n - k + 1) / (k + 1)) + koh__stirling_rest(m) + koh__stirling_rest(n - m) -
           koh__stirling_rest(k) - koh__stirling_rest(n - k);
}

static int32_t binomial_rejection(koh_stream *stream, int32_t trials, double p)
{
    const double n = trials, odds = p / (1 - p), spread = sqrt(n * p * (1 - p)), m = floor((n + 1) * p);
    const double b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
    const double alpha = (2.83 + 5.1 / b) * spread, v_r = 0.92 - 4.2 / b;
    for (;;) {
        const double u = koh__stream_uniform(stream) - 0.5, v = koh__stream_uniform(stream), u_s = 0.5 - fabs(u);
        const double k = floor((2 * a / u_s + b) * u + c);
        if (u_s >= 0.07 && v <= v_r) {
            return (int32_t) k;
        }
        if (k >= 0 && k <= n && log(v * alpha / (a / (u_s * u_s) + b)) <= binomial_log_ratio(n, odds, m, k)) {
            return (int32_t) k;
        }
    }
}

int32_t koh__binomial(koh_stream *stream, int32_t n, double p)
{
    assert(n >= 0 && p >= 0 && p <= 1);
    if (n == 0 || p == 0) {
        return 0;
    }
    if (p > 0.5) {
        return n - koh__binomial(stream, n, 1 - p);
    }
    return n * p < KOH_SAMPLE_REJECTION_MEAN ? binomial_inversion(stream, n, p) : binomial_rejection(stream, n, p);
}

static int32_t poisson_inversion(koh_stream *stream, double mean)
{
    double pmf = exp(-mean), u = koh__stream_uniform(stream);
    int32_t k = 0;
    while (u > pmf && pmf > 0) {
        u -= pmf;
        k++;
        pmf *= mean / k;
    }
    return k;
}

static double poisson_log_pmf(double mean, double k)
{
    return k * log(mean / (k + 1)) - 0.5 * log(k + 1) + (k + 1 - mean) - HALF_LOG_TWO_PI - koh__stirling_rest(k);
}

static int32_t poisson_rejection(koh_stream *stream, double mean)
{
    const double b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), v_r = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        const double u = koh__stream_uniform(stream) - 0.5, v = koh__stream_uniform(stream), u_s = 0.5 - fabs(u);
        const double k = floor((2 * a / u_s + b) * u + mean + 0.43);
        if (u_s >= 0.07 && v <= v_r) {
            return (int32_t) k;
        }
        if (k < 0 || k > INT32_MAX || (u_s < 0.013 && v > u_s)) {
            continue;
        }
        if (log(v * inverse_alpha / (a / (u_s * u_s) + b)) <= poisson_log_pmf(mean, k)) {
            return (int32_t) k;
        }
    }
}

int32_t koh__poisson(koh_stream *stream, double mean)
{
    assert(mean >= 0 && mean <= 1e9);
    return mean < KOH_SAMPLE_REJECTION_MEAN ? poisson_inversion(stream, mean) : poisson_rejection(stream, mean);
}

/* The whole number nearest to a normal variate. */
static int32_t nearest(double u, double mean, double variance, double most)
{
    return (int32_t) floor(fmin(fmax(mean + sqrt(variance) * koh__normal_quantile(u), 0), most) + 0.5);
}

int32_t koh__binomial_at(double u, int32_t n, double p)
{
    assert(n >= 0 && p >= 0 && p <= 1);
    if (n == 0 || p == 0) {
        return 0;
    }
    if (p > 0.5) {
        return n - koh__binomial_at(1 - u, n, 1 - p);
    }
    if (n * p > KOH_SAMPLE_EXACT_MEAN) {
        return nearest(u, n * p, n * p * (1 - p), n);
    }
    const double odds = p / (1 - p);
    double pmf = exp(n * log1p(-p)), below = pmf;
    int32_t k = 0;
    while (u > below && k < n && pmf > 0) {
        pmf *= (double) (n - k) / (k + 1) * odds;
        below += pmf;
        k++;
    }
    return k;
}

int32_t koh__poisson_at(double u, double mean)
{
    assert(mean >= 0 && mean <= 1e9);
    if (mean > KOH_SAMPLE_EXACT_MEAN) {
        return nearest(u, mean, mean, INT32_MAX);
    }
    double pmf = exp(-mean), below = pmf;
    int32_t k = 0;
    while (u > below && pmf > 0) {
        k++;
        pmf *= mean / k;
        below += pmf;
    }
    return k;
}
