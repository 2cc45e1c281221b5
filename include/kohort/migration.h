/* Migration by age when little is known: model schedules, and net migration split into in and out. */
#ifndef KOH_MIGRATION_H
#define KOH_MIGRATION_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rogers & Castro's schedule. All parameters are >= 0; a family whose height a is 0 is absent. */
typedef struct koh_rogers_castro {
    double a1, alpha1;               /* children, who follow their parents: height, descent per year of age */
    double a2, alpha2, mu2, lambda2; /* labour force: height, descent, position in years, ascent */
    double a3, alpha3, mu3, lambda3; /* retirement, the same */
    double a4, lambda4;              /* the old: height, ascent */
    double c;                        /* all ages */
} koh_rogers_castro;

/* m(x) at an age in years, on the scale of the heights. */
KOH_API double koh_rogers_castro_at(const koh_rogers_castro *schedule, double age);

/* Which families are fitted, by their number of parameters. */
typedef enum koh_rogers_castro_model {
    KOH_ROGERS_CASTRO_7 = 0, /* children, labour force, constant */
    KOH_ROGERS_CASTRO_9,     /* and the old */
    KOH_ROGERS_CASTRO_11,    /* and retirement, without the old */
    KOH_ROGERS_CASTRO_13     /* all */
} koh_rogers_castro_model;

typedef struct koh_rogers_castro_fit {
    koh_rogers_castro schedule;
    double r2;         /* share of the weighted variance that is explained, <= 1 */
    size_t iterations; /* of the best start */
    double residual;   /* largest last step: of the log of a parameter, of a position in years */
} koh_rogers_castro_fit;

/* Fits m(x) to rate[n_age] >= 0 at the ages 0, 1, ... by least squares with weight[n_age] >= 0 (NULL: all 1).
 * KOH_EDOMAIN with the age for bad numbers, for fewer weighted ages than parameters, and for rates that do not vary;
 * KOH_ENOCONVERGENCE. Parameters of 11 and 13 are seldom determined; the schedule is. 1 to 10 ms. */
KOH_API koh_status koh_rogers_castro_solve(size_t n_age, const double *rate, const double *weight,
                                           koh_rogers_castro_model model, koh_error *error,
                                           koh_rogers_castro_fit *fit) KOH_NODISCARD;

/* How large the flows are that make up a net number: in = max(base P + response net, least P, net + least P). */
typedef struct koh_moves_options {
    double base;     /* in-moves per person and year when net migration is 0, > 0 */
    double response; /* of in-moves to one more net migrant, 0..1; the rest is fewer out-moves */
    double least;    /* moves per person and year that there are in either direction, 0..base */
} koh_moves_options;

/* 0.07, 0.5 and 0.007 a year: the defaults of the authors' program for countries. Take an area's own where known. */
KOH_API koh_moves_options koh_moves_options_defaults(void);

typedef struct koh_moves_input {
    size_t n_age;
    const double *population; /* [n_age] persons, >= 0 */
    const double *in_share;   /* [n_age] >= 0: in-moves by age, on any scale */
    const double *out_rate;   /* [n_age] >= 0: propensity to move out by age, on any scale */
    double net;               /* persons a year */
} koh_moves_input;

/* Flows by age in[n_age] and out[n_age], persons, whose difference sums to net. KOH_WCAPPED when more would leave an
 * age than are there: they leave other ages. KOH_EDOMAIN with the age; KOH_ENOSOLUTION when more would leave than live
 * there. Outputs untouched on failure. */
KOH_API koh_status koh_moves_split(const koh_moves_input *input, const koh_moves_options *options, koh_error *error,
                                   double *in, double *out) KOH_NODISCARD;

/* Changes flows as little as can be (least squares of the relative changes, weighted by the flows) so that in - out =
 * net[n_age] at each age, neither below 0. KOH_EDOMAIN with the age, nothing changed. */
KOH_API koh_status koh_moves_match(size_t n_age, const double *net, koh_error *error, double *in,
                                   double *out) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
