/* A multistate model of care by age, in balance with the population.
 *
 * Method: a Markov chain of one year between states and death. The chances of death by state are relative: one factor
 * on their odds, the same in all states, makes the deaths of an age and sex those of the population's life table; the
 * other chances keep their proportions among those who live.
 * Equations: deaths(k) = sum n_i k q_i / (1 - q_i + k q_i), which grows with k; p'_ij = p_ij (1 - q'_i) / (1 - q_i).
 * Sources: N. Keyfitz and H. Caswell (2005), Applied Mathematical Demography, chapter 17 (multistate models), for the
 * chain; a common factor on odds keeps every chance between 0 and 1 and the odds ratios between states as they were
 * told (the usual logit shift, as in W. Brass 1971 for one state).
 * Assumptions: one move a year; who moves depends on age, sex and state alone. Limits: the relative risks are the
 * caller's. */
#include "kohort/care_ladder.h"

#include <math.h>

#define SUM_ROUNDING 1e-9 /* of chances told in decimals */

/* Newton's steps on the odds, kept in a bracket, go on until the deaths are met to this share of them: some four units
 * of the last place of a double, beyond which rounding decides. */
#define DEATHS_ROUNDING 1e-15

#define LEAST_ODDS 1e-300

enum { STEPS = 200 };

koh_status koh_ladder_check(size_t n, const double *matrix, koh_error *error)
{
    if (n == 0 || n > KOH_LADDER_STATES) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu states, expected 1 to %d", n, (int) KOH_LADDER_STATES);
    }
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j <= n; j++) {
            const double p = matrix[i * (n + 1) + j];
            if (!(p >= 0)) {
                return koh_error_set(error, KOH_EDOMAIN, "row %zu has a chance of %.10g", i, p);
            }
            sum += p;
        }
        if (!(fabs(sum - 1) <= SUM_ROUNDING)) {
            return koh_error_set(error, KOH_EDOMAIN, "row %zu sums to %.10g, expected 1", i, sum);
        }
    }
    return KOH_OK;
}

/* The chance q at odds times k; who must die does at any. */
static double at_odds(double q, double k)
{
    return q >= 1 || (isinf(k) && q > 0) ? 1 : q <= 0 ? 0 : k * q / (1 - q + k * q);
}

/* Deaths at odds times k, and their derivative by the log of k. */
static double deaths_at(size_t n, const double *matrix, const double *stock, double k, double *slope)
{
    double sum = 0;
    *slope = 0;
    for (size_t i = 0; i < n; i++) {
        const double q = at_odds(matrix[i * (n + 1) + n], k);
        sum += stock[i] * q;
        *slope += stock[i] * q * (1 - q);
    }
    return sum;
}

/* Those who may die and live, and those who must die. */
static void bounds(size_t n, const double *matrix, const double *stock, double *may, double *must)
{
    *may = *must = 0;
    for (size_t i = 0; i < n; i++) {
        const double q = matrix[i * (n + 1) + n];
        *may += q > 0 ? stock[i] : 0;
        *must += q >= 1 ? stock[i] : 0;
    }
}

double koh_ladder_odds(size_t n, const double *matrix, const double *stock, double prob_death)
{
    double all = 0, told = 0, may, must, low = LEAST_ODDS, high = 1 / LEAST_ODDS;
    for (size_t i = 0; i < n; i++) {
        all += stock[i];
        told += stock[i] * matrix[i * (n + 1) + n];
    }
    const double wanted = prob_death * all, rounding = DEATHS_ROUNDING * all;
    bounds(n, matrix, stock, &may, &must);
    if (!(all > 0)) {
        return all == 0 ? 1 : (double) NAN;
    }
    if (fabs(wanted - must) <= rounding) {
        return may == must ? 1 : 0;
    }
    if (fabs(wanted - may) <= rounding) {
        return (double) INFINITY;
    }
    if (!(wanted > must && wanted < may)) {
        return (double) NAN;
    }
    double k = wanted / (all - wanted) * (all - told) / told; /* the answer where all states have the same chance */
    k = k > low && k < high ? k : 1;
    for (int step = 0; step < STEPS; step++) {
        double slope;
        const double gap = deaths_at(n, matrix, stock, k, &slope) - wanted;
        if (fabs(gap) <= DEATHS_ROUNDING * wanted) {
            break;
        }
        *(gap > 0 ? &high : &low) = k;
        const double before = k, newton = k * (1 - gap / slope);
        k = newton >= low && newton <= high ? newton : sqrt(low) * sqrt(high);
        if (fabs(k - before) <= DEATHS_ROUNDING * before) { /* odds that rounding does not tell apart */
            break;
        }
    }
    return k;
}

void koh_ladder_flows(size_t n, const double *matrix, double odds, const double *from, double *flow)
{
    for (size_t i = 0; i < n; i++) {
        const double *row = matrix + i * (n + 1);
        double *to = flow + i * (n + 1), alive = 0;
        const double dying = from[i] * at_odds(row[n], odds), living = from[i] - dying;
        to[n] = dying;
        for (size_t j = 0; j < n; j++) {
            alive += row[j];
        }
        for (size_t j = 0; j < n; j++) {
            to[j] = alive > 0 && living != 0 ? living * (row[j] / alive) : 0;
        }
    }
}

void koh_ladder_step(size_t n, const double *matrix, double odds, const double *from, double *next, double *deaths)
{
    double flow[KOH_LADDER_STATES * (KOH_LADDER_STATES + 1)];
    koh_ladder_flows(n, matrix, odds, from, flow);
    for (size_t j = 0; j < n; j++) {
        next[j] = 0;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            next[j] += flow[i * (n + 1) + j];
        }
        if (deaths != NULL) {
            deaths[i] = flow[i * (n + 1) + n];
        }
    }
}
