/* Persons one by one: an event-time microsimulation of the rates of the cohort-component method.
 *
 * Every person has a life of events in continuous time, by hazards that are constant within a year (1 January to 1
 * January) and follow from the probabilities that the deterministic step (kohort/projection.h) multiplies with; so the
 * mean over draws is the deterministic path in every cell and component. What it is for are questions about lives:
 * how long, how often, who survives whom, who has been here all the time.
 *   deaths       hazard -log S_x over the year
 *   moves        hazard -log(1 - o - e), of those who do not die in the year: the shares are of survivors
 *   births       a Poisson stream of the woman while she lives here, with the deterministic formula's number as its
 *                mean; boys by chance; the child has its mother's place in the chain of chance
 *   arrivals     Poisson numbers with the given means; within the year at times as likely as each other
 *   net migration, where its parts are not known   as kohort/ensemble.h has it, at the start and the end of the year
 * Two attributes are optional and change no mean:
 *   care         levels 0, 1, ... with steps up and down at hazards by age; death is at hazards by level that keep
 * their proportions, while all levels together die as S_x says couples      of those who are there at the start: man
 * and woman of the same rank by age, each with a life of his own A person's chance is a stream of (seed, draw, region,
 * part, number), so a life does not depend on threads. */
#ifndef KOH_MICROSIM_H
#define KOH_MICROSIM_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/projection.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    KOH_MICROSIM_LEVELS = 4,     /* of care, at most */
    KOH_MICROSIM_STEPS = 200,    /* years, at most */
    KOH_MICROSIM_SPELLS = 41,    /* quarters of a year that a spell in a level lasts; the last: ten years or more */
    KOH_MICROSIM_PART = 1 << 16, /* persons, about: the unit of work of a thread */
};

/* What happens to people, persons or times in a year. */
typedef enum koh_microsim_event {
    KOH_MICROSIM_GIRLS = 0,
    KOH_MICROSIM_BOYS,
    KOH_MICROSIM_DEATHS,
    KOH_MICROSIM_IN,
    KOH_MICROSIM_OUT,
    KOH_MICROSIM_IMMIGRATION,
    KOH_MICROSIM_EMIGRATION,
    KOH_MICROSIM_NET_IN, /* net migration, where its parts are not known */
    KOH_MICROSIM_NET_OUT,
    KOH_MICROSIM_CARE_UP,   /* steps to the next level of care */
    KOH_MICROSIM_CARE_DOWN, /* steps to the level below */
    KOH_MICROSIM_WIDOWED,   /* persons here whose partner dies */
    KOH_MICROSIM_PARTED,    /* persons here whose partner leaves */
    KOH_MICROSIM_EVENTS
} koh_microsim_event;

/* Levels of care. Arrays by age: rates by age at the end of the year, shares by age at the start. */
typedef struct koh_microsim_care {
    size_t n_levels;     /* 2..KOH_MICROSIM_LEVELS, or 0: no care */
    const double *share; /* [n_levels][2][n_age] of the persons at the start; they sum to 1 */
    const double *up;    /* [n_levels - 1][2][n_age] steps a year from level k to k + 1, 0..20 */
    const double *down;  /* [n_levels - 1][2][n_age] steps a year from level k + 1 to k, 0..20 */
    const double *risk;  /* [n_levels][2][n_age] of death, each against the others, 1e-6..1e6 */
} koh_microsim_care;

/* What is simulated. Borrowed for the call. The path's start is in whole persons; births are at most 20 a woman and
 * year. */
typedef struct koh_microsim_input {
    koh_proj_path_input path;
    uint32_t region; /* number of the municipality: part of the key of the chance */
    koh_microsim_care care;
    const double *couple; /* [2][n_age] share of the persons at the start who live in a couple, or NULL: no couples */
} koh_microsim_input;

typedef struct koh_microsim_options {
    size_t n_draws;      /* 1..10^6 */
    uint64_t first_draw; /* number of the first; first_draw + n_draws <= 2^32 */
    uint64_t seed;
    int (*stop)(void *told); /* asked before each part, by any thread; not 0 = stop. Or NULL */
    void *told;
} koh_microsim_options;

/* One draw of seed 1. */
KOH_API koh_microsim_options koh_microsim_options_defaults(void);

/* What is wanted; NULL = not. n_levels is 1 without care. States hold at 1 January, the first being the start. */
typedef struct koh_microsim_output {
    int32_t *population;   /* [n_draws][n_steps + 1][2][n_age] */
    int32_t *since_start;  /* [n_draws][n_steps + 1][2][n_age] of them, who have been here since the start */
    int32_t *care;         /* [n_draws][n_steps + 1][n_levels][2][n_age] */
    int64_t *events;       /* [n_draws][n_steps][KOH_MICROSIM_EVENTS] */
    int32_t *spells;       /* [n_draws][n_levels][KOH_MICROSIM_SPELLS] spells in a level by how long they lasted: those
                              that begin at least ten years before the end, so that no end is unknown; level 0: none */
    int32_t *widowed;      /* [n_draws][n_steps][2][n_age] those whose partner dies, by age at the end of the year */
    int32_t *died;         /* [n_draws][2][n_age] of those there at the start, by age then: who have died here */
    int32_t *left;         /* [n_draws][2][n_age] of them: who have left */
    int32_t *ever;         /* [n_draws][n_levels][2][n_age] of them: who have been in the level or above it */
    double *years_in;      /* [n_draws][n_levels][2][n_age] of them: person-years lived here in the level */
    double *years;         /* [n_draws][n_steps] person-years lived here by all */
    double *expected;      /* [n_steps + 1][2][n_age] the deterministic path */
    double *expected_care; /* [n_steps + 1][n_levels][2][n_age] persons expected in each level */
} koh_microsim_output;

/* Sizes that a workspace is made for; fewer steps, draws and parts fit too. */
typedef struct koh_microsim_size {
    size_t n_age, n_steps, n_levels, n_threads; /* n_levels: 0 or 1 without care */
} koh_microsim_size;

typedef struct koh_microsim_workspace koh_microsim_workspace;

/* Bytes of a workspace, so that they can be told before anything starts. */
KOH_API size_t koh_microsim_bytes(const koh_microsim_size *size);

/* Caller frees. KOH_EDOMAIN, KOH_ENOMEM. */
KOH_API koh_status koh_microsim_workspace_new(const koh_microsim_size *size,
                                              koh_microsim_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_microsim_workspace_free(koh_microsim_workspace *workspace); /* takes NULL */

/* KOH_EDOMAIN, KOH_EMISSING or KOH_ESHAPE with the place in the message; those of koh_proj_check for the path. */
KOH_API koh_status koh_microsim_check(const koh_microsim_input *input, const koh_microsim_options *options,
                                      const koh_microsim_workspace *workspace, koh_error *error) KOH_NODISCARD;

/* Checks, then simulates, on the workspace's threads. Allocates nothing. Output untouched when the check fails.
 * KOH_WCAPPED: the deterministic path took more people than there were; so do the draws. KOH_ECANCELLED: it was
 * stopped. KOH_ELIMIT: a family or a part grew beyond what is kept of it. KOH_EINTERNAL: a balance does not hold; it is
 * checked in whole persons for every draw and step. Cost: by person and event, not by year; see docs/performance.md. */
KOH_API koh_status koh_microsim_run(const koh_microsim_input *input, const koh_microsim_options *options,
                                    koh_microsim_workspace *workspace, koh_error *error,
                                    koh_microsim_output *output) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
