/* SHA-256. Source: FIPS 180-4 (NIST, 2015), sections 4.1.2, 4.2.2, 5.1.1 and 6.2. */
#include "io/digest_priv.h"

#include <string.h>

#include "io/digest_blocks_priv.h"

enum { BLOCK = KOH_DIGEST_BLOCK, WORDS = KOH_DIGEST_WORDS, ROUNDS = KOH_DIGEST_ROUNDS };

const uint32_t koh__digest_round_word[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void schedule(const unsigned char *block, uint32_t w[ROUNDS])
{
    for (int t = 0; t < 16; t++) {
        const unsigned char *b = block + (size_t) t * 4;
        w[t] = (uint32_t) b[0] << 24 | (uint32_t) b[1] << 16 | (uint32_t) b[2] << 8 | b[3];
    }
    for (int t = 16; t < ROUNDS; t++) {
        uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
}

static void take_block(uint32_t hash[WORDS], const unsigned char *block)
{
    uint32_t w[ROUNDS], a = hash[0], b = hash[1], c = hash[2], d = hash[3];
    uint32_t e = hash[4], f = hash[5], g = hash[6], h = hash[7];
    schedule(block, w);
    for (int t = 0; t < ROUNDS; t++) {
        uint32_t t1 =
            h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + koh__digest_round_word[t] + w[t];
        uint32_t t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    const uint32_t sums[WORDS] = { a, b, c, d, e, f, g, h };
    for (int i = 0; i < WORDS; i++) {
        hash[i] += sums[i];
    }
}

void koh__digest_plain(uint32_t hash[WORDS], const unsigned char *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        take_block(hash, blocks + i * BLOCK);
    }
}

void koh__digest(const void *bytes, size_t length, char hex[KOH_DIGEST_SIZE])
{
    /* First 32 bits of the fractional parts of the square roots of the first eight primes (5.3.3). */
    uint32_t hash[WORDS] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    void (*take)(uint32_t *, const unsigned char *, size_t) =
        koh__digest_has_instructions() ? koh__digest_fast : koh__digest_plain;
    const unsigned char *at = bytes;
    size_t rest = length % BLOCK;
    if (length >= BLOCK) {
        take(hash, at, length / BLOCK);
        at += length - rest;
    }
    unsigned char last[2 * BLOCK] = { 0 };
    if (rest > 0) {
        memcpy(last, at, rest);
    }
    last[rest] = 0x80;
    size_t end = rest + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
    uint64_t bits = (uint64_t) length * 8;
    for (size_t i = 1; i <= 8; i++, bits >>= 8) {
        last[end - i] = (unsigned char) bits;
    }
    take(hash, last, end / BLOCK);
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < WORDS * 8; i++) {
        hex[i] = digits[hash[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
    hex[KOH_DIGEST_SIZE - 1] = '\0';
}
