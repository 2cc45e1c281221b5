/* A local life table as a standard one moved and tilted on the logit scale. */
#ifndef KOH_BRASS_H
#define KOH_BRASS_H

#include <stddef.h>

#include "kohort/mortality.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Y(x) = alpha + beta Ys(x), Y = ln((1 - l)/l)/2. alpha > 0: higher mortality at all ages; beta > 1: relatively more of
 * it at old ages. */
typedef struct koh_brass {
    double alpha, beta;
    double covariance[3];  /* of alpha; of both; of beta: Poisson */
    double log_likelihood; /* Poisson: sum D ln m - E m */
    size_t iterations;
    double residual; /* size of the last step */
} koh_brass;

/* Death rates mx[n_age] from those of the standard, the last age open; alpha 0 and beta 1 give the standard.
 * KOH_EDOMAIN for a bad standard (koh_lifetable_check), more than KOH_MORTALITY_AGES or beta <= 0. mx may be the
 * standard; untouched on failure. */
KOH_API koh_status koh_brass_rates(size_t n_age, const double *standard, int sex, const koh_brass *brass,
                                   koh_error *error, double *mx) KOH_NODISCARD;

/* Fits alpha and beta to deaths of data->n_age ages by maximum Poisson likelihood, the standard mx[n_age] as in
 * koh_brass_rates. KOH_EDOMAIN, also when nobody died; KOH_EMISSING;
 * KOH_ENOCONVERGENCE when the deaths do not determine both. O(n_age) for each of about 8 iterations. */
KOH_API koh_status koh_brass_fit(const koh_deaths *data, const double *standard, int sex, koh_error *error,
                                 koh_brass *fit) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
