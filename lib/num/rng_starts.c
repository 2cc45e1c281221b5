/* Philox4x32-10 (see rng.c) for many streams cut out of one: the counters differ in the block alone. Integers,
 * and one exact conversion: both forms give the same bits. */
#include "num/rng_priv.h"

#include "num/philox_wide_priv.h"

static void plain_starts(const uint32_t counter[4], const uint32_t key[2], uint32_t apart, koh_stream_starts *to)
{
    for (uint32_t i = 0; i < KOH_STREAM_LANES; i++) {
        const uint32_t own[4] = { counter[0] + i * apart, counter[1], counter[2], counter[3] };
        uint32_t word[4];
        koh__philox(own, key, word);
        to->u[i] = koh__uniform_of(word[0], word[1]);
        to->first[i] = word[2];
        to->second[i] = word[3];
    }
}

#if KOH_WIDE

KOH_WIDE_TARGET static void wide_starts(const uint32_t counter[4], const uint32_t key[2], uint32_t apart,
                                        koh_stream_starts *to)
{
    const __m512i lane = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), low = _mm512_set1_epi64(UINT32_MAX);
    const __m512i step = _mm512_mul_epu32(lane, _mm512_set1_epi64(apart));
    for (uint32_t i = 0; i < KOH_STREAM_LANES; i += WIDTH * GROUPS) {
        __m512i x[4][GROUPS];
        for (uint32_t g = 0; g < GROUPS; g++) {
            const uint32_t first = counter[0] + (i + g * WIDTH) * apart;
            x[0][g] = _mm512_add_epi64(_mm512_set1_epi64(first), step); /* the low half alone is read */
            x[1][g] = _mm512_set1_epi64(counter[1]);
            x[2][g] = _mm512_set1_epi64(counter[2]);
            x[3][g] = _mm512_set1_epi64(counter[3]);
        }
        wide_rounds(x, key);
        for (uint32_t g = 0; g < GROUPS; g++) {
            const __m512i high = _mm512_slli_epi64(x[0][g], 32),
                          both = _mm512_or_si512(high, _mm512_and_si512(x[1][g], low));
            const __m512i odd = _mm512_or_si512(_mm512_srli_epi64(both, 11), _mm512_set1_epi64(1));
            const uint32_t at = i + g * WIDTH;
            _mm512_storeu_pd(to->u + at, _mm512_mul_pd(_mm512_cvtepu64_pd(odd), _mm512_set1_pd(0x1p-53)));
            _mm256_storeu_si256((__m256i *) (void *) (to->first + at), _mm512_cvtepi64_epi32(x[2][g]));
            _mm256_storeu_si256((__m256i *) (void *) (to->second + at), _mm512_cvtepi64_epi32(x[3][g]));
        }
    }
}

#endif

void koh__stream_starts(koh_stream_id id, uint32_t block, uint32_t apart, koh_stream_starts *starts)
{
    uint32_t counter[4], key[2];
    koh__stream_counter(id, block, counter);
    koh__stream_key(id.seed, key);
#if KOH_WIDE
    if (koh__has_wide()) {
        wide_starts(counter, key, apart, starts);
        return;
    }
#endif
    plain_starts(counter, key, apart, starts);
}
