/* Method: the step of step.c, eight cells in a register, beginning at indices that are multiples of 8: so arrays that
 * lie on the lines of the cache are met line by line. What belongs to the cell a year younger is shifted in from the
 * register before; births, and what is kept of the input, are taken on the way. Every lane of a sum gets the terms that
 * the plain form gives it, in its order, but is a lane or two further on, which joining does not tell. The open group
 * and the newborn are put for both sexes together.
 * Source: step.c.
 * Assumptions: as step.c; a masked lane is 0 throughout and adds nothing; half of a number is exact, which it is not
 * below 1e-307.
 * Limits: processors with 512-bit registers; years in which nobody is missing (care.c). */
#include "base/clones_priv.h"
#include "proj/step_priv.h"

#if KOH_WIDE
#include <immintrin.h>

/* Keeps an index an index: there are more arrays than registers for a pointer each. */
#define ONE_INDEX(i) __asm__("" : "+r"(i))

#define INLINE static inline __attribute__((always_inline))

enum { POPULATION = 0, NEXT, DEATHS, NET, IN, OUT, IMMIGRATION, EMIGRATION, SUMS };

/* Loops over them are unrolled by order: else gcc keeps them in memory between the parts of a step, and a step
 * takes a tenth longer. */
typedef struct sums {
    __m512d of[SUMS], births;
    __m512d at_end; /* the women who were counted last for births at the end of the year */
    __m512d signs;  /* of everybody at risk and of everybody at the end: set where one is below 0, or -0 */
} sums;

/* What is read of the cells a year younger, and what was read last at the cells themselves. */
typedef struct younger {
    __m512d population, net_rate, net_count;
} younger;

/* Lanes k of the register that begins at i, women at those of `women`. */
typedef struct cells {
    size_t i;
    __mmask8 k, women;
} cells;

/* Whether births are summed, and of whom: at the end of the year those who are here then, or the survivors. */
typedef enum mothers { NO_WOMEN = 0, WOMEN_WITH_MOVERS, WOMEN_WHO_SURVIVE } mothers;

static const __mmask8 all = 0xff;

/* Known to be all lanes when the loop is compiled: then no mask is needed. */
INLINE int is_all(__mmask8 k)
{
    return __builtin_constant_p(k) && k == all;
}

/* Lanes [from, end) of the register that begins at i. */
INLINE __mmask8 lanes_in(size_t i, size_t from, size_t end)
{
    if (end <= i || end <= from || from >= i + KOH_LANES) {
        return 0;
    }
    const unsigned above = from > i ? (0xffu << (from - i)) : 0xffu;
    return (__mmask8) (above & (end - i < KOH_LANES ? 0xffu >> (KOH_LANES - (end - i)) : 0xffu));
}

KOH_WIDE_TARGET INLINE __m512d load(__mmask8 k, const double *from)
{
    return is_all(k) ? _mm512_loadu_pd(from) : _mm512_maskz_loadu_pd(k, from);
}

KOH_WIDE_TARGET INLINE void store(__mmask8 k, double *to, __m512d value)
{
    if (is_all(k)) {
        _mm512_storeu_pd(to, value);
    } else {
        _mm512_mask_storeu_pd(to, k, value);
    }
}

/* The values of `now`, one lane up, with the last of `before`. */
KOH_WIDE_TARGET INLINE __m512d shift_in(__mmask8 k, __m512d before, __m512d now)
{
    const __m512i a = _mm512_castpd_si512(now), b = _mm512_castpd_si512(before);
    return _mm512_castsi512_pd(is_all(k) ? _mm512_alignr_epi64(a, b, 7) : _mm512_maskz_alignr_epi64(k, a, b, 7));
}

/* The bits that are set in any. */
KOH_WIDE_TARGET INLINE __m512d either(__m512d a, __m512d b, __m512d c)
{
    return _mm512_castsi512_pd(
        _mm512_ternarylogic_epi64(_mm512_castpd_si512(a), _mm512_castpd_si512(b), _mm512_castpd_si512(c), 0xfe));
}

KOH_WIDE_TARGET INLINE __m512d add(__m512d a, __m512d b)
{
    return _mm512_add_pd(a, b);
}

