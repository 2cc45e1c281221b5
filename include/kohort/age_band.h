/* Age bands: a partition of the completed ages 0..open into consecutive groups. */
#ifndef KOH_AGE_BAND_H
#define KOH_AGE_BAND_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* from[i] .. from[i + 1] - 1 is band i; the last is open. */
typedef struct koh_age_bands {
    const char *id; /* "planner" */
    size_t n;
    const int *from;           /* [n], ascending, from[0] = 0 */
    const char *const *labels; /* [n], "0-5" ... "90+" */
} koh_age_bands;

typedef enum koh_band_set {
    KOH_BANDS_PLANNER = 0, /* 0-5 6-15 16-19 20-66 67-79 80-89 90+ */
    KOH_BANDS_IPLOS,       /* 0-17 18-49 50-66 67-79 80-89 90+ */
    KOH_BANDS_SSB,         /* 0-49 50-66 67-79 80-89 90+ (table 11645) */
    KOH_BANDS_KOSTRA,      /* 0-66 67-79 80+ */
    KOH_BANDS_COST         /* 0-15 16-66 67-79 80-89 90+ */
} koh_band_set;

/* A band set. Static, never NULL. */
KOH_API const koh_age_bands *koh_age_bands_get(koh_band_set set);

/* The band of a completed age. */
KOH_API size_t koh_age_band_of(const koh_age_bands *bands, int age);

/* Sum of value[age] for from <= age <= to (to < 0 = open), ages 0..n_age-1. */
KOH_API double koh_age_sum(size_t n_age, const double *value, int from, int to);

#ifdef __cplusplus
}
#endif
#endif
