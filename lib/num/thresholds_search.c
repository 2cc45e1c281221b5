/* Method: the plain search is binary; the wide one goes through the counts one by one where a row or all rows fit into
 * registers, 32 draws at once, and is binary with gathered loads where they do not. Integers only: all give the same.
 * Source: as lanes.c.
 * Assumptions: thresholds ascend. Limits: none but the room's. */
#include "num/thresholds_priv.h"

#include "base/clones_priv.h"

#if KOH_WIDE
#include <immintrin.h>
#endif

static int plain_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x)
{
    const size_t stride = (size_t) 1 << table->shift;
    int any = 0;
    for (size_t d = 0; d < lanes->n; d++) {
        const uint16_t *row = table->value + (n != NULL ? n[d] - table->low : 0);
        int32_t below = 0;
        for (int32_t left = table->steps; left > 1;) {
            const int32_t half = left / 2;
            below += row[(size_t) (below + half - 1) * stride] < lanes->u[d] ? half : 0;
            left -= half;
        }
        const int tied = row[(size_t) below * stride] == lanes->u[d];
        x[d] = tied ? KOH_TIED : table->first + below;
        any |= tied;
    }
    return any;
}

#if KOH_WIDE

#define INLINE static inline __attribute__((always_inline))

enum { GATHERED = 16, PERMUTED = 32 };

KOH_WIDE_TARGET static int gathered_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n,
                                           int32_t *x)
{
    const int32_t stride = 1 << table->shift;
    const __m512i low = _mm512_set1_epi32(table->low), first = _mm512_set1_epi32(table->first);
    const __m512i word = _mm512_set1_epi32(0xffff);
    const __m128i shift = _mm_cvtsi32_si128(table->shift);
    __mmask16 any = 0;
    for (size_t d = 0; d < lanes->n; d += GATHERED) {
        const __m512i u = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *) (const void *) (lanes->u + d)));
        const __m512i row = n != NULL ? _mm512_sub_epi32(_mm512_loadu_si512(n + d), low) : _mm512_setzero_si512();
        __m512i at = row;
        for (int32_t left = table->steps; left > 1;) {
            const int32_t half = left / 2, step = half * stride;
            const __m512i t = _mm512_and_si512(_mm512_i32gather_epi32(at, table->value + step - stride, 2), word);
            at = _mm512_mask_add_epi32(at, _mm512_cmplt_epi32_mask(t, u), at, _mm512_set1_epi32(step));
            left -= half;
        }
        const __m512i t = _mm512_and_si512(_mm512_i32gather_epi32(at, table->value, 2), word);
        const __mmask16 tied = _mm512_cmpeq_epi32_mask(t, u);
        const __m512i below = _mm512_add_epi32(_mm512_sra_epi32(_mm512_sub_epi32(at, row), shift), first);
        _mm512_storeu_si512(x + d, _mm512_mask_blend_epi32(tied, below, _mm512_set1_epi32(KOH_TIED)));
        any |= tied;
    }
    return any != 0;
}

/* The thresholds of 32 draws at one step, out of the rows in 2^doublings registers. */
KOH_WIDE_TARGET INLINE __m512i look_up(const uint16_t *step, __m512i row, int doublings)
{
    const __m512i t0 = _mm512_loadu_si512(step);
    if (doublings == 0) {
        return _mm512_permutexvar_epi16(row, t0);
    }
    const __m512i lower = _mm512_permutex2var_epi16(t0, row, _mm512_loadu_si512(step + PERMUTED));
    if (doublings == 1) {
        return lower;
    }
    const __m512i t2 = _mm512_loadu_si512(step + 2 * PERMUTED), t3 = _mm512_loadu_si512(step + 3 * PERMUTED);
    const __m512i upper = _mm512_permutex2var_epi16(t2, row, t3);
    return _mm512_mask_blend_epi16(_mm512_test_epi16_mask(row, _mm512_set1_epi16(2 * PERMUTED)), lower, upper);
}

/* Rows of 32 draws, in 16 bits. */
KOH_WIDE_TARGET INLINE __m512i rows_of(const koh_thresholds *table, const int32_t *n)
{
    const __m512i low = _mm512_set1_epi32(table->low);
    const __m512i n0 = _mm512_sub_epi32(_mm512_loadu_si512(n), low);
    const __m512i n1 = _mm512_sub_epi32(_mm512_loadu_si512(n + PERMUTED / 2), low);
    return _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi32_epi16(n0)), _mm512_cvtepi32_epi16(n1), 1);
}

/* Counts of 32 draws to 32 bits, KOH_TIED where tied. */
KOH_WIDE_TARGET INLINE void put_counts(const koh_thresholds *table, __m512i below, __mmask32 tied, int32_t *x)
{
    const __m512i first = _mm512_set1_epi32(table->first), none = _mm512_set1_epi32(KOH_TIED);
    const __m512i x0 = _mm512_add_epi32(_mm512_cvtepu16_epi32(_mm512_castsi512_si256(below)), first);
    const __m512i x1 = _mm512_add_epi32(_mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(below, 1)), first);
    _mm512_storeu_si512(x, _mm512_mask_blend_epi32((__mmask16) tied, x0, none));
    _mm512_storeu_si512(x + PERMUTED / 2, _mm512_mask_blend_epi32((__mmask16) (tied >> 16), x1, none));
}

/* doublings < 0: one row for all. */
KOH_WIDE_TARGET INLINE int counted(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int doublings,
                                   int32_t *x)
{
    const __m512i one = _mm512_set1_epi16(1);
    __mmask32 any = 0;
    for (size_t d = 0; d < lanes->n; d += PERMUTED) {
        const __m512i u = _mm512_loadu_si512(lanes->u + d);
        const __m512i row = doublings < 0 ? _mm512_setzero_si512() : rows_of(table, n + d);
        __m512i below = _mm512_setzero_si512(), nearest = _mm512_set1_epi16(-1);
        for (int32_t k = 0; k < table->steps; k++) {
            const __m512i t = doublings < 0 ? _mm512_set1_epi16((short) table->value[k])
                                            : look_up(table->value + ((size_t) k << (5 + doublings)), row, doublings);
            below = _mm512_mask_add_epi16(below, _mm512_cmplt_epu16_mask(t, u), below, one);
            nearest = _mm512_min_epu16(nearest, _mm512_xor_si512(t, u));
        }
        const __mmask32 tied = _mm512_testn_epi16_mask(nearest, nearest);
        put_counts(table, below, tied, x + d);
        any |= tied;
    }
    return any != 0;
}

/* From so many steps on counting takes longer than gathering: measured. */
enum { MANY_STEPS = 96, MANY_STEPS_OF_TWO = 64, MANY_STEPS_OF_FOUR = 40 };

KOH_WIDE_TARGET static int wide_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n,
                                       int32_t *x)
{
    if (table->shift == 0 && table->steps < MANY_STEPS) {
        return counted(table, lanes, n, -1, x);
    }
    if (table->shift == 5 && table->steps < MANY_STEPS_OF_TWO) {
        return counted(table, lanes, n, 0, x);
    }
    if (table->shift == 6 && table->steps < MANY_STEPS_OF_TWO) {
        return counted(table, lanes, n, 1, x);
    }
    if (table->shift == 7 && table->steps < MANY_STEPS_OF_FOUR) {
        return counted(table, lanes, n, 2, x);
    }
    return gathered_search(table, lanes, n, x);
}

#endif

int koh__thresholds_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x)
{
#if KOH_WIDE
    if (koh__has_wide()) {
        return wide_search(table, lanes, n, x);
    }
#endif
    return plain_search(table, lanes, n, x);
}
