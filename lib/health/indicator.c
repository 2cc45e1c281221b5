/* Intervals of shares and rates, and standardisation by age.
 *
 * Equations, with z the normal quantile and G(p; a) the gamma quantile of shape a, scale 1, alpha = 1 - confidence:
 *   share p = c/n: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)                       Wilson (1927)
 *   events c: G(alpha/2; c) and G(1 - alpha/2; c + 1)                                               Garwood (1936)
 *   direct, w_i = s_i / (n_i sum s), y = sum w c, v = sum w^2 c, m = max w:
 *     v/y G(alpha/2; y^2/v) and (v + m^2)/(y + m) G(1 - alpha/2; (y + m)^2/(v + m^2))               Fay & Feuer (1997)
 * Assumptions: cases are independent; strata are alike inside.
 * Limits: the gamma interval of the direct rate is wider than need be where a rare stratum has a large weight. */
#include "kohort/indicator.h"

#include <math.h>

#include "num/special_priv.h"

static int is_confidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

koh_status koh_share_interval(double cases, double persons, double confidence, koh_interval *estimate)
{
    if (!is_confidence(confidence) || !(persons > 0) || !isfinite(persons) || !(cases >= 0 && cases <= persons)) {
        return KOH_EDOMAIN;
    }
    const double z = koh__normal_quantile((1 + confidence) / 2), p = cases / persons, zz = z * z / persons;
    const double middle = p + zz / 2, reach = sqrt(zz * (p * (1 - p) + zz / 4));
    *estimate = (koh_interval){ p, cases > 0 ? (middle - reach) / (1 + zz) : 0,
                                cases < persons ? (middle + reach) / (1 + zz) : 1 };
    return KOH_OK;
}

koh_status koh_rate_interval(double cases, double person_years, double confidence, koh_interval *estimate)
{
    double low = 0, high;
    if (!is_confidence(confidence) || !(person_years > 0) || !isfinite(person_years) || !(cases >= 0) ||
        !isfinite(cases)) {
        return KOH_EDOMAIN;
    }
    koh_status status = cases > 0 ? koh__gamma_quantile((1 - confidence) / 2, cases, &low) : KOH_OK;
    status = status == KOH_OK ? koh__gamma_quantile((1 + confidence) / 2, cases + 1, &high) : status;
    if (status == KOH_OK) {
        *estimate = (koh_interval){ cases / person_years, low / person_years, high / person_years };
    }
    return status;
}

/* Checks the strata and sums their standard. */
static koh_status check(const koh_strata *strata, double confidence, double *standard)
{
    *standard = 0;
    for (size_t i = 0; i < strata->n; i++) {
        if (!(strata->cases[i] >= 0) || !isfinite(strata->cases[i]) || !(strata->persons[i] > 0) ||
            !isfinite(strata->persons[i]) || !(strata->standard[i] >= 0) || !isfinite(strata->standard[i])) {
            return KOH_EDOMAIN;
        }
        *standard += strata->standard[i];
    }
    return is_confidence(confidence) && *standard > 0 ? KOH_OK : KOH_EDOMAIN;
}

koh_status koh_standardise_direct(const koh_strata *strata, double confidence, koh_interval *estimate)
{
    double standard, rate = 0, variance = 0, largest = 0, low = 0, high;
    koh_status status = check(strata, confidence, &standard);
    if (status != KOH_OK) {
        return status;
    }
    for (size_t i = 0; i < strata->n; i++) {
        const double weight = strata->standard[i] / standard / strata->persons[i];
        rate += weight * strata->cases[i];
        variance += weight * weight * strata->cases[i];
        largest = fmax(largest, weight);
    }
    if (rate > 0) {
        status = koh__gamma_quantile((1 - confidence) / 2, rate * rate / variance, &low);
        low *= variance / rate;
    }
    const double more = rate + largest, spread = variance + largest * largest;
    status = status == KOH_OK ? koh__gamma_quantile((1 + confidence) / 2, more * more / spread, &high) : status;
    if (status == KOH_OK) {
        *estimate = (koh_interval){ rate, low, high * spread / more };
    }
    return status;
}

koh_status koh_standardise_indirect(const koh_strata *strata, double confidence, koh_interval *estimate)
{
    double standard, cases = 0, expected = 0;
    koh_status status = check(strata, confidence, &standard);
    if (status != KOH_OK) {
        return status;
    }
    for (size_t i = 0; i < strata->n; i++) {
        cases += strata->cases[i];
        expected += strata->standard[i] * strata->persons[i];
    }
    return koh_rate_interval(cases, expected, confidence, estimate);
}

koh_standing koh_standing_of(const koh_interval *area, double other)
{
    if (isnan(area->low) || isnan(area->high) || isnan(other)) {
        return KOH_STANDING_UNKNOWN;
    }
    return area->high < other ? KOH_STANDING_LOWER : area->low > other ? KOH_STANDING_HIGHER : KOH_STANDING_ALIKE;
}
