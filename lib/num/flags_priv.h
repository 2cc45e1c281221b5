/* Which draws of a row need a look of their own. */
#ifndef KOH_FLAGS_PRIV_H
#define KOH_FLAGS_PRIV_H

#include <stddef.h>
#include <stdint.h>

/* Marks the draws whose u is at or above a threshold's first bits. */
void koh__flag_from(size_t n, const uint16_t *u, uint16_t threshold, uint8_t *flag);

/* Marks the draws whose count is `value`. */
void koh__flag_equal(size_t n, const int32_t *x, int32_t value, uint8_t *flag);

/* The first marked draw from d on, or n, a multiple of 8. */
size_t koh__next_flagged(const uint8_t *flag, size_t d, size_t n);

/* The smallest and the largest of n > 0 numbers. */
typedef struct koh_range {
    int32_t low, high;
} koh_range;

koh_range koh__range_of(size_t n, const int32_t *x);

#endif
