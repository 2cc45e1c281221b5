/* Surveys: shares of answers with weights, and what chance would give. */
#ifndef KOH_SURVEY_H
#define KOH_SURVEY_H

#include "kohort/indicator.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Answers to one question, added up with koh_survey_add; a zeroed struct has none. Weights are of any scale: only their
 * proportions count. */
typedef struct koh_survey_sums {
    double n, yes;                             /* those who answered, and those of them who said yes; persons */
    double weight, weight_yes, weight_squared; /* sums of w, of w of yes, of w^2 */
} koh_survey_sums;

/* A weighted share. */
typedef struct koh_survey_share {
    koh_interval share;
    double effective;     /* answers of equal weight that would tell as much: (sum w)^2 / sum w^2, 0..n */
    double design_effect; /* n / effective, >= 1 */
} koh_survey_share;

/* Adds an answer, 0 = no, else yes, of weight > 0. KOH_EDOMAIN for another weight; *sums is then untouched. */
KOH_API koh_status koh_survey_add(int answer, double weight, koh_survey_sums *sums) KOH_NODISCARD;

/* The share of yes with Wilson's interval on the effective number of answers (L. Kish 1965, Survey Sampling, section
 * 11.7; E. L. Korn & B. I. Graubard 1998, Survey Methodology 24, 193-201, for intervals on it). KOH_EDOMAIN: nobody
 * answered, or a confidence not between 0 and 1; *share is then untouched. */
KOH_API koh_status koh_survey_share_of(const koh_survey_sums *sums, double confidence,
                                       koh_survey_share *share) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
