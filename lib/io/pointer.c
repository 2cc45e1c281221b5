/* JSON pointers. */
#include "io/pointer_priv.h"

#include <string.h>

#include "base/text_priv.h"

enum { KEY_SIZE = 256 };

/* Takes the part after a slash, with ~1 and ~0 read back; NULL when it is too long. */
static const char *take_part(const char *at, char key[KEY_SIZE])
{
    size_t n = 0;
    for (at++; *at != '\0' && *at != '/'; at++) {
        if (n + 1 == KEY_SIZE) {
            return NULL;
        }
        int escaped = at[0] == '~' && (at[1] == '0' || at[1] == '1');
        key[n++] = escaped ? (at[1] == '0' ? '~' : '/') : *at;
        at += escaped;
    }
    key[n] = '\0';
    return at;
}

static cJSON *member(cJSON *node, const char *key)
{
    int index;
    if (!cJSON_IsArray(node)) {
        return cJSON_GetObjectItemCaseSensitive(node, key);
    }
    return koh__int_read(key, strlen(key), &index) == KOH_OK && index >= 0 ? cJSON_GetArrayItem(node, index) : NULL;
}

/* Also the node above, NULL for the document itself. */
static cJSON *find(cJSON *tree, const char *pointer, cJSON **above)
{
    char key[KEY_SIZE];
    *above = NULL;
    while (tree != NULL && pointer != NULL && *pointer == '/') {
        pointer = take_part(pointer, key);
        *above = tree;
        tree = pointer == NULL ? NULL : member(tree, key);
    }
    return tree;
}

cJSON *koh__pointer_find(cJSON *tree, const char *pointer)
{
    cJSON *above;
    return find(tree, pointer, &above);
}

int koh__pointer_remove(cJSON *tree, const char *pointer)
{
    cJSON *above, *over, *item = find(tree, pointer, &above);
    if (item == NULL || above == NULL) {
        return 0;
    }
    if (cJSON_IsArray(above)) {
        size_t length = (size_t) (strrchr(pointer, '/') - pointer);
        char list[KEY_SIZE];
        if (length >= sizeof list) {
            return 0;
        }
        memcpy(list, pointer, length);
        list[length] = '\0';
        item = find(tree, list, &over);
        above = over;
    }
    if (item == NULL || above == NULL) {
        return 0;
    }
    cJSON_Delete(cJSON_DetachItemViaPointer(above, item));
    return 1;
}
