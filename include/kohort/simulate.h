/* Small units person by person: arrivals, stays, waiting and moves as they fall, event after event.
 *
 * Units form chains such as hospital, short stay, long stay. Each has places and one waiting list, first come, first
 * served. What a plan's expected numbers cannot show is shown here: that chance alone makes people wait. */
#ifndef KOH_SIMULATE_H
#define KOH_SIMULATE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_SIM_UNITS = 64, KOH_SIM_PERSONS = 10000000 }; /* the most */

/* A source of random numbers: writes the next n numbers of its sequence, independent and uniform in (0, 1]. */
typedef struct koh_sim_random {
    void (*fill)(void *state, size_t n, double *uniform);
    void *state; /* borrowed for the call */
} koh_sim_random;

/* Where someone who is to go on to the next unit waits for it. */
typedef enum koh_sim_waiting {
    KOH_SIM_WAITS_OUTSIDE = 0, /* leaves the place at once */
    KOH_SIM_WAITS_IN_PLACE     /* keeps it: ready to be discharged, and blocking */
} koh_sim_waiting;

/* What holds for a unit at all times, and who is there at the start. */
typedef struct koh_sim_unit {
    double years_stay;       /* mean of an exponential stay, years, > 0 */
    double years_patience;   /* mean of the exponential time that someone waits for this unit before giving up or dying;
                                > 0 or INFINITY */
    double share_next;       /* chance that someone whose stay ends goes on to `next`, 0..1 */
    size_t next;             /* a later unit; not read when share_next is 0 */
    koh_sim_waiting waiting; /* for `next` */
    size_t n_occupied, n_waiting; /* persons at the start; those waiting hold no place */
} koh_sim_unit;

/* All arrays are borrowed for the call. */
typedef struct koh_sim_input {
    size_t n_units, n_periods;
    double years_per_period;     /* > 0 */
    const koh_sim_unit *units;   /* [n_units] */
    const size_t *places;        /* [unit][period]; when places close, nobody is moved out */
    const double *rate_arrivals; /* [unit][period] persons per year from outside, >= 0 */
} koh_sim_input;

/* What happened. Every array, [unit][period], is optional (NULL = not wanted). */
typedef struct koh_sim_result {
    double *arrivals;       /* persons who asked for a place, those from other units included */
    double *waited;         /* of them, who did not get it at once */
    double *admissions;     /* persons who got a place */
    double *abandoned;      /* persons who gave up or died waiting */
    double *finished;       /* persons whose stay ended */
    double *years_in_place; /* person-years in places, those of blocking included */
    double *years_blocked;  /* of them, person-years waiting for the next unit */
    double *years_waiting;  /* person-years on this unit's list; over arrivals, the mean wait (Little's law) */
    double n_events;        /* arrivals from outside, ends of stays, ends of patience */
} koh_sim_result;

typedef struct koh_sim_workspace koh_sim_workspace;

/* For at most n_units units (1..KOH_SIM_UNITS) with n_persons persons at one time, places and lists together
 * (1..KOH_SIM_PERSONS). Caller frees. KOH_ELIMIT, KOH_ENOMEM. Takes some 50 bytes a person. */
KOH_API koh_status koh_sim_workspace_new(size_t n_units, size_t n_persons, koh_sim_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_sim_workspace_free(koh_sim_workspace *workspace); /* takes NULL */

/* KOH_EDOMAIN with the unit, and the period (from 0), in the message. */
KOH_API koh_status koh_sim_check(const koh_sim_input *input, koh_error *error) KOH_NODISCARD;

/* Simulates all periods once. The same random numbers give the same result, to the last bit. Allocates nothing.
 * KOH_EDOMAIN as koh_sim_check; KOH_ESHAPE: more units than the workspace is for; KOH_ELIMIT: more persons at one time
 * than it is for (a list that grows for ever?). Cost: some 100 ns an event. */
KOH_API koh_status koh_sim_run(const koh_sim_input *input, const koh_sim_random *random, koh_sim_workspace *workspace,
                               koh_error *error, koh_sim_result *result) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
