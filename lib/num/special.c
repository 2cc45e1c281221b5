/* Fronts for special functions of GSL: the argument is checked first, so that the error handler is never called
 * (docs/decisions/0002-gsl.md). Source: the GNU Scientific Library, reference manual, chapter 7. */
#include "num/special_priv.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_psi.h>

koh_status koh__digamma(double x, double *value)
{
    if (!(x >= KOH_DIGAMMA_MIN && x <= KOH_DIGAMMA_MAX)) {
        return KOH_EDOMAIN;
    }
    gsl_sf_result result;
    if (gsl_sf_psi_e(x, &result) != GSL_SUCCESS) {
        return KOH_EINTERNAL;
    }
    *value = result.val;
    return KOH_OK;
}

double koh__normal_quantile(double prob)
{
    assert(prob > 0 && prob < 1);
    return gsl_cdf_ugaussian_Pinv(prob);
}

double koh__normal_below(double z)
{
    return 0.5 * erfc(-z * 0.70710678118654752440); /* 1 / sqrt 2 */
}

koh_status koh__gamma_quantile(double p, double shape, double *x)
{
    enum { STEPS = 2000 };
    if (!(p > 0 && p < 1) || !(shape >= KOH_GAMMA_SHAPE_MIN && shape <= KOH_GAMMA_SHAPE_MAX)) {
        return KOH_EDOMAIN;
    }
    double low = shape, high = shape;
    for (int k = 0; k < STEPS && low > 0 && gsl_cdf_gamma_P(low, shape, 1) > p; k++) {
        low /= 2;
    }
    for (int k = 0; k < STEPS && gsl_cdf_gamma_P(high, shape, 1) < p; k++) {
        high *= 2;
    }
    for (int k = 0; k < STEPS; k++) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) {
            break;
        }
        *(gsl_cdf_gamma_P(middle, shape, 1) < p ? &low : &high) = middle;
    }
    *x = low + (high - low) / 2;
    return KOH_OK;
}
