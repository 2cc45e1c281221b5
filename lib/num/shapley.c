/* Shapley values.
 *
 * Method: share_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)); L. S. Shapley (1953), A
 * value for n-person games, Contributions to the Theory of Games II, Annals of Mathematics Studies 28: 307-317,
 * equation 12. As a way to take apart a change: A. F. Shorrocks (2013), Decomposition procedures for distributional
 * analysis, Journal of Economic Inequality 11: 99-126. */
#include "kohort/shapley.h"

#include "num/sum_priv.h"

static size_t members(size_t set)
{
    size_t n = 0;
    for (; set != 0; set &= set - 1) {
        n++;
    }
    return n;
}

koh_status koh_shapley_compute(size_t n, const double *value, koh_error *error, double *share)
{
    double weight[KOH_SHAPLEY_MAX] = { 0 }; /* by the size of the set: 1 / (n choose size) / (n - size) */
    if (n > KOH_SHAPLEY_MAX) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu changes: at most %d can be taken apart", n, KOH_SHAPLEY_MAX);
    }
    for (size_t size = 0; size < n; size++) {
        weight[size] = size == 0 ? 1 / (double) n : weight[size - 1] * (double) size / (double) (n - size);
    }
    for (size_t i = 0; i < n; i++) {
        koh_sum sum = { 0, 0 };
        for (size_t set = 0; set < (size_t) 1 << n; set++) {
            if ((set >> i & 1) == 0) {
                koh__sum_add(&sum, weight[members(set)] * (value[set | (size_t) 1 << i] - value[set]));
            }
        }
        share[i] = koh__sum_value(&sum);
    }
    return KOH_OK;
}
