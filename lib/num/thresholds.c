/* Method: the table is made a count at a time, all rows side by side. The plain search is binary; the wide one goes
 * through the counts while all rows fit into registers, where a permutation looks 32 draws up at once, and is binary
 * with gathered loads where they do not. Integers only: all give the same.
 * Source: as lanes.c.
 * Assumptions, limits: as lanes.c. */
#include "num/thresholds_priv.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/clones_priv.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&     \
    !defined(KOH_ONE_VARIANT)
#define WIDE 1
#include <immintrin.h>
#else
#define WIDE 0
#endif

/* Thresholds of one count for all rows, and the next count's probabilities. left = trials of the first row not counted
 * yet, factor = p/q / (k + 1). */
KOH_CLONES_16
static void put_step(koh_lanes_room *room, uint16_t *restrict threshold, int32_t rows, int32_t left, double factor)
{
    double *restrict pmf = room->pmf, *restrict cdf = room->cdf;
#pragma omp simd
    for (int32_t i = 0; i < rows; i++) {
        cdf[i] += pmf[i];
        threshold[i] = (uint16_t) koh__threshold(cdf[i]);
        pmf[i] *= (left + i) * factor;
    }
}

/* P(0) of all rows, as koh__binomial_none gives them. */
static void put_none(koh_lanes_room *room, int32_t low, int32_t rows, const koh_binomial_law *law)
{
    double power = 0;
    for (int32_t i = 0; i < rows; i++) {
        const int32_t rest = (low + i) % KOH_POWERS;
        if (i == 0 || rest == 0) {
            power = exp((low + i - rest) * law->log_q);
        }
        room->pmf[i] = power * law->q_power[rest];
        room->cdf[i] = 0;
    }
}

koh_thresholds koh__thresholds_binomial(koh_lanes_room *room, int32_t low, int32_t high, const koh_binomial_law *law)
{
    const int32_t rows = high - low + 1;
    koh_thresholds table = { .low = low, .shift = 5, .value = room->threshold };
    while (1 << table.shift < rows) {
        table.shift++;
    }
    put_none(room, low, rows, law);
    const size_t stride = (size_t) 1 << table.shift;
    for (int32_t k = 0;; k++) {
        uint16_t *step = room->threshold + (size_t) table.steps * stride;
        put_step(room, step, rows, low - k, law->odds / (k + 1));
        if (table.steps == 1 && step[0] == 0) {
            memcpy(room->threshold, step, (size_t) rows * sizeof *step);
            table.first = k;
        } else {
            table.steps++;
        }
        if (step[rows - 1] == UINT16_MAX) {
            break;
        }
        assert(table.steps < KOH_LANES_STEPS);
    }
    while (1 << table.levels < table.steps) {
        table.levels++;
    }
    const size_t made = (size_t) table.steps * stride, wanted = stride << table.levels;
    memset(room->threshold + made, 0xff, (wanted - made) * sizeof *room->threshold);
    return table;
}

static int plain_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x)
{
    const int32_t stride = 1 << table->shift;
    int any = 0;
    for (size_t d = 0; d < lanes->n; d++) {
        const int32_t row = n[d] - table->low;
        int32_t at = row;
        for (int32_t level = table->levels - 1; level >= 0; level--) {
            const int32_t step = stride << level;
            at += table->value[at + step - stride] < lanes->u[d] ? step : 0;
        }
        const int tied = table->value[at] == lanes->u[d];
        x[d] = tied ? KOH_TIED : table->first + ((at - row) >> table->shift);
        any |= tied;
    }
    return any;
}

#if WIDE

#define TARGET __attribute__((target("arch=x86-64-v4")))
#define INLINE static inline __attribute__((always_inline))

enum { GATHERED = 16, PERMUTED = 32 };

