/* Random numbers that are a function of what they are for: streams of the counter-based generator Philox4x32-10.
 *
 * A stream is (seed, draw, region, year, purpose). What it gives does not depend on who drew before, on the number of
 * draws, on threads, or on the width of the processor's vectors. */
#ifndef KOH_RNG_PRIV_H
#define KOH_RNG_PRIV_H

#include <stddef.h>
#include <stdint.h>

/* What a number is drawn for. The codes are part of what a seed means: add, never renumber. */
typedef enum koh_purpose {
    KOH_PURPOSE_ANY = 0, /* tests, benches, a gsl_rng */
    KOH_PURPOSE_DEATHS = 1,
    KOH_PURPOSE_BIRTHS = 2,
    KOH_PURPOSE_SEX = 3,
    KOH_PURPOSE_OUT = 4,
    KOH_PURPOSE_EMIGRATION = 5,
    KOH_PURPOSE_IN = 6,
    KOH_PURPOSE_IMMIGRATION = 7,
    KOH_PURPOSE_NET_EARLY = 8,
    KOH_PURPOSE_NET_LATE = 9,
    KOH_PURPOSE_NET_LEVEL = 10,
    KOH_PURPOSE_RANGE = 11,
    KOH_PURPOSE_USERS = 12,
    KOH_PURPOSE_QUASI = 13,
    KOH_PURPOSE_LIFE = 14,     /* of one person: the year stands for the part of the region */
    KOH_PURPOSE_ARRIVALS = 15, /* of persons, likewise */
    KOH_PURPOSE_UNITS = 16,    /* units person by person */
    KOH_PURPOSE_ZONES = 17     /* in which zone of a municipality somebody lives */
} koh_purpose;

typedef struct koh_stream_id {
    uint64_t seed;
    uint32_t draw, region;
    uint16_t year;
    uint16_t purpose;
} koh_stream_id;

/* A stream and where in it we are. A plain value: a copy goes on from the same place. */
typedef struct koh_stream {
    uint32_t key[2], counter[4];
    uint32_t word[4];
    uint32_t used; /* words of this block that were given out */
} koh_stream;

/* Philox4x32-10: the bijection of a counter under a key. Source: Salmon et al. (2011). */
void koh__philox(const uint32_t counter[4], const uint32_t key[2], uint32_t word[4]);

/* The counter of block `block` of a stream: (block, purpose and year, region, draw). */
void koh__stream_counter(koh_stream_id id, uint32_t block, uint32_t counter[4]);
void koh__stream_key(uint64_t seed, uint32_t key[2]);

/* A number for what a name selects, to stand where a region does: FNV-1a of 32 bits. */
uint32_t koh__stream_name(const char *name);

/* A stream from block `block` on. It holds 2^32 blocks of 4 words, and goes round. */
koh_stream koh__stream(koh_stream_id id, uint32_t block);

uint32_t koh__stream_word(koh_stream *stream);

/* Two words, the first being the high one. */
uint64_t koh__stream_word64(koh_stream *stream);

/* A double in the open interval (0, 1): the odd multiples of 2^-53, all equally likely. Takes two words. */
double koh__stream_uniform(koh_stream *stream);

/* The next n words, or uniforms: the same as one by one. */
void koh__stream_words(koh_stream *stream, size_t n, uint32_t *word);
void koh__stream_uniforms(koh_stream *stream, size_t n, double *u);

enum { KOH_STREAM_FIELDS = 8, KOH_STREAM_LANES = 64 };

/* Block `block` of the streams of n_draws consecutive draws beginning with id.draw, cut into 8 numbers of 16 bits:
 * field[k * stride + d] = bits 16 (k mod 2) and up of word k / 2 of draw id.draw + d. n_draws is rounded up to a
 * multiple of KOH_STREAM_LANES, for which there must be room: stride >= that. */
void koh__stream_fields(koh_stream_id id, uint32_t block, size_t n_draws, size_t stride, uint16_t *field);

/* The first block of KOH_STREAM_LANES streams that are cut out of one, `apart` blocks from each other. */
typedef struct koh_stream_starts {
    double u[KOH_STREAM_LANES];                                 /* the uniform of the first two words */
    uint32_t first[KOH_STREAM_LANES], second[KOH_STREAM_LANES]; /* the other two */
} koh_stream_starts;

void koh__stream_starts(koh_stream_id id, uint32_t block, uint32_t apart, koh_stream_starts *starts);

/* The uniform that two words make, as koh__stream_uniform. */
static inline double koh__uniform_of(uint32_t high, uint32_t low)
{
    return (double) (((uint64_t) high << 32 | low) >> 11 | 1) * 0x1p-53;
}

#endif
