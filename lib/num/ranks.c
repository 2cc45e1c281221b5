/* Ranks by MPI, which is used here and nowhere else.
 *
 * Method: the next number is a counter in a window of rank 0, taken by fetch-and-add (MPI 3.1, chapter 11); what a rank
 * tells is a message of doubles whose tag is its kind. Some messages may be under way at once, so that a rank works on
 * while rank 0 does not listen. Whoever waits sleeps in between. */
#include <limits.h>
#include <mpi.h>
#include <stdint.h>
#include <time.h>

#include "base/memory_priv.h"
#include "num/ranks_priv.h"

enum { MILLION = 1000000, UNDER_WAY = 8 };

struct koh_ranks {
    int count, me;
    MPI_Win window;
    int64_t *next;               /* of rank 0 */
    size_t n_told;               /* messages, ever; message k has the place k % UNDER_WAY */
    MPI_Request told[UNDER_WAY]; /* MPI_REQUEST_NULL where it has arrived */
    double *figures[UNDER_WAY];
    struct { /* what rank 0 is being told */
        MPI_Request request;
        int kind, count;
        double *figures;
    } heard;
};

void koh__ranks_rest(void)
{
    const struct timespec a_millisecond = { 0, MILLION };
    (void) nanosleep(&a_millisecond, NULL);
}

koh_status koh__ranks_join(koh_ranks **ranks, koh_error *error)
{
    int ended = 0, begun = 0, level = 0;
    (void) MPI_Finalized(&ended);
    (void) MPI_Initialized(&begun);
    if (ended) {
        return koh_error_set(error, KOH_EUNSUPPORTED, "MPI has ended in this process, and begins only once");
    }
    if (!begun && MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level) != MPI_SUCCESS) {
        return koh_error_set(error, KOH_EIO, "MPI cannot be begun");
    }
    koh_ranks *r = KOH_NEW(1, koh_ranks);
    if (r == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t place = 0; place < UNDER_WAY; place++) {
        r->told[place] = MPI_REQUEST_NULL;
    }
    r->heard.request = MPI_REQUEST_NULL;
    (void) MPI_Comm_size(MPI_COMM_WORLD, &r->count);
    (void) MPI_Comm_rank(MPI_COMM_WORLD, &r->me);
    const MPI_Aint bytes = r->me == 0 ? (MPI_Aint) sizeof *r->next : 0;
    if (MPI_Win_allocate(bytes, (int) sizeof *r->next, MPI_INFO_NULL, MPI_COMM_WORLD, &r->next, &r->window) !=
        MPI_SUCCESS) {
        koh__free(r);
        return koh_error_set(error, KOH_EIO, "MPI has no window to share");
    }
    if (r->me == 0) {
        *r->next = 0;
    }
    (void) MPI_Barrier(MPI_COMM_WORLD);
    (void) MPI_Win_lock_all(0, r->window);
    *ranks = r;
    return KOH_OK;
}

size_t koh__ranks_count(const koh_ranks *r)
{
    return (size_t) r->count;
}

size_t koh__ranks_me(const koh_ranks *r)
{
    return (size_t) r->me;
}

/* Adds to the counter of rank 0; what it was. */
static int64_t add(koh_ranks *r, int64_t more)
{
    int64_t before = 0;
    (void) MPI_Fetch_and_op(&more, &before, MPI_INT64_T, 0, 0, MPI_SUM, r->window);
    (void) MPI_Win_flush(0, r->window);
    return before;
}

size_t koh__ranks_next(koh_ranks *r)
{
    return (size_t) add(r, 1);
}

void koh__ranks_stop(koh_ranks *r)
{
    (void) add(r, INT64_MAX / 4);
}

/* Waits until the message at a place has arrived. */
static void await(koh_ranks *r, size_t place)
{
    int arrived = 0;
    while (!arrived) {
        (void) MPI_Test(&r->told[place], &arrived, MPI_STATUS_IGNORE);
        if (!arrived) {
            koh__ranks_rest();
        }
    }
    koh__free(r->figures[place]);
    r->figures[place] = NULL;
}

void koh__ranks_wait(koh_ranks *r)
{
    for (size_t place = 0; place < UNDER_WAY; place++) {
        await(r, place);
    }
}

void koh__ranks_tell(koh_ranks *r, int kind, size_t n, double *figures)
{
    const size_t place = r->n_told++ % UNDER_WAY;
    await(r, place);
    r->figures[place] = figures;
    /* NOLINTNEXTLINE(clang-analyzer-optin.mpi.MPI-Checker): await() waits */
    (void) MPI_Isend(figures, n < INT_MAX ? (int) n : INT_MAX, MPI_DOUBLE, 0, kind, MPI_COMM_WORLD, &r->told[place]);
}

void koh__ranks_carry(koh_ranks *r)
{
    int there;
    (void) r;
    (void) MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE);
}

/* Begins to take in the next message, which stays where there is no room for it. 1 = there is one, 0 = there is none.
 */
static int begin_to_hear(koh_ranks *r)
{
    int there = 0;
    MPI_Status status;
    (void) MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (!there) {
        return 0;
    }
    (void) MPI_Get_count(&status, MPI_DOUBLE, &r->heard.count);
    r->heard.kind = status.MPI_TAG;
    r->heard.figures = KOH_NEW((size_t) r->heard.count, double);
    if (r->heard.figures == NULL) {
        return KOH_ENOMEM;
    }
    /* NOLINTNEXTLINE(clang-analyzer-optin.mpi.MPI-Checker): koh__ranks_hear() tests */
    (void) MPI_Irecv(r->heard.figures, r->heard.count, MPI_DOUBLE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
                     &r->heard.request);
    return 1;
}

int koh__ranks_hear(koh_ranks *r, int *kind, size_t *n, double **figures)
{
    int arrived = 0;
    if (r->heard.figures == NULL) {
        const int there = begin_to_hear(r);
        if (there != 1) {
            return there;
        }
    }
    (void) MPI_Test(&r->heard.request, &arrived, MPI_STATUS_IGNORE);
    if (!arrived) {
        return 0;
    }
    *kind = r->heard.kind;
    *n = (size_t) r->heard.count;
    *figures = r->heard.figures;
    r->heard.figures = NULL;
    return 1;
}

void koh__ranks_leave(koh_ranks *r, koh_ranks_end end)
{
    if (r == NULL) {
        return;
    }
    if (end == KOH_RANKS_TOGETHER) {
        koh__ranks_wait(r);
        /* MPI's own end waits without sleep: it is begun when everybody has come to it.
         * NOLINTNEXTLINE(clang-analyzer-optin.mpi.MPI-Checker): the next call waits */
        (void) MPI_Ibarrier(MPI_COMM_WORLD, &r->told[0]);
        koh__ranks_wait(r);
        (void) MPI_Win_unlock_all(r->window);
        (void) MPI_Win_free(&r->window);
        (void) MPI_Finalize();
    }
    koh__free(r);
}
