/* Where the default data lie. */
#define _GNU_SOURCE /* dladdr */

#include "io/home_priv.h"

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

#include "io/folder_priv.h"

enum { PATH_SIZE = 4096 };

static int has_something(const char *folder)
{
    return folder != NULL && koh__folder_is_empty(folder) == 0;
}

const char *koh__home_beside(koh_arena *arena, const char *path)
{
    static const char *const ways[] = { "..", "../.." };
    const char *slash = strrchr(path, '/');
    for (size_t i = 0; slash != NULL && i < 2; i++) {
        const char *folder = koh__arena_format(arena, "%.*s/%s/share/kohort", (int) (slash - path), path, ways[i]);
        if (has_something(folder)) {
            return folder;
        }
    }
    return NULL;
}

/* The file that this code was loaded from: the shared library, or the program that it is linked into. */
static const char *own_file(char program[PATH_SIZE])
{
    static const char mark = 0; /* an address inside */
    Dl_info facts;
    if (dladdr(&mark, &facts) != 0 && facts.dli_fname != NULL && strstr(facts.dli_fname, ".so") != NULL) {
        return facts.dli_fname;
    }
    ssize_t length = readlink("/proc/self/exe", program, PATH_SIZE - 1);
    program[length > 0 ? length : 0] = '\0';
    return program;
}

const char *koh__home_data(koh_arena *arena, const char *given)
{
    char program[PATH_SIZE];
    if (given != NULL) {
        return koh__arena_text(arena, given);
    }
    const char *beside = koh__home_beside(arena, own_file(program));
    if (beside != NULL) {
        return beside;
    }
#ifdef KOH_DATA_SOURCE
    if (has_something(KOH_DATA_SOURCE)) {
        return KOH_DATA_SOURCE;
    }
#endif
    return KOH_DATA_INSTALLED;
}
