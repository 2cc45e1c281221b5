/* The events to come, the next first: at most one for each owner. */
#ifndef KOH_EVENT_HEAP_PRIV_H
#define KOH_EVENT_HEAP_PRIV_H

#include <stddef.h>
#include <stdint.h>

typedef struct koh_event {
    double time;
    uint32_t owner;
} koh_event;

/* A binary heap (Williams 1964, Algorithm 232) that knows where each owner's event is. Borrows its arrays. */
typedef struct koh_event_heap {
    koh_event *events;  /* [number of owners] */
    uint32_t *position; /* [owner] in events, or KOH_EVENT_NONE */
    size_t n;
} koh_event_heap;

#define KOH_EVENT_NONE UINT32_MAX

/* No event for any of n_owners. */
void koh__heap_clear(koh_event_heap *heap, size_t n_owners);

/* Sets or moves an owner's event. */
void koh__heap_set(koh_event_heap *heap, uint32_t owner, double time);

/* Takes an owner's event away, if it has one. */
void koh__heap_remove(koh_event_heap *heap, uint32_t owner);

#endif
