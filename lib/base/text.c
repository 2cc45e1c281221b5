/* Likeness of names: Levenshtein distance over bytes. */
#include <string.h>

#include "base/text_priv.h"

enum { NAME_LIMIT = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits that turn a into b; b is shorter than NAME_LIMIT. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(b), row[NAME_LIMIT];
    for (size_t j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < n; j++) {
            size_t above = row[j + 1];
            row[j + 1] = least(least(above, row[j]) + 1, diagonal + (a[i] != b[j]));
            diagonal = above;
        }
    }
    return row[n];
}

const char *koh__text_nearest(const char *name, const char *const *names, size_t n)
{
    size_t length = strlen(name);
    if (length >= NAME_LIMIT) {
        return NULL;
    }
    const char *nearest = NULL;
    size_t best = length / 3 + 2;
    for (size_t i = 0; i < n; i++) {
        size_t edits = strlen(names[i]) < NAME_LIMIT ? distance(name, names[i]) : best;
        if (edits < best) {
            best = edits;
            nearest = names[i];
        }
    }
    return nearest;
}
