/* Method: the correlation ratio from given data. The draws are put in order of the source and cut into as many groups
 * of equal size as twice the cube root of their number; the variance of the group means over that of the figure,
 * eta^2, is freed of what groups of pure chance would have: epsilon^2 = (eta^2 - e) / (1 - e), e = (groups - 1) /
 * (n - 1). Several variates become one by least squares.
 * Sources: K. Pearson (1905) for eta; T. L. Kelley (1935), PNAS 21, 554-559, for epsilon; E. Plischke, E. Borgonovo &
 * C. L. Smith (2013), European Journal of Operational Research 226, 536-550, for the shares of Sobol from given data.
 * Assumptions: sources are independent of each other. Limits: within a group the source is taken for known, which loses
 * what it does there; of several variates only what is linear in them is found. */
#include "kohort/conditional.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/linalg_priv.h"

size_t koh_conditional_work(size_t n, size_t m)
{
    return 2 * n + m * m + 2 * m;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static double mean_of(size_t n, const double *values, size_t stride)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i * stride];
    }
    return sum / (double) n;
}

/* Coefficients [m] of the combination that goes along best with the figure; 0 where there is none. */
static void combine(size_t n, size_t m, const double *variate, const double *figure, double *work)
{
    double *A = work, *mean = A + m * m, *slope = mean + m;
    const double centre = mean_of(n, figure, 1);
    for (size_t i = 0; i < m; i++) {
        mean[i] = mean_of(n, variate + i * n, 1);
        slope[i] = 0;
        for (size_t d = 0; d < n; d++) {
            slope[i] += (variate[i * n + d] - mean[i]) * (figure[d] - centre);
        }
        for (size_t k = 0; k <= i; k++) {
            A[i * m + k] = 0;
            for (size_t d = 0; d < n; d++) {
                A[i * m + k] += (variate[i * n + d] - mean[i]) * (variate[k * n + d] - mean[k]);
            }
        }
    }
    if (m == 1) {
        slope[0] = 1; /* its own order, not the figure's */
    } else if (koh__cholesky(m, A) == KOH_OK) {
        koh__cholesky_solve(m, A, slope);
    } else {
        memset(slope, 0, m * sizeof *slope);
    }
}

/* Pairs [n][2] in order of the first to the share of the second's variance. */
static double share_of(size_t n, const double *pairs)
{
    const size_t groups = (size_t) (2 * cbrt((double) n));
    const double centre = mean_of(n, pairs + 1, 2), by_chance = (double) (groups - 1) / (double) (n - 1);
    double between = 0, all = 0;
    for (size_t g = 0; g < groups; g++) {
        const size_t from = g * n / groups, to = (g + 1) * n / groups;
        const double apart = mean_of(to - from, pairs + 2 * from + 1, 2) - centre;
        between += (double) (to - from) * apart * apart;
    }
    for (size_t d = 0; d < n; d++) {
        all += (pairs[2 * d + 1] - centre) * (pairs[2 * d + 1] - centre);
    }
    return all > 0 ? fmax(0, (between / all - by_chance) / (1 - by_chance)) : 0;
}

koh_status koh_conditional_compute(size_t n, size_t m, const double *variate, const double *figure, double *work,
                                   koh_conditional *conditional)
{
    const size_t fifth = n / 5;
    double *pairs = work, *slope = work + 2 * n + m * m + m, sum = 0;
    if (n < 10 || m == 0) {
        return KOH_EDOMAIN;
    }
    for (size_t i = 0; i < n * m; i++) {
        if (!isfinite(variate[i])) {
            return KOH_EDOMAIN;
        }
    }
    for (size_t d = 0; d < n; d++) {
        sum += figure[d];
    }
    if (isnan(sum)) {
        *conditional = (koh_conditional){ sum, sum, sum };
        return KOH_OK;
    }
    combine(n, m, variate, figure, work + 2 * n);
    for (size_t d = 0; d < n; d++) {
        pairs[2 * d] = 0;
        pairs[2 * d + 1] = figure[d];
        for (size_t i = 0; i < m; i++) {
            pairs[2 * d] += slope[i] * variate[i * n + d];
        }
    }
    qsort(pairs, n, 2 * sizeof *pairs, ascending);
    int is_same = 1; /* the source, or the figure */
    for (size_t d = 0; d < n; d++) {
        is_same = is_same && figure[d] == figure[0];
    }
    is_same = is_same || pairs[0] == pairs[2 * (n - 1)];
    conditional->share = is_same ? 0 : share_of(n, pairs);
    conditional->low = is_same ? sum / (double) n : mean_of(fifth, pairs + 1, 2);
    conditional->high = is_same ? sum / (double) n : mean_of(fifth, pairs + 2 * (n - fifth) + 1, 2);
    return KOH_OK;
}
