/* How good predictions were. */
#ifndef KOH_SCORE_PRIV_H
#define KOH_SCORE_PRIV_H

#include <stddef.h>

/* Errors of n predictions in percent of what was registered; NaN when n is 0. Cells where nobody was registered are
 * left out of all but `weighted`. */
typedef struct koh_score {
    size_t n;                   /* cells with somebody */
    double mpe, mape, medape;   /* mean error, mean absolute error, median absolute error */
    double weighted;            /* sum of absolute errors over the sum registered */
    double within_5, within_10; /* share of cells whose absolute error is at most 5, 10 % */
} koh_score;

/* Scores the cells i of n with counts[i] not 0 (NULL = all), predicted times `scale`. work [n] is overwritten. */
koh_score koh__score(size_t n, const double *predicted, double scale, const double *actual, const int *counts,
                     double *work);

/* The factor that brings the sum of predicted over the cells that count to that of actual. */
double koh__score_scale(size_t n, const double *predicted, const double *actual, const int *counts);

/* Continuous ranked probability score of a lognormal distribution with the given median > 0 and standard deviation of
 * the log > 0, in the units of `actual` > 0. */
double koh__crps_lognormal(double median, double sd, double actual);

#endif