TARGET static int gathered_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x)
{
    const int32_t stride = 1 << table->shift;
    const __m512i low = _mm512_set1_epi32(table->low), first = _mm512_set1_epi32(table->first);
    const __m512i word = _mm512_set1_epi32(0xffff);
    const __m128i shift = _mm_cvtsi32_si128(table->shift);
    __mmask16 any = 0;
    for (size_t d = 0; d < lanes->n; d += GATHERED) {
        const __m512i u = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *) (const void *) (lanes->u + d)));
        const __m512i row = _mm512_sub_epi32(_mm512_loadu_si512(n + d), low);
        __m512i at = row;
        for (int32_t level = table->levels - 1; level >= 0; level--) {
            const int32_t step = stride << level;
            const __m512i t = _mm512_and_si512(_mm512_i32gather_epi32(at, table->value + step - stride, 2), word);
            at = _mm512_mask_add_epi32(at, _mm512_cmplt_epi32_mask(t, u), at, _mm512_set1_epi32(step));
        }
        const __m512i t = _mm512_and_si512(_mm512_i32gather_epi32(at, table->value, 2), word);
        const __mmask16 tied = _mm512_cmpeq_epi32_mask(t, u);
        const __m512i below = _mm512_add_epi32(_mm512_sra_epi32(_mm512_sub_epi32(at, row), shift), first);
        _mm512_storeu_si512(x + d, _mm512_mask_blend_epi32(tied, below, _mm512_set1_epi32(KOH_TIED)));
        any |= tied;
    }
    return any != 0;
}

/* The thresholds of 32 rows numbers, out of 2^(5 + doublings) in registers. */
TARGET INLINE __m512i look_up(const uint16_t *step, __m512i row, int doublings)
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

TARGET INLINE int permuted_rows(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int doublings,
                                int32_t *x)
{
    const __m512i low = _mm512_set1_epi32(table->low), one = _mm512_set1_epi16(1);
    const __m512i first = _mm512_set1_epi32(table->first), none = _mm512_set1_epi32(KOH_TIED);
    __mmask32 any = 0;
    for (size_t d = 0; d < lanes->n; d += PERMUTED) {
        const __m512i u = _mm512_loadu_si512(lanes->u + d);
        const __m512i n0 = _mm512_sub_epi32(_mm512_loadu_si512(n + d), low);
        const __m512i n1 = _mm512_sub_epi32(_mm512_loadu_si512(n + d + PERMUTED / 2), low);
        const __m512i row =
            _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi32_epi16(n0)), _mm512_cvtepi32_epi16(n1), 1);
        __m512i below = _mm512_setzero_si512(), nearest = _mm512_set1_epi16(-1);
        for (int32_t k = 0; k < table->steps; k++) {
            const __m512i t = look_up(table->value + ((size_t) k << (5 + doublings)), row, doublings);
            below = _mm512_mask_add_epi16(below, _mm512_cmplt_epu16_mask(t, u), below, one);
            nearest = _mm512_min_epu16(nearest, _mm512_xor_si512(t, u));
        }
        const __mmask32 tied = _mm512_testn_epi16_mask(nearest, nearest);
        const __m512i x0 = _mm512_add_epi32(_mm512_cvtepu16_epi32(_mm512_castsi512_si256(below)), first);
        const __m512i x1 = _mm512_add_epi32(_mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(below, 1)), first);
        _mm512_storeu_si512(x + d, _mm512_mask_blend_epi32((__mmask16) tied, x0, none));
        _mm512_storeu_si512(x + d + PERMUTED / 2, _mm512_mask_blend_epi32((__mmask16) (tied >> 16), x1, none));
        any |= tied;
    }
    return any != 0;
}

/* From so many steps on four registers of rows take longer than gathering. */
enum { MANY_STEPS = 32 };

TARGET static int wide_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x)
{
    switch (table->shift) {
    case 5:
        return permuted_rows(table, lanes, n, 0, x);
    case 6:
        return permuted_rows(table, lanes, n, 1, x);
    case 7:
        if (table->steps < MANY_STEPS) {
            return permuted_rows(table, lanes, n, 2, x);
        }
        return gathered_search(table, lanes, n, x);
    default:
        return gathered_search(table, lanes, n, x);
    }
}

#endif

int koh__thresholds_search(const koh_thresholds *table, const koh_lanes *lanes, const int32_t *n, int32_t *x)
{
#if WIDE
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        return wide_search(table, lanes, n, x);
    }
#endif
    return plain_search(table, lanes, n, x);
}
