/* Levels of need: how users divide between them, and drift from one level to another. */
#ifndef KOH_NEED_LEVEL_H
#define KOH_NEED_LEVEL_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* KOH_EDOMAIN, naming the row from 0: a chance in matrix [from][to], n x n, below 0 or NaN, or a row that does not sum
 * to 1 within 1e-9, whose users would be lost or made. */
KOH_API koh_status koh_transition_check(size_t n, const double *matrix, koh_error *error) KOH_NODISCARD;

/* One year's drift: to[j] = sum over i of from[i] matrix[i][j]; from, to [n] persons or shares, which must not be the
 * same array. A row with 1 on the diagonal keeps its own to the last bit where nobody drifts to it. */
KOH_API void koh_transition_step(size_t n, const double *matrix, const double *from, double *to);

#ifdef __cplusplus
}
#endif
#endif
