/* The period life table of single years of age, the last age open. */
#ifndef KOH_LIFETABLE_H
#define KOH_LIFETABLE_H

#include <stddef.h>

#include "kohort/sex.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KOH_LIFETABLE_RADIX 100000.0

/* What a life table is made from. Arrays are borrowed for the call. */
typedef struct koh_lifetable_input {
    size_t n_age;     /* >= 2; age n_age - 1 is open */
    const double *mx; /* [n_age] deaths per person-year lived at age x, finite, >= 0; > 0 in the open group */
    const double *ax; /* [n_age] years lived in the interval by those who die in it, 0..1 and mx ax <= 1; in the open
                         group the remaining life expectancy, > 0. NULL: Andreev-Kingkade at age 0, 0.5 above (1/mx
                         where that is less), 1/mx in the open group */
    int sex;          /* KOH_FEMALE or KOH_MALE: for ax = NULL */
    double radix;     /* l_0 > 0; 0 = KOH_LIFETABLE_RADIX */
} koh_lifetable_input;

/* The columns, [n_age] each, of the caller. */
typedef struct koh_lifetable {
    double *qx; /* probability of dying between exact ages x and x + 1; 1 in the open group */
    double *lx; /* survivors to exact age x */
    double *dx; /* deaths between x and x + 1 */
    double *Lx; /* person-years lived between x and x + 1 */
    double *Sx; /* share alive of those one year younger a year before: L_x/L_(x-1); S_0 = L_0/l_0 from birth to 1
                   January; open group T_A/T_(A-1) from the two last ages into the last */
    double *Tx; /* person-years lived above x */
    double *ex; /* remaining life expectancy at exact age x, years */
} koh_lifetable;

/* KOH_EDOMAIN with the age in the message, KOH_EMISSING without mx. */
KOH_API koh_status koh_lifetable_check(const koh_lifetable_input *input, koh_error *error) KOH_NODISCARD;

/* Checks, then fills every column of the table; untouched when the check fails. Statuses of koh_lifetable_check.
 * O(n_age), allocates nothing. */
KOH_API koh_status koh_lifetable_compute(const koh_lifetable_input *input, koh_error *error,
                                         koh_lifetable *table) KOH_NODISCARD;

/* a_0 from m_0 >= 0 by sex (Andreev & Kingkade 2015), years. */
KOH_API double koh_lifetable_a0(double m0, int sex);

#ifdef __cplusplus
}
#endif
#endif
