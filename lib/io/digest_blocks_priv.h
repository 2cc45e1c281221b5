/* The block function of SHA-256, in plain C and with the processor's own instructions. */
#ifndef KOH_DIGEST_BLOCKS_PRIV_H
#define KOH_DIGEST_BLOCKS_PRIV_H

#include <stddef.h>
#include <stdint.h>

enum { KOH_DIGEST_BLOCK = 64, KOH_DIGEST_WORDS = 8, KOH_DIGEST_ROUNDS = 64 };

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
extern const uint32_t koh__digest_round_word[KOH_DIGEST_ROUNDS];

/* Takes n blocks into the hash. */
void koh__digest_plain(uint32_t hash[KOH_DIGEST_WORDS], const unsigned char *blocks, size_t n);

/* The same with SHA instructions; only where koh__digest_has_instructions() is not 0. */
void koh__digest_fast(uint32_t hash[KOH_DIGEST_WORDS], const unsigned char *blocks, size_t n);
int koh__digest_has_instructions(void);

#endif
