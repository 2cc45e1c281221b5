/* The one parallel loop of the library. */
#ifndef KOH_PARALLEL_PRIV_H
#define KOH_PARALLEL_PRIV_H

#include <stddef.h>

/* One task. `thread` < n_threads tells which thread runs it, for room of its own. */
typedef void (*koh_task)(void *context, size_t task, size_t thread);

/* Runs tasks 0..n_tasks-1, each once, on up to n_threads >= 1 threads, in no order. What a task writes may depend on
 * its number alone. A build without OpenMP runs them one after another. */
void koh__parallel(size_t n_tasks, size_t n_threads, koh_task run, void *context);

#endif
