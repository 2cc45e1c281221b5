/* Weighted shares of a survey.
 *
 * Equations: p = sum w y / sum w; n_eff = (sum w)^2 / sum w^2; design effect n / n_eff (Kish 1965, 11.7); Wilson's
 * interval of p n_eff cases among n_eff.
 * Assumptions: weights do not depend on the answer; respondents are independent.
 * Limit: strata and clusters of the sample are not known to it, so the design effect is that of the weights alone. */
#include "kohort/survey.h"

#include <math.h>

koh_status koh_survey_add(int answer, double weight, koh_survey_sums *sums)
{
    if (!(weight > 0) || !isfinite(weight)) {
        return KOH_EDOMAIN;
    }
    sums->n += 1;
    sums->yes += answer != 0;
    sums->weight += weight;
    sums->weight_yes += answer != 0 ? weight : 0;
    sums->weight_squared += weight * weight;
    return KOH_OK;
}

koh_status koh_survey_share_of(const koh_survey_sums *s, double confidence, koh_survey_share *share)
{
    if (!(s->n > 0) || !(s->weight_squared > 0)) {
        return KOH_EDOMAIN;
    }
    const double effective = fmin(s->n, s->weight * s->weight / s->weight_squared);
    const double cases = s->yes == s->n ? effective : s->weight_yes / s->weight * effective;
    koh_interval interval;
    const koh_status status = koh_share_interval(cases, effective, confidence, &interval);
    if (status == KOH_OK) {
        *share = (koh_survey_share){ interval, effective, s->n / effective };
    }
    return status;
}
