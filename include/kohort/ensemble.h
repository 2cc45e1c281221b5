/* Many draws of one population's future: the cohort-component method with chance, in whole persons.
 *
 * Every person's death, move and emigration and every birth is drawn from the probabilities that the deterministic step
 * (kohort/projection.h) multiplies with; so without uncertain parameters the mean over draws is the deterministic path.
 *   deaths       binomial of those at risk with 1 - S_x
 *   births       Poisson with the deterministic formula's mean, given the draw's own women; boys binomial
 *   out-moves    binomial of the survivors; emigration binomial of those who stayed, with e/(1 - o): together
 *                multinomial with o and e
 *   in-moves, immigration   Poisson with the given means
 *   net migration, where its parts are not known   a positive cell is Poisson; a negative one is binomial of those who
 *                are there, with (count / expected persons) as probability. That is the least chance which net numbers
 *                allow: real in- and out-moves are many more than their difference.
 *   the level of net migration   Poisson where positive; where negative binomial with (number / persons expected in the
 *                draw, given its levels) as probability. So the mean over levels of mean zero is the deterministic path
 *                too; what a cell cannot give, the next younger one gives.
 * Draw number d of a seed is the same whatever the number of draws, threads and blocks. */
#ifndef KOH_ENSEMBLE_H
#define KOH_ENSEMBLE_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/projection.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_ENSEMBLE_BLOCK = 1000 }; /* draws: the unit of work of a thread */

/* Components of change, persons in the year. Balance: persons at the end = at the start + sum of sign x component. */
typedef enum koh_ensemble_component {
    KOH_ENSEMBLE_GIRLS = 0,   /* + */
    KOH_ENSEMBLE_BOYS,        /* + */
    KOH_ENSEMBLE_DEATHS,      /* - */
    KOH_ENSEMBLE_IN,          /* + */
    KOH_ENSEMBLE_OUT,         /* - */
    KOH_ENSEMBLE_IMMIGRATION, /* + */
    KOH_ENSEMBLE_EMIGRATION,  /* - */
    KOH_ENSEMBLE_NET,         /* + or - */
    KOH_ENSEMBLE_COMPONENTS
} koh_ensemble_component;

/* What is drawn. Borrowed for the call. The path's start is in whole persons.
 *
 * Uncertain parameters are arrays [n_draws][n_steps], NULL = certain; drawn by the caller, so that regions can share a
 * common factor. The deterministic path knows nothing of them. */
typedef struct koh_ensemble_input {
    koh_proj_path_input path;
    int first_year;                 /* of the first step, 0..65535: part of the key of the chance */
    uint32_t region;                /* number of the municipality: likewise */
    const double *fertility_factor; /* on births per woman, 0..100 */
    const double *mortality_index;  /* added to the log of mortality: S becomes S^exp(index); -20..20 */
    const double *net_level;        /* persons a year on top of net migration, -1e6..1e6, at the end of the year */
    const double *net_profile;      /* [2][n_age] of net_level: shares >= 0 that sum to 1, by age at the end */
} koh_ensemble_input;

/* Persons of an age band. */
typedef struct koh_ensemble_band {
    int sex;         /* KOH_FEMALE, KOH_MALE, or KOH_SEXES for both */
    size_t from, to; /* ages, both included */
} koh_ensemble_band;

typedef struct koh_ensemble_options {
    size_t n_draws;      /* 1..10^8 */
    uint64_t first_draw; /* number of the first: a run in parts gives the same draws; first_draw + n_draws <= 2^32 */
    uint64_t seed;
    size_t n_bands;
    const koh_ensemble_band *bands;
    size_t n_quantiles;
    const double *quantiles; /* orders in [0, 1] */
    int (*stop)(void *told); /* asked before each block of draws, by any thread; not 0 = stop. Or NULL */
    void *told;
} koh_ensemble_options;

/* 1000 draws of seed 1, no bands, no quantiles. */
KOH_API koh_ensemble_options koh_ensemble_options_defaults(void);

/* What is wanted; NULL = not. A state holds at 1 January, the first being the start. */
typedef struct koh_ensemble_output {
    int32_t *population;   /* [n_steps + 1][2][n_age][n_draws] */
    int32_t *components;   /* [n_steps][KOH_ENSEMBLE_COMPONENTS][n_draws] */
    int32_t *band;         /* [n_steps + 1][n_bands][n_draws] */
    double *mean;          /* [n_steps + 1][2][n_age] over draws */
    double *expected;      /* [n_steps + 1][2][n_age] the deterministic path */
    double *quantile;      /* [n_quantiles][n_steps + 1][2][n_age], type 7 of Hyndman & Fan, exact */
    double *band_quantile; /* [n_quantiles][n_steps + 1][n_bands] */
} koh_ensemble_output;

/* Sizes that a workspace is made for; smaller runs fit too, except that n_age is exact. */
typedef struct koh_ensemble_size {
    size_t n_age, n_steps, n_bands, n_threads;
    size_t n_bins; /* of each thread, for quantiles; see koh_ensemble_bins. 0 where none are wanted */
} koh_ensemble_size;

typedef struct koh_ensemble_workspace koh_ensemble_workspace;

/* Bytes of a workspace, so that they can be told before anything starts. */
KOH_API size_t koh_ensemble_bytes(const koh_ensemble_size *size);

/* Bins enough for the quantiles of a population of `persons` in its largest cell, and some uncertainty of parameters:
 * about 120 bytes x square root of persons for each cell or band and step. */
KOH_API size_t koh_ensemble_bins(size_t n_age, size_t n_steps, size_t n_bands, double persons);

/* Caller frees. KOH_EDOMAIN, KOH_ENOMEM. */
KOH_API koh_status koh_ensemble_workspace_new(const koh_ensemble_size *size,
                                              koh_ensemble_workspace **workspace) KOH_NODISCARD;
KOH_API void koh_ensemble_workspace_free(koh_ensemble_workspace *workspace); /* takes NULL */

/* KOH_EDOMAIN, KOH_EMISSING or KOH_ESHAPE with the place in the message; those of koh_proj_check for the path. */
KOH_API koh_status koh_ensemble_check(const koh_ensemble_input *input, const koh_ensemble_options *options,
                                      const koh_ensemble_workspace *workspace, koh_error *error) KOH_NODISCARD;

/* Checks, then draws, on the workspace's threads. Allocates nothing. Output untouched when the check fails.
 * KOH_WCAPPED: the deterministic path took more people than there were; so do the draws. KOH_ELIMIT: more bins are
 * needed. KOH_ECANCELLED: it was stopped. KOH_EDOMAIN: a draw grew beyond 10^9 persons. KOH_EINTERNAL: a balance does
 * not hold; it is checked in whole persons for every draw and step. Cost: for each cell and draw about 6 ns in a
 * municipality of 7 000 persons and 80 in one of 700 000; three times that with uncertain parameters. */
KOH_API koh_status koh_ensemble_run(const koh_ensemble_input *input, const koh_ensemble_options *options,
                                    koh_ensemble_workspace *workspace, koh_error *error,
                                    koh_ensemble_output *output) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
