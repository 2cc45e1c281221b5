/* Scores of predictions.
 *
 * Equations: e_i = 100 (predicted_i / actual_i - 1); MPE and MAPE the means of e and |e|, MedAPE the median of |e|,
 * weighted MAPE 100 sum |predicted - actual| / sum actual. CRPS of LN(mu, s), z = (ln y - mu) / s:
 *   y (2 F(z) - 1) - 2 exp(mu + s^2 / 2) (F(z - s) + F(s / sqrt 2) - 1), F the normal distribution.
 * Sources: S. K. Smith, J. Tayman & D. A. Swanson (2013), A practitioner's guide to state and local population
 * projections, on forecast accuracy and bias; CRPS: S. Baran & S. Lerch (2015), Q. J. R. Meteorological Society 141,
 * 2289-2299, after T. Gneiting & A. E. Raftery (2007), JASA 102, 359-378.
 * Limits: percentages of small cells are mostly chance; read the weighted mean beside them. */
#include "calib/score_priv.h"

#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static double median(size_t n, double *values)
{
    qsort(values, n, sizeof *values, ascending);
    return n % 2 == 1 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

koh_score koh__score(size_t n, const double *predicted, double scale, const double *actual, const int *counts,
                     double *work)
{
    koh_score s = { 0 };
    double gap = 0, registered = 0;
    for (size_t i = 0; i < n; i++) {
        if (counts != NULL && counts[i] == 0) {
            continue;
        }
        gap += fabs(scale * predicted[i] - actual[i]);
        registered += actual[i];
        if (actual[i] > 0) {
            const double error = 100 * (scale * predicted[i] / actual[i] - 1);
            s.mpe += error;
            s.mape += fabs(error);
            s.within_5 += fabs(error) <= 5;
            s.within_10 += fabs(error) <= 10;
            work[s.n++] = fabs(error);
        }
    }
    if (s.n == 0) {
        return (koh_score){ 0, NAN, NAN, NAN, NAN, NAN, NAN };
    }
    const double cells = (double) s.n;
    s.mpe /= cells;
    s.mape /= cells;
    s.within_5 *= 100 / cells;
    s.within_10 *= 100 / cells;
    s.medape = median(s.n, work);
    s.weighted = 100 * gap / registered;
    return s;
}

double koh__score_scale(size_t n, const double *predicted, const double *actual, const int *counts)
{
    double sum = 0, registered = 0;
    for (size_t i = 0; i < n; i++) {
        if (counts == NULL || counts[i] != 0) {
            sum += predicted[i];
            registered += actual[i];
        }
    }
    return registered / sum;
}

static double normal_cdf(double z)
{
    return 0.5 * erfc(-z / sqrt(2));
}

double koh__crps_lognormal(double centre, double sd, double actual)
{
    const double z = log(actual / centre) / sd;
    return actual * (2 * normal_cdf(z) - 1) -
           2 * centre * exp(sd * sd / 2) * (normal_cdf(z - sd) + normal_cdf(sd / sqrt(2)) - 1);
}
