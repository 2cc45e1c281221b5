/* What a source of uncertainty does to a figure, from draws that have been made anyway. */
#ifndef KOH_CONDITIONAL_H
#define KOH_CONDITIONAL_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One source and one figure. */
typedef struct koh_conditional {
    double share;     /* of the figure's variance that goes when the source is known: first order, 0..1 */
    double low, high; /* mean figure in the fifth of the draws where the source is lowest, highest: about its 10th and
                         90th percentile */
} koh_conditional;

/* Numbers of work that a source of m variates over n draws takes. */
KOH_API size_t koh_conditional_work(size_t n, size_t m);

/* The share of one source, whose m >= 1 variates are [m][n], in a figure [n]. Of several variates the one combination
 * counts that goes along best with the figure: of causes that are correlated, say. A figure that is unknown in one draw
 * gives NaN; a figure or a source that is the same in all draws has no share. KOH_EDOMAIN: n < 10, m = 0, or a variate
 * is not finite. work [koh_conditional_work]. Cost: n (log n + m^2). */
KOH_API koh_status koh_conditional_compute(size_t n, size_t m, const double *variate, const double *figure,
                                           double *work, koh_conditional *conditional) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
