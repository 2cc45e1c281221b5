/* Small dense linear algebra.
 *
 * Methods: the Cholesky factorisation A = L L', and the singular value decomposition by one-sided Jacobi rotations: two
 * rows p, q of A are turned by the angle that makes them orthogonal,
 *   z = (q.q - p.p) / (2 p.q)   t = sign(z) / (|z| + sqrt(1 + z^2))   c = 1/sqrt(1 + t^2)   s = c t,
 * for all pairs, until all are; their lengths are then the singular values and their directions the right vectors.
 * Sources: G. H. Golub & C. F. Van Loan (2013), Matrix Computations, 4th ed., algorithm 4.2.2 and section 8.6.3;
 * M. R. Hestenes (1958), Inversion of matrices by biorthogonalization and related results, Journal of SIAM 6, 51-90.
 * Assumptions: finite numbers whose squares neither over- nor underflow. Limits: dense, for tens of rows. Why not GSL:
 * its decompositions call the error handler when they do not converge (docs/decisions/0002-gsl.md). */
#include "num/linalg_priv.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { SWEEPS = 60 }; /* 6 to 10 are usual; convergence is quadratic at the end */

#define ORTHOGONAL (4 * DBL_EPSILON) /* cosine of two rows that counts as none: a few roundings */

koh_status koh__cholesky(size_t n, double *A)
{
    for (size_t j = 0; j < n; j++) {
        double *row = A + j * n;
        for (size_t k = 0; k < j; k++) {
            double sum = row[k];
            for (size_t i = 0; i < k; i++) {
                sum -= row[i] * A[k * n + i];
            }
            row[k] = sum / A[k * n + k];
        }
        double square = row[j];
        for (size_t i = 0; i < j; i++) {
            square -= row[i] * row[i];
        }
        if (!(square > DBL_EPSILON * fabs(row[j])) || isinf(square)) {
            return KOH_ENOSOLUTION;
        }
        row[j] = sqrt(square);
    }
    return KOH_OK;
}

void koh__cholesky_solve(size_t n, const double *L, double *b)
{
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < j; i++) {
            b[j] -= L[j * n + i] * b[i];
        }
        b[j] /= L[j * n + j];
    }
    for (size_t j = n; j-- > 0;) {
        for (size_t i = j + 1; i < n; i++) {
            b[j] -= L[i * n + j] * b[i];
        }
        b[j] /= L[j * n + j];
    }
}

void koh__cholesky_inverse(size_t n, const double *L, double *inverse)
{
    memset(inverse, 0, n * n * sizeof *inverse);
    for (size_t j = 0; j < n; j++) {
        inverse[j * n + j] = 1;
        koh__cholesky_solve(n, L, inverse + j * n);
    }
}

static double dot(size_t n, const double *x, const double *y)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

static void turn(size_t n, double c, double s, double *p, double *q)
{
    for (size_t i = 0; i < n; i++) {
        const double x = p[i], y = q[i];
        p[i] = c * x - s * y;
        q[i] = s * x + c * y;
    }
}

/* Makes two rows orthogonal; 1 when they were not. A row below `tiny` of the whole is rounding, and left alone. */
static int orthogonalise(size_t m, double *p, double *q, double tiny, double rotation[2])
{
    const double a = dot(m, p, p), b = dot(m, q, q), g = dot(m, p, q);
    if (a <= tiny || b <= tiny || fabs(g) <= ORTHOGONAL * sqrt(a) * sqrt(b)) {
        return 0;
    }
    const double z = (b - a) / (2 * g), t = (z >= 0 ? 1 : -1) / (fabs(z) + sqrt(1 + z * z));
    rotation[0] = 1 / sqrt(1 + t * t);
    rotation[1] = rotation[0] * t;
    turn(m, rotation[0], rotation[1], p, q);
    return 1;
}

/* Turns row i of A, and of the n by n matrix that remembers the turns, against the rows below; 1 when any was. */
static int turn_row(size_t n, size_t m, size_t i, double *A, double *turns, double tiny)
{
    int turned = 0;
    for (size_t j = i + 1; j < n; j++) {
        double rotation[2];
        if (orthogonalise(m, A + i * m, A + j * m, tiny, rotation)) {
            turn(n, rotation[0], rotation[1], turns + i * n, turns + j * n);
            turned = 1;
        }
    }
    return turned;
}

koh_status koh__rank_one(size_t n, size_t m, double *A, double *work, koh_rank_one *one)
{
    const double total = dot(n * m, A, A);
    if (!(total > 0) || isinf(total)) {
        return KOH_EDOMAIN;
    }
    memset(work, 0, n * n * sizeof *work);
    for (size_t i = 0; i < n; i++) {
        work[i * n + i] = 1;
    }
    int turned = 1;
    for (one->sweeps = 0; turned; one->sweeps++) {
        if (one->sweeps == SWEEPS) {
            return KOH_ENOCONVERGENCE;
        }
        turned = 0;
        for (size_t i = 0; i + 1 < n; i++) {
            turned |= turn_row(n, m, i, A, work, total * DBL_EPSILON * DBL_EPSILON);
        }
    }
    size_t first = 0;
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        const double square = dot(m, A + i * m, A + i * m);
        if (square > largest) {
            largest = square;
            first = i;
        }
    }
    one->sigma = sqrt(largest);
    one->share = largest / total;
    for (size_t j = 0; j < m; j++) {
        one->right[j] = A[first * m + j] / one->sigma;
    }
    memcpy(one->left, work + first * n, n * sizeof *one->left);
    return KOH_OK;
}
