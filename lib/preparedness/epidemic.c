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

enum { HALVINGS = 60, MOST_WEEKS = 520 };
#define SHAPE_LOW 0.05 /* almost a spike on a flat floor */
#define SHAPE_HIGH 60. /* almost a box */
#define MET 1e-9       /* share: how near the window must come */

koh_epidemic koh_epidemic_defaults(void)
{
    return (koh_epidemic){ .n_weeks = 26, .peak = 8, .share_peak = 0.2, .window = 8, .share_window = 0.9 };
}

/* Weights of weeks by their distance from the peak, for one shape: exp(-a d^c), with d^c kept. */
typedef struct weights {
    size_t n_weeks, peak;
    double power[MOST_WEEKS];
    double a;
} weights;

static void set_shape(double c, weights *w)
{
    for (size_t d = 0; d < w->n_weeks; d++) {
        w->power[d] = pow((double) d, c);
    }
}

static double weight(const weights *w, size_t week)
{
    return exp(-w->a * w->power[week > w->peak ? week - w->peak : w->peak - week]);
}

static double all_weights(const weights *w)
{
    double sum = 0;
    for (size_t week = 0; week < w->n_weeks; week++) {
        sum += weight(w, week);
    }
    return sum;
}

/* The steepness at which the peak week holds its share, 1 / sum of weights. */
static void set_steepness(double share_peak, weights *w)
{
    double low = -400, high = 6.6; /* logs: a flat line for every shape; nothing left beside the peak */
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        w->a = exp(middle);
        *(all_weights(w) * share_peak > 1 ? &low : &high) = middle;
    }
}

/* What the `window` weeks that hold most hold: from the peak outwards the heavier neighbour comes next. */
static double best_window(const weights *w, size_t window)
{
    double sum = 1;
    size_t left = w->peak, right = w->n_weeks - 1 - w->peak, before = 0, after = 0;
    while (before + after + 1 < window) {
        if (before == left || (after < right && after <= before)) {
            sum += weight(w, w->peak + ++after);
        } else {
            sum += weight(w, w->peak - ++before);
        }
    }
    return sum / all_weights(w);
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
    double low = SHAPE_LOW, high = SHAPE_HIGH, held = 0;
    weights w = { .n_weeks = e->n_weeks, .peak = e->peak };
    koh_status status = check(e, error);
    if (status != KOH_OK) {
        return status;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double shape = (low + high) / 2;
        set_shape(shape, &w);
        set_steepness(e->share_peak, &w);
        held = best_window(&w, e->window);
        *(held < e->share_window ? &low : &high) = shape;
    }
    if (!(fabs(held - e->share_window) <= MET)) {
        return koh_error_set(
            error, KOH_EDOMAIN,
            "no curve with %g of the ill in its peak week has %g of them within %zu weeks; the nearest "
            "has %.4g",
            e->share_peak, e->share_window, e->window, held);
    }
    double sum = all_weights(&w);
    for (size_t week = 0; week < e->n_weeks; week++) {
        share[week] = weight(&w, week) / sum;
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
