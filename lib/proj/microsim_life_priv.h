/* Lives of a part, one after another. */
#ifndef KOH_MICROSIM_LIFE_PRIV_H
#define KOH_MICROSIM_LIFE_PRIV_H

#include "proj/microsim_priv.h"

#define KOH_LIFE_UNKNOWN UINT32_MAX
#define KOH_LIFE_BOY (UINT32_C(1) << 31)

enum { KOH_LIFE_THERE = 0, KOH_LIFE_CAME };

/* The lives of a part, and where they are counted. */
typedef struct koh_lives {
    const koh_life_world *world;
    koh_life_thread *thread;
    const koh_life_counts *counts; /* the thread's */
} koh_lives;

/* A person at hand. */
typedef struct koh_life {
    uint32_t sex, level, highest, origin; /* origin: there at the start, or came later */
    size_t cohort;
    uint32_t number, block; /* whose chance, and its next block */
    double u;               /* the chance that is not used yet: a uniform */
    uint32_t first, second; /* and two words */
    uint32_t begun, since;  /* of the spell in the level, if known; of the time that is not counted yet */
    uint16_t cell;          /* at the start */
    koh_life_end *end;      /* of a life that began in a couple, else NULL */
} koh_life;

/* The lives, with their families, of n persons who are there at the start; ends [n], or NULL for those not in couples.
 */
void koh__life_start(koh_lives *lives, size_t n, size_t cell, size_t level, koh_life_end *ends);

/* The life of somebody who comes within year t, to a cell at its end, or at its start, to a cell then. */
void koh__life_arrive(koh_lives *lives, size_t t, size_t cell, koh_microsim_event by);
void koh__life_arrive_early(koh_lives *lives, size_t t, size_t cell);

/* The lives of those who were born and not lived yet. */
void koh__life_children(koh_lives *lives);

#endif
