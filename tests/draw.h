/* High-entropy numbers for tests: the same on every run. */
#ifndef KOH_DRAW_H
#define KOH_DRAW_H

#include <stdint.h>

/* splitmix64 (Steele, Lea & Flood 2014). */
static inline uint64_t draw_bits(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Uniform between from and to. */
static inline double draw(uint64_t *state, double from, double to)
{
    return from + (to - from) * ((double) (draw_bits(state) >> 11) * 0x1p-53);
}

#endif
