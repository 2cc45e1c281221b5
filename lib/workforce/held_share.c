/* Shares of a staff that are held or reached.
 *
 * Method: the stock that has something, less those who leave or for whom it expires, plus those who must join so that
 * the share at the year's end is the target's (the balance of a stock-flow model of staff, as in staff.c).
 * Assumptions: those who have it leave as all others do, within what `leaving` says; who comes new has it not yet. */
#include "kohort/held_share.h"

#include <math.h>

static int is_share(double value)
{
    return value >= 0 && value <= 1;
}

koh_status koh_held_share_step(double held, double leaving, double next, double target, koh_error *error,
                               koh_held_share *step)
{
    if (!(held >= 0 && isfinite(held)) || !(next >= 0 && isfinite(next))) {
        return koh_error_set(error, KOH_EDOMAIN, "held %g of a staff of %g a year later: expected 0 or more", held,
                             next);
    }
    if (!is_share(leaving) || !is_share(target)) {
        return koh_error_set(error, KOH_EDOMAIN, "leaving %g, target %g: expected shares from 0 to 1", leaving, target);
    }
    const double stay = fmin(held * (1 - leaving), next), wanted = target * next;
    step->left = held - stay;
    step->held = fmax(stay, wanted);
    step->joined = step->held - stay;
    step->share = next > 0 ? step->held / next : (double) NAN;
    return KOH_OK;
}

koh_status koh_full_time_compute(const koh_positions *positions, koh_error *error, koh_full_time *change)
{
    const double persons = positions->persons, now = positions->now, aim = positions->aim, cost = positions->cost;
    const double replaced = positions->replaced, ratio = positions->ratio;
    if (!(persons >= 0) || cost < 0) {
        return koh_error_set(error, KOH_EDOMAIN, "%g persons at %g kroner: expected 0 or more", persons, cost);
    }
    if (!is_share(now) || !is_share(aim) || now == 0 || aim == 0) {
        return koh_error_set(error, KOH_EDOMAIN, "position shares %g and %g: expected above 0, at most 1", now, aim);
    }
    if (!is_share(replaced) || !(ratio >= 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "share replaced %g at a cost ratio of %g: expected 0..1 and 0 or more",
                             replaced, ratio);
    }
    const double more = aim > now ? aim - now : 0;
    change->fte = persons * more;
    change->fewer = aim > now ? persons * (1 - now / aim) : 0;
    change->cost = change->fte * cost;
    change->saved = change->fte * replaced * ratio * cost;
    change->net = change->cost - change->saved;
    return KOH_OK;
}
