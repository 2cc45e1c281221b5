/* Memory: overflow-checked allocation, and an arena for things that live and die together. */
#ifndef KOH_MEMORY_PRIV_H
#define KOH_MEMORY_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* n zeroed elements of `size` bytes; NULL when there is no memory or the product overflows. n = 0 gives one element.
 * Caller frees with koh__free. */
void *koh__new(size_t n, size_t size) KOH_NODISCARD;

/* Like realloc to n elements, checked; on NULL the old block stands. New elements are not zeroed. */
void *koh__grow(void *block, size_t n, size_t size) KOH_NODISCARD;

/* A copy of an ended text; NULL when there is no memory. Caller frees with koh__free. */
char *koh__text_copy(const char *text) KOH_NODISCARD;

void koh__free(void *block); /* takes NULL */

#define KOH_NEW(n, type) ((type *) koh__new((n), sizeof(type)))

/* n elements that hold nothing yet: for what is written before it is read, n > 0. */
#define KOH_NEW_UNSET(n, type) ((type *) koh__grow(NULL, (n), sizeof(type)))

/* An arena owns every block taken from it; koh__arena_free ends them all. */
typedef struct koh_arena koh_arena;

koh_arena *koh__arena_new(void) KOH_NODISCARD;
void koh__arena_free(koh_arena *arena); /* takes NULL */

/* Ends every block taken from the arena, and keeps room for as much again. KOH_ENOMEM. */
koh_status koh__arena_clear(koh_arena *arena) KOH_NODISCARD;

/* n zeroed elements from the arena, aligned for any type; NULL when there is no memory. */
void *koh__arena_take(koh_arena *arena, size_t n, size_t size) KOH_NODISCARD;
char *koh__arena_text(koh_arena *arena, const char *text) KOH_NODISCARD;
char *koh__arena_text_n(koh_arena *arena, const char *text, size_t length) KOH_NODISCARD;
char *koh__arena_format(koh_arena *arena, const char *format, ...) KOH_PRINTF(2, 3) KOH_NODISCARD;

#define KOH_TAKE(arena, n, type) ((type *) koh__arena_take((arena), (n), sizeof(type)))

#endif
