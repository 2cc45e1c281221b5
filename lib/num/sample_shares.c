/* Method: several categories at once. A multinomial count is a chain of binomials, category k taking its share of what
 * is left, p_k / (p_k + p_(k+1) + ...); with Dirichlet probabilities the share is Beta(alpha_k, alpha_(k+1) + ...), a
 * ratio of two gamma variates. Gamma by squeeze on a transformed normal, shapes below 1 by one power of a uniform, in
 * logarithms so that tiny shapes do not vanish; normal by the polar method.
 * Sources: L. Devroye (1986), Non-Uniform Random Variate Generation, XI.1.4 (conditional binomials) and XI.4.1
 * (Dirichlet as a chain of betas); G. Marsaglia & W. W. Tsang (2000), A simple method for generating gamma variables,
 * ACM TOMS 26, 363-372; G. Marsaglia & T. A. Bray (1964), SIAM Review 6, 260-264.
 * Assumptions: shares need not sum to 1. Limits: the last category with a positive share takes what is left. */
#include "num/sample_priv.h"

#include <math.h>

double koh__normal(koh_stream *stream)
{
    for (;;) {
        const double x = 2 * koh__stream_uniform(stream) - 1, y = 2 * koh__stream_uniform(stream) - 1;
        const double r = x * x + y * y;
        if (r > 0 && r < 1) {
            return x * sqrt(-2 * log(r) / r);
        }
    }
}

double koh__log_gamma_variate(koh_stream *stream, double a)
{
    if (a < 1) {
        const double larger = koh__log_gamma_variate(stream, a + 1);
        return larger + log(koh__stream_uniform(stream)) / a;
    }
    const double d = a - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        const double x = koh__normal(stream), root = 1 + c * x, u = koh__stream_uniform(stream);
        const double v = root * root * root;
        if (root > 0 && log(u) < 0.5 * x * x + d * (1 - v + log(v))) {
            return log(d) + log(v);
        }
    }
}

/* rest[k] = value[k] + value[k + 1] + ..., summed from the end: a share of it is never above 1. */
static void sum_from_end(size_t n, const double *value, double *rest)
{
    double sum = 0;
    for (size_t k = n; k-- > 0;) {
        sum += value[k];
        rest[k] = sum;
    }
}

void koh__multinomial(koh_stream *stream, int32_t n, size_t n_p, const double *p, double *rest, int32_t *x)
{
    sum_from_end(n_p, p, rest);
    for (size_t k = 0; k < n_p; k++) {
        x[k] = rest[k] > 0 ? koh__binomial(stream, n, p[k] / rest[k]) : 0;
        n -= x[k];
    }
}

/* A Beta(a, b) variate. */
static double beta_variate(koh_stream *stream, double a, double b)
{
    const double first = koh__log_gamma_variate(stream, a), second = koh__log_gamma_variate(stream, b);
    return 1 / (1 + exp(second - first));
}

void koh__dirichlet_multinomial(koh_stream *stream, int32_t n, size_t n_p, const double *alpha, double *rest,
                                int32_t *x)
{
    sum_from_end(n_p, alpha, rest);
    for (size_t k = 0; k < n_p; k++) {
        const double others = k + 1 < n_p ? rest[k + 1] : 0;
        double share = alpha[k] > 0 ? 1 : 0;
        if (alpha[k] > 0 && others > 0 && n > 0) {
            share = beta_variate(stream, alpha[k], others);
        }
        x[k] = koh__binomial(stream, n, share);
        n -= x[k];
    }
}
