/* Where a mortality index goes, and death rates at a level that is given. */
#ifndef KOH_MORTALITY_FORECAST_H
#define KOH_MORTALITY_FORECAST_H

#include <stddef.h>

#include "kohort/leecarter.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A random walk with drift, k_t = k_(t-1) + drift + e, e of standard deviation sigma. */
typedef struct koh_walk {
    double last;                   /* k at the end of the series */
    double drift, sigma, se_drift; /* per year, per root year, per year */
} koh_walk;

/* From k[n], n >= 3. KOH_EDOMAIN when a number is not finite or there are too few. */
KOH_API koh_status koh_walk_fit(size_t n, const double *k, koh_error *error, koh_walk *walk) KOH_NODISCARD;

/* The mean `years` >= 0 after the end; variance (NULL = not wanted) of the walk and of its drift. */
KOH_API double koh_walk_at(const koh_walk *walk, double years, double *variance);

/* A first-order autoregression that returns to its mean, k_t = constant + slope k_(t-1) + e. */
typedef struct koh_reversion {
    double last, constant, slope, sigma;
} koh_reversion;

/* From k[n], n >= 4, by least squares. KOH_EDOMAIN; KOH_ENOSOLUTION when |slope| >= 1: it does not return. */
KOH_API koh_status koh_reversion_fit(size_t n, const double *k, koh_error *error,
                                     koh_reversion *reversion) KOH_NODISCARD;
KOH_API double koh_reversion_at(const koh_reversion *reversion, size_t years, double *variance);

/* Where a forecast starts: rate[n_age] of the last n_years of the input taken together (the fitted rate at ages where
 * nobody died), and *k, the mean index of those years. KOH_EDOMAIN for n_years of 0 or more than there are. */
KOH_API koh_status koh_leecarter_jump_off(const koh_leecarter_input *input, const koh_leecarter *model, size_t n_years,
                                          double *rate, double *k) KOH_NODISCARD;

/* rate_x exp(b_x change) into shifted[n_age], which may be rate. */
KOH_API void koh_mortality_shift(size_t n_age, const double *rate, const double *bx, double change, double *shifted);

/* The change of the index at which the schedule rate[n_age], its last age open, has the life expectancy at birth e0,
 * years, to 1e-9. KOH_EDOMAIN for bad rates; KOH_ENOSOLUTION when no change of log rates by up to 20 meets it. About
 * 15 life tables. */
KOH_API koh_status koh_mortality_meet(size_t n_age, const double *rate, const double *bx, int sex, double e0,
                                      double *change) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
