/* Ledgers: read with every line checked, and added to in one step. */
#define _GNU_SOURCE /* flock */

#include "io/ledger_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/digest_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"
#include "io/json_priv.h"

enum { LEDGER_LIMIT = 512 * 1024 * 1024 };

void koh__ledger_free(koh_ledger *ledger)
{
    for (size_t i = 0; i < ledger->n; i++) {
        cJSON_Delete(ledger->vintages[i]);
    }
    koh__free(ledger->vintages);
    koh__free(ledger->bytes);
    *ledger = (koh_ledger){ 0 };
}

static koh_status refuse(const koh_ledger *ledger, size_t column, koh_error *error, const char *what)
{
    const koh_status status = koh_error_set(error, KOH_EDOMAIN, "%s", what);
    koh_error_at(error, ledger->path, ledger->n + 1, column, NULL);
    return status;
}

static koh_status check_line(const koh_ledger *ledger, const cJSON *line, koh_error *error)
{
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(line, "kohort_ledger");
    const cJSON *vintage = cJSON_GetObjectItemCaseSensitive(line, "vintage");
    const cJSON *previous = cJSON_GetObjectItemCaseSensitive(line, "previous");
    if (!cJSON_IsNumber(version) || version->valuedouble != KOH_LEDGER_VERSION) {
        return refuse(ledger, 1, error, "not a line of a ledger: expected \"kohort_ledger\": 1");
    }
    if (!cJSON_IsNumber(vintage) || vintage->valuedouble != (double) (ledger->n + 1)) {
        return refuse(ledger, 1, error, "not the vintage that comes next: lines are missing or moved");
    }
    if (!cJSON_IsString(previous) || strcmp(previous->valuestring, ledger->last) != 0) {
        return refuse(ledger, 1, error, "the line before it is not the one that it was added to");
    }
    return KOH_OK;
}

/* Takes one line, without its end. */
static koh_status take_line(koh_ledger *ledger, const char *text, size_t length, koh_error *error)
{
    koh_error here = { 0 };
    cJSON *line = NULL;
    koh_status status = koh__json_read(ledger->path, text, length, &line, &here);
    if (status != KOH_OK) {
        (void) koh_error_set(error, status, "%s", here.message);
        koh_error_at(error, ledger->path, ledger->n + 1, here.column, NULL);
        return status;
    }
    status = check_line(ledger, line, error);
    if (status == KOH_OK && ledger->n == ledger->size) {
        const size_t size = 2 * ledger->size + 16;
        cJSON **more = koh__new(size, sizeof(void *));
        if (more != NULL) {
            if (ledger->n > 0) {
                memcpy(more, ledger->vintages, ledger->n * sizeof(void *));
            }
            koh__free(ledger->vintages);
            ledger->vintages = more;
            ledger->size = size;
        } else {
            status = koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
    }
    if (status != KOH_OK) {
        cJSON_Delete(line);
        return status;
    }
    koh__digest(text, length, ledger->last);
    ledger->vintages[ledger->n++] = line;
    return KOH_OK;
}

koh_status koh__ledger_read(const char *path, int may_be_new, koh_ledger *ledger, koh_error *error)
{
    *ledger = (koh_ledger){ .path = path };
    if (may_be_new && !koh__folder_is_there(path)) {
        return KOH_OK;
    }
    koh_status status = koh__file_read(path, LEDGER_LIMIT, &ledger->bytes, &ledger->length, error);
    const char *at = ledger->bytes, *end = status == KOH_OK ? at + ledger->length : at;
    while (status == KOH_OK && at < end) {
        const char *stop = memchr(at, '\n', (size_t) (end - at));
        if (stop == NULL) {
            return refuse(ledger, koh__utf8_count(at, koh__utf8_valid_length(at, (size_t) (end - at))) + 1, error,
                          "the ledger is cut short: expected the rest of the line and its end");
        }
        status = take_line(ledger, at, (size_t) (stop - at), error);
        at = stop + 1;
    }
    return status;
}

/* One at a time: a lock on the folder, which the system takes back from whoever ends. Negative on failure. */
static int lock_folder(const char *path)
{
    char *above = koh__folder_above(path);
    int descriptor = above == NULL ? -1 : open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    koh__free(above);
    while (descriptor >= 0 && flock(descriptor, LOCK_EX) != 0) {
        if (errno != EINTR) {
            (void) close(descriptor);
            return -1;
        }
    }
    return descriptor;
}

static koh_status write_with(const koh_ledger *ledger, const koh_buffer *members, koh_error *error)
{
    koh_buffer whole = { 0 };
    koh__buffer_bytes(&whole, ledger->bytes, ledger->length);
    koh__buffer_format(&whole, "{\"kohort_ledger\": %d, \"vintage\": %zu, \"previous\": \"%s\", ", KOH_LEDGER_VERSION,
                       ledger->n + 1, ledger->last);
    koh__buffer_bytes(&whole, members->data, members->length);
    koh__buffer_text(&whole, "}\n");
    koh_status status = whole.failed || members->failed
                            ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                            : koh__file_write(ledger->path, whole.data, whole.length, error);
    koh__buffer_free(&whole);
    return status;
}

koh_status koh__ledger_add(const char *path, const koh_buffer *members, koh_error *error, size_t *vintage)
{
    koh_ledger ledger = { 0 };
    const int lock = lock_folder(path);
    if (lock < 0) {
        return koh__file_fail(error, path, "its folder cannot be locked", errno);
    }
    koh_status status = koh__ledger_read(path, 1, &ledger, error);
    status = status == KOH_OK ? write_with(&ledger, members, error) : status;
    *vintage = ledger.n + 1;
    koh__ledger_free(&ledger);
    (void) close(lock);
    return status;
}
