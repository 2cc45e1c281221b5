/* Appraisal of an investment: annuity, present value, internal rate of return. */
#ifndef KOH_APPRAISE_H
#define KOH_APPRAISE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The even yearly payment, at the end of each of n_years >= 1 years, that repays `principal` (any unit of money) at an
 * interest `rate` > -1 a year. NaN where n_years is 0 or the rate -1 or less. */
KOH_API double koh_annuity(double principal, double rate, size_t n_years);

/* What is left of the principal after `paid` <= n_years such payments, in its unit. */
KOH_API double koh_annuity_left(double principal, double rate, size_t n_years, size_t paid);

/* Present value of flows [n] (any unit of money), flow[t] at the end of t years, flow[0] now; rate > -1 a year. NaN
 * where any flow is, or the rate is -1 or less. */
KOH_API double koh_present_value(size_t n, const double *flow, double rate);

/* The rate at which the present value of flows [n] is 0: *rate > -1. KOH_ENOSOLUTION: no rate up to 1000 (100 000 %)
 * has it, as when nothing is ever paid back or out; KOH_EAMBIGUOUS: several have, and each would be right;
 * KOH_EDOMAIN: a flow is not finite. *rate is untouched on failure. */
KOH_API koh_status koh_internal_rate(size_t n, const double *flow, koh_error *error, double *rate) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
