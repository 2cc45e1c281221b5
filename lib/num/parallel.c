/* OpenMP is used here and nowhere else. */
#include "num/parallel_priv.h"

#ifdef _OPENMP
#include <omp.h>
#endif

void koh__parallel(size_t n_tasks, size_t n_threads, koh_task run, void *context)
{
#ifdef _OPENMP
    if (n_threads > 1 && n_tasks > 1) {
#pragma omp parallel for num_threads((int) (n_threads < n_tasks ? n_threads : n_tasks)) schedule(dynamic, 1)
        for (size_t task = 0; task < n_tasks; task++) {
            run(context, task, (size_t) omp_get_thread_num());
        }
        return;
    }
#else
    (void) n_threads;
#endif
    for (size_t task = 0; task < n_tasks; task++) {
        run(context, task, 0);
    }
}
