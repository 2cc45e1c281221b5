/* Whether drawn counts follow a probability function: Pearson's chi-square with the tails pooled. */
#ifndef KOH_FIT_H
#define KOH_FIT_H

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

/* p-value of n draws x against pmf(k, context) on k = k_min..k_max, outside which there is next to nothing; cells of
 * fewer than 10 expected are pooled with their neighbours. Draws outside fail with 0. 1 where all lies in one cell. */
static double koh_fit(size_t n, const int32_t *x, int32_t k_min, int32_t k_max, double (*pmf)(int32_t, const void *),
                      const void *context)
{
    size_t *count = calloc((size_t) (k_max - k_min) + 1, sizeof *count);
    double chi2 = 0, expected = 0, observed = 0, sum = 0, seen = 0;
    int cells = 0;
    for (size_t i = 0; i < n; i++) {
        if (x[i] < k_min || x[i] > k_max) {
            free(count);
            return 0;
        }
        count[x[i] - k_min]++;
    }
    for (int32_t k = k_min; k <= k_max; k++) {
        const double p = pmf(k, context);
        if (p == 0 && count[k - k_min] > 0) {
            free(count);
            return 0;
        }
        sum += p;
        expected += (double) n * p;
        observed += (double) count[k - k_min];
        seen += (double) count[k - k_min];
        const double left = (double) n * (1 - sum);
        if (expected >= 10 && left >= 10) {
            chi2 += (observed - expected) * (observed - expected) / expected;
            cells++;
            expected = observed = 0;
        }
    }
    expected += (double) n * (1 - sum); /* beyond k_max nobody may be */
    observed += (double) n - seen;
    if (expected > 1e-9) {
        chi2 += (observed - expected) * (observed - expected) / expected;
        cells++;
    }
    free(count);
    return cells > 1 ? gsl_cdf_chisq_Q(chi2, cells - 1) : 1;
}

#endif
