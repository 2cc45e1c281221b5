/* A run that tells how far it has come, and one that is stopped halfway: nothing is printed or written by the library.
 * Usage: 08_progress FOLDER [DATA]   (of a plan, and default data if not installed)
 */
#include <stdio.h>

#include "kohort.h"

static const char plan[] = "{\"kohort\": 1, \"region\": \"3310\", \"end_year\": 2035}";

/* What the callback knows. */
typedef struct watcher {
    double stop_at, last;
} watcher;

static int tell(void *context, double done) /* by any thread: with more than one, use an atomic here */
{
    watcher *w = context;
    w->last = done > w->last ? done : w->last;
    return done >= w->stop_at;
}

int main(int argc, char **argv)
{
    koh_error error = { 0 };
    koh_text result = { NULL, 0 };
    koh_run_options options = koh_run_options_defaults();
    watcher all = { .stop_at = 2 }, half = { .stop_at = 0.5 };
    options.data = argc > 2 ? argv[2] : NULL;
    options.draws = 20;
    options.threads = 1;
    options.tell = tell;

    options.context = &all;
    koh_status status = koh_run_text(plan, argc > 1 ? argv[1] : NULL, &options, &error, &result);
    if (status != KOH_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    printf("finished: %s of JSON\n", result.length > 100000 ? "more than 100 kB" : "too little");
    koh_text_free(&result);

    options.context = &half;
    status = koh_run_text(plan, argc > 1 ? argv[1] : NULL, &options, &error, &result);
    printf("stopped: %s, %s\n", koh_status_text(status), result.data == NULL ? "no result" : "a result");
    return status == KOH_ECANCELLED && all.last >= 0.5 && half.last < 1 ? 0 : 1;
}
