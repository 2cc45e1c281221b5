/* Exact draws from discrete distributions, one at a time. For many draws of one cell see num/lanes_priv.h. */
#ifndef KOH_SAMPLE_PRIV_H
#define KOH_SAMPLE_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "num/rng_priv.h"

/* Means from here on are drawn by transformed rejection, smaller ones by inversion: Hörmann's lower limit. */
#define KOH_SAMPLE_REJECTION_MEAN 10.0

/* Successes among n >= 0 trials of probability p in [0, 1]. */
int32_t koh__binomial(koh_stream *stream, int32_t n, double p);

/* A Poisson count of a mean in [0, 1e9]. */
int32_t koh__poisson(koh_stream *stream, double mean);

/* The count below which a share u in (0, 1) lies: it never falls where u, n, p or the mean rise, so that runs of other
 * numbers share their chance. Exact up to a mean (of the rarer outcome) of KOH_SAMPLE_EXACT_MEAN; beyond it the whole
 * number nearest to a normal variate of the same mean and variance, in 0..n; only where one gives way to the other may
 * it fall by one. */
#define KOH_SAMPLE_EXACT_MEAN 64.0
int32_t koh__binomial_at(double u, int32_t n, double p);
int32_t koh__poisson_at(double u, double mean);

/* n >= 0 persons over n_p categories of probability p[k] / sum(p), p >= 0 with a positive sum. rest[n_p] is room. */
void koh__multinomial(koh_stream *stream, int32_t n, size_t n_p, const double *p, double *rest, int32_t *x);

/* The same with probabilities drawn from Dirichlet(alpha), alpha >= 0 with a positive sum; 0 = never. */
void koh__dirichlet_multinomial(koh_stream *stream, int32_t n, size_t n_p, const double *alpha, double *rest,
                                int32_t *x);

double koh__normal(koh_stream *stream);

/* The logarithm of a gamma variate of shape a > 0 and scale 1: finite where the variate itself would be 0. */
double koh__log_gamma_variate(koh_stream *stream, double a);

/* How far Stirling's formula for log k! falls short: log k! = (k + 1/2) log(k + 1) - (k + 1) + log(2 pi)/2 + this. */
double koh__stirling_rest(double k);

#endif
