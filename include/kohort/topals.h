/* A local schedule of death rates as a standard one plus a line between few ages. */
#ifndef KOH_TOPALS_H
#define KOH_TOPALS_H

#include <stddef.h>

#include "kohort/mortality.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_TOPALS_KNOTS = 16 };

typedef struct koh_topals_options {
    size_t n_knots;                /* 2..KOH_TOPALS_KNOTS */
    double knot[KOH_TOPALS_KNOTS]; /* ages, ascending; the offset is constant outside them */
    double penalty;                /* of squared differences between neighbouring offsets, >= 0 */
} koh_topals_options;

/* Knots at 0, 1, 10, 20, 40, 70, 100 and penalty 1 (Gonzaga & Schmertmann 2016). */
KOH_API koh_topals_options koh_topals_options_defaults(void);

/* log m_x = log standard_x + offset at age x, linear between the knots. */
typedef struct koh_topals {
    size_t n_knots;
    double knot[KOH_TOPALS_KNOTS];
    double offset[KOH_TOPALS_KNOTS];
    double covariance[KOH_TOPALS_KNOTS * KOH_TOPALS_KNOTS]; /* [n_knots][n_knots], in its first n_knots^2 */
    double log_likelihood;                                  /* Poisson, without the penalty: sum D ln m - E m */
    size_t iterations;
    double residual; /* largest last step of a log rate */
} koh_topals;

/* Fits the offsets by penalised Poisson likelihood. standard[n_age] > 0. KOH_EMISSING; KOH_EDOMAIN, with the age, for
 * bad numbers or when nobody died; KOH_ENOCONVERGENCE when the deaths do not determine the offsets (penalty 0). About 8
 * iterations of n_age exponentials. */
KOH_API koh_status koh_topals_fit(const koh_deaths *data, const double *standard, const koh_topals_options *options,
                                  koh_error *error, koh_topals *fit) KOH_NODISCARD;

/* Death rates mx[n_age], which may be the standard. */
KOH_API void koh_topals_rates(const koh_topals *fit, size_t n_age, const double *standard, double *mx);

/* The standard error of the log rate at an age. */
KOH_API double koh_topals_se(const koh_topals *fit, double age);

#ifdef __cplusplus
}
#endif
#endif
