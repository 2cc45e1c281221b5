/* Processes that share one piece of work: who does what, and what they tell the first of them. MPI where the build has
 * it. */
#ifndef KOH_RANKS_PRIV_H
#define KOH_RANKS_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

typedef struct koh_ranks koh_ranks;

typedef enum koh_ranks_end {
    KOH_RANKS_TOGETHER = 0, /* all ranks have come to the end, and wait for one another */
    KOH_RANKS_AT_ONCE       /* this one leaves; the launcher ends the others */
} koh_ranks_end;

/* Joins the ranks that were launched together. To be called by the thread that calls all else here. KOH_EUNSUPPORTED in
 * a build without MPI, and where MPI has already ended in this process; KOH_ENOMEM, KOH_EIO. */
koh_status koh__ranks_join(koh_ranks **ranks, koh_error *error) KOH_NODISCARD;

size_t koh__ranks_count(const koh_ranks *ranks);
size_t koh__ranks_me(const koh_ranks *ranks); /* 0 = the one that writes */

/* A number that no other rank gets: 0, 1, ... in the order of asking. */
size_t koh__ranks_next(koh_ranks *ranks);

/* From now on every rank that asks gets a number beyond all work. */
void koh__ranks_stop(koh_ranks *ranks);

/* Tells rank 0 n numbers, of a kind >= 0, and goes on; it waits where many are under way. Takes `figures`, which are
 * freed by koh__free when they have arrived. n = 0 and NULL are allowed. */
void koh__ranks_tell(koh_ranks *ranks, int kind, size_t n, double *figures);

/* Waits until all that this rank has told has arrived. */
void koh__ranks_wait(koh_ranks *ranks);

/* What rank 0 has been told, if anything: *figures (caller frees with koh__free). 1 = there was something, 0 = nothing
 * yet. KOH_ENOMEM. */
int koh__ranks_hear(koh_ranks *ranks, int *kind, size_t *n, double **figures);

/* Carries on what is under way; for who works long between other calls. */
void koh__ranks_carry(koh_ranks *ranks);

/* A short sleep, so that who waits takes no processor from who works. */
void koh__ranks_rest(void);

/* Leaves the ranks. Takes NULL. */
void koh__ranks_leave(koh_ranks *ranks, koh_ranks_end end);

#endif
