/* Result folders. */
#include "io/store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/digest_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"
#include "io/json_priv.h"

#define MANIFEST_LIMIT ((size_t) 16 << 20)
#define ADOPTED_LIMIT ((size_t) 1 << 30)

typedef struct stored {
    char *name; /* owns */
    char digest[KOH_DIGEST_SIZE];
} stored;

struct koh_store {
    char *path, *staging; /* owns both */
    stored *files;        /* [size_files], owns */
    size_t n_files, size_files;
    pthread_mutex_t lock; /* of files: threads may write at once */
    size_t n_parents;     /* folders above `path` that were made for it */
};

static koh_status refuse(koh_error *error, const char *path, const char *why)
{
    (void) koh_error_set(error, KOH_EREFUSED, "%s", why);
    koh_error_at(error, path, 0, 0, NULL);
    return KOH_EREFUSED;
}

/* "DIR/NAME" in new memory. */
static char *joined(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = koh__new(size, 1);
    if (path != NULL) {
        (void) snprintf(path, size, "%s/%s", folder, name);
    }
    return path;
}

/* Does the folder hold a manifest.json whose object has a member "kohort"? KOH_EIO, KOH_ENOMEM when it cannot be told.
 */
static koh_status holds_result(const char *folder, int *holds, koh_error *error)
{
    *holds = 0;
    char *path = joined(folder, "manifest.json"), *text = NULL;
    size_t length = 0;
    cJSON *tree = NULL;
    struct stat facts;
    if (path == NULL) {
        return koh__file_fail(error, folder, "cannot be looked into", ENOMEM);
    }
    koh_status status = KOH_OK;
    if (lstat(path, &facts) == 0 && S_ISREG(facts.st_mode)) {
        status = koh__file_read(path, MANIFEST_LIMIT, &text, &length, error);
        if (status == KOH_OK) {
            status = koh__json_read(path, text, length, &tree, error);
        }
        *holds = status == KOH_OK && cJSON_GetObjectItemCaseSensitive(tree, "kohort") != NULL;
    }
    cJSON_Delete(tree);
    koh__free(text);
    koh__free(path);
    return status == KOH_ENOMEM || status == KOH_EIO ? status : KOH_OK;
}

/* May a result stand at `path`? *stands: a folder is there already. */
static koh_status check_place(const char *path, int *stands, koh_error *error)
{
    struct stat facts;
    *stands = 0;
    if (lstat(path, &facts) != 0) {
        return errno == ENOENT ? KOH_OK : koh__file_fail(error, path, "cannot be looked at", errno);
    }
    if (S_ISLNK(facts.st_mode)) {
        return refuse(error, path, "is a link: name the folder itself");
    }
    if (!S_ISDIR(facts.st_mode)) {
        return refuse(error, path, "is a file: a folder is expected");
    }
    int empty = koh__folder_is_empty(path), holds = 0;
    if (empty < 0) {
        return koh__file_fail(error, path, "cannot be looked into", errno);
    }
    koh_status status = empty ? KOH_OK : holds_result(path, &holds, error);
    if (status == KOH_OK && !empty && !holds) {
        return refuse(error, path, "is not empty and holds no result of kohort (manifest.json): it is left alone");
    }
    *stands = status == KOH_OK;
    return status;
}

/* A copy of `path` without slashes at its end; KOH_EREFUSED where it has no last name of its own. */
static koh_status own_path(const char *path, char **own, koh_error *error)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    char *copy = koh__text_copy(path);
    if (copy == NULL) {
        return koh__file_fail(error, path, "cannot be made", ENOMEM);
    }
    copy[length] = '\0';
    const char *slash = strrchr(copy, '/');
    const char *name = slash == NULL ? copy : slash + 1;
    if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        koh__free(copy);
        return refuse(error, path, "has no name of its own: name a folder");
    }
    *own = copy;
    return KOH_OK;
}

