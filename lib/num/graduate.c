/* Graduation of banded rates.
 *
 * Method: the rate is a continuous curve whose logit is linear between the bands' centres (weighted mean ages) and goes
 * on with the last slopes outside them; the logits at the centres are solved so that every band's count is met. The
 * logit keeps rates between 0 and 1 and lets them level off at the highest ages, as the logistic of old-age rates does
 * (Thatcher, Kannisto & Vaupel 1998). Solved band by band (nonlinear Gauss-Seidel with a bracketed Newton step on a
 * monotone function), then in sweeps.
 * Limits: it knows nothing within a band but its neighbours; a minimum or maximum inside a band is not found. */
#include "num/graduate_priv.h"

#include <math.h>

enum { SWEEPS = 400, NEWTON_STEPS = 60 };

#define COUNT_TOLERANCE 1e-13 /* relative to the band's count: an order below what the header promises */
#define LOGIT_LIMIT 40.0      /* exp(40) = 2e17: beyond it a rate is 0 or 1 in double precision */

typedef struct curve {
    size_t n_age, n; /* ages; bands that count somebody */
    const double *weight;
    size_t begin[KOH_GRADUATE_BANDS], end[KOH_GRADUATE_BANDS];
    double centre[KOH_GRADUATE_BANDS], logit[KOH_GRADUATE_BANDS], count[KOH_GRADUATE_BANDS];
} curve;

/* The logit at an age, and (if wanted) its derivative by the logit at centre k. */
static double logit_at(const curve *c, double age, size_t k, double *slope)
{
    if (c->n == 1) {
        *slope = 1;
        return c->logit[0];
    }
    size_t i = 0;
    while (i + 2 < c->n && age > c->centre[i + 1]) {
        i++;
    }
    double share = (age - c->centre[i]) / (c->centre[i + 1] - c->centre[i]);
    *slope = k == i ? 1 - share : k == i + 1 ? share : 0;
    return c->logit[i] + share * (c->logit[i + 1] - c->logit[i]);
}

static double rate_of(double logit)
{
    return 1 / (1 + exp(-logit));
}

/* The count of band k under the present curve, and its derivative by the logit at its own centre. */
static double count_of(const curve *c, size_t k, double *derivative)
{
    double sum = 0;
    *derivative = 0;
    for (size_t age = c->begin[k]; age < c->end[k]; age++) {
        double slope;
        double rate = rate_of(logit_at(c, (double) age, k, &slope));
        sum += c->weight[age] * rate;
        *derivative += c->weight[age] * rate * (1 - rate) * slope;
    }
    return sum;
}

/* Solves the logit at centre k with the others fixed. */
static double solve_band(curve *c, size_t k)
{
    double first = c->logit[k], low = -LOGIT_LIMIT, high = LOGIT_LIMIT;
    for (int step = 0; step < NEWTON_STEPS; step++) {
        double derivative;
        double gap = count_of(c, k, &derivative) - c->count[k];
        if (fabs(gap) <= COUNT_TOLERANCE * c->count[k]) {
            break;
        }
        if (gap > 0) {
            high = c->logit[k];
        } else {
            low = c->logit[k];
        }
        double next = derivative > 0 ? c->logit[k] - gap / derivative : low;
        if (!(next > low && next < high)) {
            next = 0.5 * (low + high);
        }
        if (next == c->logit[k]) {
            break;
        }
        c->logit[k] = next;
    }
    return fabs(c->logit[k] - first);
}

static koh_status prepare(curve *c, size_t n_bands, const int *from, const double *count)
{
    if (n_bands == 0 || n_bands > KOH_GRADUATE_BANDS || from[0] != 0) {
        return KOH_EDOMAIN;
    }
    for (size_t b = 0; b < n_bands; b++) {
        size_t begin = (size_t) from[b], end = b + 1 < n_bands ? (size_t) from[b + 1] : c->n_age;
        if (end <= begin || end > c->n_age) {
            return KOH_EDOMAIN;
        }
        double sum = 0, moment = 0;
        for (size_t age = begin; age < end; age++) {
            if (!(c->weight[age] >= 0)) {
                return KOH_EDOMAIN;
            }
            sum += c->weight[age];
            moment += c->weight[age] * (double) age;
        }
        if (!(sum > 0) || !(count[b] >= 0) || !(count[b] < sum)) {
            return KOH_EDOMAIN;
        }
        if (count[b] > 0) {
            size_t i = c->n++;
            c->begin[i] = begin;
            c->end[i] = end;
            c->centre[i] = moment / sum;
            c->count[i] = count[b];
            c->logit[i] = log(count[b] / (sum - count[b]));
        }
    }
    return KOH_OK;
}

/* What is left of a band's count is set right by one factor on its rates: the last digits only. */
static void write_rates(const curve *c, double *rate)
{
    for (size_t age = 0; age < c->n_age; age++) {
        rate[age] = 0;
    }
    for (size_t k = 0; k < c->n; k++) {
        double slope;
        double sum = 0;
        for (size_t age = c->begin[k]; age < c->end[k]; age++) {
            rate[age] = rate_of(logit_at(c, (double) age, k, &slope));
            sum += c->weight[age] * rate[age];
        }
        for (size_t age = c->begin[k]; age < c->end[k]; age++) {
            rate[age] *= c->count[k] / sum;
        }
    }
}

koh_status koh__graduate(size_t n_age, const double *weight, size_t n_bands, const int *from, const double *count,
                         double *rate)
{
    curve c = { .n_age = n_age, .weight = weight };
    koh_status status = prepare(&c, n_bands, from, count);
    if (status != KOH_OK) {
        return status;
    }
    double moved = c.n == 0 ? 0 : INFINITY;
    for (int sweep = 0; sweep < SWEEPS && moved > 1e-11; sweep++) {
        moved = 0;
        for (size_t k = 0; k < c.n; k++) {
            moved = fmax(moved, solve_band(&c, k));
        }
    }
    if (moved > 1e-6) { /* a logit: the factor of write_rates would be visible */
        return KOH_ENOCONVERGENCE;
    }
    write_rates(&c, rate);
    return KOH_OK;
}
