/* Memory. Every allocation of the library itself goes through this file. */
#include "base/memory_priv.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *koh__new(size_t n, size_t size)
{
    return calloc(n == 0 ? 1 : n, size); /* calloc checks the product */
}

void *koh__grow(void *block, size_t n, size_t size)
{
    if (n == 0 || size > SIZE_MAX / n) {
        return NULL;
    }
    return realloc(block, n * size);
}

char *koh__text_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = koh__new(size, 1);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

void koh__free(void *block)
{
    free(block);
}

enum { CHUNK_SIZE = 64 * 1024 };

typedef struct chunk {
    struct chunk *previous;
    size_t used, size;
    max_align_t bytes[];
} chunk;

struct koh_arena {
    chunk *last;
};

koh_arena *koh__arena_new(void)
{
    return KOH_NEW(1, koh_arena);
}

void koh__arena_free(koh_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    for (chunk *c = arena->last; c != NULL;) {
        chunk *previous = c->previous;
        free(c);
        c = previous;
    }
    free(arena);
}

koh_status koh__arena_clear(koh_arena *arena)
{
    size_t used = 0;
    for (const chunk *c = arena->last; c != NULL; c = c->previous) {
        used += c->used;
    }
    if (arena->last != NULL && arena->last->previous == NULL) {
        memset(arena->last->bytes, 0, used);
        arena->last->used = 0;
        return KOH_OK;
    }
    for (chunk *c = arena->last; c != NULL; c = arena->last) {
        arena->last = c->previous;
        free(c);
    }
    return koh__arena_take(arena, used, 1) == NULL ? KOH_ENOMEM : koh__arena_clear(arena);
}

void *koh__arena_take(koh_arena *arena, size_t n, size_t size)
{
    const size_t unit = sizeof(max_align_t);
    if (size != 0 && n > (SIZE_MAX / 2) / size) {
        return NULL;
    }
    size_t wanted = (n * size + unit - 1) / unit * unit;
    chunk *c = arena->last;
    if (c == NULL || c->size - c->used < wanted) {
        size_t room = wanted > CHUNK_SIZE ? wanted : CHUNK_SIZE;
        c = calloc(1, sizeof *c + room);
        if (c == NULL) {
            return NULL;
        }
        c->size = room;
        c->previous = arena->last;
        arena->last = c;
    }
    char *block = (char *) c->bytes + c->used;
    c->used += wanted;
    return block;
}

char *koh__arena_text_n(koh_arena *arena, const char *text, size_t length)
{
    char *copy = koh__arena_take(arena, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *koh__arena_text(koh_arena *arena, const char *text)
{
    return koh__arena_text_n(arena, text, strlen(text));
}

char *koh__arena_format(koh_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : koh__arena_take(arena, (size_t) length + 1, 1);
    if (text != NULL) {
        (void) vsnprintf(text, (size_t) length + 1, format, again);
    }
    va_end(again);
    return text;
}
