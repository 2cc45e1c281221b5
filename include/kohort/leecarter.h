/* The Lee-Carter model of death rates by age and year. */
#ifndef KOH_LEECARTER_H
#define KOH_LEECARTER_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* log m(x,t) = offset(x,t) + a_x + b_x k_t. */
typedef enum koh_leecarter_method {
    KOH_LEECARTER_POISSON = 0, /* maximum Poisson likelihood (Brouhns, Denuit & Vermunt 2002) */
    KOH_LEECARTER_SVD,         /* least squares of log rates (Lee & Carter 1992) */
    KOH_LEECARTER_DEATHS       /* the same, then k_t such that the year's deaths are met */
} koh_leecarter_method;

typedef enum koh_leecarter_scale {
    KOH_LEECARTER_SUM = 0, /* sum of b = 1 */
    KOH_LEECARTER_SQUARES  /* sum of b^2 = 1 and sum of b >= 0: for factors whose b have both signs */
} koh_leecarter_scale;

typedef struct koh_leecarter_options {
    koh_leecarter_method method;
    koh_leecarter_scale scale;
    double zero_deaths;    /* stands in the logarithms of SVD and DEATHS where nobody died, > 0, deaths */
    double tolerance;      /* largest last step of a log rate, POISSON */
    size_t iterations_max; /* POISSON */
} koh_leecarter_options;

/* POISSON, SUM, half a death, 1e-10, 20 000. */
KOH_API koh_leecarter_options koh_leecarter_options_defaults(void);

/* Arrays are borrowed for the call. */
typedef struct koh_leecarter_input {
    size_t n_year, n_age; /* >= 3 and >= 2 */
    size_t stride;        /* numbers from one year to the next in deaths and exposure, >= n_age; 0 = n_age */
    const double *deaths; /* [n_year][stride] >= 0; need not be whole */
    const double
        *exposure;        /* [n_year][stride] person-years >= 0; where it is 0 the rate is unknown and has no weight */
    const double *offset; /* [n_year][n_age] part of the log rate that is known, or NULL */
} koh_leecarter_input;

/* The arrays are the caller's. Mean of k is 0. */
typedef struct koh_leecarter {
    double *ax, *bx;       /* [n_age] */
    double *kt;            /* [n_year] */
    double log_likelihood; /* Poisson, without ln E and ln D!: sum D ln m - E m */
    double share;          /* of the variance of log rates that the factor of the SVD explains, 0..1 */
    size_t iterations;     /* POISSON: rounds over ages and years */
    double residual;       /* POISSON: largest last step of a log rate */
} koh_leecarter;

typedef struct koh_leecarter_workspace koh_leecarter_workspace;

/* Caller frees. KOH_EDOMAIN for n_year < 3 or n_age < 2, KOH_ENOMEM. */
KOH_API koh_status koh_leecarter_workspace_new(size_t n_year, size_t n_age,
                                               koh_leecarter_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_leecarter_workspace_free(koh_leecarter_workspace *workspace); /* takes NULL */

/* KOH_EMISSING without deaths or exposure; KOH_EDOMAIN, with age and year (from 0) in the message, for numbers below 0
 * or not finite, deaths without exposure, an age without deaths or a year without; KOH_ESHAPE for a stride too short.
 */
KOH_API koh_status koh_leecarter_check(const koh_leecarter_input *input, const koh_leecarter_options *options,
                                       koh_error *error) KOH_NODISCARD;

/* Checks, then fits. Statuses of the check; KOH_ESHAPE for another workspace; KOH_ENOSOLUTION when rates do not vary,
 * or b sums to 0 under KOH_LEECARTER_SUM; KOH_ENOCONVERGENCE. The model is untouched when the check fails. Allocates
 * nothing. Cost: SVD 10 n_year^2 n_age; POISSON 2 n_year n_age exponentials in each of some hundred rounds. */
KOH_API koh_status koh_leecarter_fit(const koh_leecarter_input *input, const koh_leecarter_options *options,
                                     koh_leecarter_workspace *workspace, koh_error *error,
                                     koh_leecarter *model) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
