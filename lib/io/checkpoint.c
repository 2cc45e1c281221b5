/* Checkpoints: a head with the key of the run, then records of a part's number, its figures and their digest. A record
 * is added in one call to the system, which threads may do side by side. Numbers lie as this processor has them; one
 * with another order of bytes finds no digest that is right, and begins anew. */
#include "io/checkpoint_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/file_priv.h"

static const char title[] = "kohort checkpoint 1\n";

enum { HEAD = sizeof title - 1 + KOH_DIGEST_SIZE }; /* the key, and a line feed where it would end */

struct koh_checkpoint {
    koh_checkpoint_form form;
    koh_checkpoint_use use;
    char *path;
    int descriptor;   /* negative: there is no file */
    int is_ours;      /* to write and to remove */
    size_t bytes;     /* of a record */
    uint64_t *record; /* [n_parts] number of its record from 1, or 0 */
};

static koh_status refuse(const koh_checkpoint *c, const char *why, koh_error *error)
{
    koh_status status = koh_error_set(error, KOH_EREFUSED, "%s: remove it or name another file", why);
    koh_error_at(error, c->path, 0, 0, NULL);
    return status;
}

static void put_head(const koh_checkpoint_form *form, char head[HEAD])
{
    memcpy(head, title, sizeof title - 1);
    memcpy(head + sizeof title - 1, form->key, KOH_DIGEST_SIZE - 1);
    head[HEAD - 1] = '\n';
}

/* Reads `length` bytes at a place: how many there were, or negative. */
static ssize_t read_at(int descriptor, off_t place, void *to, size_t length)
{
    size_t used = 0;
    ssize_t n = 1;
    while (used < length && n != 0) {
        n = pread(descriptor, (char *) to + used, length - used, place + (off_t) used);
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        used += n > 0 ? (size_t) n : 0;
        n = n < 0 ? 1 : n;
    }
    return (ssize_t) used;
}

static off_t place_of(const koh_checkpoint *c, uint64_t record)
{
    return (off_t) (HEAD + record * c->bytes);
}

static void lay_out(const koh_checkpoint *c, size_t part, const double *figures, char *record)
{
    const uint64_t number = part;
    const size_t length = c->bytes - KOH_DIGEST_SIZE;
    memcpy(record, &number, sizeof number);
    memcpy(record + sizeof number, figures, c->form.n_figures * sizeof *figures);
    koh__digest(record, length, record + length);
}

/* The part of a whole record, or n_parts. */
static size_t part_of(const koh_checkpoint *c, const char *record)
{
    uint64_t number;
    char hex[KOH_DIGEST_SIZE];
    const size_t length = c->bytes - KOH_DIGEST_SIZE;
    memcpy(&number, record, sizeof number);
    koh__digest(record, length, hex);
    return number < c->form.n_parts && memcmp(hex, record + length, sizeof hex) == 0 ? (size_t) number
                                                                                     : c->form.n_parts;
}

