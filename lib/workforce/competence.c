/* Methods:
 * (a) coverage of a shift: P(X >= r), X binomial(posts, share), by log p(x+1) = log p(x) + log((n - x)/(x + 1)) + log
 *     odds, and as the sum of the smaller tail. Source: W. Feller (1968), An Introduction to Probability Theory and Its
 *     Applications, vol. 1, VI.2-3. Assumption: the rota puts people together without regard to competence; one that
 *     spreads it does better, so this is what is left to luck.
 * (b) task shifting: hours leave at share x before and come at 1/efficiency, so that
 *     sum over shifts (hours that come * efficiency) = sum over shifts (hours that leave). */
#include "kohort/competence.h"

#include <math.h>

#define SHARES_ROUNDING 1e-12 /* shares that add up to one in decimals may exceed it by this much in binary */

koh_status koh_shift_coverage(size_t posts, size_t required, double share, koh_error *error, double *prob)
{
    if (required > posts) {
        return koh_error_set(error, KOH_EDOMAIN, "coverage: %zu are required of %zu posts", required, posts);
    }
    if (!(share >= 0 && share <= 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "coverage: a share of %g, expected 0 to 1", share);
    }
    if (required == 0 || share == 1) {
        *prob = 1;
        return KOH_OK;
    }
    if (share == 0) {
        *prob = 0;
        return KOH_OK;
    }
    const double odds = log(share) - log1p(-share);
    double term = (double) posts * log1p(-share), below = 0, above = 0; /* log of the term */
    for (size_t x = 0; x <= posts; x++) {
        *(x < required ? &below : &above) += exp(term);
        term += odds + log((double) (posts - x) / (double) (x + 1));
    }
    *prob = below < above ? 1 - below : above;
    return KOH_OK;
}

koh_status koh_task_shift_check(size_t n_professions, size_t n, const koh_task_shift *shifts, koh_error *error)
{
    for (size_t i = 0; i < n; i++) {
        const koh_task_shift *s = &shifts[i];
        if (s->from >= n_professions || s->to >= n_professions || s->from == s->to) {
            return koh_error_set(error, KOH_EDOMAIN, "task shift %zu: from %zu to %zu, expected two of %zu professions",
                                 i, s->from, s->to, n_professions);
        }
        if (!(s->share >= 0 && s->share <= 1)) {
            return koh_error_set(error, KOH_EDOMAIN, "task shift %zu: a share of %g, expected 0 to 1", i, s->share);
        }
        if (!(s->efficiency > 0) || isinf(s->efficiency)) {
            return koh_error_set(error, KOH_EDOMAIN, "task shift %zu: an efficiency of %g, expected above 0", i,
                                 s->efficiency);
        }
        double sum = 0;
        for (size_t j = 0; j <= i; j++) {
            sum += shifts[j].from == s->from ? shifts[j].share : 0;
        }
        if (sum > 1 + SHARES_ROUNDING) {
            return koh_error_set(error, KOH_EDOMAIN, "task shift %zu: the shares of one profession add up to %g", i,
                                 sum);
        }
    }
    return KOH_OK;
}

void koh_task_shift_apply(size_t n_professions, const double *before, size_t n, const koh_task_shift *shifts,
                          double *after)
{
    for (size_t j = 0; j < n_professions; j++) {
        after[j] = before[j];
    }
    for (size_t i = 0; i < n; i++) {
        const double moved = shifts[i].share == 0 ? 0 : shifts[i].share * before[shifts[i].from];
        after[shifts[i].from] -= moved;
        after[shifts[i].to] += moved / shifts[i].efficiency;
    }
}