/* The formulas of step.c. Of women the births at the ages a year younger than the cells'. */
KOH_WIDE_TARGET INLINE void put(const koh_proj_arrays *s, cells at, const younger *from, __m512d net_count, mothers who,
                                sums *t)
{
    const size_t i = at.i;
    const __mmask8 k = at.k;
    const __m512d half = _mm512_set1_pd(s->half), rest = _mm512_set1_pd(1 - s->half);
    const __m512d here = from->population, by_rate = _mm512_mul_pd(from->net_rate, here);
    const __m512d early = add(from->net_count, by_rate), at_risk = _mm512_fmadd_pd(half, early, here);
    const __m512d late = _mm512_mul_pd(rest, add(net_count, by_rate));
    const __m512d net = _mm512_fmadd_pd(half, early, late); /* half of a number is exact */
    const __m512d survivors = _mm512_mul_pd(at_risk, load(k, s->survival + i));
    const __m512d deaths = _mm512_sub_pd(at_risk, survivors), out = _mm512_mul_pd(survivors, load(k, s->out_rate + i));
    const __m512d emigration = _mm512_mul_pd(survivors, load(k, s->emigration_rate + i));
    const __m512d in = load(k, s->in + i), immigration = load(k, s->immigration + i);
    const __m512d stay = _mm512_sub_pd(_mm512_sub_pd(survivors, out), emigration);
    const __m512d next = add(add(add(stay, in), immigration), late);
    if (who != NO_WOMEN) {
        const __m512d now = who == WOMEN_WITH_MOVERS ? next : _mm512_sub_pd(at_risk, deaths);
        const __m512d fertility = load(at.women, s->fertility + i - 1); /* 0 at age 0 */
        t->births = add(t->births, _mm512_mul_pd(fertility, add(at_risk, shift_in(k, t->at_end, now))));
        t->at_end = now;
    }
    store(k, s->start + i - 1, at_risk);
    store(k, s->next + i, next);
    store(k, s->deaths + i, deaths);
    store(k, s->net + i, net);
    store(k, s->in_kept + i, in);
    store(k, s->out + i, out);
    store(k, s->immigration_kept + i, immigration);
    store(k, s->emigration + i, emigration);
    store(k, s->capped + i, _mm512_setzero_pd());
    t->of[POPULATION] = add(t->of[POPULATION], here);
    t->of[NEXT] = add(t->of[NEXT], next);
    t->of[DEATHS] = add(t->of[DEATHS], deaths);
    t->of[NET] = add(t->of[NET], net);
    t->of[IN] = add(t->of[IN], in);
    t->of[OUT] = add(t->of[OUT], out);
    t->of[IMMIGRATION] = add(t->of[IMMIGRATION], immigration);
    t->of[EMIGRATION] = add(t->of[EMIGRATION], emigration);
    t->signs = either(t->signs, at_risk, next);
}

KOH_WIDE_TARGET INLINE younger read_at(const koh_proj_arrays *s, size_t i, __mmask8 k)
{
    return (younger){ load(k, s->population + i), load(k, s->net_rate + i), load(k, s->net_count + i) };
}

/* The cells after those that were read last. */
KOH_WIDE_TARGET INLINE void put_next(const koh_proj_arrays *s, cells at, __mmask8 read, mothers who, younger *last,
                                     sums *t)
{
    ONE_INDEX(at.i);
    const younger now = read_at(s, at.i, read);
    const younger from = { shift_in(at.k, last->population, now.population),
                           shift_in(at.k, last->net_rate, now.net_rate),
                           shift_in(at.k, last->net_count, now.net_count) };
    put(s, at, &from, is_all(at.k) ? now.net_count : _mm512_maskz_mov_pd(at.k, now.net_count), who, t);
    *last = now;
}

/* A register not all of whose cells are of ages 1 to A - 1. */
KOH_WIDE_TARGET INLINE void put_edge(const koh_proj_arrays *s, size_t i, mothers who, younger *last, sums *t)
{
    const size_t n = s->n_age;
    const __mmask8 women = lanes_in(i, 1, n - 1), men = lanes_in(i, n + 1, 2 * n - 1);
    put_next(s, (cells){ i, women | men, women }, lanes_in(i, 0, 2 * n), who, last, t);
}

/* Registers from i to where whole ones end. */
KOH_WIDE_TARGET INLINE size_t put_whole(const koh_proj_arrays *s, size_t i, size_t end, mothers who, younger *last,
                                        sums *t)
{
    for (; i + KOH_LANES <= end; i += KOH_LANES) {
        put_next(s, (cells){ i, all, all }, all, who, last, t);
    }
    return i;
}

/* Women, and men whose cells share a register with theirs. Where the cells of men alone begin. */
KOH_WIDE_TARGET INLINE size_t put_women(const koh_proj_arrays *s, mothers who, younger *last, sums *t)
{
    put_edge(s, 0, who, last, t);
    size_t i = put_whole(s, KOH_LANES, s->n_age - 1, who, last, t);
    for (; i <= s->n_age; i += KOH_LANES) {
        put_edge(s, i, who, last, t);
    }
    return i;
}

