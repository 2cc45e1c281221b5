/* Technology that saves hours: how many use it by year, bounded by who can reach it, and what that saves. */
#ifndef KOH_ADOPTION_H
#define KOH_ADOPTION_H

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An S-curve of the share of users who have a technology. */
typedef struct koh_adoption {
    double midpoint; /* the year in which half of those who will ever have it do */
    double years;    /* from a tenth to nine tenths of them, > 0 */
    double reach;    /* share of users who will ever have it, 0..1 */
    double coverage; /* share of users whom the network reaches, 0..1: no more can have it */
} koh_adoption;

/* KOH_EDOMAIN with the figure's name in the message: a figure outside its range. */
KOH_API koh_status koh_adoption_check(const koh_adoption *adoption, koh_error *error) KOH_NODISCARD;

/* Share of users who have it in a year (1 January), 0..1, of an adoption that has been checked. */
KOH_API double koh_adoption_at(const koh_adoption *adoption, double year);

/* Share of a service's hours that is saved since a base year, when a user with the technology takes `saved` (0..1) less
 * and the base year's hours have its users in them already: `now` and `base` are shares of users 0..1. Below 0 when
 * fewer have it than in the base year; never above 1. NaN where nothing was left to begin with and now differs. */
KOH_API double koh_adoption_saved(double saved, double now, double base);

#ifdef __cplusplus
}
#endif
#endif
