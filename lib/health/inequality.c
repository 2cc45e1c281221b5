/* Social inequality in health by regression on relative rank.
 *
 * Equation: x_i = (persons in groups below i + half of those in i) / all; y = a + b x by least squares weighted by
 * persons; slope index = -b, the line at the bottom of the ranks less the line at the top; relative index a / (a + b).
 * Sources: S. J. Pamuk (1985), Population Studies 39, 17-31; J. P. Mackenbach & A. E. Kunst (1997), Social Science &
 * Medicine 44, 757-771.
 * Assumption: the rate changes evenly with rank. */
#include <math.h>

#include "kohort/indicator.h"

koh_status koh_inequality_of(size_t n, const double *rate, const double *persons, koh_inequality *inequality)
{
    double all = 0, mean = 0, below = 0, covariance = 0, variance = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(persons[i] > 0) || !isfinite(persons[i]) || !(rate[i] >= 0) || !isfinite(rate[i])) {
            return KOH_EDOMAIN;
        }
        all += persons[i];
        mean += persons[i] * (rate[i] - rate[0]); /* over the first rate: where all are alike b is 0, not a rounding */
    }
    if (n < 2) {
        return KOH_EDOMAIN;
    }
    mean /= all;
    for (size_t i = 0; i < n; i++) {
        const double from_middle = (below + persons[i] / 2) / all - 0.5; /* the weighted mean rank is a half */
        covariance += persons[i] * from_middle * (rate[i] - rate[0] - mean);
        variance += persons[i] * from_middle * from_middle;
        below += persons[i];
    }
    const double b = covariance / variance, middle = rate[0] + mean, bottom = middle - b / 2, top = middle + b / 2;
    *inequality =
        (koh_inequality){ .slope = bottom - top, .relative = bottom > 0 && top > 0 ? bottom / top : (double) NAN };
    return KOH_OK;
}
