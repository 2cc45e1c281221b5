/* Competence: the chance that it is there on every shift, tasks that move between professions, and training. */
#ifndef KOH_COMPETENCE_H
#define KOH_COMPETENCE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Probability that at least `required` of `posts` persons on a shift have a competence that a share 0..1 of the staff
 * has, each person drawn for himself. KOH_EDOMAIN: more required than there are posts, a share outside 0..1; *prob is
 * then untouched. O(posts). */
KOH_API koh_status koh_shift_coverage(size_t posts, size_t required, double share, koh_error *error,
                                      double *prob) KOH_NODISCARD;

/* Tasks of one profession that another takes over. */
typedef struct koh_task_shift {
    size_t from, to;   /* professions */
    double share;      /* of the hours of `from` as they were before any shift, 0..1 */
    double efficiency; /* hours of `from` that an hour of `to` replaces, > 0; 0.8: it takes a quarter longer */
} koh_task_shift;

/* KOH_EDOMAIN with the number of the shift: a profession that is not there or gives to itself, a share outside 0..1,
 * efficiency that is not above 0, shares of one profession that sum to more than 1. */
KOH_API koh_status koh_task_shift_check(size_t n_professions, size_t n, const koh_task_shift *shifts,
                                        koh_error *error) KOH_NODISCARD;

/* FTE `before` [n_professions] to `after` by shifts [n] that have been checked: each takes share * before[from] there
 * and puts that over efficiency here. Unknown (NaN) stays unknown and makes what it gives to unknown. before and after
 * may not overlap. */
KOH_API void koh_task_shift_apply(size_t n_professions, const double *before, size_t n, const koh_task_shift *shifts,
                                  double *after);

#ifdef __cplusplus
}
#endif
#endif
