/* A quantity that stays partly as it is from year to year, seen through noise. */
#ifndef KOH_AR1_PRIV_H
#define KOH_AR1_PRIV_H

#include <stddef.h>

/* x_t has mean 0, variance `variance` and correlation memory^k over k years; observed is x_t + noise. */
typedef struct koh_ar1 {
    double variance; /* > 0 */
    double memory;   /* 0..1; 1 = a constant drawn once */
} koh_ar1;

/* What is known of x one year after the last of the observations. */
typedef struct koh_ar1_state {
    double mean, variance;
} koh_ar1_state;

/* The best linear prediction of x_n from value[0..n-1], whose noise variances are noise[0..n-1] > 0; n = 0 gives the
 * prior. The prediction k years later is memory^k times the mean. */
koh_ar1_state koh__ar1_predict(koh_ar1 process, size_t n, const double *value, const double *noise);

#endif
