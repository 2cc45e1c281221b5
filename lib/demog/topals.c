/* Method: TOPALS, a tool for projecting age patterns using linear splines, with a penalised Poisson likelihood.
 * Equations, B the linear B-splines (hats) on the knots, s the standard:
 *   ln m_x = ln s_x + sum_k B_k(x) c_k,
 *   maximise  sum (D_x ln m_x - E_x m_x) - penalty sum_k (c_(k+1) - c_k)^2,
 *   Newton: (B' diag(E m) B + 2 penalty S'S) step = B'(D - E m) - 2 penalty S'S c,  S the differences,
 * where a step that moves a log rate by more than 1/2 is shortened to that, so that the objective never falls (the
 * bound in leecarter.c). Covariance: the inverse of the matrix at the maximum.
 * Sources: M. R. Gonzaga & C. P. Schmertmann (2016), Estimating age- and sex-specific mortality rates for small
 * areas with TOPALS regression, Revista Brasileira de Estudos de Populacao 33, 629-652 (knots, penalty,
 * likelihood); J. de Beer (2012), Smoothing and projecting age-specific probabilities of death by TOPALS,
 * Demographic Research 27, 543-592.
 * Assumptions: the standard's details within the spans between knots hold locally; deaths are Poisson. Limits: the
 * penalty pulls the offsets towards each other, not towards 0: the level is the area's own. */
#include "kohort/topals.h"

#include <math.h>
#include <string.h>

#include "demog/mortality_priv.h"
#include "num/linalg_priv.h"
#include "num/sum_priv.h"

enum { ITERATIONS = 500 };

#define STEP_TOLERANCE 1e-11 /* of a log rate */
#define STEP_LONGEST 0.5     /* of a log rate: leecarter.c */

koh_topals_options koh_topals_options_defaults(void)
{
    return (koh_topals_options){ .n_knots = 7, .knot = { 0, 1, 10, 20, 40, 70, 100 }, .penalty = 1 };
}

/* The first of the two knots around an age, and the weight of the second. */
static size_t span_of(size_t n_knots, const double *knot, double age, double *weight)
{
    size_t k = 0;
    while (k + 2 < n_knots && age > knot[k + 1]) {
        k++;
    }
    *weight = fmin(fmax((age - knot[k]) / (knot[k + 1] - knot[k]), 0), 1);
    return k;
}

static double offset_at(const koh_topals *fit, double age)
{
    double weight;
    const size_t k = span_of(fit->n_knots, fit->knot, age, &weight);
    return (1 - weight) * fit->offset[k] + weight * fit->offset[k + 1];
}

void koh_topals_rates(const koh_topals *fit, size_t n_age, const double *standard, double *mx)
{
    for (size_t x = 0; x < n_age; x++) {
        mx[x] = standard[x] * exp(offset_at(fit, (double) x));
    }
}

double koh_topals_se(const koh_topals *fit, double age)
{
    double w;
    const size_t n = fit->n_knots, k = span_of(n, fit->knot, age, &w);
    const double *V = fit->covariance;
    const double variance =
        (1 - w) * (1 - w) * V[k * n + k] + 2 * w * (1 - w) * V[k * n + k + 1] + w * w * V[(k + 1) * n + k + 1];
    return sqrt(variance);
}

