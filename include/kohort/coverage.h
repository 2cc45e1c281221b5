/* Coverage: users per 100 inhabitants, and the way from today's coverage to another. */
#ifndef KOH_COVERAGE_H
#define KOH_COVERAGE_H

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Users per 100 persons; NaN where there are no persons. Withheld users give withheld coverage. */
KOH_API double koh_coverage_per_100(double users, double persons);

/* How far the way to another coverage has come in a year: 0 until `from`, 1 from `reached` (> from) on, linear between;
 * times `share` (0..1), the part of the distance that is to be closed. */
KOH_API double koh_coverage_progress(int year, int from, int reached, double share);

/* Users at `progress` between those of constant coverage and those at the goal: constant + progress (goal - constant).
 * At progress 0 they are the constant ones to the last bit, whatever the goal, unknown ones included. */
KOH_API double koh_coverage_users(double constant, double goal, double progress);

#ifdef __cplusplus
}
#endif
#endif
