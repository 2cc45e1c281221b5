/* Mortality of the two sexes, forecast together so that they do not drift apart. */
#ifndef KOH_COHERENT_H
#define KOH_COHERENT_H

#include <stddef.h>

#include "kohort/leecarter.h"
#include "kohort/mortality.h"
#include "kohort/mortality_forecast.h"
#include "kohort/register.h"
#include "kohort/sex.h"

#ifdef __cplusplus
extern "C" {
#endif

/* log m(x,s,t) = a(x,s) + B_x K_t + b(x,s) k(s,t): a common factor, and one of each sex that returns to its mean.
 * Owns the estimates and the room to make them. */
typedef struct koh_coherent koh_coherent;

/* For n_year years and the ages 0..n_age - 1, each a single year of age. Caller frees. KOH_EDOMAIN for fewer than four
 * years or 2 ages or more than KOH_MORTALITY_AGES, KOH_ENOMEM. */
KOH_API koh_status koh_coherent_new(size_t n_year, size_t n_age, koh_coherent **model) KOH_NODISCARD;
KOH_API void koh_coherent_free(koh_coherent *model); /* takes NULL */

typedef struct koh_coherent_options {
    size_t jump_years;             /* years whose observed rates, taken together, are where the forecast starts */
    koh_leecarter_options factors; /* scale: the common factor's; those of the sexes have sum of b^2 = 1 */
    koh_closure_options closure;
} koh_coherent_options;

/* Three years (rates of one year of a small country are mostly chance), Poisson, closure as it defaults. */
KOH_API koh_coherent_options koh_coherent_options_defaults(void);

/* Fits to the years from first_year on. Deaths of ages from n_age on are not used: rates there come from the closure.
 * KOH_EMISSING when the register does not hold the years or ages; statuses of koh_leecarter_fit, koh_walk_fit and
 * koh_reversion_fit. Allocates nothing. */
KOH_API koh_status koh_coherent_fit(const koh_vital_register *deaths, int first_year,
                                    const koh_coherent_options *options, koh_error *error,
                                    koh_coherent *model) KOH_NODISCARD;

/* After a fit. The factors (arrays are the model's), and how their indices go on. */
KOH_API const koh_leecarter *koh_coherent_common(const koh_coherent *model);
KOH_API const koh_leecarter *koh_coherent_own(const koh_coherent *model, int sex);
KOH_API const koh_walk *koh_coherent_walk(const koh_coherent *model);
KOH_API const koh_reversion *koh_coherent_reversion(const koh_coherent *model, int sex);

/* The indices of a year. */
typedef struct koh_coherent_index {
    double common, own[KOH_SEXES];
} koh_coherent_index;

/* Their means `years` after the last year of the fit. */
KOH_API koh_coherent_index koh_coherent_index_at(const koh_coherent *model, size_t years);

/* Death rates mx[KOH_MORTALITY_AGES] of a sex at the indices: the jump-off rates moved by the factors, old ages closed
 * on the exposures of the jump-off years. Statuses of koh_mortality_close. Not for two threads on one model at a time.
 */
KOH_API koh_status koh_coherent_rates(koh_coherent *model, int sex, const koh_coherent_index *index, koh_error *error,
                                      double *mx) KOH_NODISCARD;

/* The common index at which life expectancy at birth is e0 (to 1e-9 years): of KOH_FEMALE, KOH_MALE, or the mean of
 * both for KOH_SEXES, with the own indices of `index`, where the search also starts and whose common index is set.
 * KOH_ENOSOLUTION when no change of log rates by up to 20 meets it; statuses of koh_coherent_rates. */
KOH_API koh_status koh_coherent_meet(koh_coherent *model, int sex, double e0, koh_error *error,
                                     koh_coherent_index *index) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
