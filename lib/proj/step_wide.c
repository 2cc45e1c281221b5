/* Method: the cells of ages 1 to A - 1 as step.c puts them, eight in a register, beginning at indices that are
 * multiples of 8: so arrays that lie on the lines of the cache are met line by line. What belongs to the cell a year
 * younger is shifted in from the register before. Every lane of a sum gets the terms that the plain form gives it, in
 * its order; between the sexes, whose first cells lie on different lanes, the sums are turned. Source: step.c.
 * Assumptions: as step.c; a masked lane is 0 throughout and adds nothing.
 * Limits: processors with 512-bit registers. */
#include "base/clones_priv.h"
#include "proj/step_priv.h"

#if KOH_WIDE
#include <immintrin.h>

#define INLINE static inline __attribute__((always_inline))

typedef struct sums {
    __m512d population, next, deaths, net, in, out, immigration, emigration, lowest;
} sums;

/* What is read of the cells a year younger, and what was read last at the cells themselves. */
typedef struct younger {
    __m512d population, net_rate, net_count;
} younger;

static const __mmask8 all = 0xff;

/* Lanes [from, end) of the register that begins at i. */
INLINE __mmask8 lanes_in(size_t i, size_t from, size_t end)
{
    const unsigned above = from > i ? (0xffu << (from - i)) : 0xffu;
    return (__mmask8) (above & (end - i < KOH_LANES ? 0xffu >> (KOH_LANES - (end - i)) : 0xffu));
}

KOH_WIDE_TARGET INLINE __m512d load(__mmask8 k, const double *from)
{
    return k == all ? _mm512_loadu_pd(from) : _mm512_maskz_loadu_pd(k, from);
}

KOH_WIDE_TARGET INLINE void store(__mmask8 k, double *to, __m512d value)
{
    if (k == all) {
        _mm512_storeu_pd(to, value);
    } else {
        _mm512_mask_storeu_pd(to, k, value);
    }
}

/* The values of `now`, one lane up, with the last of `before`. */
KOH_WIDE_TARGET INLINE __m512d shift_in(__mmask8 k, __m512d before, __m512d now)
{
    return _mm512_castsi512_pd(_mm512_maskz_alignr_epi64(k, _mm512_castpd_si512(now), _mm512_castpd_si512(before), 7));
}

KOH_WIDE_TARGET INLINE __m512d add(__m512d a, __m512d b)
{
    return _mm512_add_pd(a, b);
}

/* The formulas of step.c for the cells from i on, in lanes k. */
KOH_WIDE_TARGET INLINE void put(const koh_proj_arrays *s, size_t i, __mmask8 k, const younger *from, __m512d net_count,
                                sums *t)
{
    const __m512d half = _mm512_set1_pd(s->half), rest = _mm512_set1_pd(1 - s->half);
    const __m512d here = from->population, by_rate = _mm512_mul_pd(from->net_rate, here);
    const __m512d early = _mm512_mul_pd(half, add(from->net_count, by_rate));
    const __m512d late = _mm512_mul_pd(rest, add(net_count, by_rate)), net = add(early, late);
    const __m512d at_risk = add(here, early), survivors = _mm512_mul_pd(at_risk, load(k, s->survival + i));
    const __m512d deaths = _mm512_sub_pd(at_risk, survivors), out = _mm512_mul_pd(survivors, load(k, s->out_rate + i));
    const __m512d emigration = _mm512_mul_pd(survivors, load(k, s->emigration_rate + i));
    const __m512d in = load(k, s->in + i), immigration = load(k, s->immigration + i);
    const __m512d stay = _mm512_sub_pd(_mm512_sub_pd(survivors, out), emigration);
    const __m512d next = add(add(add(stay, in), immigration), late);
    store(k, s->start + i - 1, at_risk);
    store(k, s->next + i, next);
    store(k, s->deaths + i, deaths);
    store(k, s->net + i, net);
    store(k, s->out + i, out);
    store(k, s->emigration + i, emigration);
    t->population = add(t->population, here);
    t->next = add(t->next, next);
    t->deaths = add(t->deaths, deaths);
    t->net = add(t->net, net);
    t->in = add(t->in, in);
    t->out = add(t->out, out);
    t->immigration = add(t->immigration, immigration);
    t->emigration = add(t->emigration, emigration);
    t->lowest = _mm512_min_pd(_mm512_min_pd(at_risk, next), t->lowest);
}