koh_status koh__store_begin(const char *path, koh_store **store, koh_error *error)
{
    char *own = NULL;
    int stands, number;
    if (strcmp(path, "-") == 0) {
        return koh_error_set(error, KOH_EUSAGE, "-: a folder cannot be written to standard output");
    }
    koh_status status = own_path(path, &own, error);
    if (own == NULL) {
        return status;
    }
    koh_store *made = KOH_NEW(1, koh_store);
    if (made == NULL) {
        koh__free(own);
        return koh__file_fail(error, path, "cannot be made", ENOMEM);
    }
    made->path = own;
    (void) pthread_mutex_init(&made->lock, NULL); /* default attributes: cannot fail on Linux */
    status = check_place(own, &stands, error);
    if (status == KOH_OK) {
        number = koh__folder_make_parents(own, &made->n_parents);
        number = number != 0 ? number : koh__folder_make_beside(own, &made->staging);
        status = number == 0 ? KOH_OK : koh__file_fail(error, path, "cannot be made", number);
    }
    if (status != KOH_OK) {
        koh__store_abort(made);
        return status;
    }
    *store = made;
    return KOH_OK;
}

/* Plain relative names only: nothing may leave the folder. */
static int is_safe(const char *name)
{
    for (const char *part = name;; part++) {
        size_t length = strcspn(part, "/");
        if (length == 0 || part[0] == '.') {
            return 0;
        }
        part += length;
        if (*part == '\0') {
            return 1;
        }
    }
}

static int write_new(const char *path, const char *bytes, size_t length)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return errno;
    }
    int number = koh__file_pour(descriptor, bytes, length);
    if (close(descriptor) != 0 && number == 0) {
        number = errno;
    }
    return number;
}

static stored *next_file(koh_store *store)
{
    if (store->n_files == store->size_files) {
        size_t size = store->size_files == 0 ? 16 : 2 * store->size_files;
        stored *grown = koh__grow(store->files, size, sizeof *grown);
        if (grown == NULL) {
            return NULL;
        }
        store->files = grown;
        store->size_files = size;
    }
    return &store->files[store->n_files];
}

/* Remembers a written file; the name goes over to the store. ENOMEM. */
static int remember(koh_store *store, char *name, const char *digest)
{
    (void) pthread_mutex_lock(&store->lock);
    stored *file = next_file(store);
    if (file != NULL) {
        file->name = name;
        memcpy(file->digest, digest, KOH_DIGEST_SIZE);
        store->n_files++;
    }
    (void) pthread_mutex_unlock(&store->lock);
    return file != NULL ? 0 : ENOMEM;
}

static koh_status twice(koh_error *error, const char *name)
{
    koh_status status = koh_error_set(error, KOH_EDUPLICATE, "the file is written twice");
    koh_error_at(error, name, 0, 0, NULL);
    return status;
}

koh_status koh__store_write(koh_store *store, const char *name, const char *bytes, size_t length, koh_error *error)
{
    if (!is_safe(name)) {
        return refuse(error, name, "is no name of a file inside the result");
    }
    size_t n_made;
    char digest[KOH_DIGEST_SIZE];
    char *copy = koh__text_copy(name), *path = joined(store->staging, name);
    int number = copy == NULL || path == NULL ? ENOMEM : koh__folder_make_parents(path, &n_made);
    if (number == 0) {
        number = write_new(path, bytes, length);
    }
    koh__free(path);
    if (number == 0) {
        koh__digest(bytes, length, digest);
        number = remember(store, copy, digest);
    }
    if (number == 0) {
        return KOH_OK;
    }
    koh__free(copy);
    if (number == EEXIST) {
        return twice(error, name);
    }
    return koh__file_fail(error, name, "cannot be written", number);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const stored *) a)->name, ((const stored *) b)->name);
}

void koh__store_sort(koh_store *store)
{
    qsort(store->files, store->n_files, sizeof *store->files, by_name);
}

koh_status koh__store_place(const koh_store *store, const char *name, char **path, koh_error *error)
{
    size_t n_made;
    if (!is_safe(name)) {
        return refuse(error, name, "is no name of a file inside the result");
    }
    char *place = joined(store->staging, name);
    int number = place == NULL ? ENOMEM : koh__folder_make_parents(place, &n_made);
    if (number != 0) {
        koh__free(place);
        return koh__file_fail(error, name, "cannot be written", number);
    }
    *path = place;
    return KOH_OK;
}

