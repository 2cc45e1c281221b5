/* The rounds of Philox4x32-10 for many counters side by side. Every word stands in the low half of a 64-bit lane: the
 * multiplication reads that half only, so nothing has to be cleared, and the product brings the high and the low word
 * at once. */
#ifndef KOH_PHILOX_WIDE_PRIV_H
#define KOH_PHILOX_WIDE_PRIV_H

#include "base/clones_priv.h"
#include "num/philox_priv.h"

#if KOH_WIDE
#include <immintrin.h>

enum { WIDTH = 8, GROUPS = 4 }; /* lanes of a register; registers in flight, to hide the multiplication's latency */

KOH_WIDE_TARGET static inline void wide_rounds(__m512i x[4][GROUPS], const uint32_t key[2])
{
    const __m512i m0 = _mm512_set1_epi64(KOH_PHILOX_M0), m1 = _mm512_set1_epi64(KOH_PHILOX_M1);
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < KOH_PHILOX_ROUNDS; round++) {
        const __m512i key0 = _mm512_set1_epi64(k0), key1 = _mm512_set1_epi64(k1);
        for (int g = 0; g < GROUPS; g++) {
            const __m512i p0 = _mm512_mul_epu32(m0, x[0][g]), p1 = _mm512_mul_epu32(m1, x[2][g]);
            x[0][g] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p1, 32), x[1][g], key0, 0x96); /* a ^ b ^ c */
            x[1][g] = p1;
            x[2][g] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p0, 32), x[3][g], key1, 0x96);
            x[3][g] = p0;
        }
        k0 += KOH_PHILOX_W0;
        k1 += KOH_PHILOX_W1;
    }
}

#endif

#endif
