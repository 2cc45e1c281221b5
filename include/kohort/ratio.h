/* Ratios of one age group to another. */
#ifndef KOH_RATIO_H
#define KOH_RATIO_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ages from..to completed years, to < 0 = open; from < 0 = nobody. */
typedef struct koh_age_range {
    int from, to;
} koh_age_range;

/* An indicator of age structure: persons of `over` (both ranges together) per person of `under`. */
typedef struct koh_ratio {
    const char *id;
    koh_age_range over, over_too, under;
} koh_ratio;

/* The indicators that planners use: share_67plus, share_80plus, share_90plus (of all), old_age_support_ratio
 * (20-66 per 67+), dependency_ratio (0-19 and 67+ per 20-66), caregiver_ratio (50-66 per 85+). Static; *n their number.
 * Source of the age limits: Statistics Norway's and the Directorate of Health's use of 67 as pension age; caregiver
 * ratio after the Norwegian "omsorgskoeffisient" with 85+ for the oldest. */
KOH_API const koh_ratio *koh_ratios(size_t *n);

/* Its value for persons [2][n_age] at one instant; NaN when nobody is in `under`. */
KOH_API double koh_ratio_compute(const koh_ratio *ratio, size_t n_age, const double *persons);

#ifdef __cplusplus
}
#endif
#endif
