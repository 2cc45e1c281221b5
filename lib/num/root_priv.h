/* The zero of a function of one number between two points of opposite sign. */
#ifndef KOH_ROOT_PRIV_H
#define KOH_ROOT_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* The search asks for values; the caller computes them:
 *
 *     status = koh__root_start(a, f(a), b, f(b), tolerance, &root);
 *     while (status == KOH_OK && koh__root_next(&root)) {
 *         koh__root_tell(&root, f(root.x));
 *     }
 *     status = status == KOH_OK ? koh__root_end(&root) : status;   x = root.x */
typedef struct koh_root {
    double x, fx;        /* best so far, or the point asked for */
    double fx_tolerance; /* a value as near to 0 as this will do; 0 unless the caller sets it after the start */
    size_t steps;        /* values told */
    double a, fa, c, fc, move, move_before, tolerance;
    double start, limit; /* while seeking a second sign */
    koh_status status;
    int seeking;
} koh_root;

/* Between a and b. tolerance >= 0: absolute, in x. KOH_ENOSOLUTION when the signs are equal, KOH_EDOMAIN when a number
 * is not finite. */
koh_status koh__root_start(double a, double fa, double b, double fb, double tolerance, koh_root *root) KOH_NODISCARD;

/* From x in the direction of `step` != 0, which is doubled until the sign changes, at most `limit` > 0 away; the zero
 * is then found to rounding. KOH_EDOMAIN. */
koh_status koh__root_seek(double x, double fx, double step, double limit, koh_root *root) KOH_NODISCARD;

/* 1: tell the value at root->x. 0: root->x is within a tolerance of a zero, or the search has failed. */
int koh__root_next(koh_root *root);
void koh__root_tell(koh_root *root, double fx);

/* KOH_OK, KOH_ENOSOLUTION when no sign changed within the limit, or KOH_ENOCONVERGENCE when a value told was not a
 * number or there were too many. */
koh_status koh__root_end(const koh_root *root) KOH_NODISCARD;

#endif
