/* Small dense systems and the leading part of a matrix. */
#ifndef KOH_LINALG_PRIV_H
#define KOH_LINALG_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* Factors a symmetric positive definite matrix [n][n], of which the lower triangle is read and becomes L with
 * A = L L'. KOH_ENOSOLUTION when A is not positive definite, or a number is not finite. O(n^3/6). */
koh_status koh__cholesky(size_t n, double *A) KOH_NODISCARD;

/* Solves L L' x = b in place. */
void koh__cholesky_solve(size_t n, const double *L, double *b);

/* (L L')^-1, whole, [n][n]. */
void koh__cholesky_inverse(size_t n, const double *L, double *inverse);

/* The closest matrix of rank one to another, sigma left right', and what it leaves. */
typedef struct koh_rank_one {
    double sigma;  /* the largest singular value */
    double share;  /* of the sum of squares: sigma^2 / sum of all squared */
    size_t sweeps; /* of Jacobi rotations */
    double *left;  /* [n] of length 1; of the caller; the common sign is arbitrary */
    double *right; /* [m] of length 1 */
} koh_rank_one;

/* Fills `one` from A [n][m]. A is destroyed; work holds n n numbers. KOH_EDOMAIN when A is zero or not finite,
 * KOH_ENOCONVERGENCE. Cost: about 8 sweeps of 3 n^2 (m + n/2) multiplications. */
koh_status koh__rank_one(size_t n, size_t m, double *A, double *work, koh_rank_one *one) KOH_NODISCARD;

#endif
