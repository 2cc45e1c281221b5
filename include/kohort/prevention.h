/* What changes the number of users beside age: prevention that works for a time, and new tasks that come by and by. */
#ifndef KOH_PREVENTION_H
#define KOH_PREVENTION_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Users avoided at the beginning of years 0..n, avoided [n + 1], by those who take part in years 0..n-1, participants
 * [n] persons a year, spread evenly over it: each avoids `effect` users from `lag` years after taking part, for `lasts`
 * years (both >= 0, fractions too). With as many participants every year it comes to effect x participants x lasts. */
KOH_API void koh_prevention_avoided(size_t n, const double *participants, double effect, double lag, double lasts,
                                    double *avoided);

/* The first of n years at whose end the savings so far are at least the costs so far, both [n] of one price level; n
 * where there is none, where nothing has been spent, or where a figure before it is NaN. */
KOH_API size_t koh_prevention_breakeven(size_t n, const double *cost, const double *saving);

/* Share of a new task that has come at 1 January `year`: 0 until `from`, 1 from `from` + ramp years (>= 0) on, linear
 * between; with ramp 0 all of it from `from` on. */
KOH_API double koh_task_ramp(int year, int from, double ramp);

#ifdef __cplusplus
}
#endif
#endif