/* Where nothing was read before: everything by itself. Gives what the next register shifts in. */
KOH_WIDE_TARGET INLINE younger put_first(const koh_proj_arrays *s, size_t i, __mmask8 k, sums *t)
{
    const younger from = { load(k, s->population + i - 1), load(k, s->net_rate + i - 1),
                           load(k, s->net_count + i - 1) };
    const younger now = { load(k, s->population + i), load(k, s->net_rate + i), load(k, s->net_count + i) };
    put(s, i, k, &from, now.net_count, t);
    return now;
}

KOH_WIDE_TARGET INLINE younger put_next(const koh_proj_arrays *s, size_t i, __mmask8 k, const younger *before, sums *t)
{
    const younger now = { load(k, s->population + i), load(k, s->net_rate + i), load(k, s->net_count + i) };
    const younger from = { shift_in(k, before->population, now.population), shift_in(k, before->net_rate, now.net_rate),
                           shift_in(k, before->net_count, now.net_count) };
    put(s, i, k, &from, now.net_count, t);
    return now;
}

KOH_WIDE_TARGET INLINE void put_sex(const koh_proj_arrays *s, size_t from, size_t end, sums *t)
{
    size_t i = from / KOH_LANES * KOH_LANES;
    younger before = put_first(s, i, lanes_in(i, from, end), t);
    for (i += KOH_LANES; i + KOH_LANES <= end; i += KOH_LANES) {
        before = put_next(s, i, all, &before, t);
    }
    if (i < end) {
        (void) put_next(s, i, lanes_in(i, from, end), &before, t);
    }
}

/* Lane l becomes what lane l + by was, round the register. */
KOH_WIDE_TARGET INLINE void turn(size_t by, sums *t)
{
    const __m512i lane = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i from =
        _mm512_add_epi64(lane, _mm512_set1_epi64((long long) (by % KOH_LANES))); /* of it 3 bits count */
    t->population = _mm512_permutexvar_pd(from, t->population);
    t->next = _mm512_permutexvar_pd(from, t->next);
    t->deaths = _mm512_permutexvar_pd(from, t->deaths);
    t->net = _mm512_permutexvar_pd(from, t->net);
    t->in = _mm512_permutexvar_pd(from, t->in);
    t->out = _mm512_permutexvar_pd(from, t->out);
    t->immigration = _mm512_permutexvar_pd(from, t->immigration);
    t->emigration = _mm512_permutexvar_pd(from, t->emigration);
}

KOH_WIDE_TARGET void koh__proj_put_inner_ages_wide(const koh_proj_arrays *given, koh_proj_account *account)
{
    const koh_proj_arrays s = *given;
    const __m512d zero = _mm512_setzero_pd();
    const size_t n = s.n_age;
    sums t = { zero, zero, zero, zero, zero, zero, zero, zero, zero };
    if (n > 2) {
        put_sex(&s, 1, n - 1, &t);
        turn(KOH_LANES - n % KOH_LANES, &t);
        put_sex(&s, n + 1, 2 * n - 1, &t);
        turn(n + 1, &t);
    }
    _mm512_storeu_pd(account->population, t.population);
    _mm512_storeu_pd(account->next, t.next);
    _mm512_storeu_pd(account->deaths, t.deaths);
    _mm512_storeu_pd(account->net, t.net);
    _mm512_storeu_pd(account->in, t.in);
    _mm512_storeu_pd(account->out, t.out);
    _mm512_storeu_pd(account->immigration, t.immigration);
    _mm512_storeu_pd(account->emigration, t.emigration);
    _mm512_storeu_pd(account->capped, zero);
    _mm512_storeu_pd(account->lowest, t.lowest);
}

#endif
