/* The curve of an epidemic by week.
 *
 * Method: share(w) = exp(-a |w - peak|^c) / sum, a curve with one peak. For a shape c the steepness a gives the peak
 * week its share; c is then found so that the best run of weeks holds its share. Both are monotone, so that bisection
 * finds them. c = 1 is growth and decline at constant rates; the sech^2 curve of a mild epidemic (Kermack & McKendrick
 * 1927, Proc. R. Soc. A 115: 700-721, p. 713) lies between c = 1 and c = 2.
 * Source of the defaults: Norway's plan for pandemic influenza (Helse- og omsorgsdepartementet, Nasjonal beredskapsplan
 * pandemisk influensa, 2014; half a year also in the plan of 2006), as the programme of the municipality's plan uses
 * it.
 * Limits: one wave, symmetric but for where the weeks end. */
#include "kohort/epidemic.h"

#include <math.h>

enum { HALVINGS = 200, MOST_WEEKS = 520 };
#define SHAPE_LOW 0.05 /* almost a spike on a flat floor */
#define SHAPE_HIGH 60. /* almost a box */
#define MET 1e-9       /* share: how near the window must come */

koh_epidemic koh_epidemic_defaults(void)
{
    return (koh_epidemic){ .n_weeks = 26, .peak = 8, .share_peak = 0.2, .window = 8, .share_window = 0.9 };
}

/* The weight of a week `distance` weeks from the peak. */
static double weight(double a, double c, size_t distance)
{
    return exp(-a * pow((double) distance, c));
}

static double all_weights(const koh_epidemic *e, double a, double c)
{
    double sum = 0;
    for (size_t w = 0; w < e->n_weeks; w++) {
        sum += weight(a, c, w > e->peak ? w - e->peak : e->peak - w);
    }
    return sum;
}

/* The steepness at which the peak week holds its share, 1 / sum of weights. */
static double steepness(const koh_epidemic *e, double c)
{
    double low = 0, high = 700; /* exp(-700): nothing is left beside the peak */
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        *(all_weights(e, middle, c) * e->share_peak > 1 ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

/* What the `window` weeks that hold most hold: from the peak outwards the heavier neighbour comes next. */
static double best_window(const koh_epidemic *e, double a, double c)
{
    double sum = 1;
    size_t left = e->peak, right = e->n_weeks - 1 - e->peak, before = 0, after = 0;
    while (before + after + 1 < e->window) {
        size_t *side = before == left || (after < right && after <= before) ? &after : &before;
        sum += weight(a, c, ++*side);
    }
    return sum / all_weights(e, a, c);
}

static koh_status check(const koh_epidemic *e, koh_error *error)
{
    if (e->n_weeks < 3 || e->n_weeks > MOST_WEEKS || e->peak >= e->n_weeks) {
        return koh_error_set(error, KOH_EDOMAIN, "a wave has 3 to %d weeks, the peak among them", MOST_WEEKS);
    }
    if (e->window < 2 || e->window > e->n_weeks) {
        return koh_error_set(error, KOH_EDOMAIN, "a window of %zu weeks does not fit into %zu", e->window, e->n_weeks);
    }
    if (!(e->share_peak > 1.0 / (double) e->n_weeks && e->share_peak < 1)) {
        return koh_error_set(error, KOH_EDOMAIN,
                             "the peak week holds %g of the ill: of %zu weeks it must hold more than %g", e->share_peak,
                             e->n_weeks, 1.0 / (double) e->n_weeks);
    }
    return KOH_OK;
}

koh_status koh_epidemic_curve(const koh_epidemic *e, koh_error *error, double *share)
{
    double low = SHAPE_LOW, high = SHAPE_HIGH, shape = 0, a = 0;
    koh_status status = check(e, error);
    if (status != KOH_OK) {
        return status;
    }
    for (int i = 0; i < HALVINGS; i++) {
        shape = (low + high) / 2;
        a = steepness(e, shape);
        *(best_window(e, a, shape) < e->share_window ? &low : &high) = shape;
    }
    double held = best_window(e, a, shape), sum = all_weights(e, a, shape);
    if (!(fabs(held - e->share_window) <= MET)) {
        return koh_error_set(
            error, KOH_EDOMAIN,
            "no curve with %g of the ill in its peak week has %g of them within %zu weeks; the nearest "
            "has %.4g",
            e->share_peak, e->share_window, e->window, held);
    }
    for (size_t w = 0; w < e->n_weeks; w++) {
        share[w] = weight(a, shape, w > e->peak ? w - e->peak : e->peak - w) / sum;
    }
    return KOH_OK;
}

void koh_epidemic_away(size_t n_weeks, const double *share_new, double weeks, double *away)
{
    for (size_t w = 0; w < n_weeks; w++) {
        away[w] = 0;
        for (size_t j = 0; j <= w && (double) j < weeks; j++) {
            away[w] += share_new[w - j] * fmin(1, weeks - (double) j);
        }
    }
}
