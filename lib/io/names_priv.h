/* Texts and their numbers in order of appearance. */
#ifndef KOH_NAMES_PRIV_H
#define KOH_NAMES_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/status.h"

/* A table of keys, each `width` bytes or an ended text (width 0), in arrays of the caller. Starts with its width set
 * and all else zero. */
typedef struct koh_names {
    size_t width, n, size;
    uint32_t *slots; /* [size], number + 1, 0 = free; owns */
    uint32_t *hash;  /* [size / 2], of a number; owns */
} koh_names;

void koh__names_free(koh_names *names);

/* Gives the key of a number: where koh__names_find looks when hashes agree. */
typedef const void *(*koh_names_key)(const void *keys, uint32_t number);

/* The number of a key, or n (the number it should get, which it then has) when it is new. SIZE_MAX when there is no
 * memory. */
size_t koh__names_find(koh_names *names, koh_names_key key_of, const void *keys, const void *key);

#endif
