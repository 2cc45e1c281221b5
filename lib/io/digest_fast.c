/* SHA-256 by the SHA extensions of x86 (Intel, Intel SHA Extensions, 2013): two rounds an instruction. The state is
 * kept as the pairs ABEF and CDGH that the instructions want; four message words at a time. Elsewhere: the plain
 * blocks. */
#include "io/digest_blocks_priv.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>
#include <stdint.h> /* with glibc: its version */

#if defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 33))
#include <sys/platform/x86.h> /* glibc keeps what the processor said: to ask it takes microseconds in a virtual machine */
#endif

#ifdef CPU_FEATURE_ACTIVE

int koh__digest_has_instructions(void)
{
    return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSSE3) && CPU_FEATURE_ACTIVE(SSE4_1);
}

#else

int koh__digest_has_instructions(void)
{
    enum { SHA = 1 << 29, SSSE3 = 1 << 9, SSE41 = 1 << 19 };
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & SSSE3) == 0 || (c & SSE41) == 0) {
        return 0;
    }
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & SHA) != 0;
}

#endif

#define WITH_SHA __attribute__((target("sha,sse4.1")))

static WITH_SHA __m128i load(const void *bytes)
{
    return _mm_loadu_si128((const __m128i *) bytes);
}

static WITH_SHA void take_block(__m128i *abef, __m128i *cdgh, const unsigned char *block)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i abef_before = *abef, cdgh_before = *cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; i++) {
        w[i] = _mm_shuffle_epi8(load(block + 16 * i), big_endian);
    }
    for (int r = 0; r < 16; r++) {
        __m128i *now = &w[r & 3], last = w[(r + 3) & 3];
        __m128i sum = _mm_add_epi32(*now, load(koh__digest_round_word + 4 * r));
        *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
        *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0e));
        __m128i part =
            _mm_add_epi32(_mm_sha256msg1_epu32(*now, w[(r + 1) & 3]), _mm_alignr_epi8(last, w[(r + 2) & 3], 4));
        *now = _mm_sha256msg2_epu32(part, last);
    }
    *abef = _mm_add_epi32(*abef, abef_before);
    *cdgh = _mm_add_epi32(*cdgh, cdgh_before);
}

WITH_SHA void koh__digest_fast(uint32_t hash[KOH_DIGEST_WORDS], const unsigned char *blocks, size_t n)
{
    __m128i badc = _mm_shuffle_epi32(load(hash), 0xb1), hgfe = _mm_shuffle_epi32(load(hash + 4), 0x1b);
    __m128i abef = _mm_alignr_epi8(badc, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);
    for (size_t i = 0; i < n; i++) {
        take_block(&abef, &cdgh, blocks + i * KOH_DIGEST_BLOCK);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *) (void *) hash, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *) (void *) (hash + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

int koh__digest_has_instructions(void)
{
    return 0;
}

void koh__digest_fast(uint32_t hash[KOH_DIGEST_WORDS], const unsigned char *blocks, size_t n)
{
    koh__digest_plain(hash, blocks, n);
}

#endif