static koh_status check(const koh_deaths *data, const double *standard, const koh_topals_options *options,
                        koh_error *error)
{
    double died;
    koh_status status = koh__deaths_check(data, error, &died);
    if (status != KOH_OK) {
        return status;
    }
    if (standard == NULL) {
        return koh_error_set(error, KOH_EMISSING, "TOPALS needs a standard");
    }
    for (size_t x = 0; x < data->n_age; x++) {
        if (!(standard[x] > 0) || isinf(standard[x])) {
            return koh_error_set(error, KOH_EDOMAIN, "standard at age %zu: expected a rate > 0", x);
        }
    }
    if (options->n_knots < 2 || options->n_knots > KOH_TOPALS_KNOTS) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu knots: expected 2 to %d", options->n_knots, KOH_TOPALS_KNOTS);
    }
    for (size_t k = 0; k < options->n_knots; k++) {
        if (!isfinite(options->knot[k]) || (k > 0 && !(options->knot[k] > options->knot[k - 1]))) {
            return koh_error_set(error, KOH_EDOMAIN, "knot %zu: expected ascending ages", k);
        }
    }
    if (!(options->penalty >= 0) || isinf(options->penalty)) {
        return koh_error_set(error, KOH_EDOMAIN, "the penalty is a number >= 0");
    }
    return KOH_OK;
}

/* Gradient g[n] and minus the Hessian H[n][n] of the objective at the offsets; sets the log-likelihood. */
static void differentiate(const koh_deaths *data, const double *standard, double penalty, koh_topals *fit, double *g,
                          double *H)
{
    const size_t n = fit->n_knots;
    koh_sum sum = { 0 };
    memset(g, 0, n * sizeof *g);
    memset(H, 0, n * n * sizeof *H);
    for (size_t x = 0; x < data->n_age; x++) {
        double w;
        const size_t k = span_of(n, fit->knot, (double) x, &w);
        const double log_rate = log(standard[x]) + (1 - w) * fit->offset[k] + w * fit->offset[k + 1];
        const double expected = data->exposure[x] * exp(log_rate), gap = data->deaths[x] - expected;
        koh__sum_add(&sum, data->deaths[x] * log_rate - expected);
        g[k] += (1 - w) * gap;
        g[k + 1] += w * gap;
        H[k * n + k] += (1 - w) * (1 - w) * expected;
        H[k * n + k + 1] += w * (1 - w) * expected;
        H[(k + 1) * n + k] += w * (1 - w) * expected;
        H[(k + 1) * n + k + 1] += w * w * expected;
    }
    for (size_t k = 0; k + 1 < n; k++) {
        const double difference = fit->offset[k + 1] - fit->offset[k];
        g[k] += 2 * penalty * difference;
        g[k + 1] -= 2 * penalty * difference;
        H[k * n + k] += 2 * penalty;
        H[(k + 1) * n + k + 1] += 2 * penalty;
        H[k * n + k + 1] -= 2 * penalty;
        H[(k + 1) * n + k] -= 2 * penalty;
    }
    fit->log_likelihood = koh__sum_value(&sum);
}

koh_status koh_topals_fit(const koh_deaths *data, const double *standard, const koh_topals_options *options,
                          koh_error *error, koh_topals *fit)
{
    koh_status status = check(data, standard, options, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t n = options->n_knots;
    double g[KOH_TOPALS_KNOTS], H[KOH_TOPALS_KNOTS * KOH_TOPALS_KNOTS];
    *fit = (koh_topals){ .n_knots = n, .residual = (double) INFINITY };
    memcpy(fit->knot, options->knot, n * sizeof *fit->knot);
    while (fit->residual > STEP_TOLERANCE) {
        differentiate(data, standard, options->penalty, fit, g, H);
        if (fit->iterations++ == ITERATIONS || koh__cholesky(n, H) != KOH_OK) {
            return koh_error_set(error, KOH_ENOCONVERGENCE, "the deaths do not determine %zu offsets", n);
        }
        koh__cholesky_solve(n, H, g);
        fit->residual = 0;
        for (size_t k = 0; k < n; k++) {
            fit->residual = fmax(fit->residual, fabs(g[k])); /* a log rate moves no more than the offsets around it */
        }
        const double part = fit->residual > STEP_LONGEST ? STEP_LONGEST / fit->residual : 1;
        for (size_t k = 0; k < n; k++) {
            fit->offset[k] += part * g[k];
        }
    }
    koh__cholesky_inverse(n, H, fit->covariance);
    return KOH_OK;
}
