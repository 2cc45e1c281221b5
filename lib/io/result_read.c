/* Results read back from JSON. */
#include "io/result_read_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"
#include "io/json_priv.h"
#include "kohort/cube.h"
#include "kohort/version.h"

enum { RESULT_LIMIT = 1024 * 1024 * 1024, PATH = 4096 };

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

koh_status koh__result_read(const char *path, cJSON **tree, koh_error *error)
{
    char name[PATH], *bytes = NULL;
    size_t length;
    int folder = koh__folder_is_empty(path) >= 0;
    (void) snprintf(name, sizeof name, "%s%s", path, folder ? "/result.json" : "");
    koh_status status = koh__file_read(name, RESULT_LIMIT, &bytes, &length, error);
    if (status == KOH_OK) {
        status = koh__json_read(name, bytes, length, tree, error);
    }
    koh__free(bytes);
    if (status != KOH_OK) {
        return status;
    }
    const cJSON *version = member(member(*tree, "kohort"), "result");
    if (!cJSON_IsNumber(version) || version->valuedouble != KOH_RESULT_VERSION ||
        !cJSON_IsArray(member(*tree, "scenarios"))) {
        cJSON_Delete(*tree);
        *tree = NULL;
        status = koh_error_set(error, KOH_ESCHEMA, "expected a result of kohort, version %d", KOH_RESULT_VERSION);
        koh_error_at(error, name, 0, 0, "/kohort/result");
    }
    return status;
}

size_t koh__result_scenarios(const cJSON *tree)
{
    return (size_t) cJSON_GetArraySize(member(tree, "scenarios"));
}

const cJSON *koh__result_scenario(const cJSON *tree, size_t i)
{
    return cJSON_GetArrayItem(member(tree, "scenarios"), (int) i);
}

/* Which positions of a dimension count. */
typedef struct choice {
    size_t n, from, to; /* positions from..to - 1 */
} choice;

static int is_label(const cJSON *item, const koh_label *label)
{
    return label->text != NULL ? cJSON_IsString(item) && strcmp(item->valuestring, label->text) == 0
                               : cJSON_IsNumber(item) && item->valuedouble == label->number;
}

/* The positions of dimension `name`; n = 0: a label is not there. */
static choice choose(const cJSON *cube, const char *name, size_t n, const koh_label *labels, int from_age)
{
    const cJSON *list = member(cube, name), *item;
    choice c = { (size_t) cJSON_GetArraySize(list), 0, (size_t) cJSON_GetArraySize(list) };
    for (size_t i = 0; i < n; i++) {
        if (strcmp(labels[i].dimension, name) == 0) {
            size_t at = 0;
            cJSON_ArrayForEach(item, list)
            {
                if (is_label(item, &labels[i])) {
                    c.from = at;
                    c.to = at + 1;
                    return c;
                }
                at++;
            }
            return (choice){ 0, 0, 0 };
        }
    }
    if (from_age > 0 && strcmp(name, "age") == 0) {
        c.from = (size_t) from_age < c.n ? (size_t) from_age : c.n;
    }
    return c;
}

/* Is the cell at a flat position within all choices? */
static int is_chosen(size_t at, size_t n, const choice *choices)
{
    for (size_t d = n; d-- > 0;) {
        size_t position = at % choices[d].n;
        if (position < choices[d].from || position >= choices[d].to) {
            return 0;
        }
        at /= choices[d].n;
    }
    return 1;
}

static const cJSON *find_cube(const cJSON *scenario, const char *path)
{
    char block[64];
    size_t length = strcspn(path, "/");
    (void) snprintf(block, sizeof block, "%.*s", (int) length, path);
    const cJSON *found = member(scenario, block);
    return path[length] == '/' ? member(found, path + length + 1) : found;
}

double koh__result_sum(const cJSON *scenario, const char *path, size_t n, const koh_label *labels, int from_age)
{
    const cJSON *cube = find_cube(scenario, path), *name, *cell;
    choice choices[KOH_CUBE_AXES];
    size_t n_dimensions = 0, at = 0;
    double sum = 0;
    if (cube == NULL) {
        return NAN;
    }
    cJSON_ArrayForEach(name, member(cube, "dimensions"))
    {
        if (n_dimensions == KOH_CUBE_AXES || !cJSON_IsString(name)) {
            return NAN;
        }
        choices[n_dimensions] = choose(cube, name->valuestring, n, labels, from_age);
        if (choices[n_dimensions].n == 0) {
            return NAN;
        }
        n_dimensions++;
    }
    cJSON_ArrayForEach(cell, member(cube, "value"))
    {
        if (is_chosen(at++, n_dimensions, choices)) {
            sum += cJSON_IsNumber(cell) ? cell->valuedouble : (double) NAN;
        }
    }
    return sum;
}
