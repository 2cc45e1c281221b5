/* Fronts for special functions of GSL: the argument is checked first, so that the error handler is never called
 * (docs/decisions/0002-gsl.md). Source: the GNU Scientific Library, reference manual, chapter 7. */
#include "num/special_priv.h"

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
