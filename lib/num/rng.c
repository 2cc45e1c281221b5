/* Method: Philox4x32-10. Four words (x0, x1, x2, x3) pass ten rounds; with (h, l) the high and low half of a product,
 *   (h0, l0) = M0 x0, (h1, l1) = M1 x2;  (x0, x1, x2, x3) <- (h1 ^ x1 ^ k0, l1, h0 ^ x3 ^ k1, l0);
 * between rounds the key is raised by the Weyl constants, (k0, k1) += (W0, W1).
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror & D. E. Shaw (2011), Parallel random numbers: as easy as 1, 2, 3,
 * Proceedings of SC11, doi 10.1145/2063384.2063405, section 3.3 and table 2 (rounds); the constants M are those of
 * Philox4x32 there, W the golden ratio and sqrt(3) - 1.
 * Assumptions: none of state; passes BigCrush in the paper.
 * Limits: not for secrets. A stream repeats after 2^34 words. */
#include "num/rng_priv.h"

#include "num/philox_priv.h"

void koh__philox(const uint32_t counter[4], const uint32_t key[2], uint32_t word[4])
{
    uint32_t x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < KOH_PHILOX_ROUNDS; round++) {
        const uint64_t p0 = (uint64_t) KOH_PHILOX_M0 * x0, p1 = (uint64_t) KOH_PHILOX_M1 * x2;
        x0 = (uint32_t) (p1 >> 32) ^ x1 ^ k0;
        x1 = (uint32_t) p1;
        x2 = (uint32_t) (p0 >> 32) ^ x3 ^ k1;
        x3 = (uint32_t) p0;
        k0 += KOH_PHILOX_W0;
        k1 += KOH_PHILOX_W1;
    }
    word[0] = x0;
    word[1] = x1;
    word[2] = x2;
    word[3] = x3;
}

void koh__stream_key(uint64_t seed, uint32_t key[2])
{
    key[0] = (uint32_t) seed;
    key[1] = (uint32_t) (seed >> 32);
}

void koh__stream_counter(koh_stream_id id, uint32_t block, uint32_t counter[4])
{
    counter[0] = block;
    counter[1] = (uint32_t) id.purpose << 16 | id.year;
    counter[2] = id.region;
    counter[3] = id.draw;
}

koh_stream koh__stream(koh_stream_id id, uint32_t block)
{
    koh_stream stream = { .used = 4 };
    koh__stream_key(id.seed, stream.key);
    koh__stream_counter(id, block, stream.counter);
    return stream;
}

static void next_block(koh_stream *stream)
{
    koh__philox(stream->counter, stream->key, stream->word);
    stream->counter[0]++;
    stream->used = 0;
}

uint32_t koh__stream_word(koh_stream *stream)
{
    if (stream->used == 4) {
        next_block(stream);
    }
    return stream->word[stream->used++];
}

uint64_t koh__stream_word64(koh_stream *stream)
{
    const uint64_t high = koh__stream_word(stream);
    return high << 32 | koh__stream_word(stream);
}

double koh__stream_uniform(koh_stream *stream)
{
    return (double) (koh__stream_word64(stream) >> 11 | 1) * 0x1p-53;
}

void koh__stream_words(koh_stream *stream, size_t n, uint32_t *word)
{
    size_t i = 0;
    for (; i < n && stream->used < 4; i++) {
        word[i] = koh__stream_word(stream);
    }
    for (; i + 4 <= n; i += 4) {
        koh__philox(stream->counter, stream->key, word + i);
        stream->counter[0]++;
    }
    for (; i < n; i++) {
        word[i] = koh__stream_word(stream);
    }
}

void koh__stream_uniforms(koh_stream *stream, size_t n, double *u)
{
    for (size_t i = 0; i < n; i++) {
        u[i] = koh__stream_uniform(stream);
    }
}

/* G. Fowler, L. C. Noll & K.-P. Vo (1991); RFC 9923. */
uint32_t koh__stream_name(const char *name)
{
    uint32_t hash = UINT32_C(2166136261);
    for (; *name != '\0'; name++) {
        hash = (hash ^ (unsigned char) *name) * UINT32_C(16777619);
    }
    return hash;
}
