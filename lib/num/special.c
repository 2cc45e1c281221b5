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
