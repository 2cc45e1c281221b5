/* Shapley values: what each of several changes has done to a figure, whatever order they are thought to come in. */
#ifndef KOH_SHAPLEY_H
#define KOH_SHAPLEY_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_SHAPLEY_MAX = 16 };

/* The share of each of n changes (0..KOH_SHAPLEY_MAX) in what all of them do together. value [2^n]: the figure with the
 * changes of a set, whose bit i says that change i is among them. share [n], in the unit of the figure: the mean over
 * all orders of what a change adds when its turn comes. They sum to value[all] - value[none] to rounding; a change that
 * never does anything has 0. NaN where a value is. KOH_EDOMAIN: n too large. Cost: n 2^n. */
KOH_API koh_status koh_shapley_compute(size_t n, const double *value, koh_error *error, double *share) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
