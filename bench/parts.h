/* Benches of a plan's parts: each part timed in the order of the run. */
#ifndef KOH_BENCH_PARTS_H
#define KOH_BENCH_PARTS_H

#include <time.h>

#include "app/session_priv.h"
#include "plan/model_priv.h"

typedef struct koh_part {
    const char *name; /* NULL = makes the ground only */
    koh_status (*run)(koh_frame *);
} koh_part;

/* One thread: what others do on the machine does not count. */
static inline double seconds(void)
{
    struct timespec now;
    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static inline koh_status open_plan(const char *path, koh_session *session, koh_error *error)
{
    koh_status status = koh__session_open(KOH_BENCH_DATA, session, error);
    status = status == KOH_OK ? koh__session_read_file(session, path, error) : status;
    status = status == KOH_OK ? koh__session_bind(session, error) : status;
    return status == KOH_OK ? koh__session_first(session, error) : status;
}

/* One run of the `n` parts; best[n] keeps the least seconds of each, 0 = not run yet. */
static inline koh_status run_parts(size_t n, const koh_part *parts, const koh_plan *plan, const koh_inputs *inputs,
                                   koh_error *error, double *best)
{
    koh_frame frame;
    koh_arena *arena = koh__arena_new();
    koh_status status = arena == NULL ? KOH_ENOMEM : koh__plan_population(plan, inputs, arena, error, &frame);
    status = status == KOH_OK ? koh__service_patterns(&frame) : status;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        const double begin = seconds();
        status = parts[i].run(&frame);
        const double took = seconds() - begin;
        best[i] = best[i] == 0 || took < best[i] ? took : best[i];
    }
    koh__arena_free(arena);
    return status;
}

#endif
