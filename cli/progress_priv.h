/* How far a long run has come, on a terminal; and its end by a signal. */
#ifndef KOH_PROGRESS_PRIV_H
#define KOH_PROGRESS_PRIV_H

#include <time.h>

/* One run's. */
typedef struct koh_cli_progress {
    int on_terminal; /* standard error is one */
    struct timespec begun;
} koh_cli_progress;

/* From now on SIGINT and SIGTERM ask the run to end, which koh_cli_interrupted tells. */
void koh_cli_progress_begin(koh_cli_progress *progress);
int koh_cli_interrupted(void);

/* Shows the share done (0..1) and the time left, ten times a second at most. From any thread. */
void koh_cli_progress_show(koh_cli_progress *progress, double done);

/* Clears the line. */
void koh_cli_progress_end(koh_cli_progress *progress);

#endif
