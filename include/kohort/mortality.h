/* Death rates of the oldest, and of an open group. */
#ifndef KOH_MORTALITY_H
#define KOH_MORTALITY_H

#include <stddef.h>

#include "kohort/sex.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ages 0 to 130: the length of a closed schedule, and the most ages that the functions of mortality take. */
enum { KOH_MORTALITY_AGES = 131 };

/* Deaths and person-years of one sex, of one or more years taken together. Arrays are borrowed for the call. */
typedef struct koh_deaths {
    size_t n_age;           /* 2..KOH_MORTALITY_AGES; the last age open */
    const double *deaths;   /* [n_age] by age at death, finite, >= 0; need not be whole */
    const double *exposure; /* [n_age] person-years, finite, >= 0 */
} koh_deaths;

typedef struct koh_closure_options {
    size_t fit_from, fit_to; /* ages that are fitted, both included; an open age is not used */
    size_t model_from;       /* first age whose rate is the fitted one, or the open age of the input if that is lower */
} koh_closure_options;

/* Fit to 80-99, fitted rates from 95 (Human Mortality Database, methods protocol 6: at most 95). */
KOH_API koh_closure_options koh_closure_options_defaults(void);

/* logit mu(x) = log_a + b (x - from) at exact age x. */
typedef struct koh_kannisto {
    double log_a, b;
    double from;           /* years: the lower end of the fit */
    double se_log_a, se_b; /* standard errors, Poisson */
    size_t iterations;
    double residual; /* size of the last step */
} koh_kannisto;

/* The hazard at an exact age, deaths per person-year, 0..1. The rate of completed age x is that at x + 0.5. */
KOH_API double koh_kannisto_hazard(const koh_kannisto *fit, double age);

/* Fits the hazard of old ages. KOH_EDOMAIN with the age for bad numbers, fewer than 5 ages or no deaths among them;
 * KOH_ENOSOLUTION when hazards fall with age; KOH_ENOCONVERGENCE. O(ages) for each of about 8 iterations. */
KOH_API koh_status koh_kannisto_fit(const koh_deaths *data, const koh_closure_options *options, koh_error *error,
                                    koh_kannisto *fit) KOH_NODISCARD;

/* Death rates mx[KOH_MORTALITY_AGES] of all ages up to 130 (open): deaths/exposure below model_from, the fit from
 * there. Statuses of koh_kannisto_fit; KOH_EDOMAIN for an age below without exposure. mx untouched on failure. */
KOH_API koh_status koh_mortality_close(const koh_deaths *data, const koh_closure_options *options, koh_error *error,
                                       koh_kannisto *fit, double *mx) KOH_NODISCARD;

/* The same schedule with its open group at a lower age: mx[n_age] to folded[open + 1]. The rate of the new group is one
 * over the life expectancy there, so life expectancies below do not change. KOH_EDOMAIN; O(n_age). */
KOH_API koh_status koh_mortality_fold(size_t n_age, const double *mx, int sex, size_t open, koh_error *error,
                                      double *folded) KOH_NODISCARD;

/* Life expectancy at birth of a schedule mx[n_age], by koh_lifetable_compute. KOH_EDOMAIN. */
KOH_API koh_status koh_mortality_e0(size_t n_age, const double *mx, int sex, koh_error *error,
                                    double *e0) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
