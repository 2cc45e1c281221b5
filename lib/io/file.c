/* Whole files in and out. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "io/file_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/folder_priv.h"

enum { STREAM_STEP = 64 * 1024, ATTEMPTS = 100, NAME_KEPT = 200 };

koh_status koh__file_fail(koh_error *error, const char *path, const char *tried, int number)
{
    char words[160];
    if (strerror_r(number, words, sizeof words) != 0) {
        (void) snprintf(words, sizeof words, "error %d", number);
    }
    koh_status status = koh_error_set(error, number == ENOMEM ? KOH_ENOMEM : KOH_EIO, "%s: %s", tried, words);
    koh_error_at(error, path, 0, 0, NULL);
    return status;
}

static koh_status refuse(koh_error *error, const char *path, koh_status status, const char *why)
{
    (void) koh_error_set(error, status, "%s", why);
    koh_error_at(error, path, 0, 0, NULL);
    return status;
}

static int open_again(const char *path, int flags)
{
    int descriptor;
    do {
        descriptor = open(path, flags | O_CLOEXEC, 0666);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

/* Room for another piece in a growing block; 0 when there is no memory. */
static int widen(char **block, size_t used, size_t *room, size_t limit)
{
    size_t wanted = used == 0 ? *room : used + used / 2 + STREAM_STEP;
    wanted = wanted > limit ? limit + 1 : wanted;
    char *grown = koh__grow(*block, wanted + 1, 1);
    if (grown == NULL) {
        return 0;
    }
    *block = grown;
    *room = wanted;
    return 1;
}

/* Reads to the end, at first into `room` bytes; 0, the system's error number, or EFBIG beyond the limit. */
static int drain(int descriptor, size_t room, size_t limit, char **bytes, size_t *length)
{
    char *block = NULL;
    size_t used = 0;
    int number = 0;
    ssize_t n = 1;
    while (n != 0 && number == 0) {
        if ((block == NULL || used == room) && !widen(&block, used, &room, limit)) {
            number = ENOMEM;
            break;
        }
        n = read(descriptor, block + used, room - used);
        used += n > 0 ? (size_t) n : 0;
        if (n < 0 && errno != EINTR) {
            number = errno;
        } else if (used > limit) {
            number = EFBIG;
        }
    }
    if (number != 0) {
        koh__free(block);
        return number;
    }
    block[used] = '\0';
    *bytes = block;
    *length = used;
    return 0;
}

koh_status koh__file_read(const char *path, size_t limit, char **bytes, size_t *length, koh_error *error)
{
    limit = limit > SIZE_MAX / 4 ? SIZE_MAX / 4 : limit;
    int standard = strcmp(path, "-") == 0, number = 0;
    int descriptor = standard ? STDIN_FILENO : open_again(path, O_RDONLY | O_NONBLOCK);
    if (descriptor < 0) {
        return koh__file_fail(error, path, "cannot be opened", errno);
    }
    struct stat facts;
    if (standard) {
        number = drain(descriptor, STREAM_STEP, limit, bytes, length);
    } else if (fstat(descriptor, &facts) != 0) {
        number = errno;
    } else if (S_ISDIR(facts.st_mode)) {
        number = EISDIR;
    } else if (!S_ISREG(facts.st_mode)) {
        number = EINVAL;
    } else {
        number = (uintmax_t) facts.st_size > limit
                     ? EFBIG
                     : drain(descriptor, (size_t) facts.st_size + 1, limit, bytes, length);
    }
    if (!standard) {
        (void) close(descriptor);
    }
    switch (number) {
    case 0:
        return KOH_OK;
    case EISDIR:
        return refuse(error, path, KOH_EIO, "is a folder: a file is expected");
    case EINVAL:
        return refuse(error, path, KOH_EIO, "is not a regular file");
    case EFBIG:
        return refuse(error, path, KOH_ELIMIT, "the file is too large");
    default:
        return koh__file_fail(error, path, "cannot be read", number);
    }
}

int koh__file_is_below(const char *folder, const char *path)
{
    char *file = realpath(path, NULL);
    if (file == NULL) {
        return errno == ENOMEM ? -1 : 1;
    }
    char *above = realpath(folder, NULL);
    size_t length = above == NULL ? 0 : strlen(above);
    int below =
        above == NULL ? -1 : strncmp(file, above, length) == 0 && (strchr("/", file[length]) != NULL || length == 1);
    free(above);
    free(file);
    return below;
}

