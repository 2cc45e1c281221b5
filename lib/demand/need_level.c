/* Drift between levels of need.
 *
 * Method: a Markov chain in discrete time on the shares of a service's users, s(t+1) = s(t) M (Kemeny & Snell 1960,
 *   Finite Markov Chains, ch. 2). Assumptions: the chances are those of a year and the same every year; who comes and
 * who leaves have the mix of those who are there. Limits: age is not seen; users are conserved, since rows sum to 1. */
#include "kohort/need_level.h"

#include <math.h>

#define ROW_ROUNDING 1e-9 /* of a sum of decimals to 1 */

koh_status koh_transition_check(size_t n, const double *matrix, koh_error *error)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++) {
            if (!(matrix[i * n + j] >= 0)) {
                return koh_error_set(error, KOH_EDOMAIN, "row %zu has a chance of %g, expected 0 to 1", i,
                                     matrix[i * n + j]);
            }
            sum += matrix[i * n + j];
        }
        if (!(fabs(sum - 1) <= ROW_ROUNDING)) {
            return koh_error_set(error, KOH_EDOMAIN, "row %zu sums to %.10g, expected 1", i, sum);
        }
    }
    return KOH_OK;
}

void koh_transition_step(size_t n, const double *matrix, const double *from, double *to)
{
    for (size_t j = 0; j < n; j++) {
        to[j] = 0;
        for (size_t i = 0; i < n; i++) {
            to[j] += from[i] * matrix[i * n + j];
        }
    }
}
