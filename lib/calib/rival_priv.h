/* Simple rivals of a projection, from nothing but a municipality's own registers. */
#ifndef KOH_RIVAL_PRIV_H
#define KOH_RIVAL_PRIV_H

#include <stddef.h>

enum { KOH_RIVAL_YEARS = 5 }; /* that trend and cohort change look back, and the step of the latter */

/* Last five years' trend: persons of a band now and then, h years ahead, at least 0. */
double koh__rival_trend(double now, double then, size_t h);

/* Hamilton-Perry: persons [2][n_age] five years on from those of now and of five years before. From single ages, or
 * from five-year groups 0-4 ... 85-89 and 90+ whose persons are then spread evenly over the group's ages (the open
 * group: all at 90). n_age > 90. */
void koh__rival_cohort_single(size_t n_age, const double *now, const double *then, double *next);
void koh__rival_cohort_groups(size_t n_age, const double *now, const double *then, double *next);

#endif
