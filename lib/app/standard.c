/* Standard scenarios: those of data/scenarios.json that a run names and its plan does not have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/file_priv.h"
#include "io/json_priv.h"

enum { STANDARD_LIMIT = 1024 * 1024 };

koh_status koh__standard_read(koh_session *session, cJSON **standard, koh_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    const char *path = koh__arena_format(session->arena, "%s/scenarios.json", session->data.folder);
    koh_status status = path == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                     : koh__file_read(path, STANDARD_LIMIT, &bytes, &length, error);
    if (status == KOH_OK) {
        status = koh__json_read(path, bytes, length, standard, error);
    }
    koh__free(bytes);
    return status;
}

const cJSON *koh__standard_find(const cJSON *tree, const char *id)
{
    const cJSON *scenario;
    cJSON_ArrayForEach(scenario, cJSON_GetObjectItemCaseSensitive(tree, "scenarios"))
    {
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(scenario, "id");
        if (cJSON_IsString(name) && strcmp(name->valuestring, id) == 0) {
            return scenario;
        }
    }
    return NULL;
}

/* A copy of a scenario at the end of the plan's list, which is made where there is none. */
static koh_status append(koh_session *session, const cJSON *scenario, koh_error *error)
{
    cJSON *list = cJSON_GetObjectItemCaseSensitive(session->tree, "scenarios");
    list = list != NULL ? list : cJSON_AddArrayToObject(session->tree, "scenarios");
    if (list != NULL && !cJSON_IsArray(list)) {
        return KOH_OK; /* binding tells */
    }
    cJSON *copy = list != NULL ? cJSON_Duplicate(scenario, 1) : NULL;
    if (copy == NULL || !cJSON_AddItemToArray(list, copy)) {
        cJSON_Delete(copy);
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    session->n_standard++;
    return KOH_OK;
}

/* A name that neither list has, with the nearest of both. */
static koh_status unknown(const cJSON *own, const cJSON *standard, const char *name, koh_error *error)
{
    enum { NAMES_MAX = 128 };
    const char *names[NAMES_MAX];
    const cJSON *const lists[2] = { own, standard }, *scenario;
    size_t n = 0;
    for (size_t i = 0; i < 2; i++) {
        cJSON_ArrayForEach(scenario, cJSON_GetObjectItemCaseSensitive(lists[i], "scenarios"))
        {
            const cJSON *id = cJSON_GetObjectItemCaseSensitive(scenario, "id");
            if (cJSON_IsString(id) && n < NAMES_MAX) {
                names[n++] = id->valuestring;
            }
        }
    }
    const char *nearest = koh__text_nearest(name, names, n);
    return koh_error_set(error, KOH_EUSAGE, "no scenario '%.60s' in the plan or among the standard ones%s%s%s", name,
                         nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                         nearest != NULL ? "'?" : "");
}

koh_status koh__standard_add(koh_session *session, size_t n, const char *const *names, koh_error *error)
{
    cJSON *standard = NULL;
    koh_status status = KOH_OK;
    if (!cJSON_IsObject(session->tree)) {
        return KOH_OK; /* binding tells */
    }
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        if (strcmp(names[i], "reference") == 0 || koh__standard_find(session->tree, names[i]) != NULL) {
            continue;
        }
        status = standard == NULL ? koh__standard_read(session, &standard, error) : KOH_OK;
        const cJSON *scenario = koh__standard_find(standard, names[i]);
        if (status == KOH_OK) {
            status =
                scenario != NULL ? append(session, scenario, error) : unknown(session->tree, standard, names[i], error);
        }
    }
    cJSON_Delete(standard);
    return status;
}

void koh__standard_place(const koh_session *session, koh_error *error)
{
    static const char list[] = "/scenarios/";
    char *rest = NULL;
    if (strncmp(error->pointer, list, sizeof list - 1) != 0) {
        return;
    }
    const unsigned long at = strtoul(error->pointer + sizeof list - 1, &rest, 10);
    const cJSON *scenarios = cJSON_GetObjectItemCaseSensitive(session->tree, "scenarios");
    const size_t n_own = (size_t) cJSON_GetArraySize(scenarios) - session->n_standard;
    const cJSON *scenario = at < n_own ? NULL : cJSON_GetArrayItem(scenarios, (int) at);
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(scenario, "id"));
    if (id != NULL) {
        char file[KOH_FILE_SIZE], pointer[KOH_POINTER_SIZE];
        (void) snprintf(file, sizeof file, "%s with the standard scenario %s", session->file, id);
        (void) snprintf(pointer, sizeof pointer, "%s", rest);
        error->file[0] = error->pointer[0] = '\0';
        koh_error_at(error, file, 0, 0, pointer);
    }
}
