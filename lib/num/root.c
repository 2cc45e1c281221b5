/* A bracketed zero.
 *
 * Method: inverse quadratic interpolation and secants, held within the bracket by bisection;
 * where only one point is given, steps from it that double until the sign changes.
 * Source: R. P. Brent (1973), Algorithms for Minimization without Derivatives, chapter 4, procedure zero.
 * Assumptions: continuous between the ends. Limits: one of several zeros; a jump across zero counts as one. Why not
 * GSL: its solvers allocate, and want the function as a call-back. */
#include "num/root_priv.h"

#include <float.h>
#include <math.h>

/* Brent's bound for a bracket of 2^106 tolerances, as wide as doubles go, is 11 236 values; smooth functions of these
 * rooms take 5 to 15. */
enum { STEPS = 500 };

koh_status koh__root_start(double a, double fa, double b, double fb, double tolerance, koh_root *root)
{
    if (!isfinite(a) || !isfinite(fa) || !isfinite(b) || !isfinite(fb) || !(tolerance >= 0)) {
        return KOH_EDOMAIN;
    }
    if ((fa > 0 && fb > 0) || (fa < 0 && fb < 0)) {
        return KOH_ENOSOLUTION;
    }
    *root = (koh_root){ .x = b, .fx = fb, .a = a, .fa = fa, .c = a, .fc = fa, .tolerance = tolerance };
    root->move = root->move_before = b - a;
    return KOH_OK;
}

koh_status koh__root_seek(double x, double fx, double step, double limit, koh_root *root)
{
    if (!isfinite(x) || !isfinite(fx) || !isfinite(step) || step == 0 || !(limit > 0)) {
        return KOH_EDOMAIN;
    }
    *root = (koh_root){ .x = x, .fx = fx, .a = x, .fa = fx, .move = step, .start = x, .limit = limit, .seeking = 1 };
    return KOH_OK;
}

/* 1: look at x. 0: the sign has changed between a and x, or x is too far. */
static int seek(koh_root *r)
{
    if ((r->fx > 0) != (r->fa > 0)) {
        r->seeking = 0;
        r->c = r->a;
        r->fc = r->fa;
        r->move = r->move_before = r->x - r->a;
        return 0;
    }
    r->a = r->x;
    r->fa = r->fx;
    r->x += r->move;
    r->move *= 2;
    r->status = fabs(r->x - r->start) > r->limit ? KOH_ENOSOLUTION : KOH_OK;
    return r->status == KOH_OK;
}

/* The step that interpolation proposes from x, or the half of the bracket when that is safer. */
static double step_of(koh_root *r, double half, double near)
{
    if (fabs(r->move_before) < near || fabs(r->fa) <= fabs(r->fx)) {
        return r->move_before = half;
    }
    double s = r->fx / r->fa, p = 2 * half * s, q = 1 - s;
    if (r->a != r->c) {
        const double u = r->fa / r->fc, v = r->fx / r->fc;
        p = s * (2 * half * u * (u - v) - (r->x - r->a) * (v - 1));
        q = (u - 1) * (v - 1) * (s - 1);
    }
    q = p > 0 ? -q : q;
    p = fabs(p);
    const double before = r->move_before;
    if (2 * p >= 3 * half * q - fabs(near * q) || p >= fabs(before * q / 2)) {
        return r->move_before = half;
    }
    r->move_before = r->move;
    return p / q;
}

int koh__root_next(koh_root *root)
{
    koh_root *r = root;
    if (r->status != KOH_OK || fabs(r->fx) <= r->fx_tolerance) {
        return 0;
    }
    if (r->steps == STEPS) {
        r->status = KOH_ENOCONVERGENCE;
        return 0;
    }
    if (r->seeking && (seek(r) || r->status != KOH_OK)) {
        return r->status == KOH_OK;
    }
    if ((r->fx > 0) == (r->fc > 0)) {
        r->c = r->a;
        r->fc = r->fa;
        r->move = r->move_before = r->x - r->a;
    }
    if (fabs(r->fc) < fabs(r->fx)) {
        r->a = r->x;
        r->fa = r->fx;
        r->x = r->c;
        r->fx = r->fc;
        r->c = r->a;
        r->fc = r->fa;
    }
    const double near = 2 * DBL_EPSILON * fabs(r->x) + r->tolerance / 2, half = (r->c - r->x) / 2;
    if (fabs(half) <= near || fabs(r->fx) <= r->fx_tolerance) {
        return 0;
    }
    r->move = step_of(r, half, near);
    r->a = r->x;
    r->fa = r->fx;
    r->x += fabs(r->move) > near ? r->move : copysign(near, half);
    return 1;
}

void koh__root_tell(koh_root *root, double fx)
{
    root->fx = fx;
    root->steps++;
    root->status = isnan(fx) ? KOH_ENOCONVERGENCE : KOH_OK;
}

koh_status koh__root_end(const koh_root *root)
{
    return root->status;
}
