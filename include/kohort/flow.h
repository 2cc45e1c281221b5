/* Places in time: who is admitted, who waits, who dies waiting, and what the wait costs, step by step.
 *
 * Persons are expected numbers and need not be whole. A step is a month unless the options say otherwise; what changes
 * does so at the start of a step. Types are kinds of units (short stay, long stay, ...), each with one waiting list. */
#ifndef KOH_FLOW_H
#define KOH_FLOW_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_FLOW_TYPES = 64 }; /* the most types */

/* What holds for a type at all times, and who is there at the start. */
typedef struct koh_flow_type {
    double n_occupied, n_waiting; /* persons at the start, >= 0; more than the places is allowed */
    double rate_death;            /* deaths per waiting person and year, >= 0 */
    double rate_withdraw;         /* others who stop waiting, per waiting person and year, >= 0 */
    double share_ready;           /* of those waiting, who wait in hospital, ready to be discharged, 0..1 */
    double cost_ready_day;        /* what the municipality pays for such a day, kroner, >= 0 */
    double share_next;            /* of those leaving a place, who then ask for one of type `next`, 0..1 */
    size_t next;                  /* a later type; not read when share_next is 0 */
} koh_flow_type;

/* All arrays are borrowed for the call. */
typedef struct koh_flow_input {
    size_t n_types, n_steps;
    const koh_flow_type *types; /* [n_types] */
    const double *places;       /* [type][step] open in the step, >= 0 */
    const double *arrivals;     /* [type][step] persons who ask for a place in the step, from outside, >= 0 */
    const double *years_stay;   /* [type][step] mean stay, years, > 0; a stay ends by leaving or by death */
} koh_flow_input;

typedef struct koh_flow_options {
    double years_per_step; /* default 1/12 */
    double days_per_year;  /* default 365.2425, the Gregorian mean */
} koh_flow_options;

/* The defaults named above. */
KOH_API koh_flow_options koh_flow_options_defaults(void);

/* What happens. Every array is optional (NULL = not wanted). For each type and step:
 * occupied + waiting + arrivals - discharges - deaths - withdrawn = occupied + waiting one step later. */
typedef struct koh_flow_result {
    double *occupied, *waiting; /* [type][n_steps + 1] persons at the start of each step, and at the end */
    double *arrivals;           /* [type][step] persons, those from other types included */
    double *admissions;         /* [type][step] persons */
    double *discharges;         /* [type][step] persons who leave a place, the dead included */
    double *deaths, *withdrawn; /* [type][step] persons who died or gave up while waiting */
    double *place_days;         /* [type][step] days that places were in use */
    double *waiting_days;       /* [type][step] days that persons waited */
    double *ready_days, *cost;  /* [type][step] days waited in hospital, and kroner for them */
    double *prob_wait;          /* [type][step] chance that a person who asks at the end of the step must wait */
    double residual;            /* the largest gap in the balance above, relative to the persons it is about */
} koh_flow_result;

/* KOH_EDOMAIN with type and step (from 0) in the message; KOH_ELIMIT: more than KOH_FLOW_TYPES types. */
KOH_API koh_status koh_flow_check(const koh_flow_input *input, const koh_flow_options *options,
                                  koh_error *error) KOH_NODISCARD;

/* Follows the flow through all steps. Options NULL = the defaults. Allocates nothing. KOH_EDOMAIN and KOH_ELIMIT as
 * koh_flow_check, results then untouched; KOH_EINTERNAL when the balance does not hold to 1e-9. Cost: some 60 ns a step
 * and type; with prob_wait an Erlang formula more, linear in the places. */
KOH_API koh_status koh_flow_compute(const koh_flow_input *input, const koh_flow_options *options, koh_error *error,
                                    koh_flow_result *result) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
