/* Philox4x32-10 (see rng.c) for many draws side by side: the counters differ in the draw alone. Integers only: both
 * forms give the same bits. */
#include "num/rng_priv.h"

#include "num/philox_wide_priv.h"

static void plain_fields(const uint32_t counter[4], const uint32_t key[2], size_t n, size_t stride, uint16_t *field)
{
    for (size_t d = 0; d < n; d++) {
        const uint32_t own[4] = { counter[0], counter[1], counter[2], counter[3] + (uint32_t) d };
        uint32_t word[4];
        koh__philox(own, key, word);
        for (size_t k = 0; k < KOH_STREAM_FIELDS; k++) {
            field[k * stride + d] = (uint16_t) (word[k / 2] >> 16 * (k % 2));
        }
    }
}

#if KOH_WIDE

KOH_WIDE_TARGET static void wide_fields(const uint32_t counter[4], const uint32_t key[2], size_t n, size_t stride,
                                        uint16_t *field)
{
    uint32_t even[2 * WIDTH];
    uint16_t even_half[WIDTH * GROUPS];
    for (uint32_t i = 0; i < WIDTH * GROUPS; i++) {
        even_half[i] = (uint16_t) (2 * i);
        even[i % (2 * WIDTH)] = 2 * (i % (2 * WIDTH));
    }
    const __m512i lane = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i words = _mm512_loadu_si512(even), halves = _mm512_loadu_si512(even_half);
    const __m512i upper_halves = _mm512_add_epi16(halves, _mm512_set1_epi16(1));
    for (size_t d = 0; d < n; d += (size_t) WIDTH * GROUPS) {
        const long long first = (long long) counter[3] + (long long) d;
        __m512i x[4][GROUPS];
        for (int g = 0; g < GROUPS; g++) {
            x[0][g] = _mm512_set1_epi64(counter[0]);
            x[1][g] = _mm512_set1_epi64(counter[1]);
            x[2][g] = _mm512_set1_epi64(counter[2]);
            x[3][g] = _mm512_add_epi64(_mm512_set1_epi64(first + g * WIDTH), lane);
        }
        wide_rounds(x, key);
        for (size_t w = 0; w < 4; w++) {
            const __m512i lower = _mm512_permutex2var_epi32(x[w][0], words, x[w][1]);
            const __m512i upper = _mm512_permutex2var_epi32(x[w][2], words, x[w][3]);
            _mm512_storeu_si512(field + 2 * w * stride + d, _mm512_permutex2var_epi16(lower, halves, upper));
            _mm512_storeu_si512(field + (2 * w + 1) * stride + d,
                                _mm512_permutex2var_epi16(lower, upper_halves, upper));
        }
    }
}

#endif

void koh__stream_fields(koh_stream_id id, uint32_t block, size_t n_draws, size_t stride, uint16_t *field)
{
    uint32_t counter[4], key[2];
    koh__stream_counter(id, block, counter);
    koh__stream_key(id.seed, key);
    const size_t n = (n_draws + KOH_STREAM_LANES - 1) / KOH_STREAM_LANES * KOH_STREAM_LANES;
#if KOH_WIDE
    if (koh__has_wide()) {
        wide_fields(counter, key, n, stride, field);
        return;
    }
#endif
    plain_fields(counter, key, n, stride, field);
}
