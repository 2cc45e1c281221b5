/* What differs in what two vintages were made from: leaves of the plan files, or of the provenance of results, and the
 * files that plans refer to. */
#include <math.h>
#include <string.h>

#include "app/revision_priv.h"

enum { DEPTH = 64, NOTE = 160 };

/* The words of a leaf, for people. */
static const char *words_of(koh_arena *arena, const cJSON *leaf)
{
    return leaf == NULL           ? "nothing"
           : cJSON_IsString(leaf) ? koh__arena_format(arena, "'%.*s'", NOTE, leaf->valuestring)
           : cJSON_IsNull(leaf)   ? "null"
           : cJSON_IsBool(leaf)   ? (cJSON_IsTrue(leaf) ? "true" : "false")
           : cJSON_IsNumber(leaf) ? "a number"
           : leaf->child == NULL  ? "empty"
                                  : "more than one value";
}

static int is_leaf(const cJSON *node)
{
    return node == NULL || !(cJSON_IsObject(node) || cJSON_IsArray(node)) || node->child == NULL;
}

static double number_of(const cJSON *leaf)
{
    return leaf != NULL && cJSON_IsNumber(leaf) ? leaf->valuedouble : (double) NAN;
}

static koh_status add_leaf(koh_revision_view *v, const char *pointer, const cJSON *before, const cJSON *after)
{
    double old_value = number_of(before), new_value = number_of(after);
    const char *note = before == NULL ? "added" : after == NULL ? "removed" : NULL;
    const cJSON *there = after != NULL ? after : before;
    if (!cJSON_IsNumber(there) || (before != NULL && !cJSON_IsNumber(before))) {
        const char *old_words = words_of(v->arena, before), *new_words = words_of(v->arena, after);
        note = old_words == NULL || new_words == NULL ? NULL
                                                      : koh__arena_format(v->arena, "%s -> %s", old_words, new_words);
        if (note == NULL) {
            return KOH_ENOMEM;
        }
    }
    return koh__revision_add(v, &(koh_revision_row){ .part = "inputs",
                                                     .item = pointer,
                                                     .note = note,
                                                     .old_value = old_value,
                                                     .new_value = new_value,
                                                     .change = new_value - old_value });
}

/* A member by name, or of a list by place. */
static const cJSON *member(const cJSON *node, const cJSON *like, int place)
{
    return cJSON_IsObject(node)  ? cJSON_GetObjectItemCaseSensitive(node, like->string != NULL ? like->string : "")
           : cJSON_IsArray(node) ? cJSON_GetArrayItem(node, place)
                                 : NULL;
}

static koh_status walk(koh_revision_view *v, const char *pointer, const cJSON *before, const cJSON *after, int depth);

/* The members of `node`, those that `other` has too only where `both` is set. */
static koh_status walk_members(koh_revision_view *v, const char *pointer, const cJSON *const sides[2], int of, int both,
                               int depth)
{
    koh_status status = KOH_OK;
    int place = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, sides[of])
    {
        const cJSON *other = member(sides[1 - of], item, place);
        if (other == NULL || both) {
            const char *key = cJSON_IsArray(sides[of]) ? koh__arena_format(v->arena, "%d", place) : item->string;
            const char *below = key != NULL ? koh__arena_format(v->arena, "%s/%s", pointer, key) : NULL;
            status = below == NULL ? KOH_ENOMEM : walk(v, below, of == 0 ? item : other, of == 0 ? other : item, depth);
        }
        if (status != KOH_OK) {
            return status;
        }
        place++;
    }
    return KOH_OK;
}

static koh_status walk(koh_revision_view *v, const char *pointer, const cJSON *before, const cJSON *after, int depth)
{
    if (before != NULL && after != NULL && cJSON_Compare(before, after, 1)) {
        return KOH_OK;
    }
    if (depth == 0 || (is_leaf(before) && is_leaf(after))) {
        return add_leaf(v, pointer, before, after);
    }
    const cJSON *const sides[2] = { is_leaf(before) ? NULL : before, is_leaf(after) ? NULL : after };
    koh_status status = KOH_OK;
    if (sides[0] == NULL && before != NULL) {
        status = add_leaf(v, pointer, before, NULL);
    }
    status = status == KOH_OK && sides[0] != NULL ? walk_members(v, pointer, sides, 0, 1, depth - 1) : status;
    status = status == KOH_OK && sides[1] != NULL ? walk_members(v, pointer, sides, 1, 0, depth - 1) : status;
    return status == KOH_OK && sides[1] == NULL && after != NULL ? add_leaf(v, pointer, NULL, after) : status;
}

/* The file of a name that a vintage has read, or NULL. */
static const koh_plan_file *file_of(const koh_plan_set *set, const char *name)
{
    for (size_t i = 0; i < set->n_files; i++) {
        if (strcmp(set->files[i].file, name) == 0) {
            return &set->files[i];
        }
    }
    return NULL;
}