/* The other men. */
KOH_WIDE_TARGET INLINE void put_men(const koh_proj_arrays *s, size_t i, younger *last, sums *t)
{
    const size_t end = 2 * s->n_age - 1;
    i = put_whole(s, i, end, NO_WOMEN, last, t);
    if (i < end) {
        put_edge(s, i, NO_WOMEN, last, t);
    }
}

/* One age of women and men. */
KOH_WIDE_TARGET INLINE __m128d pair(const koh_proj_arrays *s, const double *of, size_t x)
{
    return _mm_loadh_pd(_mm_load_sd(of + x), of + s->n_age + x);
}

KOH_WIDE_TARGET INLINE void put_pair(const koh_proj_arrays *s, size_t x, __m128d value, double *to)
{
    _mm_storel_pd(to + x, value);
    _mm_storeh_pd(to + s->n_age + x, value);
}

KOH_WIDE_TARGET INLINE __m128d positive(__m128d x)
{
    return _mm_max_pd(x, _mm_setzero_pd()); /* 0 for NaN, as the plain form has it */
}

/* What cells of care.c start from, where nobody is missing. */
typedef struct origin {
    __m128d population, at_risk, net, late_by_rate;
    __mmask8 missing;
} origin;

/* Those of age x at the start of the year. */
KOH_WIDE_TARGET INLINE origin cohort_of(const koh_proj_arrays *s, size_t x)
{
    const __m128d here = pair(s, s->population, x), by_rate = _mm_mul_pd(pair(s, s->net_rate, x), here);
    const __m128d net = _mm_mul_pd(_mm_set1_pd(s->half), _mm_add_pd(pair(s, s->net_count, x), by_rate));
    const __m128d there = _mm_add_pd(here, net), at_risk = positive(there);
    put_pair(s, x, at_risk, s->start);
    return (origin){ here, at_risk, net, _mm_mul_pd(_mm_set1_pd(1 - s->half), by_rate),
                     _mm_cmp_pd_mask(there, _mm_setzero_pd(), _CMP_NGE_UQ) };
}

KOH_WIDE_TARGET INLINE origin joined(const origin *a, const origin *b)
{
    return (origin){ _mm_add_pd(a->population, b->population), _mm_add_pd(a->at_risk, b->at_risk),
                     _mm_add_pd(a->net, b->net), _mm_add_pd(a->late_by_rate, b->late_by_rate),
                     (__mmask8) (a->missing | b->missing) };
}

/* end_cell of care.c for both sexes. Lanes where somebody is missing. */
KOH_WIDE_TARGET INLINE __mmask8 end_pair(const koh_proj_arrays *s, size_t x, const origin *from, sums *t)
{
    const __m128d zero = _mm_setzero_pd(), in = pair(s, s->in, x), immigration = pair(s, s->immigration, x);
    const __m128d survivors = _mm_mul_pd(from->at_risk, pair(s, s->survival, x));
    const __m128d out = _mm_mul_pd(survivors, pair(s, s->out_rate, x));
    const __m128d emigration = _mm_mul_pd(survivors, pair(s, s->emigration_rate, x));
    const __m128d late = _mm_add_pd(_mm_mul_pd(_mm_set1_pd(1 - s->half), pair(s, s->net_count, x)), from->late_by_rate);
    const __m128d came = positive(late), left = positive(_mm_sub_pd(zero, late));
    const __m128d there = _mm_add_pd(_mm_add_pd(_mm_add_pd(survivors, in), immigration), came);
    const __m128d leaving = _mm_add_pd(_mm_add_pd(out, emigration), left), rest = _mm_sub_pd(there, leaving);
    const __m128d next = positive(rest);
    const __m128d deaths = _mm_sub_pd(from->at_risk, survivors), net = _mm_sub_pd(_mm_add_pd(from->net, came), left);
    const __m128d value[SUMS] = { from->population, next, deaths, net, in, out, immigration, emigration };
    put_pair(s, x, next, s->next);
    put_pair(s, x, deaths, s->deaths);
    put_pair(s, x, net, s->net);
    put_pair(s, x, out, s->out);
    put_pair(s, x, emigration, s->emigration);
    put_pair(s, x, in, s->in_kept);
    put_pair(s, x, immigration, s->immigration_kept);
    put_pair(s, x, zero, s->capped);
#pragma GCC unroll 8
    for (size_t k = 0; k < SUMS; k++) {
        t->of[k] = add(t->of[k], _mm512_zextpd128_pd512(value[k]));
    }
    return (__mmask8) (from->missing | _mm_cmp_pd_mask(rest, zero, _CMP_NGE_UQ));
}

