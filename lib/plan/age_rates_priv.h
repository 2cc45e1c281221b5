/* Figures by age band, as a plan tells them, at single ages. */
#ifndef KOH_AGE_RATES_PRIV_H
#define KOH_AGE_RATES_PRIV_H

#include "kohort/quantity.h"

typedef struct koh_age_rate {
    int from, to;                /* completed ages, both included; to = -1: open */
    const koh_quantity *rate[2]; /* by sex */
} koh_age_rate;

/* Bands that hold every age once. */
typedef struct koh_age_rates {
    size_t n;
    const koh_age_rate *bands;
} koh_age_rates;

/* The figures of a year at single ages, rate [2][n_age]: a band's at all its ages. */
void koh__age_rates_fill(const koh_age_rates *rates, int year, size_t n_age, double *rate);

#endif
