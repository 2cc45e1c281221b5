/* A build without MPI: nobody to share with. */
#include "num/ranks_priv.h"

koh_status koh__ranks_join(koh_ranks **ranks, koh_error *error)
{
    (void) ranks;
    return koh_error_set(error, KOH_EUNSUPPORTED,
                         "this build has no MPI: run it without mpirun, or build it with "
                         "KOHORT_MPI");
}

size_t koh__ranks_count(const koh_ranks *ranks)
{
    (void) ranks;
    return 1;
}

size_t koh__ranks_me(const koh_ranks *ranks)
{
    (void) ranks;
    return 0;
}

size_t koh__ranks_next(koh_ranks *ranks)
{
    (void) ranks;
    return (size_t) -1;
}

void koh__ranks_stop(koh_ranks *ranks)
{
    (void) ranks;
}

void koh__ranks_tell(koh_ranks *ranks, int kind, size_t n, double *figures)
{
    (void) ranks;
    (void) kind;
    (void) n;
    (void) figures;
}

void koh__ranks_wait(koh_ranks *ranks)
{
    (void) ranks;
}

int koh__ranks_hear(koh_ranks *ranks, int *kind, size_t *n, double **figures)
{
    (void) ranks;
    (void) kind;
    (void) n;
    (void) figures;
    return 0;
}

void koh__ranks_carry(koh_ranks *ranks)
{
    (void) ranks;
}

void koh__ranks_rest(void)
{
}

void koh__ranks_leave(koh_ranks *ranks, koh_ranks_end end)
{
    (void) ranks;
    (void) end;
}
