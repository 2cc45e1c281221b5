/* A line that is written over, and signals. */
#include "progress_priv.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR = 30 };

static volatile sig_atomic_t interrupted;
static atomic_long shown; /* tenth of a second since the beginning; -1 = nothing yet */

static void take_signal(int number)
{
    (void) number;
    interrupted = 1;
}

void koh_cli_progress_begin(koh_cli_progress *progress)
{
    struct sigaction action = { .sa_handler = take_signal };
    (void) sigemptyset(&action.sa_mask);
    (void) sigaction(SIGINT, &action, NULL);
    (void) sigaction(SIGTERM, &action, NULL);
    progress->on_terminal = isatty(STDERR_FILENO);
    (void) clock_gettime(CLOCK_MONOTONIC, &progress->begun);
    atomic_store(&shown, 0);
}

int koh_cli_interrupted(void)
{
    return interrupted != 0;
}

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;
    (void) clock_gettime(CLOCK_MONOTONIC, &now);
    return (double) (now.tv_sec - begun->tv_sec) + 1e-9 * (double) (now.tv_nsec - begun->tv_nsec);
}

void koh_cli_progress_show(koh_cli_progress *progress, double done)
{
    if (!progress->on_terminal || done <= 0) {
        return;
    }
    const double past = seconds_since(&progress->begun);
    long before = atomic_load(&shown), now = (long) (10 * past);
    if (now <= before || !atomic_compare_exchange_strong(&shown, &before, now)) {
        return;
    }
    char bar[BAR + 1];
    for (int i = 0; i < BAR; i++) {
        bar[i] = i < (int) (done * BAR) ? '#' : '.';
    }
    bar[BAR] = '\0';
    (void) fprintf(stderr, "\r[%s] %3.0f %%, %.0f s left ", bar, 100 * done, past / done - past);
}

void koh_cli_progress_end(koh_cli_progress *progress)
{
    if (progress->on_terminal && atomic_load(&shown) > 0) {
        (void) fprintf(stderr, "\r\033[K");
    }
}
