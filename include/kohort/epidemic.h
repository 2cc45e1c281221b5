/* The weeks of an epidemic: how those who fall ill are spread over them, and who is away in each. */
#ifndef KOH_EPIDEMIC_H
#define KOH_EPIDEMIC_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A wave as plans describe it. Shares are of all who fall ill in it, whatever their number. */
typedef struct koh_epidemic {
    size_t n_weeks;      /* of the wave, 3..520 */
    size_t peak;         /* the week in which most fall ill, from 0 */
    double share_peak;   /* who fall ill in that week */
    size_t window;       /* consecutive weeks, 2..n_weeks, */
    double share_window; /* and who fall ill in those of them that hold most */
} koh_epidemic;

/* The national plan's wave: half a year, 90 per cent within eight weeks, 20 per cent in the peak week. */
KOH_API koh_epidemic koh_epidemic_defaults(void);

/* Shares of the ill by week, share [n_weeks], which sum to 1: share(w) is in proportion to exp(-a |w - peak|^c), with a
 * and c such that the peak week and the window hold what is asked for to 1e-9. KOH_EDOMAIN: numbers out of range, or
 * shares that no such curve has (a window that holds less than its weeks must, or more than the peak lets it); share
 * is then untouched. Cost: some 4,000 exponentials x n_weeks: 1 ms for half a year. */
KOH_API koh_status koh_epidemic_curve(const koh_epidemic *epidemic, koh_error *error, double *share) KOH_NODISCARD;

/* Share of persons away in each week, away [n_weeks], of whom share_new [n_weeks] fall ill in it: everybody is away for
 * `weeks` >= 0 weeks from the first on, the last of them in part. Those who are still away when the weeks end are not
 * counted on. Cost: n_weeks x weeks. */
KOH_API void koh_epidemic_away(size_t n_weeks, const double *share_new, double weeks, double *away);

#ifdef __cplusplus
}
#endif
#endif
