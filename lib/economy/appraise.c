/* Appraisal.
 *
 * Equations: annuity  A = P r / (1 - (1 + r)^-n), P / n at r = 0; left after k payments
 *   P (1 + r)^k - A ((1 + r)^k - 1) / r;  present value  sum of F_t / (1 + r)^t;  internal rate  the r at which that is
 * 0 (Brealey, Myers & Allen 2011, Principles of Corporate Finance, ch. 2 and 5). Roots: with x = 1 / (1 + r) the
 * present value is a polynomial of x on (0, infinity). Its roots there are counted by bracketing between the roots of
 * its derivative, from the constant upwards: between two neighbouring roots of p' the polynomial p is monotone, so that
 * no root is missed. A root that only touches 0 counts where it is met exactly. Limits: flows once a year. A rate
 * outside (-1, 1000] is not sought. */
#include "kohort/appraise.h"

#include <math.h>

#include "base/memory_priv.h"
#include "num/root_priv.h"

#define RATE_MAX 1000.0
#define FACTOR_MAX 1e6 /* of discount: a rate of -0.999999, where everything is lost */

double koh_annuity(double principal, double rate, size_t n_years)
{
    if (n_years == 0 || !(rate > -1)) {
        return (double) NAN;
    }
    return rate == 0 ? principal / (double) n_years : principal * rate / -expm1(-(double) n_years * log1p(rate));
}

double koh_annuity_left(double principal, double rate, size_t n_years, size_t paid)
{
    double payment = koh_annuity(principal, rate, n_years), years = (double) n_years - (double) paid;
    if (paid > n_years) {
        return (double) NAN;
    }
    return rate == 0 ? payment * years
                     : payment * -expm1(-years * log1p(rate)) / rate; /* value of what is to be paid */
}

/* Horner's rule in the factor of discount. */
static double value_at(size_t n, const double *flow, double factor)
{
    double sum = 0;
    for (size_t t = n; t > 0; t--) {
        sum = sum * factor + flow[t - 1];
    }
    return sum;
}

double koh_present_value(size_t n, const double *flow, double rate)
{
    return rate > -1 ? value_at(n, flow, 1 / (1 + rate)) : (double) NAN;
}

/* The root between two points, or none: *found is then 0. */
static koh_status root_between(size_t n, const double *flow, double a, double b, double *x, int *found)
{
    double fa = value_at(n, flow, a), fb = value_at(n, flow, b);
    koh_root root;
    *found = (fa < 0) != (fb < 0) || fa == 0 || fb == 0;
    if (!*found || fa == 0 || fb == 0) {
        *x = fa == 0 ? a : b;
        return KOH_OK;
    }
    koh_status status = koh__root_start(a, fa, b, fb, 0, &root);
    while (status == KOH_OK && koh__root_next(&root)) {
        koh__root_tell(&root, value_at(n, flow, root.x));
    }
    *x = root.x;
    return status == KOH_OK ? koh__root_end(&root) : status;
}

/* Roots of the polynomial in (first, last], from the roots of its derivatives; work [n] of coefficients, roots [n + 1]
 * in and out. */
static koh_status find_roots(size_t n, const double *flow, double *work, double *roots, size_t *n_roots)
{
    const double first = 1 / (1 + RATE_MAX), last = FACTOR_MAX;
    *n_roots = 0;
    for (size_t order = n; order > 0; order--) { /* of the derivative: order - 1 times */
        size_t terms = n - order + 1, kept = 0, n_before = *n_roots;
        for (size_t t = 0; t < terms; t++) { /* (order - 1)th derivative over (order - 1)!, which has the same roots */
            double scale = 1;
            for (size_t k = 1; k < order; k++) {
                scale *= (double) (t + k) / (double) k;
            }
            work[t] = flow[t + order - 1] * scale;
        }
        double from = first;
        for (size_t i = 0; i <= n_before; i++) {
            double to = i < n_before ? roots[i] : last, x;
            int found;
            koh_status status = root_between(terms, work, from, to, &x, &found);
            if (status != KOH_OK) {
                return status;
            }
            from = to;
            if (found && (kept == 0 || x > roots[kept - 1])) {
                roots[kept++] = x; /* never ahead of i */
            }
        }
        *n_roots = kept;
    }
    return KOH_OK;
}

koh_status koh_internal_rate(size_t n, const double *flow, koh_error *error, double *rate)
{
    int out = 0, in = 0;
    for (size_t t = 0; t < n; t++) {
        if (!isfinite(flow[t])) {
            return koh_error_set(error, KOH_EDOMAIN, "flow %zu is not a number", t);
        }
        out |= flow[t] < 0;
        in |= flow[t] > 0;
    }
    if (!out || !in) {
        return koh_error_set(error, KOH_ENOSOLUTION, "the flows have one sign: there is no internal rate");
    }
    double *work = KOH_NEW(2 * n + 1, double), *roots = work == NULL ? NULL : work + n;
    size_t n_roots = 0;
    koh_status status = work == NULL ? KOH_ENOMEM : find_roots(n, flow, work, roots, &n_roots);
    if (status != KOH_OK) {
        status = koh_error_set(error, status, "the internal rate was not found");
    } else if (n_roots == 0) {
        status = koh_error_set(error, KOH_ENOSOLUTION, "no rate up to %g gives a present value of 0", RATE_MAX);
    } else if (n_roots > 1) {
        status = koh_error_set(error, KOH_EAMBIGUOUS, "%zu rates give a present value of 0, such as %g and %g", n_roots,
                               1 / roots[0] - 1, 1 / roots[n_roots - 1] - 1);
    } else {
        *rate = 1 / roots[0] - 1;
    }
    koh__free(work);
    return status;
}
