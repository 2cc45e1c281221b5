/* Which inputs the spread of a figure comes from. */
#ifndef KOH_SOBOL_H
#define KOH_SOBOL_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_SOBOL_DIMENSIONS = 40 };

/* n points of a Sobol sequence in the unit cube, shifted by what the seed selects: point [n][dimensions], each in (0,
 * 1). dimensions 1..KOH_SOBOL_DIMENSIONS. work: bytes of room that the sequence needs, koh_sobol_bytes(dimensions).
 * Sources: I. M. Sobol' (1967); R. Cranley & T. N. L. Patterson (1976), SIAM J. Numerical Analysis 13, for the shift.
 * KOH_EDOMAIN: dimensions. */
KOH_API koh_status koh_sobol_points(size_t n, size_t dimensions, uint64_t seed, void *work,
                                    double *point) KOH_NODISCARD;
KOH_API size_t koh_sobol_bytes(size_t dimensions);

/* What a decomposition gives: [groups] each. A share of the variance, some of it below 0 by chance. */
typedef struct koh_sobol_indices {
    double mean, variance;
    double *first; /* [groups] what the variance would lose, on average, if this group were known */
    double *total; /* [groups] what would be left of it if all others were known */
} koh_sobol_indices;

/* Indices of first and total order from a figure a [n] at one set of inputs, b [n] at another independent one, and
 * mixed [groups][n] at the first with one group taken from the second. Where nothing varies they are NaN. Estimators:
 * first order A. Saltelli et al. (2010), Computer Physics Communications 181, 259-270, table 2 (b); total order M. J.
 * W. Jansen (1999), Computer Physics Communications 117, 35-43. KOH_EDOMAIN: n < 2 or a number that is not finite. */
KOH_API koh_status koh_sobol_compute(size_t n, size_t groups, const double *a, const double *b, const double *mixed,
                                     koh_sobol_indices *indices) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
