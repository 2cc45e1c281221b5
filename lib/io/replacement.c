/* Large files, piece by piece. */
#define _GNU_SOURCE /* O_TMPFILE, realpath */

#include "io/replacement_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"

enum { ATTEMPTS = 100, OPENED_SIZE = 48 };

struct koh_replacement {
    char *path;               /* as given: for messages. Owns */
    char *target;             /* with links followed; NULL = a stream. Owns */
    char *hidden;             /* the neighbour's name, once it has one. Owns */
    char opened[OPENED_SIZE]; /* the file without a name, or "" */
    int descriptor, mode;     /* mode of the old file, or -1 */
};

static koh_status refuse(koh_error *error, const char *path, const char *why)
{
    (void) koh_error_set(error, KOH_EIO, "%s", why);
    koh_error_at(error, path, 0, 0, NULL);
    return KOH_EIO;
}

static void free_all(koh_replacement *r)
{
    if (r->descriptor > STDOUT_FILENO) {
        (void) close(r->descriptor);
    }
    koh__free(r->path);
    koh__free(r->target);
    koh__free(r->hidden);
    koh__free(r);
}

/* Where the path leads, and what stands there. */
static koh_status look(koh_replacement *r, koh_error *error)
{
    struct stat facts;
    r->mode = -1;
    if (strcmp(r->path, "-") == 0) {
        r->descriptor = STDOUT_FILENO;
        return KOH_OK;
    }
    if (stat(r->path, &facts) != 0) {
        const int number = errno;
        if (number == ENOENT && lstat(r->path, &facts) == 0) {
            return refuse(error, r->path, "is a link to nothing");
        }
        r->target = number == ENOENT ? koh__text_copy(r->path) : NULL;
        return r->target != NULL
                   ? KOH_OK
                   : koh__file_fail(error, r->path, "cannot be written", number == ENOENT ? ENOMEM : number);
    }
    if (S_ISDIR(facts.st_mode)) {
        return refuse(error, r->path, "is a folder: a file is expected");
    }
    if (!S_ISREG(facts.st_mode)) {
        r->descriptor = open(r->path, O_WRONLY | O_CLOEXEC);
        return r->descriptor >= 0 ? KOH_OK : koh__file_fail(error, r->path, "cannot be written", errno);
    }
    char *end = realpath(r->path, NULL);
    const int number = errno;
    r->target = end == NULL ? NULL : koh__text_copy(end);
    r->mode = (int) (facts.st_mode & 0777);
    free(end);
    return r->target != NULL ? KOH_OK
                             : koh__file_fail(error, r->path, "cannot be written", end == NULL ? number : ENOMEM);
}

/* A new name beside the target, made by `make`; 0 or the system's error number. */
static int name_beside(koh_replacement *r, int (*make)(koh_replacement *, const char *))
{
    int number = EEXIST;
    for (unsigned attempt = 0; attempt < ATTEMPTS && number == EEXIST; attempt++) {
        char *hidden = koh__file_neighbour(r->target, attempt);
        number = hidden == NULL ? ENOMEM : make(r, hidden) == 0 ? 0 : errno;
        if (number == 0) {
            r->hidden = hidden;
        } else {
            koh__free(hidden);
        }
    }
    return number;
}

static int make_named(koh_replacement *r, const char *hidden)
{
    r->descriptor = open(hidden, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return r->descriptor >= 0 ? 0 : -1;
}

static int link_named(koh_replacement *r, const char *hidden)
{
    return linkat(AT_FDCWD, r->opened, AT_FDCWD, hidden, AT_SYMLINK_FOLLOW);
}

/* Opens the file: without a name, or under a hidden one. */
static int make_file(koh_replacement *r)
{
    char *above = koh__folder_above(r->target);
    if (above == NULL) {
        return ENOMEM;
    }
    r->descriptor = open(above, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    koh__free(above);
    if (r->descriptor < 0) {
        return name_beside(r, make_named);
    }
    (void) snprintf(r->opened, sizeof r->opened, "/proc/self/fd/%d", r->descriptor);
    if (access(r->opened, W_OK) != 0) { /* no /proc: a file without a name could never be linked */
        (void) close(r->descriptor);
        r->descriptor = -1;
        r->opened[0] = '\0';
        return name_beside(r, make_named);
    }
    return 0;
}

koh_status koh__replacement_begin(const char *path, koh_replacement **replacement, koh_error *error)
{
    koh_replacement *r = KOH_NEW(1, koh_replacement);
    if (r == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    r->descriptor = -1;
    r->path = koh__text_copy(path);
    koh_status status = r->path == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : look(r, error);
    if (status == KOH_OK && r->target != NULL) {
        const int number = make_file(r);
        status = number == 0 ? KOH_OK : koh__file_fail(error, path, "cannot be written", number);
    }
    if (status != KOH_OK) {
        free_all(r);
        return status;
    }
    *replacement = r;
    return KOH_OK;
}

koh_status koh__replacement_pour(koh_replacement *r, const char *bytes, size_t length, koh_error *error)
{
    const int number = koh__file_pour(r->descriptor, bytes, length);
    return number == 0 ? KOH_OK : koh__file_fail(error, r->path, "cannot be written", number);
}

/* Gives the file its place; 0 or the system's error number. */
static int put_in_place(koh_replacement *r)
{
    if ((r->mode >= 0 && fchmod(r->descriptor, (mode_t) r->mode) != 0) || fsync(r->descriptor) != 0) {
        return errno;
    }
    int number = r->hidden == NULL ? name_beside(r, link_named) : 0;
    if (number == 0 && rename(r->hidden, r->target) != 0) {
        number = errno;
    }
    if (number != 0) {
        return number;
    }
    koh__free(r->hidden);
    r->hidden = NULL;
    char *above = koh__folder_above(r->target);
    number = above == NULL ? ENOMEM : koh__folder_sync(above);
    koh__free(above);
    return number;
}

koh_status koh__replacement_commit(koh_replacement *r, koh_error *error)
{
    int number = r->target != NULL ? put_in_place(r) : 0;
    if (r->descriptor > STDOUT_FILENO && close(r->descriptor) != 0 && number == 0) {
        number = errno;
    }
    r->descriptor = -1;
    koh_status status = number == 0 ? KOH_OK : koh__file_fail(error, r->path, "cannot be written", number);
    koh__replacement_abort(r);
    return status;
}

void koh__replacement_abort(koh_replacement *r)
{
    if (r == NULL) {
        return;
    }
    if (r->hidden != NULL) {
        (void) unlink(r->hidden);
    }
    free_all(r);
}