int koh__file_pour(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(descriptor, bytes, length);
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        size_t step = n > 0 ? (size_t) n : 0;
        bytes += step;
        length -= step;
    }
    return 0;
}

char *koh__file_neighbour(const char *path, unsigned attempt)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    size_t size = strlen(path) + sizeof "..kohort-XXXXXX";
    char *neighbour = koh__new(size, 1);
    if (neighbour == NULL) {
        return NULL;
    }
    struct timespec now = { 0 };
    (void) clock_gettime(CLOCK_REALTIME, &now);
    uint64_t mark = ((uint64_t) getpid() << 32) ^ (uint64_t) now.tv_nsec ^ ((uint64_t) now.tv_sec << 20);
    mark = (mark + attempt) * UINT64_C(0x9e3779b97f4a7c15);
    (void) snprintf(neighbour, size, "%.*s.%.*s.kohort-%06x", (int) (name - path), path, NAME_KEPT, name,
                    (unsigned) (mark >> 40));
    return neighbour;
}

/* Makes a new file beside `target`; its name goes to *neighbour, which the caller frees. Negative on failure. */
static int open_neighbour(const char *target, char **neighbour)
{
    int descriptor = -1;
    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        koh__free(*neighbour);
        *neighbour = koh__file_neighbour(target, attempt);
        if (*neighbour == NULL) {
            errno = ENOMEM;
            return -1;
        }
        descriptor = open_again(*neighbour, O_WRONLY | O_CREAT | O_EXCL);
        if (descriptor >= 0 || errno != EEXIST) {
            break;
        }
    }
    return descriptor;
}

static koh_status replace(const char *path, const char *target, const struct stat *old, const char *bytes,
                          size_t length, koh_error *error)
{
    char *neighbour = NULL;
    int descriptor = open_neighbour(target, &neighbour);
    int number = descriptor < 0 ? errno : 0;
    if (number == 0) {
        number = koh__file_pour(descriptor, bytes, length);
        if (number == 0 && ((old != NULL && fchmod(descriptor, old->st_mode & 0777) != 0) || fsync(descriptor) != 0)) {
            number = errno;
        }
        if (close(descriptor) != 0 && number == 0) {
            number = errno;
        }
        if (number == 0 && rename(neighbour, target) != 0) {
            number = errno;
        }
        if (number != 0) {
            (void) unlink(neighbour);
        } else {
            char *above = koh__folder_above(target);
            number = above == NULL ? ENOMEM : koh__folder_sync(above);
            koh__free(above);
        }
    }
    koh__free(neighbour);
    return number == 0 ? KOH_OK : koh__file_fail(error, path, "cannot be written", number);
}

static koh_status write_through(const char *path, const char *bytes, size_t length, koh_error *error)
{
    int descriptor = open_again(path, O_WRONLY);
    int number = descriptor < 0 ? errno : koh__file_pour(descriptor, bytes, length);
    if (descriptor >= 0 && close(descriptor) != 0 && number == 0) {
        number = errno;
    }
    return number == 0 ? KOH_OK : koh__file_fail(error, path, "cannot be written", number);
}

koh_status koh__file_write(const char *path, const char *bytes, size_t length, koh_error *error)
{
    if (strcmp(path, "-") == 0) {
        int number = koh__file_pour(STDOUT_FILENO, bytes, length);
        return number == 0 ? KOH_OK : koh__file_fail(error, path, "cannot be written", number);
    }
    struct stat facts, link;
    if (stat(path, &facts) != 0) {
        int number = errno;
        if (number == ENOENT && lstat(path, &link) == 0) {
            return refuse(error, path, KOH_EIO, "is a link to nothing");
        }
        return number == ENOENT ? replace(path, path, NULL, bytes, length, error)
                                : koh__file_fail(error, path, "cannot be written", number);
    }
    if (S_ISDIR(facts.st_mode)) {
        return refuse(error, path, KOH_EIO, "is a folder: a file is expected");
    }
    if (!S_ISREG(facts.st_mode)) {
        return write_through(path, bytes, length, error);
    }
    char *target = realpath(path, NULL);
    if (target == NULL) {
        return koh__file_fail(error, path, "cannot be written", errno);
    }
    koh_status status = replace(path, target, &facts, bytes, length, error);
    free(target);
    return status;
}