/* Finds the records up to the first that is not whole, and cuts off what is behind. */
static koh_status find_records(koh_checkpoint *c, koh_error *error)
{
    char *record = KOH_NEW(c->bytes, char);
    if (record == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    uint64_t n = 0;
    ssize_t got;
    while ((got = read_at(c->descriptor, place_of(c, n), record, c->bytes)) == (ssize_t) c->bytes) {
        const size_t part = part_of(c, record);
        if (part == c->form.n_parts) {
            break;
        }
        n++;
        c->record[part] = n;
    }
    koh__free(record);
    if (got < 0 || (c->use == KOH_CHECKPOINT_WRITTEN && ftruncate(c->descriptor, place_of(c, n)) != 0)) {
        return koh__file_fail(error, c->path, got < 0 ? "cannot be read" : "cannot be written", errno);
    }
    return KOH_OK;
}

/* The head of what stands there; an empty file gets one. */
static koh_status check_head(koh_checkpoint *c, koh_error *error)
{
    char head[HEAD], found[HEAD];
    struct stat facts;
    put_head(&c->form, head);
    if (fstat(c->descriptor, &facts) != 0) {
        return koh__file_fail(error, c->path, "cannot be read", errno);
    }
    if (!S_ISREG(facts.st_mode)) {
        return refuse(c, "is not a regular file", error);
    }
    const ssize_t got = read_at(c->descriptor, 0, found, HEAD);
    if (got < 0) {
        return koh__file_fail(error, c->path, "cannot be read", errno);
    }
    if (got < HEAD && memcmp(found, head, (size_t) got) == 0) { /* ended while the head was written, or new */
        const int number = c->use == KOH_CHECKPOINT_READ      ? 0
                           : ftruncate(c->descriptor, 0) != 0 ? errno
                                                              : koh__file_pour(c->descriptor, head, HEAD);
        return number != 0 ? koh__file_fail(error, c->path, "cannot be written", number) : KOH_OK;
    }
    if (got < HEAD || memcmp(found, title, sizeof title - 1) != 0) {
        return refuse(c, "is no checkpoint of kohort simulate", error);
    }
    return memcmp(found, head, HEAD) == 0
               ? KOH_OK
               : refuse(c, "is of another run (municipalities, years, draws, seed, data or version differ)", error);
}

static koh_status open_file(koh_checkpoint *c, koh_error *error)
{
    const int flags = c->use == KOH_CHECKPOINT_READ ? O_RDONLY : O_RDWR | O_APPEND | O_CREAT;
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    do {
        c->descriptor = open(c->path, flags | O_CLOEXEC | O_NONBLOCK, 0666);
    } while (c->descriptor < 0 && errno == EINTR);
    if (c->descriptor < 0) {
        return c->use == KOH_CHECKPOINT_READ && errno == ENOENT
                   ? KOH_OK
                   : koh__file_fail(error, c->path, "cannot be opened", errno);
    }
    if (c->use == KOH_CHECKPOINT_WRITTEN && fcntl(c->descriptor, F_SETLK, &whole) != 0 &&
        (errno == EACCES || errno == EAGAIN)) {
        return refuse(c, "is written by another run", error);
    }
    koh_status status = check_head(c, error);
    status = status == KOH_OK ? find_records(c, error) : status;
    c->is_ours = status == KOH_OK && c->use == KOH_CHECKPOINT_WRITTEN;
    return status;
}

koh_status koh__checkpoint_open(const char *path, koh_checkpoint_use use, const koh_checkpoint_form *form,
                                koh_checkpoint **checkpoint, koh_error *error)
{
    koh_checkpoint *c = KOH_NEW(1, koh_checkpoint);
    if (c == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    *c = (koh_checkpoint){ .form = *form,
                           .use = use,
                           .path = koh__text_copy(path),
                           .descriptor = -1,
                           .bytes = sizeof(uint64_t) + form->n_figures * sizeof(double) + KOH_DIGEST_SIZE,
                           .record = KOH_NEW(form->n_parts, uint64_t) };
    koh_status status =
        c->path == NULL || c->record == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : open_file(c, error);
    if (status == KOH_OK) {
        *checkpoint = c;
    } else {
        koh__checkpoint_close(c, KOH_CHECKPOINT_KEPT);
    }
    return status;
}

int koh__checkpoint_has(const koh_checkpoint *checkpoint, size_t part)
{
    return checkpoint != NULL && checkpoint->record[part] != 0;
}

koh_status koh__checkpoint_take(const koh_checkpoint *c, size_t part, double *figures, koh_error *error)
{
    const size_t length = c->form.n_figures * sizeof *figures;
    const off_t place = place_of(c, c->record[part] - 1) + (off_t) sizeof(uint64_t);
    errno = EIO;
    return read_at(c->descriptor, place, figures, length) == (ssize_t) length
               ? KOH_OK
               : koh__file_fail(error, c->path, "cannot be read", errno);
}

koh_status koh__checkpoint_keep(const koh_checkpoint *c, size_t part, const double *figures, koh_error *error)
{
    char *record = KOH_NEW(c->bytes, char);
    if (record == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    lay_out(c, part, figures, record);
    const int number = koh__file_pour(c->descriptor, record, c->bytes);
    koh__free(record);
    return number == 0 ? KOH_OK : koh__file_fail(error, c->path, "cannot be written", number);
}

/* Is there nothing in it but the head? */
static int is_empty(const koh_checkpoint *c)
{
    struct stat facts;
    return fstat(c->descriptor, &facts) == 0 && facts.st_size <= HEAD;
}

void koh__checkpoint_close(koh_checkpoint *checkpoint, koh_checkpoint_end end)
{
    if (checkpoint == NULL) {
        return;
    }
    if (checkpoint->is_ours && (end == KOH_CHECKPOINT_DONE || is_empty(checkpoint))) {
        (void) unlink(checkpoint->path);
    }
    if (checkpoint->descriptor >= 0) {
        (void) close(checkpoint->descriptor);
    }
    koh__free(checkpoint->record);
    koh__free(checkpoint->path);
    koh__free(checkpoint);
}
