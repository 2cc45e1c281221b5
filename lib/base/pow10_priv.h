/* Powers of ten scaled to 128 bits. */
#ifndef KOH_POW10_PRIV_H
#define KOH_POW10_PRIV_H

#include <stdint.h>

enum { KOH_POW10_FIRST = -292, KOH_POW10_LAST = 324 };

typedef struct koh_pow10 {
    uint64_t high, low;
} koh_pow10;

/* [k - KOH_POW10_FIRST]: 10^k * 2^(127 - floor(log2 10^k)), rounded up. */
extern const koh_pow10 koh__pow10[KOH_POW10_LAST - KOH_POW10_FIRST + 1];

#endif
