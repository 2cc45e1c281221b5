/* Services: a catalogue that is data, and the need for each from a population.
 *
 * The room knows rates, persons, hours and staff; it knows nothing of how the population came about. */
#ifndef KOH_SERVICE_H
#define KOH_SERVICE_H

#include <stddef.h>

#include "kohort/language.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a service takes up. */
typedef enum koh_service_kind {
    KOH_SERVICE_USERS = 0, /* counted, no volume of its own: alarm, allowance */
    KOH_SERVICE_PLACE,
    KOH_SERVICE_DWELLING,
    KOH_SERVICE_HOURS,
    KOH_SERVICE_DAY_PLACE
} koh_service_kind;

/* What a figure of usage counts. Through-year counts never become places. */
typedef enum koh_usage_basis {
    KOH_BASIS_STOCK = 0, /* stock_31dec: users at 31 December */
    KOH_BASIS_THROUGH_YEAR,
    KOH_BASIS_BED_DAYS /* days of stay in the year */
} koh_usage_basis;

/* One entry of the catalogue. All texts are borrowed. */
typedef struct koh_service {
    const char *id;
    const char *name[KOH_LANGUAGES];
    const char *area; /* "pro", "tff", "psykiatri_nav" */
    int in_scope;
    koh_service_kind kind;
    size_t parent;          /* index of the service it is a part of, or (size_t) -1 */
    int sum_of_parts;       /* its users are the sum of the parts that are marked `adds` */
    int adds;               /* a part that adds up to its parent; else a part seen another way */
    const char *source;     /* of its age pattern, or NULL */
    const char *assumption; /* why its age pattern may be used, where no source has one, or NULL */
} koh_service;

/* Users per person of a service in one year:
 * sum over sex and age of factor * rate(sex, age - shift) * persons(sex, age), rates linear between whole ages and
 * constant below age 0 (a shift of h years makes people of age a need what those of a - h did).
 * rate, persons [2][n_age]; users_by_age [n_age] (both sexes) or NULL. Returns the sum. Shift 0 gives the plain sum of
 * products to the last bit. */
KOH_API double koh_need_users(size_t n_age, const double *rate, const double *persons, double factor, double shift,
                              double *users_by_age);

/* The factor of a trend that fades, after n years: product over k = 0..n-1 of 1 + trend[k] * max(0, 1 - k / fade).
 * trend[n]: relative change (> -1) from year k to year k + 1; fade in years (0 = no trend at all, infinity = it never
 * fades). */
KOH_API double koh_need_trend(size_t n, const double *trend, double fade);

#ifdef __cplusplus
}
#endif
#endif
