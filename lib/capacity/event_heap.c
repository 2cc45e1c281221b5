/* The heap of events. */
#include "capacity/event_heap_priv.h"

void koh__heap_clear(koh_event_heap *heap, size_t n_owners)
{
    heap->n = 0;
    for (size_t i = 0; i < n_owners; i++) {
        heap->position[i] = KOH_EVENT_NONE;
    }
}

static void put(koh_event_heap *heap, size_t at, koh_event event)
{
    heap->events[at] = event;
    heap->position[event.owner] = (uint32_t) at;
}

static void move_up(koh_event_heap *heap, size_t at, koh_event event)
{
    while (at > 0 && event.time < heap->events[(at - 1) / 2].time) {
        put(heap, at, heap->events[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(heap, at, event);
}

static void move_down(koh_event_heap *heap, size_t at, koh_event event)
{
    for (size_t child = 2 * at + 1; child < heap->n; child = 2 * at + 1) {
        child += child + 1 < heap->n && heap->events[child + 1].time < heap->events[child].time;
        if (!(heap->events[child].time < event.time)) {
            break;
        }
        put(heap, at, heap->events[child]);
        at = child;
    }
    put(heap, at, event);
}

static void settle(koh_event_heap *heap, size_t at, koh_event event)
{
    if (at > 0 && event.time < heap->events[(at - 1) / 2].time) {
        move_up(heap, at, event);
    } else {
        move_down(heap, at, event);
    }
}

void koh__heap_set(koh_event_heap *heap, uint32_t owner, double time)
{
    const koh_event event = { time, owner };
    if (heap->position[owner] == KOH_EVENT_NONE) {
        move_up(heap, heap->n++, event);
    } else {
        settle(heap, heap->position[owner], event);
    }
}

void koh__heap_remove(koh_event_heap *heap, uint32_t owner)
{
    size_t at = heap->position[owner];
    if (at == KOH_EVENT_NONE) {
        return;
    }
    heap->position[owner] = KOH_EVENT_NONE;
    heap->n--;
    if (at < heap->n) {
        settle(heap, at, heap->events[heap->n]);
    }
}