koh_status koh__store_adopt(koh_store *store, const char *name, koh_error *error)
{
    char *bytes = NULL, digest[KOH_DIGEST_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < store->n_files; i++) {
        if (strcmp(store->files[i].name, name) == 0) {
            return twice(error, name);
        }
    }
    char *copy = koh__text_copy(name), *path = joined(store->staging, name);
    koh_status status = copy == NULL || path == NULL ? koh__file_fail(error, name, "cannot be written", ENOMEM)
                                                     : koh__file_read(path, ADOPTED_LIMIT, &bytes, &length, error);
    koh__free(path);
    if (status == KOH_OK) {
        koh__digest(bytes, length, digest);
        int number = remember(store, copy, digest);
        status = number == 0 ? KOH_OK : koh__file_fail(error, name, "cannot be written", number);
    }
    if (status != KOH_OK) {
        koh__free(copy);
    }
    koh__free(bytes);
    return status;
}

size_t koh__store_files(const koh_store *store)
{
    return store->n_files;
}

const char *koh__store_name(const koh_store *store, size_t i)
{
    return store->files[i].name;
}

const char *koh__store_digest(const koh_store *store, size_t i)
{
    return store->files[i].digest;
}

/* The folder above a path reaches the disk. */
static int sync_above(const char *path)
{
    char *above = koh__folder_above(path);
    int number = above == NULL ? ENOMEM : koh__folder_sync(above);
    koh__free(above);
    return number;
}

/* Every folder between a staged file and the staging folder; `done` is the path of the last one that was synced. */
static int sync_way_to(const koh_store *store, const char *name, const char *done)
{
    size_t length = strlen(name);
    while (length > 0 && name[length - 1] != '/') {
        length--;
    }
    if (done != NULL && length > 0 && strncmp(name, done, length) == 0) {
        return 0; /* a neighbour of the file before */
    }
    char *path = joined(store->staging, name);
    int number = path == NULL ? ENOMEM : 0;
    while (number == 0 && strlen(path) > strlen(store->staging)) {
        number = sync_above(path);
        *strrchr(path, '/') = '\0';
    }
    koh__free(path);
    return number;
}

static int sync_file(const koh_store *store, const char *name)
{
    char *path = joined(store->staging, name);
    int descriptor = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    int number = path == NULL ? ENOMEM : descriptor < 0 || fsync(descriptor) != 0 ? errno : 0;
    if (descriptor >= 0) {
        (void) close(descriptor);
    }
    koh__free(path);
    return number;
}

/* Everything staged reaches the disk: file by file, or with all that the file system holds where files are many. */
static int sync_staged(const koh_store *store)
{
    enum { MANY = 64 };
    int number = store->n_files > MANY ? koh__folder_sync_system(store->staging) : koh__folder_sync(store->staging);
    for (size_t i = 0; i < store->n_files && number == 0 && store->n_files <= MANY; i++) {
        number = sync_file(store, store->files[i].name);
        if (number == 0 && strchr(store->files[i].name, '/') != NULL) {
            number = sync_way_to(store, store->files[i].name, i > 0 ? store->files[i - 1].name : NULL);
        }
    }
    return number;
}

static void free_store(koh_store *store)
{
    for (size_t i = 0; i < store->n_files; i++) {
        koh__free(store->files[i].name);
    }
    (void) pthread_mutex_destroy(&store->lock);
    koh__free(store->files);
    koh__free(store->staging);
    koh__free(store->path);
    koh__free(store);
}

static int put_in_place(const koh_store *store, int stands)
{
    if (stands) {
        return koh__folder_swap(store->staging, store->path);
    }
    return rename(store->staging, store->path) == 0 ? 0 : errno;
}

koh_status koh__store_commit(koh_store *store, koh_error *error)
{
    int stands = 0, number = sync_staged(store);
    koh_status status = number == 0 ? check_place(store->path, &stands, error)
                                    : koh__file_fail(error, store->path, "cannot be synced", number);
    if (status == KOH_OK) {
        number = put_in_place(store, stands);
        status = number == 0 ? KOH_OK : koh__file_fail(error, store->path, "cannot be put in place", number);
    }
    if (status != KOH_OK) {
        koh__store_abort(store);
        return status;
    }
    /* The result stands: an old one that cannot be removed stays as a hidden neighbour. */
    if (stands) {
        (void) koh__folder_remove(store->staging);
    }
    (void) sync_above(store->path);
    free_store(store);
    return KOH_OK;
}

void koh__store_abort(koh_store *store)
{
    if (store == NULL) {
        return;
    }
    if (store->staging != NULL) {
        (void) koh__folder_remove(store->staging);
    }
    koh__folder_remove_parents(store->path, store->n_parents);
    free_store(store);
}
