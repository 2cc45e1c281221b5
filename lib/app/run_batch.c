/* Many municipalities in one run: the catalogues are read once, each municipality has memory of its own. */
#include "app/run_batch_priv.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/run_write_priv.h"
#include "num/parallel_priv.h"
#include "plan/model_priv.h"
#include "report/summary_priv.h"

/* What the tasks share; each task writes to its own places alone. */
typedef struct batch {
    const koh_run_options *options;
    const koh_session *shared;
    koh_store *store; /* NULL = nothing is written */
    size_t n;
    const koh_region **regions; /* [n] */
    koh_status *status;         /* [n] */
    koh_error *error;           /* [n] */
    koh_text *line;             /* [n] */
    koh_text *mark;             /* of all, told by the first */
} batch;

size_t koh__run_threads(const koh_run_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return options->threads != 0 ? options->threads : processors > 0 ? (size_t) processors : 1;
}

int koh__is_batch(const char *region)
{
    return region != NULL && (strcmp(region, "all") == 0 || strchr(region, ',') != NULL);
}

static koh_status take_lines(const koh_result *result, koh_language language, koh_error *error, koh_text *line,
                             koh_text *mark)
{
    koh_buffer buffer = { 0 };
    koh__summary_line(result, language, &buffer);
    koh_status status = koh__text_take(&buffer, error, line);
    if (status == KOH_OK && mark != NULL) {
        koh__mark_write(result, language, &buffer);
        status = koh__text_take(&buffer, error, mark);
    }
    return status;
}

static koh_status run_region(const batch *b, size_t i, koh_session *session, koh_error *error)
{
    koh_result result = { 0 };
    koh_run_options own = *b->options;
    char prefix[32];
    own.tell = NULL; /* one municipality says nothing of how far all have come */
    koh_status status = koh__session_read_region(session, b->regions[i]->id, error);
    if (status == KOH_OK) {
        status = koh__run_session(session, &own, 1, error, &result);
    }
    if (status == KOH_OK && b->store != NULL) {
        (void) snprintf(prefix, sizeof prefix, "%s/", b->regions[i]->id);
        status = koh__run_write(session, &result, b->options, prefix, b->store, error);
    }
    return status == KOH_OK ? take_lines(&result, b->options->language, error, &b->line[i], i == 0 ? b->mark : NULL)
                            : status;
}

static void run_task(void *context, size_t i, size_t thread)
{
    const batch *b = context;
    koh_session session;
    (void) thread;
    if (b->options->tell != NULL && b->options->tell(b->options->context, (double) i / (double) b->n) != 0) {
        b->status[i] = koh_error_set(&b->error[i], KOH_ECANCELLED, "interrupted");
        return;
    }
    b->status[i] = koh__session_share(b->shared, &session, &b->error[i]);
    if (b->status[i] == KOH_OK) {
        b->status[i] = run_region(b, i, &session, &b->error[i]);
    }
    koh__session_close(&session);
}

/* The municipalities of "all" or "3310,5605", in that order. */
static koh_status read_list(batch *b, const char *list, koh_error *error)
{
    const koh_data *data = &b->shared->data;
    size_t most = data->n_regions + strlen(list);
    b->regions = KOH_TAKE(data->arena, most, const koh_region *);
    if (b->regions == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; strcmp(list, "all") == 0 && i < data->n_regions; i++) {
        b->regions[b->n++] = &data->regions[i];
    }
    while (strcmp(list, "all") != 0 && *list != '\0') {
        size_t length = strcspn(list, ",");
        const char *id = koh__arena_text_n(data->arena, list, length);
        koh_inputs ignored;
        if (id == NULL) {
            return koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
        const koh_region *region = koh__data_find(data, id);
        if (region == NULL) {
            return koh__data_region(data, id, &ignored, error); /* tells what is nearest */
        }
        for (size_t i = 0; i < b->n; i++) {
            if (b->regions[i] == region) {
                return koh_error_set(error, KOH_EDUPLICATE, "region %s is listed twice", id);
            }
        }
        b->regions[b->n++] = region;
        list += length + (list[length] == ',');
    }
    return KOH_OK;
}

static koh_status take_results(batch *b, koh_error *error)
{
    koh_arena *arena = b->shared->arena;
    b->status = KOH_TAKE(arena, b->n, koh_status);
    b->error = KOH_TAKE(arena, b->n, koh_error);
    b->line = KOH_TAKE(arena, b->n, koh_text);
    return b->status == NULL || b->error == NULL || b->line == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                                                    : KOH_OK;
}

/* Runs the tasks; the first that failed is told, the lines of all are joined. */
static koh_status run_tasks(batch *b, koh_error *error, koh_buffer *lines)
{
    size_t threads = koh__run_threads(b->options);
    koh_status status = KOH_OK;
    koh__parallel(b->n, threads, run_task, b);
    for (size_t i = 0; i < b->n; i++) {
        if (b->status[i] != KOH_OK && status == KOH_OK) {
            status = b->status[i];
            if (error != NULL) {
                *error = b->error[i];
            }
        } else if (b->line[i].data != NULL) {
            koh__buffer_bytes(lines, b->line[i].data, b->line[i].length);
        }
        koh_text_free(&b->line[i]);
    }
    if (b->mark->data != NULL) {
        koh__buffer_bytes(lines, b->mark->data, b->mark->length);
    }
    koh_text_free(b->mark);
    return status;
}

static koh_status run_all(batch *b, koh_session *session, koh_error *error, koh_buffer *lines)
{
    const koh_run_options *options = b->options;
    koh_status status = koh__data_share_calibration(&session->data, error);
    if (status == KOH_OK) {
        status = read_list(b, options->region, error);
    }
    if (status == KOH_OK) {
        status = take_results(b, error);
    }
    if (status == KOH_OK && options->output != NULL) {
        status = koh__store_begin(options->output, &b->store, error);
    }
    if (status == KOH_OK) {
        status = run_tasks(b, error, lines);
    }
    if (status == KOH_OK && b->store != NULL) {
        status = koh__session_read_region(session, b->regions[0]->id, error); /* the default plan's digest */
    }
    if (status == KOH_OK && b->store != NULL) {
        status = koh__run_manifest(session, options, options->region, b->store, error);
    }
    if (status != KOH_OK) {
        koh__store_abort(b->store);
        return status;
    }
    return b->store == NULL ? KOH_OK : koh__store_commit(b->store, error);
}

koh_status koh__run_batch(const koh_run_options *options, koh_error *error, koh_text *summary)
{
    koh_session session = { 0 };
    koh_buffer lines = { 0 };
    const unsigned many = KOH_FORMAT_JSON | KOH_FORMAT_CSV | KOH_FORMAT_CSV_NO;
    koh_status status =
        (options->formats & ~many) != 0
            ? koh_error_set(error, KOH_EUSAGE,
                            "of several municipalities there are json, csv and csv-no; other formats are "
                            "made for one at a time")
            : koh__session_open(options->data, &session, error);
    koh_text mark = { 0 };
    batch b = { .options = options, .shared = &session, .mark = &mark };
    if (status == KOH_OK) {
        status = run_all(&b, &session, error, &lines);
    }
    koh__session_close(&session);
    if (status == KOH_OK && summary != NULL) {
        return koh__text_take(&lines, error, summary);
    }
    koh__buffer_free(&lines);
    return status;
}
