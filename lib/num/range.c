/* Ranges: quantiles of the shapes.
 *
 * Method: the inverse of each distribution function; the beta's by bisection of its continued fraction.
 * Sources: kohort/range.h. Assumptions: none. Limits: the beta to 1e-12 of its width. */
#include "kohort/range.h"

#include <math.h>

#include "num/special_priv.h"

#define Z_90 1.2815515655446004 /* the 0.9 quantile of the standard normal distribution */

koh_status koh_range_check(const koh_range *range, koh_error *error)
{
    if (!isfinite(range->low) || !isfinite(range->centre) || !isfinite(range->high)) {
        return koh_error_set(error, KOH_EDOMAIN, "the ends of a range are finite numbers");
    }
    if (range->low > range->high) {
        return koh_error_set(error, KOH_EDOMAIN, "the lower end %g lies above the upper end %g", range->low,
                             range->high);
    }
    if (range->centre < range->low || range->centre > range->high) {
        return koh_error_set(error, KOH_EDOMAIN, "%g lies outside of its range, %g to %g", range->centre, range->low,
                             range->high);
    }
    return range->shape == KOH_SHAPE_LOGNORMAL && range->low <= 0
               ? koh_error_set(error, KOH_EDOMAIN, "a lognormal range lies above 0; its lower end is %g", range->low)
               : KOH_OK;
}

/* The continued fraction of the incomplete beta function by Lentz's method (Press et al., equation 6.4.6). */
static double fraction(double a, double b, double x)
{
    enum { TERMS = 200 };
    const double tiny = 1e-300, enough = 1e-15;
    double c = 1, d = 1 / fmax(1 - (a + b) * x / (a + 1), tiny), product = d;
    for (int m = 1; m <= TERMS; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / (1 + even * d);
        c = 1 + even / c;
        product *= d * c;
        d = 1 / (1 + odd * d);
        c = 1 + odd / c;
        product *= d * c;
        if (fabs(d * c - 1) <= enough) {
            break;
        }
    }
    return product;
}

/* Distribution function of Beta(a, b), a and b >= 1. */
static double beta_below(double a, double b, double log_beta, double x)
{
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    const double front = exp(a * log(x) + b * log1p(-x) - log_beta);
    return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
}

static double beta_at(const koh_range *r, double prob)
{
    enum { HALVINGS = 44 }; /* to 1e-13 */
    const double width = r->high - r->low, a = 1 + 4 * (r->centre - r->low) / width, b = 6 - a;
    const double log_beta = lgamma(a) + lgamma(b) - lgamma(a + b);
    double from = 0, to = 1;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = 0.5 * (from + to);
        if (beta_below(a, b, log_beta, middle) < prob) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return r->low + width * 0.5 * (from + to);
}

static double triangular_at(const koh_range *r, double prob)
{
    const double width = r->high - r->low, rise = r->centre - r->low, fall = r->high - r->centre;
    return prob * width < rise ? r->low + sqrt(prob * width * rise) : r->high - sqrt((1 - prob) * width * fall);
}

/* The normal's value where the distances of the 10th and the 90th percentile from the median are given. */
static double normal_at(double below, double above, double prob)
{
    const double z = koh__normal_quantile(prob);
    return (z < 0 ? below : above) * z / Z_90;
}

double koh_range_at(const koh_range *r, double prob)
{
    if (r->low == r->high) {
        return r->centre;
    }
    switch (r->shape) {
    case KOH_SHAPE_LOGNORMAL:
        return r->centre * exp(normal_at(log(r->centre / r->low), log(r->high / r->centre), prob));
    case KOH_SHAPE_TRIANGULAR:
        return triangular_at(r, prob);
    case KOH_SHAPE_UNIFORM:
        return r->low + prob * (r->high - r->low);
    case KOH_SHAPE_BETA:
        return beta_at(r, prob);
    case KOH_SHAPE_NORMAL:
    case KOH_SHAPES:
        break;
    }
    return r->centre + normal_at(r->centre - r->low, r->high - r->centre, prob);
}
