/* Keys and their numbers: open addressing with linear probing, at most half full. Hash: FNV-1a with a final mix. */
#include "io/names_priv.h"

#include <string.h>

#include "base/memory_priv.h"

enum { FIRST_SIZE = 64 };

void koh__names_free(koh_names *names)
{
    koh__free(names->slots);
    koh__free(names->hash);
    *names = (koh_names){ .width = names->width };
}

static uint32_t hash_of(const void *key, size_t length)
{
    const unsigned char *bytes = key;
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++) {
        h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
    }
    h ^= h >> 32;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t) (h >> 32);
}

static void put(koh_names *names, uint32_t number)
{
    size_t at = names->hash[number] & (names->size - 1);
    while (names->slots[at] != 0) {
        at = (at + 1) & (names->size - 1);
    }
    names->slots[at] = number + 1;
}

static int widen(koh_names *names)
{
    size_t size = names->size == 0 ? FIRST_SIZE : names->size * 2;
    uint32_t *slots = KOH_NEW(size, uint32_t), *hash = koh__grow(names->hash, size / 2, sizeof *hash);
    names->hash = hash == NULL ? names->hash : hash;
    if (slots == NULL || hash == NULL || size > UINT32_MAX) {
        koh__free(slots);
        return 0;
    }
    koh__free(names->slots);
    names->slots = slots;
    names->size = size;
    for (size_t i = 0; i < names->n; i++) {
        put(names, (uint32_t) i);
    }
    return 1;
}

size_t koh__names_find(koh_names *names, koh_names_key key_of, const void *keys, const void *key)
{
    if (names->n >= names->size / 2 && !widen(names)) {
        return SIZE_MAX;
    }
    size_t length = names->width > 0 ? names->width : strlen(key);
    uint32_t hash = hash_of(key, length);
    for (size_t at = hash & (names->size - 1); names->slots[at] != 0; at = (at + 1) & (names->size - 1)) {
        uint32_t number = names->slots[at] - 1;
        if (names->hash[number] != hash) {
            continue;
        }
        const void *found = key_of(keys, number);
        if (names->width > 0 ? memcmp(found, key, length) == 0 : strcmp(found, key) == 0) {
            return number;
        }
    }
    names->hash[names->n] = hash;
    put(names, (uint32_t) names->n);
    return names->n++;
}
