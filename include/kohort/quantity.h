/* Quantities: a figure or a path of figures with its unit and its source or assumption. */
#ifndef KOH_QUANTITY_H
#define KOH_QUANTITY_H

#include <stddef.h>

#include "kohort/service.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A single value has n = 1 and year[0] = the year it was measured or 0. Years ascend. All texts are borrowed. */
typedef struct koh_quantity {
    size_t n;
    const int *year;
    const double *value;
    const char *unit; /* or NULL */
    koh_usage_basis basis;
    const char *source;     /* where the figure stands, or NULL */
    const char *assumption; /* why it is believed, or NULL; one of the two is there */
} koh_quantity;

/* The value in a year: linear between the points of a path, constant before the first and beyond the last. */
KOH_API double koh_quantity_at(const koh_quantity *quantity, int year);

/* The mean of the points of years <= last (all points when a single value); NaN when there is none. */
KOH_API double koh_quantity_mean(const koh_quantity *quantity, int last);

#ifdef __cplusplus
}
#endif
#endif
