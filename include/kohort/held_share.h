/* Shares of a staff that are held or reached: who has a degree, who has had a course, who works full time. */
#ifndef KOH_HELD_SHARE_H
#define KOH_HELD_SHARE_H

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One year towards a share of a staff. joined >= 0 are those who must get it in the year; held = those who have it at
 * the end; share = held of the staff at the end, NaN where there is none. All in the staff's unit, persons or FTE. */
typedef struct koh_held_share {
    double joined, left, held, share;
} koh_held_share;

/* `held` at the year's start lose the share `leaving` (those who leave, and those for whom it expires); of a staff of
 * `next` at its end the share `target` is to have it:
 *   left = held x leaving; held' = max(held - left, target x next), never above next; joined = held' - (held - left).
 * Where more stay than the target asks for, nobody joins. KOH_EDOMAIN: a number below 0 or not finite, a share outside
 * 0..1; *step is then untouched. Allocates nothing. */
KOH_API koh_status koh_held_share_step(double held, double leaving, double next, double target, koh_error *error,
                                       koh_held_share *step) KOH_NODISCARD;

/* Larger positions for those who are there, a year. fte = contracted FTE more; fewer = persons fewer that the same FTE
 * would take; cost, saved and net in kroner. */
typedef struct koh_full_time {
    double fte, fewer, cost, saved, net;
} koh_full_time;

/* Whose positions are to grow. */
typedef struct koh_positions {
    double persons;
    double now, aim; /* mean position shares, above 0 to 1 */
    double replaced; /* share of the hours that come which takes the place of stand-ins and overtime, 0..1 */
    double ratio;    /* cost of their hour to an ordinary one, >= 0 */
    double cost;     /* kroner of a full-time equivalent a year, or NaN: unknown */
} koh_positions;

/* What it takes and spares to bring persons from the position share that is to the one aimed at; no change where that
 * is not above it.
 *   fte = persons (aim - now); fewer = persons (1 - now / aim); cost = fte x c; saved = fte x replaced x ratio x c.
 * KOH_EDOMAIN: persons or cost below 0, shares outside 0..1 (now and aim above 0), ratio below 0; *change is then
 * untouched. An unknown cost gives an unknown cost, saved and net. Allocates nothing. */
KOH_API koh_status koh_full_time_compute(const koh_positions *positions, koh_error *error,
                                         koh_full_time *change) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
