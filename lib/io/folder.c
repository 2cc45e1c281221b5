/* Folders of the file system. */
#define _GNU_SOURCE /* syscall, nftw */

#include "io/folder_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/file_priv.h"

enum { ATTEMPTS = 100, OPEN_FOLDERS = 16 };

char *koh__folder_above(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *above = koh__text_copy(slash == NULL ? "." : path);
    if (above != NULL && slash != NULL) {
        above[slash == path ? 1 : slash - path] = '\0';
    }
    return above;
}

int koh__folder_make_parents(const char *path, size_t *n_made)
{
    int number = 0;
    char *part = koh__text_copy(path);
    *n_made = 0;
    if (part == NULL) {
        return ENOMEM;
    }
    for (char *slash = strchr(part + 1, '/'); slash != NULL && number == 0; slash = strchr(slash + 1, '/')) {
        if (slash[-1] == '/') {
            continue;
        }
        *slash = '\0';
        if (mkdir(part, 0777) == 0) {
            (*n_made)++;
        } else if (errno != EEXIST) {
            struct stat facts;
            number = errno;
            number = stat(part, &facts) == 0 && S_ISDIR(facts.st_mode) ? 0 : number;
        }
        if (number != 0) {
            koh__folder_remove_parents(part, *n_made);
            *n_made = 0;
        }
        *slash = '/';
    }
    koh__free(part);
    return number;
}

void koh__folder_remove_parents(const char *path, size_t n)
{
    char *part = koh__text_copy(path);
    char *slash = part == NULL ? NULL : strrchr(part, '/');
    for (; n > 0 && slash != NULL && slash != part; n--) {
        while (slash > part && slash[-1] == '/') {
            slash--;
        }
        *slash = '\0';
        if (rmdir(part) != 0) {
            break;
        }
        slash = strrchr(part, '/');
    }
    koh__free(part);
}

int koh__folder_make_beside(const char *path, char **folder)
{
    *folder = NULL;
    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        char *name = koh__file_neighbour(path, attempt);
        if (name == NULL) {
            return ENOMEM;
        }
        if (mkdir(name, 0777) == 0) {
            *folder = name;
            return 0;
        }
        int number = errno;
        koh__free(name);
        if (number != EEXIST) {
            return number;
        }
    }
    return EEXIST;
}

int koh__folder_is_there(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

int koh__folder_is_empty(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return -1;
    }
    int empty = 1;
    for (const struct dirent *entry = readdir(folder); entry != NULL && empty; entry = readdir(folder)) {
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    }
    (void) closedir(folder);
    return empty;
}

int koh__folder_sync(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    int number = fsync(descriptor) == 0 ? 0 : errno;
    (void) close(descriptor);
    return number == EINVAL ? 0 : number; /* a file system that cannot sync folders */
}

int koh__folder_sync_system(const char *path)
{
#if defined(SYS_syncfs)
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    int number = syscall(SYS_syncfs, descriptor) == 0 ? 0 : errno;
    (void) close(descriptor);
    return number;
#else
    (void) path;
    sync();
    return 0;
#endif
}

int koh__folder_swap_by_renames(const char *staged, const char *path)
{
    char *aside = NULL;
    int number = koh__folder_make_beside(path, &aside);
    if (aside == NULL) {
        return number;
    }
    if (rename(path, aside) != 0) {
        number = errno;
        (void) rmdir(aside);
    } else if (rename(staged, path) != 0) {
        number = errno;
        (void) rename(aside, path);
    } else if (rename(aside, staged) != 0) {
        (void) koh__folder_remove(aside);
    }
    koh__free(aside);
    return number;
}

int koh__folder_swap(const char *staged, const char *path)
{
#if defined(SYS_renameat2)
    const unsigned exchange = 1u << 1; /* RENAME_EXCHANGE of linux/fs.h */
    if (syscall(SYS_renameat2, AT_FDCWD, staged, AT_FDCWD, path, exchange) == 0) {
        return 0;
    }
    if (errno != ENOSYS && errno != EINVAL && errno != EPERM) {
        return errno;
    }
#endif
    return koh__folder_swap_by_renames(staged, path);
}

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void) facts;
    (void) kind;
    (void) where;
    return remove(path) == 0 || errno == ENOENT ? 0 : errno;
}

int koh__folder_remove(const char *path)
{
    int result = nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return result < 0 ? errno : result;
}