/* Those of the last two ages, to whom two cohorts come. Lanes where somebody is missing. */
KOH_WIDE_TARGET INLINE __mmask8 put_open(const koh_proj_arrays *s, sums *t)
{
    const origin before = cohort_of(s, s->n_age - 2), open = cohort_of(s, s->n_age - 1), both = joined(&before, &open);
    return end_pair(s, s->n_age - 1, &both, t);
}

/* The newborn, girls and boys. Lanes where somebody is missing. */
KOH_WIDE_TARGET INLINE __mmask8 put_born(const koh_proj_arrays *s, const double births[KOH_SEXES], sums *t)
{
    const __m128d none = _mm_setzero_pd();
    const origin born = { none, _mm_set_pd(births[KOH_MALE], births[KOH_FEMALE]), none, none, 0 };
    return end_pair(s, 0, &born, t);
}

/* Twice the births by women of age x, 0 < x. */
INLINE double births_at(const koh_proj_arrays *s, size_t x)
{
    const double survivors = s->start[x - 1] - s->deaths[x] + (x == s->n_age - 1 ? s->start[x] : 0);
    return s->fertility[x] * (s->start[x] + (s->half > 0 ? s->next[x] : survivors));
}

/* All births, lanes in pairs as koh__lanes_join has it. */
KOH_WIDE_TARGET INLINE double births_of(const koh_proj_arrays *s, const sums *t)
{
    const size_t x = s->n_age - 2;
    const __m128d last = _mm_set_pd(births_at(s, x + 1), x > 0 ? births_at(s, x) : 0);
    const __m512d all_lanes = add(t->births, _mm512_zextpd128_pd512(last));
    const __m256d half = _mm256_add_pd(_mm512_castpd512_pd256(all_lanes), _mm512_extractf64x4_pd(all_lanes, 1));
    const __m128d quarter = _mm_add_pd(_mm256_castpd256_pd128(half), _mm256_extractf128_pd(half, 1));
    return 0.5 * _mm_cvtsd_f64(_mm_add_sd(quarter, _mm_unpackhi_pd(quarter, quarter)));
}

/* Each sum's lanes in pairs, as koh__lanes_join has it, all sums at once. */
KOH_WIDE_TARGET INLINE void join(const sums *t, double total[SUMS])
{
    __m512d half[SUMS / 2], quarter[2];
    double joined[SUMS];
#pragma GCC unroll 8
    for (size_t k = 0; k < SUMS / 2; k++) {
        const __m512d a = t->of[2 * k], b = t->of[2 * k + 1];
        half[k] = add(_mm512_shuffle_f64x2(a, b, 0x44), _mm512_shuffle_f64x2(a, b, 0xee));
    }
#pragma GCC unroll 8
    for (size_t k = 0; k < 2; k++) {
        const __m512d a = half[2 * k], b = half[2 * k + 1];
        quarter[k] = add(_mm512_shuffle_f64x2(a, b, 0x88), _mm512_shuffle_f64x2(a, b, 0xdd));
    }
    _mm512_storeu_pd(joined,
                     add(_mm512_unpacklo_pd(quarter[0], quarter[1]), _mm512_unpackhi_pd(quarter[0], quarter[1])));
#pragma GCC unroll 8
    for (size_t k = 0; k < SUMS; k++) {
        total[k] = joined[k < SUMS / 2 ? 2 * k : 2 * k - SUMS + 1];
    }
}

KOH_WIDE_TARGET int koh__proj_step_wide(const koh_proj_arrays *given, double boys_per_girl, koh_proj_totals *to,
                                        double people[2])
{
    const koh_proj_arrays s = *given;
    const __m512d zero = _mm512_setzero_pd();
    sums t = { { zero, zero, zero, zero, zero, zero, zero, zero }, zero, zero, zero };
    younger last = { zero, zero, zero };
    __mmask8 missing = put_open(&s, &t);
    const size_t men =
        s.half > 0 ? put_women(&s, WOMEN_WITH_MOVERS, &last, &t) : put_women(&s, WOMEN_WHO_SURVIVE, &last, &t);
    const double births = births_of(&s, &t);
    to->births[KOH_MALE] = births * boys_per_girl / (1 + boys_per_girl);
    to->births[KOH_FEMALE] = births / (1 + boys_per_girl);
    put_men(&s, men, &last, &t);
    missing |= put_born(&s, to->births, &t);
    double total[SUMS];
    join(&t, total);
    people[0] = total[POPULATION];
    people[1] = total[NEXT];
    to->deaths = total[DEATHS];
    to->net = total[NET];
    to->in = total[IN];
    to->out = total[OUT];
    to->immigration = total[IMMIGRATION];
    to->emigration = total[EMIGRATION];
    to->capped = 0;
    return _mm512_movepi64_mask(_mm512_castpd_si512(t.signs)) == 0 && missing == 0;
}

#endif