/* Files that both vintages name and whose content differs. */
static koh_status compare_files(koh_revision_view *v)
{
    const koh_plan_set *before = &v->sides[0].session.set, *after = &v->sides[1].session.set;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < after->n_files && status == KOH_OK; i++) {
        const koh_plan_file *other = file_of(before, after->files[i].file);
        if (other != NULL && strcmp(other->digest, after->files[i].digest) != 0) {
            const char *note = koh__arena_format(v->arena, "content: sha256 %.12s... -> %.12s...", other->digest,
                                                 after->files[i].digest);
            status = note == NULL ? KOH_ENOMEM
                                  : koh__revision_add(v, &(koh_revision_row){ .part = "inputs",
                                                                              .item = after->files[i].file,
                                                                              .note = note,
                                                                              .old_value = NAN,
                                                                              .new_value = NAN,
                                                                              .change = NAN });
        }
    }
    return status;
}

/* Does a node name a file whose content differs between the vintages? */
static int file_differs(const koh_revision_view *v, const cJSON *node, int depth)
{
    const cJSON *file = cJSON_GetObjectItemCaseSensitive(node, "file"), *item;
    if (cJSON_IsString(file)) {
        const koh_plan_file *a = file_of(&v->sides[0].session.set, file->valuestring);
        const koh_plan_file *b = file_of(&v->sides[1].session.set, file->valuestring);
        return a != NULL && b != NULL && strcmp(a->digest, b->digest) != 0;
    }
    int differs = 0;
    cJSON_ArrayForEach(item, node)
    {
        differs |= depth > 0 && file_differs(v, item, depth - 1);
    }
    return differs;
}

static int differ(const koh_revision_view *v, const cJSON *before, const cJSON *after)
{
    return (before == NULL) != (after == NULL) || (before != NULL && !cJSON_Compare(before, after, 1)) ||
           file_differs(v, after, DEPTH);
}

typedef struct key_group {
    const char *key;
    koh_revision_group group;
} key_group;

static const key_group sections[] = { { "population", KOH_GROUP_POPULATION },
                                      { "base_year", KOH_GROUP_POPULATION },
                                      { "plan_period", KOH_GROUP_POPULATION },
                                      { "households", KOH_GROUP_POPULATION },
                                      { "housing", KOH_GROUP_POPULATION },
                                      { "mortality", KOH_GROUP_BIRTHS_DEATHS },
                                      { "fertility", KOH_GROUP_BIRTHS_DEATHS },
                                      { "migration", KOH_GROUP_MIGRATION },
                                      { "health", KOH_GROUP_NEED },
                                      { "capacity", KOH_GROUP_CAPACITY },
                                      { "workforce", KOH_GROUP_STAFF },
                                      { NULL, KOH_GROUP_OTHER } };
static const key_group of_services[] = { { "users", KOH_GROUP_NEED },
                                         { "bed_days", KOH_GROUP_NEED },
                                         { "age_shift_years", KOH_GROUP_NEED },
                                         { "trend_per_year", KOH_GROUP_NEED },
                                         { "trend_fade_years", KOH_GROUP_NEED },
                                         { "target_occupancy", KOH_GROUP_CAPACITY },
                                         { NULL, KOH_GROUP_PRACTICE } };

/* The group that a key of the plan, or of a service, belongs to. */
static koh_revision_group group_of(const char *key, int of_service)
{
    const key_group *list = of_service ? of_services : sections;
    while (list->key != NULL && strcmp(list->key, key) != 0) {
        list++;
    }
    return list->group;
}

/* Marks the groups of the members that differ; `services` tells the depth of services apart. */
static void mark(koh_revision_view *v, const cJSON *before, const cJSON *after, int of_service)
{
    static const char *const idle[] = { "scenarios", "title",    "note",     "report",       "kohort",
                                        "region",    "end_year", "services", "preparedness", "targets" };
    const cJSON *item;
    for (int of = 0; of < 2; of++) {
        const cJSON *side = of == 0 ? before : after;
        cJSON_ArrayForEach(item, side)
        {
            int skip = 0;
            for (size_t i = 0; i < sizeof idle / sizeof idle[0] && !of_service; i++) {
                skip |= strcmp(idle[i], item->string) == 0;
            }
            if (!skip && differ(v, cJSON_GetObjectItemCaseSensitive(before, item->string),
                                cJSON_GetObjectItemCaseSensitive(after, item->string))) {
                v->changed[group_of(item->string, of_service)] = 1;
            }
        }
    }
}

static void mark_services(koh_revision_view *v)
{
    const cJSON *lists[2], *item;
    for (int of = 0; of < 2; of++) {
        lists[of] = cJSON_GetObjectItemCaseSensitive(v->sides[of].session.tree, "services");
    }
    for (int of = 0; of < 2; of++) {
        cJSON_ArrayForEach(item, lists[of])
        {
            mark(v, cJSON_GetObjectItemCaseSensitive(lists[0], item->string),
                 cJSON_GetObjectItemCaseSensitive(lists[1], item->string), 1);
        }
    }
}

koh_status koh__revision_inputs(koh_revision_view *v)
{
    const koh_revision_side *a = &v->sides[0], *b = &v->sides[1];
    if (!a->is_plan) {
        return walk(v, "/plan", cJSON_GetObjectItemCaseSensitive(a->tree, "plan"),
                    cJSON_GetObjectItemCaseSensitive(b->tree, "plan"), DEPTH);
    }
    mark(v, a->session.tree, b->session.tree, 0);
    mark_services(v);
    koh_status status = walk(v, "", a->session.tree, b->session.tree, DEPTH);
    return status == KOH_OK ? compare_files(v) : status;
}
