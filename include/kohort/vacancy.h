/* Vacant posts: the chance that an announcement fills one, how long it takes, and how many stand empty meanwhile. */
#ifndef KOH_VACANCY_H
#define KOH_VACANCY_H

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How posts are announced. */
typedef struct koh_announcement {
    double applicants; /* qualified applicants that a post gets on average, >= 0 */
    double acceptance; /* probability that an applicant who is offered the post takes it, 0..1 */
    double months;     /* from one announcement to the next, 0.1..60 */
} koh_announcement;

/* What comes of it for one post. */
typedef struct koh_filling {
    double prob;        /* that an announcement fills it */
    double months;      /* until it is filled, on average; NaN where it never is */
    double prob_a_year; /* that it is filled within a year, announced again and again */
} koh_filling;

/* Fills *filling; untouched when the figures are refused: KOH_EDOMAIN with the name of a figure outside its range. */
KOH_API koh_status koh_vacancy_compute(const koh_announcement *announcement, koh_error *error,
                                       koh_filling *filling) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
