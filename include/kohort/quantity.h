/* Quantities: a figure or a path of figures with its unit and its source or assumption. */
#ifndef KOH_QUANTITY_H
#define KOH_QUANTITY_H

#include <stddef.h>

#include "kohort/range.h"
#include "kohort/service.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the range of a quantity is a range of: its value, a factor on all its values (centre 1), or what is added to all
 * of them (centre 0). */
typedef enum koh_range_form { KOH_RANGE_OF_VALUE = 0, KOH_RANGE_OF_RATIO, KOH_RANGE_OF_DIFFERENCE } koh_range_form;

/* How far a quantity may be from its figure. */
typedef struct koh_quantity_range {
    koh_range range;
    koh_range_form form;
    double min, max;                 /* of the quantity: what lies beyond is brought there; both 0 = any */
    const char *shared;              /* name of a cause, whose ranges are high and low together; NULL = its own */
    const char *source, *assumption; /* one of the two is there */
} koh_quantity_range;

/* A single value has n = 1 and year[0] = the year it was measured or 0. Years ascend. All texts are borrowed. */
typedef struct koh_quantity {
    size_t n;
    const int *year;
    const double *value;
    const char *unit; /* or NULL */
    koh_usage_basis basis;
    const char *source;              /* where the figure stands, or NULL */
    const char *assumption;          /* why it is believed, or NULL; one of the two is there */
    const koh_quantity_range *range; /* or NULL: taken as certain */
} koh_quantity;

/* The value in a year: linear between the points of a path, constant before the first and beyond the last. */
KOH_API double koh_quantity_at(const koh_quantity *quantity, int year);

/* Its values [n] where its range, which it has, is at the value below which a share `prob` in (0, 1) lies. */
KOH_API void koh_quantity_vary(const koh_quantity *quantity, double prob, double *values);

/* The mean of the points of years <= last (all points when a single value); NaN when there is none. */
KOH_API double koh_quantity_mean(const koh_quantity *quantity, int last);

#ifdef __cplusplus
}
#endif
#endif
