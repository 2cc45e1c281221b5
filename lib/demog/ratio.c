/* Support, dependency and caregiver ratios, and shares of the old: sums of persons by age over sums of persons by age.
 * Limits: an age limit is not a measure of who works or who helps. */
#include "kohort/ratio.h"

#include <math.h>

#include "kohort/age_band.h"

static const koh_ratio ratios[] = {
    { "share_67plus", { 67, -1 }, { -1, 0 }, { 0, -1 } },
    { "share_80plus", { 80, -1 }, { -1, 0 }, { 0, -1 } },
    { "share_90plus", { 90, -1 }, { -1, 0 }, { 0, -1 } },
    { "old_age_support_ratio", { 20, 66 }, { -1, 0 }, { 67, -1 } },
    { "dependency_ratio", { 0, 19 }, { 67, -1 }, { 20, 66 } },
    { "caregiver_ratio", { 50, 66 }, { -1, 0 }, { 85, -1 } },
};

const koh_ratio *koh_ratios(size_t *n)
{
    *n = sizeof ratios / sizeof ratios[0];
    return ratios;
}

static double persons_in(koh_age_range range, size_t n_age, const double *persons)
{
    if (range.from < 0 || (size_t) range.from >= n_age) {
        return 0;
    }
    return koh_age_sum(n_age, persons, range.from, range.to) +
           koh_age_sum(n_age, persons + n_age, range.from, range.to);
}

double koh_ratio_compute(const koh_ratio *ratio, size_t n_age, const double *persons)
{
    double under = persons_in(ratio->under, n_age, persons);
    if (under == 0) {
        return NAN;
    }
    return (persons_in(ratio->over, n_age, persons) + persons_in(ratio->over_too, n_age, persons)) / under;
}
